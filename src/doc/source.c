/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * source.c - from characters to bytes, from bytes to lines.
 *
 * libyaml would also end a line at NEL, LS and PS; editors do not, so its lines
 * are not used.
 */
#include "doc/source.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Characters from one entry of steps[] to the next. */
#define STEP 128

static void note_characters(struct arena *a, struct doc_source *s)
{
	size_t n_chars = 0;
	bool ascii = true;

	for (size_t i = s->start; i < s->len; i++)
		ascii = ascii && (unsigned char)s->bytes[i] < 0x80;
	if (ascii)
		return;
	s->steps = arena_array(a, (s->len - s->start) / STEP + 1,
			       sizeof(*s->steps));
	for (size_t i = s->start; i < s->len; i++) {
		if (utf8_continues(s->bytes[i]))
			continue;
		if (n_chars % STEP == 0)
			s->steps[n_chars / STEP] = (uint32_t)i;
		n_chars++;
	}
	s->n_chars = n_chars;
}

const struct doc_source *doc_source_new(struct arena *a, struct diags *d,
					const char *name, const char *bytes,
					size_t len)
{
	struct doc_source *s = ARENA_NEW(a, struct doc_source);
	const struct diag_source *kept = diag_keep_source(d, name, bytes, len);

	assert(len <= LIMIT_DOC_BYTES);
	s->name = name;
	s->bytes = bytes;
	s->len = len;
	s->lines = kept->lines;
	s->n_lines = kept->n_lines;
	note_characters(a, s);
	return s;
}

const struct doc_source *doc_source_from(struct arena *a,
					 const struct doc_source *s,
					 size_t start)
{
	struct doc_source *rest = ARENA_NEW(a, struct doc_source);

	assert(start <= s->len);
	*rest = *s;
	rest->start = start;
	rest->steps = NULL;
	note_characters(a, rest);
	return rest;
}

size_t doc_source_offset(const struct doc_source *s, size_t index)
{
	size_t at;

	if (!s->steps)
		return index < s->len - s->start ? s->start + index : s->len;
	if (index >= s->n_chars)
		return s->len;
	at = s->steps[index / STEP];
	for (size_t i = index % STEP; i > 0; i--) {
		at++;
		while (at < s->len && utf8_continues(s->bytes[at]))
			at++;
	}
	return at;
}

static unsigned int line_of(const struct doc_source *s, size_t at)
{
	size_t low = 0;
	size_t high = s->n_lines;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (s->lines[mid] <= at)
			low = mid;
		else
			high = mid;
	}
	return (unsigned int)low + 1;
}

struct place doc_source_span(const struct doc_source *s, size_t first,
			     size_t end)
{
	struct place p = { .file = s->name };

	p.line = line_of(s, first);
	p.end_line = p.line;
	if (p.line < s->n_lines && end >= s->lines[p.line])
		p.end_line = line_of(s, end);
	p.col = (unsigned int)(first - s->lines[p.line - 1]) + 1;
	p.end_col = (unsigned int)(end - s->lines[p.end_line - 1]) + 1;
	return p;
}
