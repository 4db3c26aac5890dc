/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_location.c - JSON Pointers of values and keywords in findings.
 */
#include "test_schema.h"

/* "INSTANCE SCHEMA" of each finding, a line each. */
static const char *located(const char *schema, const char *doc)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	verdict(schema, doc);
	for (const struct diag_item *i = d->items; i; i = i->next)
		buf_printf(&b, "%s %s\n", i->instance_path, i->schema_path);
	return buf_str(&b);
}

#define is_located(schema, doc, want) \
	ck_assert_str_eq(located(schema, doc), want)

START_TEST(a_value_and_its_keyword_are_named)
{
	is_located("{properties: {a: {items: {maximum: 3}}}}", "a: [1, 9]",
		   "/a/1 #/properties/a/items/maximum\n");
	is_located("{$id: mine, type: object}", "1", " mine#/type\n");
	is_located("{prefixItems: [true, {const: 1}]}", "[1, 2]",
		   "/1 #/prefixItems/1/const\n");
}
END_TEST

START_TEST(steps_are_escaped)
{
	is_located("{properties: {'a/b': {properties: {'~': {type: 'null'}}}}}",
		   "{a/b: {'~': 1}}",
		   "/a~1b/~0 #/properties/a~1b/properties/~0/type\n");
}
END_TEST

START_TEST(a_ref_leads_to_where_the_keyword_stands)
{
	is_located("{$defs: {x: {minimum: 1}}, items: {$ref: '#/$defs/x'}}",
		   "[0]", "/0 #/$defs/x/minimum\n");
	is_located("{$defs: {x: {$id: 'http://h/x', allOf: [{minimum: 1}]}}, "
		   "items: {$ref: 'http://h/x'}}",
		   "[0]", "/0 http://h/x#/allOf/0/minimum\n");
}
END_TEST

START_TEST(so_does_one_into_a_keyword_of_nobody)
{
	struct schema_options opts = { .general = true };
	struct schema *s = schema_compile_with(a, d, yaml("schema",
		"{mine: {deep: [{minimum: 1}]}, items: {$ref: '#/mine/deep/0'}}"),
		&opts);

	ck_assert(!schema_validate(s, yaml("doc", "[0]"), d));
	ck_assert_str_eq(d->items->schema_path, "#/mine/deep/0/minimum");
}
END_TEST

START_TEST(a_key_that_is_not_known_is_where_its_value_is)
{
	is_located("{properties: {a: true}, additionalProperties: false}",
		   "{b: 1}", "/b #/additionalProperties\n");
	is_located("{unevaluatedProperties: false}", "{b: 1}",
		   "/b #/unevaluatedProperties\n");
	is_located("{propertyNames: {maxLength: 1}}", "{bb: 1}",
		   "/bb #/propertyNames/maxLength\n");
}
END_TEST

START_TEST(a_key_that_is_missing_is_missed_by_its_map)
{
	is_located("{properties: {a: {required: [b]}}}", "{a: {}}",
		   "/a #/properties/a/required\n");
	is_located("{dependentRequired: {a: [b]}}", "{a: 1}",
		   " #/dependentRequired\n");
}
END_TEST

START_TEST(items_of_lists_are_named)
{
	is_located("uniqueItems: true", "[1, 2, 1]", "/2 #/uniqueItems\n");
	is_located("{prefixItems: [true], items: false}", "[1, 2, 3]",
		   "/1 #/items\n");
	is_located("{prefixItems: [true], unevaluatedItems: false}", "[1, 2]",
		   "/1 #/unevaluatedItems\n");
	is_located("contains: {type: string}", "[1]", " #/contains\n");
}
END_TEST

START_TEST(the_nearest_branch_is_named)
{
	is_located("oneOf: [{type: string}, {properties: {n: {type: integer}}}]",
		   "n: x", "/n #/oneOf/1/properties/n/type\n");
	is_located("anyOf: [{type: string}, {type: array}]", "n: x",
		   " #/anyOf\n");
	is_located("not: {type: string}", "x", " #/not\n");
	is_located("properties: {a: false}", "a: 1", "/a #/properties/a\n");
}
END_TEST

START_TEST(a_condition_names_the_part_that_failed)
{
	is_located("{if: {required: [a]}, then: {required: [b]}}", "a: 1",
		   " #/then/required\n");
	is_located("{if: {required: [a]}, else: {required: [b]}}", "{}",
		   " #/else/required\n");
}
END_TEST

START_TEST(findings_in_a_schema_have_none_of_another)
{
	refusal("{properties: {a: {type: strin}}}");
	ck_assert_ptr_null(d->items->schema_path);
}
END_TEST

Suite *suite_schema_location(void);
Suite *suite_schema_location(void)
{
	Suite *s = suite_create("schema_location");
	TCase *c = tcase_create("location");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_value_and_its_keyword_are_named);
	tcase_add_test(c, steps_are_escaped);
	tcase_add_test(c, a_ref_leads_to_where_the_keyword_stands);
	tcase_add_test(c, so_does_one_into_a_keyword_of_nobody);
	tcase_add_test(c, a_key_that_is_not_known_is_where_its_value_is);
	tcase_add_test(c, a_key_that_is_missing_is_missed_by_its_map);
	tcase_add_test(c, items_of_lists_are_named);
	tcase_add_test(c, the_nearest_branch_is_named);
	tcase_add_test(c, a_condition_names_the_part_that_failed);
	tcase_add_test(c, findings_in_a_schema_have_none_of_another);
	suite_add_tcase(s, c);
	return s;
}
