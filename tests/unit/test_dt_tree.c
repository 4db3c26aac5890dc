/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_tree.c - building trees and finding things in them.
 */
#include "test_dt.h"

#include "dt/tree.h"

static struct arena *a;
static struct dt_tree *t;

static void setup(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	t = dt_new(a);
}

static void teardown(void)
{
	arena_free(a);
}

START_TEST(a_new_tree_is_an_empty_root)
{
	ck_assert_str_eq(t->root->name, "");
	ck_assert_ptr_null(t->root->children);
	ck_assert_str_eq(dts_of(t), "/dts-v1/;\n\n/ {\n};\n");
}
END_TEST

START_TEST(numbers_are_big_endian)
{
	static const uint8_t four[] = { 0x12, 0x34, 0x56, 0x78 };
	static const uint8_t eight[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct dt_prop *p = dt_u32(t, t->root, "a", 0x12345678);
	struct dt_prop *q = dt_u64(t, t->root, "b", 0x0102030405060708);

	ck_assert_uint_eq(p->len, sizeof(four));
	ck_assert_mem_eq(p->data, four, sizeof(four));
	ck_assert_uint_eq(q->len, sizeof(eight));
	ck_assert_mem_eq(q->data, eight, sizeof(eight));
}
END_TEST

START_TEST(strings_keep_each_nul)
{
	static const char *const list[] = { "one", "", "three", NULL };
	struct dt_prop *p = dt_strings(t, t->root, "a", list);

	ck_assert_uint_eq(p->len, sizeof("one\0\0three"));
	ck_assert_mem_eq(p->data, "one\0\0three", p->len);
	p = dt_string(t, t->root, "b", "text");
	ck_assert_uint_eq(p->len, 5);
}
END_TEST

START_TEST(reg_takes_one_or_two_cells)
{
	static const struct range r[] = {
		{ 0x10, 0x20 }, { 0xffffffff, 0x30 },
	};
	struct dt_prop *p = dt_reg(t, t->root, "reg", r, 2, 2, 1);

	ck_assert_uint_eq(p->len, 24);
	ck_assert_uint_eq(dt_cells_at(p->data + 12, 2), 0xffffffff);
	ck_assert_uint_eq(dt_cells_at(p->data + 20, 1), 0x30);
}
END_TEST

START_TEST(set_replaces_in_place_or_appends)
{
	dt_u32(t, t->root, "a", 1);
	dt_u32(t, t->root, "b", 2);
	dt_set(t, t->root, "a", "xyz", 3);
	dt_set(t, t->root, "c", NULL, 0);
	ck_assert_str_eq(t->root->props->name, "a");
	ck_assert_uint_eq(t->root->props->len, 3);
	ck_assert_uint_eq(dt_find_prop(t->root, "c")->len, 0);
	ck_assert_str_eq(t->root->props->next->next->name, "c");
}
END_TEST

START_TEST(data_is_copied)
{
	char text[] = "before";
	struct dt_prop *p = dt_bytes(t, t->root, "a", text, sizeof(text));

	strcpy(text, "after!");
	ck_assert_str_eq((const char *)p->data, "before");
}
END_TEST

START_TEST(origin_is_inherited_from_the_node_above)
{
	struct dt_node *n = dt_node(t, t->root, "n");

	ck_assert_ptr_null(n->origin.file);
	n->origin = at_line(7);
	ck_assert_uint_eq(dt_node(t, n, "m")->origin.line, 7);
	ck_assert_uint_eq(dt_empty(t, n, "p")->origin.line, 7);
}
END_TEST

START_TEST(a_child_is_found_by_its_full_name_first)
{
	struct dt_node *n = dt_node(t, t->root, "uart@1");
	struct dt_node *plain = dt_node(t, t->root, "uart");

	ck_assert_ptr_eq(dt_find_child(t->root, "uart@1"), n);
	ck_assert_ptr_eq(dt_find_child(t->root, "uart"), plain);
	ck_assert_ptr_null(dt_find_child(t->root, "uart@2"));
	ck_assert_ptr_null(dt_find_child(t->root, "uar"));
}
END_TEST

START_TEST(a_name_without_address_must_be_unique)
{
	struct dt_node *n = dt_node(t, t->root, "cpu@0");

	ck_assert_ptr_eq(dt_find_child(t->root, "cpu"), n);
	dt_node(t, t->root, "cpu@1");
	ck_assert_ptr_null(dt_find_child(t->root, "cpu"));
}
END_TEST

START_TEST(a_path_leads_to_its_node_and_back)
{
	struct dt_node *n = dt_node(t, t->root, "soc@0");
	struct dt_node *m = dt_node(t, n, "uart@%x", 0x9000u);

	ck_assert_ptr_eq(dt_find_path(t, "/soc@0/uart@9000"), m);
	ck_assert_ptr_eq(dt_find_path(t, "/soc/uart"), m);
	ck_assert_ptr_eq(dt_find_path(t, "/"), t->root);
	ck_assert_ptr_null(dt_find_path(t, "/soc/uart/x"));
	ck_assert_ptr_null(dt_find_path(t, "soc"));
	ck_assert_str_eq(dt_path(a, m), "/soc@0/uart@9000");
	ck_assert_str_eq(dt_path(a, t->root), "/");
}
END_TEST

START_TEST(compatible_is_searched_as_xen_does)
{
	static const char *const list[] = { "a,b", "Xen,Domain", NULL };
	struct dt_node *n = dt_node(t, t->root, "n");

	ck_assert(!dt_compatible(n, "a,b"));
	dt_strings(t, n, "compatible", list);
	ck_assert(dt_compatible(n, "a,b"));
	ck_assert(dt_compatible(n, "xen,domain"));
	ck_assert(!dt_compatible(n, "xen"));
	dt_set(t, n, "compatible", "a,b", 3);
	ck_assert(!dt_compatible(n, "a,b"));
}
END_TEST

Suite *suite_dt_tree(void);
Suite *suite_dt_tree(void)
{
	Suite *s = suite_create("dt_tree");
	TCase *c = tcase_create("tree");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_new_tree_is_an_empty_root);
	tcase_add_test(c, numbers_are_big_endian);
	tcase_add_test(c, strings_keep_each_nul);
	tcase_add_test(c, reg_takes_one_or_two_cells);
	tcase_add_test(c, set_replaces_in_place_or_appends);
	tcase_add_test(c, data_is_copied);
	tcase_add_test(c, origin_is_inherited_from_the_node_above);
	tcase_add_test(c, a_child_is_found_by_its_full_name_first);
	tcase_add_test(c, a_name_without_address_must_be_unique);
	tcase_add_test(c, a_path_leads_to_its_node_and_back);
	tcase_add_test(c, compatible_is_searched_as_xen_does);
	suite_add_tcase(s, c);
	return s;
}
