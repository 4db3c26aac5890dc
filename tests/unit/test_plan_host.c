/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
}

static void teardown(void)
{
	bench_free(b);
}

static struct file *kernel_of(struct domain *d)
{
	return (struct file *)d->kernel.file;
}

static void pin(struct domain *d, uint64_t at)
{
	kernel_of(d)->has_at = true;
	kernel_of(d)->at = at;
}

/* ---- where QEMU puts things ---- */

START_TEST(qemu_puts_xen_2_mib_above_ram)
{
	bench_plan(b);
	assert_range(b->plan->xen.range, 0x40200000, 0x40344000);
	bench_clean(b);
}
END_TEST

START_TEST(qemu_keeps_a_text_offset_of_a_page)
{
	b->xen.text_offset = 0x1000;
	ck_assert_uint_eq(bench_plan(b)->xen.range.base, 0x40001000);
}
END_TEST

START_TEST(qemu_puts_an_image_of_unknown_size_at_512_kib)
{
	b->xen.image_size = 0;
	assert_range(bench_plan(b)->xen.range, 0x40080000,
		     0x40080000 + 1015816);
}
END_TEST

START_TEST(qemu_puts_the_tree_128_mib_above_ram)
{
	assert_range(bench_plan(b)->board_tree.range, 0x48000000, 0x48200000);
}
END_TEST

START_TEST(qemu_puts_the_tree_into_the_middle_of_little_ram)
{
	b->memory[0].range.size = MIB(65);
	ck_assert_uint_eq(bench_plan(b)->board_tree.range.base, 0x42200000);
}
END_TEST

START_TEST(a_large_board_tree_has_more_room)
{
	b->board.blob_size = MIB(2) - KIB(32);
	assert_range(bench_plan(b)->board_tree.range, 0x48000000, 0x48400000);
}
END_TEST

START_TEST(without_an_image_there_is_room_for_any_xen)
{
	b->system.hypervisor.image = NULL;
	assert_range(bench_plan(b)->xen.range, 0x40200000, 0x40a00000);
}
END_TEST

START_TEST(places_that_are_said_are_used)
{
	b->system.boot.xen_at = bench_u64(0x40200000, LINE_XEN_AT);
	b->system.boot.tree_at = bench_u64(0x48000000, LINE_TREE_AT);
	bench_plan(b);
	ck_assert_str_eq(b->plan->xen.reason, "said in the file");
	ck_assert_uint_eq(b->plan->board_tree.place.line, LINE_TREE_AT);
	bench_clean(b);
}
END_TEST

START_TEST(qemu_does_not_obey)
{
	b->system.boot.xen_at = bench_u64(0x50000000, LINE_XEN_AT);
	b->system.boot.tree_at = bench_u64(0x51000000, LINE_TREE_AT);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->xen.range.base, 0x50000000);
	ck_assert_uint_eq(bench_count(b, E_LOADER_PLACE), 2);
	bench_says(bench_item(b, E_LOADER_PLACE), "0x40200000");
	ck_assert_uint_eq(bench_item(b, E_LOADER_PLACE)->place.line,
			  LINE_XEN_AT);
}
END_TEST

START_TEST(xen_is_aligned_to_2_mib_and_the_tree_to_8)
{
	b->system.boot.xen_at = bench_u64(0x50001000, LINE_XEN_AT);
	b->system.boot.tree_at = bench_u64(0x51000004, LINE_TREE_AT);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_PLACE_NOT_ALIGNED), 2);
	ck_assert_uint_eq(bench_count(b, E_LOADER_PLACE), 0);
}
END_TEST

/* ---- overlaps ---- */

