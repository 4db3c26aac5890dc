/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * refusals.h - what Xen says or does where a code of ours stands.
 */
#ifndef DOMC_LINT_REFUSALS_H
#define DOMC_LINT_REFUSALS_H

#include "diag/diag.h"

struct lint_refusal {
	enum diag_code code;
	const char *kconfig;	/* the option it takes; "": any Xen has it */
	const char *file_4_17;	/* below xen/; "": not in this release */
	const char *file_4_20;
	const char *function;
	/* what Xen prints; else what is returned, and when */
	const char *text;
};

extern const struct lint_refusal lint_refusals[];	/* refusals.def */
extern const size_t n_lint_refusals;

#endif
