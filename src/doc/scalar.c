/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * scalar.c - YAML 1.2.2 section 10.3.2, "Tag Resolution" of the core schema.
 */
#include "doc/scalar.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

static bool is_any(const char *text, const char *const *words)
{
	while (*words && strcmp(text, *words) != 0)
		words++;
	return *words != NULL;
}

static const char *const null_words[] = { "", "~", "null", "Null", "NULL",
					  NULL };
static const char *const true_words[] = { "true", "True", "TRUE", NULL };
static const char *const false_words[] = { "false", "False", "FALSE", NULL };
static const char *const inf_words[] = { ".inf", ".Inf", ".INF", NULL };
static const char *const nan_words[] = { ".nan", ".NaN", ".NAN", NULL };

/* A number's decimal point must not depend on the caller's locale. */
static locale_t enter_c_locale(locale_t *ret_old)
{
	locale_t c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);

	*ret_old = c ? uselocale(c) : (locale_t)0;
	return c;
}

static void leave_c_locale(locale_t c, locale_t old)
{
	if (!c)
		return;
	uselocale(old);
	freelocale(c);
}

static double to_double(const char *text)
{
	locale_t old;
	locale_t c = enter_c_locale(&old);
	double number = strtod(text, NULL);

	leave_c_locale(c, old);
	return number;
}

const char *doc_scalar_number_text(struct arena *a, double number)
{
	char text[32];
	locale_t old;
	locale_t c = enter_c_locale(&old);

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (!(strtod(text, NULL) < number) &&
		    !(strtod(text, NULL) > number))
			break;
	}
	leave_c_locale(c, old);
	return arena_strdup(a, text);
}

/* Value of digit @c in @base, or -1. */
static int digit_value(char c, unsigned int base)
{
	int n = -1;

	if (c >= '0' && c <= '9')
		n = c - '0';
	else if (c >= 'a' && c <= 'f')
		n = c - 'a' + 10;
	else if (c >= 'A' && c <= 'F')
		n = c - 'A' + 10;
	return n < (int)base ? n : -1;
}

/* All of @digits, at least one; false when some are no digits of @base. */
static bool read_digits(const char *digits, unsigned int base,
			struct value *ret)
{
	uint64_t sum = 0;
	double rounded = 0;
	bool big = false;

	for (const char *s = digits; *s; s++) {
		int n = digit_value(*s, base);

		if (n < 0)
			return false;
		big = big || sum > (UINT64_MAX - (unsigned int)n) / base;
		sum = sum * base + (unsigned int)n;
		rounded = rounded * base + n;
	}
	if (!*digits)
		return false;
	ret->big = big;
	ret->magnitude = big ? UINT64_MAX : sum;
	ret->number = big ? rounded : (double)sum;
	return true;
}

/* [-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+ */
static bool read_int(struct value *v, enum scalar_trouble *trouble)
{
	const char *s = v->text;
	bool sign = *s == '-' || *s == '+';

	if (s[0] == '0' && s[1] == 'o')
		return read_digits(s + 2, 8, v);
	if (s[0] == '0' && s[1] == 'x')
		return read_digits(s + 2, 16, v);
	if (!read_digits(s + sign, 10, v))
		return false;
	if (s[sign] == '0' && s[sign + 1])
		*trouble = SCALAR_LEADING_ZERO;
	if (v->big)
		v->number = to_double(s + sign);
	v->negative = *s == '-' && (v->big || v->magnitude);
	if (v->negative)
		v->number = -v->number;
	return true;
}

static size_t skip_digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static bool is_float(const char *s)
{
	size_t whole, fraction = 0;

	s += *s == '-' || *s == '+';
	whole = skip_digits(s);
	s += whole;
	if (*s == '.') {
		fraction = skip_digits(++s);
		s += fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*s == 'e' || *s == 'E') {
		s++;
		s += *s == '-' || *s == '+';
		if (!skip_digits(s))
			return false;
		s += skip_digits(s);
	}
	return *s == 0;
}

static bool read_float(struct value *v)
{
	const char *s = v->text;

	if (is_any(s, nan_words))
		v->number = (double)NAN;
	else if (is_any(s + (*s == '-' || *s == '+'), inf_words))
		v->number = *s == '-' ? -HUGE_VAL : HUGE_VAL;
	else if (is_float(s))
		v->number = to_double(s);
	else
		return false;
	return true;
}

/* Made of what numbers are made of? For those too long to convert. */
static bool is_numeric(const char *s)
{
	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'o'))
		return s[2 + strspn(s + 2, "0123456789abcdefABCDEF")] == 0;
	return s[strspn(s, "0123456789.+-eE")] == 0;
}

/* Only texts that start like this can be anything but a string. */
static bool may_be_special(const char *s)
{
	return *s == 0 || strchr("0123456789-+.~ntfNTF", *s);
}

enum scalar_trouble doc_scalar_resolve(struct value *v)
{
	enum scalar_trouble trouble = SCALAR_FINE;

	v->kind = VALUE_STRING;
	if (!may_be_special(v->text) || strlen(v->text) != v->text_len)
		return SCALAR_FINE;
	if (v->text_len > LIMIT_DOC_NUMBER_DIGITS)
		return is_numeric(v->text) ? SCALAR_TOO_LONG : SCALAR_FINE;
	if (is_any(v->text, null_words)) {
		v->kind = VALUE_NULL;
	} else if (is_any(v->text, true_words) ||
		   is_any(v->text, false_words)) {
		v->kind = VALUE_BOOL;
		v->boolean = is_any(v->text, true_words);
	} else if (read_int(v, &trouble)) {
		v->kind = VALUE_INT;
	} else if (read_float(v)) {
		v->kind = VALUE_FLOAT;
	}
	return trouble;
}
