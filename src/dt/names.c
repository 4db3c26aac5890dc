/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.c - a hash table of the tails of all strings.
 */
#include "dt/names.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* A guest tree has some 300 tails: no growth. */
#define FIRST_SLOTS 512u
/* FNV-1a, 32 bits. */
#define HASH_SEED 2166136261u
#define HASH_STEP 16777619u

struct name_tail {
	uint32_t hash;
	uint32_t from_end;	/* what names_add() returns; 0: free slot */
	uint32_t at;		/* in the pool */
};

struct names names_make(struct arena *a)
{
	return (struct names){ .arena = a };
}

/* Backwards, so that a string's tails are hashed on the way. */
static uint32_t hash_letter(uint32_t hash, char c)
{
	return (hash ^ (unsigned char)c) * HASH_STEP;
}

static uint32_t hash_name(const char *name, size_t len)
{
	uint32_t hash = HASH_SEED;

	while (len-- > 0)
		hash = hash_letter(hash, name[len]);
	return hash;
}

/* The slot of @name, or the free one where it would go. */
static struct name_tail *find_slot(const struct names *n, uint32_t hash,
				   const char *name)
{
	size_t i = hash & (n->n_slots - 1);

	while (n->slots[i].from_end &&
	       (n->slots[i].hash != hash ||
		strcmp(n->pool + n->slots[i].at, name) != 0))
		i = (i + 1) & (n->n_slots - 1);
	return &n->slots[i];
}

static void grow_slots(struct names *n)
{
	size_t n_old = n->n_slots;
	struct name_tail *old = n->slots;

	n->n_slots = n_old ? n_old * 2 : FIRST_SLOTS;
	n->slots = arena_array(n->arena, n->n_slots, sizeof(*n->slots));
	for (size_t i = 0; i < n_old; i++) {
		size_t to = old[i].hash & (n->n_slots - 1);

		if (!old[i].from_end)
			continue;
		while (n->slots[to].from_end)
			to = (to + 1) & (n->n_slots - 1);
		n->slots[to] = old[i];
	}
}

/* Every tail now means this string: it stands before all older ones. */
static void add_tails(struct names *n, size_t start, size_t len)
{
	uint32_t hash = HASH_SEED;

	for (size_t i = len; i-- > 0;) {
		struct name_tail *slot;

		if (n->n_tails >= n->n_slots / 4 * 3)
			grow_slots(n);
		hash = hash_letter(hash, n->pool[start + i]);
		slot = find_slot(n, hash, n->pool + start + i);
		n->n_tails += !slot->from_end;
		slot->hash = hash;
		slot->at = (uint32_t)(start + i);
		slot->from_end = (uint32_t)(n->len - i);
	}
}

uint32_t names_add(struct names *n, const char *name)
{
	size_t len = strlen(name), start = n->len, room = n->room;

	assert(len > 0 && n->len + len < UINT32_MAX);
	if (n->n_slots) {
		const struct name_tail *known =
			find_slot(n, hash_name(name, len), name);

		if (known->from_end)
			return known->from_end;
	}
	while (room < n->len + len + 1)
		room = room ? room * 2 : 512;
	if (room > n->room)
		n->pool = arena_resize(n->arena, n->pool, n->room, room);
	n->room = room;
	memcpy(n->pool + n->len, name, len + 1);
	n->len += len + 1;
	add_tails(n, start, len);
	return (uint32_t)n->len;
}

void names_write(const struct names *n, struct buf *out)
{
	char *block = arena_alloc(n->arena, n->len);
	size_t at = 0;

	while (at < n->len) {
		size_t one = strlen(n->pool + at) + 1;

		at += one;
		memcpy(block + n->len - at, n->pool + at - one, one);
	}
	buf_add(out, block, n->len);
}
