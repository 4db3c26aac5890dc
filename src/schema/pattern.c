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

/* What ECMA-262 means. */
#define OPTIONS (PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |			\
		 PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C |	\
		 PCRE2_ALLOW_EMPTY_CLASS)

/* Matches up to here are not counted: a usual one needs fewer steps. */
#define STEPS_FREE 100u
#define STEPS_FREE_A_BYTE 20u
/* What any match counts as, for these are not free of cost. */
#define STEPS_A_MATCH 16u
/* What needs more is tried again, with so many times as many. */
#define STEPS_GROWTH 8u

/* A pattern, compiled. */
struct code {
	pcre2_code *code;	/* NULL before the first use */
	unsigned int n_uses;	/* until it is worth machine code */
	const char *broken;	/* why it cannot be compiled, or NULL */
	size_t broken_at;	/* byte of the pattern's text */
};

struct regex {
	struct arena *arena;
	struct code **codes;	/* by number of the pattern; NULL: not used */
	size_t n_codes;
	/* All below is made when the first pattern is compiled. */
	pcre2_compile_context *compile;
	pcre2_compile_context *compile_once;	/* with malloc(), to be freed */
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

static void free_once(void *re)
{
	pcre2_compile_context_free(((struct regex *)re)->compile_once);
}

struct regex *regex_new(struct arena *a)
{
	struct regex *re = ARENA_NEW(a, struct regex);

	re->arena = a;
	return re;
}

static void prepare(struct regex *re)
{
	struct arena *a = re->arena;
	pcre2_general_context *general;

	if (re->data)
		return;
	general = pcre2_general_context_create(take, give_back, a);
	re->compile = pcre2_compile_context_create(general);
	pcre2_set_compile_extra_options(re->compile, PCRE2_EXTRA_ALT_BSUX);
	arena_defer(a, free_once, re);
	re->compile_once = pcre2_compile_context_create(NULL);
	if (!re->compile_once)
		arena_land(a);
	pcre2_set_compile_extra_options(re->compile_once,
					PCRE2_EXTRA_ALT_BSUX);
	re->match = pcre2_match_context_create(general);
	pcre2_set_heap_limit(re->match, LIMIT_PATTERN_KIB);
	re->data = pcre2_match_data_create(1, general);
}

/* What is known of @p; there from now on. */
static struct code *code_of(struct regex *re, const struct pattern *p)
{
	size_t n = re->n_codes ? re->n_codes : 8;

	while (n <= p->number)
		n *= 2;
	if (n > re->n_codes) {
		re->codes = arena_resize(re->arena, re->codes,
					 re->n_codes * sizeof(*re->codes),
					 n * sizeof(*re->codes));
		re->n_codes = n;
	}
	if (!re->codes[p->number])
		re->codes[p->number] = ARENA_NEW(re->arena, struct code);
	return re->codes[p->number];
}

static void keep_error(struct regex *re, const struct pattern *p, int error,
		       size_t at)
{
	struct code *c = code_of(re, p);
	PCRE2_UCHAR text[ERROR_BYTES];

	if (pcre2_get_error_message(error, text, sizeof(text)) < 0)
		text[0] = 0;
	c->broken = arena_strdup(re->arena, (const char *)text);
	c->broken_at = at < p->len ? at : p->len;
}

bool pattern_compile(struct regex *re, const struct pattern *p)
{
	struct code *c = code_of(re, p);
	const char *text;
	PCRE2_SIZE at;
	int error;

	if (c->code || c->broken)
		return c->code != NULL;
	prepare(re);
	text = pattern_text(re->arena, p->text);
	c->code = pcre2_compile((PCRE2_SPTR)text, strlen(text), OPTIONS,
				&error, &at, re->compile);
	if (!c->code)
		keep_error(re, p, error, at);
	return c->code != NULL;
}

const char *pattern_fault(const struct regex *re, const struct pattern *p,
			  size_t *ret_at)
{
	*ret_at = re->codes[p->number]->broken_at;
	return re->codes[p->number]->broken;
}

bool pattern_is_regex(struct regex *re, struct arena *a, const char *text,
		      size_t len)
{
	pcre2_code *code;
	PCRE2_SIZE at;
	int error;

	/* A NUL stands for itself, and cannot be written otherwise. */
	if (strlen(text) != len)
		return false;
	prepare(re);
	text = pattern_text(a, text);
	code = pcre2_compile((PCRE2_SPTR)text, strlen(text), OPTIONS, &error,
			     &at, re->compile_once);
	if (!code && error == PCRE2_ERROR_HEAP_FAILED)
		arena_land(a);
	pcre2_code_free(code);
	return code != NULL;
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

static unsigned int free_steps(size_t len)
{
	size_t most = (LIMIT_PATTERN_STEPS - STEPS_FREE) / STEPS_FREE_A_BYTE;

	return STEPS_FREE + (unsigned int)(len < most ? len : most) *
				    STEPS_FREE_A_BYTE;
}

enum pattern_verdict pattern_match(struct regex *re, const struct pattern *p,
				   const char *text, size_t len,
				   unsigned int *steps)
{
	struct code *c = code_of(re, p);
	unsigned int n = free_steps(len);
	int rc;

	if (!pattern_compile(re, p))
		return PATTERN_BROKEN;
	if (*steps < STEPS_A_MATCH)
		return PATTERN_SPENT;
	*steps -= STEPS_A_MATCH;
	count_use(re, c);
	rc = match(re, c, text, len, n);
	while (rc == PCRE2_ERROR_MATCHLIMIT && n < LIMIT_PATTERN_STEPS) {
		n = n < LIMIT_PATTERN_STEPS / STEPS_GROWTH ?
			    n * STEPS_GROWTH :
			    LIMIT_PATTERN_STEPS;
		if (*steps < n)
			return PATTERN_SPENT;
		*steps -= n;
		rc = match(re, c, text, len, n);
	}
	if (rc >= 0)
		return PATTERN_YES;
	return rc == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_LIMIT;
}
