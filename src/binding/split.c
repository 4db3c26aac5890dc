/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * split.c - rows of cells whose length another property says.
 *
 * As dt-schema 2022.08, dtb.py: fixup_gpios(), fixup_interrupts(),
 * fixup_addresses(), fixup_phandles(). Where that stops with an exception (a
 * phandle that leads nowhere), the property stays one row.
 */
#include "binding/cells.h"

#include <stdlib.h>
#include <string.h>

#include "dt/tree.h"

/* An overlay has this in place of a phandle of another tree. */
#define UNRESOLVED 0xffffffffu

/* ---- phandles ---- */

static int by_phandle(const void *pa, const void *pb)
{
	const struct phandle *a = pa, *b = pb;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void collect_phandles(struct decoder *d, const struct dt_node *n,
			     size_t *n_room)
{
	const struct dt_prop *p = dt_find_prop(n, "phandle");

	if (p && p->len >= 4) {
		d->phandles = arena_grow(d->arena, d->phandles, d->n_phandles,
					 n_room, sizeof(*d->phandles));
		d->phandles[d->n_phandles] = (struct phandle){
			(uint32_t)dt_cells_at(p->data, 1), n, d->n_phandles,
		};
		d->n_phandles++;
	}
	for (const struct dt_node *c = n->children; c; c = c->next)
		collect_phandles(d, c, n_room);
}

const struct dt_node *decode_find_phandle(struct decoder *d, uint32_t phandle)
{
	size_t n_room = 0, low = 0, high;

	if (!d->phandles) {
		d->phandles = arena_grow(d->arena, NULL, 0, &n_room,
					 sizeof(*d->phandles));
		collect_phandles(d, d->tree->root, &n_room);
		qsort(d->phandles, d->n_phandles, sizeof(*d->phandles),
		      by_phandle);
	}
	/* Of several with one number the last counts. */
	for (high = d->n_phandles; low < high;) {
		size_t mid = low + (high - low) / 2;

		if (d->phandles[mid].phandle <= phandle)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || d->phandles[low - 1].phandle != phandle)
		return NULL;
	return d->phandles[low - 1].node;
}

uint32_t cells_of_node(const struct dt_node *n, const char *name,
		       uint32_t unless)
{
	const struct dt_prop *p = dt_find_prop(n, name);

	return p && p->len >= 4 ? (uint32_t)dt_cells_at(p->data, 1) : unless;
}

static uint32_t cell_at(const struct cells *c, size_t i)
{
	return i < c->n ? (uint32_t)c->list[i]->magnitude : 0;
}

static bool split_evenly(const struct cells *c, size_t n, struct rows *ret)
{
	for (size_t i = 0; n && i < c->n; i += n)
		rows_add(ret, c, i, n);
	return n != 0;
}

/* ---- GPIOs ---- */

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), n_end = strlen(end);

	return n >= n_end && strcmp(s + n - n_end, end) == 0;
}

static bool is_gpios(const char *name)
{
	return (ends_with(name, "-gpios") || ends_with(name, "-gpio") ||
		strcmp(name, "gpio") == 0 || strcmp(name, "gpios") == 0) &&
	       !ends_with(name, ",nr-gpios");
}

static bool split_gpios(struct decoder *d, const struct cells *c,
			struct rows *ret)
{
	for (size_t i = 0; i < c->n;) {
		uint32_t phandle = cell_at(c, i);
		const struct dt_node *n = decode_find_phandle(d, phandle);
		size_t cells = 0;

		if (phandle && !n)
			return false;
		if (phandle)
			cells = cells_of_node(n, "#gpio-cells", 0);
		rows_add(ret, c, i, cells + 1);
		i += cells + 1;
	}
	return true;
}

/* ---- interrupts ---- */

static bool split_interrupt_map(struct decoder *d, const struct dt_node *n,
				const struct cells *c, struct rows *ret)
{
	size_t child = (size_t)cells_of_node(n, "#interrupt-cells", 0) +
		       cells_of_node(n, "#address-cells", 0);
	const struct dt_node *parent;

	if (child >= c->n || cell_at(c, child) == UNRESOLVED)
		return false;
	/* One interrupt controller for all rows. */
	parent = decode_find_phandle(d, cell_at(c, child));
	if (!parent)
		return false;
	return split_evenly(c, child + 1 +
			    cells_of_node(parent, "#address-cells", 0) +
			    cells_of_node(parent, "#interrupt-cells", 0), ret);
}

