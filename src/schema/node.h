/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * node.h - a schema in the form that is evaluated.
 *
 * Each sub-schema of the document becomes one node, each keyword that can
 * fail one rule of it. Rules stand in the order in which they are applied.
 */
#ifndef DOMC_SCHEMA_NODE_H
#define DOMC_SCHEMA_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "doc/doc.h"
#include "schema/pattern.h"

struct compiler;

/* What `type` tells apart; a whole number is an integer and a number. */
enum schema_type {
	TYPE_NULL = 1 << 0,
	TYPE_BOOLEAN = 1 << 1,
	TYPE_INTEGER = 1 << 2,
	TYPE_NUMBER = 1 << 3,
	TYPE_STRING = 1 << 4,
	TYPE_ARRAY = 1 << 5,
	TYPE_OBJECT = 1 << 6,
	TYPE_ANY = (1 << 7) - 1,
};

/* `properties` and what speaks of the same members. */
struct map_rule {
	const struct value *properties;	/* the keyword's map, or NULL */
	struct schema_node **nodes;	/* of its members: node_of_member() */
	const struct schema_node *owner;	/* it is the map of this one */
	struct compiler *later;		/* makes missing `nodes`; or NULL */
	const struct value *patterns;	/* patternProperties, or NULL */
	struct pattern **pattern;	/* one per member of `patterns` */
	struct schema_node **pattern_nodes;
	struct schema_node *rest;	/* additionalProperties, or NULL */
};

/* `prefixItems` and `items`. */
struct list_rule {
	struct schema_node **prefix;
	size_t n_prefix;
	struct schema_node *rest;	/* items, or NULL */
};

/* Sub-schemas of allOf, anyOf, oneOf. */
struct branch_rule {
	struct schema_node **nodes;
	size_t n;
};

/* if, then, else; the latter two may be NULL. */
struct condition_rule {
	struct schema_node *test, *yes, *no;
};

/* contains, minContains, maxContains. */
struct contains_rule {
	struct schema_node *node;
	size_t min;
	size_t max;		/* SIZE_MAX without maxContains */
};

/* format, where it is asserted. */
struct format_rule {
	const struct format *format;
	struct pattern *pattern;	/* or NULL */
};

/* $dynamicRef and $recursiveRef. */
struct dynamic_rule {
	struct schema_node *target;	/* as if it were $ref */
	const char *name;	/* looked for outside first, or NULL */
};

/* A sub-schema that an enclosing document may put in place of another. */
struct dynamic_anchor {
	const char *name;	/* "" for $recursiveAnchor */
	const struct schema_node *node;
	struct dynamic_anchor *next;
};

/* A schema with a URI of its own: a document, or what `$id` marks in one. */
struct resource {
	const char *uri;	/* without fragment; "" when there is none */
	const struct schema_node *top;
	unsigned int draft;	/* IN_2019 or IN_2020 of keyword.h */
	bool checks;		/* its dialect has the validation vocabulary */
	bool formats;		/* `format` is a rule, no mere description */
	struct dynamic_anchor *anchors;	/* the dynamic ones */
	const struct schema_file *file;	/* or NULL: of no file */
};

/* One keyword of a node, ready for use. */
struct rule {
	const struct keyword *keyword;
	const struct value *arg;	/* the keyword's value */
	union {
		size_t count;		/* minItems, maxLength, ... */
		struct pattern *pattern;
		struct schema_node *node;	/* not, propertyNames */
		struct schema_node **nodes;	/* one per member of `arg` */
		struct contains_rule *contains;
		struct dynamic_rule *dynamic;
		struct format_rule *format;
		struct branch_rule branches;
		struct condition_rule condition;
	} u;
};

struct schema_node {
	const struct value *source;	/* a map, or a boolean */
	const struct schema_node *parent;	/* around it; NULL: unknown */
	bool never;			/* the schema `false` */
	bool unevaluated;		/* has unevaluatedItems or the like */
	const struct resource *resource;	/* that it is part of */
	unsigned int types;		/* of `type`; TYPE_ANY without it */
	const char *wanted;		/* x-wanted, or NULL */
	const char *title;		/* or NULL */
	const char *unit;		/* x-unit, or NULL */
	struct rule *rules;		/* by phase, then as written */
	size_t n_rules;
	struct schema_node *ref;	/* target of $ref, or NULL */
	struct map_rule *map;		/* or NULL */
	struct list_rule *list;		/* or NULL */
	struct schema_node *next;	/* in the order compiled */
};

struct schema {
	struct arena *arena;
	const struct value *root;
	struct schema_node *top;	/* node of the root */
	bool as_written;		/* x-numbers: 2.0 is no integer */
	struct schema_node *nodes;	/* all of them */
	struct pattern *patterns;	/* all of them */
	size_t n_patterns;
	struct regex *regex;	/* of one thread: all else is never changed */
};

/** resource_dynamic - node of the dynamic anchor @name of @r, or NULL */
const struct schema_node *resource_dynamic(const struct resource *r,
					   const char *name);

/** node_rule - rule of @n for keyword @name, or NULL */
const struct rule *node_rule(const struct schema_node *n, const char *name);

/** node_of_member - sub-schema of member @i of `properties` */
const struct schema_node *node_of_member(const struct map_rule *map,
					 size_t i);

/** node_property - sub-schema that `properties` of @n has for @key, or NULL */
const struct schema_node *node_property(const struct schema_node *n,
					const char *key);

/**
 * node_types - the bits of enum schema_type that describe @v
 * @as_written: 2.0 is a number only; JSON Schema calls it an integer too
 */
unsigned int node_types(const struct value *v, bool as_written);

/**
 * node_takes_type - may a value of type @types be valid here?
 * @types: from node_types(), not as written
 *
 * Looks at type, const and enum, through $ref and the branches of allOf,
 * anyOf and oneOf; other keywords are not asked.
 */
bool node_takes_type(const struct schema_node *n, unsigned int types);

/**
 * node_declares - has @n, or a branch of it, a property @key?
 */
bool node_declares(const struct schema_node *n, const char *key);

#endif
