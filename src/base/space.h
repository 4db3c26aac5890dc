/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * space.h - addresses, ranges and sets of ranges.
 *
 * Ranges are half-open, [base, base + size); size 0 is empty. A range may end
 * at 2^64: all arithmetic here is exact, nothing wraps.
 */
#ifndef DOMC_BASE_SPACE_H
#define DOMC_BASE_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define KIB(n) ((uint64_t)(n) << 10)
#define MIB(n) ((uint64_t)(n) << 20)
#define GIB(n) ((uint64_t)(n) << 30)
#define PAGE_BYTES KIB(4)

/* Of a guest or of the host: the struct that holds one says which. */
struct range {
	uint64_t base;
	uint64_t size;		/* bytes */
};

/** range_of - [base, end); end 0 with a base above it means 2^64 */
struct range range_of(uint64_t base, uint64_t end);
/** range_last - address of the last byte; @r must not be empty */
uint64_t range_last(struct range r);
bool range_overlap(struct range a, struct range b);
bool range_contains(struct range outer, struct range inner);

/**
 * align_up - smallest multiple of @to (a power of two) that is >= @v
 *
 * Return: it, or UINT64_MAX when there is none.
 */
uint64_t align_up(uint64_t v, uint64_t to);
uint64_t align_down(uint64_t v, uint64_t to);
/** sum_capped - @a + @b, or 2^64 - 1: no memory is that large */
static inline uint64_t sum_capped(uint64_t a, uint64_t b)
{
	return b > UINT64_MAX - a ? UINT64_MAX : a + b;
}
static inline bool is_aligned(uint64_t v, uint64_t to)
{
	return (v & (to - 1)) == 0;
}

/*
 * A set of taken ranges, each with what it is. Adding sorts lazily, so n adds
 * and m queries cost O((n + m) log n), not n * m.
 */
struct taken {
	struct range range;
	const void *what;	/* the caller's: who holds it */
	size_t order;		/* private: how many were taken before it */
	uint64_t reach;		/* private: last byte of all up to this one */
};

/* The last answer of space_first_fit(); align 0: none yet. */
struct last_fit {
	uint64_t base, size, align;	/* of the question; base: within's */
	uint64_t at;
};

struct space {
	struct arena *arena;
	struct taken *taken;	/* the first n_sorted by base, then order */
	size_t n_taken;
	size_t n_room;
	size_t n_sorted;
	struct last_fit fit;	/* private: holds as nothing is given back */
};

struct space space_make(struct arena *a);
void space_take(struct space *s, struct range r, const void *what);
/**
 * space_first_overlap - the lowest taken range that touches @r
 *
 * Return: it, or NULL. Valid until the next space_take().
 */
const struct taken *space_first_overlap(struct space *s, struct range r);
/**
 * space_first_fit - lowest aligned place of @size bytes inside @within that
 * touches nothing taken
 *
 * Return: true and @ret_base when there is one. @align is a power of two.
 */
bool space_first_fit(struct space *s, struct range within, uint64_t size,
		     uint64_t align, uint64_t *ret_base);
/**
 * space_each_overlap - call @fn for each pair of taken ranges that overlap,
 * by ascending base of the pair's first
 */
void space_each_overlap(struct space *s,
			void (*fn)(void *ctx, const struct taken *a,
				   const struct taken *b), void *ctx);
/**
 * space_holes - what of @within nothing has taken, ascending
 *
 * Return: number of holes, *ret_holes from the arena.
 */
size_t space_holes(struct space *s, struct range within,
		   struct range **ret_holes);
/** space_first_hole - the lowest of them, without a list; false: none */
bool space_first_hole(struct space *s, struct range within,
		      struct range *ret_hole);

/** range_text - "0x40000000-0x4fffffff", last byte included; empty: its base */
const char *range_text(struct arena *a, struct range r);
/** size_text - "512 MiB", "1.5 GiB" never: the largest unit that is exact */
const char *size_text(struct arena *a, uint64_t bytes);

#endif
