/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * value.c - what values are called, and when they are equal.
 */
#include "doc/doc.h"

#include <string.h>

const char *value_kind_name(const struct value *v)
{
	switch (v->kind) {
	case VALUE_NULL:
		return "null";
	case VALUE_BOOL:
		return "a boolean";
	case VALUE_INT:
		return "an integer";
	case VALUE_FLOAT:
		return "a number";
	case VALUE_STRING:
		return "a string";
	case VALUE_LIST:
		return "a list";
	case VALUE_MAP:
		return "a map";
	}
	return "nothing";
}

/* Digits that count: no sign, no base prefix, no leading zeros. */
static const char *significant(const struct value *v, char *ret_base)
{
	const char *s = v->text + (*v->text == '-' || *v->text == '+');

	*ret_base = 'd';
	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'o')) {
		*ret_base = s[1];
		s += 2;
	}
	return s + strspn(s, "0");
}

/* Hexadecimal digits may differ in case; others have none. */
static bool same_digits(const char *a, const char *b)
{
	while (*a && *b && (*a | 0x20) == (*b | 0x20)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

static bool same_int(const struct value *a, const struct value *b)
{
	const char *a_digits, *b_digits;
	char a_base, b_base;

	if (a->negative != b->negative || a->big != b->big)
		return false;
	if (!a->big)
		return a->magnitude == b->magnitude;
	a_digits = significant(a, &a_base);
	b_digits = significant(b, &b_base);
	if (a_base == b_base)
		return same_digits(a_digits, b_digits);
	/* past 2^64 and in two bases: equal as far as a double can tell */
	return a->number >= b->number && a->number <= b->number;
}

static bool same_int_and_float(const struct value *i, const struct value *f)
{
	double size = f->number < 0 ? -f->number : f->number;

	if (!(i->number >= f->number && i->number <= f->number))
		return false;
	/* 2^64: below it the double is compared exactly, as an integer */
	if (i->big || size >= 18446744073709551616.0)
		return i->big;
	return (uint64_t)size == i->magnitude;
}

static bool same_number(const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_INT && b->kind == VALUE_INT)
		return same_int(a, b);
	if (a->kind == VALUE_INT)
		return same_int_and_float(a, b);
	if (b->kind == VALUE_INT)
		return same_int_and_float(b, a);
	return a->number >= b->number && a->number <= b->number;
}

static bool is_number(const struct value *v)
{
	return v->kind == VALUE_INT || v->kind == VALUE_FLOAT;
}

static bool same_list(const struct value *a, const struct value *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (!value_equal(a->items[i], b->items[i]))
			return false;
	return true;
}

static bool same_map(const struct value *a, const struct value *b)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct value *other = value_get(b, a->members[i].key);

		if (!other || !value_equal(a->members[i].value, other))
			return false;
	}
	return true;
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (is_number(a) && is_number(b))
		return same_number(a, b);
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_BOOL:
		return a->boolean == b->boolean;
	case VALUE_STRING:
		return a->text_len == b->text_len &&
		       memcmp(a->text, b->text, a->text_len) == 0;
	case VALUE_LIST:
		return a->n == b->n && same_list(a, b);
	case VALUE_MAP:
		return a->n == b->n && same_map(a, b);
	default:
		return true;
	}
}
