/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_branches.c - of several forms, the one that was meant is told.
 */
#include "test_schema.h"

/* A path, or a map. */
static const char file[] =
	"oneOf:\n"
	"- {type: string, minLength: 1, x-wanted: a path}\n"
	"- type: object\n"
	"  properties: {file: {type: string}, at: {type: integer}}\n"
	"  required: [file]\n"
	"  additionalProperties: false\n";

START_TEST(no_form_takes_the_type)
{
	ck_assert_str_eq(verdict(file, "[a]"),
			 "1:1 E0202 top level: found a list, wanted a path, or a map with the keys file, at\n");
	ck_assert_str_eq(only_text(file, "5"),
			 "top level: found the integer 5, wanted a path, or a map with the keys file, at; it is a number; quote it: \"5\"");
}
END_TEST

START_TEST(what_is_wanted_of_the_whole_comes_first)
{
	const char *schema =
		arena_printf(a, "%sx-wanted: a file\n", file);

	ck_assert_str_eq(only_text(schema, "[a]"),
			 "top level: found a list, wanted a file");
	ck_assert_str_eq(only_text(schema, "''"),
			 "top level: found an empty text, wanted a file");
}
END_TEST

START_TEST(the_form_of_the_right_type_is_told)
{
	ck_assert_str_eq(only_text(file, "{file: a, at: x}"),
			 "at: found the string \"x\", wanted an integer");
	ck_assert_str_eq(only_text(file, "''"),
			 "top level: found an empty text, wanted a path");
}
END_TEST

START_TEST(all_its_findings_are)
{
	ck_assert_str_eq(verdict(file, "{at: x, zzzzz: 1}"),
			 "1:1 E0204 top level: the key 'file' is missing; wanted a string\n"
			 "1:6 E0202 at: found the string \"x\", wanted an integer\n"
			 "1:9 E0203 top level: unknown key 'zzzzz'\n"
			 "> allowed keys: file, at\n");
}
END_TEST

START_TEST(the_fewest_findings_decide)
{
	static const char schema[] =
		"anyOf: [{required: [a, b, c]}, {required: [a, d]}, "
		"{required: [e, f]}]";

	ck_assert_str_eq(verdict(schema, "{a: 1}"),
			 "1:1 E0204 top level: the key 'd' is missing\n");
}
END_TEST

START_TEST(then_the_deepest)
{
	static const char schema[] =
		"oneOf: [{required: [x]}, "
		"{properties: {a: {properties: {b: {minimum: 3}}}}}]";

	ck_assert_str_eq(only_text(schema, "{a: {b: 1}}"),
			 "a.b: found 1, allowed: at least 3");
}
END_TEST

START_TEST(then_the_first)
{
	ck_assert_str_eq(only_text("oneOf: [{minimum: 5}, {minimum: 7}]", "1"),
			 "top level: found 1, allowed: at least 5");
}
END_TEST

START_TEST(other_forms_are_noted)
{
	static const char schema[] =
		"{oneOf: [{enum: [on, off]}, {type: array}], "
		"x-wanted: 'on, off, or a list'}";

	ck_assert_str_eq(verdict(schema, "up"),
			 "1:1 E0205 top level: found \"up\", allowed: on, off\n"
			 "> wanted here: on, off, or a list\n");
}
END_TEST

START_TEST(types_are_seen_through_refs_and_values)
{
	static const char schema[] =
		"{$defs: {l: {type: array, minItems: 2}}, "
		"oneOf: [{allOf: [{$ref: '#/$defs/l'}]}, {const: 5}, "
		"{enum: [a, b]}]}";

	ck_assert_str_eq(only_text(schema, "[1]"),
			 "top level: found 1 item, allowed: at least 2");
	ck_assert_str_eq(only_text(schema, "c"),
			 "top level: found \"c\", allowed: a, b");
	ck_assert_str_eq(only_text(schema, "7"),
			 "top level: found 7, allowed: 5");
	ck_assert_str_eq(only_text(schema, "{}"),
			 "top level: found an empty map, wanted a list, 5, or a or b");
}
END_TEST

START_TEST(forms_inside_forms)
{
	static const char schema[] =
		"oneOf: [{type: string}, {type: array, items: "
		"{oneOf: [{type: string}, {type: object, required: [k]}]}}]";

	ck_assert_str_eq(only_text(schema, "[a, {}, b]"),
			 "[1]: the key 'k' is missing");
	ck_assert_str_eq(only_text(schema, "[a, 5]"),
			 "[1]: found the integer 5, wanted a string, or a map; it is a number; quote it: \"5\"");
	refuses(schema, "[a, 5, {}]");
	ck_assert_uint_eq(d->n_items, 2);
}
END_TEST

START_TEST(a_wrong_type_silences_the_rest)
{
	ck_assert_str_eq(only_text("{enum: [a, b], type: string, allOf: [{const: c}]}", "5"),
			 "top level: found the integer 5, wanted a or b; it is a number; quote it: \"5\"");
}
END_TEST

START_TEST(a_finding_is_said_once)
{
	ck_assert_str_eq(verdict("{$defs: {n: {minimum: 3}}, allOf: [{$ref: '#/$defs/n'}, {$ref: '#/$defs/n'}]}",
				 "1"),
			 "1:1 E0206 top level: found 1, allowed: at least 3\n");
}
END_TEST

START_TEST(wanted_of_a_ref_can_be_said_nearer)
{
	static const char schema[] =
		"{$defs: {p: {type: string, x-wanted: a path}}, properties: "
		"{tree: {$ref: '#/$defs/p', x-wanted: a tree}, "
		"other: {$ref: '#/$defs/p'}}, required: [tree, other]}";

	ck_assert_str_eq(verdict(schema, "{tree: 1}"),
			 "1:1 E0204 top level: the key 'other' is missing; wanted a path\n"
			 "1:8 E0202 tree: found the integer 1, wanted a tree; it is a number; quote it: \"1\"\n");
}
END_TEST

Suite *suite_schema_branches(void);
Suite *suite_schema_branches(void)
{
	Suite *s = suite_create("schema_branches");
	TCase *c = tcase_create("branches");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, no_form_takes_the_type);
	tcase_add_test(c, what_is_wanted_of_the_whole_comes_first);
	tcase_add_test(c, the_form_of_the_right_type_is_told);
	tcase_add_test(c, all_its_findings_are);
	tcase_add_test(c, the_fewest_findings_decide);
	tcase_add_test(c, then_the_deepest);
	tcase_add_test(c, then_the_first);
	tcase_add_test(c, other_forms_are_noted);
	tcase_add_test(c, types_are_seen_through_refs_and_values);
	tcase_add_test(c, forms_inside_forms);
	tcase_add_test(c, a_wrong_type_silences_the_rest);
	tcase_add_test(c, a_finding_is_said_once);
	tcase_add_test(c, wanted_of_a_ref_can_be_said_nearer);
	suite_add_tcase(s, c);
	return s;
}
