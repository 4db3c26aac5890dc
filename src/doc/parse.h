/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parse.h - libyaml events to a tree of values. Private to src/doc.
 */
#ifndef DOMC_DOC_PARSE_H
#define DOMC_DOC_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "doc/source.h"

/* What the files of one document share. */
struct doc_reader {
	struct arena *arena;
	struct diags *diags;
	bool refuse_nul;	/* texts become C strings: no NUL inside */
	size_t n_nodes;		/* values so far, aliases counted in full */
	size_t n_alias_nodes;	/* of these, what aliases added */
};

#define N_ANCHOR_BUCKETS 256

/* A value marked with &name; *name repeats it. */
struct doc_anchor {
	const char *name;
	struct place place;
	struct value *value;	/* NULL while it is still being read */
	size_t n_nodes;		/* values in it, itself and aliases counted */
	unsigned int height;	/* nesting of collections in it; scalar: 0 */
	struct doc_anchor *older;	/* of the same bucket */
};

/* One text being read. */
struct doc_parser {
	struct doc_reader *reader;
	const struct doc_source *source;
	yaml_parser_t yaml;	/* zero: not acquired */
	yaml_event_t event;	/* the current one; zero: none */
	bool failed;		/* no use in going on; reported */
	struct member *pending;	/* of all open collections, innermost last */
	size_t n_pending;
	size_t pending_room;
	unsigned int height;	/* of the value read last */
	size_t end;		/* offset past the value read last */
	struct doc_anchor **anchors;	/* N_ANCHOR_BUCKETS; NULL: none yet */
	size_t n_anchors;
};

/**
 * doc_parse - read one YAML document
 *
 * Return: its value (null for an empty text), or NULL with a diagnostic when
 * there is none: no YAML, or a limit was passed. Other findings leave a value.
 */
struct value *doc_parse(struct doc_reader *r, const struct doc_source *s);

/** doc_parse_place - of the event that is current */
struct place doc_parse_place(const struct doc_parser *p);

/** doc_parse_limit - report that @what is past @limit, and stop */
void doc_parse_limit(struct doc_parser *p, struct place place,
		     const char *what, size_t limit);

/**
 * doc_parse_refuses - is this a text that libyaml must not see? Reported
 */
bool doc_parse_refuses(struct doc_reader *r, const struct doc_source *s);

/** doc_parse_syntax - report why libyaml stopped */
void doc_parse_syntax(struct doc_parser *p);

/** doc_parse_scalar - the value of a scalar event, typed */
struct value *doc_parse_scalar(struct doc_parser *p);

/** doc_parse_value - a new value at the current event; NULL past the limit */
struct value *doc_parse_value(struct doc_parser *p, enum value_kind kind);

/** doc_parse_push - @m waits for the end of the innermost collection */
void doc_parse_push(struct doc_parser *p, struct member m);

/** doc_parse_tag_fits - may the collection have the tag? Else reported */
bool doc_parse_tag_fits(struct doc_parser *p, const yaml_char_t *tag,
			const char *core_tag);

/** doc_anchor_open - a value marked @name begins; NULL: limit, or no name */
struct doc_anchor *doc_anchor_open(struct doc_parser *p, const char *name);

/** doc_anchor_follow - the value that an alias event repeats */
struct value *doc_anchor_follow(struct doc_parser *p, unsigned int depth);

/**
 * doc_merge_key - append what `<<` brings to the pending members
 * @v: its value: a map or a list of maps
 */
void doc_merge_key(struct doc_parser *p, const struct value *v,
		   struct place key_place);

#endif
