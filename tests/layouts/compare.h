/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare.h - do domc and Xen's checker say the same of a layout?
 */
#ifndef TESTS_LAYOUTS_COMPARE_H
#define TESTS_LAYOUTS_COMPARE_H

#include "outcome.h"
#include "verdict.h"

/**
 * compare_verdicts - what the checker says against what domc found
 * @staged: as Xen does it, in two stages
 * @at_once: both stages in one
 *
 * Return: NULL when they agree, else how they differ.
 */
const char *compare_verdicts(struct arena *a, const struct layout *l,
			     const struct outcome *o,
			     const struct verdict *staged,
			     const struct verdict *at_once);

/**
 * compare_told - did domc tell Xen what the file says?
 *
 * What the file leaves open may be anything.
 */
const char *compare_told(struct arena *a, const struct layout *l,
			 const struct outcome *o);

#endif
