/* SPDX-License-Identifier: BSD-2-Clause */
/* What a finding looks like on the screen, to the character. */
#include <check.h>
#include <string.h>

#include "cli/glyph.h"
#include "cli/render.h"

Suite *suite_cli_render(void);

/* A finding on line 14 of vm.yaml, [@col, @end_col). */
static struct domc_finding finding(const char *source, unsigned int col,
				   unsigned int end_col)
{
	return (struct domc_finding){
		.number = "E0301",
		.slug = "ram-overlap",
		.is_error = true,
		.text = "two at one place",
		.place = { "vm.yaml", 14, col, 14, end_col, source,
			   strlen(source) },
	};
}

/* Lines below the first. */
static void is_shown(const struct domc_finding *f, const char *want)
{
	struct text out = { 0 };
	const char *end;

	render_finding(&out, f, false);
	end = strchr(out.s, '\n');
	ck_assert_ptr_nonnull(end);
	ck_assert_str_eq(end + 1, want);
	text_free(&out);
}

START_TEST(a_finding_has_the_gnu_form)
{
	struct domc_finding f = finding("    memory: 512 MB", 13, 19);
	struct text out = { 0 };

	render_finding(&out, &f, false);
	ck_assert_str_eq(out.s,
		"vm.yaml:14:13: error: two at one place [E0301 ram-overlap]\n"
		"   14 |     memory: 512 MB\n"
		"      |             ^~~~~~\n");
	text_free(&out);
}
END_TEST

START_TEST(a_long_override_is_cut_as_a_line_is)
{
	struct domc_finding f = finding("", 1, 1);
	char name[5001];
	struct text out = { 0 };

	memset(name, 'x', 5000);
	memcpy(name, "--set a=", 8);
	name[5000] = 0;
	f.place.file = name;
	f.place.source = NULL;
	render_finding(&out, &f, false);
	ck_assert_uint_lt(out.len, 200);
	ck_assert_ptr_nonnull(strstr(out.s, "xxx...:14:1: error: "));
	text_free(&out);
}
END_TEST

START_TEST(a_warning_says_so)
{
	struct domc_finding f = finding("", 1, 1);
	struct text out = { 0 };

	f.is_error = false;
	f.place.source = NULL;
	render_finding(&out, &f, false);
	ck_assert_str_eq(out.s,
		"vm.yaml:14:1: warning: two at one place [E0301 ram-overlap]\n");
	text_free(&out);
}
END_TEST

START_TEST(a_finding_of_a_whole_file_has_no_line)
{
	struct domc_finding f = finding("", 0, 0);
	struct text out = { 0 };

	f.place.line = 0;
	f.place.source = NULL;
	render_finding(&out, &f, false);
	ck_assert_str_eq(out.s,
		"vm.yaml: error: two at one place [E0301 ram-overlap]\n");
	text_free(&out);
}
END_TEST

START_TEST(a_finding_without_a_place_is_domcs)
{
	struct domc_finding f = { .number = "E0101", .slug = "x", .text = "t" };
	struct text out = { 0 };

	render_finding(&out, &f, false);
	ck_assert_str_eq(out.s, "domc: warning: t [E0101 x]\n");
	text_free(&out);
}
END_TEST

START_TEST(a_note_shows_the_line_of_the_other_half)
{
	const struct domc_note note = {
		{ "inc.yaml", 9, 3, 9, 5, "  io:", 5 }, "the other half",
	};
	struct domc_finding f = finding("  net:", 3, 6);

	f.notes = &note;
	f.n_notes = 1;
	is_shown(&f,
		 "   14 |   net:\n"
		 "      |   ^~~\n"
		 "inc.yaml:9:3: note: the other half\n"
		 "    9 |   io:\n"
		 "      |   ^~\n");
}
END_TEST

START_TEST(a_note_without_a_place_has_the_findings)
{
	const struct domc_note note = { .text = "say less" };
	struct domc_finding f = finding("a", 1, 2);

	f.notes = &note;
	f.n_notes = 1;
	is_shown(&f,
		 "   14 | a\n"
		 "      | ^\n"
		 "vm.yaml:14:1: note: say less\n");
}
END_TEST

