/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern.h - the regular expressions of a schema, compiled when first used.
 *
 * JSON Schema means ECMA-262; PCRE2 with `$` at the very end only, \u escapes
 * and unset back references as there. PCRE2 is known in pattern.c only.
 */
#ifndef DOMC_SCHEMA_PATTERN_H
#define DOMC_SCHEMA_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "diag/diag.h"

/* The patterns of one schema, compiled for one thread. */
struct regex;

struct pattern {
	const char *text;	/* as the schema has it */
	size_t len;
	size_t number;		/* from 0, of the patterns of its schema */
	struct place place;	/* of the text in the schema */
	struct pattern *next;
};

enum pattern_verdict {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_BROKEN,		/* not a regular expression: pattern_fault() */
	PATTERN_LIMIT,		/* takes more than LIMIT_PATTERN_STEPS */
	PATTERN_SPENT,		/* ... than what is left of *steps */
};

/** regex_new - no pattern is compiled yet; all memory comes from @a */
struct regex *regex_new(struct arena *a);

/** pattern_compile - do what the first match would do; false when broken */
bool pattern_compile(struct regex *re, const struct pattern *p);

/**
 * pattern_fault - why @p, found to be broken, is that; *ret_at: byte of its
 * text
 */
const char *pattern_fault(const struct regex *re, const struct pattern *p,
			  size_t *ret_at);

/**
 * pattern_is_regex - could @text be the text of a pattern?
 * @a: for what is needed meanwhile
 */
bool pattern_is_regex(struct regex *re, struct arena *a, const char *text,
		      size_t len);

/**
 * pattern_match - does @p match anywhere in @text?
 * @steps: what may still be spent on long matches; short ones are free
 */
enum pattern_verdict pattern_match(struct regex *re, const struct pattern *p,
				   const char *text, size_t len,
				   unsigned int *steps);

#endif
