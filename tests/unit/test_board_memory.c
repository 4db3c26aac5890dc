/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#define REST DTS_CPUS DTS_TIMER DTS_GIC
#define RESERVED(body) "reserved-memory { #address-cells = <2>;" \
	" #size-cells = <2>; ranges;\n" body "};\n"

START_TEST(memory_is_sorted_by_address)
{
	const struct board *b = read_board(DTS(
		"memory@880000000 { device_type = \"memory\";"
		" reg = <8 0x80000000 0 0x10000000  0 0xd0000000 0 0x1000>;"
		" };\n" DTS_MEMORY REST));

	ck_assert_uint_eq(b->n_memory, 3);
	ck_assert_uint_eq(b->memory[0].range.base, 0x40000000);
	ck_assert_str_eq(b->memory[0].path, "/memory@40000000");
	ck_assert_uint_eq(b->memory[1].range.base, 0xd0000000);
	ck_assert_uint_eq(b->memory[2].range.base, 0x880000000);
	ck_assert_str_eq(b->memory[2].path, "/memory@880000000");
}
END_TEST

START_TEST(empty_banks_are_passed_over)
{
	const struct board *b = read_board(DTS(
		"memory@0 { device_type = \"memory\"; reg = <0 0 0 0"
		"  0 0x1000 0 0x1000>; };\n" REST));

	ck_assert_uint_eq(b->n_memory, 1);
	ck_assert_uint_eq(b->memory[0].range.base, 0x1000);
}
END_TEST

START_TEST(only_available_nodes_with_a_type_at_the_top_are_ram)
{
	const struct board *b = read_board(DTS_BOARD(
		"memory@1000 { reg = <0 0x1000 0 0x1000>; };\n"
		"memory@2000 { device_type = \"memory\"; status = \"disabled\";"
		" reg = <0 0x2000 0 0x1000>; };\n"
		"memory-controller@3000 { device_type = \"memory\";"
		" reg = <0 0x3000 0 0x1000>; };\n"
		"soc { ranges; memory@4000 { device_type = \"memory\";"
		" reg = <0 0x4000 0 0x1000>; }; };\n"));

	ck_assert_uint_eq(b->n_memory, 1);
	ck_assert_uint_eq(b->memory[0].range.base, 0x40000000);
	ck_assert_uint_eq(b->n_by_name, 3);
	ck_assert_str_eq(b->by_name[2].path, "/soc/memory@4000");
}
END_TEST

START_TEST(an_old_release_takes_more_for_ram)
{
	struct board *b = read_board(DTS_BOARD(
		"memory@1000 { reg = <0 0x1000 0 0x1000>; };\n"));

	board_fit_release(fx.a, fx.d, b, facts_find("4.20"), 128);
	expect_clean();
	board_fit_release(fx.a, fx.d, b, facts_find("4.17"), 128);
	expect_finding(E_BOARD_MEMORY_BY_NAME,
		       "Xen 4.17 takes /memory@1000 at 0x1000-0x1fff for RAM");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

START_TEST(an_old_release_stops_at_a_node_named_memory_without_reg)
{
	struct board *b = read_board(DTS_BOARD("soc { memory { }; };\n"));

	board_fit_release(fx.a, fx.d, b, facts_find("4.20"), 128);
	expect_clean();
	board_fit_release(fx.a, fx.d, b, facts_find("4.17"), 128);
	expect_finding(E_BOARD_MEMORY, "reads no further than /soc/memory");
}
END_TEST

START_TEST(a_memory_node_without_reg_is_refused)
{
	struct board *b = read_board(DTS_BOARD(
		"memory { device_type = \"memory\"; };\n"));

	board_fit_release(fx.a, fx.d, b, facts_find("4.20"), 128);
	expect_finding(E_BOARD_MEMORY, "/memory has no reg");
}
END_TEST

START_TEST(an_old_release_boots_without_what_is_behind_it)
{
	struct board *b = read_board(DTS_BOARD("chosen { };\n"
		"memory { device_type = \"memory\"; };\n"));

	board_fit_release(fx.a, fx.d, b, facts_find("4.17"), 128);
	expect_clean();
}
END_TEST

START_TEST(an_old_release_misses_reserved_memory_behind_it)
{
	struct board *b = read_board(DTS_BOARD("chosen { };\n"
		"memory { };\n"
		"reserved-memory { #address-cells = <2>; #size-cells = <2>;"
		" ranges; fw@50000000 { reg = <0 0x50000000 0 0x1000>; }; };\n"));

	board_fit_release(fx.a, fx.d, b, facts_find("4.17"), 128);
	expect_finding(E_BOARD_MEMORY,
		       "does not see /reserved-memory/fw@50000000 behind it");
}
END_TEST

START_TEST(a_board_without_memory_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(REST)));
	expect_finding(E_BOARD_MEMORY, "no memory");
}
END_TEST

