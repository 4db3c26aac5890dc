/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * free.h - room between the pieces of an address space.
 */
#ifndef TESTS_LAYOUTS_FREE_H
#define TESTS_LAYOUTS_FREE_H

#include "layout.h"
#include "random.h"

struct room {
	uint64_t end;		/* of the address space */
	uint64_t align;		/* of base and size; a power of two */
	uint64_t least;		/* smallest size that will do */
	uint64_t most;		/* largest that is asked for */
};

/**
 * free_pick - a range that no piece of @used touches
 *
 * Which gap, where in it and how large is up to @r; both ends of a gap and
 * all of it come often.
 *
 * Return: false when there is no gap for it.
 */
bool free_pick(struct random *r, const struct pieces *used, struct room room,
	       struct range *ret);

/** free_touches - does @x share a byte with a piece? */
bool free_touches(const struct pieces *used, struct range x);

#endif
