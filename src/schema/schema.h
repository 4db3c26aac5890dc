/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * schema.h - JSON Schema 2020-12 and 2019-09, with places in messages.
 *
 * A schema with a keyword that is not known here is refused: a rule that is
 * silently not checked is worse than none. Schemas of other people may have
 * keywords of their own: see struct schema_options.
 */
#ifndef DOMC_SCHEMA_SCHEMA_H
#define DOMC_SCHEMA_SCHEMA_H

#include <stdbool.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"

struct schema;

/**
 * schema_compile - prepare a schema for use
 * @root: the schema document; must outlive the schema
 *
 * Return: the schema, or NULL with diagnostics when it is not a schema that
 * this validator fully knows.
 */
struct schema *schema_compile(struct arena *a, struct diags *d,
			      const struct value *root);

enum schema_draft {
	SCHEMA_2020_12,
	SCHEMA_2019_09,
};

/* A document that a $ref may lead to. */
struct schema_resource {
	const char *uri;	/* absolute, without fragment */
	const struct value *root;
	struct schema_resource *next;
};

struct keyword;

/* How a schema is read; all zero is what schema_compile() does. */
struct schema_options {
	bool general;		/* unknown keywords say nothing */
	bool assert_formats;	/* `format` is a rule in every dialect */
	enum schema_draft draft;	/* of a schema without $schema */
	const char *base;	/* URI of the document, or NULL */
	/*
	 * File of the document, or NULL. With it a $ref may lead to files
	 * beside it, and all are checked against what their `$schema` says.
	 */
	const char *path;
	struct schema_resource *resources;	/* see schema_add_resource() */
	/* The same for many: the document of @uri, or NULL. */
	const struct value *(*find)(void *ctx, const char *uri);
	void *find_ctx;
	const struct value *missing;	/* for a $ref to nothing; NULL: error */
	const struct keyword *extra;	/* one more keyword, or NULL */
	/*
	 * Sub-schemas of `properties` are compiled when the first key asks for
	 * them, and `$defs` when a $ref leads there. For documents that are
	 * known to be good, and have no name of their own below the top.
	 */
	bool lazy;
	const char *without;	/* tests: a keyword not to be known */
};

/**
 * schema_add_resource - let a $ref lead to @root, known as @uri
 *
 * Compiled when a $ref leads there. @uri and @root must outlive the schema.
 */
void schema_add_resource(struct arena *a, struct schema_options *opts,
			 const char *uri, const struct value *root);

/** schema_compile_with - schema_compile() with options */
struct schema *schema_compile_with(struct arena *a, struct diags *d,
				   const struct value *root,
				   const struct schema_options *opts);

/**
 * schema_share - @s, which is not lazy, for another thread
 *
 * Patterns are compiled when first used, so that a schema serves one thread;
 * all else of @s is shared and never changed. @s must outlive it.
 */
struct schema *schema_share(struct arena *a, const struct schema *s);

/**
 * schema_validate - report every way in which @v breaks @s
 *
 * Findings come in document order. Return: true when there is none.
 */
bool schema_validate(const struct schema *s, const struct value *v,
		     struct diags *d);

/* A schema that is built into domc from schemas/NAME.yaml. */
struct schema_embedded {
	const char *name;	/* "system" */
	const char *id;		/* its $id */
	const char *file;	/* what places call it */
	const char *text;	/* YAML, as it stands in the file */
	size_t len;
	/* The same read, without what only people read: see pack.h. */
	const uint8_t *packed;
};

extern const struct schema_embedded schema_embedded[];
extern const size_t n_schema_embedded;

/* The documents that say what a schema is, one a draft; under meta/. */
extern const struct schema_embedded schema_meta[];
extern const size_t n_schema_meta;

/** schema_find_embedded - by name, NULL if there is none */
const struct schema_embedded *schema_find_embedded(const char *name);

/**
 * schema_compile_embedded - @e for one thread and one arena
 *
 * What a document does not ask for is neither unpacked nor compiled.
 */
struct schema *schema_compile_embedded(struct arena *a, struct diags *d,
				       const struct schema_embedded *e);

/** schema_to_json - @root as JSON text, keys in the order of the file */
struct buf;
void schema_to_json(const struct value *root, struct buf *out);

#endif
