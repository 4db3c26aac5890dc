/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * source.h - the text of one input, and where a character of it stands.
 *
 * libyaml counts characters from 0; a place counts lines and bytes from 1.
 * The tables made here convert each mark in O(log n).
 */
#ifndef DOMC_DOC_SOURCE_H
#define DOMC_DOC_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "diag/diag.h"

struct doc_source {
	const char *name;	/* what places call it */
	const char *bytes;
	size_t len;
	size_t start;		/* bytes before the YAML text: --set's path */
	const uint32_t *lines;	/* offset of the first byte of each line */
	size_t n_lines;
	uint32_t *steps;	/* where each 128th character is; NULL: ASCII */
	size_t n_chars;		/* when steps is set */
};

/**
 * doc_source_new - @bytes as a source, kept for showing its lines
 * @len: at most LIMIT_DOC_BYTES
 */
const struct doc_source *doc_source_new(struct arena *a, struct diags *d,
					const char *name, const char *bytes,
					size_t len);

/** doc_source_from - the same text, whose YAML begins at byte @start */
const struct doc_source *doc_source_from(struct arena *a,
					 const struct doc_source *s,
					 size_t start);

/** doc_source_offset - byte offset of the YAML text's character @index */
size_t doc_source_offset(const struct doc_source *s, size_t index);

/** doc_source_span - the place of the bytes [@first, @end) */
struct place doc_source_span(const struct doc_source *s, size_t first,
			     size_t end);

#endif
