/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * own.c - the trees that domc makes, against the bindings that it brings.
 *
 * A tree that breaks one is a bug: of the code that made it, or of the
 * binding. But for what the user brought: a board, a partial tree.
 */
#include <string.h>

#include "api/compilation.h"
#include "dt/guest.h"

static bool same_place(struct place a, struct place b)
{
	return a.file && b.file && a.line == b.line && a.col == b.col &&
	       strcmp(a.file, b.file) == 0;
}

struct own {
	struct domc *c;
	struct bindings *bindings;
	/* of one tree, until they are told apart */
	struct diags *d;
	const char *error;		/* what is wrong with domc, or NULL */
};

/*
 * Is the property of @t that @path names a text with letters past ASCII? Only
 * a command line of the user's may be: Xen hands it on as it is, and bindings
 * know no such text.
 */
static bool is_users_text(struct arena *a, const struct dt_tree *t,
			  const char *path)
{
	const char *name = path ? strrchr(path, '/') : NULL;
	const struct dt_node *n;
	const struct dt_prop *p;

	if (!name)
		return false;
	n = dt_find_path(t, name > path ?
			 arena_strndup(a, path, (size_t)(name - path)) : "/");
	p = n ? dt_find_prop(n, name + 1) : NULL;
	if (!p || !p->len || p->data[p->len - 1])
		return false;
	for (uint32_t i = 0; i < p->len; i++)
		if (p->data[i] >= 0x80)
			return true;
	return false;
}

/*
 * What was found at @users is the user's; the first of all else is ours, but
 * for a tree that is forced: it says what a rule has refused.
 */
static void tell_apart(struct own *o, const char *tree,
		       const struct dt_tree *t, struct place users,
		       bool report)
{
	for (const struct diag_item *i = o->d->items; i; i = i->next) {
		struct diag_item *item;

		if (same_place(i->place, users)) {
			if (!report)
				continue;
			item = diag_add(o->c->diags, i->code, i->place, "%s",
					i->text);
			item->instance_path = i->instance_path;
			item->schema_path = i->schema_path;
		} else if (!o->error && !o->c->diags->n_errors &&
			   !is_users_text(o->c->arena, t,
					  i->instance_path)) {
			o->error = arena_printf(o->c->arena,
				"this is a bug in domc: the tree %s that it made breaks a binding of its own; please report it with the system file and this line: %s [%s]",
				tree, i->text, diag_codes[i->code].number);
		}
	}
	o->d = diags_new(o->c->arena);
}

static void check_guest(struct own *o, const struct plan_domain *pd,
			const struct dt_tree *t)
{
	const struct domain *d = pd->domain;
	struct arena *a = o->c->arena;
	const struct dt_tree *partial;
	struct place users = PLACE_NONE;

	if (d->device_tree) {
		users = d->device_tree->place;
		partial = partial_read(a, o->d, d->device_tree);
		if (partial)
			bindings_check(o->bindings, a, o->d, users, partial);
		tell_apart(o, d->device_tree->path, t, users, true);
	}
	bindings_check(o->bindings, a, o->d, d->place, t);
	/* What was copied from the partial tree has been said. */
	tell_apart(o, arena_printf(a, "%s/guest.dtb", d->name), t, users,
		   false);
}

/* Nodes that domc added, or that are for Xen. */
static bool is_for_xen(const struct dt_node *n, const void *ctx)
{
	const struct place *board = ctx;
	const struct dt_prop *p;

	if (!n->parent)
		return false;
	if (!n->parent->parent && strcmp(n->name, "chosen") == 0)
		return true;
	if (!same_place(n->origin, *board))
		return true;
	p = dt_find_prop(n, "compatible");
	return p && p->len > 4 && memcmp(p->data, "xen,", 4) == 0;
}

const char *api_check_own(struct domc *c)
{
	const struct board *board = c->system->board;
	struct own o = {
		.c = c,
		.bindings = bindings_new(c->arena),
		.d = diags_new(c->arena),
	};

	bindings_add_embedded(o.bindings);
	bindings_finish(o.bindings, o.d);
	for (size_t i = 0; i < c->plan->n_domains; i++)
		if (c->guest_trees[i])
			check_guest(&o, &c->plan->domains[i],
				    c->guest_trees[i]);
	if (board && c->board_tree) {
		bindings_check_some(o.bindings, c->arena, o.d, board->place,
				    c->board_tree, is_for_xen, &board->place);
		tell_apart(&o, "board.dtb", c->board_tree, board->place,
			   true);
	}
	return o.error;
}
