/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

static bool equal(const char *a, const char *b)
{
	const struct value *va = read_good(a);
	const struct value *vb = read_good(b);

	ck_assert_int_eq(value_equal(va, vb), value_equal(vb, va));
	return value_equal(va, vb);
}

START_TEST(numbers_are_equal_by_value)
{
	ck_assert(equal("1", "1.0"));
	ck_assert(equal("0x10", "16"));
	ck_assert(equal("0", "-0"));
	ck_assert(equal("0", "-0.0"));
	ck_assert(equal("1e3", "1000"));
	ck_assert(!equal("1", "-1"));
	ck_assert(!equal("1", "1.5"));
	ck_assert(!equal(".nan", ".nan"));
	ck_assert(equal("-.inf", "-.INF"));
}
END_TEST

START_TEST(a_rounded_float_is_not_its_neighbour)
{
	ck_assert(equal("9007199254740992", "9007199254740992.0"));
	ck_assert(!equal("9007199254740993", "9007199254740992.0"));
	ck_assert(!equal("18446744073709551615", "18446744073709551616.0"));
	ck_assert(!equal("-9007199254740993", "-9007199254740992.0"));
}
END_TEST

START_TEST(big_integers_are_compared_by_their_digits)
{
	ck_assert(equal("99999999999999999999", "99999999999999999999"));
	ck_assert(!equal("99999999999999999999", "99999999999999999998"));
	ck_assert(!equal("99999999999999999999", "-99999999999999999999"));
	ck_assert(equal("0xFFFFFFFFFFFFFFFFFF", "0xffffffffffffffffff"));
	ck_assert(equal("0x10000000000000000", "18446744073709551616"));
	ck_assert(!equal("0o7777777777777777777777777",
			 "7777777777777777777777777"));
	ck_assert(equal("100000000000000000000", "1e20"));
}
END_TEST

START_TEST(kinds_are_told_apart)
{
	ck_assert(!equal("1", "'1'"));
	ck_assert(!equal("true", "1"));
	ck_assert(!equal("false", "~"));
	ck_assert(!equal("[]", "{}"));
	ck_assert(equal("~", ""));
	ck_assert(equal("a", "'a'"));
	ck_assert(!equal("\"a\\0b\"", "\"a\\0c\""));
	ck_assert(!equal("true", "false"));
}
END_TEST

START_TEST(maps_have_no_order_but_lists_have)
{
	ck_assert(equal("{a: 1, b: [2, {c: d}]}", "{b: [2.0, {c: d}], a: 1}"));
	ck_assert(!equal("[1, 2]", "[2, 1]"));
	ck_assert(!equal("[1]", "[1, 2]"));
	ck_assert(!equal("{a: 1}", "{a: 1, b: 2}"));
	ck_assert(!equal("{a: 1, c: 2}", "{a: 1, b: 2}"));
}
END_TEST

START_TEST(kinds_have_names)
{
	ck_assert_str_eq(value_kind_name(read_good("a")), "a string");
	ck_assert_str_eq(value_kind_name(read_good("1")), "an integer");
	ck_assert_str_eq(value_kind_name(read_good("1.5")), "a number");
	ck_assert_str_eq(value_kind_name(read_good("true")), "a boolean");
	ck_assert_str_eq(value_kind_name(read_good("[]")), "a list");
	ck_assert_str_eq(value_kind_name(read_good("{}")), "a map");
	ck_assert_str_eq(value_kind_name(read_good("~")), "null");
}
END_TEST

Suite *suite_doc_equal(void);
Suite *suite_doc_equal(void)
{
	Suite *s = suite_create("doc_equal");
	TCase *t = tcase_create("doc_equal");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, numbers_are_equal_by_value);
	tcase_add_test(t, a_rounded_float_is_not_its_neighbour);
	tcase_add_test(t, big_integers_are_compared_by_their_digits);
	tcase_add_test(t, kinds_are_told_apart);
	tcase_add_test(t, maps_have_no_order_but_lists_have);
	tcase_add_test(t, kinds_have_names);
	suite_add_tcase(s, t);
	return s;
}
