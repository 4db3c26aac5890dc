/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
	/* Room enough on the host for any guest below. */
	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(2048));
}

static void teardown(void)
{
	bench_free(b);
}

START_TEST(ram_starts_in_the_first_bank)
{
	const struct plan_domain *pd;

	bench_domain(b, "net", MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_banks, 1);
	assert_range(pd->banks[0].range, 0x40000000, 0x44000000);
	ck_assert_uint_eq(pd->banks[0].place.line, LINE_DOMAINS + LINE_MEMORY);
	bench_clean(b);
}
END_TEST

START_TEST(what_the_first_bank_cannot_hold_goes_to_the_second)
{
	const struct plan_domain *pd;

	bench_domain(b, "net", GIB(5));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_banks, 2);
	assert_range(pd->banks[0].range, 0x40000000, 0x100000000);
	assert_range(pd->banks[1].range, 0x200000000, 0x280000000);
	bench_clean(b);
}
END_TEST

START_TEST(three_gib_fill_one_bank)
{
	bench_domain(b, "net", GIB(3));
	ck_assert_uint_eq(bench_find(b, "net")->n_banks, 1);
	bench_clean(b);
}
END_TEST

START_TEST(a_remainder_of_a_page_is_an_error)
{
	const struct diag_item *i;

	bench_domain(b, "net", KIB(65537));
	bench_plan(b);
	i = bench_item(b, E_MEMORY_NOT_PAGES);
	bench_says(i, "65537 KiB");
	bench_says(i, "64 MiB and 65540 KiB");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + LINE_MEMORY);
}
END_TEST

START_TEST(no_memory_is_an_error)
{
	bench_domain(b, "net", 0);
	bench_plan(b);
	bench_says(bench_item(b, E_MEMORY_NOT_PAGES), "0 bytes");
}
END_TEST

START_TEST(dom0_needs_whole_pages_too)
{
	bench_domain(b, "dom0", MIB(512) + 1024);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_MEMORY_NOT_PAGES), 1);
}
END_TEST

START_TEST(dom0_has_no_banks)
{
	bench_domain(b, "dom0", MIB(512));
	ck_assert_uint_eq(bench_find(b, "dom0")->n_banks, 0);
	bench_clean(b);
}
END_TEST

START_TEST(both_banks_together_hold_1019_gib)
{
	bench_domain(b, "net", GIB(1019));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(more_than_both_banks_is_an_error)
{
	bench_domain(b, "net", GIB(1019) + PAGE_BYTES);
	bench_plan(b);
	bench_says(bench_item(b, E_MEMORY_TOO_LARGE), "room for 1019 GiB");
}
END_TEST

START_TEST(address_width_bounds_memory)
{
	b->system.target.ipa_bits.v = 32;
	bench_domain(b, "fits", GIB(3));
	bench_domain(b, "not", GIB(3) + PAGE_BYTES);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_MEMORY_TOO_LARGE), 1);
	bench_says(bench_item(b, E_MEMORY_TOO_LARGE), "'not'");
	bench_says(bench_item(b, E_MEMORY_TOO_LARGE), "32 bits");
	ck_assert_uint_eq(bench_find(b, "not")->n_banks, 1);
}
END_TEST

START_TEST(thirty_six_bits_leave_59_gib)
{
	b->system.target.ipa_bits.v = 36;
	bench_domain(b, "net", GIB(60));
	bench_plan(b);
	bench_says(bench_item(b, E_MEMORY_TOO_LARGE), "room for 59 GiB");
}
END_TEST

START_TEST(xl_domains_are_checked_and_not_planned)
{
	bench_domain(b, "later", GIB(2000))->start = START_XL;
	ck_assert_uint_eq(bench_plan(b)->n_domains, 0);
	ck_assert_uint_eq(bench_count(b, E_MEMORY_TOO_LARGE), 1);
}
END_TEST

START_TEST(static_ranges_follow_one_another_in_the_guest)
{
	struct domain *d = bench_domain(b, "net", MIB(48));
	const struct plan_domain *pd;

	bench_static(b, d, 0x90000000, MIB(16));
	bench_static(b, d, 0x70000000, MIB(32));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_banks, 1);
	assert_range(pd->banks[0].range, 0x40000000, 0x43000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_static_range_may_end_with_the_first_bank)
{
	struct domain *d = bench_domain(b, "net", GIB(4));
	const struct plan_domain *pd;

	bench_static(b, d, 0x1000000000, GIB(3));
	bench_static(b, d, 0x2000000000, GIB(1));
	pd = bench_find(b, "net");
	assert_range(pd->banks[0].range, 0x40000000, 0x100000000);
	assert_range(pd->banks[1].range, 0x200000000, 0x240000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_static_range_across_both_banks_is_an_error)
{
	struct domain *d = bench_domain(b, "net", GIB(4));
	const struct plan_domain *pd;

	bench_static(b, d, 0x1000000000, GIB(4));
	pd = bench_find(b, "net");
	bench_says(bench_item(b, E_STATIC_SPLIT),
		   "3 GiB from 0x1000000000, and 1 GiB from 0x10c0000000");
	assert_range(pd->banks[1].range, 0x200000000, 0x240000000);
}
END_TEST

START_TEST(static_memory_must_fit_the_guest)
{
	struct domain *d = bench_domain(b, "net", GIB(1020));

	bench_static(b, d, 0x1000000000, GIB(1020));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_MEMORY_TOO_LARGE), 1);
	ck_assert_uint_eq(bench_count(b, E_STATIC_SPLIT), 0);
}
END_TEST

