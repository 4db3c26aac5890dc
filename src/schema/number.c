/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * number.c - comparing and dividing without rounding.
 */
#include "schema/number.h"

#include <float.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* 2^53 as a double: exact, as is all that is below. */
#define TWO_53 9007199254740992.0

bool number_is(const struct value *v)
{
	return v->kind == VALUE_INT || v->kind == VALUE_FLOAT;
}

bool number_is_finite(const struct value *v)
{
	const char *s = v->text;

	if (v->kind == VALUE_INT)
		return true;
	/* Past the range of a double it still is: the text counts. */
	s += *s == '-' || *s == '+';
	s += *s == '.';
	return *s >= '0' && *s <= '9';
}

/* The digits of a decimal text; a point among them does not count. */
struct decimal {
	const char *first;	/* leading zeros skipped */
	const char *end;	/* trailing zeros left out */
	long exponent;		/* of ten, of the last digit */
};

static long exponent_of(const char *e)
{
	bool negative = e[1] == '-';
	long n = 0;

	e += e[1] == '-' || e[1] == '+' ? 2 : 1;
	for (; *e >= '0' && *e <= '9'; e++)
		n = n < 100000 ? n * 10 + (*e - '0') : n;
	return negative ? -n : n;
}

static struct decimal decimal_of(const char *text)
{
	struct decimal d;
	const char *end = text + strcspn(text, "eE");
	const char *point = memchr(text, '.', (size_t)(end - text));

	d.exponent = *end ? exponent_of(end) : 0;
	while (*text == '-' || *text == '+' || *text == '0' || *text == '.')
		text++;
	d.first = text;
	while (end > text && (end[-1] == '0' || end[-1] == '.'))
		end--;
	d.end = end;
	if (end == text) {
		d.exponent = 0;
		return d;
	}
	if (!point)
		point = text + strcspn(text, "eE");
	/* Digits from the end to the point, either way. */
	d.exponent += end <= point ? point - end : -(end - point - 1);
	return d;
}

bool number_is_whole(const struct value *v)
{
	return v->kind == VALUE_INT || decimal_of(v->text).exponent >= 0;
}

bool number_count(const struct value *v, size_t *ret_count)
{
	if (v->kind == VALUE_INT) {
		if ((v->negative && v->magnitude) || v->big ||
		    v->magnitude > SIZE_MAX)
			return false;
		*ret_count = (size_t)v->magnitude;
		return true;
	}
	if (v->kind != VALUE_FLOAT || !(v->number >= 0) ||
	    v->number >= TWO_53 || !number_is_whole(v))
		return false;
	*ret_count = (size_t)v->number;
	return true;
}

static double absolute(double x)
{
	return x < 0 ? -x : x;
}

/* Digits of an integer's text, without sign, radix mark and leading zeros. */
static const char *int_digits(const char *text, unsigned int *ret_radix)
{
	if (*text == '-' || *text == '+')
		text++;
	*ret_radix = 10;
	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'o')) {
		*ret_radix = text[1] == 'x' ? 16 : 8;
		text += 2;
	}
	while (*text == '0')
		text++;
	return text;
}

static unsigned int digit_of(char c)
{
	if (c >= 'a')
		return (unsigned int)(c - 'a') + 10;
	return (unsigned int)(c >= 'A' ? c - 'A' + 10 : c - '0');
}

static int order(double a, double b)
{
	return (a > b) - (a < b);
}

/* Absolute values of two integers. */
static int compare_magnitudes(const struct value *a, const struct value *b)
{
	unsigned int radix_a, radix_b;
	const char *p, *q;
	size_t n_p, n_q;

	if (a->big != b->big)
		return a->big ? 1 : -1;
	if (!a->big)
		return (a->magnitude > b->magnitude) -
		       (a->magnitude < b->magnitude);
	p = int_digits(a->text, &radix_a);
	q = int_digits(b->text, &radix_b);
	if (radix_a != radix_b)
		return order(absolute(a->number), absolute(b->number));
	n_p = strlen(p);
	n_q = strlen(q);
	if (n_p != n_q)
		return n_p < n_q ? -1 : 1;
	while (*p && digit_of(*p) == digit_of(*q)) {
		p++;
		q++;
	}
	return *p ? (digit_of(*p) > digit_of(*q) ? 1 : -1) : 0;
}

