/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utf8.h - where characters begin and end in UTF-8 (RFC 3629).
 */
#ifndef DOMC_BASE_UTF8_H
#define DOMC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/**
 * utf8_length - bytes of the character that starts at @s
 * @n: bytes that may be read there
 *
 * Return: 1 to 4, or 0 when @n is 0 or the bytes are not UTF-8: overlong
 * forms, surrogates and what lies past U+10FFFF included.
 */
size_t utf8_length(const char *s, size_t n);

/**
 * utf8_excerpt - the start of @s, fit for a message
 * @max: most bytes to take; what is cut off shows as "..."
 *
 * Control characters and what is not UTF-8 become '?'.
 */
const char *utf8_excerpt(struct arena *a, const char *s, size_t max);

/** utf8_continues - is @c inside a character, not the start of one? */
static inline bool utf8_continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

#endif
