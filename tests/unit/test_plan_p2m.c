/* SPDX-License-Identifier: BSD-2-Clause */
/* How many tables it takes to map ranges of the host into a guest. */
#include <check.h>

#include "base/limits.h"
#include "plan/plan.h"

Suite *suite_plan_p2m(void);

static uint64_t tables(const struct plan_mapping *maps, size_t n,
		       uint64_t ipa_bits)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	uint64_t count = plan_tables(a, maps, n, ipa_bits);

	arena_free(a);
	return count;
}

static uint64_t tables_of(uint64_t host, uint64_t size, uint64_t guest)
{
	struct plan_mapping m = { { host, size }, guest };

	return tables(&m, 1, 40);
}

START_TEST(what_is_aligned_at_both_ends_takes_large_entries)
{
	ck_assert_uint_eq(tables_of(GIB(3), GIB(2), GIB(1)), 0);
	ck_assert_uint_eq(tables_of(GIB(1) + MIB(2), MIB(64), GIB(1)), 1);
	ck_assert_uint_eq(tables_of(GIB(1), 0, GIB(1)), 0);
}
END_TEST

START_TEST(an_end_within_2_mib_takes_pages_from_the_first_byte_on)
{
	ck_assert_uint_eq(tables_of(GIB(1), MIB(64) + PAGE_BYTES, GIB(1)),
			  1 + 33);
	ck_assert_uint_eq(tables_of(GIB(1), MIB(64) - PAGE_BYTES, GIB(1)),
			  1 + 32);
}
END_TEST

START_TEST(a_beginning_within_2_mib_takes_pages_up_to_their_end)
{
	ck_assert_uint_eq(tables_of(GIB(1) + PAGE_BYTES,
				    MIB(64) - PAGE_BYTES,
				    GIB(2) + PAGE_BYTES), 1 + 1);
	ck_assert_uint_eq(tables_of(GIB(1), MIB(64), GIB(2) + PAGE_BYTES),
			  1 + 33);
}
END_TEST

START_TEST(mappings_share_tables)
{
	struct plan_mapping maps[] = {
		{ { GIB(1), PAGE_BYTES }, GIB(1) + MIB(1) },
		{ { GIB(3), PAGE_BYTES }, GIB(1) },
		{ { GIB(5), PAGE_BYTES }, GIB(1) + MIB(2) },
	};

	ck_assert_uint_eq(tables(maps, 2, 40), 2);
	ck_assert_uint_eq(tables(maps, 3, 40), 3);
}
END_TEST

START_TEST(wide_addresses_take_a_level_more)
{
	struct plan_mapping maps[] = {
		{ { GIB(1), GIB(1) }, GIB(1) },
		{ { GIB(2), GIB(1) }, GIB(512) },
	};

	ck_assert_uint_eq(tables(maps, 2, 42), 0);
	ck_assert_uint_eq(tables(maps, 2, 44), 2);
}
END_TEST

START_TEST(the_last_address_and_beyond_do_no_harm)
{
	ck_assert_uint_eq(tables_of(0, MIB(2), UINT64_MAX - MIB(2) + 1), 1);
	ck_assert_uint_eq(tables_of(0, MIB(4), UINT64_MAX - MIB(2) + 1), 0);
}
END_TEST

Suite *suite_plan_p2m(void)
{
	Suite *s = suite_create("plan_p2m");
	TCase *c = tcase_create("tables");

	tcase_add_test(c, what_is_aligned_at_both_ends_takes_large_entries);
	tcase_add_test(c,
		an_end_within_2_mib_takes_pages_from_the_first_byte_on);
	tcase_add_test(c, a_beginning_within_2_mib_takes_pages_up_to_their_end);
	tcase_add_test(c, mappings_share_tables);
	tcase_add_test(c, wide_addresses_take_a_level_more);
	tcase_add_test(c, the_last_address_and_beyond_do_no_harm);
	suite_add_tcase(s, c);
	return s;
}