START_TEST(an_empty_span_still_has_a_caret)
{
	struct domc_finding f = finding("key:", 5, 5);

	is_shown(&f,
		 "   14 | key:\n"
		 "      |     ^\n");
}
END_TEST

START_TEST(a_span_over_several_lines_ends_with_its_first)
{
	struct domc_finding f = finding("  net:   ", 3, 9);

	f.place.end_line = 16;
	is_shown(&f,
		 "   14 |   net:\n"
		 "      |   ^~~~\n");
}
END_TEST

START_TEST(a_tab_is_spread_and_the_caret_follows)
{
	struct domc_finding f = finding("ab\tcd", 4, 6);

	is_shown(&f,
		 "   14 | ab      cd\n"
		 "      |         ^~\n");
}
END_TEST

START_TEST(columns_are_bytes_and_carets_are_characters)
{
	struct domc_finding f = finding("n\303\244\303\244m: x", 9, 10);

	is_shown(&f,
		 "   14 | n\303\244\303\244m: x\n"
		 "      |       ^\n");
}
END_TEST

START_TEST(wide_characters_take_two_columns)
{
	/* two CJK characters of three bytes each */
	struct domc_finding f = finding("\346\274\242\345\255\227 x", 8, 9);

	is_shown(&f,
		 "   14 | \346\274\242\345\255\227 x\n"
		 "      |      ^\n");
}
END_TEST

START_TEST(control_characters_never_reach_the_terminal)
{
	struct domc_finding f = finding("a\033[31mb\377", 3, 4);
	struct text out = { 0 };

	f.text = "bad \033]0;title\007 text\nand more";
	render_finding(&out, &f, false);
	ck_assert_str_eq(out.s,
		"vm.yaml:14:3: error: bad ?]0;title? text and more [E0301 ram-overlap]\n"
		"   14 | a?[31mb?\n"
		"      |   ^\n");
	text_free(&out);
}
END_TEST

START_TEST(a_long_line_is_cut_on_both_sides_of_the_caret)
{
	char source[401], *newline;
	struct text out = { 0 };
	struct domc_finding f;

	memset(source, 'x', 400);
	source[400] = 0;
	memcpy(source + 200, "HERE", 4);
	f = finding(source, 201, 205);
	render_finding(&out, &f, false);
	newline = strchr(out.s, '\n');
	ck_assert_ptr_nonnull(strstr(newline, "\n   14 | ...x"));
	ck_assert_ptr_nonnull(strstr(newline, "xHEREx"));
	ck_assert_ptr_nonnull(strstr(newline, "x...\n      | "));
	/* 46 columns before the caret: half of what is shown */
	ck_assert_ptr_nonnull(strstr(newline, "                 ^~~~\n"));
	ck_assert_int_eq(strstr(newline, "HERE") - strstr(newline, "..."), 46);
	text_free(&out);
}
END_TEST

START_TEST(a_long_line_may_be_cut_at_its_end_alone)
{
	char source[201];
	struct text out = { 0 };
	struct domc_finding f;

	memset(source, 'y', 200);
	source[200] = 0;
	f = finding(source, 1, 201);
	render_finding(&out, &f, false);
	ck_assert_ptr_nonnull(strstr(out.s, "   14 | yyy"));
	ck_assert_ptr_nonnull(strstr(out.s, "yyy...\n      | ^~~~"));
	text_free(&out);
}
END_TEST

START_TEST(colour_paints_and_nothing_else)
{
	struct domc_finding f = finding("a", 1, 2);
	struct text out = { 0 };

	render_finding(&out, &f, true);
	ck_assert_str_eq(out.s,
		"\033[1mvm.yaml:14:1:\033[0m \033[1;31merror:\033[0m two at one place [E0301 ram-overlap]\n"
		"   14 | a\n"
		"      | \033[1;32m^\033[0m\n");
	text_free(&out);
}
END_TEST