START_TEST(memory_that_firmware_fills_in_is_no_memory_yet)
{
	ck_assert_ptr_null(read_board(DTS(
		"memory@0 { device_type = \"memory\"; reg = <0 0 0 0>; };\n"
		REST)));
	expect_finding(E_BOARD_MEMORY, "its memory nodes are empty");
}
END_TEST

START_TEST(overlapping_memory_names_both_nodes)
{
	/* Whoever forces it gets a board. */
	ck_assert_ptr_nonnull(read_board(DTS_BOARD(
		"memory@bffff000 { device_type = \"memory\";"
		" reg = <0 0xbffff000 0 0x2000>; };\n")));
	expect_finding(E_BOARD_MEMORY_OVERLAP,
		       "/memory@bffff000 at 0xbffff000-0xc0000fff overlaps that of /memory@40000000");
}
END_TEST

START_TEST(memory_past_the_end_of_space_is_refused)
{
	ck_assert_ptr_null(read_board(DTS_BOARD(
		"memory@f { device_type = \"memory\";"
		" reg = <0xffffffff 0xfffff000 0 0x2000>; };\n")));
	expect_finding(E_BOARD_MEMORY, "ends past 2^64");
}
END_TEST

START_TEST(more_banks_than_xen_keeps_are_refused)
{
	struct buf b = buf_make(fx.a, 65536);

	for (int i = 0; i < 256; i++)
		buf_printf(&b, "0 0x%x 0 0x1000 ", i * 0x2000);
	read_board(arena_printf(fx.a, DTS(DTS_MEMORY REST
			"memory@0 { device_type = \"memory\"; reg = <%s>; };\n"),
			buf_str(&b)));
	expect_finding(E_BOARD_MEMORY, "one range too many");
}
END_TEST

START_TEST(memreserve_comes_before_reserved_memory)
{
	const char *dts = DTS_BOARD(RESERVED(
		"fw@50000000 { reg = <0 0x50000000 0 0x1000"
		" 0 0x50002000 0 0x1000>; no-map; };\n"
		"dynamic { size = <0 0x1000>; };\n"
		"log@51000000 { reg = <0 0x51000000 0 0x1000>; };\n"));
	const struct board *b;

	b = read_board(arena_printf(fx.a, "/dts-v1/;\n"
				    "/memreserve/ 0x60000000 0x1000;\n%s",
				    dts + strlen("/dts-v1/;\n")));
	ck_assert_uint_eq(b->n_reserved, 4);
	ck_assert_str_eq(b->reserved[0].path, "/memreserve/");
	ck_assert_uint_eq(b->reserved[0].range.base, 0x60000000);
	ck_assert(!b->reserved[0].no_map);
	ck_assert_str_eq(b->reserved[2].path, "/reserved-memory/fw@50000000");
	ck_assert_uint_eq(b->reserved[2].range.base, 0x50002000);
	ck_assert(b->reserved[2].no_map);
	ck_assert(!b->reserved[3].no_map);
}
END_TEST

