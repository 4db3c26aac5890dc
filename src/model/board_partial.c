/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_partial.c - which addresses the partial tree of a domain hands out.
 *
 * Replays scan_pfdt_node() and handle_passthrough_prop() of
 * xen/arch/arm/domain_build.c (4.17) and dom0less-build.c (4.20). What cannot
 * be read is left out here: src/dt reads the same tree and reports it.
 */
#include <libfdt.h>
#include <string.h>
#include <strings.h>

#include "model/bind.h"
#include "model/board_parts.h"

/* DT_ROOT_NODE_ADDR_CELLS_DEFAULT, DT_ROOT_NODE_SIZE_CELLS_DEFAULT */
#define ADDRESS_CELLS 2
#define SIZE_CELLS 1
#define CELL_BYTES 4u

static struct tree_prop prop_of(const void *fdt, int node, const char *name)
{
	int len;
	const void *data = fdt_getprop(fdt, node, name, &len);

	return (struct tree_prop){ data, data ? (uint32_t)len : 0 };
}

/* Cells that the node above the current one says; /passthrough's are fixed. */
static void parent_cells(const struct tree_walk *w, uint32_t *ret_ac,
			 uint32_t *ret_sc)
{
	const struct tree_node *parent = &w->at[w->depth - 1];

	*ret_ac = ADDRESS_CELLS;
	*ret_sc = SIZE_CELLS;
	if (w->depth == 1)
		return;
	tree_read_u32(parent->address_cells, ret_ac);
	tree_read_u32(parent->size_cells, ret_sc);
}

static void add_piece(struct bind *b, struct domain *d, size_t *room,
		      struct xen_reg piece)
{
	uint64_t base = piece.guest.base;

	/* It is no whole range: Xen fails to map it. */
	if (piece.guest.size > UINT64_MAX - base)
		piece.guest.size = UINT64_MAX - base;
	if (!piece.guest.size)
		return;
	piece.wraps = piece.guest.size - 1 > UINT64_MAX - piece.host;
	if (piece.wraps)
		piece.guest.size = UINT64_MAX - piece.host + 1;
	d->xen_regs = arena_grow(b->arena, d->xen_regs, d->n_xen_regs, room,
				 sizeof(piece));
	d->xen_regs[d->n_xen_regs++] = piece;
}

/* Host address, size, guest address: as often as they fit. */
static void add_pieces(struct bind *b, struct domain *d, size_t *room,
		       const struct tree_walk *w, struct tree_prop reg,
		       const char *device)
{
	const char *node = tree_path(b->arena, w);
	uint32_t ac, sc, stride;

	parent_cells(w, &ac, &sc);
	if (ac < 1 || ac > 2 || sc < 1 || sc > 2)
		return;
	stride = (2 * ac + sc) * CELL_BYTES;
	for (uint32_t at = 0; reg.len - at >= stride; at += stride) {
		const uint8_t *p = reg.data + at;

		add_piece(b, d, room, (struct xen_reg){
			.host = tree_read_cells(p, ac),
			.guest.size = tree_read_cells(p + ac * CELL_BYTES, sc),
			.guest.base = tree_read_cells(p + (ac + sc) *
						      CELL_BYTES, ac),
			.node = node,
			.device = device,
		});
	}
}

/* Interrupts of one node; a GIC has no more. */
#define MOST_INTERRUPTS 1020

/* Where a domain's lists grow. */
struct growth {
	struct bind *bind;
	struct domain *domain;
	size_t pieces, nodes;		/* room of its lists */
	uint32_t map_steps;		/* entries of interrupt-map left */
};

/* map_device_irqs_to_domain(): all that go to the GIC. */
static void look_interrupts(struct growth *g, struct passed_node *p, int node)
{
	const struct bind *b = g->bind;
	const struct board *board = b->system->board;
	struct board_irqs i = {
		.fdt = board->blob, .index = b->index, .node = node,
	};
	size_t room = 0;
	uint32_t intid;

	if (!board->gic_path)
		return;
	i.gic = board_index_path(b->index, board->gic_path);
	while (i.n < MOST_INTERRUPTS &&
	       board_next_intid(&i, &g->map_steps, &intid)) {
		if (!intid)
			continue;
		p->intids = arena_grow(b->arena, p->intids, p->n_intids, &room,
				       sizeof(*p->intids));
		p->intids[p->n_intids++] = intid;
	}
}

/*
 * Xen compares full names (dt_find_node_by_path()): a path that libfdt
 * completes with a unit address is none.
 */
static void look_board(struct growth *g, struct passed_node *p)
{
	struct bind *b = g->bind;
	const struct board *board = b->system->board;
	int node;

	if (!board)
		return;
	if (!b->index)
		b->index = board_index_make(b->arena, board->blob);
	node = board_index_path(b->index, p->host_path);
	if (node < 0)
		return;
	p->on_board = true;
	p->has_iommu = prop_of(board->blob, node, "iommus").data != NULL;
	p->is_passed = prop_of(board->blob, node, "xen,passthrough").data;
	look_interrupts(g, p, node);
}

static const char *text_of(struct bind *b, struct tree_prop p)
{
	return p.data ? arena_strndup(b->arena, (const char *)p.data,
				      strnlen((const char *)p.data, p.len)) :
			NULL;
}

/* xen,reg counts with a host node, or where no IOMMU is asked for. */
static void look_node(struct growth *g, const struct tree_walk *w)
{
	int node = tree_here(w)->offset;
	struct tree_prop reg = prop_of(w->fdt, node, "xen,reg");
	struct tree_prop path = prop_of(w->fdt, node, "xen,path");
	struct domain *d = g->domain;
	struct passed_node p = {
		.host_path = text_of(g->bind, path),
		.has_reg = reg.data != NULL,
		.reg_bytes = reg.len,
		.forced = prop_of(w->fdt, node,
				  "xen,force-assign-without-iommu").data,
	};

	if (!p.has_reg && !p.host_path)
		return;
	p.node = tree_path(g->bind->arena, w);
	parent_cells(w, &p.address_cells, &p.size_cells);
	if (p.host_path)
		look_board(g, &p);
	d->passed = arena_grow(g->bind->arena, d->passed, d->n_passed,
			       &g->nodes, sizeof(p));
	d->passed[d->n_passed++] = p;
	if (p.has_reg && (p.host_path || p.forced))
		add_pieces(g->bind, d, &g->pieces, w, reg, p.host_path);
}

/*
 * domain_handle_dtb_bootmodule(): all else of the root is left out. Labels,
 * which 'dtc -@' adds to any tree, are no loss.
 */
static bool is_read_or_labels(const char *name)
{
	static const char *const names[] = {
		"gic", "aliases", "passthrough",
		"__symbols__", "__local_fixups__",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

void bind_xen_regs(struct bind *b, struct domain *d)
{
	struct tree_walk *w = ARENA_NEW(b->arena, struct tree_walk);
	struct growth g = {
		.bind = b, .domain = d, .map_steps = BOARD_MAP_STEPS,
	};
	const uint8_t *bytes;
	size_t len;

	if (board_read_bytes(b->arena, d->device_tree->found, &bytes, &len) ||
	    board_tree_fault(b->arena, bytes, len))
		return;
	w->fdt = bytes;
	w->depth = -1;
	while (tree_next(w)) {
		if (w->depth == 1 && !is_read_or_labels(w->at[1].name) &&
		    !d->tree_unread)
			d->tree_unread = tree_path(b->arena, w);
		if (w->depth > 0 &&
		    strcasecmp(w->at[1].name, "passthrough") == 0)
			look_node(&g, w);
	}
}
