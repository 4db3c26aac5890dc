/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

static char old_path[4096];

static void setup(void)
{
	snprintf(old_path, sizeof(old_path), "%s", getenv("PATH"));
	fixture_open();
}

static void set_path(const char *path)
{
	ck_assert_int_eq(setenv("PATH", path, 1), 0);
}

static void teardown(void)
{
	set_path(old_path);
	fixture_close();
}

/* A script in place of dtc. */
static void install_dtc(const char *script)
{
	write_text("dtc", script);
	ck_assert_int_eq(chmod(path_of("dtc"), 0700), 0);
	set_path(arena_printf(fx.a, "%s:%s", fx.dir, old_path));
}

START_TEST(a_syntax_error_is_passed_on_with_its_place)
{
	const struct diag_note *n;

	ck_assert_ptr_null(read_board("/dts-v1/;\n/ { x = <1 };\n"));
	expect_finding(E_BOARD_DTC, "dtc cannot compile the board tree");
	n = fx.d->items->notes;
	ck_assert_str_eq(n->text, "dtc: syntax error");
	ck_assert_str_eq(n->place.file, path_of("board.dts"));
	ck_assert_uint_eq(n->place.line, 2);
	ck_assert_uint_eq(n->place.col, 12);
}
END_TEST

START_TEST(a_failed_check_is_passed_on_with_its_place)
{
	const struct diag_note *n;

	ck_assert_ptr_null(read_board("/dts-v1/;\n/ {\n"
				      "n { p = <&nope>; };\n};\n"));
	expect_finding(E_BOARD_DTC, "dtc cannot compile the board tree");
	n = fx.d->items->notes;
	ck_assert_uint_eq(n->place.line, 3);
	ck_assert_ptr_nonnull(strstr(n->text, "nope"));
}
END_TEST

START_TEST(warnings_of_dtc_are_not_passed_on)
{
	/* a unit address without reg */
	ck_assert_ptr_nonnull(read_board(DTS_BOARD("odd@1 { };\n")));
	expect_clean();
}
END_TEST

START_TEST(included_sources_are_inputs)
{
	const struct board *b;

	write_text("soc.dtsi", DTS_MEMORY DTS_CPUS DTS_TIMER DTS_GIC);
	b = read_board(DTS("/include/ \"soc.dtsi\"\n"));
	ck_assert_ptr_nonnull(b);
	ck_assert_str_eq(b->inputs->path, path_of("board.dts"));
	ck_assert_str_eq(b->inputs->next->path, path_of("soc.dtsi"));
	ck_assert_ptr_null(b->inputs->next->next);
}
END_TEST

START_TEST(included_sources_are_searched_in_include_folders)
{
	const char *dirs[] = { "/nonexistent", fx.dir };

	fx.opts = (struct doc_options){
		.include_dirs = dirs, .n_include_dirs = 2,
	};
	write_text("board.dtsi", &DTS_BOARD("")[strlen("/dts-v1/;\n")]);
	ck_assert_ptr_nonnull(read_board("/dts-v1/;\n"
					 "/include/ \"board.dtsi\"\n"));
	expect_clean();
}
END_TEST

START_TEST(a_missing_dtc_is_named)
{
	set_path(fx.dir);
	ck_assert_ptr_null(read_board(DTS_BOARD("")));
	expect_finding(E_BOARD_DTC, "it is not installed");
	ck_assert_ptr_nonnull(strstr(fx.d->items->notes->text,
				     "device-tree-compiler"));
}
END_TEST

START_TEST(a_dtc_that_talks_without_end_is_read_to_its_end)
{
	install_dtc("#!/bin/sh\nexec 3>&-\ni=0\n"
		   "while [ $i -lt 20000 ]; do\n"
		   "echo 'a line of many that fill the pipe' >&2\n"
		   "i=$((i + 1)); done\nexit 1\n");
	ck_assert_ptr_null(read_board(DTS_BOARD("")));
	expect_finding(E_BOARD_DTC, "dtc cannot compile");
}
END_TEST

START_TEST(a_dtc_that_writes_too_much_is_given_up)
{
	install_dtc("#!/bin/sh\nexec 3>&-\n"
		   "dd if=/dev/zero bs=1048576 count=9 2>/dev/null\n");
	ck_assert_ptr_null(read_board(DTS_BOARD("")));
	expect_finding(E_BOARD_TREE, "compiled to more than");
}
END_TEST

START_TEST(a_dtc_that_writes_nothing_has_failed)
{
	install_dtc("#!/bin/sh\nexit 0\n");
	ck_assert_ptr_null(read_board(DTS_BOARD("")));
	expect_finding(E_BOARD_DTC, "dtc cannot compile");
}
END_TEST

START_TEST(source_without_its_ending_is_known_by_its_first_line)
{
	write_text("board.txt", DTS_BOARD(""));
	ck_assert_ptr_nonnull(board_read(fx.a, fx.d,
					 parse("device-tree: board.txt\n"),
					 &fx.opts));
	expect_clean();
}
END_TEST

START_TEST(source_of_another_version_is_left_to_dtc)
{
	ck_assert_ptr_null(read_board("/* old */\n/ { };\n"));
	expect_finding(E_BOARD_DTC, "dtc cannot compile");
}
END_TEST

Suite *suite_board_dtc(void);
Suite *suite_board_dtc(void)
{
	Suite *s = suite_create("board_dtc");
	TCase *c = tcase_create("dtc");

	tcase_add_checked_fixture(c, setup, teardown);
	suite_add_tcase(s, c);
	tcase_add_test(c, a_syntax_error_is_passed_on_with_its_place);
	tcase_add_test(c, a_failed_check_is_passed_on_with_its_place);
	tcase_add_test(c, warnings_of_dtc_are_not_passed_on);
	tcase_add_test(c, included_sources_are_inputs);
	tcase_add_test(c, included_sources_are_searched_in_include_folders);
	tcase_add_test(c, a_missing_dtc_is_named);
	tcase_add_test(c, a_dtc_that_talks_without_end_is_read_to_its_end);
	tcase_add_test(c, a_dtc_that_writes_too_much_is_given_up);
	tcase_add_test(c, a_dtc_that_writes_nothing_has_failed);
	tcase_add_test(c, source_without_its_ending_is_known_by_its_first_line);
	tcase_add_test(c, source_of_another_version_is_left_to_dtc);
	return s;
}