START_TEST(reserved_memory_without_cells_has_two_and_one)
{
	const struct board *b = read_board(DTS_BOARD(
		"reserved-memory { ranges;"
		" a@1 { reg = <0 0x50000000 0x1000>; }; };\n"));

	ck_assert_uint_eq(b->n_reserved, 1);
	ck_assert_uint_eq(b->reserved[0].range.base, 0x50000000);
	ck_assert_uint_eq(b->reserved[0].range.size, 0x1000);
}
END_TEST

START_TEST(a_disabled_reservation_counts_for_old_releases_only)
{
	const char *dts = DTS_BOARD(RESERVED(
		"a@50000000 { reg = <0 0x50000000 0 0x1000>;"
		" status = \"disabled\"; };\n"
		"b@51000000 { reg = <0 0x51000000 0 0x1000>; };\n"));
	struct board *old = read_board(dts), *new = read_board(dts);

	board_fit_release(fx.a, fx.d, old, facts_find("4.17"), 128);
	board_fit_release(fx.a, fx.d, new, facts_find("4.20"), 128);
	ck_assert_uint_eq(old->n_reserved, 2);
	ck_assert_uint_eq(new->n_reserved, 1);
	ck_assert_uint_eq(new->reserved[0].range.base, 0x51000000);
}
END_TEST

START_TEST(overlapping_reservations_make_a_new_release_panic)
{
	struct board *b = read_board(DTS_BOARD(RESERVED(
		"a@50000000 { reg = <0 0x50000000 0 0x2000>; };\n"
		"b@50001000 { reg = <0 0x50001000 0 0x2000>; };\n")));

	board_fit_release(fx.a, fx.d, b, facts_find("4.17"), 128);
	expect_clean();
	board_fit_release(fx.a, fx.d, b, facts_find("4.20"), 128);
	expect_finding(E_BOARD_RESERVED_OVERLAP,
		       "/reserved-memory/b@50001000 at 0x50001000");
}
END_TEST

START_TEST(a_reservation_may_lie_inside_memreserve)
{
	const char *dts = DTS_BOARD(RESERVED(
		"a@50000000 { reg = <0 0x50000000 0 0x1000>; };\n"));
	struct board *b;

	dts = arena_printf(fx.a, "/dts-v1/;\n"
			   "/memreserve/ 0x50000000 0x2000;\n"
			   "/memreserve/ 0x50001000 0x2000;\n%s",
			   dts + strlen("/dts-v1/;\n"));
	b = read_board(dts);
	board_fit_release(fx.a, fx.d, b, facts_find("4.20"), 128);
	expect_clean();
}
END_TEST

START_TEST(a_reservation_half_inside_memreserve_panics)
{
	const char *dts = DTS_BOARD(RESERVED(
		"a@50000000 { reg = <0 0x50000000 0 0x3000>; };\n"));
	struct board *b;

	dts = arena_printf(fx.a, "/dts-v1/;\n"
			   "/memreserve/ 0x50000000 0x2000;\n%s",
			   dts + strlen("/dts-v1/;\n"));
	b = read_board(dts);
	board_fit_release(fx.a, fx.d, b, facts_find("4.20"), 128);
	expect_finding(E_BOARD_RESERVED_OVERLAP, "overlaps /memreserve/");
}
END_TEST

START_TEST(board_memory_narrows_what_the_tree_says)
{
	const struct board *b = read_board_with(DTS_BOARD(""),
		"memory:\n- {base: 0x60000000, size: 16 MiB}\n"
		"- {base: 0x50000000, size: 16 MiB}\n");

	ck_assert_uint_eq(b->n_memory, 2);
	ck_assert_uint_eq(b->memory[0].range.base, 0x50000000);
	ck_assert_uint_eq(b->memory[1].range.base, 0x60000000);
	ck_assert_str_eq(b->memory[0].path, "/memory@40000000");
	expect_clean();
}
END_TEST