static int compare_ints(const struct value *a, const struct value *b)
{
	bool zero = !a->big && !b->big && !a->magnitude && !b->magnitude;
	int magnitudes;

	if (zero)
		return 0;
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	magnitudes = compare_magnitudes(a, b);
	return a->negative ? -magnitudes : magnitudes;
}

/* Infinities have no digits; those of a radix of 2^n are not decimal. */
static bool has_decimals(const struct value *v)
{
	unsigned int radix;

	if (v->kind == VALUE_FLOAT)
		return number_is_finite(v);
	int_digits(v->text, &radix);
	return !v->big || radix == 10;
}

/* As a double, which is infinite for infinities only. */
static double rounded(const struct value *v)
{
	if (v->number - v->number == 0 || !number_is_finite(v))
		return v->number;
	return *v->text == '-' ? -DBL_MAX : DBL_MAX;
}

/* Room for the digits of 2^64. */
#define INT_DIGITS 24

static struct decimal decimal_of_value(const struct value *v, char *room)
{
	if (v->kind == VALUE_FLOAT || v->big)
		return decimal_of(v->text);
	snprintf(room, INT_DIGITS, "%" PRIu64, v->magnitude);
	return decimal_of(room);
}

static long n_digits(const struct decimal *d)
{
	long n = 0;

	for (const char *p = d->first; p < d->end; p++)
		n += *p != '.';
	return n;
}

/* The next digit; '0' past the last. */
static char next_digit(struct decimal *d)
{
	if (d->first < d->end && *d->first == '.')
		d->first++;
	return d->first < d->end ? *d->first++ : '0';
}

/* Absolute values of two numbers that have_decimals(). */
static int compare_decimals(struct decimal a, struct decimal b)
{
	bool zero_a = a.first == a.end;
	bool zero_b = b.first == b.end;
	long top_a = n_digits(&a) + a.exponent;
	long top_b = n_digits(&b) + b.exponent;

	if (zero_a || zero_b)
		return zero_b - zero_a;
	if (top_a != top_b)
		return top_a < top_b ? -1 : 1;
	while (a.first < a.end || b.first < b.end) {
		char p = next_digit(&a);
		char q = next_digit(&b);

		if (p != q)
			return p < q ? -1 : 1;
	}
	return 0;
}

int number_compare(const struct value *a, const struct value *b)
{
	char room_a[INT_DIGITS], room_b[INT_DIGITS];
	struct decimal p, q;
	bool below_a, below_b;

	if (a->kind == VALUE_INT && b->kind == VALUE_INT)
		return compare_ints(a, b);
	if (!has_decimals(a) || !has_decimals(b))
		return order(rounded(a), rounded(b));
	p = decimal_of_value(a, room_a);
	q = decimal_of_value(b, room_b);
	below_a = p.first < p.end && *a->text == '-';
	below_b = q.first < q.end && *b->text == '-';
	if (below_a != below_b)
		return below_a ? -1 : 1;
	return below_a ? compare_decimals(q, p) : compare_decimals(p, q);
}

bool number_divisor(const struct value *v, struct divisor *ret_divisor)
{
	struct divisor d = { .digits = v->magnitude };
	struct decimal text;
	long exponent;

	if (v->kind == VALUE_INT) {
		*ret_divisor = d;
		return !v->big && !v->negative && v->magnitude > 0;
	}
	if (v->kind != VALUE_FLOAT || *v->text == '-' || !number_is_finite(v))
		return false;
	text = decimal_of(v->text);
	d.digits = 0;
	for (const char *p = text.first; p < text.end; p++) {
		if (*p == '.')
			continue;
		if (d.digits > (UINT64_MAX - 9) / 10)
			return false;
		d.digits = d.digits * 10 + digit_of(*p);
	}
	for (exponent = text.exponent; exponent > 0; exponent--) {
		if (d.digits > UINT64_MAX / 10)
			return false;
		d.digits *= 10;
	}
	d.decimals = (unsigned int)-exponent;
	*ret_divisor = d;
	return d.digits > 0;
}

