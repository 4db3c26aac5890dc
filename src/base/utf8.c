/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utf8.c - the table of well-formed sequences, RFC 3629 section 4.
 */
#include "base/utf8.h"

#include <string.h>

/* Sequences whose first byte is in [first, last]. */
static const struct {
	unsigned char first, last;	/* first byte */
	unsigned char low, high;	/* second byte */
	unsigned char length;
} forms[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 },
	{ 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

size_t utf8_length(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	if (n == 0)
		return 0;
	if (u[0] < 0x80)
		return 1;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (u[0] < forms[i].first || u[0] > forms[i].last)
			continue;
		if (n < forms[i].length ||
		    u[1] < forms[i].low || u[1] > forms[i].high)
			return 0;
		for (size_t k = 2; k < forms[i].length; k++)
			if (!utf8_continues(s[k]))
				return 0;
		return forms[i].length;
	}
	return 0;
}

const char *utf8_excerpt(struct arena *a, const char *s, size_t max)
{
	size_t left = strlen(s);
	size_t used = 0;
	char *text = arena_alloc(a, (left < max ? left : max) + sizeof("..."));

	while (left) {
		size_t n = utf8_length(s, left);
		size_t step = n ? n : 1;

		if (used + step > max) {
			memcpy(text + used, "...", 3);
			break;
		}
		if (n == 0 || (unsigned char)*s < 0x20 || *s == 0x7f)
			text[used] = '?';
		else
			memcpy(text + used, s, n);
		used += step;
		s += step;
		left -= step;
	}
	return text;
}
