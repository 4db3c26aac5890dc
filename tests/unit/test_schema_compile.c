/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_compile.c - what is no schema that we fully know is refused.
 */
#include "test_schema.h"

#include "schema/keyword.h"
#include "schema/pattern.h"

START_TEST(keywords_are_sorted)
{
	for (size_t i = 1; i < n_keywords; i++)
		ck_assert_str_lt(keyword_table[i - 1].name,
				 keyword_table[i].name);
}
END_TEST

START_TEST(every_keyword_is_found)
{
	for (size_t i = 0; i < n_keywords; i++)
		ck_assert_ptr_eq(keyword_find(keyword_table[i].name),
				 &keyword_table[i]);
	ck_assert_ptr_null(keyword_find(""));
	ck_assert_ptr_null(keyword_find("zzz"));
	ck_assert_ptr_null(keyword_find("Type"));
}
END_TEST

START_TEST(rules_have_an_evaluation)
{
	for (size_t i = 0; i < n_keywords; i++) {
		const struct keyword *k = &keyword_table[i];

		ck_assert(k->parse != NULL);
		ck_assert_int_eq(k->phase == PHASE_NONE, !k->eval);
		ck_assert_int_eq(k->phase == PHASE_NONE, !k->types);
	}
}
END_TEST

START_TEST(an_unknown_keyword_is_refused)
{
	ck_assert_str_eq(refusal("{type: object, propertys: {}}"),
			 "1:16 E0201 schema: unknown keyword 'propertys'; did you mean 'properties'?\n");
}
END_TEST

START_TEST(one_far_from_all_others_too)
{
	ck_assert_str_eq(refusal("{frobnicate: false}"),
			 "1:2 E0201 schema: unknown keyword 'frobnicate'\n");
}
END_TEST

START_TEST(it_is_found_wherever_it_stands)
{
	static const char *const around[] = {
		"items: %s", "prefixItems: [%s]", "properties: {a: %s}",
		"patternProperties: {a: %s}", "additionalProperties: %s",
		"propertyNames: %s", "$defs: {a: %s}", "allOf: [%s]",
		"anyOf: [%s]", "oneOf: [%s]", "not: %s", "if: %s",
		"then: %s", "else: %s",
	};

	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);
		size_t n = strcspn(around[i], "%");

		buf_add(&b, around[i], n);
		buf_puts(&b, "{bad: 1}");
		buf_puts(&b, around[i] + n + 2);
		ck_assert_ptr_nonnull(strstr(refusal(buf_str(&b)),
					     "unknown keyword 'bad'"));
	}
}
END_TEST

START_TEST(values_of_keywords_are_no_schemas)
{
	accepts("{const: {bad: 1}}", "{bad: 1}");
	accepts("{enum: [{bad: 1}], default: {bad: 1}}", "{bad: 1}");
	accepts("{properties: {bad: true}}", "{bad: 1}");
	accepts("{examples: [{bad: 1}]}", "5");
}
END_TEST

/* Each with the keyword's name in the message. */
static const char *const wrong_values[][2] = {
	{ "type: text", "type" },
	{ "type: 5", "type" },
	{ "type: [string, 5]", "type" },
	{ "enum: 5", "enum" },
	{ "minimum: x", "minimum" },
	{ "maximum: ~", "maximum" },
	{ "exclusiveMinimum: []", "exclusiveMinimum" },
	{ "exclusiveMaximum: true", "exclusiveMaximum" },
	{ "minimum: .inf", "minimum" },
	{ "multipleOf: 0", "multipleOf" },
	{ "multipleOf: -1", "multipleOf" },
	{ "multipleOf: a", "multipleOf" },
	{ "multipleOf: 123456789012345678901", "multipleOf" },
	{ "minLength: -1", "minLength" },
	{ "maxLength: 1.5", "maxLength" },
	{ "minItems: a", "minItems" },
	{ "maxItems: 123456789012345678901", "maxItems" },
	{ "minProperties: -1.0", "minProperties" },
	{ "maxProperties: []", "maxProperties" },
	{ "pattern: 5", "pattern" },
	{ "items: 5", "a schema is a map" },
	{ "items: [true]", "a schema is a map" },
	{ "prefixItems: {}", "prefixItems" },
	{ "uniqueItems: 1", "uniqueItems" },
	{ "properties: []", "properties" },
	{ "properties: {a: 5}", "a schema is a map" },
	{ "patternProperties: 5", "patternProperties" },
	{ "additionalProperties: no", "a schema is a map" },
	{ "propertyNames: []", "a schema is a map" },
	{ "required: a", "required" },
	{ "required: [5]", "required" },
	{ "allOf: {}", "allOf" },
	{ "anyOf: []", "anyOf" },
	{ "oneOf: [5]", "a schema is a map" },
	{ "not: ~", "a schema is a map" },
	{ "if: 5", "a schema is a map" },
	{ "$ref: 5", "$ref" },
	{ "$defs: []", "$defs" },
	{ "title: 5", "title" },
	{ "description: []", "description" },
	{ "deprecated: 5", "deprecated" },
	{ "examples: 5", "examples" },
	{ "format: 5", "format" },
	{ "$comment: 5", "$comment" },
	{ "$id: 5", "$id" },
	{ "$schema: 5", "$schema" },
	{ "$schema: http://json-schema.org/draft-07/schema#", "$schema" },
	{ "items: {$id: 5}", "$id" },
	{ "$anchor: 5", "$anchor" },
	{ "$recursiveRef: '#'", "$recursiveRef" },
	{ "additionalItems: true", "additionalItems" },
	{ "$dynamicRef: 5", "$dynamicRef" },
	{ "contains: 5", "a schema is a map" },
	{ "minContains: -1", "minContains" },
	{ "maxContains: x", "maxContains" },
	{ "dependentRequired: []", "dependentRequired" },
	{ "dependentRequired: {a: b}", "dependentRequired" },
	{ "dependentRequired: {a: [1]}", "dependentRequired" },
	{ "dependentSchemas: {a: [b]}", "a schema is a map" },
	{ "dependencies: {a: 5}", "a schema is a map" },
	{ "unevaluatedItems: 5", "a schema is a map" },
	{ "unevaluatedProperties: []", "a schema is a map" },
	{ "$vocabulary: []", "$vocabulary" },
	{ "items: {$schema: x}", "$schema" },
	{ "x-unit: 5", "x-unit" },
	{ "x-since: 5", "x-since" },
	{ "x-default: 5", "x-default" },
	{ "x-wanted: 5", "x-wanted" },
	{ "x-numbers: rounded", "x-numbers" },
	{ "items: {x-numbers: as-written}", "x-numbers" },
	{ "5", "a schema is a map" },
	{ "[]", "a schema is a map" },
};

