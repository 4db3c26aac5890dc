/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * diag.h - what is wrong with the input, where, and the way out.
 *
 * A stage reports and goes on, so that all findings of a stage are seen at
 * once. domc being wrong is an assert, never a diagnostic.
 *
 * Text form (rendered by src/cli):
 *   vm.yaml:14:11: error: domain 'net': ... [E0301 static-overlap]
 *      14 |     memory: 512 MB
 *         |             ^~~~~~
 *   vm.yaml:9:5: note: the other half
 */
#ifndef DOMC_DIAG_DIAG_H
#define DOMC_DIAG_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A span of input; lines and columns count from 1, columns in bytes. */
struct place {
	const char *file;	/* as the user reached it; NULL: no place */
	unsigned int line;	/* 0: the file as a whole */
	unsigned int col;
	unsigned int end_line;	/* of the first byte past the span */
	unsigned int end_col;
};

/** place_or - @first if it says a place, else @second */
static inline struct place place_or(struct place first, struct place second)
{
	return first.file ? first : second;
}

enum diag_level { DIAG_IGNORED, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define CODE(id, number, slug, level, summary, explain) id,
#include "diag/codes.def"
#undef CODE
	N_DIAG_CODES
};

struct diag_code_info {
	const char *number;	/* "E0301" */
	const char *slug;	/* "static-overlap", what -W takes */
	enum diag_level level;	/* unless -W says otherwise */
	const char *summary;	/* one line */
	const char *explain;	/* what it means and how to mend it */
};

extern const struct diag_code_info diag_codes[N_DIAG_CODES];

/* Another place that belongs to a finding: the other half, the way out. */
struct diag_note {
	struct place place;
	const char *text;
	struct diag_note *next;
};

struct diag_item {
	enum diag_code code;
	enum diag_level level;
	struct place place;
	const char *text;
	/* JSON Pointer of the value ("" is the root); NULL: of no value. */
	const char *instance_path;
	/* Schema and JSON Pointer of its keyword, "system#/..."; NULL: none. */
	const char *schema_path;
	struct diag_note *notes;	/* in the order added */
	struct diag_note **notes_end;
	struct diag_item *next;
};

/* Bytes of an input file, kept so that a finding can show its line. */
struct diag_source {
	const char *file;
	const char *bytes;
	size_t len;
	const uint32_t *lines;	/* offset of the first byte of each */
	size_t n_lines;
	struct diag_source *next;
};

struct diags {
	struct arena *arena;
	enum diag_level levels[N_DIAG_CODES];
	struct diag_item *items;	/* in the order found */
	struct diag_item **items_end;
	size_t n_items;		/* found; past LIMIT_DIAGNOSTICS not listed */
	size_t n_errors;
	size_t n_firm;		/* of them those that --force does not pass */
	size_t n_warnings;
	size_t n_passed;	/* what -W keeps from being errors */
	struct diag_source *sources;
	struct diag_item *unseen;	/* stands for all that are not listed */
};

struct diags *diags_new(struct arena *a);

/**
 * diags_set_level - what -W says
 * @spec: "slug", "no-slug", "error=slug", "no-error=slug", or the same with
 *	  a number
 *
 * "slug" gives a finding its own level again, "no-slug" turns it off,
 * "error=slug" makes it an error and "no-error=slug" a warning. A code whose
 * own level is error stays one unless diag_is_switchable().
 *
 * Return: false when no code has that name, or it stays an error.
 */
bool diags_set_level(struct diags *d, const char *spec);

/** diag_name_of_spec - the slug or number in what diags_set_level() takes */
const char *diag_name_of_spec(const char *spec);

/** diag_find_code - by number ("E0301", "0301") or slug, or N_DIAG_CODES */
enum diag_code diag_find_code(const char *name);

/**
 * diag_is_rule - may --force write despite it?
 *
 * True of E03xx and E05xx but for E0515, of findings of E04xx about what can
 * be written all the same, and of what a tree breaks of its bindings.
 */
bool diag_is_rule(enum diag_code code);

/**
 * diag_is_switchable - may -W turn it off, or make it a warning?
 *
 * True of rules, but for those which say that something has no place: what
 * domc writes despite them nobody asked for.
 */
bool diag_is_switchable(enum diag_code code);

/**
 * diag_add - report a finding
 *
 * Return: the item, for diag_note(); never NULL (an ignored finding returns
 * an item that nobody sees).
 */
struct diag_item *diag_add(struct diags *d, enum diag_code code,
			   struct place place, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/** diag_note - add the place and text of a finding's other half or way out */
void diag_note(struct diags *d, struct diag_item *item, struct place place,
	       const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/**
 * diag_keep_source - keep @bytes (not copied) of @file for showing lines
 *
 * A line ends with LF, CR LF or CR. Return: the bytes with their lines.
 */
const struct diag_source *diag_keep_source(struct diags *d, const char *file,
					   const char *bytes, size_t len);

/**
 * diag_source_line - text of a line, without its end
 *
 * Return: its first byte and *ret_len, or NULL when the file was not kept.
 */
const char *diag_source_line(const struct diags *d, const char *file,
			     unsigned int line, size_t *ret_len);

/**
 * diag_did_you_mean - the candidate nearest to @word by edit distance
 *
 * Return: it, or NULL when none is near enough to be meant.
 */
const char *diag_did_you_mean(const char *word, const char *const *candidates,
			      size_t n_candidates);

#define PLACE_NONE ((struct place){ NULL, 0, 0, 0, 0 })

#endif
