/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern_start.c - the fixed start of a regular expression.
 */
#include "schema/pattern_start.h"

#include <string.h>

/* Bytes that stand for themselves: no more than keys are made of. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-_,@#/:= ", c));
}

/* How many bytes @pattern must begin with. */
static size_t fixed_length(const char *pattern)
{
	size_t n = 0;

	while (is_plain(pattern[n]))
		n++;
	/* The last one may be there any number of times, or never. */
	if (n && pattern[n] && strchr("*?{", pattern[n]))
		n--;
	return n;
}

static bool holds(const char *text, size_t len, const char *part, size_t n)
{
	for (; len >= n; text++, len--)
		if (*text == *part && memcmp(text, part, n) == 0)
			return true;
	return false;
}

bool pattern_may_match(const char *pattern, const char *text, size_t len)
{
	bool at_start = *pattern == '^';
	size_t n;

	pattern += at_start;
	n = fixed_length(pattern);
	/* The other side of a bar may begin with anything. */
	if (!n || strchr(pattern + n, '|'))
		return true;
	if (at_start)
		return len >= n && memcmp(text, pattern, n) == 0;
	return holds(text, len, pattern, n);
}
