/* SPDX-License-Identifier: BSD-2-Clause */
/* Extended regions of a layout: auto, none, a size, a list. */
#include "layout_fixture.h"

static struct bench *b;
static struct domain *d;

static void setup(void)
{
	b = layout_bench();
	d = layout_domain(b, "net");
}

static void teardown(void)
{
	bench_free(b);
}

static const struct plan_domain *net(void)
{
	return bench_find(b, "net");
}

START_TEST(auto_takes_all_that_is_free_above_the_ram)
{
	ck_assert_uint_eq(net()->n_regions, 2);
	assert_range(net()->regions[0].range, 0x60000000, 0x100000000);
	assert_range(net()->regions[1].range, 0x200000000, 0x10000000000);
	bench_clean(b);
}
END_TEST

START_TEST(auto_keeps_clear_of_shared_memory)
{
	give_shared(b, "ring", MIB(3), "net", 0x70000000);
	ck_assert_uint_eq(net()->n_regions, 3);
	assert_range(net()->regions[0].range, 0x60000000, 0x70000000);
	assert_range(net()->regions[1].range, 0x70400000, 0x100000000);
	bench_clean(b);
}
END_TEST

START_TEST(auto_keeps_clear_of_devices_and_exposed_windows)
{
	give_device(b, d, 0x6fffe000, 0x1000);
	give_expose(b, d, 0x80000000, MIB(1));
	ck_assert_uint_eq(net()->n_regions, 4);
	assert_range(net()->regions[0].range, 0x60000000, 0x6fe00000);
	assert_range(net()->regions[1].range, 0x70000000, 0x80000000);
	assert_range(net()->regions[2].range, 0x80200000, 0x100000000);
	bench_clean(b);
}
END_TEST

START_TEST(auto_keeps_clear_of_a_pinned_grant_table)
{
	give_grant_base(b, d, 0xf0000000);
	assert_range(net()->regions[0].range, 0x60000000, 0xf0000000);
	bench_clean(b);
}
END_TEST

START_TEST(auto_ends_where_guest_addresses_do)
{
	b->system.target.ipa_bits.v = 36;
	assert_range(net()->regions[1].range, 0x200000000, 0x1000000000);
	bench_clean(b);
}
END_TEST

START_TEST(less_than_64_mib_is_no_region)
{
	give_device(b, d, 0x63ffe000, 0x1000);
	assert_range(net()->regions[0].range, 0x64000000, 0x100000000);
}
END_TEST

/* Twenty holes of 64 MiB and more, of which the first ones are the least. */
START_TEST(of_more_than_16_the_largest_are_taken_in_order)
{
	uint64_t at = 0x60000000;

	for (int i = 0; i < 20; i++) {
		at += MIB(64) + MIB(2) * (uint64_t)i;
		give_device(b, d, at, MIB(2));
		at += MIB(2);
	}
	ck_assert_uint_eq(net()->n_regions, 16);
	ck_assert_uint_eq(net()->regions[0].range.size, MIB(76));
	for (size_t i = 1; i < 16; i++)
		ck_assert_uint_gt(net()->regions[i].range.base,
				  net()->regions[i - 1].range.base);
	bench_clean(b);
}
END_TEST

START_TEST(a_full_address_space_is_a_warning)
{
	give_device(b, d, 0x60000000, GIB(3) - MIB(512));
	give_device(b, d, 0x200000000, UINT64_C(0xfe00000000));
	ck_assert_uint_eq(net()->n_regions, 0);
	bench_says(bench_item(b, E_REGIONS_NONE), "domc finds no extended");
}
END_TEST

START_TEST(a_direct_map_gets_addresses_that_the_board_leaves_free)
{
	const struct plan_domain *pd;

	layout_direct(b, "direct", 0x60000000, MIB(64));
	bench_mmio(b, 0xd0000000, MIB(1));
	pd = bench_find(b, "direct");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[0].range, 0xc0000000, 0xd0000000);
	assert_range(pd->regions[1].range, 0xd0200000, 0x100000000);
	assert_range(pd->regions[2].range, 0x200000000, 0x10000000000);
}
END_TEST

START_TEST(a_direct_map_takes_board_addresses_where_no_others_are_left)
{
	const struct plan_domain *pd;

	b->system.target.ipa_bits.v = 32;
	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(3));
	layout_direct(b, "direct", 0x60000000, MIB(64));
	pd = bench_find(b, "direct");
	ck_assert_uint_eq(pd->n_regions, 2);
	assert_range(pd->regions[0].range, 0x40000000, 0x60000000);
	assert_range(pd->regions[1].range, 0x64000000, 0x100000000);
}
END_TEST

START_TEST(none_is_an_empty_list)
{
	d->space.regions = REGIONS_NONE;
	ck_assert(net()->layout);
	ck_assert_uint_eq(net()->n_regions, 0);
	bench_clean(b);
}
END_TEST

