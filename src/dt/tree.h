/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.h - what the files of this folder share: nodes and properties whose
 * names and bytes are not copied, and big-endian cells.
 */
#ifndef DOMC_DT_TREE_H
#define DOMC_DT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dt/dt.h"

/** dt_add_node - append a child; @name is kept, not copied */
struct dt_node *dt_add_node(struct dt_tree *t, struct dt_node *parent,
			    const char *name);
/** dt_add_prop - append a property; @name and @data are kept, not copied */
struct dt_prop *dt_add_prop(struct dt_tree *t, struct dt_node *n,
			    const char *name, const uint8_t *data,
			    uint32_t len);

/**
 * dt_drop_props - unlink each property that @drop says true of
 */
void dt_drop_props(struct dt_node *n, bool (*drop)(const struct dt_prop *p));

/**
 * dt_drop_children - unlink each child that @drop says true of
 *
 * @drop gets the node before it is unlinked, in the order of the tree.
 */
void dt_drop_children(struct dt_node *n,
		      bool (*drop)(const struct dt_node *child, void *ctx),
		      void *ctx);

/**
 * dt_name_is - is @name @base, or @base with a unit address?
 *
 * Source: device_tree_node_matches() of Xen's bootfdt.c.
 */
bool dt_name_is(const char *name, const char *base);

/** dt_same_word - equal but for the case of ASCII letters, as strcasecmp() */
bool dt_same_word(const char *a, const char *b);

/** dt_compatible - does `compatible` hold @word? (case as in Xen: any) */
bool dt_compatible(const struct dt_node *n, const char *word);

/** dt_string_is - is @name of @n the string @text? */
bool dt_string_is(const struct dt_node *n, const char *name, const char *text);

/** dt_cells_at - the number in the @n_cells (0..2) cells at @data */
uint64_t dt_cells_at(const uint8_t *data, uint32_t n_cells);

/** dt_put_cells - write @v into @n_cells (0..2) cells at @data; it must fit */
void dt_put_cells(uint8_t *data, uint64_t v, uint32_t n_cells);

/** dt_u32_of - first cell of property @name, or @dflt */
uint32_t dt_u32_of(const struct dt_node *n, const char *name, uint32_t dflt);

#endif
