/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

#include "doc/pack.h"

static const char schema[] =
	"type: object\n"
	"properties:\n"
	"  one: {const: {properties: {a: {b: 1}}}, title: 'yes'}\n"
	"  two: {properties: {deep: {enum: [-3, 0x10, true, ~]}}}\n"
	"  no: false\n"
	"list: [{properties: {in-a-list: {}}}]\n";

static const uint8_t *packed(const struct value *v)
{
	struct buf out = buf_make(arena, LIMIT_DOC_BYTES);

	pack_write(&out, v);
	return out.bytes;
}

static const struct value *property(const struct value *v, const char *name)
{
	return value_get(value_get(v, "properties"), name);
}

START_TEST(what_is_read_is_what_was_written)
{
	const struct value *v = read_good(schema);
	const struct value *again = pack_read(arena, packed(v), "here");

	ck_assert(value_equal(v, again));
	ck_assert_str_eq(again->place.file, "here");
	ck_assert_str_eq(property(again, "two")->place.file, "here");
}
END_TEST

START_TEST(scalars_keep_how_they_were_written)
{
	const struct value *v = read_good("[0x10, -1, plain, 'quoted', ~]");
	const struct value *again = pack_read(arena, packed(v), NULL);

	ck_assert_str_eq(again->items[0]->text, "0x10");
	ck_assert(again->items[1]->negative);
	ck_assert(again->items[2]->plain);
	ck_assert(!again->items[3]->plain);
	ck_assert_int_eq(again->items[4]->kind, VALUE_NULL);
}
END_TEST

START_TEST(properties_are_empty_until_opened)
{
	const struct value *v = read_good(schema);
	const struct value *lazy = pack_read_lazily(arena, packed(v), "here");
	const struct value *two = property(lazy, "two");

	ck_assert_str_eq(value_get(lazy, "type")->text, "object");
	ck_assert(!property(lazy, "no")->boolean);
	ck_assert_uint_eq(two->n, 0);
	ck_assert(!value_get(two, "properties"));
	pack_open(arena, two);
	ck_assert_str_eq(two->place.file, "here");
	ck_assert_uint_eq(property(two, "deep")->n, 0);
	pack_open(arena, property(two, "deep"));
	ck_assert(value_equal(two, property(v, "two")));
}
END_TEST

START_TEST(to_open_twice_is_to_open_once)
{
	const struct value *v = read_good(schema);
	const struct value *lazy = pack_read_lazily(arena, packed(v), NULL);
	const struct value *two = property(lazy, "two");
	const struct value *deep;

	pack_open(arena, two);
	deep = property(two, "deep");
	pack_open(arena, two);
	ck_assert_ptr_eq(property(two, "deep"), deep);
	pack_open(arena, value_get(lazy, "type"));
	pack_open(arena, v);
	ck_assert_str_eq(value_get(v, "type")->text, "object");
}
END_TEST

/* It is compared as a whole. */
START_TEST(a_const_is_opened_as_a_whole)
{
	const struct value *v = read_good(schema);
	const struct value *lazy = pack_read_lazily(arena, packed(v), NULL);
	const struct value *one = property(lazy, "one");

	pack_open(arena, one);
	ck_assert(value_equal(one, property(v, "one")));
}
END_TEST

Suite *suite_doc_pack(void);
Suite *suite_doc_pack(void)
{
	Suite *s = suite_create("doc_pack");
	TCase *t = tcase_create("doc_pack");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, what_is_read_is_what_was_written);
	tcase_add_test(t, scalars_keep_how_they_were_written);
	tcase_add_test(t, properties_are_empty_until_opened);
	tcase_add_test(t, to_open_twice_is_to_open_once);
	tcase_add_test(t, a_const_is_opened_as_a_whole);
	suite_add_tcase(s, t);
	return s;
}
