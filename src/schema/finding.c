/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * finding.c - collecting and sorting.
 */
#include "schema/finding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* Number of @file among those met; files are few (LIMIT_DOC_INCLUDES). */
static size_t file_number(struct findings *f, const char *file)
{
	size_t i;

	if (!file)
		return 0;
	for (i = 0; i < f->n_files; i++)
		if (f->files[i] == file || strcmp(f->files[i], file) == 0)
			return i;
	f->files = arena_grow(f->arena, f->files, f->n_files, &f->n_files_room,
			      sizeof(*f->files));
	f->files[f->n_files++] = file;
	return i;
}

struct findings *findings_new(struct arena *a, const char *first)
{
	struct findings *f = ARENA_NEW(a, struct findings);

	f->arena = a;
	file_number(f, first);
	return f;
}

bool findings_full(const struct findings *f)
{
	return f->n > LIMIT_DIAGNOSTICS;
}

struct finding *findings_add(struct findings *f, enum diag_code code,
			     struct place place, const char *text)
{
	struct finding *item;

	if (findings_full(f))
		return NULL;
	item = ARENA_NEW(f->arena, struct finding);
	item->code = code;
	item->place = place;
	item->notes_end = &item->notes;
	item->file = file_number(f, place.file);
	item->number = f->n;
	item->text = text;
	f->list = arena_grow(f->arena, f->list, f->n, &f->n_room,
			     sizeof(struct finding *));
	f->list[f->n++] = item;
	return item;
}

void findings_note(struct findings *f, struct finding *to, struct place place,
		   const char *fmt, ...)
{
	struct finding_note *note;
	va_list ap;

	if (!to)
		return;
	note = ARENA_NEW(f->arena, struct finding_note);
	note->place = place;
	va_start(ap, fmt);
	note->text = arena_vprintf(f->arena, fmt, ap);
	va_end(ap);
	*to->notes_end = note;
	to->notes_end = &note->next;
}

static int order(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *pa, const void *pb)
{
	const struct finding *a = *(struct finding *const *)pa;
	const struct finding *b = *(struct finding *const *)pb;

	if (a->file != b->file)
		return order(a->file, b->file);
	if (a->place.line != b->place.line)
		return order(a->place.line, b->place.line);
	if (a->place.col != b->place.col)
		return order(a->place.col, b->place.col);
	return order(a->number, b->number);
}

static bool same_finding(const struct finding *a, const struct finding *b)
{
	return a->code == b->code && a->file == b->file &&
	       a->place.line == b->place.line && a->place.col == b->place.col &&
	       strcmp(a->text, b->text) == 0;
}

void findings_flush(struct findings *f, struct diags *d)
{
	if (f->n)
		qsort(f->list, f->n, sizeof(struct finding *), by_place);
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *item = f->list[i];
		struct diag_item *out;

		if (i > 0 && same_finding(f->list[i - 1], item))
			continue;
		out = diag_add(d, item->code, item->place, "%s", item->text);
		out->instance_path = item->instance_path;
		out->schema_path = item->schema_path;
		for (const struct finding_note *note = item->notes; note;
		     note = note->next)
			diag_note(d, out, note->place, "%s", note->text);
	}
}
