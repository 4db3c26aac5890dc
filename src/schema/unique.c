/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unique.c - equal items by digest: sorted, then compared with neighbours.
 */
#include "schema/unique.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/equal.h"

struct item {
	uint64_t digest;	/* equal for equal values */
	size_t at;
	bool repeats;		/* equals one before it */
	size_t first;		/* that one */
};

/* FNV-1a, 64 bits. */
static uint64_t digest_bytes(const char *bytes, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* The finalizer of SplitMix64: no bit of a sum stays where it was. */
static uint64_t mix(uint64_t h)
{
	h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 31);
}

/* 1 and 1.0 are equal, 0 and -0 too: all numbers go by their double. */
static uint64_t digest_number(double number)
{
	uint64_t bits = 0;

	if (number < 0 || number > 0)
		memcpy(&bits, &number, sizeof(bits));
	return bits;
}

static uint64_t digest(const struct value *v)
{
	uint64_t h = (uint64_t)v->kind;

	switch (v->kind) {
	case VALUE_BOOL:
		return mix(h * 2 + v->boolean);
	case VALUE_INT:
	case VALUE_FLOAT:
		return mix(digest_number(v->number) + VALUE_INT);
	case VALUE_STRING:
		return mix(digest_bytes(v->text, v->text_len));
	case VALUE_LIST:
		for (size_t i = 0; i < v->n; i++)
			h = mix(h + digest(v->items[i]));
		return mix(h + v->n);
	case VALUE_MAP:
		/* A sum: members count, their order does not. */
		for (size_t i = 0; i < v->n; i++) {
			const char *key = v->members[i].key;

			h += mix(digest_bytes(key, strlen(key)) +
				 mix(digest(v->members[i].value)));
		}
		return mix(h);
	default:
		return mix(h);
	}
}

static int by_digest(const void *pa, const void *pb)
{
	const struct item *a = pa;
	const struct item *b = pb;

	if (a->digest != b->digest)
		return a->digest < b->digest ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static int by_place(const void *pa, const void *pb)
{
	const struct repeat *a = pa;
	const struct repeat *b = pb;

	return (a->again > b->again) - (a->again < b->again);
}

/* Marks @items[i] if it equals one of @items[from..i), by the first such. */
static void compare_with_earlier(const struct value *list, struct item *items,
				 size_t from, size_t i)
{
	for (size_t k = from; k < i && !items[i].repeats; k++) {
		if (items[k].repeats ||
		    !equal_values(list->items[items[k].at],
				  list->items[items[i].at]))
			continue;
		items[i].repeats = true;
		items[i].first = items[k].at;
	}
}

struct repeat *unique_repeats(struct arena *a, const struct value *list,
			      size_t *ret_n)
{
	struct item *items = arena_array(a, list->n, sizeof(*items));
	struct repeat *repeats = NULL;
	size_t n_room = 0;
	size_t from = 0;

	*ret_n = 0;
	for (size_t i = 0; i < list->n; i++) {
		items[i].digest = digest(list->items[i]);
		items[i].at = i;
	}
	qsort(items, list->n, sizeof(*items), by_digest);
	for (size_t i = 1; i < list->n; i++) {
		if (items[i].digest != items[from].digest)
			from = i;
		compare_with_earlier(list, items, from, i);
		if (!items[i].repeats)
			continue;
		repeats = arena_grow(a, repeats, *ret_n, &n_room,
				     sizeof(*repeats));
		repeats[(*ret_n)++] = (struct repeat){
			.first = items[i].first,
			.again = items[i].at,
		};
	}
	if (*ret_n)
		qsort(repeats, *ret_n, sizeof(*repeats), by_place);
	return repeats;
}
