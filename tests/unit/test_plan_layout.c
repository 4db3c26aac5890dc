/* SPDX-License-Identifier: BSD-2-Clause */
/* Where grant table and magic pages of a layout are, and why there. */
#include "layout_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = layout_bench();
}

static void teardown(void)
{
	bench_free(b);
}

START_TEST(a_file_without_address_space_gives_the_stock_tree)
{
	const struct plan_domain *pd;

	bench_domain(b, "net", MIB(512))->enhanced = ENHANCED_NO_XENSTORE;
	pd = bench_find(b, "net");
	ck_assert(!pd->layout);
	ck_assert_uint_eq(pd->n_regions, 2);
	ck_assert_ptr_nonnull(strstr(pd->regions[0].reason, "Xen:"));
	bench_clean(b);
}
END_TEST

START_TEST(an_address_space_makes_a_layout)
{
	layout_domain(b, "net");
	ck_assert(bench_find(b, "net")->layout);
	bench_clean(b);
}
END_TEST

START_TEST(maps_make_a_layout)
{
	struct domain *d = bench_domain(b, "net", MIB(512));

	d->enhanced = ENHANCED_NO_XENSTORE;
	give_claim(b, d, "dom0", MAP_GRANT, MIB(1));
	ck_assert(bench_find(b, "net")->layout);
}
END_TEST

START_TEST(a_stock_target_has_none)
{
	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = false;
	layout_domain(b, "net");
	ck_assert(!bench_find(b, "net")->layout);
	bench_clean(b);
}
END_TEST

START_TEST(dom0_has_none)
{
	give_claim(b, bench_domain(b, "dom0", MIB(256)), "net", MAP_FOREIGN,
		   MIB(1));
	layout_domain(b, "net");
	ck_assert(!bench_find(b, "dom0")->layout);
	bench_clean(b);
}
END_TEST

START_TEST(expose_alone_needs_no_hypervisor_node)
{
	struct domain *d = layout_domain(b, "net");

	d->enhanced = ENHANCED_OFF;
	give_expose(b, d, 0x3a000000, MIB(1));
	ck_assert(!bench_find(b, "net")->layout);
	bench_clean(b);
}
END_TEST

START_TEST(what_nothing_hits_stays)
{
	const struct plan_domain *pd;

	layout_domain(b, "net");
	pd = bench_find(b, "net");
	assert_range(pd->grant_table.range, 0x38000000, 0x39000000);
	assert_range(pd->magic.range, 0x39000000, 0x3a000000);
	bench_clean(b);
}
END_TEST

START_TEST(what_the_file_says_is_taken)
{
	struct domain *d = layout_domain(b, "net");
	const struct plan_domain *pd;

	give_grant_base(b, d, 0x3a000000);
	give_magic_base(b, d, 0x3c000000);
	d->space.grant_size = bench_u64(MIB(1), 9);
	pd = bench_find(b, "net");
	assert_range(pd->grant_table.range, 0x3a000000, 0x3a100000);
	assert_range(pd->magic.range, 0x3c000000, 0x3d000000);
	ck_assert_str_eq(pd->grant_table.reason, "said in the file");
	bench_clean(b);
}
END_TEST

/* The board has RAM from 512 MiB on; 0x38000000 is in the domain's. */
static struct domain *direct_on_the_default(void)
{
	b->board.n_memory = 0;
	bench_ram(b, 0x20000000, GIB(2));
	return layout_direct(b, "net", 0x30000000, MIB(256));
}

START_TEST(a_direct_map_moves_both_off_its_ram)
{
	const struct plan_domain *pd;

	direct_on_the_default();
	pd = bench_find(b, "net");
	assert_range(pd->magic.range, 0x00200000, 0x01200000);
	assert_range(pd->grant_table.range, 0x01200000, 0x02200000);
	ck_assert_str_eq(pd->grant_table.reason,
			 "domc: lowest free place; at 0x38000000 there is RAM");
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_map_keeps_off_the_boards_addresses)
{
	const struct plan_domain *pd;

	direct_on_the_default();
	bench_mmio(b, 0, 0x10000000);
	bench_mmio(b, 0x10200000, 0x100);
	pd = bench_find(b, "net");
	assert_range(pd->magic.range, 0x10400000, 0x11400000);
	assert_range(pd->grant_table.range, 0x11400000, 0x12400000);
}
END_TEST

START_TEST(a_direct_map_has_no_grants_at_addresses_of_host_ram)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0x20000000, GIB(2));
	layout_direct(b, "net", 0x60000000, MIB(256));
	pd = bench_find(b, "net");
	assert_range(pd->grant_table.range, 0x00200000, 0x01200000);
	ck_assert_str_eq(pd->grant_table.reason,
			 "domc: lowest free place; at 0x38000000 there is RAM of the host");
	ck_assert_uint_eq(pd->magic.range.base, 0x39000000);
	bench_clean(b);
}
END_TEST

