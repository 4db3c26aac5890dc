/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glyph.h - bytes of a line as what a terminal shows of them.
 */
#ifndef DOMC_CLI_GLYPH_H
#define DOMC_CLI_GLYPH_H

#include <stddef.h>

struct glyph {
	size_t n_bytes;		/* of the input */
	size_t width;		/* columns on the screen */
	char shown;		/* stands for it if not 0: a blank or '?' */
};

/**
 * glyph_at - the character at the start of @s
 * @left: bytes that may be read, not 0
 * @column: where it will stand, from 0: a tab goes to the next multiple of 8
 */
struct glyph glyph_at(const char *s, size_t left, size_t column);

#endif
