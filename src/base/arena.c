/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * arena.c - blocks from calloc(), handed out front to back.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT alignof(max_align_t)
/*
 * The first block holds a usual small system; later ones double. From 128 KiB
 * on calloc() of glibc takes pages that the kernel has zeroed, so that what is
 * not handed out is never touched. With 0 each request has a block of its own,
 * so that AddressSanitizer sees its bounds.
 */
#ifndef FIRST_BLOCK_BYTES
#define FIRST_BLOCK_BYTES ((size_t)256 << 10)
#endif
#define MAX_BLOCK_BYTES ((size_t)1 << 20)

struct block {
	struct block *older;
	size_t used;		/* bytes of data handed out */
	size_t room;		/* bytes of data */
	max_align_t data[];
};

struct deferred {
	void (*fn)(void *arg);
	void *arg;
	struct deferred *older;
};

struct arena {
	size_t cap;		/* most bytes ever handed out */
	size_t used;		/* bytes handed out, rounding included */
	size_t next_block;	/* data bytes of the next ordinary block */
	struct block *blocks;	/* newest first; the newest has the room */
	struct deferred *deferred;	/* newest first */
	bool has_landing;	/* somebody asked for the landing */
	jmp_buf landing;
};

struct arena *arena_new(size_t cap_bytes)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->cap = cap_bytes;
	a->next_block = FIRST_BLOCK_BYTES;
	return a;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	for (struct deferred *d = a->deferred; d; d = d->older)
		d->fn(d->arg);
	while (a->blocks) {
		struct block *b = a->blocks;

		a->blocks = b->older;
		free(b);
	}
	free(a);
}

jmp_buf *arena_landing(struct arena *a)
{
	a->has_landing = true;
	return &a->landing;
}

_Noreturn void arena_land(struct arena *a)
{
	if (!a->has_landing)
		abort();
	longjmp(a->landing, 1);
}

static size_t round_up(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - (ALIGNMENT - 1))
		arena_land(a);
	return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* Counts @size bytes (rounded already) against the cap. */
static void charge(struct arena *a, size_t size)
{
	if (size > a->cap - a->used)
		arena_land(a);
	a->used += size;
}

/* A block with at least @size bytes of room becomes the newest. */
static struct block *add_block(struct arena *a, size_t size)
{
	size_t room = size > a->next_block ? size : a->next_block;
	struct block *b;

	if (room > SIZE_MAX - sizeof(*b))
		arena_land(a);
	b = calloc(1, sizeof(*b) + room);
	if (!b)
		arena_land(a);
	b->room = room;
	if (a->next_block < MAX_BLOCK_BYTES)
		a->next_block *= 2;
	/* A giant fills its block: keep using the one that has room left. */
	if (a->blocks && room == size &&
	    a->blocks->room - a->blocks->used > ALIGNMENT) {
		b->older = a->blocks->older;
		a->blocks->older = b;
	} else {
		b->older = a->blocks;
		a->blocks = b;
	}
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct block *b = a->blocks;
	size_t need = round_up(a, size ? size : 1);
	void *p;

	charge(a, need);
	if (!b || need > b->room - b->used)
		b = add_block(a, need);
	p = (char *)b->data + b->used;
	b->used += need;
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		arena_land(a);
	return arena_alloc(a, n * size);
}

void *arena_resize(struct arena *a, void *p, size_t old_size, size_t new_size)
{
	size_t old_need = round_up(a, old_size ? old_size : 1);
	size_t new_need = round_up(a, new_size ? new_size : 1);
	struct block *b = a->blocks;
	void *copy;

	assert(new_size >= old_size);
	if (p && new_need == old_need)
		return p;
	if (p && b && (char *)p + old_need == (char *)b->data + b->used &&
	    new_need - old_need <= b->room - b->used) {
		charge(a, new_need - old_need);
		b->used += new_need - old_need;
		return p;
	}
	copy = arena_alloc(a, new_size);
	if (p)
		memcpy(copy, p, old_size);
	return copy;
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *n_room,
		 size_t size)
{
	size_t room = *n_room;

	assert(size > 0 && n <= room);
	if (n < room)
		return items;
	if (room > SIZE_MAX / size / 2)
		arena_land(a);
	room = room ? room * 2 : 4;
	items = arena_resize(a, items, *n_room * size, room * size);
	*n_room = room;
	return items;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		arena_land(a);
	copy = arena_alloc(a, n + 1);
	if (n)
		memcpy(copy, s, n);
	return copy;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char small[256];
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	assert(n >= 0);
	if ((size_t)n < sizeof(small)) {
		va_end(again);
		return arena_strndup(a, small, (size_t)n);
	}
	text = arena_alloc(a, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct deferred *d = ARENA_NEW(a, struct deferred);

	d->fn = fn;
	d->arg = arg;
	d->older = a->deferred;
	a->deferred = d;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
