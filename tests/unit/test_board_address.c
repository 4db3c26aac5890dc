/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

/* Does the board have this range among its MMIO? */
static bool has_mmio(const struct board *b, uint64_t base, uint64_t size)
{
	for (size_t i = 0; i < b->n_mmio; i++)
		if (b->mmio[i].base == base && b->mmio[i].size == size)
			return true;
	return false;
}

static size_t n_mmio_of(const char *dts)
{
	const struct board *b = read_board(dts);

	ck_assert_ptr_nonnull(b);
	return b->n_mmio;
}

START_TEST(ram_and_controllers_are_address_space_too)
{
	const struct board *b = read_board(DTS_BOARD(""));

	ck_assert_uint_eq(b->n_mmio, 3);
	ck_assert(has_mmio(b, 0x40000000, 0x80000000));
	ck_assert(has_mmio(b, 0x8000000, 0x10000));
	ck_assert(has_mmio(b, 0x80a0000, 0xf60000));
}
END_TEST

START_TEST(a_bus_shifts_its_children)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0x0 0 0x10000000 0x1000000"
		"  0x80000000 8 0 0x1000>;\n"
		"a@1000 { reg = <0x1000 0x100>; };\n"
		"b@80000010 { reg = <0x80000010 0x10>; }; };\n"));

	ck_assert(has_mmio(b, 0x10001000, 0x100));
	ck_assert(has_mmio(b, 0x800000010, 0x10));
	ck_assert_ptr_null(b->untranslated);
}
END_TEST

START_TEST(a_bus_in_a_bus_shifts_twice)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0x0 0 0x10000000 0x1000000>;\n"
		"bus@4000 { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0x0 0x4000 0x1000>;"
		" a@20 { reg = <0x20 4>; }; }; };\n"));

	ck_assert(has_mmio(b, 0x10004020, 4));
}
END_TEST

START_TEST(empty_ranges_are_one_to_one)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { #address-cells = <1>; #size-cells = <1>; ranges;\n"
		"a@fe001000 { reg = <0xfe001000 0x1000>; }; };\n"));

	ck_assert(has_mmio(b, 0xfe001000, 0x1000));
}
END_TEST

START_TEST(cells_are_inherited_over_a_bus_that_does_not_say)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { ranges; a@1 { reg = <0 0xfe001000 0 0x1000>; };"
		" };\n"));

	ck_assert(has_mmio(b, 0xfe001000, 0x1000));
}
END_TEST

START_TEST(children_of_no_bus_have_no_address)
{
	/* a regulator by number, a device on I2C */
	ck_assert_uint_eq(n_mmio_of(DTS_BOARD(
		"regulators { #address-cells = <1>; #size-cells = <1>;"
		" r@0 { reg = <0 4>; }; };\n"
		"i2c@1000 { reg = <0 0x1000 0 0x1000>; #address-cells = <1>;"
		" #size-cells = <0>; d@50 { reg = <0x50>; }; };\n")), 4);
}
END_TEST

START_TEST(an_address_outside_all_ranges_is_reported)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0 0 0x10000000 0x1000>;\n"
		"a@2000 { reg = <0x2000 0x100>; }; };\n"));

	ck_assert_str_eq(b->untranslated, "/soc/a@2000");
	expect_finding(E_BOARD_ADDRESS, "an address of /soc/a@2000");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

START_TEST(an_address_below_a_node_without_ranges_is_reported)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { #address-cells = <1>; #size-cells = <1>;\n"
		"bus { #address-cells = <1>; #size-cells = <1>; ranges;"
		" a@2000 { reg = <0x2000 0x100>; }; }; };\n"));

	ck_assert_str_eq(b->untranslated, "/soc/bus/a@2000");
}
END_TEST

START_TEST(three_cells_must_match_exactly)
{
	const struct board *b = read_board(DTS_BOARD(
		"bus { #address-cells = <3>; #size-cells = <1>;"
		" ranges = <1 0 0 0 0x10000000 0x1000"
		"  2 0 0 0 0x20000000 0x1000>;\n"
		"a { reg = <2 0 0 0x10>; }; };\n"));

	ck_assert(has_mmio(b, 0x20000000, 0x10));
}
END_TEST

START_TEST(windows_of_a_pci_bridge_are_address_space)
{
	const struct board *b = read_board(DTS_BOARD(
		"pcie@4010000000 { device_type = \"pci\"; #address-cells = <3>;"
		" #size-cells = <2>; reg = <0x40 0x10000000 0 0x10000000>;\n"
		"ranges = <0x1000000 0 0 0 0x3eff0000 0 0x10000"
		"  0x2000000 0 0x10000000 0 0x10000000 0 0x2eff0000"
		"  0x3000000 0x80 0 0x80 0 0x80 0>; };\n"));

	ck_assert(has_mmio(b, 0x4010000000, 0x10000000));
	ck_assert(has_mmio(b, 0x3eff0000, 0x10000));
	ck_assert(has_mmio(b, 0x10000000, 0x2eff0000));
	ck_assert(has_mmio(b, 0x8000000000, 0x8000000000));
	ck_assert_ptr_null(b->untranslated);
}
END_TEST

