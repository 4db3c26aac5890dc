/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fault_trees.h - the trees that a fault of faults.def brings along.
 */
#ifndef TESTS_ORACLE_FAULT_TREES_H
#define TESTS_ORACLE_FAULT_TREES_H

#include "fault_text.h"
#include "oracle.h"

/**
 * fault_trees - make what lines with ! say
 * @text: of the fault
 * @c: is told its board, and where it is booted
 *
 * What cannot be made is missed by domc: it refuses the system.
 */
void fault_trees(struct arena *a, const struct fault_names *names,
		 const char *text, struct oracle_case *c);

#endif