/* ---- phandles with arguments ---- */

/* Properties that do not follow the rule "clocks", "#clock-cells". */
static const struct {
	const char *name;
	const char *cells;	/* NULL: no arguments */
	size_t fixed;		/* arguments, whatever the node says; or 0 */
} exceptions[] = {
	{ "assigned-clocks", "#clock-cells", 0 },
	{ "assigned-clock-parents", "#clock-cells", 0 },
	{ "cooling-device", "#cooling-cells", 0 },
	{ "interrupts-extended", "#interrupt-cells", 0 },
	{ "interconnects", "#interconnect-cells", 0 },
	{ "mboxes", "#mbox-cells", 0 },
	{ "sound-dai", "#sound-dai-cells", 0 },
	{ "msi-parent", "#msi-cells", 0 },
	{ "gpio-ranges", NULL, 3 },
	{ "nvmem-cells", NULL, 0 },
	{ "memory-region", NULL, 0 },
};
#define N_EXCEPTIONS (sizeof(exceptions) / sizeof(exceptions[0]))

/* How the phandles of one property take arguments. */
struct arguments {
	const char *cells;
	size_t fixed;
	bool pairs;		/* two phandles to a row */
};

/* Cells of the phandle at @i with its arguments; 0: nobody knows. */
static size_t phandle_size(struct decoder *d, const struct arguments *args,
			   const struct cells *c, size_t i)
{
	uint32_t phandle = cell_at(c, i);
	const struct dt_node *n;

	if (i >= c->n)
		return 0;
	if (!phandle || (!args->cells && !args->fixed))
		return 1;
	n = phandle == UNRESOLVED ? NULL : decode_find_phandle(d, phandle);
	if (!n)
		return 0;
	return 1 + (args->cells ? cells_of_node(n, args->cells, 0) :
				  args->fixed);
}

static void split_arguments(struct decoder *d, const struct arguments *args,
			    const struct cells *c, struct rows *ret)
{
	for (size_t i = 0; i < c->n;) {
		size_t n = phandle_size(d, args, c, i);

		/* What follows is left out, as by dt-schema. */
		if (!n)
			return;
		if (args->pairs)
			n += phandle_size(d, args, c, i + n);
		rows_add(ret, c, i, n);
		i += n;
	}
}

static bool split_phandles(struct decoder *d, const char *name,
			   const struct cells *c, struct rows *ret)
{
	struct arguments args = { .cells = NULL };
	size_t len = strlen(name), i = 0;

	while (i < N_EXCEPTIONS && strcmp(exceptions[i].name, name) != 0)
		i++;
	if (i < N_EXCEPTIONS) {
		args.cells = exceptions[i].cells;
		args.fixed = exceptions[i].fixed;
		args.pairs = strcmp(name, "interconnects") == 0;
	} else if (name[len - 1] == 's' && !strstr(name, "gpio")) {
		args.cells = arena_printf(d->arena, "#%.*s-cells",
					  (int)len - 1, name);
		if (!phandle_size(d, &args, c, 0))
			return false;
	} else {
		return false;
	}
	split_arguments(d, &args, c, ret);
	return true;
}

bool split_property(struct decoder *d, const struct dt_node *n,
		    const struct dt_prop *p, const struct surroundings *s,
		    bool is_phandle_array, const struct cells *c,
		    struct rows *ret)
{
	if (strcmp(p->name, "reg") == 0)
		return split_evenly(c, (size_t)s->ac + s->sc, ret);
	if (strcmp(p->name, "interrupts") == 0)
		return split_evenly(c, s->icells, ret);
	if (strcmp(p->name, "interrupt-map") == 0)
		return split_interrupt_map(d, n, c, ret);
	if (strcmp(p->name, "ranges") == 0 ||
	    strcmp(p->name, "dma-ranges") == 0)
		return split_evenly(c, (size_t)s->ac +
				    cells_of_node(n, "#address-cells", 0) +
				    cells_of_node(n, "#size-cells", 0), ret);
	if (is_gpios(p->name))
		return !s->hog && split_gpios(d, c, ret);
	return is_phandle_array && split_phandles(d, p->name, c, ret);
}
