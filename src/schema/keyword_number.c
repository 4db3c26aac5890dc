/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_number.c - bounds and multiples of numbers.
 */
#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/number.h"
#include "schema/report.h"

bool keyword_parse_number(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	(void)n;
	if (number_is(r->arg) && number_is_finite(r->arg))
		return true;
	compile_error(c, r->arg->place, "'%s' is a number, found %s",
		      r->keyword->name, value_kind_name(r->arg));
	return false;
}

bool keyword_parse_divisor(struct compiler *c, struct schema_node *n,
			   struct rule *r)
{
	struct divisor ignored;

	if (!keyword_parse_number(c, n, r))
		return false;
	if (number_divisor(r->arg, &ignored))
		return true;
	compile_error(c, r->arg->place,
		      "'multipleOf' is a number above 0 of at most 19 digits");
	return false;
}

static bool out_of_range(struct eval *e, const struct scope *s)
{
	if (eval_failed(e, s))
		report_range(e, s);
	return false;
}

bool keyword_eval_minimum(struct eval *e, const struct scope *s,
			  const struct rule *r)
{
	return number_compare(s->instance->value, r->arg) >= 0 ||
	       out_of_range(e, s);
}

bool keyword_eval_exclusive_minimum(struct eval *e, const struct scope *s,
				    const struct rule *r)
{
	return number_compare(s->instance->value, r->arg) > 0 ||
	       out_of_range(e, s);
}

bool keyword_eval_maximum(struct eval *e, const struct scope *s,
			  const struct rule *r)
{
	return number_compare(s->instance->value, r->arg) <= 0 ||
	       out_of_range(e, s);
}

bool keyword_eval_exclusive_maximum(struct eval *e, const struct scope *s,
				    const struct rule *r)
{
	return number_compare(s->instance->value, r->arg) < 0 ||
	       out_of_range(e, s);
}

bool keyword_eval_multiple_of(struct eval *e, const struct scope *s,
			      const struct rule *r)
{
	struct divisor d;

	if (number_divisor(r->arg, &d) &&
	    number_divides(s->instance->value, d))
		return true;
	if (eval_failed(e, s))
		report_multiple(e, s, r->arg);
	return false;
}
