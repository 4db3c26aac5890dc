/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run.h - many generated systems through domc and Xen, and the counts.
 */
#ifndef TESTS_ORACLE_RUN_H
#define TESTS_ORACLE_RUN_H

#include <stdint.h>

#include "oracle.h"
#include "../boot/lab.h"

enum oracle_kind { KIND_BLIND, KIND_PLANTED, N_KINDS };

struct oracle_options {
	struct lab lab;
	uint64_t seed;
	unsigned int first, count;	/* numbers of a release and kind */
	bool releases[N_RELEASES];
	bool kinds[N_KINDS];
	const char *list;	/* file with a system a line; NULL: none */
	const char *without;	/* a code that is not looked at; NULL: none */
	const char *pretend;	/* a code that is found anyhow; NULL: none */
	const char *report;	/* file that takes the table; NULL: none */
};

/** run_oracle - all of it. Return: exit status. */
int run_oracle(struct arena *a, const struct oracle_options *o);

/** run_show - print system @number */
int run_show(struct arena *a, const struct oracle_options *o,
	     unsigned int number);

/** run_cover - print which keys the blind systems say. Return: exit status. */
int run_cover(struct arena *a, const struct oracle_options *o);

/** run_check - what domc finds of each planted fault, and itself: no boots */
int run_check(struct arena *a, const struct oracle_options *o);

#endif