START_TEST(board_memory_may_span_banks_that_touch)
{
	const struct board *b = read_board_with(DTS_BOARD(
		"memory@c0000000 { device_type = \"memory\";"
		" reg = <0 0xc0000000 0 0x1000000>; };\n"),
		"memory: [{base: 0xbf000000, size: 32 MiB}]\n");

	ck_assert_ptr_nonnull(b);
	ck_assert_uint_eq(b->n_memory, 1);
	expect_clean();
}
END_TEST

START_TEST(board_memory_outside_the_tree_is_refused)
{
	ck_assert_ptr_null(read_board_with(DTS_BOARD(""),
		"memory: [{base: 0xbf000000, size: 32 MiB}]\n"));
	expect_finding(E_BOARD_NARROW,
		       "0xbf000000-0xc0ffffff does not lie in the memory");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "/memory@40000000 is 0x40000000-0xbfffffff");
}
END_TEST

START_TEST(board_memory_said_twice_is_refused)
{
	ck_assert_ptr_null(read_board_with(DTS_BOARD(""),
		"memory:\n- {base: 0x50000000, size: 16 MiB}\n"
		"- {base: 0x50800000, size: 16 MiB}\n"));
	expect_finding(E_BOARD_NARROW, "0x50800000-0x517fffff is said twice");
}
END_TEST

START_TEST(board_memory_consists_of_pages)
{
	ck_assert_ptr_null(read_board_with(DTS_BOARD(""),
		"memory: [{base: 0x50000800, size: 16 MiB}]\n"));
	expect_finding(E_BOARD_NARROW, "multiples of a page");
}
END_TEST

static void add_narrow_tests(TCase *c)
{
	tcase_add_test(c, board_memory_narrows_what_the_tree_says);
	tcase_add_test(c, board_memory_may_span_banks_that_touch);
	tcase_add_test(c, board_memory_outside_the_tree_is_refused);
	tcase_add_test(c, board_memory_said_twice_is_refused);
	tcase_add_test(c, board_memory_consists_of_pages);
}

static void add_reserved_tests(TCase *c)
{
	tcase_add_test(c, memreserve_comes_before_reserved_memory);
	tcase_add_test(c, reserved_memory_without_cells_has_two_and_one);
	tcase_add_test(c, a_disabled_reservation_counts_for_old_releases_only);
	tcase_add_test(c, overlapping_reservations_make_a_new_release_panic);
	tcase_add_test(c, a_reservation_may_lie_inside_memreserve);
	tcase_add_test(c, a_reservation_half_inside_memreserve_panics);
}

Suite *suite_board_memory(void);
Suite *suite_board_memory(void)
{
	Suite *s = suite_create("board_memory");
	TCase *c = add_case(s, "memory");

	tcase_add_test(c, memory_is_sorted_by_address);
	tcase_add_test(c, empty_banks_are_passed_over);
	tcase_add_test(c, only_available_nodes_with_a_type_at_the_top_are_ram);
	tcase_add_test(c, an_old_release_takes_more_for_ram);
	tcase_add_test(c,
		an_old_release_stops_at_a_node_named_memory_without_reg);
	tcase_add_test(c, a_memory_node_without_reg_is_refused);
	tcase_add_test(c, an_old_release_boots_without_what_is_behind_it);
	tcase_add_test(c, an_old_release_misses_reserved_memory_behind_it);
	tcase_add_test(c, a_board_without_memory_is_refused);
	tcase_add_test(c, memory_that_firmware_fills_in_is_no_memory_yet);
	tcase_add_test(c, overlapping_memory_names_both_nodes);
	tcase_add_test(c, memory_past_the_end_of_space_is_refused);
	tcase_add_test(c, more_banks_than_xen_keeps_are_refused);
	add_reserved_tests(add_case(s, "reserved"));
	add_narrow_tests(add_case(s, "narrow"));
	return s;
}
