/* SPDX-License-Identifier: BSD-2-Clause */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static struct arena *arena;
static struct buf buf;

static void open_buf(void)
{
	arena = arena_new(1u << 20);
	buf = buf_make(arena, 1u << 18);
}

static void close_buf(void)
{
	arena_free(arena);
}

START_TEST(nothing_added_is_an_empty_text)
{
	ck_assert_str_eq(buf_str(&buf), "");
	ck_assert_uint_eq(buf.len, 0);
}
END_TEST

START_TEST(what_is_added_follows_what_was)
{
	buf_puts(&buf, "ab");
	buf_putc(&buf, 'c');
	buf_printf(&buf, "%d", 12345);
	buf_add(&buf, "\0x", 2);
	ck_assert_uint_eq(buf.len, 10);
	ck_assert_mem_eq(buf.bytes, "abc12345\0x", 11);
}
END_TEST

START_TEST(printing_grows_as_far_as_needed)
{
	for (int i = 0; i < 50; i++)
		buf_printf(&buf, "%0*d", i * 10, i);
	ck_assert_uint_eq(buf.len, strlen(buf_str(&buf)));
	ck_assert_uint_eq(buf.len, 10u * 49 * 50 / 2 + 1);
}
END_TEST

START_TEST(it_may_be_filled_to_its_maximum)
{
	struct buf small = buf_make(arena, 8);

	buf_puts(&small, "12345");
	buf_printf(&small, "%s", "678");
	ck_assert_str_eq(buf_str(&small), "12345678");
}
END_TEST

START_TEST(passing_the_maximum_is_a_bug)
{
	struct buf small = buf_make(arena, 8);

	buf_puts(&small, "123456789");
}
END_TEST

START_TEST(json_strings_are_escaped)
{
	buf_json_string(&buf, "a\"\\\n\t\r\b\f\x01\x7f/");
	ck_assert_str_eq(buf_str(&buf),
			 "\"a\\\"\\\\\\n\\t\\r\\b\\f\\u0001\\u007f/\"");
}
END_TEST

START_TEST(json_strings_stay_utf8)
{
	buf_json_string(&buf, "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
	buf_json_string(&buf, "\xff\xc3");
	ck_assert_str_eq(buf_str(&buf),
			 "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\""
			 "\"\\ufffd\\ufffd\"");
}
END_TEST

START_TEST(utf8_tells_characters_from_noise)
{
	ck_assert_uint_eq(utf8_length("a", 1), 1);
	ck_assert_uint_eq(utf8_length("\xc3\xa4", 2), 2);
	ck_assert_uint_eq(utf8_length("\xc3\xa4", 1), 0);
	ck_assert_uint_eq(utf8_length("\xe2\x82\xac", 3), 3);
	ck_assert_uint_eq(utf8_length("\xf4\x8f\xbf\xbf", 4), 4);
	ck_assert_uint_eq(utf8_length("\xf4\x90\x80\x80", 4), 0);
	ck_assert_uint_eq(utf8_length("\xed\xa0\x80", 3), 0);
	ck_assert_uint_eq(utf8_length("\xc0\x80", 2), 0);
	ck_assert_uint_eq(utf8_length("\xe0\x80\x80", 3), 0);
	ck_assert_uint_eq(utf8_length("\xe2\x82" "a", 3), 0);
	ck_assert_uint_eq(utf8_length("", 0), 0);
}
END_TEST

START_TEST(excerpts_end_between_characters)
{
	ck_assert_str_eq(utf8_excerpt(arena, "a\xc3\xa4" "b", 2), "a...");
	ck_assert_str_eq(utf8_excerpt(arena, "a\xc3\xa4" "b", 4),
			 "a\xc3\xa4" "b");
	ck_assert_str_eq(utf8_excerpt(arena, "\x1b[0m\xff\x7f", 20), "?[0m??");
}
END_TEST

Suite *suite_buf(void);
Suite *suite_buf(void)
{
	Suite *s = suite_create("buf");
	TCase *t = tcase_create("buf");

	tcase_add_checked_fixture(t, open_buf, close_buf);
	tcase_add_test(t, nothing_added_is_an_empty_text);
	tcase_add_test(t, what_is_added_follows_what_was);
	tcase_add_test(t, printing_grows_as_far_as_needed);
	tcase_add_test(t, it_may_be_filled_to_its_maximum);
	tcase_add_test_raise_signal(t, passing_the_maximum_is_a_bug, 6);
	tcase_add_test(t, json_strings_are_escaped);
	tcase_add_test(t, json_strings_stay_utf8);
	tcase_add_test(t, utf8_tells_characters_from_noise);
	tcase_add_test(t, excerpts_end_between_characters);
	suite_add_tcase(s, t);
	return s;
}
