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
	d->xen_regs = arena_grow(b->arena, d->xen_regs, d->n_xen_regs, room,
				 sizeof(piece));
	d->xen_regs[d->n_xen_regs++] = piece;
}

/* Host address, size, guest address: as often as they fit. */
static void add_pieces(struct bind *b, struct domain *d, size_t *room,
		       const struct tree_walk *w, struct tree_prop reg)
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
		});
	}
}

/* xen,reg counts with a host node, or where no IOMMU is asked for. */
static void look_node(struct bind *b, struct domain *d, size_t *room,
		      const struct tree_walk *w)
{
	int node = tree_here(w)->offset;
	struct tree_prop reg = prop_of(w->fdt, node, "xen,reg");

	if (reg.data &&
	    (prop_of(w->fdt, node, "xen,path").data ||
	     prop_of(w->fdt, node, "xen,force-assign-without-iommu").data))
		add_pieces(b, d, room, w, reg);
}

void bind_xen_regs(struct bind *b, struct domain *d)
{
	struct tree_walk *w = ARENA_NEW(b->arena, struct tree_walk);
	const uint8_t *bytes;
	size_t len, room = 0;

	if (board_read_bytes(b->arena, d->device_tree->found, &bytes, &len) ||
	    board_tree_fault(b->arena, bytes, len))
		return;
	w->fdt = bytes;
	w->depth = -1;
	while (tree_next(w))
		if (w->depth > 0 &&
		    strcasecmp(w->at[1].name, "passthrough") == 0)
			look_node(b, d, &room, w);
}
