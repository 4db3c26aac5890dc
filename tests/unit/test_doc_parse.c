/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

START_TEST(a_tree_keeps_the_order_of_the_file)
{
	const struct value *v = read_good("b: 1\na: [x, {y: 2}]\n'c d': |\n"
					  "  one\n  two\n3: z\n");

	ck_assert_int_eq(v->kind, VALUE_MAP);
	ck_assert_uint_eq(v->n, 4);
	ck_assert_str_eq(v->members[0].key, "b");
	ck_assert_str_eq(v->members[1].key, "a");
	ck_assert_uint_eq(v->members[1].value->n, 2);
	ck_assert_str_eq(value_get(v, "c d")->text, "one\ntwo\n");
	ck_assert_str_eq(value_get(v, "3")->text, "z");
	ck_assert_ptr_null(value_get(v, "d"));
	ck_assert_ptr_null(value_get(value_get(v, "b"), "x"));
	ck_assert_ptr_null(value_get(NULL, "x"));
}
END_TEST

START_TEST(plain_is_told_from_quoted)
{
	const struct value *v = read_good("[a, 'a', \"a\", 1, '']");

	ck_assert(v->items[0]->plain && v->items[3]->plain);
	ck_assert(!v->items[1]->plain && !v->items[2]->plain);
	ck_assert_int_eq(v->items[4]->kind, VALUE_STRING);
}
END_TEST

START_TEST(json_is_yaml)
{
	const struct value *v =
		read_good("{\"a\":[1,2.5,true,null],\"\":{\"b\\/c\":\"\\u00e4"
			  "\"}}");

	ck_assert_uint_eq(value_get(v, "a")->n, 4);
	ck_assert_str_eq(value_get(value_get(v, ""), "b/c")->text, "\xc3\xa4");
}
END_TEST

START_TEST(large_maps_find_every_key)
{
	char text[20000] = "";
	const struct value *v;
	size_t n = 0;

	for (int i = 0; i < 1000; i++)
		n += (size_t)sprintf(text + n, "k%d: %d\n", i * 7 % 1000, i);
	v = read_good(text);
	ck_assert_uint_eq(v->n, 1000);
	for (size_t i = 0; i < v->n; i++)
		ck_assert_ptr_eq(value_member(v, v->members[i].key),
				 &v->members[i]);
	ck_assert_ptr_null(value_get(v, "k1000"));
	ck_assert_ptr_null(value_get(v, ""));
}
END_TEST

START_TEST(duplicate_keys_name_both_places)
{
	const struct diag_item *item = read_bad("a: 1\nb: 2\na: 3\n",
						E_DUPLICATE_KEY);

	ck_assert_str_eq(item->text, "key 'a' is given twice in this map");
	ck_assert_str_eq(span(item->place), "3:1-3:2");
	ck_assert_str_eq(span(item->notes->place), "1:1-1:2");
	read_bad("{1: x, \"1\": y}", E_DUPLICATE_KEY);
}
END_TEST

START_TEST(duplicates_in_large_maps_are_told_in_file_order)
{
	char text[8000] = "";
	const struct value *v;
	size_t n = 0;

	for (int i = 0; i < 100; i++)
		n += (size_t)sprintf(text + n, "k%d: x\n", 99 - i);
	n += (size_t)sprintf(text + n, "k7: y\nk3: y\nk7: z\n");
	v = read_text(text);
	ck_assert_uint_eq(diags->n_errors, 3);
	ck_assert_uint_eq(diags->items->place.line, 101);
	ck_assert_uint_eq(diags->items->notes->place.line, 93);
	ck_assert_uint_eq(diags->items->next->place.line, 102);
	ck_assert_uint_eq(v->n, 100);
	ck_assert_str_eq(value_get(v, "k7")->text, "x");
}
END_TEST

START_TEST(keys_are_texts_or_numbers)
{
	const struct value *v = read_good("1: a\n0x10: b\ntrue: c\n~: d\n");

	ck_assert_str_eq(value_get(v, "0x10")->text, "b");
	ck_assert_str_eq(value_get(v, "true")->text, "c");
	ck_assert_str_eq(value_get(v, "~")->text, "d");
	read_bad("? [a, b]\n: c\n", E_BAD_KEY);
	read_bad("{{a: b}: c}", E_BAD_KEY);
	read_bad("? \n: c\n", E_BAD_KEY);
	read_bad("\"a\\0b\": c\n", E_BAD_KEY);
	read_bad("a: &x [1]\n*x : 2\n", E_BAD_KEY);
}
END_TEST

START_TEST(rich_keys_are_keys_too)
{
	const struct value *v = read_good("&k a: 1\n!!str b: *k\n? c\n: 2\n");

	ck_assert_str_eq(value_get(v, "b")->text, "a");
	ck_assert_int_eq(value_get(v, "c")->kind, VALUE_INT);
	ck_assert_int_eq(value_get(v, "a")->kind, VALUE_INT);
}
END_TEST

START_TEST(aliases_share_their_value)
{
	const struct value *v = read_good("a: &x {k: 1}\nb: *x\nc: &x 2\n"
					  "d: *x\n");

	ck_assert_ptr_eq(value_get(v, "a"), value_get(v, "b"));
	ck_assert_ptr_eq(value_get(v, "c"), value_get(v, "d"));
}
END_TEST

