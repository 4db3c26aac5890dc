/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * size.c - guessing at sizes, for messages only.
 */
#include "schema/size.h"

#include <inttypes.h>
#include <string.h>

#include "base/space.h"

const char *size_readings(struct arena *a, const struct value *v)
{
	uint64_t n = v->magnitude;

	/* As MiB the number has to stay below 2^64 bytes. */
	if (v->kind != VALUE_INT || v->negative || v->big || n == 0 ||
	    n > UINT64_MAX >> 20)
		return NULL;
	return arena_printf(a,
			    "xl would read %s, Xen's device tree %s, C code %s",
			    size_text(a, MIB(n)), size_text(a, KIB(n)),
			    size_text(a, n));
}

/* Digits with at most one point: value times ten to the decimals. */
static const char *read_number(const char *s, uint64_t *ret_digits,
			       uint64_t *ret_scale)
{
	uint64_t digits = 0;
	uint64_t scale = 1;
	bool point = false;
	const char *start = s;

	for (; (*s >= '0' && *s <= '9') || (*s == '.' && !point); s++) {
		if (*s == '.') {
			point = true;
			continue;
		}
		/* 12 digits are more than any memory has in its unit. */
		if (digits >= UINT64_C(100000000000))
			return NULL;
		digits = digits * 10 + (uint64_t)(*s - '0');
		scale *= point ? 10 : 1;
	}
	*ret_digits = digits;
	*ret_scale = scale;
	return s > start && digits ? s : NULL;
}

/* "M", "mb", "MiB": the power of two, or -1. */
static int read_unit(const char *s)
{
	static const char letters[] = "kmgt";
	const char *at;

	if (*s == 0)
		return -1;
	at = strchr(letters, *s | 0x20);
	if (!at)
		return -1;
	s++;
	if ((*s | 0x20) == 'i')
		s++;
	if ((*s | 0x20) == 'b')
		s++;
	return *s ? -1 : (int)(at - letters + 1) * 10;
}

const char *size_meant(struct arena *a, const char *text)
{
	static const char *const units[] = { "KiB", "MiB", "GiB" };
	uint64_t digits, scale;
	int shift;

	text = read_number(text, &digits, &scale);
	if (!text)
		return NULL;
	text += strspn(text, " \t");
	shift = read_unit(text);
	/* 1.5 GiB is 1536 MiB: smaller units until no fraction is left. */
	while (shift > 30 || (shift > 10 && digits % scale)) {
		digits *= 1024;
		shift -= 10;
	}
	if (shift < 10 || digits % scale)
		return NULL;
	return arena_printf(a, "%" PRIu64 " %s", digits / scale,
			    units[shift / 10 - 1]);
}

bool size_is_zero(const char *text)
{
	size_t n = strspn(text, "0");

	text += n;
	text += strspn(text, " \t");
	return n && read_unit(text) > 0;
}