START_TEST(a_list_is_taken_as_it_is)
{
	give_region(b, d, 0x80000000, MIB(64));
	give_region(b, d, 0x300000000, GIB(1));
	ck_assert_uint_eq(net()->n_regions, 2);
	assert_range(net()->regions[0].range, 0x80000000, 0x84000000);
	ck_assert_uint_eq(net()->regions[1].place.line,
			  LINE_SPACE + LINE_REGIONS + 1);
	bench_clean(b);
}
END_TEST

START_TEST(a_size_comes_from_the_lowest_addresses)
{
	give_region_size(b, d, GIB(1));
	ck_assert_uint_eq(net()->n_regions, 1);
	assert_range(net()->regions[0].range, 0x60000000, 0xa0000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_size_begins_at_multiples_of_128_mib)
{
	give_region_size(b, d, MIB(300));
	give_expose(b, d, 0x70000000, MIB(2));
	ck_assert_uint_eq(net()->n_regions, 2);
	assert_range(net()->regions[0].range, 0x60000000, 0x70000000);
	assert_range(net()->regions[1].range, 0x78000000, 0x7c000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_size_is_whole_blocks_of_2_mib_and_64_at_least)
{
	give_region_size(b, d, MIB(1));
	assert_range(net()->regions[0].range, 0x60000000, 0x64000000);
	bench_clean(b);
}
END_TEST

/* 2494 MiB are free in all, 128 MiB-aligned less. */
START_TEST(where_alignment_costs_too_much_it_is_given_up)
{
	b->system.target.ipa_bits.v = 32;
	give_expose(b, d, 0x60000000, MIB(66));
	give_region_size(b, d, MIB(2494));
	ck_assert_uint_eq(net()->n_regions, 1);
	assert_range(net()->regions[0].range, 0x64200000, 0x100000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_size_past_what_is_free_is_an_error)
{
	const struct diag_item *i;

	b->system.target.ipa_bits.v = 32;
	give_region_size(b, d, GIB(3));
	ck_assert_uint_eq(net()->n_regions, 1);
	i = bench_item(b, E_LAYOUT_NO_ROOM);
	bench_says(i, "falls short of that by 512 MiB");
	ck_assert_uint_eq(i->place.line, LINE_SPACE + LINE_REGIONS);
}
END_TEST

START_TEST(ext_regions_off_wins_over_a_list)
{
	const struct diag_item *i;

	bench_cmdline(b, "ext_regions=0");
	give_region(b, d, 0x80000000, MIB(128));
	ck_assert_uint_eq(net()->n_regions, 0);
	i = bench_item(b, E_REGIONS_OFF);
	ck_assert_int_eq(i->level, DIAG_WARNING);
	ck_assert_uint_eq(i->notes->place.line, LINE_CMDLINE);
}
END_TEST

START_TEST(ext_regions_off_is_no_finding_where_none_is_asked_for)
{
	bench_cmdline(b, "ext_regions=0");
	ck_assert_uint_eq(net()->n_regions, 0);
	bench_clean(b);
}
END_TEST

Suite *suite_plan_layout_regions(void);
Suite *suite_plan_layout_regions(void)
{
	Suite *s = suite_create("plan_layout_regions");
	TCase *t = tcase_create("regions");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, auto_takes_all_that_is_free_above_the_ram);
	tcase_add_test(t, auto_keeps_clear_of_shared_memory);
	tcase_add_test(t, auto_keeps_clear_of_devices_and_exposed_windows);
	tcase_add_test(t, auto_keeps_clear_of_a_pinned_grant_table);
	tcase_add_test(t, auto_ends_where_guest_addresses_do);
	tcase_add_test(t, less_than_64_mib_is_no_region);
	tcase_add_test(t, of_more_than_16_the_largest_are_taken_in_order);
	tcase_add_test(t, a_full_address_space_is_a_warning);
	tcase_add_test(t,
		a_direct_map_gets_addresses_that_the_board_leaves_free);
	tcase_add_test(t,
		a_direct_map_takes_board_addresses_where_no_others_are_left);
	tcase_add_test(t, none_is_an_empty_list);
	tcase_add_test(t, a_list_is_taken_as_it_is);
	tcase_add_test(t, a_size_comes_from_the_lowest_addresses);
	tcase_add_test(t, a_size_begins_at_multiples_of_128_mib);
	tcase_add_test(t, a_size_is_whole_blocks_of_2_mib_and_64_at_least);
	tcase_add_test(t, where_alignment_costs_too_much_it_is_given_up);
	tcase_add_test(t, a_size_past_what_is_free_is_an_error);
	tcase_add_test(t, ext_regions_off_wins_over_a_list);
	tcase_add_test(t,
		ext_regions_off_is_no_finding_where_none_is_asked_for);
	suite_add_tcase(s, t);
	return s;
}
