/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_doc.h - what the tests of src/doc share: a text in, values and
 * findings out.
 */
#ifndef DOMC_TEST_DOC_H
#define DOMC_TEST_DOC_H

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "doc/doc.h"

static struct arena *arena;
static struct diags *diags;

static inline void open_doc(void)
{
	arena = arena_new(LIMIT_ARENA_BYTES);
	diags = diags_new(arena);
}

static inline void close_doc(void)
{
	arena_free(arena);
}

/* What @text says; findings are left to the test. */
static inline const struct value *read_text(const char *text)
{
	return doc_read_bytes(arena, diags, "vm.yaml", text, strlen(text));
}

/* What @text says; there must be no finding. */
static inline const struct value *read_good(const char *text)
{
	const struct value *v;

	diags = diags_new(arena);
	v = read_text(text);
	if (diags->n_items)
		ck_abort_msg("%s: %s", text, diags->items->text);
	ck_assert_ptr_nonnull(v);
	return v;
}

/* The only finding of @text, of code @code. */
static inline const struct diag_item *read_bad(const char *text,
					       enum diag_code code)
{
	diags = diags_new(arena);
	read_text(text);
	if (diags->n_items != 1)
		ck_abort_msg("%zu findings in: %s", diags->n_items, text);
	ck_assert_str_eq(diag_codes[diags->items->code].slug,
			 diag_codes[code].slug);
	return diags->items;
}

/* "line:col-line:col" */
static inline const char *span(struct place p)
{
	return arena_printf(arena, "%u:%u-%u:%u", p.line, p.col, p.end_line,
			    p.end_col);
}

#endif
