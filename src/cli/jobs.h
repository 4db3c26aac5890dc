/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jobs.h - the files of one check, each a compilation of its own, by several
 * threads; their results in the order of the command line.
 */
#ifndef DOMC_CLI_JOBS_H
#define DOMC_CLI_JOBS_H

#include <stdbool.h>

#include "cli/options.h"

struct jobs;

/* A file that has been checked. */
struct job {
	const char *path;		/* as the user gave it */
	struct domc *c;			/* NULL: out of memory */
	enum domc_status status;
};

/* What files are checked against. */
struct job_rules {
	const struct domc *schema;	/* --schema, for all files; or NULL */
	/* for device trees; NULL: there are none */
	const struct domc *bindings;
};

/**
 * jobs_start - begin with the operands of @o
 * @against: must outlive the jobs; what no rule is for is a system file
 *
 * No more threads than -j says, or than there are processors without it, or
 * than there are files. One file is checked without a thread.
 */
struct jobs *jobs_start(const struct options *o, struct job_rules against);

/**
 * jobs_next - wait for the next file
 *
 * Only some files per thread are checked ahead of it, so that the memory does
 * not grow with their number.
 *
 * Return: false after the last. The caller frees ret->c.
 */
bool jobs_next(struct jobs *j, struct job *ret);

/** jobs_end - after the last file: threads and all are gone */
void jobs_end(struct jobs *j);

#endif
