/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_limits.c - order of findings, schemas without end, large input.
 */
#include "test_schema.h"

START_TEST(findings_come_in_document_order)
{
	static const char schema[] =
		"{properties: {c: {type: integer}, a: {type: integer}, "
		"b: {items: {type: integer}}}, required: [z], "
		"additionalProperties: false, propertyNames: {maxLength: 1}}";

	verdict(schema, "{a: x, b: [1, y, 2, z], c: w, dd: 1, e: 2}");
	ck_assert_uint_eq(d->n_items, 8);
	for (const struct diag_item *i = d->items; i && i->next; i = i->next)
		ck_assert_uint_le(i->place.col, i->next->place.col);
}
END_TEST

START_TEST(across_lines_too)
{
	verdict("allOf: [{properties: {b: false}}, {properties: {a: false}}]",
		"a: 1\nb: 2\n");
	ck_assert_uint_eq(d->items->place.line, 1);
	ck_assert_uint_eq(d->items->next->place.line, 2);
}
END_TEST

START_TEST(the_main_file_comes_first)
{
	struct schema *s = compiled("additionalProperties: {type: integer}");
	struct value *v = yaml("main.yaml", "a: x\nb: y\nc: z\n");

	/* As after an include: `a` and `c` stand in other files. */
	v->members[0].value->place.file = "late.yaml";
	v->members[2].value->place.file = "later.yaml";
	v->members[2].value->place.line = 1;
	ck_assert(!schema_validate(s, v, d));
	ck_assert_str_eq(d->items->place.file, "main.yaml");
	ck_assert_str_eq(d->items->next->place.file, "late.yaml");
	ck_assert_str_eq(d->items->next->next->place.file, "later.yaml");
}
END_TEST

START_TEST(a_ref_to_itself_is_stopped)
{
	ck_assert_str_eq(verdict("$ref: '#'", "1"),
			 "1:7 E0201 schema: '$ref' leads back to itself for the same value\n"
			 "> found when it was applied to this value\n");
}
END_TEST

START_TEST(a_loop_through_others_is_stopped)
{
	static const char schema[] =
		"{$defs: {a: {allOf: [{$ref: '#/$defs/b'}]}, "
		"b: {anyOf: [{type: integer}, {$ref: '#/$defs/a'}]}}, "
		"properties: {x: {$ref: '#/$defs/a'}}}";

	accepts(schema, "x: 1");
	ck_assert_ptr_nonnull(strstr(verdict(schema, "x: a"),
				     "leads back to itself"));
}
END_TEST

START_TEST(a_ref_back_for_a_deeper_value_is_no_loop)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (int i = 0; i < LIMIT_DOC_DEPTH - 1; i++)
		buf_puts(&b, "[");
	for (int i = 0; i < LIMIT_DOC_DEPTH - 1; i++)
		buf_puts(&b, "]");
	accepts("{type: array, items: {$ref: '#'}}", buf_str(&b));
}
END_TEST

/* $defs a0..a<n>, each a $ref to the next, the last one `type: integer`. */
static const char *chain_of_refs(int n)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "$ref: '#/$defs/a0'\n$defs:\n");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "  a%d: {$ref: '#/$defs/a%d'}\n", i, i + 1);
	buf_printf(&b, "  a%d: {type: integer}\n", n);
	return buf_str(&b);
}

START_TEST(a_long_chain_of_refs_works)
{
	accepts(chain_of_refs(LIMIT_SCHEMA_DEPTH - 3), "1");
	refuses(chain_of_refs(LIMIT_SCHEMA_DEPTH - 3), "a");
}
END_TEST

START_TEST(one_past_the_limit_is_named)
{
	ck_assert_ptr_nonnull(strstr(verdict(chain_of_refs(LIMIT_SCHEMA_DEPTH),
					     "1"),
				     "more than 1000 sub-schemas inside one another"));
}
END_TEST

START_TEST(a_schema_that_doubles_is_stopped)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "$ref: '#/$defs/a0'\n$defs:\n  a40: true\n");
	for (int i = 0; i < 40; i++)
		buf_printf(&b, "  a%d: {allOf: [{$ref: '#/$defs/a%d'}, {$ref: '#/$defs/a%d'}]}\n",
			   i, i + 1, i + 1);
	ck_assert_ptr_nonnull(strstr(verdict(buf_str(&b), "1"),
				     "more than 4000000 sub-schemas"));
	ck_assert_uint_eq(d->n_items, 1);
}
END_TEST

