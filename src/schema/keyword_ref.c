/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_ref.c - sub-schemas that stand elsewhere.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/report.h"

bool keyword_parse_ref(struct compiler *c, struct schema_node *n,
		       struct rule *r)
{
	if (!compile_wants(c, r, VALUE_STRING))
		return false;
	compile_ref(c, r->arg, &n->ref, NULL);
	return true;
}

/* Is @n already being applied to this very instance? Then without end. */
static bool is_loop(const struct scope *s, const struct schema_node *n)
{
	const struct instance *in = s->instance;

	while (s && s->instance == in && s->node != n)
		s = s->outer;
	return s && s->instance == in;
}

static bool apply_target(struct eval *e, const struct scope *s,
			 const struct rule *r,
			 const struct schema_node *target)
{
	if (!is_loop(s, target))
		return eval_apply(e, target, s->instance, s);
	if (!e->stopped)
		report_schema(e, s, r->arg->place,
			      "'%s' leads back to itself for the same value",
			      r->keyword->name);
	e->stopped = true;
	return false;
}

bool keyword_eval_ref(struct eval *e, const struct scope *s,
		      const struct rule *r)
{
	return apply_target(e, s, r, s->node->ref);
}

bool keyword_parse_dynamic_ref(struct compiler *c, struct schema_node *n,
			       struct rule *r)
{
	(void)n;
	if (!compile_wants(c, r, VALUE_STRING))
		return false;
	r->u.dynamic = ARENA_NEW(c->arena, struct dynamic_rule);
	compile_ref(c, r->arg, &r->u.dynamic->target, r->u.dynamic);
	return true;
}

/* The outermost resource on the way here that has the anchor decides. */
bool keyword_eval_dynamic_ref(struct eval *e, const struct scope *s,
			      const struct rule *r)
{
	const struct dynamic_rule *d = r->u.dynamic;
	const struct schema_node *target = d->target;

	for (const struct scope *o = s; d->name && o; o = o->outer) {
		const struct schema_node *n =
			resource_dynamic(o->node->resource, d->name);

		if (n)
			target = n;
	}
	return apply_target(e, s, r, target);
}
