/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.h - what the bytes of a property are.
 *
 * A tree does not say it; the bindings do, each for the properties that it
 * lists. All bindings together give one table: a name, or a pattern, and the
 * types that some binding gave it.
 */
#ifndef DOMC_BINDING_TYPES_H
#define DOMC_BINDING_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "doc/doc.h"

enum dt_type {
	DT_NONE,	/* listed, without a type */
	DT_NODE,	/* a child node */
	DT_FLAG,
	DT_STRING, DT_STRING_ARRAY,
	DT_PHANDLE, DT_PHANDLE_ARRAY,
	DT_INT8, DT_INT8_ARRAY, DT_INT8_MATRIX,
	DT_INT16, DT_INT16_ARRAY, DT_INT16_MATRIX,
	DT_INT32, DT_INT32_ARRAY, DT_INT32_MATRIX,
	DT_INT64, DT_INT64_ARRAY, DT_INT64_MATRIX,
	DT_UINT8, DT_UINT8_ARRAY, DT_UINT8_MATRIX,
	DT_UINT16, DT_UINT16_ARRAY, DT_UINT16_MATRIX,
	DT_UINT32, DT_UINT32_ARRAY, DT_UINT32_MATRIX,
	DT_UINT64, DT_UINT64_ARRAY, DT_UINT64_MATRIX,
	N_DT_TYPES,
};

/* Rows of a matrix and cells of a row: most 0 is "not said". */
struct dt_shape {
	struct { uint16_t min, max; } rows, cells;
};

struct typed {
	uint8_t type;		/* enum dt_type */
	struct dt_shape shape;	/* all 0: none was said */
};

#define MAX_TYPED 3	/* types that one name has in practice: two */

/* Small, as hundreds of them are loaded with domc. */
struct typed_name {
	const char *name;	/* or pattern */
	bool is_pattern;
	uint8_t n;
	struct typed types[MAX_TYPED];
};

struct type_table {
	const struct typed_name *names;	/* plain ones, sorted */
	size_t n_names;
	const struct typed_name *patterns;	/* sorted */
	size_t n_patterns;
};

/* One word on one property, before all are brought together. */
struct type_word {
	const char *name;
	bool is_pattern;
	struct typed typed;
	size_t order;
};

struct type_words {
	struct arena *arena;
	struct type_word *list;
	size_t n, n_room;
};

/** types_name - "uint32-array" */
const char *types_name(enum dt_type type);

/** types_find_name - the type that @name is, or N_DT_TYPES */
enum dt_type types_find_name(const char *name);

/** types_in_text - the first type that @text names anywhere, or DT_NONE */
enum dt_type types_in_text(const char *text);

/** types_is_matrix - do its values have rows? */
bool types_is_matrix(enum dt_type type);

/** types_collect - what the prepared binding @root says */
void types_collect(struct type_words *w, const struct value *root);

/** types_collect_core - what dt-schema's own schemas say */
void types_collect_core(struct type_words *w);

/** types_merge - one table of all words; O(n log n) */
struct type_table types_merge(struct type_words *w);

/** types_lookup - the entry of a plain name, or NULL */
const struct typed_name *types_lookup(const struct type_table *t,
				      const char *name);

#endif
