/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>

static const struct value *scalar(const char *text)
{
	return read_good(text);
}

static void assert_kind(const char *text, enum value_kind kind)
{
	const struct value *v = scalar(text);

	if (v->kind != kind)
		ck_abort_msg("'%s' is %s", text, value_kind_name(v));
}

static void assert_int(const char *text, bool negative, uint64_t magnitude)
{
	const struct value *v = scalar(text);

	assert_kind(text, VALUE_INT);
	ck_assert_int_eq(v->negative, negative);
	ck_assert_int_eq(v->big, false);
	ck_assert_uint_eq(v->magnitude, magnitude);
}

static void assert_float(const char *text, double number)
{
	const struct value *v = scalar(text);

	assert_kind(text, VALUE_FLOAT);
	ck_assert_double_eq(v->number, number);
}

START_TEST(null_has_five_spellings)
{
	assert_kind("~", VALUE_NULL);
	assert_kind("null", VALUE_NULL);
	assert_kind("Null", VALUE_NULL);
	assert_kind("NULL", VALUE_NULL);
	assert_kind("", VALUE_NULL);
	assert_kind("# nothing\n", VALUE_NULL);
	assert_kind("nULL", VALUE_STRING);
	assert_kind("'null'", VALUE_STRING);
}
END_TEST

START_TEST(booleans_are_true_and_false_only)
{
	ck_assert(scalar("true")->boolean);
	ck_assert(scalar("TRUE")->boolean);
	ck_assert(!scalar("False")->boolean);
	assert_kind("True", VALUE_BOOL);
	assert_kind("tRUE", VALUE_STRING);
	assert_kind("yes", VALUE_STRING);
	assert_kind("no", VALUE_STRING);
	assert_kind("on", VALUE_STRING);
	assert_kind("off", VALUE_STRING);
	assert_kind("\"true\"", VALUE_STRING);
}
END_TEST

START_TEST(integers_are_decimal_hexadecimal_or_octal)
{
	assert_int("0", false, 0);
	assert_int("-0", false, 0);
	assert_int("+12", false, 12);
	assert_int("-12", true, 12);
	assert_int("0x10", false, 16);
	assert_int("0xdeadBEEF", false, 0xdeadbeef);
	assert_int("0o17", false, 15);
	assert_int("18446744073709551615", false, UINT64_MAX);
	assert_int("-18446744073709551615", true, UINT64_MAX);
	assert_int("0xffffffffffffffff", false, UINT64_MAX);
}
END_TEST

START_TEST(what_only_looks_like_an_integer_is_text)
{
	assert_kind("0x", VALUE_STRING);
	assert_kind("0xg", VALUE_STRING);
	assert_kind("0o8", VALUE_STRING);
	assert_kind("-0x1", VALUE_STRING);
	assert_kind("1_000", VALUE_STRING);
	assert_kind("12:30:45", VALUE_STRING);
	assert_kind("0b101", VALUE_STRING);
	assert_kind("512 MiB", VALUE_STRING);
	assert_kind("+", VALUE_STRING);
	assert_kind("2026-11-21", VALUE_STRING);
}
END_TEST

START_TEST(big_integers_say_so)
{
	const struct value *v = scalar("18446744073709551616");

	ck_assert_int_eq(v->kind, VALUE_INT);
	ck_assert(v->big);
	ck_assert_uint_eq(v->magnitude, UINT64_MAX);
	ck_assert_double_eq(v->number, 18446744073709551616.0);
	v = scalar("0x10000000000000000");
	ck_assert(v->big);
	ck_assert_double_eq(v->number, 18446744073709551616.0);
	v = scalar("-99999999999999999999");
	ck_assert(v->big && v->negative);
	ck_assert_double_eq(v->number, -99999999999999999999.0);
}
END_TEST

START_TEST(floats_have_a_point_or_an_exponent)
{
	assert_float("4.20", 4.2);
	assert_float("-.5", -0.5);
	assert_float("1.", 1.0);
	assert_float("1e3", 1000.0);
	assert_float("1.5E-3", 0.0015);
	assert_float("+1.0", 1.0);
	assert_kind(".", VALUE_STRING);
	assert_kind("1.2.3", VALUE_STRING);
	assert_kind("1e", VALUE_STRING);
	assert_kind("e3", VALUE_STRING);
	assert_kind("4.20-rc1", VALUE_STRING);
}
END_TEST

