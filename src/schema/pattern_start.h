/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern_start.h - texts that a regular expression cannot match.
 */
#ifndef DOMC_SCHEMA_PATTERN_START_H
#define DOMC_SCHEMA_PATTERN_START_H

#include <stdbool.h>
#include <stddef.h>

/**
 * pattern_may_match - can @pattern match anywhere in @text?
 *
 * Looks at the letters that it begins with, which tells without compiling it
 * that "^cpu@[0-9a-f]+$" is not for "timer".
 *
 * Return: false when it cannot; true says nothing.
 */
bool pattern_may_match(const char *pattern, const char *text, size_t len);

#endif
