/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * differ.h - many layouts through domc's rules and through Xen's checker.
 */
#ifndef TESTS_LAYOUTS_DIFFER_H
#define TESTS_LAYOUTS_DIFFER_H

#include "outcome.h"
#include "options.h"

/** differ_run - all of it. Return: exit status. */
int differ_run(struct arena *a, const struct options *o);

/** differ_show - what layout @number is, and what both say of it */
int differ_show(struct arena *a, const struct options *o, size_t number);

#endif
