/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * eval.c - applying nodes to instances, and the validation as a whole.
 */
#include "schema/eval.h"

#include "base/limits.h"
#include "schema/equal.h"
#include "schema/pattern_start.h"
#include "schema/report.h"
#include "schema/schema.h"

struct instance eval_member(const struct eval *e,
			    const struct instance *parent,
			    const struct member *m)
{
	return (struct instance){
		.parent = parent,
		.value = m->value,
		.types = node_types(m->value, e->schema->as_written),
		.depth = parent->depth + 1,
		.key = m->key,
	};
}

struct instance eval_item(const struct eval *e, const struct instance *parent,
			  size_t at)
{
	const struct value *v = parent->value->items[at];

	return (struct instance){
		.parent = parent,
		.value = v,
		.types = node_types(v, e->schema->as_written),
		.depth = parent->depth + 1,
		.at = at,
	};
}

bool eval_equal(const struct eval *e, const struct value *a,
		const struct value *b)
{
	return equal_values(a, b) &&
	       (!e->schema->as_written || a->kind == b->kind);
}

bool eval_failed(struct eval *e, const struct scope *s)
{
	if (e->mode == EVAL_MEASURE) {
		e->n_failures++;
		if (s->instance->depth > e->deepest)
			e->deepest = s->instance->depth;
	}
	return e->mode == EVAL_REPORT && !findings_full(e->findings);
}

/* Limits keep schemas that refer to themselves from running for minutes. */
static bool within_limits(struct eval *e, const struct scope *s)
{
	if (e->stopped)
		return false;
	if (s->depth < LIMIT_SCHEMA_DEPTH && e->n_steps++ < LIMIT_SCHEMA_STEPS)
		return true;
	e->stopped = true;
	if (s->depth >= LIMIT_SCHEMA_DEPTH)
		report_schema(e, s, s->node->source->place,
			      "more than %d sub-schemas inside one another",
			      LIMIT_SCHEMA_DEPTH);
	else
		report_schema(e, s, s->node->source->place,
			      "more than %u sub-schemas to apply",
			      LIMIT_SCHEMA_STEPS);
	return false;
}

static bool apply_rules(struct eval *e, struct scope *s)
{
	const struct schema_node *n = s->node;
	bool valid = true;

	for (size_t i = 0; i < n->n_rules; i++) {
		const struct rule *r = &n->rules[i];

		if (!(r->keyword->types & s->instance->types) &&
		    r->keyword->types != TYPE_ANY)
			continue;
		s->rule = r;
		if (r->keyword->eval(e, s, r))
			continue;
		valid = false;
		if (e->mode == EVAL_VERDICT || r->keyword->phase == PHASE_TYPE)
			break;
	}
	return valid;
}

bool eval_apply(struct eval *e, const struct schema_node *n,
		const struct instance *in, const struct scope *outer)
{
	bool asked = outer && outer->marks && outer->instance == in;
	struct marks marks = { .few = 0 };
	struct scope s = {
		.outer = outer,
		.node = n,
		.instance = in,
		.depth = outer ? outer->depth + 1 : 0,
		.marks = asked || n->unevaluated ? &marks : NULL,
	};
	bool valid;

	if (n->never) {
		if (eval_failed(e, &s))
			report_never(e, &s);
		return false;
	}
	valid = within_limits(e, &s) && apply_rules(e, &s);
	/* In a report what is wrong inside is not unknown as well. */
	if (asked && (valid || e->mode != EVAL_VERDICT))
		marks_join(outer->marks, &marks, e->arena, in->value->n);
	return valid;
}

void eval_mark(struct eval *e, const struct scope *s, size_t i)
{
	marks_set(s->marks, e->arena, i, s->instance->value->n);
}

bool eval_verdict(struct eval *e, const struct schema_node *n,
		  const struct instance *in, const struct scope *outer)
{
	enum eval_mode mode = e->mode;
	bool valid;

	e->mode = EVAL_VERDICT;
	valid = eval_apply(e, n, in, outer);
	e->mode = mode;
	return valid;
}

bool eval_matches(struct eval *e, const struct scope *s,
		  const struct pattern *p, const char *text, size_t len)
{
	/* Nothing more is said once a limit was hit. */
	if (e->stopped || !pattern_may_match(p->text, text, len))
		return false;
	switch (pattern_match(e->schema->regex, p, text, len,
			      &e->pattern_steps)) {
	case PATTERN_NO:
		return false;
	case PATTERN_YES:
		return true;
	case PATTERN_BROKEN:
		report_pattern_broken(e, s, p);
		return true;
	case PATTERN_LIMIT:
		report_pattern_limit(e, s, p, len);
		return true;
	case PATTERN_SPENT:
		report_schema(e, s, p->place,
			      "the patterns take more than %u steps on this document",
			      LIMIT_PATTERN_STEPS_ALL);
		e->stopped = true;
		return true;
	}
	return true;
}

bool schema_validate(const struct schema *s, const struct value *v,
		     struct diags *d)
{
	const struct instance in = {
		.value = v,
		.types = node_types(v, s->as_written),
	};
	struct eval e = {
		.schema = s,
		.arena = d->arena,
		.findings = findings_new(d->arena, v->place.file),
		.mode = EVAL_REPORT,
		.pattern_steps = LIMIT_PATTERN_STEPS_ALL,
	};
	bool valid = eval_apply(&e, s->top, &in, NULL);

	findings_flush(e.findings, d);
	return valid && e.findings->n == 0;
}
