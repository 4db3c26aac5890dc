/* SPDX-License-Identifier: BSD-2-Clause */
#include <libfdt.h>

#include "model/board_parts.h"
#include "test_model.h"

static const struct board *board;
static struct board_index *x;

/* A board with @more in its root, and the index of its nodes. */
static void make_index(const char *more)
{
	board = read_board(arena_printf(fx.a, DTS(DTS_MEMORY DTS_CPUS
		DTS_TIMER DTS_GIC "%s\n"), more));
	ck_assert_ptr_nonnull(board);
	x = board_index_make(fx.a, board->blob);
}

START_TEST(a_path_is_found_by_its_full_name)
{
	make_index("soc { a@1 { }; a@2 { b { }; }; };");
	ck_assert_int_eq(board_index_path(x, "/"), 0);
	ck_assert_int_eq(board_index_path(x, "/soc/a@2/b"),
			 fdt_path_offset(board->blob, "/soc/a@2/b"));
	ck_assert_int_eq(board_index_path(x, "/soc/a"), -1);
	ck_assert_int_eq(board_index_path(x, "/soc/a@2/"), -1);
	ck_assert_int_eq(board_index_path(x, "//soc"), -1);
	ck_assert_int_eq(board_index_path(x, "soc"), -1);
	ck_assert_int_eq(board_index_path(x, ""), -1);
}
END_TEST

START_TEST(a_phandle_is_of_the_first_that_has_it)
{
	make_index("p { linux,phandle = <77>; }; q { phandle = <78>; };");
	ck_assert_int_eq(board_index_phandle(x, 77),
			 fdt_path_offset(board->blob, "/p"));
	ck_assert_int_eq(board_index_phandle(x, 78),
			 fdt_path_offset(board->blob, "/q"));
	ck_assert_int_eq(board_index_phandle(x, 79), -1);
	ck_assert_int_eq(board_index_phandle(x, 0), -1);
	ck_assert_int_eq(board_index_phandle(x, UINT32_MAX), -1);
}
END_TEST

START_TEST(each_node_but_the_root_has_a_parent)
{
	int soc, b;

	make_index("soc { a@2 { b { }; }; };");
	soc = board_index_path(x, "/soc");
	b = board_index_path(x, "/soc/a@2/b");
	ck_assert_int_eq(board_index_parent(x, b),
			 fdt_path_offset(board->blob, "/soc/a@2"));
	ck_assert_int_eq(board_index_parent(x, soc), 0);
	ck_assert_int_eq(board_index_parent(x, 0), -1);
	ck_assert_int_eq(board_index_parent(x, b + 1), -1);
}
END_TEST

/* All interrupts of /dev, each 1000 apart by its turn. */
static uint64_t intids_of(const char *dev, uint32_t steps)
{
	struct board_irqs i = { 0 };
	uint64_t sum = 0;
	uint32_t intid;

	make_index(dev);
	i.fdt = board->blob;
	i.index = x;
	i.node = board_index_path(x, "/dev");
	i.gic = board_index_path(x, board->gic_path);
	while (board_next_intid(&i, &steps, &intid))
		sum = sum * 1000 + intid;
	return sum;
}

START_TEST(interrupts_come_one_after_the_other)
{
	ck_assert_uint_eq(intids_of("dev { interrupts-extended = <&gic 0 1 4>,"
				    " <&gic 0 2 4>, <&gic 1 3 4>; };", 1),
			  33034019);
	ck_assert_uint_eq(intids_of("dev { interrupts = <0 1 4 0 2 4>; };", 1),
			  33034);
}
END_TEST

START_TEST(a_map_is_looked_at_so_often_and_no_more)
{
	static const char dev[] =
		"map: map { #address-cells = <0>; #interrupt-cells = <1>;"
		" interrupt-map = <1 &gic 0 5 4>, <2 &gic 0 6 4>; };"
		"dev { interrupt-parent = <&map>; interrupts = <2 1>; };";

	ck_assert_uint_eq(intids_of(dev, 3), 38037);
	ck_assert_uint_eq(intids_of(dev, 2), 38000);
}
END_TEST

Suite *suite_board_index(void);
Suite *suite_board_index(void)
{
	Suite *s = suite_create("board_index");
	TCase *c = add_case(s, "nodes");

	tcase_add_test(c, a_path_is_found_by_its_full_name);
	tcase_add_test(c, a_phandle_is_of_the_first_that_has_it);
	tcase_add_test(c, each_node_but_the_root_has_a_parent);
	tcase_add_test(c, interrupts_come_one_after_the_other);
	tcase_add_test(c, a_map_is_looked_at_so_often_and_no_more);
	return s;
}
