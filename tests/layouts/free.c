/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * free.c - room between the pieces of an address space.
 */
#include "free.h"

#include <stdlib.h>

struct gaps {
	struct range v[PIECES_MOST + 1];
	size_t n;
};

static int by_base(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	return (x->range.base > y->range.base) -
	       (x->range.base < y->range.base);
}

/* Keeps a gap when it is large enough once it is aligned. */
static void add_gap(struct gaps *gaps, struct room room, uint64_t from,
		    uint64_t to)
{
	uint64_t base = align_up(from, room.align);
	uint64_t end = align_down(to, room.align);

	if (from < to && base < end && end - base >= room.least)
		gaps->v[gaps->n++] = (struct range){ base, end - base };
}

static struct gaps find_gaps(const struct pieces *used, struct room room)
{
	struct pieces sorted = *used;
	struct gaps gaps = { .n = 0 };
	uint64_t reached = 0;

	qsort(sorted.v, sorted.n, sizeof(sorted.v[0]), by_base);
	for (size_t i = 0; i < sorted.n && reached < room.end; i++) {
		struct range x = sorted.v[i].range;

		add_gap(&gaps, room, reached,
			x.base < room.end ? x.base : room.end);
		if (range_last(x) >= reached)
			reached = range_last(x) + 1;
	}
	add_gap(&gaps, room, reached, room.end);
	return gaps;
}

/* Mostly little, sometimes the least or all there is. */
static uint64_t pick_size(struct random *r, struct room room, uint64_t most)
{
	uint64_t size = room.least;

	if (most > room.most)
		most = room.most;
	switch (random_below(r, 4)) {
	case 0:
		return size;
	case 1:
		return align_down(most, room.align);
	default:
		size = random_in(r, size, most);
		if (size > 8 * room.least)
			size = 8 * room.least;
		return align_down(size, room.align);
	}
}

bool free_pick(struct random *r, const struct pieces *used, struct room room,
	       struct range *ret)
{
	struct gaps gaps;
	struct range gap;
	uint64_t slack;

	room.least = align_up(room.least, room.align);
	if (room.most < room.least)
		room.most = room.least;
	gaps = find_gaps(used, room);
	if (!gaps.n)
		return false;
	gap = gaps.v[random_below(r, gaps.n)];
	ret->size = pick_size(r, room, gap.size);
	slack = gap.size - ret->size;
	switch (random_below(r, 3)) {
	case 0:
		slack = 0;
		break;
	case 1:
		break;
	default:
		slack = align_down(random_in(r, 0, slack), room.align);
	}
	ret->base = gap.base + slack;
	return true;
}

bool free_touches(const struct pieces *used, struct range x)
{
	for (size_t i = 0; i < used->n; i++)
		if (range_overlap(used->v[i].range, x))
			return true;
	return false;
}
