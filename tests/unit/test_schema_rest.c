/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_rest.c - contains, dependencies, and what is left unevaluated.
 */
#include "test_schema.h"

START_TEST(contains_counts_what_is_of_its_kind)
{
	static const char schema[] =
		"{contains: {type: integer}, minContains: 2, maxContains: 3}";

	accepts(schema, "[1, a, 2]");
	accepts(schema, "a");
	ck_assert_str_eq(verdict(schema, "[1, a]"),
			 "1:1 E0208 top level: found 1 item of the kind that is wanted here (an integer), allowed: 2 to 3\n");
	refuses(schema, "[1, 2, 3, 4]");
	refuses("contains: true", "[]");
	accepts("{contains: false, minContains: 0}", "[1]");
	accepts("{minContains: 2, maxContains: 1}", "[1]");
}
END_TEST

START_TEST(a_key_may_need_others)
{
	static const char schema[] = "dependentRequired: {a: [b, c], d: []}";

	accepts(schema, "{b: 1, d: 1}");
	ck_assert_str_eq(verdict(schema, "{b: 1, a: 1}"),
			 "1:1 E0204 top level: the key 'c' is missing, which 'a' needs\n"
			 "> 'a' is here\n");
}
END_TEST

START_TEST(a_key_may_bring_a_schema)
{
	static const char schema[] =
		"{dependentSchemas: {a: {maxProperties: 1}}, dependencies: {x: [y], z: {required: [w]}}}";

	accepts(schema, "{b: 1, c: 1}");
	refuses(schema, "{a: 1, c: 1}");
	refuses(schema, "{x: 1}");
	refuses(schema, "{z: 1}");
	accepts(schema, "{z: 1, w: 1}");
}
END_TEST

START_TEST(what_branches_took_is_evaluated)
{
	static const char schema[] =
		"{properties: {a: true}, anyOf: [{properties: {b: {type: integer}}}, "
		"{properties: {c: true}}], if: {required: [d], properties: {d: true}}, "
		"unevaluatedProperties: false}";

	accepts(schema, "{a: 1, b: 2, c: 3, d: 4}");
	ck_assert_str_eq(verdict(schema, "{a: 1, b: x, c: 3}"),
			 "1:8 E0203 top level: unknown key 'b': no part of the schema that applies here has it\n");
	refuses(schema, "{e: 1}");
}
END_TEST

START_TEST(what_not_took_is_not)
{
	refuses("{not: {not: {properties: {a: true}}}, unevaluatedProperties: false}",
		"a: 1");
}
END_TEST

START_TEST(the_rest_may_have_a_schema)
{
	static const char schema[] =
		"{allOf: [{prefixItems: [true]}], unevaluatedItems: {type: integer}}";

	accepts(schema, "[a, 1, 2]");
	ck_assert_str_eq(verdict(schema, "[a, b]"),
			 "1:5 E0202 [1]: found the string \"b\", wanted an integer\n");
}
END_TEST

START_TEST(what_is_wrong_is_not_unknown_as_well)
{
	ck_assert_str_eq(verdict("{allOf: [{properties: {a: {type: integer}}}], unevaluatedProperties: false}",
				 "{a: x}"),
			 "1:5 E0202 a: found the string \"x\", wanted an integer\n");
}
END_TEST

START_TEST(past_64_entries_all_are_told_apart)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "[");
	for (int i = 0; i < 200; i++)
		buf_puts(&b, i == 150 ? "x, " : "1, ");
	buf_puts(&b, "]");
	accepts("{contains: {type: integer}, allOf: [{contains: {type: string}}], unevaluatedItems: false}",
		buf_str(&b));
	ck_assert_str_eq(only_text("{contains: {type: integer}, unevaluatedItems: false}",
				   buf_str(&b)),
			 "[150]: no part of the schema that applies here has this item");
}
END_TEST

START_TEST(contains_evaluates_since_2020_only)
{
	static const char older[] =
		"{$schema: 'https://json-schema.org/draft/2019-09/schema', contains: true, unevaluatedItems: false}";
	static const char newer[] =
		"{$schema: 'https://json-schema.org/draft/2020-12/schema', contains: true, unevaluatedItems: false}";

	refuses(older, "[1]");
	accepts(newer, "[1]");
}
END_TEST

START_TEST(lists_of_2019_are_prefixes)
{
	static const char schema[] =
		"{$schema: 'https://json-schema.org/draft/2019-09/schema', "
		"items: [{type: integer}], additionalItems: {type: string}}";

	accepts(schema, "[1, a, b]");
	refuses(schema, "[a]");
	refuses(schema, "[1, 2]");
}
END_TEST

Suite *suite_schema_rest(void);
Suite *suite_schema_rest(void)
{
	Suite *s = suite_create("schema_rest");
	TCase *c = tcase_create("rest");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, contains_counts_what_is_of_its_kind);
	tcase_add_test(c, a_key_may_need_others);
	tcase_add_test(c, a_key_may_bring_a_schema);
	tcase_add_test(c, what_branches_took_is_evaluated);
	tcase_add_test(c, what_not_took_is_not);
	tcase_add_test(c, the_rest_may_have_a_schema);
	tcase_add_test(c, what_is_wrong_is_not_unknown_as_well);
	tcase_add_test(c, past_64_entries_all_are_told_apart);
	tcase_add_test(c, contains_evaluates_since_2020_only);
	tcase_add_test(c, lists_of_2019_are_prefixes);
	suite_add_tcase(s, c);
	return s;
}
