/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * edit.c - maps and lists of a binding that is being prepared.
 */
#include "binding/edit.h"

#include <string.h>

#include "doc/map.h"

static void copy_members(struct arena *a, struct value *to,
			 const struct value *from)
{
	to->index = NULL;
	to->members = arena_array(a, from->n + 1, sizeof(*to->members));
	for (size_t i = 0; i < from->n; i++) {
		to->members[i] = from->members[i];
		to->members[i].value = edit_copy(a, from->members[i].value);
	}
}

static void copy_items(struct arena *a, struct value *to,
		       const struct value *from)
{
	to->items = arena_array(a, from->n + 1, sizeof(*to->items));
	for (size_t i = 0; i < from->n; i++)
		to->items[i] = edit_copy(a, from->items[i]);
}

struct value *edit_copy(struct arena *a, const struct value *v)
{
	struct value *copy = ARENA_NEW(a, struct value);

	*copy = *v;
	if (v->kind == VALUE_MAP)
		copy_members(a, copy, v);
	else if (v->kind == VALUE_LIST)
		copy_items(a, copy, v);
	return copy;
}

static struct value *new_value(struct arena *a, const struct value *at,
			       enum value_kind kind)
{
	struct value *v = ARENA_NEW(a, struct value);

	v->kind = kind;
	v->place = at->place;
	return v;
}

struct value *edit_map(struct arena *a, const struct value *at)
{
	return new_value(a, at, VALUE_MAP);
}

struct value *edit_list(struct arena *a, const struct value *at,
			struct value *const *items, size_t n)
{
	struct value *v = new_value(a, at, VALUE_LIST);

	v->items = arena_array(a, n + 1, sizeof(*v->items));
	if (n)
		memcpy(v->items, items, n * sizeof(*items));
	v->n = n;
	return v;
}

static struct value *new_scalar(struct arena *a, const struct value *at,
				enum value_kind kind, const char *text)
{
	struct value *v = new_value(a, at, kind);

	v->text = text;
	v->text_len = strlen(text);
	v->plain = true;
	return v;
}

struct value *edit_bool(struct arena *a, const struct value *at, bool b)
{
	struct value *v = new_scalar(a, at, VALUE_BOOL, b ? "true" : "false");

	v->boolean = b;
	return v;
}

struct value *edit_int(struct arena *a, const struct value *at, uint64_t n)
{
	struct value *v = new_scalar(a, at, VALUE_INT,
				     arena_printf(a, "%llu",
						  (unsigned long long)n));

	v->magnitude = n;
	v->number = (double)n;
	return v;
}

struct value *edit_text(struct arena *a, const struct value *at,
			const char *text)
{
	struct value *v = new_scalar(a, at, VALUE_STRING, text);

	v->plain = false;
	return v;
}

struct value *edit_get(const struct value *map, const char *key)
{
	return (struct value *)value_get(map, key);
}

bool edit_has(const struct value *map, const char *key)
{
	return value_member(map, key) != NULL;
}

static void append_member(struct arena *a, struct value *map, const char *key,
			  struct value *v)
{
	struct member *more = arena_array(a, map->n + 1, sizeof(*more));

	if (map->n)
		memcpy(more, map->members, map->n * sizeof(*more));
	more[map->n++] = (struct member){ key, v->place, v };
	map->members = more;
	map->index = NULL;
}

void edit_set(struct arena *a, struct value *map, const char *key,
	      struct value *v)
{
	struct member *m = (struct member *)value_member(map, key);

	if (m)
		m->value = v;
	else
		append_member(a, map, key, v);
}

void edit_default(struct arena *a, struct value *map, const char *key,
		  struct value *v)
{
	if (!edit_has(map, key))
		append_member(a, map, key, v);
}

struct value *edit_take(struct value *map, const char *key)
{
	const struct member *m = value_member(map, key);
	struct value *v = m ? m->value : NULL;
	size_t at;

	if (!m)
		return NULL;
	at = (size_t)(m - map->members);
	map->n--;
	memmove(&map->members[at], &map->members[at + 1],
		(map->n - at) * sizeof(*map->members));
	map->index = NULL;
	return v;
}

void edit_append(struct arena *a, struct value *list, struct value *item)
{
	struct value **more = arena_array(a, list->n + 1, sizeof(*more));

	if (list->n)
		memcpy(more, list->items, list->n * sizeof(*more));
	more[list->n++] = item;
	list->items = more;
}

void edit_finish(struct arena *a, struct value *v)
{
	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->n; i++)
			edit_finish(a, v->items[i]);
	if (v->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < v->n; i++)
		edit_finish(a, v->members[i].value);
	doc_map_fill(a, v, v->members, v->n);
}