START_TEST(static_memory_of_two_domains_overlaps)
{
	const struct diag_item *i;

	bench_static(b, bench_domain(b, "net", MIB(64)), 0x70000000, MIB(64));
	bench_static(b, bench_domain(b, "io", MIB(64)), 0x73000000, MIB(64));
	bench_plan(b);
	i = bench_item(b, E_STATIC_OVERLAP);
	bench_says(i, "domain 'io' 0x73000000-0x76ffffff");
	bench_says(i, "domain 'net' 0x70000000-0x73ffffff");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + 10 + LINE_STATIC);
	ck_assert_uint_eq(i->notes->place.line, LINE_DOMAINS + LINE_STATIC);
}
END_TEST

START_TEST(static_ranges_that_touch_do_not_overlap)
{
	bench_static(b, bench_domain(b, "net", MIB(64)), 0x70000000, MIB(64));
	bench_static(b, bench_domain(b, "io", MIB(64)), 0x74000000, MIB(64));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(static_memory_under_xen_overlaps)
{
	const struct diag_item *i;

	bench_static(b, bench_domain(b, "net", MIB(64)), 0x40300000, MIB(64));
	bench_plan(b);
	i = bench_item(b, E_HOST_OVERLAP);
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + LINE_STATIC);
	bench_says(i, "Xen 0x40200000-0x40343fff");
	bench_says(i, "QEMU's loader");
}
END_TEST

START_TEST(static_memory_in_reserved_memory_overlaps)
{
	bench_reserve(b, "/reserved-memory/fw@70100000", 0x70100000, 4096);
	bench_static(b, bench_domain(b, "net", MIB(64)), 0x70000000, MIB(64));
	bench_plan(b);
	bench_says(bench_item(b, E_HOST_OVERLAP),
		   "reserved memory (/reserved-memory/fw@70100000)");
}
END_TEST

START_TEST(static_memory_outside_ram_is_an_error)
{
	const struct diag_item *i;

	bench_static(b, bench_domain(b, "net", MIB(64)), 0xbf000000, MIB(64));
	bench_plan(b);
	i = bench_item(b, E_OUTSIDE_RAM);
	bench_says(i, "0xbf000000");
	bench_says(i, "RAM of the board: 0x40000000-0xbfffffff");
}
END_TEST

START_TEST(static_memory_may_lie_where_qemu_starts)
{
	bench_static(b, bench_domain(b, "net", MIB(64)), 0x40000000, MIB(2));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_HOST_OVERLAP), 0);
}
END_TEST

START_TEST(a_pin_in_a_kept_range_overlaps)
{
	const struct diag_item *i;

	bench_keep_free(b, 0x50000000, MIB(1));
	pin(bench_domain(b, "net", MIB(64)), 0x50080000);
	bench_plan(b);
	i = bench_item(b, E_HOST_OVERLAP);
	bench_says(i, "the kernel of domain 'net' 0x50080000-0x50084fff");
	bench_says(i, "firmware log");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + LINE_KERNEL);
	ck_assert_uint_eq(i->notes->place.line, LINE_KEEP_FREE);
}
END_TEST

START_TEST(two_pins_that_overlap_name_both_domains)
{
	const struct diag_item *i;
	struct domain *io;

	pin(bench_domain(b, "net", MIB(64)), 0x50000000);
	io = bench_domain(b, "io", MIB(64));
	bench_kernel(b, io, bench_image(b, 20480, 2));
	pin(io, 0x50004000);
	bench_plan(b);
	i = bench_item(b, E_HOST_OVERLAP);
	bench_says(i, "domain 'io'");
	bench_says(i, "domain 'net'");
}
END_TEST

START_TEST(a_pin_on_the_board_tree_overlaps)
{
	pin(bench_domain(b, "net", MIB(64)), 0x48100000);
	bench_plan(b);
	bench_says(bench_item(b, E_HOST_OVERLAP), "the board tree");
}
END_TEST

START_TEST(a_pin_on_qemus_boot_code_overlaps)
{
	pin(bench_domain(b, "net", MIB(64)), 0x40000000);
	bench_plan(b);
	bench_says(bench_item(b, E_HOST_OVERLAP), "QEMU's own boot code");
}
END_TEST

