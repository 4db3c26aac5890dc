/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

/* The text gives one finding, at @where, with @words in it. */
static const struct diag_item *assert_syntax(const char *text,
					     enum diag_code code,
					     const char *where,
					     const char *words)
{
	const struct diag_item *item = read_bad(text, code);

	ck_assert_str_eq(arena_printf(arena, "%u:%u", item->place.line,
				      item->place.col), where);
	if (!strstr(item->text, words))
		ck_abort_msg("'%s' does not say '%s'", item->text, words);
	return item;
}

START_TEST(tabs_in_indentation_are_named)
{
	assert_syntax("a:\n\tb: 1\n", E_TAB_INDENT, "2:1", "use spaces");
	assert_syntax("a:\n  b: 1\n\tc: 2\n", E_TAB_INDENT, "3:1", "tab");
	assert_syntax("a: |\n \tx\n\ty\n", E_TAB_INDENT, "2:2", "tab");
	read_good("a: [1,\n\t2]\n");
}
END_TEST

START_TEST(what_is_not_closed_is_shown_where_it_opens)
{
	assert_syntax("a: \"abc\nb: 1\n", E_YAML_SYNTAX, "1:4",
		      "not closed");
	assert_syntax("a: 'abc\n", E_YAML_SYNTAX, "1:4", "not closed");
}
END_TEST

START_TEST(brackets_have_a_note_where_they_open)
{
	const struct diag_item *item =
		assert_syntax("a: {b: 1\nc: 2\n", E_YAML_SYNTAX, "2:2",
			      "',' or '}' is missing");

	ck_assert_str_eq(item->notes->text, "the '{' stands here");
	ck_assert_str_eq(span(item->notes->place), "1:4-1:5");
	item = assert_syntax("a: [1, 2\n", E_YAML_SYNTAX, "2:1",
			     "',' or ']' is missing");
	ck_assert_str_eq(span(item->notes->place), "1:4-1:5");
}
END_TEST

START_TEST(wrong_indentation_shows_the_map)
{
	const struct diag_item *item =
		assert_syntax("a:\n  b: 1\n c: 2\n", E_YAML_SYNTAX, "3:2",
			      "does not continue the map");

	ck_assert_str_eq(item->notes->text, "the map begins here");
	ck_assert_uint_eq(item->notes->place.line, 1);
	assert_syntax("- a\nb: 1\n", E_YAML_SYNTAX, "2:1",
		      "does not continue the list");
}
END_TEST

START_TEST(a_second_colon_is_named)
{
	assert_syntax("a: b: c\n", E_YAML_SYNTAX, "1:5", "quote a text");
	assert_syntax("a: 1\n b: 2\n", E_YAML_SYNTAX, "2:3",
		      "check the indentation");
}
END_TEST

START_TEST(reserved_characters_want_quotes)
{
	assert_syntax("a: @x\n", E_YAML_SYNTAX, "1:4", "with '@'");
	assert_syntax("a: `x\n", E_YAML_SYNTAX, "1:4", "with '`'");
	assert_syntax("a: %x\n", E_YAML_SYNTAX, "1:4", "with '%'");
	assert_syntax("a: *\n", E_YAML_SYNTAX, "1:4", "need a name");
}
END_TEST

START_TEST(escapes_are_checked)
{
	assert_syntax("a: \"\\q\"\n", E_YAML_SYNTAX, "1:5", "escape");
	assert_syntax("a: \"\\u12\"\n", E_YAML_SYNTAX, "1:7", "digits");
	assert_syntax("\"\\ud83d\"\n", E_YAML_SYNTAX, "1:4", "Unicode");
}
END_TEST

START_TEST(text_after_the_end_is_named)
{
	assert_syntax("{a: 1} foo\n", E_YAML_SYNTAX, "1:8",
		      "after the end");
	assert_syntax("a: 1\n}\n", E_YAML_SYNTAX, "2:1", "stray");
}
END_TEST

START_TEST(a_stray_line_is_shown_where_it_starts)
{
	assert_syntax("a: 1\nstray line\nb: 2\n", E_YAML_SYNTAX, "2:1",
		      "neither 'key: value'");
	assert_syntax("a: 1\nhttp://x\nb: 2\n", E_YAML_SYNTAX, "2:1",
		      "neither 'key: value'");
}
END_TEST

START_TEST(wide_characters_do_not_shift_the_place)
{
	assert_syntax("a: \xc3\xa4\xc3\xa4\nb: \xe2\x82\xac: x\n",
		      E_YAML_SYNTAX, "2:7", "quote");
}
END_TEST

START_TEST(half_a_character_is_told_at_its_first_byte)
{
	assert_syntax("{file: k\xe9, a: 1}\n", E_BAD_ENCODING, "1:9",
		      "0xe9");
	assert_syntax("a: \xe2\x82\xac\xe2\x82x\n", E_BAD_ENCODING,
		      "1:7", "0xe2");
	assert_syntax("a: \xe2\x82\xac\x82x\n", E_BAD_ENCODING, "1:7",
		      "0x82");
}
END_TEST

START_TEST(there_is_no_root_after_a_syntax_error)
{
	ck_assert_ptr_null(read_text("a: [\n"));
	ck_assert_ptr_null(read_text("a: \xff\n"));
	ck_assert_ptr_nonnull(read_text("a: 017\n"));
}
END_TEST

Suite *suite_doc_syntax(void);
Suite *suite_doc_syntax(void)
{
	Suite *s = suite_create("doc_syntax");
	TCase *t = tcase_create("doc_syntax");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, tabs_in_indentation_are_named);
	tcase_add_test(t, half_a_character_is_told_at_its_first_byte);
	tcase_add_test(t, what_is_not_closed_is_shown_where_it_opens);
	tcase_add_test(t, brackets_have_a_note_where_they_open);
	tcase_add_test(t, wrong_indentation_shows_the_map);
	tcase_add_test(t, a_second_colon_is_named);
	tcase_add_test(t, reserved_characters_want_quotes);
	tcase_add_test(t, escapes_are_checked);
	tcase_add_test(t, text_after_the_end_is_named);
	tcase_add_test(t, a_stray_line_is_shown_where_it_starts);
	tcase_add_test(t, wide_characters_do_not_shift_the_place);
	tcase_add_test(t, there_is_no_root_after_a_syntax_error);
	suite_add_tcase(s, t);
	return s;
}
