/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dom0_heap.h - the free RAM of Xen as lists of blocks, and how Xen takes
 * dom0's RAM from them.
 *
 * Replays alloc_heap_pages() and free_heap_pages() of
 * xen/common/page_alloc.c, allocate_memory_11() and insert_11_bank() of
 * xen/arch/arm/domain_build.c; 4.17 and 4.20 are the same in this.
 */
#ifndef DOMC_PLAN_DOM0_HEAP_H
#define DOMC_PLAN_DOM0_HEAP_H

#include "base/space.h"

/* CONFIG_PAGEALLOC_MAX_ORDER: blocks of at most 1 GiB */
#define HEAP_MAX_ORDER 18u
/* A zone for each highest bit of a page's number; of 52 address bits. */
#define HEAP_ZONES 41u

struct heap_block {
	uint64_t page;		/* of its first, a multiple of its size */
	int64_t rank;		/* in its list, the lowest is its head */
	unsigned int order;	/* 1 << order pages */
	unsigned int zone;	/* of its page */
	bool clean;		/* scrubbed */
};

struct heap {
	struct heap_block *blocks;	/* in no order */
	size_t n;
	size_t n_room;
	int64_t first, last;		/* ranks given so far */
	uint64_t zones;			/* bit of each that has had a block */
	bool dirty;			/* freed pages are not clean */
	bool full;			/* Xen has more */
};

/* What differs from one start of Xen to another, or cannot be known. */
struct heap_case {
	uint64_t own_pages;	/* that Xen took for itself before */
	size_t scrubbed;	/* blocks that idle CPUs have cleaned before */
	size_t scrubs;		/* and clean while Xen takes one for dom0 */
	bool dirty;		/* bootscrub=idle: free memory is not clean */
	bool turned;		/* lists of blocks run the other way */
};

/** heap_make - room for what @n_ranges can become, from the arena */
struct heap heap_make(struct arena *a, size_t n_ranges);

/** heap_fill - free @ranges (ascending, in bytes) as Xen does at its start */
void heap_fill(struct heap *h, const struct range *ranges, size_t n,
	       const struct heap_case *c);

/**
 * heap_take_dom0 - allocate_memory_11()
 *
 * Return: bytes that Xen has not found; 0: dom0 has its memory.
 */
uint64_t heap_take_dom0(struct heap *h, uint64_t bytes,
			const struct heap_case *c);

#endif