START_TEST(a_pin_outside_ram_is_an_error)
{
	pin(bench_domain(b, "net", MIB(64)), 0x8000000);
	bench_plan(b);
	ck_assert_uint_eq(bench_item(b, E_OUTSIDE_RAM)->place.line,
			  LINE_DOMAINS + LINE_KERNEL);
}
END_TEST

START_TEST(addresses_at_the_very_end_do_not_wrap)
{
	pin(bench_domain(b, "net", MIB(64)), UINT64_MAX - 100);
	bench_static(b, bench_domain(b, "io", MIB(64)), UINT64_MAX - 4095,
		     MIB(64));
	b->system.boot.xen_at = bench_u64(align_down(UINT64_MAX, MIB(2)),
					  LINE_XEN_AT);
	b->system.boot.tree_at = bench_u64(UINT64_MAX - 15, LINE_XEN_AT);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_ADDRESS), 3);
	ck_assert_uint_eq(bench_count(b, E_OUTSIDE_RAM), 1);
	ck_assert_uint_eq(b->plan->board_tree.range.size, 0);
}
END_TEST

START_TEST(a_wrapped_place_is_not_in_the_plan)
{
	b->system.boot.xen_at = bench_u64(UINT64_MAX, LINE_XEN_AT);
	ck_assert_uint_eq(bench_plan(b)->xen.range.size, 0);
	ck_assert_uint_eq(bench_item(b, E_ADDRESS)->place.line, LINE_XEN_AT);
	ck_assert(!diag_is_rule(E_ADDRESS));
}
END_TEST

START_TEST(xen_outside_ram_is_an_error)
{
	b->memory[0].range.size = MIB(3);
	bench_plan(b);
	ck_assert_uint_eq(bench_item(b, E_OUTSIDE_RAM)->place.line,
			  LINE_BOARD);
}
END_TEST

START_TEST(a_range_over_two_banks_that_touch_is_in_ram)
{
	b->memory[0].range.size = GIB(1);
	bench_ram(b, 0x80000000, GIB(1));
	bench_static(b, bench_domain(b, "net", MIB(64)), 0x7f000000, MIB(64));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(more_than_256_ranges_are_an_error)
{
	struct domain *d = bench_direct(b, "net", 0x60000000, MIB(64));

	bench_reserve(b, "/memreserve/", 0x50000000, 4096);
	for (uint64_t i = 1; i < 255; i++)
		bench_static(b, d, 0x60000000 + i * MIB(1), 4096);
	d->placement.banks[0].range.size = 4096;
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_BANKS_MANY), 0);
	bench_static(b, d, 0x70000000, 4096);
	bench_plan(b);
	bench_says(bench_item(b, E_BANKS_MANY), "257 ranges");
}
END_TEST

/* ---- how much RAM ---- */

START_TEST(more_ram_than_the_board_has_is_an_error)
{
	const struct diag_item *i;

	bench_domain(b, "net", GIB(1));
	bench_domain(b, "io", GIB(1));
	bench_plan(b);
	i = bench_item(b, E_HOST_RAM_EXHAUSTED);
	bench_says(i, "need 2 GiB");
	/* Xen 0x144000, a kernel 20480, pages 28 MiB, tables 12: whole MiB */
	bench_says(i, "42 MiB too few, from domain 'io' on");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + 10 + LINE_MEMORY);
}
END_TEST

START_TEST(what_is_kept_free_is_no_ram_for_domains)
{
	bench_domain(b, "net", GIB(2) - MIB(48));
	bench_plan(b);
	bench_clean(b);
	bench_keep_free(b, 0x50000000, MIB(16));
	bench_reserve(b, "/memreserve/", 0x50800000, MIB(24));
	bench_plan(b);
	/* Together 32 MiB: they overlap. */
	bench_says(bench_item(b, E_HOST_RAM_EXHAUSTED), "24 MiB too few");
}
END_TEST

