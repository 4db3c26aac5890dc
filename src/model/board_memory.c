/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_memory.c - RAM and reserved memory, as Xen's early scan finds them:
 * common/device-tree/bootfdt.c of 4.20, arch/arm/bootfdt.c of 4.17.
 */
#include "model/board_parts.h"

#include <libfdt.h>
#include <stdlib.h>
#include <strings.h>

#include "model/bind.h"

/* A list of ranges that grows. */
struct list {
	struct board_range **ranges;
	size_t *n, *room;
};

static bool add_range(struct board_reading *r, struct list to,
		      struct board_range range)
{
	struct board *b = r->board;

	if (range.range.size > UINT64_MAX - range.range.base) {
		diag_add(r->diags, E_BOARD_MEMORY, b->place,
			 "board tree: a range of %s ends past 2^64",
			 range.path);
		return false;
	}
	if (*to.n == BOARD_RANGES_MAX) {
		diag_add(r->diags, E_BOARD_MEMORY, b->place,
			 "board tree: %s is one range too many; Xen keeps %d of a kind",
			 range.path, BOARD_RANGES_MAX);
		return false;
	}
	*to.ranges = arena_grow(r->arena, *to.ranges, *to.n, to.room,
				sizeof(**to.ranges));
	(*to.ranges)[(*to.n)++] = range;
	return true;
}

/* Every range of the current node's `reg`; empty ones are passed over. */
static void add_reg(struct board_reading *r, struct list to, int top,
		    struct board_range like)
{
	struct tree_prop reg = tree_here(&r->walk)->reg;
	uint32_t ac, sc;
	uint64_t entry;

	tree_node_cells(&r->walk, r->walk.depth, top, &ac, &sc);
	if (ac < 1 || sc < 1) {
		diag_add(r->diags, E_BOARD_CELLS, r->board->place,
			 "board tree: %s has a reg of %u address and %u size cells, Xen wants one of each at least",
			 like.path, (unsigned int)ac, (unsigned int)sc);
		return;
	}
	entry = ((uint64_t)ac + sc) * 4;
	for (; reg.len >= entry;
	     reg.data += entry, reg.len -= (uint32_t)entry) {
		like.range.base = tree_read_cells(reg.data, ac);
		like.range.size = tree_read_cells(reg.data + ac * 4, sc);
		if (like.range.size && !add_range(r, to, like))
			return;
	}
}

void board_add_memreserve(struct board_reading *r)
{
	struct board *b = r->board;
	struct list to = { &b->reserved, &b->n_reserved, &r->reserved_room };
	int n = fdt_num_mem_rsv(b->blob);

	for (int i = 0; i < n; i++) {
		struct board_range range = { .path = "/memreserve/" };

		if (fdt_get_mem_rsv(b->blob, i, &range.range.base,
				    &range.range.size) == 0 &&
		    range.range.size && !add_range(r, to, range))
			return;
	}
}

/* A proper memory node: device_tree_is_memory_node() of 4.20. */
static bool is_memory(const struct tree_walk *w)
{
	return w->depth == 1 && tree_is_named(tree_here(w), "memory") &&
	       tree_is_string(tree_here(w)->device_type, "memory");
}

static bool is_reserved(const struct tree_walk *w)
{
	return w->depth > 1 &&
	       strcasecmp(w->at[1].name, "reserved-memory") == 0 &&
	       tree_here(w)->reg.data;
}

/* Xen looks for @path: does 4.17 get as far? */
static void note_behind(struct board_reading *r, const char *path)
{
	if (r->board->stop && !r->board->behind_stop)
		r->board->behind_stop = path;
}

static void look_ram(struct board_reading *r)
{
	struct board *b = r->board;
	struct list memory = { &b->memory, &b->n_memory, &r->memory_room };
	struct list by_name = {
		&b->by_name, &b->n_by_name, &r->by_name_room,
	};
	const struct tree_node *n = tree_here(&r->walk);
	struct board_range like = {
		.path = tree_path(r->arena, &r->walk),
	};
	bool proper = is_memory(&r->walk) && tree_is_available(n);

	r->has_memory_node |= proper;
	if (n->reg.data) {
		note_behind(r, like.path);
		add_reg(r, proper ? memory : by_name, 0, like);
		return;
	}
	if (proper && !b->no_reg)
		b->no_reg = like.path;
	if (!b->stop)
		b->stop = like.path;
}

static void look_reserved(struct board_reading *r)
{
	struct board *b = r->board;
	struct list to = { &b->reserved, &b->n_reserved, &r->reserved_room };
	const struct tree_node *n = tree_here(&r->walk);

	note_behind(r, tree_path(r->arena, &r->walk));
	/* Xen scans from /reserved-memory: the root's cells do not count. */
	add_reg(r, to, 1, (struct board_range){
		.path = tree_path(r->arena, &r->walk),
		.no_map = n->no_map.data != NULL,
		.disabled = !tree_is_available(n),
	});
}

