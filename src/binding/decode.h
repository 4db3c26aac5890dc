/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decode.h - a device tree as the values that schemas speak of.
 *
 * A node is a map of its properties and children, and of `$nodename`. A
 * property is `true` (no bytes), a list of strings, or a list of rows of
 * integers: what is a row is known from the property's type, and from the
 * #...-cells of this node, its parents, or the node that a phandle leads to.
 */
#ifndef DOMC_BINDING_DECODE_H
#define DOMC_BINDING_DECODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "binding/find_type.h"
#include "doc/doc.h"
#include "dt/dt.h"

/* Every list of a decoded tree. */
struct dt_list {
	struct value value;
	unsigned int bits;	/* rows of integers: how wide each is; or 0 */
};

/* Bytes that are not what the type says: no schema takes them. */
struct dt_raw {
	struct value value;	/* the only VALUE_FLOAT of a decoded tree */
	const struct dt_prop *prop;
};

struct decoder;

/** decoder_new - for the nodes of @t, whose values come from @a */
struct decoder *decoder_new(struct arena *a, struct type_finder *types,
			    const struct dt_tree *t);

/**
 * decode_node - @n with all that is below it
 *
 * What depends on parents (the cells of addresses and of interrupts) is
 * looked up there, so that any node can be decoded by itself.
 */
struct value *decode_node(struct decoder *d, const struct dt_node *n);

#endif
