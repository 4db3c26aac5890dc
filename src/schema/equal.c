/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * equal.c - value_equal() of src/doc, whose floats are doubles, made exact.
 */
#include "schema/equal.h"

#include "schema/number.h"

static bool equal_items(const struct value *a, const struct value *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!equal_values(a->items[i], b->items[i]))
			return false;
	return true;
}

static bool equal_members(const struct value *a, const struct value *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct value *other = value_get(b, a->members[i].key);

		if (!other || !equal_values(a->members[i].value, other))
			return false;
	}
	return true;
}

bool equal_values(const struct value *a, const struct value *b)
{
	if (number_is(a) && number_is(b))
		return number_compare(a, b) == 0;
	if (a->kind == VALUE_LIST && b->kind == VALUE_LIST)
		return equal_items(a, b);
	if (a->kind == VALUE_MAP && b->kind == VALUE_MAP)
		return equal_members(a, b);
	return value_equal(a, b);
}
