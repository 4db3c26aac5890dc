/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * prepare.h - a binding as its author writes it, made a plain JSON Schema.
 *
 * Authors write less than JSON Schema wants: `const: 4` for a property that
 * is a matrix of cells, a list of items without its length, `interrupts`
 * without `interrupts-extended`. What is meant is written out here, in the
 * way of dt-schema 2022.08, so that both find the same.
 */
#ifndef DOMC_BINDING_PREPARE_H
#define DOMC_BINDING_PREPARE_H

#include "base/arena.h"
#include "doc/doc.h"

/* A property whose type is one of types.yaml has this in place of `$ref`. */
#define PREPARE_TYPE "x-dt-type"

/**
 * prepare_binding - the schema that @root means, with a `select`
 * @root: the document of a binding; not changed
 */
struct value *prepare_binding(struct arena *a, const struct value *root);

/* ---- prepare_prop.c ---- */

/** prepare_property - write out the schema @v of property @name, in place */
void prepare_property(struct arena *a, const char *name, struct value *v);

/** prepare_dependencies - the keyword of older drafts as its successors */
void prepare_dependencies(struct arena *a, struct value *v);

/** prepare_is_strings - does @v, by its values, speak of strings? */
bool prepare_is_strings(const struct value *v);

/** prepare_has_unit - does the name end in a unit, such as -microvolt? */
bool prepare_has_unit(const char *name);

/* Least and most of `minItems`, `maxItems` or the items themselves. */
struct prepare_range { size_t min, max; };
struct prepare_range prepare_range(const struct value *v);

#endif
