/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compile.h - a generated system through domc, in this process.
 */
#ifndef TESTS_ORACLE_COMPILE_H
#define TESTS_ORACLE_COMPILE_H

#include "oracle.h"

#define CODES_MOST 16
#define FINDINGS_MOST 64

struct compiled_finding {
	const char *code;
	/* What it says, its notes, and the paths of values, a line each. */
	const char *text;
};

struct compiled {
	bool written;		/* there is output to boot, forced or not */
	bool refused;		/* rules found errors */
	/* Codes of errors, then of warnings; "E0503". Each once. */
	const char *errors[CODES_MOST];
	size_t n_errors;
	const char *warnings[CODES_MOST];
	size_t n_warnings;
	const char *first;	/* text of the first error; NULL: none */
	struct compiled_finding findings[FINDINGS_MOST];
	size_t n_findings;	/* the first ones; also warnings */
};

/**
 * compile_case - compile with --force
 * @dir: takes system.yaml and out/; NULL: ask only
 */
struct compiled compile_case(struct arena *a, const struct oracle_case *c,
			     const char *dir);

/** compile_forget - as if domc did not know @code */
void compile_forget(struct compiled *d, const char *code);

/** compile_pretend - as if domc had found @code */
void compile_pretend(struct compiled *d, const char *code);

/** compiled_has - is @code among what was found? */
bool compiled_has(const struct compiled *d, const char *code);

#endif
