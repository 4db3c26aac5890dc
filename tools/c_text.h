/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * c_text.h - C source that holds texts and values.
 */
#ifndef DOMC_TOOLS_C_TEXT_H
#define DOMC_TOOLS_C_TEXT_H

#include "doc/doc.h"

/** c_text_string - @s as a string literal, one line a line */
void c_text_string(const char *s, size_t len);

/** c_text_packed - @v as an array of bytes called @name, see doc/pack.h */
void c_text_packed(struct arena *a, const char *name, const struct value *v);

#endif
