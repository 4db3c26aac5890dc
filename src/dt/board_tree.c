/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_tree.c - the host tree that Xen boots from.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "dt/chosen.h"

/* Devicetree Specification 0.4, 2.3.5: what a root without them means. */
#define DEFAULT_ADDRESS_CELLS 2
#define DEFAULT_SIZE_CELLS 1

struct narrow {
	struct dt_tree *tree;
	const struct board *board;
	uint32_t ac, sc;	/* cells of the root, 1 or 2 */
};

/* Does @va end before @vb begins, or the other way round? Else they touch. */
static int by_place(const void *va, const void *vb)
{
	const struct range *key = va;
	const struct board_range *r = vb;

	if (range_overlap(*key, r->range))
		return 0;
	return key->base < r->range.base ? -1 : 1;
}

/* The lowest range of board.memory that touches @r, or NULL. */
static const struct board_range *first_touching(const struct board *b,
						struct range r)
{
	const struct board_range *hit;

	hit = bsearch(&r, b->memory, b->n_memory, sizeof(*hit), by_place);
	while (hit && hit > b->memory && range_overlap(r, hit[-1].range))
		hit--;
	return hit;
}

static struct range common_part(struct range a, struct range b)
{
	uint64_t base = a.base > b.base ? a.base : b.base;
	uint64_t last_a = range_last(a), last_b = range_last(b);
	uint64_t last = last_a < last_b ? last_a : last_b;

	return (struct range){ base, last - base + 1 };
}

static void put_range(const struct narrow *w, struct buf *out, struct range r)
{
	uint8_t entry[16];

	dt_put_cells(entry, r.base, w->ac);
	dt_put_cells(entry + w->ac * 4, r.size, w->sc);
	buf_add(out, entry, (w->ac + w->sc) * 4);
}

/* What board.memory leaves of the ranges in @p. */
static struct buf narrowed(const struct narrow *w, const struct dt_prop *p)
{
	const struct board *b = w->board;
	uint32_t step = (w->ac + w->sc) * 4;
	struct buf out = buf_make(w->tree->arena, LIMIT_ARENA_BYTES);

	for (uint32_t at = 0; p->len - at >= step; at += step) {
		struct range r = {
			dt_cells_at(p->data + at, w->ac),
			dt_cells_at(p->data + at + w->ac * 4, w->sc),
		};
		const struct board_range *m;

		if (!r.size || r.size - 1 > UINT64_MAX - r.base)
			continue;
		for (m = first_touching(b, r);
		     m && m < b->memory + b->n_memory &&
		     range_overlap(r, m->range); m++)
			put_range(w, &out, common_part(r, m->range));
	}
	return out;
}

/*
 * RAM: device_tree_is_memory_node() and device_tree_node_is_available() of
 * 4.20. What 4.17 takes for RAM by its name alone is not the board's memory.
 */
static bool is_memory(const struct dt_node *n)
{
	return dt_name_is(n->name, "memory") &&
	       dt_string_is(n, "device_type", "memory") &&
	       (!dt_find_prop(n, "status") ||
		dt_string_is(n, "status", "okay") ||
		dt_string_is(n, "status", "ok"));
}

/* Narrows one node; true when nothing is left of it. */
static bool narrow_node(const struct dt_node *n, void *ctx)
{
	const struct narrow *w = ctx;
	struct dt_prop *p = is_memory(n) ? dt_find_prop(n, "reg") : NULL;
	struct buf left;

	if (!p || !p->len)
		return false;
	left = narrowed(w, p);
	if (!left.len)
		return true;
	p->data = left.bytes;
	p->len = (uint32_t)left.len;
	return false;
}

static void narrow_memory(struct dt_tree *t, const struct board *b)
{
	struct narrow w = {
		.tree = t,
		.board = b,
		.ac = dt_u32_of(t->root, "#address-cells",
				DEFAULT_ADDRESS_CELLS),
		.sc = dt_u32_of(t->root, "#size-cells", DEFAULT_SIZE_CELLS),
	};

	if (b->n_memory && w.ac - 1 < 2 && w.sc - 1 < 2)
		dt_drop_children(t->root, narrow_node, &w);
}

struct dt_tree *dt_board(struct arena *a, struct diags *d,
			 const struct plan *p)
{
	const struct board *b = p->system->board;
	struct dt_tree *t = b ? dt_read(a, d, b->place, b->blob, b->blob_size) :
			    NULL;

	if (!t)
		return NULL;
	narrow_memory(t, b);
	chosen_fill(t, chosen_clean(t), p);
	return t;
}
