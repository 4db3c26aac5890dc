/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * load_merge.c - two maps become one, key by key.
 */
#include "doc/load.h"

#include <string.h>

#include "base/utf8.h"
#include "doc/map.h"

/* `domains:` with nothing behind it says nothing, so it gives way. */
static bool says_nothing(const struct value *v)
{
	return v->kind == VALUE_NULL && v->text_len == 0;
}

static void conflict(struct doc_reader *r, const struct member *a,
		     const struct member *b)
{
	const char *key = utf8_excerpt(r->arena, a->key, 60);
	struct diag_item *item;

	item = diag_add(r->diags, E_INCLUDE_CONFLICT, b->key_place,
			"key '%s' has another value in '%s'", key,
			a->key_place.file);
	diag_note(r->diags, item, a->key_place, "'%s' stands here already",
		  key);
}

static struct value *merge_values(struct doc_reader *r, const struct member *a,
				  const struct member *b)
{
	if (says_nothing(b->value))
		return a->value;
	if (says_nothing(a->value))
		return b->value;
	if (a->value->kind == VALUE_MAP && b->value->kind == VALUE_MAP)
		return doc_load_merge(r, a->value, b->value);
	if (!value_equal(a->value, b->value))
		conflict(r, a, b);
	return a->value;
}

struct value *doc_load_merge(struct doc_reader *r, const struct value *a,
			     const struct value *b)
{
	struct value *both = ARENA_NEW(r->arena, struct value);
	struct member *members = arena_array(r->arena, a->n + b->n,
					     sizeof(*members));
	size_t n = a->n;
	uint32_t *firsts;

	if (a->n)
		memcpy(members, a->members, a->n * sizeof(*members));
	if (b->n)
		memcpy(members + a->n, b->members, b->n * sizeof(*members));
	firsts = doc_map_firsts(r->arena, members, a->n + b->n);
	for (size_t i = a->n; i < a->n + b->n; i++) {
		struct member *first = &members[firsts[i]];

		if (firsts[i] == i)
			members[n++] = members[i];
		else
			first->value = merge_values(r, first, &members[i]);
	}
	*both = *a;
	doc_map_fill(r->arena, both, members, n);
	return both;
}
