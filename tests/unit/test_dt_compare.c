/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_compare.c - every difference is reported, by its path.
 */
#include "test_dt.h"

static struct arena *a;
static struct diags *d;

static void setup(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
}

static void teardown(void)
{
	arena_free(a);
}

static struct dt_tree *small_tree(void)
{
	struct dt_tree *t = dt_new(a);
	struct dt_node *cpus = dt_node(t, t->root, "cpus");

	dt_u32(t, t->root, "#address-cells", 2);
	dt_u32(t, t->root, "#size-cells", 2);
	dt_u32(t, cpus, "#address-cells", 1);
	dt_u32(t, dt_node(t, cpus, "cpu@0"), "reg", 0);
	dt_u32(t, dt_node(t, cpus, "cpu@1"), "reg", 1);
	dt_u32(t, dt_node(t, cpus, "cpu@2"), "reg", 2);
	dt_empty(t, dt_node(t, t->root, "uart@9000000"), "dma");
	return t;
}

/* An equal tree that shares no memory. */
static struct dt_tree *again(const struct dt_tree *t)
{
	struct buf b = dtb_of(t);

	return read_back(d, &b);
}

START_TEST(equal_trees_have_no_difference)
{
	ck_assert_str_eq(differences(a, small_tree(), small_tree()), "");
}
END_TEST

START_TEST(a_value_is_told_with_both_sides)
{
	struct dt_tree *l = small_tree(), *r = small_tree();

	dt_set(r, dt_find_path(r, "/cpus/cpu@1"), "reg", "\0\0\0\7", 4);
	ck_assert_str_eq(differences(a, l, r), "V /cpus/cpu@1:reg\n");
	dt_set(r, r->root, "#size-cells", "\0\0\0\2", 3);
	ck_assert_str_eq(differences(a, l, r),
			 "V /:#size-cells\nV /cpus/cpu@1:reg\n");
}
END_TEST

START_TEST(what_one_side_lacks_is_told)
{
	struct dt_tree *l = small_tree(), *r = small_tree();

	dt_empty(l, dt_find_path(l, "/cpus"), "x");
	dt_empty(r, r->root, "y");
	dt_empty(r, dt_node(r, dt_find_path(r, "/cpus"), "cpu@3"), "in");
	dt_node(l, l->root, "z");
	ck_assert_str_eq(differences(a, l, r),
			 "R /:y\nL /z\nL /cpus:x\nR /cpus/cpu@3\n");
}
END_TEST

START_TEST(order_is_told_once_for_a_node)
{
	struct dt_tree *l = small_tree(), *r = dt_new(a);
	struct dt_node *n = dt_node(r, r->root, "uart@9000000");

	dt_empty(r, n, "dma");
	dt_u32(r, r->root, "#size-cells", 2);
	dt_u32(r, r->root, "#address-cells", 2);
	n = dt_node(r, r->root, "cpus");
	dt_u32(r, n, "#address-cells", 1);
	dt_u32(r, dt_node(r, n, "cpu@0"), "reg", 0);
	dt_u32(r, dt_node(r, n, "cpu@2"), "reg", 2);
	dt_u32(r, dt_node(r, n, "cpu@1"), "reg", 1);
	ck_assert_str_eq(differences(a, l, r),
			 "O /:#address-cells\nO /cpus\nO /cpus/cpu@1\n");
}
END_TEST

START_TEST(head_and_reservations_count)
{
	struct dt_tree *l = small_tree(), *r = small_tree();
	struct dt_reserve one = { 1, 2 };

	r->boot_cpuid = 1;
	r->reserves = &one;
	r->n_reserves = 1;
	ck_assert_str_eq(differences(a, l, r), "H /\nM /memreserve/\n");
}
END_TEST

START_TEST(twins_are_compared_in_their_order)
{
	struct dt_tree *l = dt_new(a), *r = dt_new(a);

	for (uint32_t i = 0; i < 3; i++) {
		dt_u32(l, dt_node(l, l->root, "twin"), "reg", i);
		dt_u32(r, dt_node(r, r->root, "twin"), "reg", i == 2 ? 9 : i);
	}
	ck_assert_str_eq(differences(a, l, r), "V /twin:reg\n");
	dt_node(l, l->root, "x");
	dt_node(l, l->root, "twin");
	dt_node(r, r->root, "x");
	ck_assert_str_eq(differences(a, l, r), "L /twin\nV /twin:reg\n");
}
END_TEST

START_TEST(no_function_is_needed_to_count)
{
	struct dt_tree *l = small_tree(), *r = small_tree();

	dt_empty(r, r->root, "y");
	ck_assert_uint_eq(dt_compare(a, l, r, NULL, NULL), 1);
}
END_TEST

/* ---- mutations: all places of a tree, one after the other ---- */

static void each_node(struct dt_node *n, void (*fn)(struct dt_node *n))
{
	for (struct dt_node *c = n->children; c; c = c->next)
		each_node(c, fn);
	fn(n);
}

