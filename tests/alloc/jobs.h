/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jobs.h - what the library is asked to do while memory runs out.
 */
#ifndef DOMC_ALLOC_JOBS_H
#define DOMC_ALLOC_JOBS_H

#include <stddef.h>
#include <stdint.h>

#include "domc.h"

#define OUT_OF_MEMORY \
	"out of memory: this compilation needs more than it may have"

/* What came of a job, as far as a caller can tell. */
struct outcome {
	enum domc_status status;
	size_t n_findings;
	size_t n_outputs;	/* artefacts, or a text */
	uint64_t sum;		/* of all texts and bytes */
	char error[128];	/* "": none */
};

struct job {
	const char *name;
	void (*run)(const struct job *j, struct domc *c, const char *path,
		    struct outcome *o);
	const char *path;	/* below the folder */
	const char *how;	/* see what run makes of it */
};

extern const struct job jobs[];
extern const size_t n_jobs;

/** job_run - do it with files below @folder */
void job_run(const struct job *j, const char *folder, struct outcome *ret);

#endif
