/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_string.c - length and form of strings.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/number.h"
#include "schema/path.h"
#include "schema/report.h"

bool keyword_parse_count(struct compiler *c, struct schema_node *n,
			 struct rule *r)
{
	(void)n;
	if (number_count(r->arg, &r->u.count))
		return true;
	compile_error(c, r->arg->place, "'%s' is a whole number from 0 up",
		      r->keyword->name);
	return false;
}

static bool wrong_length(struct eval *e, const struct scope *s)
{
	if (eval_failed(e, s))
		report_length(e, s);
	return false;
}

bool keyword_eval_min_length(struct eval *e, const struct scope *s,
			     const struct rule *r)
{
	return path_characters(s->instance->value) >= r->u.count ||
	       wrong_length(e, s);
}

bool keyword_eval_max_length(struct eval *e, const struct scope *s,
			     const struct rule *r)
{
	/* No string has more characters than bytes. */
	return s->instance->value->text_len <= r->u.count ||
	       path_characters(s->instance->value) <= r->u.count ||
	       wrong_length(e, s);
}

bool keyword_parse_pattern(struct compiler *c, struct schema_node *n,
			   struct rule *r)
{
	(void)n;
	if (!compile_wants(c, r, VALUE_STRING))
		return false;
	r->u.pattern = compile_pattern(c, r->arg->text, r->arg->place);
	return true;
}

bool keyword_eval_pattern(struct eval *e, const struct scope *s,
			  const struct rule *r)
{
	const struct value *v = s->instance->value;

	if (eval_matches(e, s, r->u.pattern, v->text, v->text_len))
		return true;
	if (eval_failed(e, s))
		report_form(e, s,
			    arena_printf(e->arena, "a text that matches %s",
					 r->arg->text));
	return false;
}
