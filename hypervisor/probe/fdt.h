/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fdt.h - reads the flattened tree that Xen hands over, in place.
 *
 * A node is the offset of its name in the structure block; 0 is "none".
 */
#ifndef PROBE_FDT_H
#define PROBE_FDT_H

#include <stdbool.h>
#include <stdint.h>

struct tree_value {
	const uint8_t *bytes;	/* NULL: no such property */
	uint32_t len;
};

/** tree_valid - does @blob begin as a flattened tree does? */
bool tree_valid(const void *blob);
/** tree_size - bytes of the whole blob */
uint32_t tree_size(const void *blob);

uint32_t tree_root(const void *blob);
/** tree_child - first child of @node; tree_next - its next sibling */
uint32_t tree_child(const void *blob, uint32_t node);
uint32_t tree_next(const void *blob, uint32_t node);
const char *tree_name(const void *blob, uint32_t node);
/** tree_find - child of @node by its name up to '@' */
uint32_t tree_find(const void *blob, uint32_t node, const char *name);

struct tree_value tree_prop(const void *blob, uint32_t node, const char *name);
/** tree_has_string - is @s one of the strings of @v? */
bool tree_has_string(struct tree_value v, const char *s);
/** tree_number - @n_cells cells of @v from cell @at on; 0 past its end */
uint64_t tree_number(struct tree_value v, uint32_t at, uint32_t n_cells);
/** tree_cells - "#address-cells" and "#size-cells" of @node, else 2 and 1 */
void tree_cells(const void *blob, uint32_t node, uint32_t *ret_address,
		uint32_t *ret_size);

#endif