static struct dt_tree *original, *mutant;

static void expect(const char *text)
{
	ck_assert_str_eq(differences(a, original, mutant), text);
}

static const char *prop_line(const char *letter, const struct dt_node *n,
			     const char *name)
{
	return arena_printf(a, "%s %s:%s\n", letter, dt_path(a, n), name);
}

static void mutate_values(struct dt_node *n)
{
	for (struct dt_prop *p = n->props; p; p = p->next) {
		const uint8_t *data = p->data;
		uint32_t len = p->len;

		p->data = (const uint8_t *)"\xa5\x5a\xa5";
		p->len = 3;
		expect(prop_line("V", n, p->name));
		p->data = data;
		p->len = len;
	}
}

static void delete_props(struct dt_node *n)
{
	for (struct dt_prop **at = &n->props; *at; at = &(*at)->next) {
		struct dt_prop *gone = *at;

		*at = gone->next;
		expect(prop_line("L", n, gone->name));
		*at = gone;
	}
}

static void add_props(struct dt_node *n)
{
	for (struct dt_prop **at = &n->props;; at = &(*at)->next) {
		struct dt_prop more = { .name = "more", .next = *at };

		*at = &more;
		expect(prop_line("R", n, "more"));
		*at = more.next;
		if (!*at)
			break;
	}
}

static void swap_props(struct dt_node *n)
{
	for (struct dt_prop **at = &n->props; *at && (*at)->next;
	     at = &(*at)->next) {
		struct dt_prop *first = *at, *second = first->next;

		*at = second;
		first->next = second->next;
		second->next = first;
		expect(prop_line("O", n, first->name));
		*at = first;
		second->next = first->next;
		first->next = second;
	}
}

static void delete_children(struct dt_node *n)
{
	for (struct dt_node **at = &n->children; *at; at = &(*at)->next) {
		struct dt_node *gone = *at;

		*at = gone->next;
		expect(arena_printf(a, "L %s\n", dt_path(a, gone)));
		*at = gone;
	}
}

static void swap_children(struct dt_node *n)
{
	for (struct dt_node **at = &n->children; *at && (*at)->next;
	     at = &(*at)->next) {
		struct dt_node *first = *at, *second = first->next;

		*at = second;
		first->next = second->next;
		second->next = first;
		expect(arena_printf(a, "O %s\n", dt_path(a, first)));
		*at = first;
		second->next = first->next;
		first->next = second;
	}
}

static void with_every_node(void (*fn)(struct dt_node *n))
{
	for (uint32_t seed = 0; seed < 12; seed++) {
		original = random_tree(a, seed);
		mutant = again(original);
		each_node(mutant->root, fn);
		expect("");
	}
}

START_TEST(each_changed_value_is_reported)
{
	with_every_node(mutate_values);
}
END_TEST

START_TEST(each_deleted_property_is_reported)
{
	with_every_node(delete_props);
}
END_TEST

START_TEST(each_added_property_is_reported)
{
	with_every_node(add_props);
}
END_TEST

START_TEST(each_swapped_pair_of_properties_is_reported)
{
	with_every_node(swap_props);
}
END_TEST

START_TEST(each_deleted_node_is_reported)
{
	with_every_node(delete_children);
}
END_TEST

START_TEST(each_swapped_pair_of_nodes_is_reported)
{
	with_every_node(swap_children);
}
END_TEST

START_TEST(many_siblings_cost_no_square)
{
	struct dt_tree *l = dt_new(a), *r = dt_new(a);

	for (unsigned int i = 0; i < 50000; i++) {
		dt_node(l, l->root, "n@%x", i);
		dt_node(r, r->root, "n@%x", 49999 - i);
	}
	ck_assert_str_eq(differences(a, l, r), "O /n@0\n");
}
END_TEST

Suite *suite_dt_compare(void);
Suite *suite_dt_compare(void)
{
	Suite *s = suite_create("dt_compare");
	TCase *c = tcase_create("compare");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 60);
	tcase_add_test(c, equal_trees_have_no_difference);
	tcase_add_test(c, a_value_is_told_with_both_sides);
	tcase_add_test(c, what_one_side_lacks_is_told);
	tcase_add_test(c, order_is_told_once_for_a_node);
	tcase_add_test(c, head_and_reservations_count);
	tcase_add_test(c, twins_are_compared_in_their_order);
	tcase_add_test(c, no_function_is_needed_to_count);
	tcase_add_test(c, each_changed_value_is_reported);
	tcase_add_test(c, each_deleted_property_is_reported);
	tcase_add_test(c, each_added_property_is_reported);
	tcase_add_test(c, each_swapped_pair_of_properties_is_reported);
	tcase_add_test(c, each_deleted_node_is_reported);
	tcase_add_test(c, each_swapped_pair_of_nodes_is_reported);
	tcase_add_test(c, many_siblings_cost_no_square);
	suite_add_tcase(s, c);
	return s;
}
