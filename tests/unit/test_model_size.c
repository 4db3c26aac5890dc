/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

/* Bytes of @yaml, 0 with a finding. */
static uint64_t size_of(const char *yaml)
{
	uint64_t bytes = 0;
	bool ok = model_size(fx.d, parse(yaml), &bytes);

	ck_assert_int_eq(ok, fx.d->n_errors == 0);
	return bytes;
}

static const char *first_note(void)
{
	ck_assert_ptr_nonnull(fx.d->items->notes);
	return fx.d->items->notes->text;
}

START_TEST(units_are_powers_of_two)
{
	ck_assert_uint_eq(size_of("1 KiB"), 1024);
	ck_assert_uint_eq(size_of("512 MiB"), 536870912);
	ck_assert_uint_eq(size_of("3 GiB"), 3221225472);
}
END_TEST

START_TEST(the_space_may_be_left_out)
{
	ck_assert_uint_eq(size_of("2MiB"), 2097152);
	ck_assert_uint_eq(size_of("\"2  MiB\""), 2097152);
}
END_TEST

START_TEST(the_largest_size_fits)
{
	ck_assert_uint_eq(size_of("17179869183 GiB"), 0xffffffffc0000000);
}
END_TEST

START_TEST(a_size_past_64_bits_is_refused)
{
	ck_assert_uint_eq(size_of("17179869184 GiB"), 0);
	expect_finding(E_SIZE, "does not fit into 64 bits");
}
END_TEST

START_TEST(a_number_of_100_digits_is_refused)
{
	ck_assert_uint_eq(size_of("\"99999999999999999999999999999999999999999"
				  "9999999999999999999999999 KiB\""), 0);
	expect_finding(E_SIZE, "does not fit into 64 bits");
}
END_TEST

START_TEST(a_bare_number_lists_its_readings)
{
	ck_assert_uint_eq(size_of("512"), 0);
	expect_finding(E_SIZE, "the size 512 has no unit");
	ck_assert_ptr_nonnull(strstr(first_note(), "xl would read MiB"));
	ck_assert_ptr_nonnull(strstr(first_note(), "\"512 MiB\""));
}
END_TEST

START_TEST(a_quoted_number_is_bare_too)
{
	ck_assert_uint_eq(size_of("\"512\""), 0);
	expect_finding(E_SIZE, "has no unit");
}
END_TEST

START_TEST(a_decimal_unit_is_refused_with_its_cure)
{
	ck_assert_uint_eq(size_of("512 MB"), 0);
	expect_finding(E_SIZE, "has the unit 'MB'");
	ck_assert_str_eq(first_note(), "write \"512 MiB\"");
}
END_TEST

START_TEST(a_short_unit_is_refused_with_its_cure)
{
	ck_assert_uint_eq(size_of("4G"), 0);
	ck_assert_str_eq(first_note(), "write \"4 GiB\"");
}
END_TEST

START_TEST(an_unknown_unit_has_no_cure)
{
	ck_assert_uint_eq(size_of("4 pages"), 0);
	expect_finding(E_SIZE, "has the unit 'pages'");
	ck_assert_ptr_null(fx.d->items->notes);
}
END_TEST

START_TEST(a_fraction_is_no_size)
{
	ck_assert_uint_eq(size_of("1.5 GiB"), 0);
	expect_finding(E_SIZE, "'1.5 GiB' is no size");
}
END_TEST

START_TEST(words_are_no_size)
{
	ck_assert_uint_eq(size_of("lots"), 0);
	expect_finding(E_SIZE, "'lots' is no size");
}
END_TEST

START_TEST(a_negative_size_is_none)
{
	ck_assert_uint_eq(size_of("-2 MiB"), 0);
	expect_finding(E_SIZE, "'-2 MiB' is no size");
}
END_TEST

START_TEST(nothing_is_no_size)
{
	ck_assert_uint_eq(size_of("0 MiB"), 0);
	expect_finding(E_SIZE, "a size of nothing");
}
END_TEST

START_TEST(a_list_is_no_size)
{
	ck_assert_uint_eq(size_of("[512 MiB]"), 0);
	expect_finding(E_SIZE, "not a list");
}
END_TEST

START_TEST(a_size_is_no_float)
{
	ck_assert_uint_eq(size_of("1.5"), 0);
	ck_assert_uint_eq(fx.d->n_errors, 1);
}
END_TEST

Suite *suite_model_size(void);
Suite *suite_model_size(void)
{
	Suite *s = suite_create("model_size");
	TCase *c = add_case(s, "sizes");

	tcase_add_test(c, units_are_powers_of_two);
	tcase_add_test(c, the_space_may_be_left_out);
	tcase_add_test(c, the_largest_size_fits);
	tcase_add_test(c, a_size_past_64_bits_is_refused);
	tcase_add_test(c, a_number_of_100_digits_is_refused);
	tcase_add_test(c, a_bare_number_lists_its_readings);
	tcase_add_test(c, a_quoted_number_is_bare_too);
	tcase_add_test(c, a_decimal_unit_is_refused_with_its_cure);
	tcase_add_test(c, a_short_unit_is_refused_with_its_cure);
	tcase_add_test(c, an_unknown_unit_has_no_cure);
	tcase_add_test(c, a_fraction_is_no_size);
	tcase_add_test(c, words_are_no_size);
	tcase_add_test(c, a_negative_size_is_none);
	tcase_add_test(c, nothing_is_no_size);
	tcase_add_test(c, a_list_is_no_size);
	tcase_add_test(c, a_size_is_no_float);
	return s;
}
