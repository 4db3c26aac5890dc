/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * number.h - exact arithmetic on the numbers of a document.
 *
 * Integers are 64 bits and a sign, or `big` with their digits; floats are
 * doubles and their decimal text. Nothing here rounds an integer.
 */
#ifndef DOMC_SCHEMA_NUMBER_H
#define DOMC_SCHEMA_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "doc/doc.h"

/** number_is - an integer or a float, infinities included */
bool number_is(const struct value *v);
bool number_is_finite(const struct value *v);
/** number_is_whole - no fraction: 2 and 2.0; @v is finite */
bool number_is_whole(const struct value *v);
/** number_count - @v as a size_t, if it is a whole number from 0 up */
bool number_count(const struct value *v, size_t *ret_count);

/** number_compare - below 0, 0 or above 0, as strcmp(); both are numbers */
int number_compare(const struct value *a, const struct value *b);

/* A divisor: digits / 10^decimals. */
struct divisor {
	uint64_t digits;	/* never 0 */
	unsigned int decimals;
};

/** number_divisor - @v as a divisor; false if it is not above 0 or too long */
bool number_divisor(const struct value *v, struct divisor *ret_divisor);

/** number_divides - is @v a whole multiple of @d? In decimal: 0.3 is of 0.1 */
bool number_divides(const struct value *v, struct divisor d);

/** number_to_json - @v as JSON has it: exact, decimal; infinities as null */
void number_to_json(struct buf *b, const struct value *v);

#endif
