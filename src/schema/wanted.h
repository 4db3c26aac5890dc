/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * wanted.h - what a schema wants, in words.
 */
#ifndef DOMC_SCHEMA_WANTED_H
#define DOMC_SCHEMA_WANTED_H

#include "base/arena.h"
#include "base/buf.h"
#include "schema/eval.h"

/**
 * wanted_node - "a size with its unit such as 512 MiB", "true or false"
 *
 * The schema's x-wanted; else what type, const, enum, $ref and branches say,
 * with the title. Return: NULL when the schema takes anything.
 */
const char *wanted_node(struct arena *a, const struct schema_node *n);

/**
 * wanted_scope - the same for the value that @s looks at
 *
 * Sub-schemas that led here for the same value know better what it is for:
 * the outermost x-wanted is taken.
 */
const char *wanted_scope(struct arena *a, const struct scope *s);

/** wanted_note - the outermost x-wanted of the value of @s, or NULL */
const char *wanted_note(const struct scope *s);

/** wanted_values - "debian, defconfig" */
const char *wanted_values(struct arena *a, struct value *const *values,
			  size_t n);

/**
 * wanted_bounds - "1 to 128", "at least 1", "more than 0"
 * @n: map of the schema
 * @min: keyword of the least that is allowed, @max of the most; @above and
 *       @below of what is no longer (NULL: there is no such keyword)
 */
const char *wanted_bounds(struct arena *a, const struct value *n,
			  const char *min, const char *max,
			  const char *above, const char *below);

#endif
