/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * set.h - the bindings of a run, and how the ones for a node are found.
 * Private to src/binding.
 */
#ifndef DOMC_BINDING_SET_H
#define DOMC_BINDING_SET_H

#include "binding/binding.h"
#include "binding/find_type.h"
#include "binding/types.h"
#include "schema/pattern.h"
#include "schema/schema.h"

#define BINDING_BASE "http://devicetree.org/schemas/"

/* For which nodes a binding speaks. */
enum select_by {
	SELECT_NONE,		/* for those that a $ref leads to */
	SELECT_ALL,
	SELECT_COMPATIBLE,	/* one of its words */
	SELECT_NAME,		/* the name is one of its words */
	SELECT_PATTERN,		/* the name matches a pattern */
	SELECT_ASK,		/* only its `select` knows */
};

struct binding {
	const char *uri;		/* its $id without # */
	/* prepared; of `packed` NULL at first */
	const struct value *root;
	const uint8_t *packed;		/* pack_write(); NULL: of the user */
	bool is_repeat;			/* of another $id: does not count */
	enum select_by by;
	bool ask_too;			/* words are not all of `select` */
	struct pattern pattern;		/* SELECT_PATTERN */
	/* Compiled when they are first wanted. */
	struct schema *select;
	struct schema *schema;
	bool is_broken;			/* no schema; was reported */
};

/* A compatible or a name, and a binding that it selects. */
struct binding_word {
	const char *word;
	bool is_name;
	unsigned int at;		/* number of the binding */
};

/* What all nodes are asked about: few bindings. */
struct binding_words {
	const struct binding_word *words;	/* sorted */
	size_t n_words;
	const unsigned int *others;	/* without words, but not SELECT_NONE */
	size_t n_others;
};

struct bindings {
	struct arena *arena;
	struct binding *list;		/* the user's, then the embedded */
	size_t n, n_room;
	struct binding **by_uri;	/* sorted, by bindings_finish() */
	struct binding_words index;
	struct type_table types;
	struct type_finder *finder;
	struct regex *regex;		/* for patterns of names */
	/*
	 * Of each schema. Lazy: all are built in, and the index and the types
	 * came with domc.
	 */
	struct schema_options options;
	/* one a binding: last node it was for */
	unsigned int *stamps;
	unsigned int stamp;
};

/** set_root - the prepared schema of @one */
const struct value *set_root(struct bindings *b, struct binding *one);

/** set_index - b->index from the bindings' `select` */
void set_index(struct bindings *b);

/** set_types - b->types from what the bindings say, and dt-schema's own */
void set_types(struct bindings *b);

/** set_compare_word - order of index.words */
int set_compare_word(const struct binding_word *w, const char *word,
		     bool is_name);

/** set_schema - compiled; NULL when it is broken, which is reported once */
const struct schema *set_schema(struct bindings *b, struct diags *d,
				struct binding *one);

/**
 * set_each - call @fn for each binding that speaks for a node, in order
 * @node: decoded
 * @name: its name with unit address, "/" for the root
 */
void set_each(struct bindings *b, struct arena *a, struct diags *d,
	      const struct value *node, const char *name,
	      void (*fn)(void *ctx, struct binding *one), void *ctx);

/* What tools/embed.c made of bindings/: prepared, by uri, with its index. */
struct binding_embedded {
	const struct binding *list;
	size_t n;
	struct binding_words index;
	struct type_table types;
};

extern const struct binding_embedded binding_embedded;

/* ---- type_rule.c ---- */

/* The keyword that stands for a type of types.yaml. */
struct keyword;
extern const struct keyword type_keyword;

/** type_wanted - "one cell": what a type is, in words; NULL: unknown */
const char *type_wanted(const char *name);

#endif
