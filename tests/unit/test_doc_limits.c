/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

#include "base/buf.h"

static struct buf text;

static void open_limits(void)
{
	open_doc();
	text = buf_make(arena, 64u << 20);
}

static void repeat(const char *s, size_t n)
{
	while (n--)
		buf_puts(&text, s);
}

/* The text passes the limit that @words name, and has no root. */
static void assert_limit(const char *words)
{
	const struct value *v;

	diags = diags_new(arena);
	v = doc_read_bytes(arena, diags, "vm.yaml", buf_str(&text), text.len);
	ck_assert_ptr_null(v);
	ck_assert_uint_eq(diags->n_errors, 1);
	ck_assert_int_eq(diags->items->code, E_INPUT_LIMIT);
	ck_assert_str_eq(diags->items->text, words);
}

START_TEST(bytes_are_limited)
{
	repeat("#", LIMIT_DOC_BYTES);
	read_good(buf_str(&text));
	repeat("#", 1);
	assert_limit("more than 4194304 bytes in 'vm.yaml'");
}
END_TEST

START_TEST(nesting_is_limited)
{
	repeat("[", LIMIT_DOC_DEPTH);
	repeat("]", LIMIT_DOC_DEPTH);
	read_good(buf_str(&text));
	text.len = 0;
	repeat("[", 100000);
	assert_limit("more than 64 levels of nesting");
	text.len = 0;
	repeat("{a: ", 1000);
	assert_limit("more than 64 levels of nesting");
	text.len = 0;
	repeat("- ", 1000);
	assert_limit("more than 64 levels of nesting");
}
END_TEST

START_TEST(values_are_limited)
{
	buf_puts(&text, "[");
	repeat("1,", LIMIT_DOC_NODES - 1);
	buf_puts(&text, "]");
	ck_assert_uint_eq(read_good(buf_str(&text))->n, LIMIT_DOC_NODES - 1);
	text.len--;
	buf_puts(&text, "2]");
	assert_limit("more than 200000 values");
}
END_TEST

START_TEST(a_long_text_is_told_but_read)
{
	const struct value *v;

	repeat("x", LIMIT_DOC_SCALAR);
	v = read_good(buf_str(&text));
	ck_assert_uint_eq(v->text_len, LIMIT_DOC_SCALAR);
	repeat("x", 1);
	ck_assert_str_eq(read_bad(buf_str(&text), E_INPUT_LIMIT)->text,
			 "more than 65536 bytes in one text");
}
END_TEST

START_TEST(digits_of_a_number_are_limited)
{
	repeat("9", LIMIT_DOC_NUMBER_DIGITS);
	ck_assert(read_good(buf_str(&text))->big);
	repeat("9", 1);
	ck_assert_str_eq(read_bad(buf_str(&text), E_INPUT_LIMIT)->text,
			 "more than 4096 digits in a number");
	buf_puts(&text, "g");
	read_good(buf_str(&text));
}
END_TEST

/* Ten aliases a line, each of the line above. */
START_TEST(an_alias_bomb_is_stopped)
{
	buf_puts(&text, "- &a0 [1,1,1,1,1,1,1,1,1,1]\n");
	for (int i = 1; i < 12; i++) {
		buf_printf(&text, "- &a%d [", i);
		for (int k = 0; k < 10; k++)
			buf_printf(&text, "%s*a%d", k ? "," : "", i - 1);
		buf_puts(&text, "]\n");
	}
	assert_limit("more than 50000 values repeated by aliases");
	ck_assert_uint_le(diags->items->place.line, 5);
}
END_TEST

START_TEST(a_bomb_of_merge_keys_is_stopped)
{
	buf_puts(&text, "- &a0 {");
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, "k%d: 1, ", i);
	buf_puts(&text, "}\n");
	for (int i = 1; i < 100; i++)
		buf_printf(&text, "- &a%d {<<: *a%d, m%d: 1}\n", i, i - 1, i);
	assert_limit("more than 50000 values repeated by aliases");
}
END_TEST

START_TEST(aliases_cannot_nest_deeper_than_text)
{
	for (int i = 0; i < 5; i++) {
		buf_printf(&text, "- &a%d ", i);
		repeat("[", 20);
		if (i > 0)
			buf_printf(&text, "*a%d", i - 1);
		repeat("]", 20);
		buf_puts(&text, "\n");
	}
	assert_limit("more than 64 levels of nesting");
	ck_assert_uint_eq(diags->items->place.line, 4);
}
END_TEST

START_TEST(anchors_are_limited)
{
	for (int i = 0; i <= LIMIT_DOC_ANCHORS; i++)
		buf_printf(&text, "- &a%d\n", i);
	assert_limit("more than 4096 anchors in one file");
}
END_TEST

START_TEST(tag_lines_are_limited)
{
	for (int i = 0; i < LIMIT_DOC_TAG_LINES; i++)
		buf_printf(&text, "%%TAG !a%d! b\n", i);
	read_good(arena_printf(arena, "%s---\na: 1\n", buf_str(&text)));
	buf_puts(&text, "%TAG !! b\n---\na: 1\n");
	assert_limit("more than 16 %TAG lines");
}
END_TEST

START_TEST(many_repeated_keys_stay_quick)
{
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, "k%d: 1\n", i % 50000);
	read_text(buf_str(&text));
	ck_assert_uint_eq(diags->n_errors, 50000);
}
END_TEST

Suite *suite_doc_limits(void);
Suite *suite_doc_limits(void)
{
	Suite *s = suite_create("doc_limits");
	TCase *t = tcase_create("doc_limits");

	tcase_add_checked_fixture(t, open_limits, close_doc);
	tcase_add_test(t, bytes_are_limited);
	tcase_add_test(t, nesting_is_limited);
	tcase_add_test(t, values_are_limited);
	tcase_add_test(t, a_long_text_is_told_but_read);
	tcase_add_test(t, digits_of_a_number_are_limited);
	tcase_add_test(t, an_alias_bomb_is_stopped);
	tcase_add_test(t, a_bomb_of_merge_keys_is_stopped);
	tcase_add_test(t, aliases_cannot_nest_deeper_than_text);
	tcase_add_test(t, anchors_are_limited);
	tcase_add_test(t, tag_lines_are_limited);
	tcase_add_test(t, many_repeated_keys_stay_quick);
	suite_add_tcase(s, t);
	return s;
}
