/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

START_TEST(a_small_board_is_read)
{
	const struct board *b = read_board(DTS_BOARD(""));

	ck_assert_ptr_nonnull(b);
	expect_clean();
	ck_assert_str_eq(b->path, path_of("board.dts"));
	ck_assert_uint_eq(b->place.line, 1);
	ck_assert_uint_eq(b->place.col, 14);
	ck_assert_uint_eq(b->n_memory, 1);
	ck_assert_uint_eq(b->n_reserved, 0);
	ck_assert_uint_eq(b->n_cpu_nodes, 1);
	ck_assert_uint_eq(b->root_address_cells, 2);
	ck_assert_uint_eq(b->root_size_cells, 2);
	ck_assert_ptr_null(b->untranslated);
	ck_assert_ptr_null(b->uart_path);
}
END_TEST

START_TEST(the_first_cpu_lends_its_compatible)
{
	const struct board *b = read_board(DTS(DTS_MEMORY DTS_TIMER DTS_GIC
		"cpus { #address-cells = <1>; #size-cells = <0>;\n"
		"cpu-map { };\n"
		"l2: cache { device_type = \"cache\"; };\n"
		"cpu@0 { device_type = \"cpu\"; reg = <0>;"
		" compatible = \"arm,cortex-a72\", \"arm,armv8\";"
		" clock-frequency = <1500000000>; };\n"
		"cpu@1 { device_type = \"cpu\"; reg = <1>;"
		" compatible = \"arm,cortex-a53\"; };\n};\n"));

	ck_assert_uint_eq(b->n_cpu_nodes, 2);
	ck_assert_uint_eq(b->cpu_compatible_len, 25);
	ck_assert_mem_eq(b->cpu_compatible, "arm,cortex-a72\0arm,armv8", 25);
	ck_assert(b->has_cpu_clock);
	ck_assert_uint_eq(b->cpu_clock, 1500000000);
}
END_TEST

START_TEST(a_board_without_cpus_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(DTS_MEMORY DTS_TIMER DTS_GIC)));
	expect_finding(E_BOARD_CPUS, "no CPU");
}
END_TEST

START_TEST(a_first_cpu_without_compatible_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(DTS_MEMORY DTS_TIMER DTS_GIC
		"cpus { #address-cells = <1>; #size-cells = <0>;\n"
		"cpu@0 { device_type = \"cpu\"; reg = <0>; };\n"
		"cpu@1 { device_type = \"cpu\"; reg = <1>;"
		" compatible = \"arm,cortex-a53\"; };\n};\n")));
	expect_finding(E_BOARD_CPUS, "the first CPU has no compatible");
}
END_TEST

START_TEST(a_first_cpu_whose_compatible_is_no_text_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(DTS_MEMORY DTS_TIMER DTS_GIC
		"cpus { #address-cells = <1>; #size-cells = <0>;\n"
		"cpu@0 { device_type = \"cpu\"; reg = <0>;"
		" compatible = [ff fe]; };\n};\n")));
	expect_finding(E_BOARD_CPUS, "is no text");
}
END_TEST

START_TEST(the_timer_may_say_its_clock)
{
	const struct board *b = read_board(DTS(DTS_MEMORY DTS_CPUS DTS_GIC
		"soc { t { compatible = \"x\", \"arm,armv7-timer\";"
		" status = \"disabled\"; clock-frequency = <100>; }; };\n"
		DTS_TIMER));

	ck_assert(b->has_timer_clock);
	ck_assert_uint_eq(b->timer_clock, 100);
}
END_TEST

START_TEST(a_board_without_timer_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(DTS_MEMORY DTS_CPUS DTS_GIC)));
	expect_finding(E_BOARD_TIMER, "arm,armv8-timer");
}
END_TEST

START_TEST(root_cells_past_two_are_refused)
{
	ck_assert_ptr_null(read_board("/dts-v1/;\n/ { #address-cells = <3>;"
				      " #size-cells = <2>; };\n"));
	expect_finding(E_BOARD_CELLS, "#address-cells 3 and #size-cells 2");
}
END_TEST

START_TEST(root_cells_unsaid_are_two_and_one)
{
	const struct board *b = read_board("/dts-v1/;\n/ {\n"
		"memory@40000000 { device_type = \"memory\";"
		" reg = <0 0x40000000 0x10000000>; };\n" DTS_CPUS DTS_TIMER
		"intc@8000000 { compatible = \"arm,gic-v3\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" reg = <0 0x8000000 0x10000 0 0x80a0000 0xf60000>;"
		" interrupts = <1 9 4>; };\n};\n");

	ck_assert_ptr_nonnull(b);
	ck_assert_uint_eq(b->root_address_cells, 2);
	ck_assert_uint_eq(b->root_size_cells, 1);
	ck_assert_uint_eq(b->memory[0].range.size, 0x10000000);
	ck_assert_uint_eq(b->gic_redist[0].base, 0x80a0000);
}
END_TEST

START_TEST(all_that_is_missing_is_reported_at_once)
{
	ck_assert_ptr_null(read_board("/dts-v1/;\n/ { };\n"));
	ck_assert_uint_eq(count_code(E_BOARD_MEMORY), 1);
	ck_assert_uint_eq(count_code(E_BOARD_GIC), 1);
	ck_assert_uint_eq(count_code(E_BOARD_TIMER), 1);
	ck_assert_uint_eq(count_code(E_BOARD_CPUS), 1);
}
END_TEST

START_TEST(nodes_nested_too_deep_are_refused)
{
	struct buf b = buf_make(fx.a, 65536);

	for (int i = 0; i < LIMIT_TREE_DEPTH; i++)
		buf_printf(&b, "n%d {\n", i);
	for (int i = 0; i < LIMIT_TREE_DEPTH; i++)
		buf_printf(&b, "};\n");
	read_board(arena_printf(fx.a, DTS(DTS_MEMORY DTS_CPUS DTS_TIMER DTS_GIC
					  "%s"), buf_str(&b)));
	expect_finding(E_BOARD_LIMIT, "nested more than 64 deep");
}
END_TEST

Suite *suite_board(void);
Suite *suite_board(void)
{
	Suite *s = suite_create("board");
	TCase *c = add_case(s, "board");

	tcase_add_test(c, a_small_board_is_read);
	tcase_add_test(c, the_first_cpu_lends_its_compatible);
	tcase_add_test(c, a_board_without_cpus_is_refused);
	tcase_add_test(c, a_first_cpu_without_compatible_is_refused);
	tcase_add_test(c, a_first_cpu_whose_compatible_is_no_text_is_refused);
	tcase_add_test(c, the_timer_may_say_its_clock);
	tcase_add_test(c, a_board_without_timer_is_refused);
	tcase_add_test(c, root_cells_past_two_are_refused);
	tcase_add_test(c, root_cells_unsaid_are_two_and_one);
	tcase_add_test(c, all_that_is_missing_is_reported_at_once);
	tcase_add_test(c, nodes_nested_too_deep_are_refused);
	return s;
}
