/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cases.h - which systems are booted.
 */
#ifndef TESTS_BOOT_CASES_H
#define TESTS_BOOT_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "system.h"

struct case_list {
	struct boot_case *cases;
	size_t n;
};

/** cases_all - every combination of the dimensions */
struct case_list cases_all(struct arena *a);

/**
 * cases_pairs - a subset in which each pair of values of two dimensions is
 *
 * The same each time. Release and GIC count as one dimension, so that each
 * other value is met under all four of them.
 */
struct case_list cases_pairs(struct arena *a);

/** cases_several - two and three domains in one system */
struct case_list cases_several(struct arena *a);

/**
 * cases_edges - sizes and shapes at which a decision of Xen's turns
 * @both: each under both releases, else under one and the other by turns
 */
struct case_list cases_edges(struct arena *a, bool both);

#endif