START_TEST(windows_of_a_bridge_below_a_bus_are_shifted)
{
	const struct board *b = read_board(DTS_BOARD(
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0 1 0 0x80000000>;\n"
		"pcie@0 { device_type = \"pci\"; #address-cells = <3>;"
		" #size-cells = <2>; reg = <0 0x1000>;"
		" ranges = <0x2000000 0 0x10000000 0x20000000 0 0x100000>;"
		" }; };\n"));

	ck_assert(has_mmio(b, 0x120000000, 0x100000));
}
END_TEST

START_TEST(devices_on_pci_are_passed_over)
{
	ck_assert_uint_eq(n_mmio_of(DTS_BOARD(
		"pcie@10000000 { device_type = \"pci\"; #address-cells = <3>;"
		" #size-cells = <2>; reg = <0 0x10000000 0 0x1000>; ranges;\n"
		"dev@0 { reg = <0 0 0 0 0>; }; };\n")), 4);
}
END_TEST

START_TEST(assigned_addresses_on_pci_are_translated)
{
	const struct board *b = read_board(DTS_BOARD(
		"pcie@10000000 { device_type = \"pci\"; #address-cells = <3>;"
		" #size-cells = <2>;"
		" ranges = <0x2000000 0 0x1000 0 0x50000000 0 0x10000>;\n"
		"dev@0 { reg = <0 0 0 0 0>; assigned-addresses ="
		" <0x82000010 0 0x3000 0 0x100>; }; };\n"));

	ck_assert(has_mmio(b, 0x50002000, 0x100));
}
END_TEST

START_TEST(a_range_past_the_end_of_space_is_cut_there)
{
	const struct board *b = read_board(DTS_BOARD(
		"a@f { reg = <0xffffffff 0xfffff000 0 0x5000>; };\n"));

	ck_assert(has_mmio(b, 0xfffffffffffff000, 0x1000));
}
END_TEST

START_TEST(half_a_reg_is_no_address)
{
	ck_assert_uint_eq(n_mmio_of(DTS_BOARD("a@1 { reg = <0 0x1000 0>; };\n"
					      "b@1 { reg; };\n")), 3);
}
END_TEST

START_TEST(huge_cell_counts_are_passed_over)
{
	ck_assert_uint_eq(n_mmio_of(DTS_BOARD(
		"a { #address-cells = <0xffffffff>; #size-cells = <1>; ranges;"
		" b { reg = <1 2 3 4>; }; };\n"
		"c { #address-cells = <1>; #size-cells = <0xffffffff>; ranges;"
		" d { reg = <1 2 3 4>; }; };\n")), 3);
}
END_TEST

START_TEST(endless_ranges_are_given_up)
{
	struct buf ranges = buf_make(fx.a, 1 << 20);
	struct buf regs = buf_make(fx.a, 1 << 20);

	for (int i = 0; i < 6000; i++) {
		buf_puts(&ranges, "5 0 0 1 ");
		buf_puts(&regs, "1 1 ");
	}
	read_board(arena_printf(fx.a, DTS(DTS_MEMORY DTS_CPUS DTS_TIMER DTS_GIC
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <%s>; a { reg = <%s>; }; };\n"),
		buf_str(&ranges), buf_str(&regs)));
	ck_assert_uint_eq(count_code(E_BOARD_LIMIT), 1);
}
END_TEST

static void add_pci_tests(TCase *c)
{
	tcase_add_test(c, windows_of_a_pci_bridge_are_address_space);
	tcase_add_test(c, windows_of_a_bridge_below_a_bus_are_shifted);
	tcase_add_test(c, devices_on_pci_are_passed_over);
	tcase_add_test(c, assigned_addresses_on_pci_are_translated);
}

Suite *suite_board_address(void);
Suite *suite_board_address(void)
{
	Suite *s = suite_create("board_address");
	TCase *c = add_case(s, "buses");

	tcase_add_test(c, ram_and_controllers_are_address_space_too);
	tcase_add_test(c, a_bus_shifts_its_children);
	tcase_add_test(c, a_bus_in_a_bus_shifts_twice);
	tcase_add_test(c, empty_ranges_are_one_to_one);
	tcase_add_test(c, cells_are_inherited_over_a_bus_that_does_not_say);
	tcase_add_test(c, children_of_no_bus_have_no_address);
	tcase_add_test(c, an_address_outside_all_ranges_is_reported);
	tcase_add_test(c, an_address_below_a_node_without_ranges_is_reported);
	tcase_add_test(c, three_cells_must_match_exactly);
	tcase_add_test(c, a_range_past_the_end_of_space_is_cut_there);
	tcase_add_test(c, half_a_reg_is_no_address);
	tcase_add_test(c, huge_cell_counts_are_passed_over);
	tcase_add_test(c, endless_ranges_are_given_up);
	add_pci_tests(add_case(s, "pci"));
	return s;
}
