/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pointer.c - writing JSON Pointers, and the values of a document by place.
 */
#include "doc/pointer.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* A value of the document, by one of the places that stand for it. */
struct spot {
	struct place place;	/* of the value, or of its key */
	const struct spot *parent;	/* NULL for the document */
	const char *key;	/* in a parent that is a map */
	size_t at;		/* in a parent that is a list */
	size_t number;		/* in document order, outer ones first */
};

struct spots {
	struct arena *arena;
	struct spot **list;	/* after sort_spots() by place */
	size_t n;
	size_t n_room;
};

void pointer_add_key(struct buf *b, const char *key)
{
	buf_putc(b, '/');
	for (; *key; key++) {
		if (*key == '~')
			buf_puts(b, "~0");
		else if (*key == '/')
			buf_puts(b, "~1");
		else
			buf_putc(b, *key);
	}
}

void pointer_add_index(struct buf *b, size_t i)
{
	buf_printf(b, "/%zu", i);
}

static struct spot *add_spot(struct spots *s, const struct spot *spot)
{
	struct spot *copy = ARENA_NEW(s->arena, struct spot);

	*copy = *spot;
	copy->number = s->n;
	s->list = arena_grow(s->arena, s->list, s->n, &s->n_room,
			     sizeof(struct spot *));
	s->list[s->n++] = copy;
	return copy;
}

/* Recursion is as deep as the document: LIMIT_DOC_DEPTH. */
static void add_spots(struct spots *s, const struct value *v,
		      const struct spot *spot)
{
	const struct spot *parent = add_spot(s, spot);

	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		add_spots(s, v->items[i], &(struct spot){
			.place = v->items[i]->place,
			.parent = parent,
			.at = i,
		});
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++) {
		const struct member *m = &v->members[i];
		struct spot child = {
			.place = m->key_place,
			.parent = parent,
			.key = m->key,
		};

		add_spot(s, &child);
		child.place = m->value->place;
		add_spots(s, m->value, &child);
	}
}

static int order(unsigned int a, unsigned int b)
{
	return (a > b) - (a < b);
}

static int by_start(const struct place *a, const struct place *b)
{
	int files = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (files != 0)
		return files;
	return a->line != b->line ? order(a->line, b->line) :
				    order(a->col, b->col);
}

static int by_place(const void *pa, const void *pb)
{
	const struct spot *a = *(struct spot *const *)pa;
	const struct spot *b = *(struct spot *const *)pb;
	int starts = by_start(&a->place, &b->place);

	return starts ? starts : (a->number > b->number) -
				 (a->number < b->number);
}

/* The first of the spots that begin at @place; s->n when there is none. */
static size_t first_at(const struct spots *s, const struct place *place)
{
	size_t low = 0;
	size_t high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_start(&s->list[mid]->place, place) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool is_within(const struct spot *s, const struct spot *outer)
{
	while (s && s != outer)
		s = s->parent;
	return s != NULL;
}

static const struct spot *find(const struct spots *s,
			       const struct place *place)
{
	const struct spot *best = NULL;

	for (size_t i = first_at(s, place);
	     i < s->n && by_start(&s->list[i]->place, place) == 0; i++) {
		const struct spot *spot = s->list[i];

		if (spot->place.end_line == place->end_line &&
		    spot->place.end_col == place->end_col)
			return spot;
		/* What is not within comes from an alias: a copy. */
		if (best && !is_within(spot, best))
			break;
		best = spot;
	}
	return best;
}

static void add_path(struct buf *b, const struct spot *s)
{
	if (!s->parent)
		return;
	add_path(b, s->parent);
	if (s->key)
		pointer_add_key(b, s->key);
	else
		pointer_add_index(b, s->at);
}

static bool is_wanted(const struct diag_item *item)
{
	return !item->instance_path && item->place.file && item->place.line;
}

void pointer_fill(struct diags *d, const struct value *root)
{
	struct spots s = { .arena = d->arena };

	for (struct diag_item *item = d->items; root && item;
	     item = item->next) {
		const struct spot *spot;
		struct buf b = buf_make(d->arena, LIMIT_OUTPUT_BYTES);

		if (!is_wanted(item))
			continue;
		if (!s.n) {
			add_spots(&s, root,
				  &(struct spot){ .place = root->place });
			qsort(s.list, s.n, sizeof(struct spot *), by_place);
		}
		spot = find(&s, &item->place);
		if (!spot)
			continue;
		add_path(&b, spot);
		item->instance_path = buf_str(&b);
	}
}
