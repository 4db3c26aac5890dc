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

struct regex {
	struct arena *arena;
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

struct regex *regex_new(struct arena *a)
{
	struct regex *re = ARENA_NEW(a, struct regex);
	pcre2_general_context *general =
		pcre2_general_context_create(take, give_back, a);

	re->arena = a;
	re->compile = pcre2_compile_context_create(general);
	pcre2_set_compile_extra_options(re->compile, PCRE2_EXTRA_ALT_BSUX);
	re->match = pcre2_match_context_create(general);
	pcre2_set_match_limit(re->match, LIMIT_PATTERN_STEPS);
	pcre2_set_heap_limit(re->match, LIMIT_PATTERN_KIB);
	re->data = pcre2_match_data_create(1, general);
	return re;
}

static void keep_error(struct regex *re, struct pattern *p, int error,
		       size_t at)
{
	PCRE2_UCHAR text[ERROR_BYTES];

	if (pcre2_get_error_message(error, text, sizeof(text)) < 0)
		text[0] = 0;
	p->broken = arena_strdup(re->arena, (const char *)text);
	p->broken_at = at < p->len ? at : p->len;
}

bool pattern_compile(struct regex *re, struct pattern *p)
{
	const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |
				 PCRE2_MATCH_UNSET_BACKREF |
				 PCRE2_NEVER_BACKSLASH_C;
	PCRE2_SIZE at;
	int error;

	const char *text;

	if (p->code || p->broken)
		return p->code != NULL;
	text = pattern_text(re->arena, p->text);
	p->code = pcre2_compile((PCRE2_SPTR)text, strlen(text), options,
				&error, &at, re->compile);
	if (!p->code)
		keep_error(re, p, error, at);
	return p->code != NULL;
}

/* Of a pattern, or of one that was never compiled. */
static void free_code(void *p)
{
	pcre2_code_free(((struct pattern *)p)->code);
}

/* Machine code is no arena memory. Without it matching is slower, no more. */
static void count_use(struct regex *re, struct pattern *p)
{
	if (++p->n_uses != USES_BEFORE_JIT)
		return;
	arena_defer(re->arena, free_code, p);
	pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
}

enum pattern_verdict pattern_match(struct regex *re, struct pattern *p,
				   const char *text, size_t len)
{
	int rc;

	if (!pattern_compile(re, p))
		return PATTERN_BROKEN;
	count_use(re, p);
	rc = pcre2_match(p->code, (PCRE2_SPTR)text, len, 0, 0, re->data,
			 re->match);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(p->code, (PCRE2_SPTR)text, len, 0,
				 PCRE2_NO_JIT, re->data, re->match);
	if (rc >= 0)
		return PATTERN_YES;
	return rc == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_LIMIT;
}
