/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * map.c - members in the order of the file, found through a sorted index.
 */
#include "doc/map.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Up to here comparing with each key is faster than an index. */
#define SMALL_MAP 16

/* Both point into one array, so that the earlier member is the lesser. */
static int by_key(const void *pa, const void *pb)
{
	const struct member *a = *(const struct member *const *)pa;
	const struct member *b = *(const struct member *const *)pb;
	int order = strcmp(a->key, b->key);

	if (order != 0)
		return order;
	return a < b ? -1 : a > b;
}

static const struct member **sort_members(struct arena *a,
					  const struct member *members,
					  size_t n)
{
	const struct member **sorted = arena_array(a, n, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &members[i];
	qsort(sorted, n, sizeof(*sorted), by_key);
	return sorted;
}

static void compare_each(const struct member *members, size_t n,
			 uint32_t *firsts)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < i && strcmp(members[k].key, members[i].key) != 0)
			k++;
		firsts[i] = (uint32_t)k;
	}
}

uint32_t *doc_map_firsts(struct arena *a, const struct member *members,
			 size_t n)
{
	uint32_t *firsts = arena_array(a, n, sizeof(*firsts));
	const struct member **sorted;
	size_t first = 0;

	assert(n <= UINT32_MAX);
	if (n <= SMALL_MAP) {
		compare_each(members, n, firsts);
		return firsts;
	}
	sorted = sort_members(a, members, n);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(sorted[first]->key, sorted[i]->key) != 0)
			first = i;
		firsts[sorted[i] - members] =
			(uint32_t)(sorted[first] - members);
	}
	return firsts;
}

void doc_map_fill(struct arena *a, struct value *map, struct member *members,
		  size_t n)
{
	map->kind = VALUE_MAP;
	map->members = members;
	map->n = n;
	map->index = n > SMALL_MAP ? sort_members(a, members, n) : NULL;
}

static const struct member *search(const struct value *map, const char *key)
{
	const struct member *const *sorted = map->index;
	size_t low = 0;
	size_t high = map->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(key, sorted[mid]->key);

		if (order == 0)
			return sorted[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const struct member *value_member(const struct value *map, const char *key)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	if (map->index)
		return search(map, key);
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->members[i].key, key) == 0)
			return &map->members[i];
	return NULL;
}

const struct value *value_get(const struct value *map, const char *key)
{
	const struct member *m = value_member(map, key);

	return m ? m->value : NULL;
}
