/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_collections.c - keywords for lists, maps and combinations.
 */
#include "test_schema.h"

START_TEST(items_apply_to_each)
{
	accepts("items: {type: integer}", "[1, 2]");
	accepts("items: {type: integer}", "[]");
	refuses("items: {type: integer}", "[1, a]");
	accepts("items: {type: integer}", "{a: b}");
	accepts("items: false", "[]");
	refuses("items: false", "[1]");
}
END_TEST

START_TEST(prefix_items_apply_by_place)
{
	static const char pair[] =
		"{prefixItems: [{type: integer}, {type: string}], items: false}";

	accepts(pair, "[1, a]");
	accepts(pair, "[1]");
	refuses(pair, "[a, 1]");
	refuses(pair, "[1, a, 2]");
	accepts("prefixItems: [{type: integer}]", "[1, a, b]");
	refuses("{prefixItems: [true], items: {type: integer}}", "[a, b]");
}
END_TEST

START_TEST(counts_of_items)
{
	accepts("minItems: 1", "[1]");
	refuses("minItems: 1", "[]");
	accepts("maxItems: 1", "[1]");
	refuses("maxItems: 1.0", "[1, 2]");
	accepts("maxItems: 1", "{a: 1, b: 2}");
}
END_TEST

START_TEST(counts_of_members)
{
	accepts("minProperties: 1", "{a: 1}");
	refuses("minProperties: 1", "{}");
	refuses("maxProperties: 1", "{a: 1, b: 2}");
	accepts("maxProperties: 1", "[1, 2]");
}
END_TEST

START_TEST(unique_items_compare_as_json)
{
	accepts("uniqueItems: true", "[1, '1', true, a, {}]");
	refuses("uniqueItems: true", "[1, 2, 1.0]");
	refuses("uniqueItems: true", "[{a: 1, b: 2}, {b: 2, a: 1}]");
	refuses("uniqueItems: true", "[[1, 2], [1, 2]]");
	accepts("uniqueItems: true", "[[1, 2], [2, 1]]");
	accepts("uniqueItems: true", "[{a: b}, {b: a}]");
	refuses("uniqueItems: true", "[~, 0, ~]");
	refuses("uniqueItems: true", "[0, -0.0]");
	accepts("uniqueItems: false", "[1, 1]");
	accepts("uniqueItems: true", "[]");
}
END_TEST

START_TEST(properties_apply_by_name)
{
	accepts("properties: {a: {type: integer}}", "{a: 1, b: x}");
	refuses("properties: {a: {type: integer}}", "{a: x}");
	refuses("properties: {a: false}", "{a: x}");
	accepts("properties: {a: false}", "{b: x}");
	accepts("properties: {a: false}", "[a]");
}
END_TEST

START_TEST(pattern_properties_apply_by_name)
{
	static const char schema[] =
		"patternProperties: {^x-: {type: integer}, b$: {minimum: 5}}";

	accepts(schema, "{x-a: 1, y: z}");
	refuses(schema, "{x-a: z}");
	refuses(schema, "{x-b: 1}");
	accepts(schema, "{x-b: 7}");
}
END_TEST

START_TEST(additional_properties_are_those_left)
{
	static const char schema[] =
		"{properties: {a: true}, patternProperties: {^x-: true}, "
		"additionalProperties: {type: integer}}";

	accepts(schema, "{a: z, x-b: z, c: 1}");
	refuses(schema, "{c: z}");
	refuses("additionalProperties: false", "{c: z}");
	accepts("additionalProperties: false", "{}");
}
END_TEST

START_TEST(property_names_are_strings)
{
	accepts("propertyNames: {pattern: ^a}", "{a: 1, ab: 2}");
	refuses("propertyNames: {pattern: ^a}", "{a: 1, b: 2}");
	refuses("propertyNames: {maxLength: 1}", "{ab: 2}");
	refuses("propertyNames: false", "{a: 2}");
	accepts("propertyNames: false", "{}");
}
END_TEST

START_TEST(required_keys_are_there)
{
	accepts("required: [a, b]", "{a: ~, b: 1, c: 2}");
	refuses("required: [a, b]", "{b: 1}");
	accepts("required: [a]", "[]");
	accepts("required: []", "{}");
}
END_TEST

START_TEST(all_of_wants_all)
{
	accepts("allOf: [{minimum: 1}, {maximum: 3}]", "2");
	refuses("allOf: [{minimum: 1}, {maximum: 3}]", "4");
	refuses("allOf: [true, false]", "2");
}
END_TEST

