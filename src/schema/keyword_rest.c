/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_rest.c - contains, and what no other keyword has evaluated.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/number.h"
#include "schema/report.h"

/* Means nothing but through the `contains` beside it. */
bool keyword_parse_bound(struct compiler *c, struct schema_node *n,
			 struct rule *r)
{
	size_t ignored;

	(void)n;
	if (!number_count(r->arg, &ignored))
		compile_error(c, r->arg->place,
			      "'%s' is a whole number from 0 up",
			      r->keyword->name);
	return false;
}

bool keyword_parse_contains(struct compiler *c, struct schema_node *n,
			    struct rule *r)
{
	const struct value *min = compile_get(c, n->source, "minContains");
	const struct value *max = compile_get(c, n->source, "maxContains");
	struct contains_rule *rule = ARENA_NEW(c->arena,
					       struct contains_rule);

	rule->min = 1;
	rule->max = SIZE_MAX;
	rule->node = compile_node(c, r->arg);
	if (min)
		number_count(min, &rule->min);
	if (max)
		number_count(max, &rule->max);
	r->u.contains = rule;
	return true;
}

bool keyword_eval_contains(struct eval *e, const struct scope *s,
			   const struct rule *r)
{
	const struct contains_rule *c = r->u.contains;
	bool marks = s->marks && s->node->resource->draft != IN_2019;
	size_t n = 0;

	for (size_t i = 0; i < s->instance->value->n; i++) {
		struct instance item = eval_item(e, s->instance, i);

		if (!marks && n >= c->min && c->max == SIZE_MAX)
			return true;
		if (!eval_verdict(e, c->node, &item, s))
			continue;
		n++;
		/* 2019-09 does not count them as evaluated. */
		if (marks)
			eval_mark(e, s, i);
	}
	if (n >= c->min && n <= c->max)
		return true;
	if (eval_failed(e, s))
		report_contains(e, s, c, n);
	return false;
}

bool keyword_parse_unevaluated(struct compiler *c, struct schema_node *n,
			       struct rule *r)
{
	n->unevaluated = true;
	r->u.node = compile_node(c, r->arg);
	return true;
}

/* One entry that nobody has evaluated. */
static bool apply_rest(struct eval *e, const struct scope *s,
		       const struct rule *r, size_t i)
{
	const struct value *v = s->instance->value;
	const struct member *m = v->kind == VALUE_MAP ? &v->members[i] : NULL;
	struct instance child = m ? eval_member(e, s->instance, m) :
				    eval_item(e, s->instance, i);

	eval_mark(e, s, i);
	if (!r->u.node->never)
		return eval_apply(e, r->u.node, &child, s);
	if (!eval_failed(e, s))
		return false;
	if (m)
		report_rest_key(e, s, m);
	else
		report_rest_item(e, s, &child);
	return false;
}

static bool apply_all_rest(struct eval *e, const struct scope *s,
			   const struct rule *r)
{
	bool valid = true;

	for (size_t i = 0; i < s->instance->value->n; i++) {
		if (marks_has(s->marks, i))
			continue;
		valid &= apply_rest(e, s, r, i);
		if (!valid && e->mode == EVAL_VERDICT)
			break;
	}
	return valid;
}

bool keyword_eval_unevaluated_items(struct eval *e, const struct scope *s,
				    const struct rule *r)
{
	return apply_all_rest(e, s, r);
}

bool keyword_eval_unevaluated_properties(struct eval *e,
					 const struct scope *s,
					 const struct rule *r)
{
	return apply_all_rest(e, s, r);
}
