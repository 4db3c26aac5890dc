/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cells.h - bytes of a property as values, and rows of them. Private to
 * decode.c and split.c.
 */
#ifndef DOMC_BINDING_CELLS_H
#define DOMC_BINDING_CELLS_H

#include "binding/decode.h"

/* Where a property stands: what nodes around it say of its cells. */
struct surroundings {
	uint32_t ac, sc;	/* cells of `reg`: of the parent */
	uint32_t icells;	/* cells of an interrupt */
	bool hog;		/* below a GPIO hog nothing is split */
};

struct phandle {
	uint32_t phandle;
	const struct dt_node *node;
	size_t order;
};

struct decoder {
	struct arena *arena;
	struct type_finder *types;
	const struct dt_tree *tree;
	struct phandle *phandles;	/* sorted; NULL: not looked at yet */
	size_t n_phandles;
};

/* All integers of a property, before they are rows. */
struct cells {
	struct value **list;
	size_t n;
	unsigned int bits;
};

/* Rows that grow. */
struct rows {
	struct decoder *d;
	struct value **list;
	size_t n, n_room;
	unsigned int bits;
};

/** rows_add - the cells [@at, @at + @n) as a row, cut at the end */
void rows_add(struct rows *r, const struct cells *c, size_t at, size_t n);
/** rows_value - all rows as a property */
struct value *rows_value(const struct rows *r);

/** cells_of_node - the number in @name of @n, or @unless */
uint32_t cells_of_node(const struct dt_node *n, const char *name,
		       uint32_t unless);

/** decode_find_phandle - the node, or NULL */
const struct dt_node *decode_find_phandle(struct decoder *d, uint32_t phandle);

/**
 * split_property - rows that depend on other properties
 * @c: the integers of @p, all of one row
 *
 * Return: false when nothing is known; *ret has no row then.
 */
bool split_property(struct decoder *d, const struct dt_node *n,
		    const struct dt_prop *p, const struct surroundings *s,
		    bool is_phandle_array, const struct cells *c,
		    struct rows *ret);

#endif
