/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern_text.h - regular expressions of ECMA-262 in the spelling of PCRE2.
 */
#ifndef DOMC_SCHEMA_PATTERN_TEXT_H
#define DOMC_SCHEMA_PATTERN_TEXT_H

#include "base/arena.h"

/**
 * pattern_text - @text with Unicode as PCRE2 has it
 *
 * \s and \S mean what they do in ECMA-262 (but \S in brackets means ASCII).
 * \p{Letter} and \p{General_Category=Letter} are \p{L}, \p{Script=Greek} is
 * \p{Greek}.
 *
 * Return: @text itself when nothing is to be changed.
 */
const char *pattern_text(struct arena *a, const char *text);

#endif