START_TEST(where_the_board_has_everything_the_default_stays)
{
	b->board.n_memory = 0;
	bench_ram(b, 0x20000000, GIB(2));
	bench_mmio(b, 0, 0x20000000);
	bench_mmio(b, 0xa0000000, UINT64_C(0xff60000000));
	layout_direct(b, "net", 0x60000000, MIB(256));
	assert_range(bench_find(b, "net")->grant_table.range, 0x38000000,
		     0x39000000);
	bench_clean(b);
}
END_TEST

START_TEST(without_room_the_default_is_kept_and_reported)
{
	const struct diag_item *i;
	struct domain *d = layout_domain(b, "net");

	b->system.target.ipa_bits.v = 32;
	give_device(b, d, MIB(2), GIB(4) - MIB(2));
	assert_range(bench_find(b, "net")->grant_table.range, 0x38000000,
		     0x39000000);
	i = bench_item(b, E_LAYOUT_NO_ROOM);
	bench_says(i, "no 16 MiB are free in one piece for the magic pages");
	ck_assert_uint_eq(i->place.line, LINE_SPACE);
}
END_TEST

START_TEST(a_pinned_grant_table_drives_the_magic_pages_away)
{
	struct domain *d = layout_domain(b, "net");
	const struct plan_domain *pd;

	give_grant_base(b, d, 0x39800000);
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->magic.range.base, 0x00200000);
	ck_assert_ptr_nonnull(strstr(pd->magic.reason, "the grant table"));
	bench_clean(b);
}
END_TEST

START_TEST(an_exposed_window_drives_the_grant_table_away)
{
	struct domain *d = layout_domain(b, "net");

	give_expose(b, d, 0x38fff000, PAGE_BYTES);
	ck_assert_uint_eq(bench_find(b, "net")->grant_table.range.base,
			  0x00200000);
	bench_clean(b);
}
END_TEST

/* 0x02000000 is kept for virtio, 0x03000000 for the GIC. */
START_TEST(the_windows_of_each_guest_are_kept_free)
{
	struct domain *d = layout_domain(b, "net");

	give_expose(b, d, 0x38000000, PAGE_BYTES);
	d->space.grant_size = bench_u64(MIB(32), 9);
	assert_range(bench_find(b, "net")->grant_table.range, 0x04200000,
		     0x06200000);
}
END_TEST

START_TEST(more_frames_make_the_grant_table_larger)
{
	struct domain *d = layout_domain(b, "net");

	d->grants.frames = bench_u64(4097, 9);
	ck_assert_uint_eq(bench_find(b, "net")->grant_table.range.size,
			  MIB(18));
	bench_clean(b);
}
END_TEST

START_TEST(frames_come_from_xens_command_line_too)
{
	layout_domain(b, "net");
	bench_cmdline(b, "gnttab_max_frames=0x2000");
	ck_assert_uint_eq(bench_find(b, "net")->grant_frames, 0x2000);
	ck_assert_uint_eq(bench_find(b, "net")->grant_table.range.size,
			  MIB(32));
}
END_TEST

START_TEST(what_xen_cannot_read_leaves_the_default)
{
	layout_domain(b, "net");
	bench_cmdline(b, "gnttab_max_frames=many gnttab_max_maptrack_frames=");
	ck_assert_uint_eq(bench_find(b, "net")->grant_frames, 64);
	ck_assert_uint_eq(bench_find(b, "net")->maptrack_frames, 1024);
}
END_TEST

START_TEST(the_shared_info_page_is_passed_on)
{
	layout_domain(b, "net")->space.shared_info_page.v = true;
	ck_assert(bench_find(b, "net")->shared_info_page);
	bench_clean(b);
}
END_TEST

Suite *suite_plan_layout(void);
Suite *suite_plan_layout(void)
{
	Suite *s = suite_create("plan_layout");
	TCase *t = tcase_create("layout");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_file_without_address_space_gives_the_stock_tree);
	tcase_add_test(t, an_address_space_makes_a_layout);
	tcase_add_test(t, maps_make_a_layout);
	tcase_add_test(t, a_stock_target_has_none);
	tcase_add_test(t, dom0_has_none);
	tcase_add_test(t, expose_alone_needs_no_hypervisor_node);
	tcase_add_test(t, what_nothing_hits_stays);
	tcase_add_test(t, what_the_file_says_is_taken);
	tcase_add_test(t, a_direct_map_moves_both_off_its_ram);
	tcase_add_test(t, a_direct_map_keeps_off_the_boards_addresses);
	tcase_add_test(t, a_direct_map_has_no_grants_at_addresses_of_host_ram);
	tcase_add_test(t, where_the_board_has_everything_the_default_stays);
	tcase_add_test(t, without_room_the_default_is_kept_and_reported);
	tcase_add_test(t, a_pinned_grant_table_drives_the_magic_pages_away);
	tcase_add_test(t, an_exposed_window_drives_the_grant_table_away);
	tcase_add_test(t, the_windows_of_each_guest_are_kept_free);
	tcase_add_test(t, more_frames_make_the_grant_table_larger);
	tcase_add_test(t, frames_come_from_xens_command_line_too);
	tcase_add_test(t, what_xen_cannot_read_leaves_the_default);
	tcase_add_test(t, the_shared_info_page_is_passed_on);
	suite_add_tcase(s, t);
	return s;
}
