/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_format.c - the form that `format` names, where it is asserted.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/format.h"
#include "schema/report.h"

/* One pattern for all places of a format. */
static struct pattern *format_pattern(struct compiler *c,
				      const struct format *f,
				      struct place place)
{
	struct pattern **p = &c->formats[f - format_table];

	if (!*p && f->pattern)
		*p = compile_pattern(c, f->pattern, place);
	return *p;
}

bool keyword_parse_format(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	const struct format *f;

	if (!compile_wants(c, r, VALUE_STRING) || !n->resource->formats)
		return false;
	f = format_find(r->arg->text);
	if (!f)
		return false;
	r->u.format = ARENA_NEW(c->arena, struct format_rule);
	r->u.format->format = f;
	r->u.format->pattern = format_pattern(c, f, r->arg->place);
	return true;
}

static bool takes(struct eval *e, const struct scope *s,
		  const struct format_rule *f)
{
	const struct value *v = s->instance->value;

	if (f->pattern && !eval_matches(e, s, f->pattern, v->text,
					v->text_len))
		return false;
	if (!f->pattern && !pattern_is_regex(e->schema->regex, e->arena,
					     v->text, v->text_len))
		return false;
	return !f->format->takes || f->format->takes(v->text);
}

bool keyword_eval_format(struct eval *e, const struct scope *s,
			 const struct rule *r)
{
	if (takes(e, s, r->u.format))
		return true;
	if (eval_failed(e, s))
		report_form(e, s, r->u.format->format->wanted);
	return false;
}