START_TEST(any_of_wants_one)
{
	accepts("anyOf: [{minimum: 5}, {type: integer}]", "2");
	accepts("anyOf: [{minimum: 5}, {type: integer}]", "7");
	refuses("anyOf: [{minimum: 5}, {type: integer}]", "1.5");
	refuses("anyOf: [false, false]", "1");
}
END_TEST

START_TEST(one_of_wants_exactly_one)
{
	accepts("oneOf: [{minimum: 5}, {type: integer}]", "2");
	refuses("oneOf: [{minimum: 5}, {type: integer}]", "7");
	refuses("oneOf: [{minimum: 5}, {type: integer}]", "1.5");
}
END_TEST

START_TEST(not_wants_the_opposite)
{
	accepts("not: {type: integer}", "a");
	refuses("not: {type: integer}", "1");
	accepts("not: {not: {}}", "1");
	refuses("not: true", "1");
}
END_TEST

START_TEST(if_chooses_between_then_and_else)
{
	static const char schema[] =
		"{if: {properties: {k: {const: a}}}, then: {required: [x]}, "
		"else: {required: [y]}}";

	accepts(schema, "{k: a, x: 1}");
	refuses(schema, "{k: a, y: 1}");
	accepts(schema, "{k: b, y: 1}");
	refuses(schema, "{k: b, x: 1}");
	accepts("{if: false, then: false}", "1");
	refuses("{if: true, then: false}", "1");
	accepts("{then: false, else: false}", "1");
	accepts("if: false", "1");
}
END_TEST

START_TEST(refs_lead_into_the_document)
{
	accepts("{$defs: {n: {type: integer}}, items: {$ref: '#/$defs/n'}}",
		"[1]");
	refuses("{$defs: {n: {type: integer}}, items: {$ref: '#/$defs/n'}}",
		"[a]");
	refuses("{$defs: {a/b~c d: false}, $ref: '#/$defs/a~1b~0c%20d'}", "1");
	refuses("{prefixItems: [false], items: {$ref: '#/prefixItems/0'}}",
		"[1, 2]");
	refuses("{$ref: '#/properties/a', properties: {a: {type: object}}}",
		"[]");
}
END_TEST

START_TEST(keywords_beside_a_ref_count)
{
	static const char schema[] =
		"{$defs: {n: {minimum: 1}}, $ref: '#/$defs/n', maximum: 3}";

	accepts(schema, "2");
	refuses(schema, "0");
	refuses(schema, "4");
}
END_TEST

START_TEST(a_tree_is_checked_to_its_leaves)
{
	static const char schema[] =
		"{properties: {v: {type: integer}, kids: {items: {$ref: '#'}}}, "
		"additionalProperties: false}";

	accepts(schema, "{v: 1, kids: [{v: 2, kids: [{v: 3}]}, {}]}");
	refuses(schema, "{v: 1, kids: [{v: 2, kids: [{v: x}]}, {}]}");
	refuses(schema, "{v: 1, kids: [{v: 2, kids: [{w: 1}]}, {}]}");
}
END_TEST

Suite *suite_schema_collections(void);
Suite *suite_schema_collections(void)
{
	Suite *s = suite_create("schema_collections");
	TCase *c = tcase_create("collections");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, items_apply_to_each);
	tcase_add_test(c, prefix_items_apply_by_place);
	tcase_add_test(c, counts_of_items);
	tcase_add_test(c, counts_of_members);
	tcase_add_test(c, unique_items_compare_as_json);
	tcase_add_test(c, properties_apply_by_name);
	tcase_add_test(c, pattern_properties_apply_by_name);
	tcase_add_test(c, additional_properties_are_those_left);
	tcase_add_test(c, property_names_are_strings);
	tcase_add_test(c, required_keys_are_there);
	tcase_add_test(c, all_of_wants_all);
	tcase_add_test(c, any_of_wants_one);
	tcase_add_test(c, one_of_wants_exactly_one);
	tcase_add_test(c, not_wants_the_opposite);
	tcase_add_test(c, if_chooses_between_then_and_else);
	tcase_add_test(c, refs_lead_into_the_document);
	tcase_add_test(c, keywords_beside_a_ref_count);
	tcase_add_test(c, a_tree_is_checked_to_its_leaves);
	suite_add_tcase(s, c);
	return s;
}
