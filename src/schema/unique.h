/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unique.h - equal items of a list.
 */
#ifndef DOMC_SCHEMA_UNIQUE_H
#define DOMC_SCHEMA_UNIQUE_H

#include <stddef.h>

#include "base/arena.h"
#include "doc/doc.h"

struct repeat {
	size_t first;	/* item that comes first */
	size_t again;	/* item that equals it */
};

/**
 * unique_repeats - every item that equals an earlier one
 *
 * Return: one per such item, by item; *ret_n of them. O(n log n).
 */
struct repeat *unique_repeats(struct arena *a, const struct value *list,
			      size_t *ret_n);

#endif
