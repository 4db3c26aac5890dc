/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compile.h - what the keywords' parse functions lean on.
 */
#ifndef DOMC_SCHEMA_COMPILE_H
#define DOMC_SCHEMA_COMPILE_H

#include <stdbool.h>
#include <stddef.h>

#include "diag/diag.h"
#include "doc/doc.h"
#include "schema/format.h"
#include "schema/keyword.h"
#include "schema/node.h"
#include "schema/schema.h"

/* Which node a value of the schema document became. */
struct node_index {
	struct schema_node **slots;	/* open addressing, by source pointer */
	size_t n_slots;			/* a power of two, or 0 */
	size_t n;
};

/* Which node a URI means, with "#name" for an anchor. */
struct uri_entry {
	const char *uri;
	struct schema_node *node;
};

struct uri_index {
	/* open addressing, by digest of `uri` */
	struct uri_entry *slots;
	size_t n_slots;			/* a power of two, or 0 */
	size_t n;
};

/* A $ref whose target is looked up when all else is compiled. */
struct pending_ref {
	const struct value *text;
	const struct resource *from;
	struct schema_node **target;
	struct dynamic_rule *dynamic;	/* or NULL */
};

struct compiler {
	struct arena *arena;
	struct diags *d;	/* NULL: made when what is lazy is compiled */
	struct schema *schema;
	struct schema_options opts;
	struct resource *resource;	/* around what is being compiled */
	/* the same, as a node; or NULL */
	const struct schema_node *parent;
	struct schema_node **nodes_end;
	struct node_index index;
	struct uri_index uris;
	struct pending_ref *refs;
	size_t n_refs;
	size_t n_refs_room;
	struct pattern *formats[N_FORMATS];	/* by number in the table */
	/* By first letter: number of the first keyword, from 1; 0: none. */
	unsigned char keywords[128];
	bool failed;
};

/**
 * compile_node - the node for the sub-schema @v
 *
 * Return: it, also after errors: never NULL.
 */
struct schema_node *compile_node(struct compiler *c, const struct value *v);

/** compile_nodes - the same for each member or item of @v */
struct schema_node **compile_nodes(struct compiler *c, const struct value *v);

/** compile_property - node of member @i of what is lazy; once for each */
struct schema_node *compile_property(const struct map_rule *map, size_t i);

/** compile_pattern - @text, of which nothing is looked at yet */
struct pattern *compile_pattern(struct compiler *c, const char *text,
				struct place place);

/**
 * compile_get - what @v has for keyword @name; NULL when there is nothing, or
 * when the dialect that is being compiled does not know it
 */
const struct value *compile_get(const struct compiler *c,
				const struct value *v, const char *name);

/**
 * compile_ref - have *@ret_target set to what @text points at
 * @dynamic: its name is set when the target may be replaced, or NULL
 */
void compile_ref(struct compiler *c, const struct value *text,
		 struct schema_node **ret_target,
		 struct dynamic_rule *dynamic);

/** compile_refs - resolve what compile_ref() collected, and what that adds */
void compile_refs(struct compiler *c);

/** resource_new - a document known as @uri, "" when it has no name */
struct resource *resource_new(struct compiler *c, const char *uri);

/** resource_check - is @root a schema? Findings say why not */
bool resource_check(struct compiler *c, const struct value *root);

/**
 * compile_document - the node of a document known as @uri
 * @path: the file that it was read from, or NULL
 */
struct schema_node *compile_document(struct compiler *c, const char *uri,
				     const struct value *root,
				     const char *path);

/** resource_enter - @n begins: it may be a resource, and have anchors */
void resource_enter(struct compiler *c, struct schema_node *n);

/**
 * resource_find - node of the resource @uri, compiled now if need be
 * @from: the resource that names it, at @place
 *
 * Return: NULL if there is none; then an error may have been added.
 */
struct schema_node *resource_find(struct compiler *c, const char *uri,
				  const struct resource *from,
				  struct place place);

/** resource_anchor - node that has anchor @name in @r, or NULL */
struct schema_node *resource_anchor(struct compiler *c,
				    const struct resource *r,
				    const char *name);

/** index_find - the node of @source, or NULL */
struct schema_node *index_find(const struct node_index *index,
			       const struct value *source);
void index_add(struct compiler *c, struct schema_node *n);

/** compile_error - @at is no part of a schema */
struct diag_item *compile_error(struct compiler *c, struct place at,
				const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** compile_wants - an error unless the value of @r has kind @kind */
bool compile_wants(struct compiler *c, const struct rule *r,
		   enum value_kind kind);

#endif
