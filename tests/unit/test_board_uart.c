/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#define UART "uart@9000000 { reg = <0 0x9000000 0 0x1000>;" \
	" interrupts = <0 1 4>; };\n"

START_TEST(stdout_path_may_be_a_path)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"/uart@9000000\"; };\n" UART));

	ck_assert_str_eq(b->uart_path, "/uart@9000000");
	ck_assert_uint_eq(b->uart.base, 0x9000000);
	ck_assert_uint_eq(b->uart.size, 0x1000);
	ck_assert_uint_eq(b->uart_intid, 33);
	expect_clean();
}
END_TEST

START_TEST(stdout_path_may_be_an_alias_with_options)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"serial0:115200n8\"; };\n"
		"aliases { serial0 = \"/uart@9000000\"; };\n" UART));

	ck_assert_str_eq(b->uart_path, "/uart@9000000");
	ck_assert_uint_eq(b->uart_intid, 33);
}
END_TEST

START_TEST(stdout_path_without_unit_address_is_not_found)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"/uart\"; };\n" UART));

	ck_assert_ptr_nonnull(b);
	ck_assert_ptr_null(b->uart_path);
	expect_finding(E_BOARD_CONSOLE, "stdout-path names '/uart'");
}
END_TEST

START_TEST(an_alias_that_is_not_there_is_a_warning)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"serial7\"; };\n" UART));

	ck_assert_ptr_null(b->uart_path);
	expect_finding(E_BOARD_CONSOLE, "names 'serial7'");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

START_TEST(a_disabled_uart_is_no_console)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"/uart@1000\"; };\n"
		"uart@1000 { reg = <0 0x1000 0 0x1000>;"
		" status = \"disabled\"; };\n"));

	ck_assert_ptr_null(b->uart_path);
}
END_TEST

START_TEST(a_board_without_stdout_path_has_no_console)
{
	ck_assert_ptr_null(read_board(DTS_BOARD(UART))->uart_path);
	expect_clean();
}
END_TEST

START_TEST(a_uart_without_interrupt_has_none)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"/uart@1000\"; };\n"
		"uart@1000 { reg = <0 0x1000 0 0x100>; };\n"));

	ck_assert_str_eq(b->uart_path, "/uart@1000");
	ck_assert_uint_eq(b->uart.size, 0x100);
	ck_assert_uint_eq(b->uart_intid, 0);
}
END_TEST

START_TEST(a_uart_below_a_bus_has_a_translated_address)
{
	const struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"/soc/uart@1000:115200\"; };\n"
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0 0 0xf0000000 0x100000>;\n"
		"uart@1000 { reg = <0x1000 0x1000>; interrupts = <0 2 4>; };"
		" };\n"));

	ck_assert_uint_eq(b->uart.base, 0xf0001000);
	ck_assert_uint_eq(b->uart_intid, 34);
}
END_TEST

START_TEST(dtuart_wins_over_stdout_path)
{
	struct board *b = read_board(DTS_BOARD(
		"chosen { stdout-path = \"/uart@9000000\"; };\n" UART
		"uart@1000 { reg = <0 0x1000 0 0x1000>; };\n"));

	board_use_console(fx.a, fx.d, b, "/uart@1000:x", PLACE_NONE);
	ck_assert_str_eq(b->uart_path, "/uart@1000");
	ck_assert_uint_eq(b->uart.base, 0x1000);
	board_use_console(fx.a, fx.d, b, "nosuch", PLACE_NONE);
	ck_assert_ptr_null(b->uart_path);
	expect_finding(E_BOARD_CONSOLE, "dtuart names 'nosuch'");
}
END_TEST

Suite *suite_board_uart(void);
Suite *suite_board_uart(void)
{
	Suite *s = suite_create("board_uart");
	TCase *c = add_case(s, "uart");

	tcase_add_test(c, stdout_path_may_be_a_path);
	tcase_add_test(c, stdout_path_may_be_an_alias_with_options);
	tcase_add_test(c, stdout_path_without_unit_address_is_not_found);
	tcase_add_test(c, an_alias_that_is_not_there_is_a_warning);
	tcase_add_test(c, a_disabled_uart_is_no_console);
	tcase_add_test(c, a_board_without_stdout_path_has_no_console);
	tcase_add_test(c, a_uart_without_interrupt_has_none);
	tcase_add_test(c, a_uart_below_a_bus_has_a_translated_address);
	tcase_add_test(c, dtuart_wins_over_stdout_path);
	return s;
}
