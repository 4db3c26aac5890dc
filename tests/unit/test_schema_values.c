/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_values.c - keywords for scalars, each with good and bad.
 */
#include "test_schema.h"

START_TEST(each_type_takes_its_own)
{
	static const char *const own[][2] = {
		{ "'null'", "~" },      { "boolean", "true" },
		{ "integer", "-3" },  { "number", "1.5" },
		{ "string", "abc" },  { "array", "[1]" },
		{ "object", "{a: 1}" },
	};

	for (size_t i = 0; i < 7; i++)
		for (size_t k = 0; k < 7; k++) {
			const char *s = arena_printf(a, "type: %s", own[i][0]);
			bool fits = i == k || (i == 3 && k == 2);

			ck_assert_int_eq(*verdict(s, own[k][1]) == 0, fits);
		}
}
END_TEST

START_TEST(a_whole_float_is_an_integer)
{
	accepts("type: integer", "1.0");
	accepts("type: integer", "1e3");
	accepts("type: integer", "-0.0");
	refuses("type: integer", "1.5");
	accepts("type: integer", "123456789012345678901234567890");
}
END_TEST

START_TEST(unless_numbers_are_taken_as_written)
{
	accepts("{x-numbers: as-written, type: integer}", "1");
	refuses("{x-numbers: as-written, type: integer}", "1.0");
	accepts("{x-numbers: as-written, type: number}", "1.0");
	refuses("{x-numbers: as-written, enum: [1]}", "1.0");
	refuses("{x-numbers: as-written, const: 1}", "1.0");
	accepts("{x-numbers: as-written, const: 1.0}", "1.00");
}
END_TEST

START_TEST(infinity_is_no_number)
{
	refuses("type: number", ".inf");
	refuses("type: number", "-.inf");
	refuses("type: number", ".nan");
	refuses("type: integer", ".nan");
	accepts("true", ".nan");
}
END_TEST

START_TEST(a_list_of_types_takes_any_of_them)
{
	accepts("type: [string, 'null']", "abc");
	accepts("type: [string, 'null']", "~");
	refuses("type: [string, 'null']", "1");
	refuses("type: []", "1");
}
END_TEST

START_TEST(enum_compares_as_json)
{
	accepts("enum: [1, a, ~, [1, 2], {a: 1, b: 2}]", "1.0");
	accepts("enum: [1, a, ~, [1, 2], {a: 1, b: 2}]", "a");
	accepts("enum: [1, a, ~, [1, 2], {a: 1, b: 2}]", "~");
	accepts("enum: [1, a, ~, [1, 2], {a: 1, b: 2}]", "[1, 2]");
	accepts("enum: [1, a, ~, [1, 2], {a: 1, b: 2}]", "{b: 2, a: 1}");
	refuses("enum: [1, a, ~, [1, 2], {a: 1, b: 2}]", "[2, 1]");
	refuses("enum: [1, a]", "'1'");
	refuses("enum: [0]", "false");
	refuses("enum: []", "1");
}
END_TEST

START_TEST(const_compares_as_json)
{
	accepts("const: 0x10", "16");
	accepts("const: {a: [1]}", "{a: [1.0]}");
	refuses("const: 1", "true");
	refuses("const: ~", "''");
	accepts("const: ~", "");
}
END_TEST

START_TEST(bounds_include_their_ends)
{
	accepts("minimum: 1", "1");
	refuses("minimum: 1", "0");
	refuses("minimum: 1", "0.999");
	accepts("maximum: 3", "3.0");
	refuses("maximum: 3", "3.0001");
	accepts("{minimum: 1, maximum: 3}", "many");
}
END_TEST

START_TEST(exclusive_bounds_leave_them_out)
{
	accepts("exclusiveMinimum: 1", "1.1");
	refuses("exclusiveMinimum: 1", "1");
	accepts("exclusiveMaximum: 3", "2");
	refuses("exclusiveMaximum: 3", "3");
	refuses("exclusiveMaximum: 3", "3.0");
}
END_TEST

