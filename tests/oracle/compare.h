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

/** compare_verdicts - of one system */
enum agreement compare_verdicts(const struct oracle_case *c,
				const struct compiled *d,
				const struct judgement *j);

/**
 * compare_unknown_code - are the codes of reasons.def domc's?
 *
 * Return: NULL, or one that is not.
 */
const char *compare_unknown_code(void);

#endif
