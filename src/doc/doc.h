/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * doc.h - YAML text as a tree of values, each with its place.
 *
 * YAML 1.2 core schema: null, true/false, integers (decimal, 0x, 0o), floats,
 * strings; `<<` merge keys are an extension we take. What YAML 1.1 would read
 * otherwise (017, yes/no, 4.20 where text is meant) is a diagnostic with the
 * way out, at the place where it matters (see schema.h for typed ones).
 * libyaml is known here only.
 */
#ifndef DOMC_DOC_DOC_H
#define DOMC_DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "diag/diag.h"

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_STRING,
	VALUE_LIST,
	VALUE_MAP,
};

struct value;

struct member {
	const char *key;	/* NUL-terminated, unique in its map */
	struct place key_place;
	struct value *value;
};

/* Thousands at a time: kept small. */
struct value {
	enum value_kind kind;
	bool plain;		/* scalar without quotes and tag */
	bool boolean;		/* VALUE_BOOL */
	bool negative;		/* VALUE_INT: sign */
	bool big;		/* VALUE_INT: past 64 bits, see text */
	struct place place;	/* where the text of this value stands */
	const char *text;	/* scalars: unescaped, NUL-terminated */
	size_t text_len;
	uint64_t magnitude;	/* VALUE_INT: absolute value, or most */
	double number;		/* VALUE_FLOAT, and VALUE_INT rounded */
	union {
		struct value **items;	/* VALUE_LIST */
		struct member *members;	/* VALUE_MAP, as in the file */
	};
	size_t n;		/* items or members */
	union {			/* VALUE_MAP */
		const void *index;	/* private to doc, for value_get() */
		const uint8_t *packed;	/* while n is 0: see pack.h */
	};
};

/* How a system file is found and overridden. */
struct doc_options {
	const char *const *include_dirs;	/* -I, searched in order */
	size_t n_include_dirs;
	const char *const *sets;		/* --set key.path=value */
	size_t n_sets;
};

/* A file that was read, for the depfile and the manifest. */
struct doc_input {
	const char *path;	/* as reached from the working directory */
	struct doc_input *next;	/* in the order read */
};

struct doc {
	struct value *root;		/* NULL after a syntax error */
	struct doc_input *inputs;	/* the file first; never stdin */
};

/**
 * doc_read_file - read a system file with its includes and --set overrides
 * @path: file, or "-" for stdin
 *
 * `include:` (a path or a list, at the top level) is resolved and merged key
 * by key: keys of the file come first, equal values agree, other conflicts
 * name both places; a cycle is an error, a file reached twice counts once.
 * --set values are YAML, with a place in the pseudo file "--set SPEC"; what
 * replaces a string is a string, so that target.xen=4.20 needs no quotes.
 *
 * Return: the document; its root is NULL if it could not be read at all. A
 * file that cannot be opened sets *ret_io_error (exit status 2) as well.
 * Texts hold no NUL (that is a diagnostic), unlike those of doc_read_bytes().
 */
struct doc *doc_read_file(struct arena *a, struct diags *d, const char *path,
			  const struct doc_options *opts, bool *ret_io_error);

/** doc_is_set - is @p in a --set? */
bool doc_is_set(struct place p);

/**
 * doc_read_bytes - the same for text in memory (embedded schemas, tests)
 * @name: what places call it
 *
 * No includes, no overrides. @bytes must outlive the document.
 */
struct value *doc_read_bytes(struct arena *a, struct diags *d,
			     const char *name, const char *bytes, size_t len);

/**
 * doc_read_json - the same for JSON (RFC 8259), which not all YAML readers take
 *
 * Tabs and pairs of escaped surrogates are fine; a key that repeats is an
 * error.
 */
struct value *doc_read_json(struct arena *a, struct diags *d,
			    const char *name, const char *bytes, size_t len);

/**
 * doc_read_any - a YAML file, or a JSON file when its name ends in ".json"
 *
 * No includes, no overrides. *ret_io_error as for doc_read_file().
 */
struct value *doc_read_any(struct arena *a, struct diags *d, const char *path,
			   bool *ret_io_error);

/**
 * doc_read_beside - doc_read_any() of a file that the text at @from names
 *
 * That it cannot be read is a finding there.
 */
struct value *doc_read_beside(struct arena *a, struct diags *d,
			      const char *path, struct place from,
			      bool *ret_io_error);

/** value_get - member @key of a map; NULL if absent or @map is not a map */
const struct value *value_get(const struct value *map, const char *key);
/** value_member - the same with the key's place */
const struct member *value_member(const struct value *map, const char *key);

/** value_kind_name - "a string", "a list": for messages */
const char *value_kind_name(const struct value *v);

/**
 * value_trap - why @v may not be what was meant
 * @wanted: the kind that is allowed here (call again for a further one)
 *
 * What YAML 1.1, missing quotes or a missing space make of a text: `no` for
 * a boolean, 4.20 for a string, `net:10` for a map.
 *
 * Return: a clause such as "is text in YAML 1.2; write false", or NULL.
 */
const char *value_trap(struct arena *a, const struct value *v,
		       enum value_kind wanted);

/** value_equal - JSON equality: 1 equals 1.0, maps without order */
bool value_equal(const struct value *a, const struct value *b);

/**
 * value_resolve_path - where a path in a system file leads
 *
 * Relative paths are tried beside the file that says them, then in each
 * include directory.
 *
 * Return: a path from the working directory to the first that can be read,
 * else to the first that is there at all (a folder, say), or NULL.
 */
const char *value_resolve_path(struct arena *a, const struct value *path,
			       const struct doc_options *opts);

#endif
