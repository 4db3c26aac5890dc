/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fail.c - the wrapped functions.
 */
#define _GNU_SOURCE
#include "fail.h"

#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/arena.h"

static struct {
	bool counting;
	enum fail_kind kind;
	size_t first;
	bool and_all_after;
	bool happened;
	size_t n;	/* requests of the kind so far */
} fail;

static long live, live_maps;

void fail_from(enum fail_kind kind, size_t first, bool and_all_after)
{
	fail.counting = true;
	fail.kind = kind;
	fail.first = first;
	fail.and_all_after = and_all_after;
	fail.happened = false;
	fail.n = 0;
}

size_t fail_stop(void)
{
	fail.counting = false;
	return fail.n;
}

bool fail_happened(void)
{
	return fail.happened;
}

long fail_live(void)
{
	return live;
}

long fail_live_maps(void)
{
	return live_maps;
}

static bool fails(enum fail_kind kind)
{
	if (!fail.counting || fail.kind != kind)
		return false;
	fail.n++;
	if (fail.first == 0 || fail.n < fail.first ||
	    (fail.n > fail.first && !fail.and_all_after))
		return false;
	fail.happened = true;
	errno = ENOMEM;
	return true;
}

static void *counted(void *p)
{
	live += p != NULL;
	return p;
}

/* Declare the function behind a wrapped one, and the one before it. */
#define WRAP(type, name, ...)		\
	type __real_##name(__VA_ARGS__);	\
	type __wrap_##name(__VA_ARGS__);	\
	type __wrap_##name(__VA_ARGS__)

/* ---- the C library's ---- */

WRAP(void *, malloc, size_t n)
{
	return fails(FAIL_LIBRARY) ? NULL : counted(__real_malloc(n));
}

WRAP(void *, calloc, size_t n, size_t size)
{
	return fails(FAIL_LIBRARY) ? NULL : counted(__real_calloc(n, size));
}

WRAP(void *, realloc, void *p, size_t n)
{
	void *q;

	if (fails(FAIL_LIBRARY))
		return NULL;
	q = __real_realloc(p, n);
	live += !p && q;
	return q;
}

WRAP(char *, strdup, const char *s)
{
	char *copy = __wrap_malloc(strlen(s) + 1);

	return copy ? strcpy(copy, s) : NULL;
}

WRAP(void, free, void *p)
{
	live -= p != NULL;
	__real_free(p);
}

WRAP(void *, mmap, void *at, size_t len, int prot, int flags, int fd, off_t off)
{
	void *p;

	if (fails(FAIL_MAP))
		return MAP_FAILED;
	p = __real_mmap(at, len, prot, flags, fd, off);
	live_maps += p != MAP_FAILED;
	return p;
}

WRAP(int, munmap, void *p, size_t len)
{
	live_maps--;
	return __real_munmap(p, len);
}

WRAP(FILE *, fopen, const char *path, const char *mode)
{
	return fails(FAIL_LIBRARY) ? NULL : __real_fopen(path, mode);
}

WRAP(int, posix_spawn_file_actions_adddup2, posix_spawn_file_actions_t *a,
     int fd, int as)
{
	return fails(FAIL_LIBRARY) ? ENOMEM :
	       __real_posix_spawn_file_actions_adddup2(a, fd, as);
}

WRAP(int, posix_spawnp, pid_t *pid, const char *file,
     const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
     char *const argv[], char *const envp[])
{
	return fails(FAIL_LIBRARY) ? ENOMEM :
	       __real_posix_spawnp(pid, file, actions, attr, argv, envp);
}

/* ---- the arena's ---- */

/* As the arena itself when there is no more. */
static void ask(struct arena *a)
{
	if (fails(FAIL_ARENA))
		arena_land(a);
}

WRAP(void *, arena_alloc, struct arena *a, size_t n)
{
	ask(a);
	return __real_arena_alloc(a, n);
}

WRAP(void *, arena_array, struct arena *a, size_t n, size_t size)
{
	ask(a);
	return __real_arena_array(a, n, size);
}

WRAP(void *, arena_resize, struct arena *a, void *p, size_t was, size_t n)
{
	ask(a);
	return __real_arena_resize(a, p, was, n);
}

/* No request as long as there is room. */
WRAP(void *, arena_grow, struct arena *a, void *items, size_t n, size_t *room,
     size_t size)
{
	if (n >= *room)
		ask(a);
	return __real_arena_grow(a, items, n, room, size);
}

WRAP(char *, arena_strdup, struct arena *a, const char *s)
{
	ask(a);
	return __real_arena_strdup(a, s);
}

WRAP(char *, arena_strndup, struct arena *a, const char *s, size_t n)
{
	ask(a);
	return __real_arena_strndup(a, s, n);
}

WRAP(char *, arena_vprintf, struct arena *a, const char *fmt, va_list ap)
{
	ask(a);
	return __real_arena_vprintf(a, fmt, ap);
}

WRAP(char *, arena_printf, struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	ask(a);
	va_start(ap, fmt);
	text = __real_arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

WRAP(void, arena_defer, struct arena *a, void (*fn)(void *), void *arg)
{
	ask(a);
	__real_arena_defer(a, fn, arg);
}
