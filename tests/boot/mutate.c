/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mutate.c - can the comparison fail?
 *
 * The tree is spoiled in one place, written, read and compared with itself,
 * and mended again; the difference must be reported by its path.
 */
#include "mutate.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "serial.h"
#include "verify.h"

struct mutation {
	struct arena *arena;
	const struct dt_tree *whole;	/* as it was seen */
	struct dt_tree *copy;		/* spoiled in one place at a time */
	const char *path;		/* where that is */
	bool below;			/* any path below it will do */
	bool reported;
	size_t n_tried;
	const char *unseen;		/* the first that nobody noticed */
};

static void look(void *ctx, enum dt_difference what, const char *path,
		 const struct dt_prop *left, const struct dt_prop *right)
{
	struct mutation *m = ctx;
	size_t n = strlen(m->path);

	(void)what;
	(void)left;
	(void)right;
	if (m->below ? strncmp(path, m->path, n) == 0 :
		       strcmp(path, m->path) == 0)
		m->reported = true;
}

/* The copy is spoiled at @path: is it noticed? */
static void try_it(struct mutation *m, const char *how, const char *path,
		   bool below)
{
	struct buf bytes = buf_make(m->arena, LIMIT_OUTPUT_BYTES);
	struct dt_tree *again;

	m->path = path;
	m->below = below;
	m->reported = false;
	m->n_tried++;
	dt_write(m->copy, &bytes);
	again = verify_read(m->arena, "mutation", bytes.bytes, bytes.len);
	if (again)
		dt_compare(m->arena, m->whole, again, look, m);
	if (!m->reported && !m->unseen)
		m->unseen = arena_printf(m->arena, "%s %s is not reported",
					 path, how);
}

static const char *prop_path(struct mutation *m, const struct dt_node *n,
			     const struct dt_prop *p)
{
	return arena_printf(m->arena, "%s:%s", dt_path(m->arena, n), p->name);
}

/* First byte, last byte, and a byte more. */
static void change_prop(struct mutation *m, const struct dt_node *n,
			struct dt_prop *p)
{
	const char *path = prop_path(m, n, p);
	const uint8_t *data = p->data;
	uint32_t len = p->len;
	uint8_t *other = arena_alloc(m->arena, len + 1);

	if (len)
		memcpy(other, data, len);
	p->data = other;
	p->len = len + 1;
	try_it(m, "made longer", path, false);
	p->len = len;
	if (len) {
		other[0] ^= 1;
		try_it(m, "changed in its first byte", path, false);
		other[0] ^= 1;
		other[len - 1] ^= 1;
		try_it(m, "changed in its last byte", path, false);
	}
	p->data = data;
}

static void spoil_props(struct mutation *m, struct dt_node *n)
{
	struct dt_prop added = { .name = "added", .data = NULL };

	for (struct dt_prop **p = &n->props;; p = &(*p)->next) {
		struct dt_prop *here = *p;

		added.next = here;
		*p = &added;
		try_it(m, "added", prop_path(m, n, &added), false);
		*p = here;
		if (!here)
			return;
		change_prop(m, n, here);
		*p = here->next;
		try_it(m, "deleted", prop_path(m, n, here), false);
		*p = here;
	}
}

/* Every pair of properties of @n changes places. */
static void swap_props(struct mutation *m, struct dt_node *n)
{
	const char *path = arena_printf(m->arena, "%s:", dt_path(m->arena, n));

	for (struct dt_prop *p = n->props; p; p = p->next)
		for (struct dt_prop *q = p->next; q; q = q->next) {
			struct dt_prop was_p = *p, was_q = *q;

			*p = was_q;
			*q = was_p;
			p->next = was_p.next;
			q->next = was_q.next;
			try_it(m, "with properties swapped", path, true);
			*p = was_p;
			*q = was_q;
		}
}

static void spoil_children(struct mutation *m, struct dt_node *n)
{
	struct dt_node added = { .name = "added", .parent = n };

	for (struct dt_node **c = &n->children;; c = &(*c)->next) {
		struct dt_node *here = *c;

		added.next = here;
		*c = &added;
		try_it(m, "added", dt_path(m->arena, &added), false);
		*c = here;
		if (!here)
			return;
		*c = here->next;
		try_it(m, "deleted", dt_path(m->arena, here), false);
		*c = here;
	}
}

static void set_children(struct dt_node *n, struct dt_node **order, size_t len)
{
	struct dt_node **end = &n->children;

	for (size_t i = 0; i < len; i++) {
		*end = order[i];
		end = &order[i]->next;
	}
	*end = NULL;
}

/* Every pair of children of @n changes places. */
static void swap_children(struct mutation *m, struct dt_node *n)
{
	const char *path = dt_path(m->arena, n);
	struct dt_node **order;
	size_t len = 0, i = 0;

	for (struct dt_node *c = n->children; c; c = c->next)
		len++;
	order = arena_array(m->arena, len, sizeof(struct dt_node *));
	for (struct dt_node *c = n->children; c; c = c->next)
		order[i++] = c;
	for (i = 0; i < len; i++)
		for (size_t k = i + 1; k < len; k++) {
			struct dt_node *was = order[i];

			order[i] = order[k];
			order[k] = was;
			set_children(n, order, len);
			try_it(m, "with children swapped", path, true);
			order[k] = order[i];
			order[i] = was;
		}
	set_children(n, order, len);
}

static void spoil_node(struct mutation *m, struct dt_node *n)
{
	spoil_props(m, n);
	swap_props(m, n);
	spoil_children(m, n);
	swap_children(m, n);
	for (struct dt_node *c = n->children; c; c = c->next)
		spoil_node(m, c);
}

static void spoil_head(struct mutation *m)
{
	struct dt_tree *t = m->copy, was = *t;
	struct dt_reserve *more = arena_array(m->arena, t->n_reserves + 1,
					      sizeof(*more));

	if (t->n_reserves)
		memcpy(more, t->reserves, t->n_reserves * sizeof(*more));
	more[t->n_reserves] = (struct dt_reserve){ 0x1000, 0x1000 };
	t->reserves = more;
	t->n_reserves++;
	try_it(m, "with one more", "/memreserve/", false);
	*t = was;
	t->boot_cpuid++;
	try_it(m, "with another boot CPU", "/", false);
	*t = was;
}

const char *mutate_all(struct arena *a, const uint8_t *blob, size_t len,
		       size_t *ret_n)
{
	struct mutation m = {
		.arena = a,
		.whole = verify_read(a, "seen", blob, len),
		.copy = verify_read(a, "seen", blob, len),
	};

	if (!m.whole || !m.copy)
		return "the seen tree cannot be read";
	if (dt_compare(a, m.whole, m.copy, NULL, NULL))
		return "a tree differs from itself";
	spoil_head(&m);
	spoil_node(&m, m.copy->root);
	if (!m.unseen && dt_compare(a, m.whole, m.copy, NULL, NULL))
		return "the copy was not mended";
	*ret_n = m.n_tried;
	return m.unseen;
}

const char *mutate_test(struct test_env *env, const struct test *t)
{
	const char *wrong = run_boot(env, t);
	const char *id = t->boot->domains[0].name;
	size_t len = 0, n = 0;
	uint8_t *blob;

	if (wrong)
		return wrong;
	blob = lab_read(env->arena, arena_printf(env->arena,
						 "%s/out/%s/seen.dtb",
						 env->dir, id), &len);
	if (!blob)
		return "no seen.dtb";
	wrong = mutate_all(env->arena, blob, len, &n);
	env->note = arena_printf(env->arena, "%zu differences reported", n);
	return wrong;
}
