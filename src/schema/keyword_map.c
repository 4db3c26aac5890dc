/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_map.c - what a map holds, and what its keys may be called.
 */
#include <string.h>

#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/report.h"

/* The map rule of @n; true in *@ret_first for the keyword that evaluates. */
static struct map_rule *map_rule(struct compiler *c, struct schema_node *n,
				 bool *ret_first)
{
	*ret_first = !n->map;
	if (!n->map)
		n->map = ARENA_NEW(c->arena, struct map_rule);
	return n->map;
}

bool keyword_parse_properties(struct compiler *c, struct schema_node *n,
			      struct rule *r)
{
	struct map_rule *map;
	bool first;

	if (!compile_wants(c, r, VALUE_MAP))
		return false;
	map = map_rule(c, n, &first);
	map->properties = r->arg;
	map->owner = n;
	map->later = c->opts.lazy ? c : NULL;
	map->nodes = c->opts.lazy ?
			     arena_array(c->arena, r->arg->n,
					 sizeof(*map->nodes)) :
			     compile_nodes(c, r->arg);
	return first;
}

bool keyword_parse_patterns(struct compiler *c, struct schema_node *n,
			    struct rule *r)
{
	struct map_rule *map;
	bool first;

	if (!compile_wants(c, r, VALUE_MAP))
		return false;
	map = map_rule(c, n, &first);
	map->patterns = r->arg;
	map->pattern_nodes = compile_nodes(c, r->arg);
	map->pattern = arena_array(c->arena, r->arg->n,
				   sizeof(struct pattern *));
	for (size_t i = 0; i < r->arg->n; i++)
		map->pattern[i] =
			compile_pattern(c, r->arg->members[i].key,
					r->arg->members[i].key_place);
	return first;
}

bool keyword_parse_rest(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	struct map_rule *map;
	bool first;

	map = map_rule(c, n, &first);
	map->rest = compile_node(c, r->arg);
	return first;
}

/* Applies the patterns that @m's key matches. */
static bool apply_patterns(struct eval *e, const struct scope *s,
			   const struct member *m,
			   const struct instance *child, bool *ret_matched)
{
	const struct map_rule *map = s->node->map;
	bool valid = true;

	for (size_t i = 0; map->patterns && i < map->patterns->n; i++) {
		if (!eval_matches(e, s, map->pattern[i], m->key,
				  strlen(m->key)))
			continue;
		*ret_matched = true;
		valid &= eval_apply(e, map->pattern_nodes[i], child, s);
	}
	return valid;
}

static bool apply_member(struct eval *e, const struct scope *s,
			 const struct member *m)
{
	const struct map_rule *map = s->node->map;
	const struct schema_node *n = node_property(s->node, m->key);
	struct instance child = eval_member(e, s->instance, m);
	bool matched = n != NULL;
	bool valid = !n || eval_apply(e, n, &child, s);

	valid &= apply_patterns(e, s, m, &child, &matched);
	if (matched || map->rest)
		eval_mark(e, s, (size_t)(m - s->instance->value->members));
	if (matched || !map->rest)
		return valid;
	if (!map->rest->never)
		return eval_apply(e, map->rest, &child, s);
	if (eval_failed(e, s))
		report_unknown_key(e, s, m);
	return false;
}

bool keyword_eval_members(struct eval *e, const struct scope *s,
			  const struct rule *r)
{
	const struct value *v = s->instance->value;
	bool valid = true;

	(void)r;
	for (size_t i = 0; i < v->n; i++) {
		valid &= apply_member(e, s, &v->members[i]);
		if (!valid && e->mode == EVAL_VERDICT)
			break;
	}
	return valid;
}

bool keyword_eval_property_names(struct eval *e, const struct scope *s,
				 const struct rule *r)
{
	const struct value *v = s->instance->value;
	bool valid = true;

	for (size_t i = 0; i < v->n; i++) {
		const struct member *m = &v->members[i];
		const struct value name = {
			.kind = VALUE_STRING,
			.place = m->key_place,
			.text = m->key,
			.text_len = strlen(m->key),
		};
		const struct instance in = {
			.parent = s->instance,
			.value = &name,
			.types = TYPE_STRING,
			.depth = s->instance->depth + 1,
			.key = m->key,
			.is_name = true,
		};

		valid &= eval_apply(e, r->u.node, &in, s);
		if (!valid && e->mode == EVAL_VERDICT)
			break;
	}
	return valid;
}

bool keyword_parse_required(struct compiler *c, struct schema_node *n,
			    struct rule *r)
{
	(void)n;
	if (!compile_wants(c, r, VALUE_LIST))
		return false;
	for (size_t i = 0; i < r->arg->n; i++) {
		const struct value *name = r->arg->items[i];

		if (name->kind != VALUE_STRING)
			compile_error(c, name->place,
				      "'required' lists keys, found %s",
				      value_kind_name(name));
	}
	return true;
}

bool keyword_eval_required(struct eval *e, const struct scope *s,
			   const struct rule *r)
{
	bool valid = true;

	for (size_t i = 0; i < r->arg->n; i++) {
		const char *key = r->arg->items[i]->text;

		if (value_member(s->instance->value, key))
			continue;
		valid = false;
		if (eval_failed(e, s))
			report_missing_key(e, s, key);
	}
	return valid;
}