START_TEST(bounds_of_64_bits_are_exact)
{
	accepts("maximum: 18446744073709551615", "18446744073709551615");
	accepts("maximum: 0xffffffffffffffff", "18446744073709551615");
	refuses("maximum: 18446744073709551614", "18446744073709551615");
	refuses("maximum: 18446744073709551615", "18446744073709551616");
	refuses("minimum: -9223372036854775808", "-9223372036854775809");
	accepts("minimum: -9223372036854775808", "-9223372036854775808");
	refuses("maximum: 9007199254740992", "9007199254740993");
	accepts("exclusiveMaximum: 9007199254740993.0", "9007199254740991");
}
END_TEST

START_TEST(multiples_are_counted_in_decimal)
{
	accepts("multipleOf: 2", "10");
	refuses("multipleOf: 2", "7");
	accepts("multipleOf: 1.5", "4.5");
	refuses("multipleOf: 1.5", "35");
	accepts("multipleOf: 0.0001", "0.0075");
	refuses("multipleOf: 0.0001", "0.00751");
	accepts("multipleOf: 0.1", "0.3");
	accepts("multipleOf: 7", "0");
	accepts("multipleOf: 4096", "0x48000000");
	accepts("multipleOf: 2", "many");
}
END_TEST

START_TEST(length_is_in_characters)
{
	accepts("minLength: 2", "ab");
	refuses("minLength: 2", "a");
	accepts("maxLength: 2", "\xc3\xa4\xe2\x82\xac");
	refuses("maxLength: 2", "abc");
	accepts("maxLength: 1", "'\xf0\x9f\x98\x80'");
	refuses("minLength: 2", "'\xf0\x9f\x98\x80'");
	accepts("maxLength: 2", "12345");
}
END_TEST

START_TEST(a_pattern_matches_anywhere)
{
	accepts("pattern: b+", "abbc");
	refuses("pattern: ^b", "abbc");
	accepts("pattern: ^.$", "\xc3\xa4");
	refuses("pattern: ^a$", "\"a\\n\"");
	accepts("pattern: ^\\d+$", "'12'");
	refuses("pattern: ^\\d+$", "'\xe0\xa7\xaa'");
	accepts("pattern: \"^\\\\u0041$\"", "A");
	accepts("pattern: ^a", "5");
}
END_TEST

START_TEST(format_and_notes_assert_nothing)
{
	accepts("{format: ipv4, title: t, description: x, default: 5}", "a");
	accepts("{examples: [1], deprecated: true, $comment: no}", "a");
	accepts("{x-unit: bytes, x-since: '2', x-wanted: w}", "a");
}
END_TEST

START_TEST(true_takes_all_and_false_nothing)
{
	accepts("true", "1");
	accepts("{}", "{a: [1]}");
	refuses("false", "1");
	refuses("false", "~");
}
END_TEST

Suite *suite_schema_values(void);
Suite *suite_schema_values(void)
{
	Suite *s = suite_create("schema_values");
	TCase *c = tcase_create("values");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, each_type_takes_its_own);
	tcase_add_test(c, a_whole_float_is_an_integer);
	tcase_add_test(c, unless_numbers_are_taken_as_written);
	tcase_add_test(c, infinity_is_no_number);
	tcase_add_test(c, a_list_of_types_takes_any_of_them);
	tcase_add_test(c, enum_compares_as_json);
	tcase_add_test(c, const_compares_as_json);
	tcase_add_test(c, bounds_include_their_ends);
	tcase_add_test(c, exclusive_bounds_leave_them_out);
	tcase_add_test(c, bounds_of_64_bits_are_exact);
	tcase_add_test(c, multiples_are_counted_in_decimal);
	tcase_add_test(c, length_is_in_characters);
	tcase_add_test(c, a_pattern_matches_anywhere);
	tcase_add_test(c, format_and_notes_assert_nothing);
	tcase_add_test(c, true_takes_all_and_false_nothing);
	suite_add_tcase(s, c);
	return s;
}
