/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare.h - do domc and Xen say the same of a system, and why?
 */
#ifndef TESTS_ORACLE_COMPARE_H
#define TESTS_ORACLE_COMPARE_H

#include "compile.h"
#include "judge.h"

enum agreement {
	BOTH_ACCEPT,
	BOTH_REFUSE,		/* for the same reason */
	OTHER_REASON,		/* both refuse; Xen's reason is none of domc's */
	FALSE_ALARM,		/* domc alone refuses */
	MISS,			/* Xen alone refuses */
	OTHER_CODE,		/* domc finds something else than was planted */
	NOT_JUDGED,		/* no file to boot, or no QEMU */
	N_AGREEMENTS,
};

extern const char *const agreement_names[N_AGREEMENTS];

/**
 * compare_verdicts - of one system
 * @ret_why: what of the boot shows domc's reason; "" where nothing is to be
 *           shown, or nothing does
 */
enum agreement compare_verdicts(struct arena *a, const struct oracle_case *c,
				const struct compiled *d,
				const struct judgement *j,
				const char **ret_why);

/**
 * compare_self_test - is reasons.def sound?
 *
 * Its codes are domc's, what no log shows is named by words of domc's, and for
 * no code of domc is it enough that Xen says nothing. Return: NULL, or what is
 * wrong.
 */
const char *compare_self_test(struct arena *a);

#endif
