/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * chosen_clean.c - /chosen as the board tree brings it, without what domc
 * owns.
 */
#include <string.h>

#include "dt/chosen.h"

/* Cells of /chosen from now on. */
#define CELLS 2u
/* Cells that an address or a size of the board tree may have here. */
#define MAX_CELLS 2u
/* Devicetree Specification 0.4, 2.3.5: what a node without them means. */
#define DEFAULT_ADDRESS_CELLS 2
#define DEFAULT_SIZE_CELLS 1

static bool is_ours(const struct dt_prop *p)
{
	static const char *const names[] = {
		"bootargs", "xen,xen-bootargs", "xen,dom0-bootargs",
		"linux,initrd-start", "linux,initrd-end", "xen,static-heap",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(p->name, names[i]) == 0)
			return true;
	return false;
}

/*
 * Event channels and shared memory belong to domains that are gone with the
 * same clean-up: what stayed would point at nothing. CPU pools are the file's.
 */
static bool is_stale(const struct dt_node *n, void *ctx)
{
	static const char *const words[] = {
		"multiboot,module", "xen,multiboot-module", "xen,domain",
		"xen,evtchn-v1", "xen,domain-shared-memory-v1", "xen,cpupool",
	};

	(void)ctx;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (dt_compatible(n, words[i]))
			return true;
	return false;
}

/* Xen looks for modules in all that is below /chosen, however deep. */
static void drop_stale(struct dt_node *n)
{
	dt_drop_children(n, is_stale, NULL);
	for (struct dt_node *c = n->children; c; c = c->next)
		drop_stale(c);
}

/* One number of an entry: cells it has, cells it shall have. */
struct width { uint32_t from, to; };

/*
 * Rewrites entries of @n_widths numbers each. A value that is not made of
 * such entries is left alone.
 */
static void widen(struct dt_tree *t, struct dt_prop *p,
		  const struct width *widths, size_t n_widths)
{
	uint32_t from = 0, to = 0, n_entries;
	const uint8_t *in = p->data;
	uint8_t *out;

	for (size_t i = 0; i < n_widths; i++) {
		from += widths[i].from * 4;
		to += widths[i].to * 4;
	}
	if (!from || p->len % from)
		return;
	n_entries = p->len / from;
	out = arena_array(t->arena, n_entries, to);
	p->data = out;
	p->len = n_entries * to;
	for (size_t i = 0; i < (size_t)n_entries * n_widths; i++) {
		const struct width *w = &widths[i % n_widths];

		dt_put_cells(out, dt_cells_at(in, w->from), w->to);
		in += w->from * 4;
		out += w->to * 4;
	}
}

static void widen_children(struct dt_tree *t, struct dt_node *chosen,
			   uint32_t ac, uint32_t sc)
{
	const struct width reg[] = { { ac, CELLS }, { sc, CELLS } };
	uint32_t pac = dt_u32_of(t->root, "#address-cells",
				 DEFAULT_ADDRESS_CELLS);
	const struct width ranges[] = {
		{ ac, CELLS }, { pac, pac }, { sc, CELLS },
	};
	struct dt_prop *p = dt_find_prop(chosen, "ranges");

	if (p && p->len && pac <= MAX_CELLS)
		widen(t, p, ranges, 3);
	for (struct dt_node *c = chosen->children; c; c = c->next) {
		p = dt_find_prop(c, "reg");
		if (p)
			widen(t, p, reg, 2);
	}
}

static void set_cells(struct dt_tree *t, struct dt_node *chosen)
{
	static const uint8_t two[4] = { 0, 0, 0, CELLS };
	uint32_t ac = dt_u32_of(chosen, "#address-cells",
				DEFAULT_ADDRESS_CELLS);
	uint32_t sc = dt_u32_of(chosen, "#size-cells", DEFAULT_SIZE_CELLS);

	if ((ac != CELLS || sc != CELLS) && ac <= MAX_CELLS && sc <= MAX_CELLS)
		widen_children(t, chosen, ac, sc);
	dt_set(t, chosen, "#address-cells", two, sizeof(two));
	dt_set(t, chosen, "#size-cells", two, sizeof(two));
}

struct dt_node *chosen_clean(struct dt_tree *t)
{
	struct dt_node *chosen = dt_find_child(t->root, "chosen");

	if (!chosen)
		chosen = dt_add_node(t, t->root, "chosen");
	dt_drop_props(chosen, is_ours);
	drop_stale(chosen);
	set_cells(t, chosen);
	return chosen;
}
