/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema.h - what the tests of src/schema share.
 */
#ifndef DOMC_TEST_SCHEMA_H
#define DOMC_TEST_SCHEMA_H

#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "schema/schema.h"

static struct arena *a;
static struct diags *d;

static inline void setup(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
}

static inline void teardown(void)
{
	arena_free(a);
}

/* YAML text that must be readable. */
static inline struct value *yaml(const char *name, const char *text)
{
	struct value *v = doc_read_bytes(a, d, name, text, strlen(text));

	ck_assert_uint_eq(d->n_errors, 0);
	ck_assert_ptr_nonnull(v);
	return v;
}

static inline struct schema *compiled(const char *text)
{
	struct schema *s = schema_compile(a, d, yaml("schema", text));

	ck_assert_ptr_nonnull(s);
	return s;
}

/* All findings: "LINE:COL NUMBER text" and "> text" for a note, a line each. */
static inline const char *said(void)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (const struct diag_item *i = d->items; i; i = i->next) {
		buf_printf(&b, "%u:%u %s %s\n", i->place.line, i->place.col,
			   diag_codes[i->code].number, i->text);
		for (const struct diag_note *n = i->notes; n; n = n->next)
			buf_printf(&b, "> %s\n", n->text);
	}
	return buf_str(&b);
}

/* What @schema says of @doc; "" when it is valid. */
static inline const char *verdict(const char *schema, const char *doc)
{
	struct schema *s;
	struct value *v;
	bool valid;

	d = diags_new(a);
	s = compiled(schema);
	v = yaml("doc", doc);
	valid = schema_validate(s, v, d);
	ck_assert_int_eq(valid, d->n_errors == 0);
	return said();
}

/* What is wrong with @schema itself. */
static inline const char *refusal(const char *schema)
{
	struct value *v;

	d = diags_new(a);
	v = yaml("schema", schema);
	ck_assert_ptr_null(schema_compile(a, d, v));
	return said();
}

/* The one finding there is, without its place and number. */
static inline const char *only_text(const char *schema, const char *doc)
{
	verdict(schema, doc);
	ck_assert_uint_eq(d->n_items, 1);
	return d->items->text;
}

/* A schema and a document that it takes, or does not. */
#define accepts(schema, doc) ck_assert_str_eq(verdict(schema, doc), "")
#define refuses(schema, doc) ck_assert_str_ne(verdict(schema, doc), "")

#endif
