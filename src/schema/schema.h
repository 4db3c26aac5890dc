/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * schema.h - JSON Schema 2020-12, written in YAML, with places in messages.
 *
 * A schema with a keyword that is not known here is refused: a rule that is
 * silently not checked is worse than none.
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
	const char *text;	/* YAML, as it stands in the file */
	size_t len;
	const struct value *root;	/* the same read, without what only people read */
};

extern const struct schema_embedded schema_embedded[];
extern const size_t n_schema_embedded;

/** schema_find_embedded - by name, NULL if there is none */
const struct schema_embedded *schema_find_embedded(const char *name);

/** schema_to_json - @root as JSON text, keys in the order of the file */
struct buf;
void schema_to_json(const struct value *root, struct buf *out);

#endif
