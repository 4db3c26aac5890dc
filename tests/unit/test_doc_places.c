/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

/* Place of the value at key @key. */
static const char *at(const struct value *v, const char *key)
{
	return span(value_get(v, key)->place);
}

static const char *key_at(const struct value *v, const char *key)
{
	return span(value_member(v, key)->key_place);
}

START_TEST(lines_and_columns_count_from_one)
{
	const struct value *v = read_good("memory: 512 MiB\nlist:\n  - a\n");

	ck_assert_str_eq(key_at(v, "memory"), "1:1-1:7");
	ck_assert_str_eq(at(v, "memory"), "1:9-1:16");
	ck_assert_str_eq(key_at(v, "list"), "2:1-2:5");
	ck_assert_str_eq(span(value_get(v, "list")->items[0]->place),
			 "3:5-3:6");
	ck_assert_str_eq(v->place.file, "vm.yaml");
}
END_TEST

START_TEST(columns_are_bytes)
{
	const struct value *v = read_good("\xc3\xa4\xe2\x82\xac: \"\xf0\x9f"
					  "\x98\x80\" # \xc3\xa4\nb: 1\n");

	ck_assert_str_eq(key_at(v, "\xc3\xa4\xe2\x82\xac"), "1:1-1:6");
	ck_assert_str_eq(span(v->members[0].value->place), "1:8-1:14");
	ck_assert_str_eq(at(v, "b"), "2:4-2:5");
}
END_TEST

START_TEST(long_texts_in_other_scripts_keep_their_columns)
{
	char text[3000] = "";
	const struct value *v;

	for (int i = 0; i < 300; i++)
		strcat(text, "# \xc3\xa4\xe2\x82\xac\n");
	strcat(text, "a: \xc3\xa4\nb: \xe2\x82\xac x\n");
	v = read_good(text);
	ck_assert_str_eq(at(v, "a"), "301:4-301:6");
	ck_assert_str_eq(at(v, "b"), "302:4-302:9");
}
END_TEST

START_TEST(windows_line_ends_count_once)
{
	const struct value *v = read_good("a: 1\r\nb:\r\n  c: 2\r\n");

	ck_assert_str_eq(at(v, "a"), "1:4-1:5");
	ck_assert_str_eq(at(value_get(v, "b"), "c"), "3:6-3:7");
}
END_TEST

START_TEST(old_macintosh_line_ends_count_too)
{
	const struct value *v = read_good("a: 1\rb: 2\r");

	ck_assert_str_eq(at(v, "b"), "2:4-2:5");
}
END_TEST

START_TEST(a_byte_order_mark_takes_no_column)
{
	const struct value *v = read_good("\xef\xbb\xbf" "a: 1\n");
	size_t n = 0;

	ck_assert_str_eq(key_at(v, "a"), "1:1-1:2");
	ck_assert_mem_eq(diag_source_line(diags, "vm.yaml", 1, &n), "a: 1", 4);
	ck_assert_uint_eq(n, 4);
}
END_TEST

START_TEST(only_real_line_ends_count)
{
	const struct value *v = read_good("a: 'x\xe2\x80\xa8 y'\nb: 1\n");

	ck_assert_str_eq(at(v, "b"), "2:4-2:5");
}
END_TEST

START_TEST(collections_end_with_their_last_value)
{
	const struct value *v = read_good("a:\n  b: 1\n  c: [1,\n 2]\n\n# x\n"
					  "d: {e: 1}\n");

	ck_assert_str_eq(at(v, "a"), "2:3-4:4");
	ck_assert_str_eq(at(value_get(v, "a"), "c"), "3:6-4:4");
	ck_assert_str_eq(at(v, "d"), "7:4-7:10");
	ck_assert_str_eq(span(v->place), "1:1-7:10");
}
END_TEST

START_TEST(aliases_end_collections_too)
{
	const struct value *v = read_good("a: &x 1\nb:\n  - 1\n  - *x\nc: 1\n");

	ck_assert_str_eq(at(v, "b"), "3:3-4:7");
	ck_assert_str_eq(at(v, "a"), "1:4-1:8");
}
END_TEST

START_TEST(block_texts_end_with_their_text)
{
	const struct value *v = read_good("a: |\n  one\n  two\n\n\nb: >-\n  x\n"
					  "\n# end\n");

	ck_assert_str_eq(at(v, "a"), "1:4-3:6");
	ck_assert_str_eq(at(v, "b"), "6:4-7:4");
}
END_TEST

START_TEST(an_empty_value_stands_behind_its_key)
{
	const struct value *v = read_good("a:\nb: 1\n");

	ck_assert_str_eq(at(v, "a"), "1:3-1:3");
}
END_TEST

START_TEST(an_empty_document_has_a_place)
{
	ck_assert_str_eq(span(read_good("")->place), "1:1-1:1");
	ck_assert_str_eq(span(read_good("# x\n")->place), "1:1-1:1");
}
END_TEST

START_TEST(wrong_bytes_are_found)
{
	const struct diag_item *item =
		read_bad("a: \xc3\xa4\nb: x\xff\n", E_BAD_ENCODING);

	ck_assert_str_eq(item->text,
			 "the byte 0xff is not part of a UTF-8 character");
	ck_assert_str_eq(span(item->place), "2:5-2:6");
	item = read_bad("a: 1\nb: \x01\n", E_BAD_ENCODING);
	ck_assert_str_eq(span(item->place), "2:4-2:5");
	item = read_bad("a: \xc3", E_BAD_ENCODING);
	ck_assert_uint_eq(item->place.line, 1);
	read_bad("a: \xed\xa0\x80", E_BAD_ENCODING);
}
END_TEST

START_TEST(utf16_is_refused)
{
	static const char text[] = "\xff\xfe" "a\0:\0 \0" "1\0";

	doc_read_bytes(arena, diags, "x", text, sizeof(text) - 1);
	ck_assert_uint_eq(diags->n_errors, 1);
	ck_assert_int_eq(diags->items->code, E_BAD_ENCODING);
	doc_read_bytes(arena, diags, "x", text + 2, sizeof(text) - 3);
	ck_assert_uint_eq(diags->n_errors, 2);
}
END_TEST

Suite *suite_doc_places(void);
Suite *suite_doc_places(void)
{
	Suite *s = suite_create("doc_places");
	TCase *t = tcase_create("doc_places");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, lines_and_columns_count_from_one);
	tcase_add_test(t, columns_are_bytes);
	tcase_add_test(t, long_texts_in_other_scripts_keep_their_columns);
	tcase_add_test(t, windows_line_ends_count_once);
	tcase_add_test(t, old_macintosh_line_ends_count_too);
	tcase_add_test(t, a_byte_order_mark_takes_no_column);
	tcase_add_test(t, only_real_line_ends_count);
	tcase_add_test(t, collections_end_with_their_last_value);
	tcase_add_test(t, aliases_end_collections_too);
	tcase_add_test(t, block_texts_end_with_their_text);
	tcase_add_test(t, an_empty_value_stands_behind_its_key);
	tcase_add_test(t, an_empty_document_has_a_place);
	tcase_add_test(t, wrong_bytes_are_found);
	tcase_add_test(t, utf16_is_refused);
	suite_add_tcase(s, t);
	return s;
}
