/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_tree.h - a walk over a flattened tree that knows its ancestors;
 * private to the board reader.
 *
 * Names, types and compatibles are compared without case, as Xen does
 * (dt_node_cmp(), dt_compat_cmp()).
 */
#ifndef DOMC_MODEL_BOARD_TREE_H
#define DOMC_MODEL_BOARD_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "model/board.h"

/* Bytes of a property; data NULL: not there. */
struct tree_prop {
	const uint8_t *data;
	uint32_t len;
};

/* A node, with the properties that the board reader looks at. */
struct tree_node {
	int offset;			/* libfdt's */
	const char *name;		/* with unit address; root "" */
	size_t path_bytes;		/* of its path */
	struct tree_prop address_cells, size_cells;
	struct tree_prop reg, assigned, ranges;
	struct tree_prop compatible, device_type, status;
	struct tree_prop interrupts, interrupts_extended;
	struct tree_prop interrupt_controller, no_map, passthrough;
	struct tree_prop clock_frequency;
	struct tree_prop enable_method, release_addr;	/* of a CPU */
	struct tree_prop redist_regions, redist_stride;
};

/* Start with { .fdt = blob, .depth = -1 }. */
struct tree_walk {
	const void *fdt;
	int depth;		/* of the current node; the root's is 0 */
	bool too_deep;		/* the walk ended at LIMIT_TREE_DEPTH */
	uint32_t n_steps;	/* entries of `ranges` looked at */
	/* at most what Xen keeps of the nodes so far, in memory */
	uint64_t kept_bytes;
	struct tree_node at[LIMIT_TREE_DEPTH];	/* by depth */
};

/** tree_packed - bytes of @fdt without room to grow */
uint32_t tree_packed(const void *fdt);
/** tree_next - on to the next node in the order of the tree; false: no more */
bool tree_next(struct tree_walk *w);
static inline const struct tree_node *tree_here(const struct tree_walk *w)
{
	return &w->at[w->depth];
}
/** tree_path - "/soc/uart@9000000" of the current node */
const char *tree_path(struct arena *a, const struct tree_walk *w);

/** tree_is_named - "memory" or "memory@...", by name */
bool tree_is_named(const struct tree_node *n, const char *name);
/** tree_is_string - a property is this string; the NUL may be missing */
bool tree_is_string(struct tree_prop p, const char *s);
bool tree_is_compatible(const struct tree_node *n, const char *compatible);
/** tree_is_available - dt_device_is_available() */
bool tree_is_available(const struct tree_node *n);
/** tree_read_u32 - the first cell; false when the property is shorter */
bool tree_read_u32(struct tree_prop p, uint32_t *ret_v);
/** tree_read_cells - @n cells as a number: the last two, as dt_read_number() */
uint64_t tree_read_cells(const uint8_t *p, uint32_t n);

/* ---- addresses, as xen/common/device-tree/device-tree.c finds them ---- */
/** tree_count_addresses - dt_number_of_address() of the current node */
size_t tree_count_addresses(const struct tree_walk *w);
/**
 * tree_read_address - dt_device_get_paddr() of the current node
 *
 * Return: false when there is no address @i or it cannot be translated.
 */
bool tree_read_address(struct tree_walk *w, size_t i,
		       struct range *ret_range);
/** tree_count_windows - entries of a PCI host bridge's `ranges`, else 0 */
size_t tree_count_windows(const struct tree_walk *w);
/** tree_read_window - entry @i of them, as dt_for_each_range() */
bool tree_read_window(struct tree_walk *w, size_t i,
		      struct range *ret_range);
/**
 * tree_node_cells - cells of a `reg` of the node at @depth
 * @top: depth of the last ancestor that may say them; above it 2 and 1 hold
 */
void tree_node_cells(const struct tree_walk *w, int depth, int top,
		     uint32_t *ret_ac, uint32_t *ret_sc);

#endif
