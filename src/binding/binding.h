/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * binding.h - device trees checked against bindings in dt-schema's format.
 *
 * A binding says for which nodes it speaks (`select`, or what its compatible
 * or node name is) and is a JSON Schema of such a node. All bindings together
 * say what type each property has; by that a tree is decoded. Bindings are
 * found by compatible and by name, and compiled when the first node wants
 * them: with thousands of bindings a tree costs what its nodes need.
 */
#ifndef DOMC_BINDING_BINDING_H
#define DOMC_BINDING_BINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "dt/dt.h"

struct bindings;

/** bindings_new - no binding yet; all that is read or compiled is in @a */
struct bindings *bindings_new(struct arena *a);

/**
 * bindings_add - one more, prepared as dt-schema does
 * @root: its document; must outlive the bindings
 *
 * Adds E0601 to @d.
 */
void bindings_add(struct bindings *b, struct diags *d,
		  const struct value *root);

/**
 * bindings_read - add a file, or each .yaml file below a folder, by name
 * @a: for the documents, which must outlive the bindings
 *
 * *ret_io_error is set when one cannot be read.
 */
void bindings_read(struct bindings *b, struct arena *a, struct diags *d,
		   const char *path, bool *ret_io_error);

/** bindings_add_embedded - add those built into domc whose id is not there */
void bindings_add_embedded(struct bindings *b);

/**
 * bindings_finish - all are added: make the index and the types
 *
 * Adds E0602 to @d.
 *
 * Cost: O(n log n) in words and properties of the bindings. Nothing when only
 * the embedded ones were added: those come with both.
 */
void bindings_finish(struct bindings *b, struct diags *d);

/**
 * bindings_share - @b, finished, for another thread
 *
 * Schemas are compiled when they are wanted, so that bindings serve one
 * thread; what was read is shared and never changed. @b must outlive it.
 */
struct bindings *bindings_share(struct arena *a, const struct bindings *b);

/**
 * bindings_check - report each way in which @t breaks a binding
 * @a: for the values of this tree
 * @place: what names the tree, for nodes without an origin
 *
 * Adds E0603 to E0608 to @d, with paths of nodes and the binding's id; E0201
 * when a binding turns out to be no schema. Nodes come in their order.
 *
 * Return: true when nothing was found.
 */
bool bindings_check(struct bindings *b, struct arena *a, struct diags *d,
		    struct place place, const struct dt_tree *t);

/**
 * bindings_check_some - the same for the nodes that @wants is true of
 *
 * @wants: asked for each node; of one that it takes all below is checked
 */
bool bindings_check_some(struct bindings *b, struct arena *a,
			 struct diags *d, struct place place,
			 const struct dt_tree *t,
			 bool (*wants)(const struct dt_node *n,
				       const void *ctx), const void *ctx);

#endif