/* A list of @n different items that begin with @text. */
static const char *long_list(int n, const char *text)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s%d, ", text, i);
	buf_puts(&b, "]");
	return buf_str(&b);
}

START_TEST(many_items_are_compared_quickly)
{
	accepts("uniqueItems: true", long_list(50000, "item"));
	accepts("uniqueItems: true", long_list(50000, ""));
}
END_TEST

START_TEST(many_equal_items_are_too)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < 50000; i++)
		buf_puts(&b, "x, ");
	buf_puts(&b, "]");
	refuses("uniqueItems: true", buf_str(&b));
	ck_assert_uint_ge(d->n_items, LIMIT_DIAGNOSTICS);
}
END_TEST

START_TEST(many_unknown_keys_are_told_quickly)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (int i = 0; i < 30000; i++)
		buf_printf(&b, "momory%d: 1\n", i);
	refuses("{properties: {memory: true, kernel: true}, required: [memory, kernel], additionalProperties: false}",
		buf_str(&b));
	ck_assert_uint_ge(d->n_items, LIMIT_DIAGNOSTICS);
}
END_TEST

START_TEST(many_properties_and_members_meet_quickly)
{
	struct buf s = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct buf v = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&s, "additionalProperties: false\nproperties:\n");
	for (int i = 0; i < 20000; i++) {
		buf_printf(&s, "  key-%d: {type: integer}\n", i);
		buf_printf(&v, "key-%d: 1\n", 19999 - i);
	}
	accepts(buf_str(&s), buf_str(&v));
}
END_TEST

START_TEST(a_pattern_used_often_says_the_same)
{
	struct schema *s = compiled("{items: {pattern: '^([ab]|c)+$'}}");
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < 1000; i++)
		buf_puts(&b, i % 100 ? "abc, " : "abd, ");
	/* More than the stack of machine code holds. */
	for (int i = 0; i < 3000; i++)
		buf_putc(&b, "abc"[i % 3]);
	buf_puts(&b, "]");
	ck_assert(!schema_validate(s, yaml("doc", buf_str(&b)), d));
	ck_assert_uint_eq(d->n_items, 10);
}
END_TEST

START_TEST(a_pattern_used_often_is_stopped_too)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < 1000; i++)
		buf_puts(&b, "aa, ");
	buf_puts(&b, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab]");
	ck_assert_ptr_nonnull(strstr(verdict("{items: {pattern: '^(a+)+$'}}",
					     buf_str(&b)),
				     "takes more than 1000000 steps"));
}
END_TEST

START_TEST(one_schema_serves_many_documents)
{
	struct schema *s = compiled("{pattern: ^a, maxLength: 2}");

	for (int i = 0; i < 100; i++) {
		ck_assert(schema_validate(s, yaml("doc", "ab"), d));
		ck_assert(!schema_validate(s, yaml("doc", "abc"), diags_new(a)));
		ck_assert(!schema_validate(s, yaml("doc", "b"), diags_new(a)));
	}
}
END_TEST

Suite *suite_schema_limits(void);
Suite *suite_schema_limits(void)
{
	Suite *s = suite_create("schema_limits");
	TCase *c = tcase_create("limits");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 60);
	tcase_add_test(c, findings_come_in_document_order);
	tcase_add_test(c, across_lines_too);
	tcase_add_test(c, the_main_file_comes_first);
	tcase_add_test(c, a_ref_to_itself_is_stopped);
	tcase_add_test(c, a_loop_through_others_is_stopped);
	tcase_add_test(c, a_ref_back_for_a_deeper_value_is_no_loop);
	tcase_add_test(c, a_long_chain_of_refs_works);
	tcase_add_test(c, one_past_the_limit_is_named);
	tcase_add_test(c, a_schema_that_doubles_is_stopped);
	tcase_add_test(c, many_items_are_compared_quickly);
	tcase_add_test(c, many_equal_items_are_too);
	tcase_add_test(c, many_unknown_keys_are_told_quickly);
	tcase_add_test(c, many_properties_and_members_meet_quickly);
	tcase_add_test(c, a_pattern_used_often_says_the_same);
	tcase_add_test(c, a_pattern_used_often_is_stopped_too);
	tcase_add_test(c, one_schema_serves_many_documents);
	suite_add_tcase(s, c);
	return s;
}
