/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

START_TEST(a_small_system_is_bound)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "domains:\n"
			"  a: {memory: 64 MiB, kernel: Image}\n");
	ck_assert_ptr_nonnull(s);
	ck_assert_str_eq(s->path, path_of("system.yaml"));
	ck_assert_uint_eq(s->board->n_memory, 1);
	ck_assert_uint_eq(s->n_domains, 1);
	expect_clean();
}
END_TEST

START_TEST(boot_has_defaults)
{
	const struct system *s = bind_system(YAML_HEAD "domains: {}\n");

	ck_assert(s->boot.direct);
	ck_assert_uint_eq(s->boot.align.v, MIB(2));
	ck_assert(!s->boot.align.given);
	ck_assert(!s->boot.xen_at.given);
	ck_assert(!s->boot.tree_at.given);
}
END_TEST

START_TEST(boot_is_as_said)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "boot: {methods: [direct], align: 64 KiB,"
			" xen-at: 0x40200000, tree-at: 0x48000000}\n"
			"domains: {}\n");
	ck_assert(s->boot.direct);
	ck_assert_uint_eq(s->boot.align.v, KIB(64));
	ck_assert_uint_eq(s->boot.xen_at.v, 0x40200000);
	ck_assert_uint_eq(s->boot.tree_at.v, 0x48000000);
	ck_assert_uint_eq(s->boot.tree_at.place.line, 4);
}
END_TEST

START_TEST(an_alignment_must_be_a_power_of_two)
{
	bind_system(YAML_HEAD "boot: {align: 3 MiB}\ndomains: {}\n");
	expect_finding(E_BOOT_ALIGN, "cannot be aligned to 3 MiB");
}
END_TEST

START_TEST(an_alignment_must_be_a_page_at_least)
{
	bind_system(YAML_HEAD "boot: {align: 2 KiB}\ndomains: {}\n");
	expect_finding(E_BOOT_ALIGN, "cannot be aligned to 2 KiB");
}
END_TEST

START_TEST(an_address_must_fit_into_64_bits)
{
	bind_system(YAML_HEAD "boot: {xen-at: 18446744073709551616}\n"
		    "domains: {}\n");
	expect_finding(E_ADDRESS, "is no 64-bit number");
}
END_TEST

START_TEST(the_hypervisor_is_bound)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "hypervisor: {image: Image,"
			" cmdline: \"console=dtuart\"}\ndomains: {}\n");
	ck_assert_int_eq(s->hypervisor.image->format, FORMAT_ARM64_IMAGE);
	ck_assert_str_eq(s->hypervisor.cmdline.v, "console=dtuart");
	ck_assert_uint_eq(s->hypervisor.place.line, 4);
	expect_clean();
}
END_TEST

START_TEST(without_hypervisor_there_is_no_image)
{
	const struct system *s = bind_system(YAML_HEAD "domains: {}\n");

	ck_assert_ptr_null(s->hypervisor.image);
	ck_assert(!s->hypervisor.cmdline.given);
}
END_TEST

START_TEST(ranges_to_keep_free_have_a_reason)
{
	const struct system *s;

	s = bind_system("target: {xen: \"4.20\"}\nboard:\n"
			"  device-tree: board.dts\n  keep-free:\n"
			"  - {base: 0x48000000, size: 16 MiB, why: log}\n"
			"  - {base: 0x50000000, size: 1 MiB}\n"
			"domains: {}\n");
	ck_assert_uint_eq(s->n_keep_free, 2);
	ck_assert_uint_eq(s->keep_free[0].range.base, 0x48000000);
	ck_assert_str_eq(s->keep_free[0].why, "log");
	ck_assert_uint_eq(s->keep_free[0].place.line, 5);
	ck_assert_ptr_null(s->keep_free[1].why);
}
END_TEST

START_TEST(a_wrong_range_is_left_out)
{
	const struct system *s;

	s = bind_system("target: {xen: \"4.20\"}\nboard:\n"
			"  device-tree: board.dts\n  keep-free:\n"
			"  - {base: 0x48000000, size: 16}\n"
			"  - {base: 0x50000000, size: 1 MiB}\n"
			"domains: {}\n");
	expect_finding(E_SIZE, "has no unit");
	ck_assert_uint_eq(s->n_keep_free, 1);
	ck_assert_uint_eq(s->keep_free[0].range.base, 0x50000000);
}
END_TEST

START_TEST(a_bad_board_gives_no_system)
{
	ck_assert_ptr_null(bind_system("target: {xen: \"4.20\"}\n"
				       "board: {device-tree: nosuch}\n"
				       "domains: {}\n"));
	expect_finding(E_FILE_NOT_FOUND, "no board tree 'nosuch'");
}
END_TEST

START_TEST(inputs_are_the_board_and_every_file)
{
	const struct system *s;
	const struct doc_input *i;

	s = bind_system(YAML_HEAD "hypervisor: {image: Image}\ndomains:\n"
			"  a: {memory: 64 MiB, kernel: Image,"
			" ramdisk: rd.cpio}\n");
	i = s->inputs;
	ck_assert_str_eq(i->path, path_of("board.dts"));
	ck_assert_str_eq(i->next->path, path_of("Image"));
	ck_assert_str_eq(i->next->next->path, path_of("rd.cpio"));
	ck_assert_ptr_null(i->next->next->next);
}
END_TEST

START_TEST(xens_command_line_says_which_console)
{
	const struct system *s;

	write_text("uart.dts", DTS_BOARD(
		"chosen { stdout-path = \"/uart@1000\"; };\n"
		"aliases { s1 = \"/uart@2000\"; };\n"
		"uart@1000 { reg = <0 0x1000 0 0x1000>; };\n"
		"uart@2000 { reg = <0 0x2000 0 0x1000>; };\n"));
	s = bind_system("target: {xen: \"4.20\"}\n"
			"board: {device-tree: uart.dts}\ndomains: {}\n"
			"hypervisor: {cmdline:"
			" \"dtuart=/nosuch a dtuart=s1 console=dtuart\"}\n");
	ck_assert_str_eq(s->board->uart_path, "/uart@2000");
	ck_assert_uint_eq(s->board->uart.base, 0x2000);
	expect_clean();
}
END_TEST

START_TEST(a_console_that_is_not_there_is_a_warning)
{
	bind_system(YAML_HEAD "hypervisor: {cmdline: dtuart=serial9}\n"
		    "domains: {}\n");
	expect_finding(E_BOARD_CONSOLE, "dtuart names 'serial9'");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

Suite *suite_model(void);
Suite *suite_model(void)
{
	Suite *s = suite_create("model");
	TCase *c = add_case(s, "system");

	tcase_add_test(c, a_small_system_is_bound);
	tcase_add_test(c, boot_has_defaults);
	tcase_add_test(c, boot_is_as_said);
	tcase_add_test(c, an_alignment_must_be_a_power_of_two);
	tcase_add_test(c, an_alignment_must_be_a_page_at_least);
	tcase_add_test(c, an_address_must_fit_into_64_bits);
	tcase_add_test(c, the_hypervisor_is_bound);
	tcase_add_test(c, without_hypervisor_there_is_no_image);
	tcase_add_test(c, ranges_to_keep_free_have_a_reason);
	tcase_add_test(c, a_wrong_range_is_left_out);
	tcase_add_test(c, a_bad_board_gives_no_system);
	tcase_add_test(c, inputs_are_the_board_and_every_file);
	tcase_add_test(c, xens_command_line_says_which_console);
	tcase_add_test(c, a_console_that_is_not_there_is_a_warning);
	return s;
}
