/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern.c - PCRE2, with its memory in the arena.
 */
#include "schema/pattern.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/limits.h"
#include "schema/pattern_text.h"

/* Longest text of pcre2_get_error_message() is below 120 bytes. */
#define ERROR_BYTES 160
/* Making machine code takes as long as some hundred short matches. */
#define USES_BEFORE_JIT 200

/* Matches up to here are not counted: a usual one needs fewer steps. */
#define STEPS_FREE 500u
/* What needs more gets this many, then all it may have. */
#define STEPS_SOME 20000u

/* A pattern, compiled. */
struct code {
	pcre2_code *code;	/* NULL before the first use */
	unsigned int n_uses;	/* until it is worth machine code */
	const char *broken;	/* why it cannot be compiled, or NULL */
	size_t broken_at;	/* byte of the pattern's text */
};

struct regex {
	struct arena *arena;
	struct code *codes;	/* by number of the pattern */
	pcre2_compile_context *compile;
	pcre2_match_context *match;
	pcre2_match_data *data;	/* one pair: only whether it matches counts */
};

static void *take(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

/* The arena frees everything at its end. */
static void give_back(void *p, void *arena)
{
	(void)p;
	(void)arena;
}

struct regex *regex_new(struct arena *a, size_t n_patterns)
{
	struct regex *re = ARENA_NEW(a, struct regex);
	pcre2_general_context *general =
		pcre2_general_context_create(take, give_back, a);

	re->arena = a;
	re->codes = arena_array(a, n_patterns, sizeof(*re->codes));
	re->compile = pcre2_compile_context_create(general);
	pcre2_set_compile_extra_options(re->compile, PCRE2_EXTRA_ALT_BSUX);
	re->match = pcre2_match_context_create(general);
	pcre2_set_heap_limit(re->match, LIMIT_PATTERN_KIB);
	re->data = pcre2_match_data_create(1, general);
	return re;
}

static void keep_error(struct regex *re, const struct pattern *p, int error,
		       size_t at)
{
	struct code *c = &re->codes[p->number];
	PCRE2_UCHAR text[ERROR_BYTES];

	if (pcre2_get_error_message(error, text, sizeof(text)) < 0)
		text[0] = 0;
	c->broken = arena_strdup(re->arena, (const char *)text);
	c->broken_at = at < p->len ? at : p->len;
}

bool pattern_compile(struct regex *re, const struct pattern *p)
{
	const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |
				 PCRE2_MATCH_UNSET_BACKREF |
				 PCRE2_NEVER_BACKSLASH_C;
	struct code *c = &re->codes[p->number];
	const char *text;
	PCRE2_SIZE at;
	int error;

	if (c->code || c->broken)
		return c->code != NULL;
	text = pattern_text(re->arena, p->text);
	c->code = pcre2_compile((PCRE2_SPTR)text, strlen(text), options,
				&error, &at, re->compile);
	if (!c->code)
		keep_error(re, p, error, at);
	return c->code != NULL;
}

const char *pattern_fault(const struct regex *re, const struct pattern *p,
			  size_t *ret_at)
{
	*ret_at = re->codes[p->number].broken_at;
	return re->codes[p->number].broken;
}

/* Of a pattern, or of one that was never compiled. */
static void free_code(void *c)
{
	pcre2_code_free(((struct code *)c)->code);
}

/* Machine code is no arena memory. Without it matching is slower, no more. */
static void count_use(struct regex *re, struct code *c)
{
	if (++c->n_uses != USES_BEFORE_JIT)
		return;
	arena_defer(re->arena, free_code, c);
	pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE);
}

static int match(struct regex *re, const struct code *c, const char *text,
		 size_t len, unsigned int n_steps)
{
	int rc;

	pcre2_set_match_limit(re->match, n_steps);
	rc = pcre2_match(c->code, (PCRE2_SPTR)text, len, 0, 0, re->data,
			 re->match);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(c->code, (PCRE2_SPTR)text, len, 0,
				 PCRE2_NO_JIT, re->data, re->match);
	return rc;
}

enum pattern_verdict pattern_match(struct regex *re, const struct pattern *p,
				   const char *text, size_t len,
				   unsigned int *steps)
{
	static const unsigned int more[] = { STEPS_SOME, LIMIT_PATTERN_STEPS };
	struct code *c = &re->codes[p->number];
	int rc;

	if (!pattern_compile(re, p))
		return PATTERN_BROKEN;
	count_use(re, c);
	rc = match(re, c, text, len, STEPS_FREE);
	for (size_t i = 0; rc == PCRE2_ERROR_MATCHLIMIT &&
			   i < sizeof(more) / sizeof(more[0]); i++) {
		if (*steps < more[i])
			return PATTERN_SPENT;
		*steps -= more[i];
		rc = match(re, c, text, len, more[i]);
	}
	if (rc >= 0)
		return PATTERN_YES;
	return rc == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_LIMIT;
}
