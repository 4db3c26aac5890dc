/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * equal.h - JSON equality, exact to the last digit of each number.
 */
#ifndef DOMC_SCHEMA_EQUAL_H
#define DOMC_SCHEMA_EQUAL_H

#include <stdbool.h>

#include "doc/doc.h"

/** equal_values - 1 equals 1.0 but not 1.00000000000000000001 */
bool equal_values(const struct value *a, const struct value *b);

#endif
