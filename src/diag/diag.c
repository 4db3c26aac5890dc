/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * diag.c - the list of findings, and the table of codes.
 */
#include "diag/diag.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"

const struct diag_code_info diag_codes[N_DIAG_CODES] = {
#define CODE(id, num, name, lvl, line, text)			\
	[id] = {						\
		.number = num,					\
		.slug = name,					\
		.level = lvl,					\
		.summary = line,				\
		.explain = text,				\
	},
#include "diag/codes.def"
#undef CODE
};

struct diags *diags_new(struct arena *a)
{
	struct diags *d = ARENA_NEW(a, struct diags);

	d->arena = a;
	d->items_end = &d->items;
	d->unseen = ARENA_NEW(a, struct diag_item);
	for (size_t i = 0; i < N_DIAG_CODES; i++)
		d->levels[i] = diag_codes[i].level;
	return d;
}

/* ASCII only: what a letter is must not depend on the locale. */
static bool same_number(const char *number, const char *name)
{
	if (name[0] == 'E' || name[0] == 'e')
		name++;
	return strcmp(number + 1, name) == 0;
}

enum diag_code diag_find_code(const char *name)
{
	size_t i;

	for (i = 0; i < N_DIAG_CODES; i++)
		if (strcmp(diag_codes[i].slug, name) == 0 ||
		    same_number(diag_codes[i].number, name))
			break;
	return (enum diag_code)i;
}

bool diag_is_rule(enum diag_code code)
{
	const char *number = diag_codes[code].number;

	return strncmp(number, "E03", 3) == 0 || strncmp(number, "E05", 3) == 0;
}

/* Own level and rule decide whether a finding may be silenced. */
static bool turn_off(struct diags *d, enum diag_code code)
{
	if (diag_codes[code].level == DIAG_ERROR && !diag_is_rule(code))
		return false;
	d->levels[code] = DIAG_IGNORED;
	return true;
}

bool diags_set_level(struct diags *d, const char *spec)
{
	enum diag_code code = diag_find_code(spec);

	if (code != N_DIAG_CODES) {
		enum diag_level own = diag_codes[code].level;

		d->levels[code] = own == DIAG_IGNORED ? DIAG_WARNING : own;
		return true;
	}
	if (strncmp(spec, "error=", 6) == 0) {
		code = diag_find_code(spec + 6);
		if (code == N_DIAG_CODES)
			return false;
		d->levels[code] = DIAG_ERROR;
		return true;
	}
	if (strncmp(spec, "no-", 3) != 0)
		return false;
	code = diag_find_code(spec + 3);
	return code != N_DIAG_CODES && turn_off(d, code);
}

struct diag_item *diag_add(struct diags *d, enum diag_code code,
			   struct place place, const char *fmt, ...)
{
	struct diag_item *item;
	va_list ap;

	assert(code < N_DIAG_CODES);
	if (d->levels[code] == DIAG_IGNORED) {
		d->n_silenced += diag_codes[code].level == DIAG_ERROR;
		return d->unseen;
	}
	if (d->levels[code] == DIAG_ERROR)
		d->n_errors++;
	else
		d->n_warnings++;
	if (d->n_items++ >= LIMIT_DIAGNOSTICS)
		return d->unseen;
	item = ARENA_NEW(d->arena, struct diag_item);
	item->code = code;
	item->level = d->levels[code];
	item->place = place;
	item->notes_end = &item->notes;
	va_start(ap, fmt);
	item->text = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	*d->items_end = item;
	d->items_end = &item->next;
	return item;
}

void diag_note(struct diags *d, struct diag_item *item, struct place place,
	       const char *fmt, ...)
{
	struct diag_note *note;
	va_list ap;

	if (item == d->unseen)
		return;
	note = ARENA_NEW(d->arena, struct diag_note);
	note->place = place;
	va_start(ap, fmt);
	note->text = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	*item->notes_end = note;
	item->notes_end = &note->next;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static size_t after_line_end(const struct diag_source *s, size_t at)
{
	bool pair = s->bytes[at] == '\r' && at + 1 < s->len &&
		    s->bytes[at + 1] == '\n';

	return at + (pair ? 2 : 1);
}

/* A thousand findings each look for a line, of a file of megabytes. */
static void note_lines(struct arena *a, struct diag_source *s)
{
	uint32_t *lines;
	size_t n = 1;

	assert(s->len <= UINT32_MAX);
	for (size_t i = 0; i < s->len; i++)
		n += is_line_end(s->bytes[i]);
	lines = arena_array(a, n, sizeof(*lines));
	s->lines = lines;
	s->n_lines = 1;
	for (size_t i = 0; i < s->len;) {
		if (!is_line_end(s->bytes[i])) {
			i++;
			continue;
		}
		i = after_line_end(s, i);
		lines[s->n_lines++] = (uint32_t)i;
	}
}

const struct diag_source *diag_keep_source(struct diags *d, const char *file,
					   const char *bytes, size_t len)
{
	struct diag_source *source = ARENA_NEW(d->arena, struct diag_source);

	source->file = file;
	source->bytes = bytes;
	source->len = len;
	note_lines(d->arena, source);
	source->next = d->sources;
	d->sources = source;
	return source;
}

const char *diag_source_line(const struct diags *d, const char *file,
			     unsigned int line, size_t *ret_len)
{
	const struct diag_source *source = d->sources;
	size_t from, end;

	while (source && (!file || strcmp(source->file, file) != 0))
		source = source->next;
	if (!source || line == 0 || line > source->n_lines)
		return NULL;
	from = source->lines[line - 1];
	for (end = from; end < source->len; end++)
		if (is_line_end(source->bytes[end]))
			break;
	*ret_len = end - from;
	return source->bytes + from;
}
