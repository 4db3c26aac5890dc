/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_list.c - what a list holds, and how much of it.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/report.h"
#include "schema/unique.h"

/* The list rule of @n; true in *@ret_first for the keyword that evaluates. */
static struct list_rule *list_rule(struct compiler *c, struct schema_node *n,
				   bool *ret_first)
{
	*ret_first = !n->list;
	if (!n->list)
		n->list = ARENA_NEW(c->arena, struct list_rule);
	return n->list;
}

bool keyword_parse_prefix(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	struct list_rule *list;
	bool first;

	if (!compile_wants(c, r, VALUE_LIST))
		return false;
	list = list_rule(c, n, &first);
	list->prefix = compile_nodes(c, r->arg);
	list->n_prefix = r->arg->n;
	return first;
}

bool keyword_parse_items(struct compiler *c, struct schema_node *n,
			 struct rule *r)
{
	const struct value *rest = r->arg;
	struct list_rule *list;
	bool first;

	list = list_rule(c, n, &first);
	/* In 2019-09 a list of schemas is what prefixItems is later. */
	if (r->arg->kind == VALUE_LIST && n->resource->draft == IN_2019) {
		list->prefix = compile_nodes(c, r->arg);
		list->n_prefix = r->arg->n;
		rest = compile_get(c, n->source, "additionalItems");
	}
	if (rest)
		list->rest = compile_node(c, rest);
	return first;
}

bool keyword_eval_items(struct eval *e, const struct scope *s,
			const struct rule *r)
{
	const struct list_rule *list = s->node->list;
	const struct value *v = s->instance->value;
	bool valid = true;

	(void)r;
	for (size_t i = 0; i < v->n; i++) {
		const struct schema_node *n =
			i < list->n_prefix ? list->prefix[i] : list->rest;
		struct instance item;

		if (!n)
			break;
		if (n->never && i >= list->n_prefix) {
			/* All that follow are too many: one finding. */
			if (eval_failed(e, s))
				report_surplus(e, s, list->n_prefix);
			return false;
		}
		item = eval_item(e, s->instance, i);
		eval_mark(e, s, i);
		valid &= eval_apply(e, n, &item, s);
		if (!valid && e->mode == EVAL_VERDICT)
			break;
	}
	return valid;
}

static bool wrong_count(struct eval *e, const struct scope *s)
{
	if (eval_failed(e, s))
		report_count(e, s);
	return false;
}

/* Items of a list, or members of a map. */
bool keyword_eval_min_items(struct eval *e, const struct scope *s,
			    const struct rule *r)
{
	return s->instance->value->n >= r->u.count || wrong_count(e, s);
}

bool keyword_eval_max_items(struct eval *e, const struct scope *s,
			    const struct rule *r)
{
	return s->instance->value->n <= r->u.count || wrong_count(e, s);
}

bool keyword_parse_unique(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	(void)n;
	return compile_wants(c, r, VALUE_BOOL) && r->arg->boolean;
}

bool keyword_eval_unique_items(struct eval *e, const struct scope *s,
			       const struct rule *r)
{
	size_t n_repeats;
	struct repeat *repeats =
		unique_repeats(e->arena, s->instance->value, &n_repeats);

	(void)r;
	for (size_t i = 0; i < n_repeats; i++)
		if (eval_failed(e, s))
			report_repeat(e, s, repeats[i].first,
				      repeats[i].again);
	return n_repeats == 0;
}
