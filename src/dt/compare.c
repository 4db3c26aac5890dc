/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare.c - what differs between two trees.
 *
 * Children and properties of a node are paired by name, the k-th of a name
 * with the k-th; sorted only where both sides do not run alike, so that equal
 * trees cost one walk and no tree costs more than n log n.
 */
#include <stdlib.h>
#include <string.h>

#include "dt/tree.h"

struct compare {
	struct arena *arena;
	void (*fn)(void *ctx, enum dt_difference what, const char *path,
		   const struct dt_prop *left, const struct dt_prop *right);
	void *ctx;
	size_t n_found;
};

/* A child or property of one side. */
struct item {
	const char *name;
	const void *what;	/* struct dt_node or struct dt_prop */
	size_t at;		/* place among its siblings */
	struct item *pair;	/* on the other side; NULL: none */
};

struct list {
	struct item *items;	/* in the order of the tree */
	size_t n;
};

/* Children or properties of a pair of nodes. */
struct side_pair {
	const struct dt_node *left_node, *right_node;
	struct list left, right;
	bool are_props;
};

static void found(struct compare *c, enum dt_difference what, const char *path,
		  const struct dt_prop *left, const struct dt_prop *right)
{
	c->n_found++;
	if (c->fn)
		c->fn(c->ctx, what, path, left, right);
}

static struct list list_of(struct compare *c, const struct dt_node *n,
			   bool props)
{
	struct list l = { NULL, 0 };
	size_t i = 0;

	for (const struct dt_prop *p = props ? n->props : NULL; p; p = p->next)
		l.n++;
	for (const struct dt_node *k = props ? NULL : n->children; k;
	     k = k->next)
		l.n++;
	l.items = arena_array(c->arena, l.n, sizeof(*l.items));
	for (const struct dt_prop *p = props ? n->props : NULL; p;
	     p = p->next, i++)
		l.items[i] = (struct item){ p->name, p, i, NULL };
	for (const struct dt_node *k = props ? NULL : n->children; k;
	     k = k->next, i++)
		l.items[i] = (struct item){ k->name, k, i, NULL };
	return l;
}

static int by_name(const void *va, const void *vb)
{
	const struct item *a = *(struct item *const *)va;
	const struct item *b = *(struct item *const *)vb;
	int order = strcmp(a->name, b->name);

	if (order)
		return order;
	return a->at < b->at ? -1 : a->at > b->at;
}

static struct item **sorted(struct compare *c, const struct list *l)
{
	struct item **s = arena_array(c->arena, l->n, sizeof(*s));

	for (size_t i = 0; i < l->n; i++)
		s[i] = &l->items[i];
	if (l->n)
		qsort(s, l->n, sizeof(*s), by_name);
	return s;
}

/* Merging both by name pairs the k-th of a name with the k-th. */
static void pair_up(struct compare *c, struct side_pair *s)
{
	struct item **left = sorted(c, &s->left);
	struct item **right = sorted(c, &s->right);
	size_t i = 0, j = 0;

	while (i < s->left.n && j < s->right.n) {
		int order = strcmp(left[i]->name, right[j]->name);

		if (order == 0) {
			left[i]->pair = right[j];
			right[j]->pair = left[i];
		}
		i += order <= 0;
		j += order >= 0;
	}
}

static void report(struct compare *c, enum dt_difference what,
		   const struct side_pair *s, const struct item *left,
		   const struct item *right)
{
	const struct dt_node *n = left ? s->left_node : s->right_node;
	const struct item *one = left ? left : right;

	if (!s->are_props) {
		found(c, what, dt_path(c->arena, one->what), NULL, NULL);
		return;
	}
	found(c, what,
	      arena_printf(c->arena, "%s:%s", dt_path(c->arena, n), one->name),
	      left ? left->what : NULL, right ? right->what : NULL);
}

static void report_alone(struct compare *c, const struct side_pair *s)
{
	for (size_t i = 0; i < s->left.n; i++)
		if (!s->left.items[i].pair)
			report(c, DT_ONLY_LEFT, s, &s->left.items[i], NULL);
	for (size_t i = 0; i < s->right.n; i++)
		if (!s->right.items[i].pair)
			report(c, DT_ONLY_RIGHT, s, NULL, &s->right.items[i]);
}

