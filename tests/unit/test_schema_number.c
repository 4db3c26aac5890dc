/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_number.c - exact comparing, dividing and printing; sizes.
 */
#include "test_schema.h"

#include "schema/number.h"
#include "schema/size.h"

static int compare(const char *left, const char *right)
{
	return number_compare(yaml("l", left), yaml("r", right));
}

/* Ascending; those on one line are equal. */
static const char *const ladder[][4] = {
	{ "-.inf" },
	{ "-1e40" },
	{ "-18446744073709551616", "-18446744073709551616.0" },
	{ "-18446744073709551615" },
	{ "-9007199254740993" },
	{ "-9007199254740992", "-9007199254740992.0" },
	{ "-2", "-2.0" },
	{ "-1.5" },
	{ "-1", "-1.0" },
	{ "-0.25" },
	{ "0", "-0", "0.0", "-0.0" },
	{ "1e-400", "0.1e-399" },
	{ "1e-9" },
	{ "0.1", ".10" },
	{ "0.10000000000000000001" },
	{ "0.5", ".5" },
	{ "1", "+1", "1.0", "0x1" },
	{ "1.00000000000000000000001" },
	{ "255", "0xff", "0o377", "2.55e2" },
	{ "9007199254740992", "9007199254740992.0" },
	{ "9007199254740993" },
	{ "18446744073709551615", "0xffffffffffffffff" },
	{ "18446744073709551616", "0x10000000000000000" },
	{ "18446744073709551617" },
	{ "99999999999999999999" },
	{ "100000000000000000000", "1e20" },
	{ "1e400", "10e399" },
	{ "1.0000000000000000001e400" },
	{ ".inf" },
};

#define N_LADDER (sizeof(ladder) / sizeof(ladder[0]))

START_TEST(numbers_are_ordered)
{
	for (size_t i = 0; i < N_LADDER; i++)
		for (size_t k = 0; k < N_LADDER; k++) {
			int order = (i > k) - (i < k);

			ck_assert_msg(compare(ladder[i][0], ladder[k][0]) ==
				      order, "%s, %s", ladder[i][0],
				      ladder[k][0]);
		}
}
END_TEST

START_TEST(equal_numbers_are_equal)
{
	for (size_t i = 0; i < N_LADDER; i++)
		for (size_t k = 1; k < 4 && ladder[i][k]; k++)
			ck_assert_msg(compare(ladder[i][0], ladder[i][k]) == 0,
				      "%s, %s", ladder[i][0], ladder[i][k]);
}
END_TEST

START_TEST(integers_past_64_bits_are_compared)
{
	ck_assert_int_lt(compare("255", "0x100"), 0);
	ck_assert_int_gt(compare("0x1ffffffffffffffff", "0x1fffffffffffffffe"),
			 0);
	ck_assert_int_lt(compare("0x1fffffffffffffffE", "0x1ffffffffffffffff"),
			 0);
	ck_assert_int_eq(compare("0x1abcdefabcdefabcde", "0x1ABCDEFABCDEFABCDE"),
			 0);
	ck_assert_int_lt(compare("-99999999999999999999", "5"), 0);
}
END_TEST

static bool divides(const char *divisor, const char *number)
{
	struct divisor by;

	ck_assert(number_divisor(yaml("d", divisor), &by));
	return number_divides(yaml("n", number), by);
}

START_TEST(division_is_exact)
{
	ck_assert(divides("3", "99999999999999999999"));
	ck_assert(!divides("3", "100000000000000000000"));
	ck_assert(divides("16", "0x100000000000000000"));
	ck_assert(!divides("7", "0x100000000000000000"));
	ck_assert(divides("18446744073709551615", "36893488147419103230"));
	ck_assert(divides("0.123456789", "0.246913578"));
	ck_assert(!divides("0.123456789", "1e308"));
	ck_assert(divides("0.5", "1e308"));
	ck_assert(divides("1e3", "2000"));
	ck_assert(!divides("1e3", "2500"));
}
END_TEST

START_TEST(values_are_equal_to_the_last_digit)
{
	accepts("const: 1.50", "1.5");
	accepts("enum: [[0.1], {a: 1}]", "{a: 1.0}");
	refuses("enum: [[0.1]]", "[0.10000000000000000001]");
	accepts("uniqueItems: true", "[0.1, 0.10000000000000000001, 1e400, 2e400]");
	refuses("uniqueItems: true", "[1e400, 10e399]");
	accepts("type: integer", "1e400");
	refuses("type: integer", "1.00000000000000000001");
	refuses("maximum: 0.1", "0.10000000000000000001");
}
END_TEST