/* (@a + @b) % @m, for both below @m, without overflow. */
static uint64_t add_mod(uint64_t a, uint64_t b, uint64_t m)
{
	return a >= m - b ? a - (m - b) : a + b;
}

/* (@r * @radix + @digit) % @m, for @r below @m. */
static uint64_t shift_mod(uint64_t r, unsigned int radix, unsigned int digit,
			  uint64_t m)
{
	uint64_t sum = digit % m;

	for (unsigned int i = 0; i < radix; i++)
		sum = add_mod(sum, r, m);
	return sum;
}

/* Remainder of an integer's absolute value. */
static uint64_t int_mod(const struct value *v, uint64_t m)
{
	unsigned int radix;
	uint64_t r = 0;

	if (!v->big)
		return v->magnitude % m;
	for (const char *p = int_digits(v->text, &radix); *p; p++)
		r = shift_mod(r, radix, digit_of(*p), m);
	return r;
}

bool number_divides(const struct value *v, struct divisor d)
{
	long exponent = 0;
	uint64_t r = 0;

	if (v->kind == VALUE_INT) {
		r = int_mod(v, d.digits);
	} else {
		struct decimal text = decimal_of(v->text);

		for (const char *p = text.first; p < text.end; p++)
			if (*p != '.')
				r = shift_mod(r, 10, digit_of(*p), d.digits);
		exponent = text.exponent;
		/* Its last digit is not 0 and stands below all multiples'. */
		if (text.first < text.end && exponent + (long)d.decimals < 0)
			return false;
	}
	for (long i = exponent + (long)d.decimals; i > 0 && r; i--)
		r = shift_mod(r, 10, 0, d.digits);
	return r == 0;
}

/* Digits of any radix as decimal ones: nine at a time, by division. */
static void big_to_decimal(struct buf *b, const char *digits,
			   unsigned int radix)
{
	/* A digit of radix 16 needs at most 1.21 decimal ones. */
	size_t n_room = strlen(digits) * 5 / 4 / 9 + 2;
	uint32_t *parts = arena_array(b->arena, n_room, sizeof(*parts));
	size_t n = 1;

	for (; *digits; digits++) {
		uint64_t carry = digit_of(*digits);

		for (size_t i = 0; i < n; i++) {
			carry += (uint64_t)parts[i] * radix;
			parts[i] = (uint32_t)(carry % 1000000000);
			carry /= 1000000000;
		}
		if (carry)
			parts[n++] = (uint32_t)carry;
	}
	buf_printf(b, "%" PRIu32, parts[n - 1]);
	while (--n > 0)
		buf_printf(b, "%09" PRIu32, parts[n - 1]);
}

/* JSON wants digits on both sides of a point, and no plus sign. */
static void float_to_json(struct buf *b, const char *text)
{
	if (*text == '-')
		buf_putc(b, '-');
	text += *text == '-' || *text == '+';
	while (text[0] == '0' && text[1] >= '0' && text[1] <= '9')
		text++;
	if (*text == '.')
		buf_putc(b, '0');
	for (; *text; text++) {
		buf_putc(b, *text);
		if (*text == '.' && !(text[1] >= '0' && text[1] <= '9'))
			buf_putc(b, '0');
	}
}

void number_to_json(struct buf *b, const struct value *v)
{
	unsigned int radix;
	const char *digits;

	if (v->kind == VALUE_FLOAT && !number_is_finite(v))
		buf_puts(b, "null");
	else if (v->kind == VALUE_FLOAT)
		float_to_json(b, v->text);
	else if (!v->big)
		buf_printf(b, "%s%" PRIu64,
			   v->negative && v->magnitude ? "-" : "",
			   v->magnitude);
	else {
		digits = int_digits(v->text, &radix);
		if (v->negative)
			buf_putc(b, '-');
		if (radix == 10)
			buf_puts(b, digits);
		else
			big_to_decimal(b, digits, radix);
	}
}