START_TEST(aliases_need_an_anchor_before_them)
{
	const struct diag_item *item = read_bad("a: *x\nb: &x 1\n",
						E_UNKNOWN_ALIAS);

	ck_assert_str_eq(span(item->place), "1:4-1:6");
	item = read_bad("a: &x\n  b: [1, *x]\n", E_ALIAS_CYCLE);
	ck_assert_str_eq(span(item->place), "2:10-2:12");
	ck_assert_uint_eq(item->notes->place.line, 1);
	read_bad("&x [&x [*x]]", E_ALIAS_CYCLE);
}
END_TEST

START_TEST(merged_keys_give_way_to_own_ones)
{
	const struct value *v =
		read_good("base: &b {vcpus: 1, memory: 2}\n"
			  "net: {<<: *b, vcpus: 4}\n");
	const struct value *net = value_get(v, "net");

	ck_assert_uint_eq(net->n, 2);
	ck_assert_uint_eq(value_get(net, "vcpus")->magnitude, 4);
	ck_assert_uint_eq(value_get(net, "memory")->magnitude, 2);
	ck_assert_uint_eq(value_member(net, "memory")->key_place.line, 1);
	ck_assert_ptr_null(value_get(net, "<<"));
}
END_TEST

START_TEST(the_first_of_several_merged_maps_wins)
{
	const struct value *v =
		read_good("- &a {x: 1}\n- &b {x: 2, y: 3}\n"
			  "- {<<: [*a, *b], z: 4}\n- {\"<<\": 5}\n");
	const struct value *m = v->items[2];

	ck_assert_uint_eq(m->n, 3);
	ck_assert_uint_eq(value_get(m, "x")->magnitude, 1);
	ck_assert_uint_eq(value_get(m, "y")->magnitude, 3);
	ck_assert_uint_eq(value_get(v->items[3], "<<")->magnitude, 5);
}
END_TEST

START_TEST(only_maps_can_be_merged)
{
	const struct diag_item *item = read_bad("a: 1\n<<: 2\n",
						E_BAD_MERGE);

	ck_assert_str_eq(span(item->place), "2:1-2:3");
	read_bad("<<: [{a: 1}, 2]\n", E_BAD_MERGE);
	read_bad("<<: {a: 1}\n<<: {b: 1}\n", E_DUPLICATE_KEY);
}
END_TEST

START_TEST(a_missing_space_after_a_colon_is_named)
{
	const struct diag_item *item = read_bad("domains: {net:10}\n",
						E_MISSING_SPACE);

	ck_assert_str_eq(item->text,
			 "no space after the colon of 'net:10', so it is a key "
			 "without a value; write {net: 10}");
	ck_assert_str_eq(span(item->place), "1:11-1:17");
	item = read_bad("a: 1\nnet:10\nb: 2\n", E_MISSING_SPACE);
	ck_assert_str_eq(item->text, "no space after the colon of 'net:10'; "
				     "write net: 10");
	ck_assert_str_eq(span(item->place), "2:1-2:7");
	read_good("{\"a:b\", \"net\":10, c: , d}");
}
END_TEST

START_TEST(one_file_holds_one_document)
{
	const struct diag_item *item = read_bad("a: 1\n---\nb: 2\n",
						E_SEVERAL_DOCUMENTS);

	ck_assert_str_eq(span(item->place), "2:1-2:4");
	read_good("%YAML 1.2\n---\na: 1\n...\n");
}
END_TEST

START_TEST(texts_of_a_schema_may_hold_nul)
{
	const struct value *v = read_good("\"a\\0b\"");

	ck_assert_uint_eq(v->text_len, 3);
	ck_assert_mem_eq(v->text, "a\0b", 4);
}
END_TEST

Suite *suite_doc_parse(void);
Suite *suite_doc_parse(void)
{
	Suite *s = suite_create("doc_parse");
	TCase *t = tcase_create("doc_parse");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, a_tree_keeps_the_order_of_the_file);
	tcase_add_test(t, plain_is_told_from_quoted);
	tcase_add_test(t, json_is_yaml);
	tcase_add_test(t, large_maps_find_every_key);
	tcase_add_test(t, duplicate_keys_name_both_places);
	tcase_add_test(t, duplicates_in_large_maps_are_told_in_file_order);
	tcase_add_test(t, keys_are_texts_or_numbers);
	tcase_add_test(t, rich_keys_are_keys_too);
	tcase_add_test(t, aliases_share_their_value);
	tcase_add_test(t, aliases_need_an_anchor_before_them);
	tcase_add_test(t, merged_keys_give_way_to_own_ones);
	tcase_add_test(t, the_first_of_several_merged_maps_wins);
	tcase_add_test(t, only_maps_can_be_merged);
	tcase_add_test(t, a_missing_space_after_a_colon_is_named);
	tcase_add_test(t, one_file_holds_one_document);
	tcase_add_test(t, texts_of_a_schema_may_hold_nul);
	suite_add_tcase(s, t);
	return s;
}
