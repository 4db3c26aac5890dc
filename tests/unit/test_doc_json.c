/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_doc_json.c - JSON as RFC 8259 has it.
 */
#include "test_schema.h"

static const struct value *json(const char *text)
{
	d = diags_new(a);
	return doc_read_json(a, d, "doc", text, strlen(text));
}

START_TEST(values_have_their_kinds)
{
	const struct value *v = json("{\"a\": [1, -2.5e3, \"x\", true, null], \"b\": {}}");
	const struct value *list = value_get(v, "a");

	ck_assert_uint_eq(d->n_errors, 0);
	ck_assert_uint_eq(list->n, 5);
	ck_assert_int_eq(list->items[0]->kind, VALUE_INT);
	ck_assert_int_eq(list->items[1]->kind, VALUE_FLOAT);
	ck_assert_int_eq(list->items[2]->kind, VALUE_STRING);
	ck_assert_int_eq(list->items[3]->kind, VALUE_BOOL);
	ck_assert_int_eq(list->items[4]->kind, VALUE_NULL);
	ck_assert_int_eq(value_get(v, "b")->kind, VALUE_MAP);
}
END_TEST

START_TEST(escapes_and_surrogates_are_characters)
{
	const struct value *v = json("\"\\ud83d\\ude00\\u00e9\\n\\/\\u0041\"");

	ck_assert_str_eq(v->text, "\xf0\x9f\x98\x80\xc3\xa9\n/A");
	v = json("\"a\\u0000b\"");
	ck_assert_uint_eq(v->text_len, 3);
}
END_TEST

START_TEST(tabs_are_space)
{
	const struct value *v = json("{\t\"a\":\t1\n,\r\n\t\"b\": 2}");

	ck_assert_uint_eq(d->n_errors, 0);
	ck_assert_uint_eq(value_get(v, "b")->place.line, 3);
	ck_assert_uint_eq(value_get(v, "b")->place.col, 7);
	ck_assert_uint_eq(value_member(v, "a")->key_place.col, 3);
}
END_TEST

/* Not JSON, and where. */
static const struct {
	const char *text;
	unsigned int col;
} wrongs[] = {
	{ "", 1 },	    { "[1,]", 4 },     { "{\"a\" 1}", 6 },
	{ "[1 2]", 4 },	    { "{a: 1}", 2 },   { "01", 1 },
	{ "+1", 1 },	    { ".5", 1 },       { "1.", 1 },
	{ "0x10", 1 },	    { "True", 1 },     { "'a'", 1 },
	{ "\"a", 3 },	    { "\"\\x\"", 3 },  { "\"\\ud800\"", 8 },
	{ "1 2", 3 },	    { "[1", 3 },       { "{\"a\": 1,}", 9 },
	{ "\"\t\"", 2 },    { "\"\xff\"", 2 }, { "NaN", 1 },
	{ "{\"a\\u0000\": 1}", 2 },
};

START_TEST(what_is_no_json_is_told_with_its_place)
{
	ck_assert_ptr_null(json(wrongs[_i].text));
	ck_assert_uint_eq(d->n_errors, 1);
	ck_assert_uint_eq(d->items->place.col, wrongs[_i].col);
}
END_TEST

START_TEST(a_key_twice_is_an_error)
{
	json("{\"a\": 1, \"b\": 2, \"a\": 3}");
	ck_assert_str_eq(said(), "1:18 E0107 the key 'a' is given twice\n"
				 "> the first one is here\n");
}
END_TEST

START_TEST(deep_nesting_ends_in_a_diagnostic)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (int i = 0; i < 100000; i++)
		buf_putc(&b, '[');
	ck_assert_ptr_null(json(buf_str(&b)));
	ck_assert_int_eq(d->items->code, E_INPUT_LIMIT);
}
END_TEST

Suite *suite_doc_json(void);
Suite *suite_doc_json(void)
{
	Suite *s = suite_create("doc_json");
	TCase *c = tcase_create("json");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, values_have_their_kinds);
	tcase_add_test(c, escapes_and_surrogates_are_characters);
	tcase_add_test(c, tabs_are_space);
	tcase_add_loop_test(c, what_is_no_json_is_told_with_its_place, 0,
			    (int)(sizeof(wrongs) / sizeof(wrongs[0])));
	tcase_add_test(c, a_key_twice_is_an_error);
	tcase_add_test(c, deep_nesting_ends_in_a_diagnostic);
	suite_add_tcase(s, c);
	return s;
}