START_TEST(static_ranges_are_whole_pages)
{
	struct domain *d = bench_domain(b, "net", MIB(1));

	bench_static(b, d, 0x70000800, MIB(1));
	bench_static(b, d, 0x80000000, 100);
	bench_static(b, d, 0x90000000, 0);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_STATIC_NOT_PAGES), 3);
}
END_TEST

START_TEST(a_direct_map_keeps_each_range_and_their_order)
{
	struct domain *d = bench_direct(b, "net", 0x90000000, MIB(16));
	const struct plan_domain *pd;

	bench_static(b, d, 0x70000000, MIB(32));
	pd = bench_find(b, "net");
	ck_assert(pd->host_layout);
	ck_assert_uint_eq(pd->n_banks, 2);
	assert_range(pd->banks[0].range, 0x90000000, 0x91000000);
	assert_range(pd->banks[1].range, 0x70000000, 0x72000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_map_ends_at_the_last_guest_address)
{
	b->system.target.ipa_bits.v = 36;
	bench_direct(b, "fits", 0xfff000000, MIB(16));
	bench_direct(b, "not", 0x1000000000, MIB(16));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_MEMORY_TOO_LARGE), 1);
	bench_says(bench_item(b, E_MEMORY_TOO_LARGE), "past 0xfffffffff");
}
END_TEST

START_TEST(a_direct_map_has_256_banks_at_most)
{
	struct domain *d = bench_direct(b, "net", UINT64_MAX - 4095, MIB(2));

	for (uint64_t i = 0; i < 290; i++)
		bench_static(b, d, 0x60000000 + i * MIB(1), PAGE_BYTES);
	ck_assert_uint_eq(bench_find(b, "net")->n_banks, PLAN_MAX_BANKS);
	ck_assert_uint_eq(bench_find(b, "net")->banks[0].range.base,
			  0x60000000);
	ck_assert_uint_eq(bench_count(b, E_BANKS_MANY), 1);
}
END_TEST

START_TEST(static_ranges_fill_the_guest_to_the_last_page)
{
	struct domain *d = bench_domain(b, "net", GIB(1019));
	const struct plan_domain *pd;

	bench_static(b, d, 0x1000000000, GIB(3));
	bench_static(b, d, 0x2000000000, GIB(1016));
	pd = bench_find(b, "net");
	assert_range(pd->banks[1].range, 0x200000000, 0x10000000000);
	bench_clean(b);
}
END_TEST

Suite *suite_plan_ram(void);
Suite *suite_plan_ram(void)
{
	Suite *s = suite_create("plan_ram");
	TCase *t = tcase_create("ram");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, ram_starts_in_the_first_bank);
	tcase_add_test(t, what_the_first_bank_cannot_hold_goes_to_the_second);
	tcase_add_test(t, three_gib_fill_one_bank);
	tcase_add_test(t, a_remainder_of_a_page_is_an_error);
	tcase_add_test(t, no_memory_is_an_error);
	tcase_add_test(t, dom0_needs_whole_pages_too);
	tcase_add_test(t, dom0_has_no_banks);
	tcase_add_test(t, both_banks_together_hold_1019_gib);
	tcase_add_test(t, more_than_both_banks_is_an_error);
	tcase_add_test(t, address_width_bounds_memory);
	tcase_add_test(t, thirty_six_bits_leave_59_gib);
	tcase_add_test(t, xl_domains_are_checked_and_not_planned);
	tcase_add_test(t, static_ranges_follow_one_another_in_the_guest);
	tcase_add_test(t, a_static_range_may_end_with_the_first_bank);
	tcase_add_test(t, a_static_range_across_both_banks_is_an_error);
	tcase_add_test(t, static_memory_must_fit_the_guest);
	tcase_add_test(t, static_ranges_are_whole_pages);
	tcase_add_test(t, a_direct_map_keeps_each_range_and_their_order);
	tcase_add_test(t, a_direct_map_ends_at_the_last_guest_address);
	tcase_add_test(t, a_direct_map_has_256_banks_at_most);
	tcase_add_test(t, static_ranges_fill_the_guest_to_the_last_page);
	suite_add_tcase(s, t);
	return s;
}
