/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * refusals.h - what Xen says or does where a rule of ours stands.
 */
#ifndef DOMC_LINT_REFUSALS_H
#define DOMC_LINT_REFUSALS_H

#include "diag/diag.h"

struct lint_refusal {
	enum diag_code code;
	const char *kconfig;	/* the option it takes; "": any Xen has it */
	/* In Xen's source, or the folder of patches; "": not this release. */
	const char *file_4_17;
	const char *file_4_20;
	const char *function;
	/*
	 * What Xen prints; "-EINVAL: if ( ... )": what is returned, and when;
	 * "": Xen does not look.
	 */
	const char *text;
};

/* A rule that is not Xen's: of QEMU, Linux, xl or domc itself. */
struct lint_beside {
	enum diag_code code;
	const char *who;
	const char *where;
};

extern const struct lint_refusal lint_refusals[];	/* rules.def */
extern const size_t n_lint_refusals;

extern const struct lint_beside lint_besides[];		/* rules.def */
extern const size_t n_lint_besides;

#endif
