/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layouts.h - explicit layouts on a patched Xen, and what guests make of them.
 */
#ifndef TESTS_BOOT_LAYOUTS_H
#define TESTS_BOOT_LAYOUTS_H

#include <stddef.h>

#include "base/arena.h"
#include "run.h"

struct layout_tests {
	struct test *tests;
	size_t n;
};

/**
 * layouts_all - layouts of all kinds, the probe's roles, and unpatched Xen
 *
 * Needs the builds of Xen that run.sh makes for this set.
 */
struct layout_tests layouts_all(struct arena *a);

/** layouts_linux - Linux as dom0, with a xenstore, and as its guests */
struct layout_tests layouts_linux(struct arena *a);

/* What a guest must have said: "seen NAME VALUE". */
struct layout_seen {
	const char *id;		/* NULL ends a list */
	const char *name;
	uint64_t value;
};

#define LAYOUT_SEEN 6

struct layout_case {
	struct boot_case boot;	/* first: a test points at it */
	struct layout_seen seen[LAYOUT_SEEN];
};

/** layout_seen_wrong - the first of @want that was not said so, or NULL */
const char *layout_seen_wrong(struct arena *a, const struct serial *s,
			      const struct layout_seen *want);

/* patched.c: Xens and files that do not go together. */
/** patched_add - tests of stock Xen with a layout, patched Xen without one */
void patched_add(struct arena *a, struct layout_tests *t, size_t *n_room);

#endif
