/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_doc_pointer.c - the value that a finding's place belongs to.
 */
#include "test_doc.h"

#include "base/buf.h"
#include "doc/pointer.h"

/* What pointer_fill() makes of a finding at @place in @text, or NULL. */
static const char *filled(const char *text, struct place place)
{
	struct value *root = doc_read_bytes(arena, diags, "doc", text,
					    strlen(text));
	struct diag_item *item = diag_add(diags, E_BAD_SCHEMA, place, "wrong");

	pointer_fill(diags, root);
	return item->instance_path;
}

#define at(line, col, end) ((struct place){ "doc", line, col, line, end })

START_TEST(a_value_is_found_by_its_place)
{
	ck_assert_str_eq(filled("a: 1\nb: [x, yy]\n", at(2, 8, 10)), "/b/1");
}
END_TEST

START_TEST(a_key_stands_for_its_value)
{
	ck_assert_str_eq(filled("a: 1\nb: {c: 1}\n", at(2, 1, 2)), "/b");
	ck_assert_str_eq(filled("a: 1\nb: {c: 1}\n", at(2, 5, 6)), "/b/c");
}
END_TEST

START_TEST(a_map_and_its_first_key_are_told_apart_by_their_ends)
{
	static const char text[] = "a:\n  b: 1\n  c: 2\n";
	struct value *root = doc_read_bytes(arena, diags, "doc", text,
					    strlen(text));

	ck_assert_str_eq(filled(text, at(2, 3, 4)), "/a/b");
	ck_assert_str_eq(filled(text, root->members[0].value->place), "/a");
}
END_TEST

START_TEST(a_part_of_a_text_belongs_to_the_text)
{
	ck_assert_str_eq(filled("a: hello\n", at(1, 4, 6)), "/a");
}
END_TEST

START_TEST(the_document_is_the_empty_pointer)
{
	ck_assert_str_eq(filled("hello\n", at(1, 1, 6)), "");
}
END_TEST

START_TEST(no_place_no_value)
{
	ck_assert_ptr_null(filled("a: 1\n", PLACE_NONE));
	ck_assert_ptr_null(filled("a: 1\n", at(9, 1, 2)));
	ck_assert_ptr_null(filled("a: 1\n", (struct place){ .file = "doc" }));
	ck_assert_ptr_null(filled("a: 1\n", (struct place){ "x", 1, 1, 1, 2 }));
}
END_TEST

START_TEST(an_alias_is_where_it_was_first)
{
	ck_assert_str_eq(filled("a: &x {k: 1}\nb: *x\n", at(1, 8, 9)), "/a/k");
}
END_TEST

START_TEST(what_has_a_path_keeps_it)
{
	struct diag_item *item = diag_add(diags, E_BAD_SCHEMA, at(1, 1, 2), "x");

	item->instance_path = "/mine";
	filled("a: 1\n", at(1, 1, 2));
	ck_assert_str_eq(item->instance_path, "/mine");
}
END_TEST

START_TEST(steps_are_escaped)
{
	struct buf b = buf_make(arena, 100);

	pointer_add_key(&b, "a/b~c");
	pointer_add_index(&b, 10);
	ck_assert_str_eq(buf_str(&b), "/a~1b~0c/10");
}
END_TEST

START_TEST(many_findings_in_aliases_are_quick)
{
	struct buf b = buf_make(arena, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "a: &x [");
	for (int i = 0; i < 100; i++)
		buf_puts(&b, "v, ");
	buf_puts(&b, "]\nb: [");
	for (int i = 0; i < 400; i++)
		buf_puts(&b, "*x, ");
	buf_puts(&b, "]\n");
	for (int i = 0; i < LIMIT_DIAGNOSTICS - 1; i++)
		diag_add(diags, E_BAD_SCHEMA, at(1, 8, 8), "x");
	ck_assert_str_eq(filled(buf_str(&b), at(1, 8, 8)), "/a/0");
}
END_TEST

Suite *suite_doc_pointer(void);
Suite *suite_doc_pointer(void)
{
	Suite *s = suite_create("doc_pointer");
	TCase *c = tcase_create("pointer");

	tcase_add_checked_fixture(c, open_doc, close_doc);
	tcase_add_test(c, a_value_is_found_by_its_place);
	tcase_add_test(c, a_key_stands_for_its_value);
	tcase_add_test(c, a_map_and_its_first_key_are_told_apart_by_their_ends);
	tcase_add_test(c, a_part_of_a_text_belongs_to_the_text);
	tcase_add_test(c, the_document_is_the_empty_pointer);
	tcase_add_test(c, no_place_no_value);
	tcase_add_test(c, an_alias_is_where_it_was_first);
	tcase_add_test(c, what_has_a_path_keeps_it);
	tcase_add_test(c, steps_are_escaped);
	tcase_add_test(c, many_findings_in_aliases_are_quick);
	suite_add_tcase(s, c);
	return s;
}
