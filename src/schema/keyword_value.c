/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_value.c - type, enum, const: keywords for values of any kind.
 */
#include <string.h>

#include "schema/compile.h"
#include "schema/eval.h"
#include "schema/report.h"

static unsigned int type_bit(const char *name)
{
	static const struct {
		const char *name;
		unsigned int bit;
	} types[] = {
		{ "array", TYPE_ARRAY },     { "boolean", TYPE_BOOLEAN },
		{ "integer", TYPE_INTEGER }, { "null", TYPE_NULL },
		{ "number", TYPE_NUMBER },   { "object", TYPE_OBJECT },
		{ "string", TYPE_STRING },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].name, name) == 0)
			return types[i].bit;
	return 0;
}

static unsigned int parse_one_type(struct compiler *c, const struct value *v)
{
	unsigned int bit = v->kind == VALUE_STRING ? type_bit(v->text) : 0;

	if (!bit)
		compile_error(c, v->place,
			      "'type' is one or a list of array, boolean, integer, null, number, object, string");
	return bit;
}

bool keyword_parse_type(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	unsigned int types = 0;

	if (r->arg->kind == VALUE_LIST)
		for (size_t i = 0; i < r->arg->n; i++)
			types |= parse_one_type(c, r->arg->items[i]);
	else
		types = parse_one_type(c, r->arg);
	n->types = types;
	return true;
}

bool keyword_eval_type(struct eval *e, const struct scope *s,
		       const struct rule *r)
{
	(void)r;
	if (s->node->types & s->instance->types)
		return true;
	if (eval_failed(e, s))
		report_type(e, s);
	return false;
}

/* Comparing a value takes so many times less than applying a sub-schema. */
#define VALUES_A_STEP 16

bool keyword_parse_enum(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	(void)n;
	return compile_wants(c, r, VALUE_LIST);
}

bool keyword_eval_enum(struct eval *e, const struct scope *s,
		       const struct rule *r)
{
	/* A long list is work too, and counted as such. */
	e->n_steps += (unsigned int)(r->arg->n / VALUES_A_STEP);
	for (size_t i = 0; i < r->arg->n; i++)
		if (eval_equal(e, r->arg->items[i], s->instance->value))
			return true;
	if (eval_failed(e, s))
		report_enum(e, s, r->arg->items, r->arg->n);
	return false;
}

bool keyword_parse_const(struct compiler *c, struct schema_node *n,
			 struct rule *r)
{
	(void)c;
	(void)n;
	(void)r;
	return true;
}

bool keyword_eval_const(struct eval *e, const struct scope *s,
			const struct rule *r)
{
	/* A list of one, for the message: nobody writes to it. */
	struct value *allowed = (struct value *)r->arg;

	if (eval_equal(e, r->arg, s->instance->value))
		return true;
	if (eval_failed(e, s))
		report_enum(e, s, &allowed, 1);
	return false;
}
