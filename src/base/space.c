/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * space.c - exact arithmetic on ranges that may end at 2^64.
 *
 * Ends are compared as last bytes, never as one-past-the-end, so that
 * nothing wraps. Each taken range carries how far it and all before it reach:
 * that makes the first overlap a binary search even where ranges overlap.
 */
#include "base/space.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct range range_of(uint64_t base, uint64_t end)
{
	assert(base <= end || end == 0);
	return (struct range){ base, end - base };
}

uint64_t range_last(struct range r)
{
	assert(r.size > 0 && r.size - 1 <= UINT64_MAX - r.base);
	return r.base + (r.size - 1);
}

bool range_overlap(struct range a, struct range b)
{
	return a.size && b.size &&
	       a.base <= range_last(b) && b.base <= range_last(a);
}

bool range_contains(struct range outer, struct range inner)
{
	if (!outer.size)
		return false;
	if (!inner.size)
		return inner.base >= outer.base &&
		       inner.base - outer.base <= outer.size;
	return inner.base >= outer.base &&
	       range_last(inner) <= range_last(outer);
}

uint64_t align_up(uint64_t v, uint64_t to)
{
	assert(to && !(to & (to - 1)));
	if (v > UINT64_MAX - (to - 1))
		return is_aligned(v, to) ? v : UINT64_MAX;
	return (v + (to - 1)) & ~(to - 1);
}

uint64_t align_down(uint64_t v, uint64_t to)
{
	assert(to && !(to & (to - 1)));
	return v & ~(to - 1);
}

struct space space_make(struct arena *a)
{
	return (struct space){ .arena = a };
}

void space_take(struct space *s, struct range r, const void *what)
{
	if (!r.size)
		return;
	(void)range_last(r);	/* asserts that it ends by 2^64 */
	s->taken = arena_grow(s->arena, s->taken, s->n_taken, &s->n_room,
			      sizeof(*s->taken));
	s->taken[s->n_taken] = (struct taken){
		.range = r,
		.what = what,
		.order = s->n_taken,
	};
	s->n_taken++;
}