/* The first place where the pairs of one side stand otherwise than there. */
static void report_order(struct compare *c, const struct side_pair *s)
{
	size_t i = 0, j = 0;

	for (;; i++, j++) {
		while (i < s->left.n && !s->left.items[i].pair)
			i++;
		while (j < s->right.n && !s->right.items[j].pair)
			j++;
		if (i == s->left.n)
			return;
		if (s->left.items[i].pair != &s->right.items[j])
			break;
	}
	report(c, DT_ORDER, s, &s->left.items[i], &s->right.items[j]);
}

static bool run_alike(const struct dt_node *l, const struct dt_node *r,
		      bool props)
{
	const struct dt_prop *lp = l->props, *rp = r->props;
	const struct dt_node *ln = l->children, *rn = r->children;

	if (props) {
		while (lp && rp && strcmp(lp->name, rp->name) == 0) {
			lp = lp->next;
			rp = rp->next;
		}
		return !lp && !rp;
	}
	while (ln && rn && strcmp(ln->name, rn->name) == 0) {
		ln = ln->next;
		rn = rn->next;
	}
	return !ln && !rn;
}

static struct side_pair pair_lists(struct compare *c, const struct dt_node *l,
				   const struct dt_node *r, bool props)
{
	struct side_pair s = { .left_node = l, .right_node = r,
			       .are_props = props };

	s.left = list_of(c, l, props);
	s.right = list_of(c, r, props);
	pair_up(c, &s);
	report_alone(c, &s);
	report_order(c, &s);
	return s;
}

static void compare_values(struct compare *c, const struct dt_node *n,
			   const struct dt_prop *l, const struct dt_prop *r)
{
	if (l->len == r->len &&
	    (l->len == 0 || memcmp(l->data, r->data, l->len) == 0))
		return;
	found(c, DT_VALUE,
	      arena_printf(c->arena, "%s:%s", dt_path(c->arena, n), l->name),
	      l, r);
}

static void compare_props(struct compare *c, const struct dt_node *l,
			  const struct dt_node *r)
{
	struct side_pair s;

	if (run_alike(l, r, true)) {
		const struct dt_prop *rp = r->props;

		for (const struct dt_prop *lp = l->props; lp;
		     lp = lp->next, rp = rp->next)
			compare_values(c, l, lp, rp);
		return;
	}
	s = pair_lists(c, l, r, true);
	for (size_t i = 0; i < s.left.n; i++)
		if (s.left.items[i].pair)
			compare_values(c, l, s.left.items[i].what,
				       s.left.items[i].pair->what);
}

static void compare_nodes(struct compare *c, const struct dt_node *l,
			  const struct dt_node *r)
{
	struct side_pair s;

	compare_props(c, l, r);
	if (run_alike(l, r, false)) {
		const struct dt_node *rn = r->children;

		for (const struct dt_node *ln = l->children; ln;
		     ln = ln->next, rn = rn->next)
			compare_nodes(c, ln, rn);
		return;
	}
	s = pair_lists(c, l, r, false);
	for (size_t i = 0; i < s.left.n; i++)
		if (s.left.items[i].pair)
			compare_nodes(c, s.left.items[i].what,
				      s.left.items[i].pair->what);
}

static bool same_reserves(const struct dt_tree *l, const struct dt_tree *r)
{
	if (l->n_reserves != r->n_reserves)
		return false;
	for (size_t i = 0; i < l->n_reserves; i++)
		if (l->reserves[i].address != r->reserves[i].address ||
		    l->reserves[i].size != r->reserves[i].size)
			return false;
	return true;
}

size_t dt_compare(struct arena *a, const struct dt_tree *left,
		  const struct dt_tree *right,
		  void (*fn)(void *ctx, enum dt_difference what,
			     const char *path, const struct dt_prop *left,
			     const struct dt_prop *right), void *ctx)
{
	struct compare c = { .arena = a, .fn = fn, .ctx = ctx };

	if (left->boot_cpuid != right->boot_cpuid)
		found(&c, DT_HEADER, "/", NULL, NULL);
	if (!same_reserves(left, right))
		found(&c, DT_RESERVES, "/memreserve/", NULL, NULL);
	compare_nodes(&c, left->root, right->root);
	return c.n_found;
}