START_TEST(wrong_values_are_refused)
{
	ck_assert_ptr_nonnull(strstr(refusal(wrong_values[_i][0]),
				     wrong_values[_i][1]));
	ck_assert_uint_ge(d->n_errors, 1);
	ck_assert_int_eq(d->items->code, E_BAD_SCHEMA);
}
END_TEST

START_TEST(the_place_is_that_of_the_value)
{
	ck_assert_str_eq(refusal("type: object\nproperties:\n  a:\n    minLength: -1\n"),
			 "4:16 E0201 schema: 'minLength' is a whole number from 0 up\n");
}
END_TEST

START_TEST(all_that_is_wrong_is_reported)
{
	refusal("{a: 1, items: {b: 2}, minimum: x, $ref: '#/c'}");
	ck_assert_uint_eq(d->n_errors, 4);
}
END_TEST

START_TEST(a_ref_to_nothing_is_refused)
{
	static const char *const refs[] = {
		"#/$defs/b", "#/items/0", "#x", "other.yaml", "other#/a",
		"#/allOf/1", "#/allOf/01", "#/allOf/-", "#/allOf/0x0",
		"#/allOf/18446744073709551616",
	};

	for (size_t i = 0; i < sizeof(refs) / sizeof(refs[0]); i++) {
		ck_assert_ptr_nonnull(strstr(
			refusal(arena_printf(a, "{allOf: [true], items: {$ref: '%s'}}",
					     refs[i])),
			"leads to nothing"));
	}
}
END_TEST

START_TEST(a_ref_may_lead_to_any_place)
{
	refuses("{default: {type: integer}, $ref: '#/default'}", "a");
	accepts("{default: {type: integer}, $ref: '#/default'}", "1");
	ck_assert_str_eq(refusal("{default: {bad: 1}, $ref: '#/default'}"),
			 "1:12 E0201 schema: unknown keyword 'bad'\n");
}
END_TEST

START_TEST(a_broken_pattern_is_told_when_used)
{
	accepts("properties: {a: {pattern: '('}}", "{b: x}");
	ck_assert_str_eq(verdict("pattern: '('", "x"),
			 "1:10 E0201 schema: ( is no regular expression: missing closing parenthesis at character 2\n"
			 "> found when it was applied to this value\n");
}
END_TEST

START_TEST(categories_and_scripts_have_long_names)
{
	accepts("pattern: '^\\p{Letter}+\\P{gc=Letter}$'", "\xce\xb1" "b1");
	accepts("pattern: '^\\p{Script=Greek}[\\p{Nd}]$'", "\xce\xb1" "1");
	refuses("pattern: '^\\p{Uppercase_Letter}$'", "a");
	refuses("pattern: '^\\p{Lu}$'", "a");
}
END_TEST

START_TEST(a_pattern_that_runs_away_is_stopped)
{
	const char *text = verdict("pattern: '^(a+)+$'",
				   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");

	ck_assert_ptr_nonnull(strstr(text, "takes more than 1000000 steps"));
}
END_TEST

Suite *suite_schema_compile(void);
Suite *suite_schema_compile(void)
{
	Suite *s = suite_create("schema_compile");
	TCase *c = tcase_create("compile");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, keywords_are_sorted);
	tcase_add_test(c, every_keyword_is_found);
	tcase_add_test(c, rules_have_an_evaluation);
	tcase_add_test(c, an_unknown_keyword_is_refused);
	tcase_add_test(c, one_far_from_all_others_too);
	tcase_add_test(c, it_is_found_wherever_it_stands);
	tcase_add_test(c, values_of_keywords_are_no_schemas);
	tcase_add_loop_test(c, wrong_values_are_refused, 0,
			    (int)(sizeof(wrong_values) /
				  sizeof(wrong_values[0])));
	tcase_add_test(c, the_place_is_that_of_the_value);
	tcase_add_test(c, all_that_is_wrong_is_reported);
	tcase_add_test(c, a_ref_to_nothing_is_refused);
	tcase_add_test(c, a_ref_may_lead_to_any_place);
	tcase_add_test(c, a_broken_pattern_is_told_when_used);
	tcase_add_test(c, categories_and_scripts_have_long_names);
	tcase_add_test(c, a_pattern_that_runs_away_is_stopped);
	suite_add_tcase(s, c);
	return s;
}
