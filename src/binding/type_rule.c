/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * type_rule.c - is a decoded property of a type? Facts of the types.yaml of
 * dt-schema 2022.08.
 */
#include <stdint.h>
#include <string.h>

#include "binding/decode.h"
#include "binding/prepare.h"
#include "binding/set.h"
#include "schema/compile.h"
#include "schema/eval.h"

enum form { FORM_FLAG, FORM_STRINGS, FORM_ROWS, FORM_CELL };

/* How a value of a type looks; most 0 is no bound. */
struct type_rule {
	const char *name;
	enum form form;
	/* of cells that may have no other width; or 0 */
	unsigned int bits;
	unsigned int rows_min, rows_max;	/* strings, or rows */
	unsigned int cells_min, cells_max;
	bool is_signed;
	bool unique;
	const char *wanted;
};

#define INT(name, b, s, text)						\
	{ name, FORM_ROWS, b, 1, 1, 1, 1, s, false, "one " text },	\
	{ name "-array", FORM_ROWS, b, 1, 1, 0, 0, s, false,		\
	  "a list of " text "s" },					\
	{ name "-matrix", FORM_ROWS, b, 0, 0, 0, 0, s, false,		\
	  "rows of " text "s" },					\
	{ name "-item", FORM_CELL, b, 0, 0, 0, 0, s, false, "one " text }

/* Searched from the start: what most bindings use comes first. */
static const struct type_rule rules[] = {
	INT("uint32", 32, false, "cell"),
	{ "string", FORM_STRINGS, 0, 1, 1, 0, 0, false, true, "one string" },
	{ "flag", FORM_FLAG, 0, 0, 0, 0, 0, false, false,
	  "no value: it is a flag" },
	INT("uint64", 64, false, "64-bit integer"),
	{ "phandle", FORM_ROWS, 32, 1, 1, 1, 1, false, false, "one phandle" },
	{ "phandle-array", FORM_ROWS, 32, 1, 0, 1, 0, false, false,
	  "phandles, each with its cells" },
	{ "string-array", FORM_STRINGS, 0, 1, 0, 0, 0, false, true,
	  "a list of different strings" },
	{ "non-unique-string-array", FORM_STRINGS, 0, 1, 0, 0, 0, false, false,
	  "a list of strings" },
	{ "cell", FORM_CELL, 32, 0, 0, 0, 0, false, false, "one cell" },
	INT("uint8", 8, false, "byte"),
	INT("uint16", 16, false, "16-bit integer"),
	INT("int8", 8, true, "byte"),
	INT("int16", 16, true, "16-bit integer"),
	INT("int32", 32, true, "cell"),
	INT("int64", 64, true, "64-bit integer"),
};

#undef INT

#define N_RULES (sizeof(rules) / sizeof(rules[0]))

static size_t find_rule(const char *name)
{
	size_t i = 0;

	while (i < N_RULES && strcmp(rules[i].name, name) != 0)
		i++;
	return i;
}

const char *type_wanted(const char *name)
{
	size_t i = find_rule(name);

	return i < N_RULES ? rules[i].wanted : NULL;
}

static bool parse(struct compiler *c, struct schema_node *n, struct rule *r)
{
	(void)n;
	r->u.count = find_rule(r->arg->text);
	if (r->u.count < N_RULES)
		return true;
	compile_error(c, r->arg->place, "there is no type '%s'",
		      r->arg->text);
	return false;
}

static bool is_between(size_t n, unsigned int min, unsigned int max)
{
	return n >= min && (!max || n <= max);
}

static bool fits(const struct value *v, const struct type_rule *r)
{
	uint64_t top = r->bits == 64 ? UINT64_MAX :
				       (UINT64_C(1) << r->bits) - 1;

	if (v->kind != VALUE_INT)
		return false;
	if (v->negative)
		return r->is_signed && v->magnitude <= top / 2 + 1;
	return v->magnitude <= top;
}

static unsigned int width(const struct value *list)
{
	return ((const struct dt_list *)list)->bits;
}

static bool row_fits(const struct value *row, const struct type_rule *r,
		     unsigned int min, unsigned int max)
{
	if (row->kind != VALUE_LIST || !is_between(row->n, min, max))
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (!fits(row->items[i], r))
			return false;
	return true;
}

static bool rows_fit(const struct value *v, const struct type_rule *r,
		     unsigned int min, unsigned int max)
{
	for (size_t i = 0; i < v->n; i++)
		if (!row_fits(v->items[i], r, min, max))
			return false;
	return true;
}

/* Two cells are 64 bits as well. */
static bool fits_as_cells(const struct value *v, const struct type_rule *r)
{
	const struct type_rule cell = { .bits = 32 };

	return v->n && is_between(v->n, r->rows_min, r->rows_max) &&
	       rows_fit(v, &cell, 2, r->cells_max ? 2 : 0);
}

static bool fits_as_rows(const struct value *v, const struct type_rule *r)
{
	bool is_array = r->rows_max == 1 && !r->cells_max;

	if (r->bits == 64 && !r->is_signed && v->n && width(v) == 32)
		return fits_as_cells(v, r);
	/* Cells may come from anywhere; other widths must be what they say. */
	if (r->bits != 32 && v->n && width(v) != r->bits)
		return false;
	if (is_between(v->n, r->rows_min, r->rows_max))
		return rows_fit(v, r, r->cells_min, r->cells_max);
	/* <1>, <2> is an array of cells, too. */
	return is_array && r->bits == 32 && rows_fit(v, r, 1, 1);
}

static bool strings_fit(const struct value *v, const struct type_rule *r)
{
	if (!is_between(v->n, r->rows_min, r->rows_max))
		return false;
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i]->kind != VALUE_STRING)
			return false;
	return true;
}

static bool eval(struct eval *e, const struct scope *s, const struct rule *r)
{
	const struct type_rule *rule = &rules[r->u.count];
	const struct value *v = s->instance->value;
	bool good = false;

	switch (rule->form) {
	case FORM_FLAG:
		good = v->kind == VALUE_BOOL && v->boolean;
		break;
	case FORM_CELL:
		good = fits(v, rule);
		break;
	case FORM_STRINGS:
		good = v->kind == VALUE_LIST && strings_fit(v, rule) &&
		       (!rule->unique ||
			keyword_eval_unique_items(e, s, r));
		break;
	case FORM_ROWS:
		good = v->kind == VALUE_LIST && fits_as_rows(v, rule);
		break;
	}
	if (!good)
		eval_failed(e, s);
	return good;
}

const struct keyword type_keyword = {
	.name = PREPARE_TYPE,
	.in = IN_BOTH,
	.types = TYPE_ANY,
	.phase = PHASE_ASSERT,
	.parse = parse,
	.eval = eval,
};