void board_look_memory(struct board_reading *r)
{
	const struct tree_node *n = tree_here(&r->walk);

	if (r->walk.depth == 1 && tree_is_named(n, "chosen")) {
		note_behind(r, "/chosen");
		r->has_chosen = true;
	}
	if (r->walk.depth > 0 && tree_is_named(n, "memory"))
		look_ram(r);
	if (is_reserved(&r->walk))
		look_reserved(r);
}

static int by_base(const void *a, const void *b)
{
	const struct board_range *x = a, *y = b;

	return (x->range.base > y->range.base) -
	       (x->range.base < y->range.base);
}

static void report_overlap(struct board_reading *r, struct board_range a,
			   struct board_range b)
{
	diag_add(r->diags, E_BOARD_MEMORY_OVERLAP, r->board->place,
		 "board tree: the RAM of %s at %s overlaps that of %s at %s",
		 b.path, range_text(r->arena, b.range), a.path,
		 range_text(r->arena, a.range));
}

static void sort_memory(struct board_reading *r)
{
	struct board *b = r->board;

	if (b->n_memory)
		qsort(b->memory, b->n_memory, sizeof(*b->memory), by_base);
	for (size_t i = 1; i < b->n_memory; i++)
		if (range_overlap(b->memory[i - 1].range, b->memory[i].range))
			report_overlap(r, b->memory[i - 1], b->memory[i]);
}

/* The tree's memory that holds @wanted, over neighbours that touch. */
static const struct board_range *find_holder(const struct board *b,
					     struct range wanted)
{
	for (size_t i = 0; i < b->n_memory; i++) {
		struct range whole = b->memory[i].range;

		for (size_t j = i + 1; j < b->n_memory; j++) {
			if (b->memory[j].range.base !=
			    whole.base + whole.size)
				break;
			whole.size += b->memory[j].range.size;
		}
		if (range_contains(whole, wanted))
			return &b->memory[i];
	}
	return NULL;
}

static bool narrow_to(struct board_reading *r, const struct set_range *wanted,
		      struct board_range *ret_range)
{
	const struct board_range *holder;
	struct diag_item *item;

	if (!is_aligned(wanted->range.base | wanted->range.size, PAGE_BYTES)) {
		diag_add(r->diags, E_BOARD_NARROW, wanted->place,
			 "board.memory: base and size must be multiples of a page, 4 KiB");
		return false;
	}
	holder = find_holder(r->board, wanted->range);
	if (holder) {
		*ret_range = (struct board_range){ wanted->range, holder->path,
						   false, false };
		return true;
	}
	item = diag_add(r->diags, E_BOARD_NARROW, wanted->place,
			"board.memory: %s does not lie in the memory of the board tree",
			range_text(r->arena, wanted->range));
	for (size_t i = 0; i < r->board->n_memory && i < 8; i++)
		diag_note(r->diags, item, r->board->place,
			  "%s is %s", r->board->memory[i].path,
			  range_text(r->arena, r->board->memory[i].range));
	return false;
}

static void narrow_memory(struct board_reading *r, const struct value *narrow)
{
	struct board *b = r->board;
	struct set_range *wanted;
	size_t n_wanted = bind_ranges(r->arena, r->diags, narrow, &wanted);
	struct board_range *kept;
	size_t n = 0;

	if (n_wanted > BOARD_RANGES_MAX) {
		diag_add(r->diags, E_BOARD_NARROW, narrow->place,
			 "board.memory: %zu ranges, Xen keeps %d", n_wanted,
			 BOARD_RANGES_MAX);
		return;
	}
	kept = arena_array(r->arena, n_wanted, sizeof(*kept));
	for (size_t i = 0; i < n_wanted; i++)
		n += narrow_to(r, &wanted[i], &kept[n]);
	qsort(kept, n, sizeof(*kept), by_base);
	for (size_t i = 1; i < n; i++)
		if (range_overlap(kept[i - 1].range, kept[i].range))
			diag_add(r->diags, E_BOARD_NARROW, narrow->place,
				 "board.memory: %s is said twice",
				 range_text(r->arena, kept[i].range));
	b->memory = kept;
	b->n_memory = n;
}

static void report_no_memory(struct board_reading *r)
{
	if (r->has_memory_node)
		diag_add(r->diags, E_BOARD_MEMORY, r->board->place,
			 "board tree: its memory nodes are empty: firmware fills them in, so dump the tree of the running board");
	else
		diag_add(r->diags, E_BOARD_MEMORY, r->board->place,
			 "board tree: no memory: Xen wants nodes /memory@... with device_type \"memory\" and a reg");
}

void board_finish_memory(struct board_reading *r, const struct value *narrow)
{
	/* Where there is none domc puts it behind all else. */
	if (!r->has_chosen)
		note_behind(r, "/chosen");
	sort_memory(r);
	if (r->board->n_memory == 0)
		report_no_memory(r);
	else if (narrow)
		narrow_memory(r, narrow);
}