START_TEST(decimals_may_be_written_in_any_way)
{
	ck_assert(divides("0.10", "0.3"));
	ck_assert(divides(".1", "30e-2"));
	ck_assert(divides("2.50", "20"));
	ck_assert(divides("10", "20.000"));
	ck_assert(!divides("10", "20.5"));
	ck_assert(divides("1e-3", "-0.005"));
	ck_assert(divides("0.7", "0.0"));
	ck_assert(divides("7", "-14"));
	ck_assert(!divides("0.01", "0.001"));
	ck_assert(divides("1e-400", "3e-400"));
	ck_assert(divides("3", "3e400"));
	ck_assert(!divides("3", "1e400"));
}
END_TEST

START_TEST(counts_are_whole)
{
	size_t n = 0;

	ck_assert(number_count(yaml("n", "12"), &n));
	ck_assert_uint_eq(n, 12);
	ck_assert(number_count(yaml("n", "3.0"), &n));
	ck_assert_uint_eq(n, 3);
	ck_assert(number_count(yaml("n", "-0"), &n));
	ck_assert(!number_count(yaml("n", "-1"), &n));
	ck_assert(!number_count(yaml("n", "1.5"), &n));
	ck_assert(!number_count(yaml("n", ".nan"), &n));
	ck_assert(!number_count(yaml("n", "1e30"), &n));
	ck_assert(!number_count(yaml("n", "99999999999999999999"), &n));
	ck_assert(!number_count(yaml("n", "a"), &n));
}
END_TEST

/* A size as people write it, and what they mean; NULL: nobody can tell. */
static const char *const sizes[][2] = {
	{ "512M", "512 MiB" },	{ "512MB", "512 MiB" },
	{ "512mb", "512 MiB" },	{ "512 mib", "512 MiB" },
	{ "1.5 GiB", "1536 MiB" }, { "0.5G", "512 MiB" },
	{ ".25GB", "256 MiB" },	{ "2TiB", "2048 GiB" },
	{ "0.5 TB", "512 GiB" }, { "1.5 KiB", NULL },
	{ "64  MiB", "64 MiB" }, { "064 MiB", "64 MiB" },
	{ "MiB", NULL },	{ "512", NULL },
	{ "12 Mib b", NULL },	{ "1.2.3 MiB", NULL },
	{ "1.3 MiB", NULL },	{ "-5 MiB", NULL },
	{ "0 MiB", NULL },	{ "512 XiB", NULL },
	{ "99999999999999999999 MiB", NULL }, { "", NULL }, { ".", NULL },
};

START_TEST(a_size_that_was_meant_is_found)
{
	const char *meant = size_meant(a, sizes[_i][0]);

	if (sizes[_i][1])
		ck_assert_str_eq(meant, sizes[_i][1]);
	else
		ck_assert_ptr_null(meant);
}
END_TEST

START_TEST(readings_stay_below_the_end_of_memory)
{
	ck_assert_ptr_null(size_readings(a, yaml("n", "0")));
	ck_assert_ptr_null(size_readings(a, yaml("n", "-1")));
	ck_assert_ptr_null(size_readings(a, yaml("n", "1.5")));
	ck_assert_ptr_null(size_readings(a, yaml("n", "0x100000000000")));
	ck_assert_ptr_null(size_readings(a, yaml("n", "99999999999999999999")));
	ck_assert_str_eq(size_readings(a, yaml("n", "1")),
			 "xl would read 1 MiB, Xen's device tree 1 KiB, C code 1 byte");
}
END_TEST

Suite *suite_schema_number(void);
Suite *suite_schema_number(void)
{
	Suite *s = suite_create("schema_number");
	TCase *c = tcase_create("number");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, numbers_are_ordered);
	tcase_add_test(c, equal_numbers_are_equal);
	tcase_add_test(c, integers_past_64_bits_are_compared);
	tcase_add_test(c, division_is_exact);
	tcase_add_test(c, values_are_equal_to_the_last_digit);
	tcase_add_test(c, decimals_may_be_written_in_any_way);
	tcase_add_test(c, counts_are_whole);
	tcase_add_loop_test(c, a_size_that_was_meant_is_found, 0,
			    (int)(sizeof(sizes) / sizeof(sizes[0])));
	tcase_add_test(c, readings_stay_below_the_end_of_memory);
	suite_add_tcase(s, c);
	return s;
}
