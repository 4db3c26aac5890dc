/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.h - one line a system, and the table of all.
 */
#ifndef TESTS_ORACLE_REPORT_H
#define TESTS_ORACLE_REPORT_H

#include "compare.h"
#include "run.h"
#include "../boot/run.h"

struct result {
	const struct oracle_case *c;
	struct compiled domc;
	struct judgement xen;
	/* Debian's Xen told too little: xen is of the one that talks. */
	bool is_again;
	struct judgement stock;	/* is_again: of Debian's */
	enum agreement agreement;
	const char *why;	/* see compare_verdicts() */
};

/** report_codes - what domc found */
const char *report_codes(struct arena *a, const struct compiled *d);

/** report_words - how the two differ */
const char *report_words(struct arena *a, const struct result *r);

/** report_keep - leave the result of test @name for report_print() */
void report_keep(struct arena *a, const struct lab *lab, const char *name,
		 const struct result *r);

/**
 * report_print - counts of all tests, and the table where one is wanted
 *
 * Return: messages that were not hit and are not in unhit.def, or are there
 * and were hit, where there is a table; a line each on stdout.
 */
size_t report_print(struct arena *a, const struct oracle_options *o,
		    const struct test *tests, size_t n);

#endif
