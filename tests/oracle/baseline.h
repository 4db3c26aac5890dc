/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * baseline.h - plain systems that are sound: what Xen says of them it says of
 * the machine, not of a file.
 */
#ifndef TESTS_ORACLE_BASELINE_H
#define TESTS_ORACLE_BASELINE_H

#include "oracle.h"
#include "../boot/lab.h"

/**
 * baseline_make - boot one for each Xen and machine
 *
 * Return: NULL, or why one of them did not boot.
 */
const char *baseline_make(struct arena *a, const struct lab *lab,
			  const struct oracle_files *files,
			  const bool releases[N_RELEASES]);

/** baseline_known - what Xen complained of then, for judge_boot() */
const char *baseline_known(struct arena *a, const struct lab *lab,
			   const struct oracle_case *c);

#endif
