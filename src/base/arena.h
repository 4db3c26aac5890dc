/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * arena.h - the memory of one compilation.
 *
 * All values of a compilation come from one arena and are freed together.
 * A request never returns NULL: when the cap is reached or malloc fails, the
 * arena jumps to its landing, which src/api sets. What is not arena memory (a
 * FILE, a libyaml parser) is registered with arena_defer() *before* it is
 * acquired, so that the jump leaks nothing.
 */
#ifndef DOMC_BASE_ARENA_H
#define DOMC_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

struct arena;

/**
 * arena_new - an empty arena
 * @cap_bytes: most bytes it may hand out
 *
 * Return: the arena, or NULL when malloc fails. Free with arena_free().
 */
struct arena *arena_new(size_t cap_bytes);

/** arena_free - run the deferred clean-ups, newest first, then free all */
void arena_free(struct arena *a);

/**
 * arena_landing - where arena_alloc() jumps when memory runs out
 *
 * The owner does `if (setjmp(*arena_landing(a))) { ... }` before anything
 * else. Without a landing, running out of memory aborts.
 */
jmp_buf *arena_landing(struct arena *a);

/** arena_alloc - @size zeroed bytes, aligned for any type; never NULL */
void *arena_alloc(struct arena *a, size_t size);

/** arena_array - @n zeroed elements of @size bytes; overflow lands */
void *arena_array(struct arena *a, size_t n, size_t size);

/**
 * arena_grow - make room for element @n of an array that grows by doubling
 * @items: the array, NULL at first
 * @n: elements in use
 * @n_room: elements there is room for; updated
 *
 * Return: @items, or a copy with at least @n + 1 elements of room.
 */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *n_room,
		 size_t size);

/**
 * arena_resize - make @p, of @old_size bytes, @new_size bytes long
 * @p: from this arena, or NULL
 * @new_size: not less than @old_size; the bytes gained are zero
 *
 * Return: @p itself when it is the newest and there is room behind it, or a
 * copy.
 */
void *arena_resize(struct arena *a, void *p, size_t old_size, size_t new_size);

char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/**
 * arena_defer - call @fn(@arg) when the arena is freed
 *
 * Register first, acquire then; @fn must accept what was never acquired.
 */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/**
 * arena_land - a library beneath ran out of memory: as if the arena had
 */
_Noreturn void arena_land(struct arena *a);

/** arena_used - bytes handed out so far */
size_t arena_used(const struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
