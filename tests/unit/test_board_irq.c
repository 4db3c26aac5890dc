/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#define CONSOLE "chosen { stdout-path = \"/soc/uart@1000\"; };\n"

/* The GIC's number of the UART's interrupt: /soc holds @soc and the UART. */
static uint32_t intid_of(const char *soc, const char *uart)
{
	const struct board *b;

	b = read_board(arena_printf(fx.a, DTS(DTS_MEMORY DTS_CPUS DTS_TIMER
		DTS_GIC CONSOLE
		"pic: pic { interrupt-controller; #interrupt-cells = <3>; };\n"
		"soc { #address-cells = <2>; #size-cells = <2>; ranges; %s\n"
		"uart@1000 { reg = <0 0x1000 0 0x1000>; %s }; };\n"),
		soc, uart));
	ck_assert_ptr_nonnull(b);
	ck_assert_str_eq(b->uart_path, "/soc/uart@1000");
	return b->uart_intid;
}

START_TEST(shared_interrupts_count_from_32)
{
	ck_assert_uint_eq(intid_of("", "interrupts = <0 1 4>;"), 33);
}
END_TEST

START_TEST(private_interrupts_count_from_16)
{
	ck_assert_uint_eq(intid_of("", "interrupts = <1 5 4>;"), 21);
}
END_TEST

START_TEST(a_device_without_interrupt_has_none)
{
	ck_assert_uint_eq(intid_of("", ""), 0);
	ck_assert_uint_eq(intid_of("", "interrupts = <0 1>;"), 0);
	ck_assert_uint_eq(intid_of("", "interrupts;"), 0);
}
END_TEST

START_TEST(an_interrupt_may_name_its_controller)
{
	ck_assert_uint_eq(intid_of("", "interrupts-extended = <&gic 0 42 4>;"),
			  74);
	ck_assert_uint_eq(intid_of("", "interrupts = <0 1 4>;"
				   " interrupts-extended = <&gic 0 42 4>;"),
			  74);
}
END_TEST

START_TEST(a_short_extended_interrupt_is_passed_over)
{
	ck_assert_uint_eq(intid_of("", "interrupts = <0 1 4>;"
				   " interrupts-extended = <&gic 0>;"), 33);
	ck_assert_uint_eq(intid_of("", "interrupts-extended = <99 0 1 4>;"),
			  0);
}
END_TEST

START_TEST(the_nearest_interrupt_parent_counts)
{
	ck_assert_uint_eq(intid_of("interrupt-parent = <&pic>;",
				   "interrupts = <0 1 4>;"), 0);
	ck_assert_uint_eq(intid_of("interrupt-parent = <&pic>;",
				   "interrupts = <0 1 4>;"
				   " interrupt-parent = <&gic>;"), 33);
}
END_TEST

START_TEST(an_interrupt_parent_that_is_not_there_leads_nowhere)
{
	ck_assert_uint_eq(intid_of("interrupt-parent = <1234>;",
				   "interrupts = <0 1 4>;"), 0);
}
END_TEST

/* As on Arm's FVP and Juno boards. */
START_TEST(a_map_leads_to_the_gic)
{
	ck_assert_uint_eq(intid_of(
		"#interrupt-cells = <1>; interrupt-map-mask = <0 0 63>;"
		" interrupt-map = <0 0 4 &gic 0 4 4  0 0 5 &gic 0 15 4>;",
		"interrupts = <5>;"), 47);
}
END_TEST

START_TEST(a_map_may_look_at_the_address)
{
	ck_assert_uint_eq(intid_of(
		"#interrupt-cells = <1>; interrupt-map-mask = <0 0xf000 63>;"
		" interrupt-map = <0 0x2000 5 &gic 0 4 4"
		"  0 0x1000 5 &gic 0 15 4>;", "interrupts = <5>;"), 47);
}
END_TEST

START_TEST(a_map_without_mask_compares_all_bits)
{
	ck_assert_uint_eq(intid_of("#interrupt-cells = <1>;"
		" interrupt-map = <0 0x1004 5 &gic 0 4 4"
		"  0 0x1000 5 &gic 0 15 4>;", "interrupts = <5>;"), 47);
}
END_TEST

START_TEST(a_map_that_lacks_the_interrupt_leads_nowhere)
{
	ck_assert_uint_eq(intid_of("#interrupt-cells = <1>;"
		" interrupt-map-mask = <0 0 63>;"
		" interrupt-map = <0 0 4 &gic 0 4 4>;", "interrupts = <5>;"),
		0);
}
END_TEST

START_TEST(a_damaged_map_leads_nowhere)
{
	static const char *const maps[] = {
		"interrupt-map = <0 0 5 &gic 0>;",
		"interrupt-map = <0 0 5 999 0 1 4>;",
		"interrupt-map = <0 0>;",
		"interrupt-map;",
		"interrupt-map-mask = <0>; interrupt-map = <0 0 5 &gic 0 1 4>;",
	};

	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
		ck_assert_uint_eq(intid_of(arena_printf(fx.a,
			"#interrupt-cells = <1>; %s", maps[i]),
			"interrupts = <5>;"), 0);
}
END_TEST

START_TEST(maps_in_a_circle_end)
{
	ck_assert_uint_eq(intid_of("n: nexus { #address-cells = <0>;"
		" #interrupt-cells = <1>; interrupt-map = <5 &n 5>; };",
		"interrupt-parent = <&n>; interrupts = <5>;"), 0);
}
END_TEST

Suite *suite_board_irq(void);
Suite *suite_board_irq(void)
{
	Suite *s = suite_create("board_irq");
	TCase *c = add_case(s, "irq");

	tcase_add_test(c, shared_interrupts_count_from_32);
	tcase_add_test(c, private_interrupts_count_from_16);
	tcase_add_test(c, a_device_without_interrupt_has_none);
	tcase_add_test(c, an_interrupt_may_name_its_controller);
	tcase_add_test(c, a_short_extended_interrupt_is_passed_over);
	tcase_add_test(c, the_nearest_interrupt_parent_counts);
	tcase_add_test(c, an_interrupt_parent_that_is_not_there_leads_nowhere);
	tcase_add_test(c, a_map_leads_to_the_gic);
	tcase_add_test(c, a_map_may_look_at_the_address);
	tcase_add_test(c, a_map_without_mask_compares_all_bits);
	tcase_add_test(c, a_map_that_lacks_the_interrupt_leads_nowhere);
	tcase_add_test(c, a_damaged_map_leads_nowhere);
	tcase_add_test(c, maps_in_a_circle_end);
	return s;
}