START_TEST(domains_of_xl_need_no_ram_at_boot)
{
	bench_domain(b, "net", GIB(1));
	bench_domain(b, "later", GIB(1))->start = START_XL;
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(memory_that_no_guest_can_have_is_not_counted)
{
	bench_domain(b, "net", UINT64_MAX - 4095);
	bench_domain(b, "io", UINT64_MAX - 4095);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_MEMORY_TOO_LARGE), 2);
	ck_assert_uint_eq(bench_count(b, E_HOST_RAM_EXHAUSTED), 0);
}
END_TEST

START_TEST(the_table_of_all_pages_wants_a_multiple_of_32_mib)
{
	/* The board has 2 GiB from 0x40000000 on: a table of 28 MiB. */
	bench_domain(b, "net", MIB(64));
	for (uint64_t at = 0x40000000; at < 0xc0000000; at += MIB(32))
		bench_reserve(b, "/reserved-memory/log", at + MIB(20), MIB(1));
	bench_plan(b);
	bench_says(bench_item(b, E_FRAME_TABLE), "28 MiB in one piece");
}
END_TEST

static void add_overlaps(TCase *t)
{
	tcase_add_test(t, static_memory_of_two_domains_overlaps);
	tcase_add_test(t, static_ranges_that_touch_do_not_overlap);
	tcase_add_test(t, static_memory_under_xen_overlaps);
	tcase_add_test(t, static_memory_in_reserved_memory_overlaps);
	tcase_add_test(t, static_memory_outside_ram_is_an_error);
	tcase_add_test(t, static_memory_may_lie_where_qemu_starts);
	tcase_add_test(t, a_pin_in_a_kept_range_overlaps);
	tcase_add_test(t, two_pins_that_overlap_name_both_domains);
	tcase_add_test(t, a_pin_on_the_board_tree_overlaps);
	tcase_add_test(t, a_pin_on_qemus_boot_code_overlaps);
	tcase_add_test(t, a_pin_outside_ram_is_an_error);
	tcase_add_test(t, addresses_at_the_very_end_do_not_wrap);
	tcase_add_test(t, a_wrapped_place_is_not_in_the_plan);
	tcase_add_test(t, xen_outside_ram_is_an_error);
	tcase_add_test(t, a_range_over_two_banks_that_touch_is_in_ram);
	tcase_add_test(t, more_than_256_ranges_are_an_error);
}

Suite *suite_plan_host(void);
Suite *suite_plan_host(void)
{
	Suite *s = suite_create("plan_host");
	TCase *t = tcase_create("host");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, qemu_puts_xen_2_mib_above_ram);
	tcase_add_test(t, qemu_keeps_a_text_offset_of_a_page);
	tcase_add_test(t, qemu_puts_an_image_of_unknown_size_at_512_kib);
	tcase_add_test(t, qemu_puts_the_tree_128_mib_above_ram);
	tcase_add_test(t, qemu_puts_the_tree_into_the_middle_of_little_ram);
	tcase_add_test(t, a_large_board_tree_has_more_room);
	tcase_add_test(t, without_an_image_there_is_room_for_any_xen);
	tcase_add_test(t, places_that_are_said_are_used);
	tcase_add_test(t, qemu_does_not_obey);
	tcase_add_test(t, xen_is_aligned_to_2_mib_and_the_tree_to_8);
	add_overlaps(t);
	tcase_add_test(t, more_ram_than_the_board_has_is_an_error);
	tcase_add_test(t, what_is_kept_free_is_no_ram_for_domains);
	tcase_add_test(t, domains_of_xl_need_no_ram_at_boot);
	tcase_add_test(t, memory_that_no_guest_can_have_is_not_counted);
	tcase_add_test(t, the_table_of_all_pages_wants_a_multiple_of_32_mib);
	suite_add_tcase(s, t);
	return s;
}
