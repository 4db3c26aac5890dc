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

struct regex;	/* what the patterns of one schema share */

struct pattern {
	const char *text;	/* as the schema has it */
	size_t len;
	void *code;		/* compiled; NULL before the first use */
	unsigned int n_uses;	/* until it is worth machine code */
	const char *broken;	/* why it cannot be compiled, or NULL */
	size_t broken_at;	/* byte of `text` */
	struct place place;	/* of the text in the schema */
	struct pattern *next;
};

enum pattern_verdict {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_BROKEN,		/* not a regular expression: see p->broken */
	PATTERN_LIMIT,		/* matching takes more steps than we allow */
};

/** regex_new - room for matching; all memory comes from @a */
struct regex *regex_new(struct arena *a);

/** pattern_compile - do what the first match would do; false when broken */
bool pattern_compile(struct regex *re, struct pattern *p);

/** pattern_match - does @p match anywhere in @text? */
enum pattern_verdict pattern_match(struct regex *re, struct pattern *p,
				   const char *text, size_t len);

#endif
