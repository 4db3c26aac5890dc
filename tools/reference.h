/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference.h - what a schema says to people, in the order of a page.
 *
 * Texts are prose with two marks: `code`, and [[Size]] for a type that is
 * described elsewhere on the page.
 */
#ifndef DOMC_TOOLS_REFERENCE_H
#define DOMC_TOOLS_REFERENCE_H

#include "base/buf.h"
#include "doc/doc.h"

/* A key that a file may have. */
struct ref_key {
	const char *path;	/* "domains.NAME.vcpus" */
	const char *name;	/* "vcpus"; NULL: the user chooses it */
	const struct value *node;	/* its schema */
	bool required;		/* by the map around it */
	struct ref_section *own;	/* where it and its keys are, or NULL */
	struct ref_key *next;
};

/* What stands under one heading. */
struct ref_section {
	const char *title;	/* "target", "Size" */
	const struct value *node;	/* its schema; NULL: the top level */
	struct ref_key *self;	/* the key it is about; NULL: a type */
	bool inner;		/* below another section */
	struct ref_key *keys;	/* in the order of the schema */
	struct ref_key **end;
	struct ref_section *next;
};

struct reference {
	struct arena *arena;
	const struct value *root;	/* the schema */
	bool *def_is_type;	/* of each member of $defs */
	struct ref_section *sections;	/* the top level first */
	struct ref_section *types;	/* what several keys have in common */
};

/* A line about a key or a type: "Unit", "bits". */
struct ref_fact {
	const char *label;
	const char *text;	/* with marks */
};

#define REF_MAX_FACTS 9

/**
 * reference_collect - find the keys and the types of a schema
 *
 * A schema in $defs is a type when several keys may have it, or when it has
 * no keys itself; one that a single key has is described there. One that is
 * only a $ref, or has a default, is a key that several maps share.
 */
struct reference *reference_collect(struct arena *a, const struct value *root);

/** reference_def - where a $ref of @node leads; *ret_type: to a type? */
const struct value *reference_def(const struct reference *r,
				  const struct value *node, bool *ret_type);

/**
 * reference_get - keyword @name of @node or of what it refers to
 *
 * Not of a type, which says it in its own place.
 */
const struct value *reference_get(const struct reference *r,
				  const struct value *node, const char *name);

/** reference_title - of @node, or of its type */
const char *reference_title(const struct reference *r,
			    const struct value *node);

/** reference_words - which values @node takes, with marks */
const char *reference_words(const struct reference *r,
			    const struct value *node);

/** reference_default - what holds without @key, with marks */
const char *reference_default(const struct reference *r,
			      const struct ref_key *key);

/** reference_later - what of @key domc refuses so far, with marks */
const char *reference_later(const struct reference *r,
			    const struct ref_key *key);

/**
 * reference_facts - all that is to be said of @node beside its description
 * @key: whose schema it is, NULL for a type
 *
 * Return: their number.
 */
size_t reference_facts(const struct reference *r, const struct value *node,
		       const struct ref_key *key,
		       struct ref_fact ret[REF_MAX_FACTS]);

/** reference_yaml - @v as text in flow style, as the schema writes it */
void reference_yaml(struct buf *b, const struct value *v);

/* A stretch of text. */
enum span_kind { SPAN_END, SPAN_PROSE, SPAN_CODE, SPAN_TYPE };

/**
 * reference_span - the next stretch of a text with marks
 * @text: moved past it
 *
 * Return: its kind, and its text without marks.
 */
enum span_kind reference_span(struct arena *a, const char **text,
			      const char **ret);

/** reference_example - the schema's example of a whole file, in lines */
const char *reference_example(const struct reference *r);

/* How to read the page: paragraphs with marks, NULL behind the last. */
extern const char *const reference_notes[];

/** reference_markdown, reference_man - the page */
void reference_markdown(const struct reference *r, struct buf *out);
void reference_man(const struct reference *r, const char *date,
		   struct buf *out);

#endif
