/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * features.h - what the language says of CPUs, events, caches and heaps, on
 * a Xen that has the options for it.
 */
#ifndef TESTS_BOOT_FEATURES_H
#define TESTS_BOOT_FEATURES_H

#include "layouts.h"

#define FEATURE_SAID 12
#define FEATURE_SEEN 4
#define FEATURE_PLANTS 3

struct some_bytes {
	const char *bytes;
	size_t len;
};

/* One property of board.dtb made wrong: the case must fail by it. */
struct feature_plant {
	const char *node;	/* path; NULL ends a list */
	const char *prop;
	struct some_bytes from;	/* what is replaced; none: the property goes */
	struct some_bytes to;
	const char *caught;	/* part of what the case must then say */
};

struct feature_case {
	struct boot_case boot;	/* first: a test points at it */
	const char *only;	/* the one release that has it; NULL: both */
	struct layout_seen seen[FEATURE_SEEN];
	bool policy;		/* Xen gets the FLASK policy of its source */
	const char *said[FEATURE_SAID];	/* by Xen, one after the other */
	/* Return: NULL, or what else is wrong. */
	const char *(*also)(struct arena *a, const struct serial *s);
	struct feature_plant plants[FEATURE_PLANTS];
};

/**
 * features_all - each feature under each release that has it
 *
 * Needs the builds of Xen that run.sh makes for this set.
 */
struct layout_tests features_all(struct arena *a);

/** feature_wrong - what of the case was not seen and said, or NULL */
const char *feature_wrong(struct arena *a, const struct feature_case *c,
			  const struct serial *s);

/* features_also.c: what no single line says. */
/**
 * feature_heap_wrong - is what is left of the heap a part of the static one?
 */
const char *feature_heap_wrong(struct arena *a, const struct serial *s);
/** feature_overlays_wrong - does dom0 see what both overlays added? */
const char *feature_overlays_wrong(struct arena *a, const struct serial *s);

/* features_more.c: tests that are no case of the list. */
/** features_more - the example as it is shipped; a heap that is too small */
void features_more(struct arena *a, struct layout_tests *t, size_t *n_room);

/* features_cases.c */
extern const struct feature_case feature_cases[];
extern const size_t n_feature_cases;

#endif
