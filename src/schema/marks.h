/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * marks.h - which items or members of an instance some keyword has seen.
 *
 * unevaluatedItems and unevaluatedProperties take the rest. A scope keeps
 * marks only when such a keyword asks, here or further out on the same value.
 */
#ifndef DOMC_SCHEMA_MARKS_H
#define DOMC_SCHEMA_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct marks {
	uint64_t few;		/* the first 64 */
	uint64_t *many;		/* all others, 64 in each; NULL: none set */
};

/** marks_set - mark entry @i of @n; @m may be NULL: nobody asks */
void marks_set(struct marks *m, struct arena *a, size_t i, size_t n);

bool marks_has(const struct marks *m, size_t i);

/** marks_join - what is marked in @from, of @n entries, is so in @m */
void marks_join(struct marks *m, const struct marks *from, struct arena *a,
		size_t n);

#endif
