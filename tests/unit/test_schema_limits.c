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

/* Of every kind: keys, values, branches, lists, texts, what is missing. */
START_TEST(all_of_a_document_are_found_in_its_order)
{
	static const char schema[] =
		"properties:\n"
		"  z: {minimum: 5}\n"
		"  y: {oneOf: [{type: string}, {type: object, required: [k], properties: {n: {type: 'null'}}}]}\n"
		"  x: {uniqueItems: true, contains: {const: 9}, items: {maximum: 3}}\n"
		"  w: {pattern: ^a, maxLength: 1}\n"
		"  v: {not: {type: string}}\n"
		"additionalProperties: false\n"
		"dependentRequired: {w: [u]}\n"
		"if: {required: [v]}\n"
		"then: {properties: {z: {multipleOf: 2}}}\n";

	ck_assert_str_eq(verdict(schema, "v: t\nw: bb\nx: [4, 1, 1]\n"
				 "y: {n: 1}\nt: 0\nz: 3\n"),
			 "1:1 E0204 top level: the key 'u' is missing, which 'w' needs\n"
			 "> 'w' is here\n"
			 "1:4 E0205 v: \"t\" is not allowed here\n"
			 "2:4 E0207 w: found \"bb\", wanted a text that matches ^a\n"
			 "2:4 E0207 w: \"bb\" has 2 characters, allowed: at most 1\n"
			 "3:4 E0208 x: found 0 items of the kind that is wanted here (9), allowed: at least 1\n"
			 "3:5 E0206 x[0]: found 4, allowed: at most 3\n"
			 "3:11 E0209 x[2]: 1 is in the list already\n"
			 "> the first one is here\n"
			 "4:4 E0204 y: the key 'k' is missing\n"
			 "4:8 E0202 y.n: found the integer 1, wanted null\n"
			 "5:1 E0203 top level: unknown key 't'\n"
			 "> allowed keys: z, y, x, w, v\n"
			 "6:4 E0206 z: found 3, allowed: at least 5\n"
			 "6:4 E0206 z: found 3, allowed: multiples of 2\n");
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

/* All that a document may spend, not only one value of it. */
START_TEST(a_pattern_met_by_many_values_is_stopped)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < 100000; i++)
		buf_puts(&b, "aaaaaaaaaaaaaaaaaaaaaaaaaaab, ");
	buf_puts(&b, "]");
	ck_assert_ptr_nonnull(strstr(verdict("{items: {pattern: '^(a+)+$'}}",
					     buf_str(&b)),
				     "take more than 10000000 steps on this document"));
	ck_assert_uint_lt(d->n_items, 20);
}
END_TEST

START_TEST(usual_patterns_on_much_text_are_not)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < 60; i++) {
		for (int k = 0; k < 6000; k++)
			buf_puts(&b, "word.word ");
		buf_puts(&b, ", ");
	}
	buf_puts(&b, "]");
	accepts("{items: {pattern: '^(?:[a-z]+[. ]?)+$'}}", buf_str(&b));
	accepts("{items: {pattern: '^[a-z. ]*$'}}", buf_str(&b));
	accepts("{items: {pattern: 'word$'}}", buf_str(&b));
}
END_TEST

/* Patterns are compiled by the first match: this one would be refused. */
START_TEST(a_pattern_that_nothing_meets_costs_nothing)
{
	struct schema *s = compiled("{properties: {a: {pattern: '('}}}");

	ck_assert(schema_validate(s, yaml("doc", "b: x"), d));
	ck_assert(!schema_validate(s, yaml("doc", "a: x"), d));
	ck_assert_int_eq(d->items->code, E_BAD_SCHEMA);
}
END_TEST

/* As for another thread: what one compiles, the other does not see. */
START_TEST(a_shared_schema_outlives_its_users)
{
	struct schema *s = compiled("{items: {pattern: ^a, format: x}}");

	for (int i = 0; i < 3; i++) {
		struct arena *other = arena_new(LIMIT_ARENA_BYTES);
		struct schema *copy = schema_share(other, s);

		for (int k = 0; k < 300; k++)
			ck_assert(schema_validate(copy, yaml("doc", "[ab]"),
						  diags_new(other)));
		arena_free(other);
	}
	ck_assert(!schema_validate(s, yaml("doc", "[b]"), d));
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
	tcase_add_test(c, all_of_a_document_are_found_in_its_order);
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
	tcase_add_test(c, a_pattern_met_by_many_values_is_stopped);
	tcase_add_test(c, usual_patterns_on_much_text_are_not);
	tcase_add_test(c, a_pattern_that_nothing_meets_costs_nothing);
	tcase_add_test(c, a_shared_schema_outlives_its_users);
	tcase_add_test(c, one_schema_serves_many_documents);
	suite_add_tcase(s, c);
	return s;
}
