/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_depend.c - what a map needs because it has some key.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/report.h"

static void wants_keys(struct compiler *c, const struct rule *r,
		       const struct value *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i]->kind != VALUE_STRING)
			compile_error(c, list->items[i]->place,
				      "'%s' lists keys, found %s",
				      r->keyword->name,
				      value_kind_name(list->items[i]));
}

/* Of 2019-09 on two keywords; before, one with lists and schemas. */
static bool parse_members(struct compiler *c, struct rule *r, bool lists,
			  bool schemas)
{
	if (!compile_wants(c, r, VALUE_MAP))
		return false;
	r->u.nodes = arena_array(c->arena, r->arg->n,
				 sizeof(struct schema_node *));
	for (size_t i = 0; i < r->arg->n; i++) {
		const struct value *v = r->arg->members[i].value;

		if (lists && v->kind == VALUE_LIST)
			wants_keys(c, r, v);
		else if (schemas)
			r->u.nodes[i] = compile_node(c, v);
		else
			compile_error(c, v->place,
				      "'%s' has a list of keys for each key, found %s",
				      r->keyword->name, value_kind_name(v));
	}
	return !c->failed;
}

bool keyword_parse_needs(struct compiler *c, struct schema_node *n,
			 struct rule *r)
{
	(void)n;
	return parse_members(c, r, true, false);
}

bool keyword_parse_dependents(struct compiler *c, struct schema_node *n,
			      struct rule *r)
{
	(void)n;
	return parse_members(c, r, false, true);
}

bool keyword_parse_dependencies(struct compiler *c, struct schema_node *n,
				struct rule *r)
{
	(void)n;
	return parse_members(c, r, true, true);
}

static bool has_keys(struct eval *e, const struct scope *s,
		     const struct member *m)
{
	bool valid = true;

	for (size_t i = 0; i < m->value->n; i++) {
		const char *key = m->value->items[i]->text;

		if (value_member(s->instance->value, key))
			continue;
		valid = false;
		if (eval_failed(e, s))
			report_needed_key(e, s, key, m->key);
	}
	return valid;
}

bool keyword_eval_dependencies(struct eval *e, const struct scope *s,
			       const struct rule *r)
{
	bool valid = true;

	for (size_t i = 0; i < r->arg->n; i++) {
		const struct member *m = &r->arg->members[i];

		if (!value_member(s->instance->value, m->key))
			continue;
		if (r->u.nodes[i])
			valid &= eval_apply(e, r->u.nodes[i], s->instance, s);
		else
			valid &= has_keys(e, s, m);
		if (!valid && e->mode == EVAL_VERDICT)
			break;
	}
	return valid;
}