static int by_base(const void *pa, const void *pb)
{
	const struct taken *a = pa;
	const struct taken *b = pb;

	if (a->range.base != b->range.base)
		return a->range.base < b->range.base ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Put taken[n_sorted] where it belongs; return where that is. */
static size_t insert_next(struct space *s)
{
	struct taken t = s->taken[s->n_sorted];
	size_t low = 0;
	size_t high = s->n_sorted;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_base(&s->taken[mid], &t) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	memmove(&s->taken[low + 1], &s->taken[low],
		(s->n_sorted - low) * sizeof(t));
	s->taken[low] = t;
	s->n_sorted++;
	return low;
}

/* A few new ones are moved into place, many are sorted. */
static void sort(struct space *s)
{
	size_t dirty = s->n_sorted;	/* reach is right before this one */

	if (s->n_sorted == s->n_taken)
		return;
	if (s->n_taken - s->n_sorted > 8) {
		qsort(s->taken, s->n_taken, sizeof(*s->taken), by_base);
		s->n_sorted = s->n_taken;
		dirty = 0;
	}
	while (s->n_sorted < s->n_taken) {
		size_t at = insert_next(s);

		dirty = at < dirty ? at : dirty;
	}
	for (size_t i = dirty; i < s->n_taken; i++) {
		uint64_t last = range_last(s->taken[i].range);

		if (i > 0 && s->taken[i - 1].reach > last)
			last = s->taken[i - 1].reach;
		s->taken[i].reach = last;
	}
}

/* First taken range that ends at or after @at; n_taken when none does. */
static size_t first_reaching(const struct space *s, uint64_t at)
{
	size_t low = 0;
	size_t high = s->n_taken;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->taken[mid].reach < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct taken *space_first_overlap(struct space *s, struct range r)
{
	size_t i;

	if (!r.size)
		return NULL;
	sort(s);
	i = first_reaching(s, r.base);
	if (i == s->n_taken || s->taken[i].range.base > range_last(r))
		return NULL;
	return &s->taken[i];
}

/*
 * What did not fit below the last answer does not fit there now either, nor
 * does anything larger: a row of equal requests costs one step each.
 */
static uint64_t first_candidate(const struct space *s, struct range within,
				uint64_t size, uint64_t align)
{
	bool same = s->fit.align == align && s->fit.base == within.base &&
		    s->fit.size <= size;

	return same ? s->fit.at : within.base;
}

bool space_first_fit(struct space *s, struct range within, uint64_t size,
		     uint64_t align, uint64_t *ret_base)
{
	uint64_t at = align_up(first_candidate(s, within, size, align), align);
	size_t i;

	sort(s);
	i = first_reaching(s, at);
	for (;;) {
		struct range wanted = { at, size };

		/* align_up() answers UINT64_MAX for "past the end" */
		if (!is_aligned(at, align) || !range_contains(within, wanted))
			return false;
		while (i < s->n_taken && s->taken[i].reach < at)
			i++;
		if (i == s->n_taken || !size ||
		    s->taken[i].range.base > range_last(wanted))
			break;
		if (s->taken[i].reach == UINT64_MAX)
			return false;
		at = align_up(s->taken[i].reach + 1, align);
	}
	s->fit = (struct last_fit){ within.base, size, align, at };
	*ret_base = at;
	return true;
}

void space_each_overlap(struct space *s,
			void (*fn)(void *ctx, const struct taken *a,
				   const struct taken *b), void *ctx)
{
	sort(s);
	for (size_t i = 0; i < s->n_taken; i++) {
		uint64_t last = range_last(s->taken[i].range);

		for (size_t k = i + 1; k < s->n_taken; k++) {
			if (s->taken[k].range.base > last)
				break;
			fn(ctx, &s->taken[i], &s->taken[k]);
		}
	}
}

/* On the way through the holes of a range. */
struct hole_walk {
	struct range within;	/* not empty */
	uint64_t at;		/* all below has been told */
	size_t i;		/* first taken range that reaches @at */
	bool done;
};

static struct hole_walk walk_holes(struct space *s, struct range within)
{
	sort(s);
	return (struct hole_walk){
		.within = within, .at = within.base,
		.i = first_reaching(s, within.base), .done = !within.size,
	};
}

static bool next_hole(const struct space *s, struct hole_walk *w,
		      struct range *ret_hole)
{
	while (!w->done) {
		uint64_t last = range_last(w->within), from = w->at;
		const struct taken *t =
			w->i < s->n_taken ? &s->taken[w->i] : NULL;
		bool end = !t || t->range.base > last;

		w->done = end || t->reach >= last;
		if (!w->done) {
			w->at = t->reach + 1;
			w->i++;
		}
		if (!end && t->range.base <= from)
			continue;
		*ret_hole = (struct range){
			from, (end ? last : t->range.base - 1) - from + 1,
		};
		return true;
	}
	return false;
}

size_t space_holes(struct space *s, struct range within,
		   struct range **ret_holes)
{
	struct hole_walk w = walk_holes(s, within);
	struct range *holes = NULL, hole;
	size_t n = 0, room = 0;

	while (next_hole(s, &w, &hole)) {
		holes = arena_grow(s->arena, holes, n, &room, sizeof(*holes));
		holes[n++] = hole;
	}
	*ret_holes = holes;
	return n;
}

bool space_first_hole(struct space *s, struct range within,
		      struct range *ret_hole)
{
	struct hole_walk w = walk_holes(s, within);

	return next_hole(s, &w, ret_hole);
}

const char *range_text(struct arena *a, struct range r)
{
	if (!r.size)
		return arena_printf(a, "0x%" PRIx64, r.base);
	return arena_printf(a, "0x%" PRIx64 "-0x%" PRIx64, r.base,
			    range_last(r));
}

const char *size_text(struct arena *a, uint64_t bytes)
{
	static const struct {
		unsigned int shift;
		const char *name;
	} units[] = { { 30, "GiB" }, { 20, "MiB" }, { 10, "KiB" } };

	for (size_t i = 0; bytes && i < sizeof(units) / sizeof(units[0]); i++)
		if (is_aligned(bytes, UINT64_C(1) << units[i].shift))
			return arena_printf(a, "%" PRIu64 " %s",
					    bytes >> units[i].shift,
					    units[i].name);
	return arena_printf(a, "%" PRIu64 " %s", bytes,
			    bytes == 1 ? "byte" : "bytes");
}
