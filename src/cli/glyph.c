/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glyph.c - UTF-8 without a locale: widths by the ranges that matter.
 */
#include "cli/glyph.h"

#include <stdbool.h>
#include <stdint.h>

#define TAB_COLUMNS 8

/*
 * Unicode 15: East_Asian_Width W or F in blocks (0 columns: combining marks
 * and zero-width characters), ascending.
 */
static const struct {
	uint32_t first, last;
	size_t width;
} odd_widths[] = {
	{ 0x0300, 0x036f, 0 },	/* combining diacritical marks */
	{ 0x1100, 0x115f, 2 },	/* Hangul initial consonants */
	{ 0x200b, 0x200f, 0 },	/* zero width, direction marks */
	{ 0x202a, 0x202e, 0 },	/* embedded directions */
	{ 0x2e80, 0x303e, 2 },	/* CJK radicals and punctuation */
	{ 0x3041, 0xa4cf, 2 },	/* kana, CJK, Yi */
	{ 0xac00, 0xd7a3, 2 },	/* Hangul syllables */
	{ 0xf900, 0xfaff, 2 },	/* CJK compatibility */
	{ 0xfe00, 0xfe0f, 0 },	/* variation selectors */
	{ 0xfe30, 0xfe6f, 2 },	/* CJK compatibility forms */
	{ 0xff00, 0xff60, 2 },	/* full width forms */
	{ 0xffe0, 0xffe6, 2 },
	{ 0x1f300, 0x1f64f, 2 },	/* pictographs */
	{ 0x1f900, 0x1f9ff, 2 },
	{ 0x20000, 0x3fffd, 2 },	/* CJK extensions */
};

static size_t width_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof(odd_widths) / sizeof(odd_widths[0]); i++)
		if (c >= odd_widths[i].first && c <= odd_widths[i].last)
			return odd_widths[i].width;
	return 1;
}

/* Bytes that a lead byte announces; 0: it is none. */
static size_t announced(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c < 0xe0)
		return 2;
	if (c >= 0xe0 && c < 0xf0)
		return 3;
	return c >= 0xf0 && c < 0xf5 ? 4 : 0;
}

/* Decode a character; 0 bytes if it is not UTF-8 (RFC 3629). */
static size_t decode(const char *s, size_t left, uint32_t *ret_c)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = announced((unsigned char)s[0]);
	uint32_t c;

	if (!n || n > left)
		return 0;
	c = n == 1 ? (unsigned char)s[0] : (unsigned char)s[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | ((unsigned char)s[i] & 0x3f);
	}
	if (c < smallest[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*ret_c = c;
	return n;
}

struct glyph glyph_at(const char *s, size_t left, size_t column)
{
	struct glyph g = { .n_bytes = 1, .width = 1, .shown = '?' };
	uint32_t c = 0;
	size_t n;

	if (*s == '\t') {
		g.width = TAB_COLUMNS - column % TAB_COLUMNS;
		g.shown = ' ';
		return g;
	}
	n = decode(s, left, &c);
	if (n)
		g.n_bytes = n;
	/* C0, DEL and C1 control a terminal. */
	if (!n || c < 0x20 || (c >= 0x7f && c < 0xa0))
		return g;
	g.width = width_of(c);
	g.shown = 0;
	return g;
}