START_TEST(a_sum_counts_in_singular_and_plural)
{
	struct text out = { 0 };

	render_sum(&out, &(struct tally){ .n_errors = 2, .n_warnings = 1 });
	render_sum(&out, &(struct tally){ .n_errors = 1 });
	render_sum(&out, &(struct tally){ .n_errors = 1000, .n_warnings = 2,
					  .n_unlisted = 7 });
	ck_assert_str_eq(out.s, "domc: 2 errors, 1 warning\n"
				"domc: 1 error\n"
				"domc: 1000 errors, 2 warnings; 7 more are not listed\n");
	text_free(&out);
}
END_TEST

START_TEST(a_sum_over_several_files_says_how_many)
{
	struct text out = { 0 };
	struct tally t = { .n_inputs = 3 };

	render_sum(&out, &t);
	t.n_inputs_found = 2;
	t.n_warnings = 1;
	render_sum(&out, &t);
	t.n_errors = 4;
	t.n_unlisted = 5;
	render_sum(&out, &t);
	ck_assert_str_eq(out.s, "domc: 0 errors in 0 of 3 files\n"
				"domc: 1 warning in 2 of 3 files\n"
				"domc: 4 errors, 1 warning in 2 of 3 files; 5 more are not listed\n");
	text_free(&out);
}
END_TEST

START_TEST(a_broken_character_is_one_column)
{
	struct glyph g = glyph_at("\303", 1, 0);

	ck_assert_uint_eq(g.n_bytes, 1);
	ck_assert_uint_eq(g.width, 1);
	ck_assert_int_eq(g.shown, '?');
}
END_TEST

START_TEST(overlong_forms_and_surrogates_are_broken)
{
	ck_assert_int_eq(glyph_at("\300\200", 2, 0).shown, '?');
	ck_assert_int_eq(glyph_at("\340\200\200", 3, 0).shown, '?');
	ck_assert_int_eq(glyph_at("\355\240\200", 3, 0).shown, '?');
	ck_assert_int_eq(glyph_at("\364\220\200\200", 4, 0).shown, '?');
}
END_TEST

START_TEST(combining_marks_take_no_column)
{
	struct glyph g = glyph_at("\314\210", 2, 3);

	ck_assert_uint_eq(g.n_bytes, 2);
	ck_assert_uint_eq(g.width, 0);
}
END_TEST

Suite *suite_cli_render(void)
{
	Suite *s = suite_create("cli_render");
	TCase *t = tcase_create("findings");

	tcase_add_test(t, a_finding_has_the_gnu_form);
	tcase_add_test(t, a_long_override_is_cut_as_a_line_is);
	tcase_add_test(t, a_warning_says_so);
	tcase_add_test(t, a_finding_of_a_whole_file_has_no_line);
	tcase_add_test(t, a_finding_without_a_place_is_domcs);
	tcase_add_test(t, a_note_shows_the_line_of_the_other_half);
	tcase_add_test(t, a_note_without_a_place_has_the_findings);
	tcase_add_test(t, an_empty_span_still_has_a_caret);
	tcase_add_test(t, a_span_over_several_lines_ends_with_its_first);
	tcase_add_test(t, a_tab_is_spread_and_the_caret_follows);
	tcase_add_test(t, columns_are_bytes_and_carets_are_characters);
	tcase_add_test(t, wide_characters_take_two_columns);
	tcase_add_test(t, control_characters_never_reach_the_terminal);
	tcase_add_test(t, a_long_line_is_cut_on_both_sides_of_the_caret);
	tcase_add_test(t, a_long_line_may_be_cut_at_its_end_alone);
	tcase_add_test(t, colour_paints_and_nothing_else);
	tcase_add_test(t, a_sum_counts_in_singular_and_plural);
	tcase_add_test(t, a_sum_over_several_files_says_how_many);
	tcase_add_test(t, a_broken_character_is_one_column);
	tcase_add_test(t, overlong_forms_and_surrogates_are_broken);
	tcase_add_test(t, combining_marks_take_no_column);
	suite_add_tcase(s, t);
	return s;
}
