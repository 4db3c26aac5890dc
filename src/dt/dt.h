/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dt.h - device trees as values: built, measured, compared, written once.
 */
#ifndef DOMC_DT_DT_H
#define DOMC_DT_DT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/space.h"
#include "diag/diag.h"
#include "plan/plan.h"

struct dt_prop {
	const char *name;
	const uint8_t *data;
	uint32_t len;			/* bytes */
	struct place origin;		/* what asked for it */
	struct dt_prop *next;
};

struct dt_node {
	const char *name;		/* with unit address; root "" */
	struct dt_node *parent;
	struct dt_prop *props, **props_end;
	struct dt_node *children, **children_end;
	struct dt_node *next;		/* sibling */
	struct place origin;
};

struct dt_reserve { uint64_t address, size; };

struct dt_tree {
	struct arena *arena;
	struct dt_node *root;
	struct dt_reserve *reserves;
	size_t n_reserves;
	uint32_t boot_cpuid;
};

/*
 * ---- building ----
 * A new node has its parent's origin, a new property its node's, until set.
 */
struct dt_tree *dt_new(struct arena *a);
struct dt_node *dt_node(struct dt_tree *t, struct dt_node *parent,
			const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Each appends; @data is copied. */
struct dt_prop *dt_bytes(struct dt_tree *t, struct dt_node *n,
			 const char *name, const void *data, uint32_t len);
struct dt_prop *dt_empty(struct dt_tree *t, struct dt_node *n,
			 const char *name);
struct dt_prop *dt_u32(struct dt_tree *t, struct dt_node *n, const char *name,
		       uint32_t v);
struct dt_prop *dt_u64(struct dt_tree *t, struct dt_node *n, const char *name,
		       uint64_t v);
struct dt_prop *dt_cells(struct dt_tree *t, struct dt_node *n,
			 const char *name, const uint32_t *cells,
			 size_t n_cells);
struct dt_prop *dt_string(struct dt_tree *t, struct dt_node *n,
			  const char *name, const char *s);
/** dt_strings - a NULL-ended list of strings */
struct dt_prop *dt_strings(struct dt_tree *t, struct dt_node *n,
			   const char *name, const char *const *strings);
/** dt_reg - pairs of address and size, each of @ac and @sc cells (1 or 2) */
struct dt_prop *dt_reg(struct dt_tree *t, struct dt_node *n, const char *name,
		       const struct range *ranges, size_t n_ranges,
		       uint32_t ac, uint32_t sc);
/** dt_set - replace @name's value in place, or append it */
struct dt_prop *dt_set(struct dt_tree *t, struct dt_node *n, const char *name,
		       const void *data, uint32_t len);
struct dt_prop *dt_find_prop(const struct dt_node *n, const char *name);
/** dt_find_child - by full name, or by name before '@' when unique */
struct dt_node *dt_find_child(const struct dt_node *n, const char *name);
struct dt_node *dt_find_path(const struct dt_tree *t, const char *path);
const char *dt_path(struct arena *a, const struct dt_node *n);

/* ---- bytes ---- */
/**
 * dt_read - a flattened tree as values, checked throughout
 * @place: what names the tree; origin of all its nodes and properties
 * @blob: must outlive the tree: names and values point into it
 * @len: bytes of @blob, at least the size its head says
 *
 * Return: the tree, or NULL with a diagnostic at @place (E0460 bad-tree,
 * E0461 tree-limit, E0462 tree-name).
 */
struct dt_tree *dt_read(struct arena *a, struct diags *d, struct place place,
			const uint8_t *blob, size_t len);
/**
 * dt_write - flatten as libfdt's sequential writer does: for the same nodes
 * and properties in the same order the bytes are Xen's own
 */
void dt_write(const struct dt_tree *t, struct buf *out);
/** dt_size - bytes dt_write() will produce */
size_t dt_size(const struct dt_tree *t);
/** dt_write_dts - source text that dtc compiles to the same tree */
void dt_write_dts(const struct dt_tree *t, struct buf *out);

/* ---- comparing ---- */
enum dt_difference {
	DT_ONLY_LEFT, DT_ONLY_RIGHT,	/* node or property on one side alone */
	DT_VALUE,			/* property bytes differ */
	DT_ORDER,			/* other order of the same ones */
	DT_RESERVES,			/* memory reservations differ */
	DT_HEADER,			/* boot CPU differs */
};

/**
 * dt_compare - report each difference by path
 * @fn: called with the path of the node or property ("/cpus/cpu@0:reg") and
 *      the two values (NULL where one side has none); may be NULL
 *
 * Of several siblings of one name the k-th is compared with the k-th. A node
 * on one side alone is reported without what is below it. DT_ORDER comes once
 * for the children and once for the properties of a node, with the first of
 * @left that stands elsewhere and what @right has in its stead.
 *
 * Return: number of differences.
 */
size_t dt_compare(struct arena *a, const struct dt_tree *left,
		  const struct dt_tree *right,
		  void (*fn)(void *ctx, enum dt_difference what,
			     const char *path, const struct dt_prop *left,
			     const struct dt_prop *right), void *ctx);

/* ---- the trees of a system ---- */
/**
 * dt_guest - the tree that Xen will build for a dom0less domU
 *
 * Nodes and properties in the release's order. Source: prepare_dtb_domU().
 * Return: NULL with diagnostics when a partial tree cannot be read; NULL for
 * dom0, whose tree Xen makes from the board's.
 */
struct dt_tree *dt_guest(struct arena *a, struct diags *d,
			 const struct plan *p, const struct plan_domain *pd);
/**
 * dt_board - the host tree with /chosen filled for Xen
 *
 * What an earlier run or boot loader left for Xen in /chosen is replaced; the
 * memory nodes hold no more than board.memory.
 * Source: docs/misc/arm/device-tree/booting.txt.
 * Return: NULL with diagnostics when the board's tree is damaged.
 */
struct dt_tree *dt_board(struct arena *a, struct diags *d,
			 const struct plan *p);

#endif
