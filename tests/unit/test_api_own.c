/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_api_own.c - a tree of ours that breaks a binding is told from the
 * user's.
 */
#include "api/compilation.h"

#include "test_binding.h"

Suite *suite_api_own(void);

static struct domain net = { .name = "net" };
static const struct place board_place = { "vm.yaml", 3, 1, 3, 9 };

/* A compilation that has made @board, or the guest tree @guest. */
static const char *check(struct dt_tree *guest, struct dt_tree *board)
{
	struct plan_domain planned = { .domain = &net };
	struct plan plan = { .domains = &planned, .n_domains = 1 };
	struct board b = { .place = board_place };
	struct system system = { .board = &b };
	struct domc c = {
		.arena = a, .diags = d, .plan = &plan, .system = &system,
		.guest_trees = &guest, .board_tree = board,
	};

	return api_check_own(&c);
}

static struct dt_tree *board_with_domain(bool good)
{
	struct dt_tree *t = dt_new(a);
	struct dt_node *n;

	t->root->origin = board_place;
	n = dt_node(t, dt_node(t, t->root, "chosen"), "net");
	n->origin = (struct place){ "vm.yaml", 9, 1, 9, 4 };
	dt_u32(t, n->parent, "#address-cells", 2);
	dt_u32(t, n->parent, "#size-cells", 2);
	dt_string(t, n, "compatible", "xen,domain");
	dt_u32(t, n, "#address-cells", 2);
	dt_u32(t, n, "#size-cells", 2);
	dt_u64(t, n, "memory", 1024);
	if (good)
		dt_u32(t, n, "cpus", 1);
	return t;
}

START_TEST(good_trees_are_silent)
{
	ck_assert_ptr_null(check(NULL, board_with_domain(true)));
	ck_assert_str_eq(said(), "");
}
END_TEST

START_TEST(a_broken_board_tree_is_a_bug)
{
	const char *error = check(NULL, board_with_domain(false));

	ck_assert_ptr_nonnull(error);
	ck_assert_ptr_nonnull(strstr(error, "a bug in domc"));
	ck_assert_ptr_nonnull(strstr(error, "board.dtb"));
	ck_assert_ptr_nonnull(strstr(error, "please report it"));
	ck_assert_ptr_nonnull(strstr(error, "/chosen/net: property 'cpus' is missing (xen,domain.yaml) [E0605]"));
	ck_assert_str_eq(said(), "");
}
END_TEST

START_TEST(a_broken_guest_tree_is_a_bug)
{
	struct dt_tree *t = dt_new(a);
	const char *error;

	dt_string(t, dt_node(t, t->root, "psci"), "method", "smc");
	error = check(t, NULL);
	ck_assert_ptr_nonnull(error);
	ck_assert_ptr_nonnull(strstr(error, "net/guest.dtb"));
}
END_TEST

/* As a command line has it: no binding takes such a text. */
START_TEST(letters_past_ascii_are_the_users)
{
	struct dt_tree *t = board_with_domain(true);

	t->root->children->origin = (struct place){ "vm.yaml", 5, 1, 5, 4 };
	dt_string(t, t->root->children, "xen,xen-bootargs", "a=\xc3\xa9");
	ck_assert_ptr_null(check(NULL, t));
	ck_assert_str_eq(said(), "");
}
END_TEST

START_TEST(what_the_board_brought_is_the_users)
{
	struct dt_tree *t = board_with_domain(true);
	struct dt_node *n = dt_node(t, t->root->children, "other");

	dt_string(t, n, "compatible", "xen,domain");
	ck_assert_ptr_null(check(NULL, t));
	ck_assert_uint_gt(d->n_errors, 0);
	ck_assert_uint_eq(d->items->place.line, board_place.line);
}
END_TEST

START_TEST(other_nodes_of_the_board_are_not_looked_at)
{
	struct dt_tree *t = board_with_domain(true);
	struct dt_node *n = dt_node(t, dt_node(t, t->root, "soc"), "x");

	dt_string(t, n, "compatible", "multiboot,module");
	ck_assert_ptr_null(check(NULL, t));
	ck_assert_str_eq(said(), "");
}
END_TEST

Suite *suite_api_own(void)
{
	Suite *s = suite_create("api_own");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, good_trees_are_silent);
	tcase_add_test(t, a_broken_board_tree_is_a_bug);
	tcase_add_test(t, a_broken_guest_tree_is_a_bug);
	tcase_add_test(t, letters_past_ascii_are_the_users);
	tcase_add_test(t, what_the_board_brought_is_the_users);
	tcase_add_test(t, other_nodes_of_the_board_are_not_looked_at);
	suite_add_tcase(s, t);
	return s;
}
