/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_logic.c - sub-schemas applied to the same value.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/report.h"

bool keyword_parse_branches(struct compiler *c, struct schema_node *n,
			    struct rule *r)
{
	(void)n;
	if (!compile_wants(c, r, VALUE_LIST))
		return false;
	if (r->arg->n == 0)
		compile_error(c, r->arg->place, "'%s' lists no schema",
			      r->keyword->name);
	r->u.branches.nodes = compile_nodes(c, r->arg);
	r->u.branches.n = r->arg->n;
	return r->arg->n > 0;
}

bool keyword_eval_all_of(struct eval *e, const struct scope *s,
			 const struct rule *r)
{
	const struct branch_rule *b = &r->u.branches;
	bool valid = true;

	for (size_t i = 0; i < b->n; i++) {
		valid &= eval_apply(e, b->nodes[i], s->instance, s);
		if (!valid && e->mode == EVAL_VERDICT)
			break;
	}
	return valid;
}

bool keyword_eval_any_of(struct eval *e, const struct scope *s,
			 const struct rule *r)
{
	const struct branch_rule *b = &r->u.branches;
	bool valid = false;

	/* All are asked when it counts what each of them evaluates. */
	for (size_t i = 0; i < b->n && (!valid || s->marks); i++)
		valid |= eval_verdict(e, b->nodes[i], s->instance, s);
	if (!valid)
		eval_nearest(e, s, b);
	return valid;
}

bool keyword_eval_one_of(struct eval *e, const struct scope *s,
			 const struct rule *r)
{
	const struct branch_rule *b = &r->u.branches;
	const struct schema_node *first = NULL;

	for (size_t i = 0; i < b->n; i++) {
		if (!eval_verdict(e, b->nodes[i], s->instance, s))
			continue;
		if (first) {
			if (eval_failed(e, s))
				report_several(e, s, first, b->nodes[i]);
			return false;
		}
		first = b->nodes[i];
	}
	if (!first)
		eval_nearest(e, s, b);
	return first != NULL;
}

bool keyword_parse_schema(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	(void)n;
	r->u.node = compile_node(c, r->arg);
	return true;
}

bool keyword_eval_not(struct eval *e, const struct scope *s,
		      const struct rule *r)
{
	if (!eval_verdict(e, r->u.node, s->instance, s))
		return true;
	if (eval_failed(e, s))
		report_never(e, s);
	return false;
}

/* `then` and `else` mean nothing but through the `if` beside them. */
bool keyword_parse_branch(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	(void)n;
	compile_node(c, r->arg);
	return false;
}

bool keyword_parse_if(struct compiler *c, struct schema_node *n,
		      struct rule *r)
{
	const struct value *yes = compile_get(c, n->source, "then");
	const struct value *no = compile_get(c, n->source, "else");

	r->u.condition = (struct condition_rule){
		.test = compile_node(c, r->arg),
		.yes = yes ? compile_node(c, yes) : NULL,
		.no = no ? compile_node(c, no) : NULL,
	};
	return true;
}

bool keyword_eval_if(struct eval *e, const struct scope *s,
		     const struct rule *r)
{
	const struct condition_rule *c = &r->u.condition;
	const struct schema_node *next;

	/* Alone it only says what it evaluates. */
	if (!c->yes && !c->no && !s->marks)
		return true;
	next = eval_verdict(e, c->test, s->instance, s) ? c->yes : c->no;
	return !next || eval_apply(e, next, s->instance, s);
}
