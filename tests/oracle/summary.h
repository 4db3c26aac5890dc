/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * summary.h - what came out of all systems, as docs/xen-oracle.md.
 */
#ifndef TESTS_ORACLE_SUMMARY_H
#define TESTS_ORACLE_SUMMARY_H

#include "base/buf.h"
#include "compare.h"
#include "run.h"

/* Things that show a refusal; more are counted as one. */
#define SHOWN_MOST 400

struct shown {
	const char *what;	/* of compare_verdicts() */
	size_t n[N_RELEASES];	/* boots */
};

struct summary {
	size_t counts[N_RELEASES][N_KINDS][N_AGREEMENTS];
	const char *versions[N_RELEASES][N_BUILDS];
	size_t n_builds[N_RELEASES][N_BUILDS];	/* systems that name it */
	size_t n_again[N_RELEASES];	/* Debian's told too little */
	struct shown shown[SHOWN_MOST];
	size_t n_shown;
	bool *hits[N_RELEASES];		/* by row of lint_refusals */
	struct buf cases;		/* a line for each that is not agreed on */
};

/** summary_count - one more boot of @release that was shown by @what */
void summary_count(struct summary *t, size_t release, const char *what);

/** summary_print - the counts, for a person who waits */
void summary_print(const struct summary *t);

/**
 * summary_write - the document o->report
 *
 * Return: messages without a hit or a reason, or with both.
 */
size_t summary_write(struct arena *a, const struct oracle_options *o,
		   const struct summary *t);

#endif