START_TEST(infinity_and_not_a_number_are_floats)
{
	assert_float(".inf", HUGE_VAL);
	assert_float("-.INF", -HUGE_VAL);
	assert_float("+.Inf", HUGE_VAL);
	assert_kind(".NaN", VALUE_FLOAT);
	ck_assert(isnan(scalar(".nan")->number));
	assert_kind("-.nan", VALUE_STRING);
	assert_kind("inf", VALUE_STRING);
	assert_kind("nan", VALUE_STRING);
}
END_TEST

START_TEST(numbers_do_not_depend_on_the_locale)
{
	setlocale(LC_ALL, "de_DE.UTF-8");
	assert_float("4.25", 4.25);
	setlocale(LC_ALL, "C");
}
END_TEST

START_TEST(core_tags_decide)
{
	assert_kind("!!str 12", VALUE_STRING);
	assert_kind("!!str", VALUE_STRING);
	assert_kind("!!int \"12\"", VALUE_INT);
	assert_kind("!!float 3", VALUE_FLOAT);
	assert_kind("!!bool \"true\"", VALUE_BOOL);
	assert_kind("!!null ''", VALUE_NULL);
	assert_kind("!!map {}", VALUE_MAP);
	assert_kind("!!seq []", VALUE_LIST);
	ck_assert_str_eq(scalar("!!str 017")->text, "017");
	ck_assert(!scalar("!!str 017")->plain);
}
END_TEST

START_TEST(other_tags_are_refused)
{
	read_bad("!!int abc", E_BAD_TAG);
	read_bad("!!bool yes", E_BAD_TAG);
	read_bad("!!binary aGk=", E_BAD_TAG);
	read_bad("!mine x", E_BAD_TAG);
	read_bad("!!map []", E_BAD_TAG);
	read_bad("!!set {a: 1}", E_BAD_TAG);
	read_bad("!foo!bar x", E_BAD_TAG);
	read_bad("a: !!python/none x", E_BAD_TAG);
}
END_TEST

START_TEST(a_leading_zero_is_refused_with_both_readings)
{
	const struct diag_item *item = read_bad("a: 017", E_LEADING_ZERO);

	ck_assert_str_eq(item->text,
			 "017 is 15 in YAML 1.1 and 17 in YAML 1.2; write 0o17 "
			 "or 17, or \"017\" for a text");
	ck_assert_str_eq(span(item->place), "1:4-1:7");
	item = read_bad("a: 089", E_LEADING_ZERO);
	ck_assert_str_eq(item->text,
			 "089 starts with a zero; write 89, or \"089\" for a "
			 "text");
	item = read_bad("-007", E_LEADING_ZERO);
	ck_assert_str_eq(item->text,
			 "-007 starts with a zero; write -7, or \"-007\" for a "
			 "text");
	read_bad("00", E_LEADING_ZERO);
	read_bad("!!int 017", E_LEADING_ZERO);
	read_good("[\"017\", 0, 0.5, 00.5, !!str 017]");
}
END_TEST

Suite *suite_doc_scalar(void);
Suite *suite_doc_scalar(void)
{
	Suite *s = suite_create("doc_scalar");
	TCase *t = tcase_create("doc_scalar");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, null_has_five_spellings);
	tcase_add_test(t, booleans_are_true_and_false_only);
	tcase_add_test(t, integers_are_decimal_hexadecimal_or_octal);
	tcase_add_test(t, what_only_looks_like_an_integer_is_text);
	tcase_add_test(t, big_integers_say_so);
	tcase_add_test(t, floats_have_a_point_or_an_exponent);
	tcase_add_test(t, infinity_and_not_a_number_are_floats);
	tcase_add_test(t, numbers_do_not_depend_on_the_locale);
	tcase_add_test(t, core_tags_decide);
	tcase_add_test(t, other_tags_are_refused);
	tcase_add_test(t, a_leading_zero_is_refused_with_both_readings);
	suite_add_tcase(s, t);
	return s;
}
