/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dom0_heap.c - Xen's free RAM, and how dom0's is taken from it.
 */
#include "plan/dom0_heap.h"

#include <stdlib.h>
#include <string.h>

/* arch_get_dma_bitsize(): low memory, unless a platform says less */
#define LOW_BITS 32u
/* NR_MEM_BANKS */
#define MOST_BANKS 256u
/* insert_11_bank(): a smaller one is of no use below the first */
#define SMALL_PAGES (MIB(128) / PAGE_BYTES)
/* min_order of allocate_memory_11() */
#define LEAST_ORDER 10u
/* bits_to_zone() */
#define PAGE_BITS 12u
/* A range is at most twice the orders, and one block more when it is cut. */
#define BLOCKS_A_RANGE (4 * (HEAP_MAX_ORDER + 1))
/* GiBs, each a block: of a larger host these are enough for most dom0s. */
#define MOST_LARGE 256u

struct bank {
	uint64_t page;
	uint64_t pages;
};

struct banks {
	struct bank items[MOST_BANKS];	/* ascending */
	size_t n;
};

/* ---- lists of blocks ---- */

/* flsl() - 1 of a number that is not 0 */
static unsigned int highest_bit(uint64_t v)
{
	unsigned int bit = 0;

	while (v >>= 1)
		bit++;
	return bit;
}

/* page_to_zone() */
static unsigned int zone_of(uint64_t page)
{
	unsigned int zone = page ? highest_bit(page) + 1 : 1;

	return zone < HEAP_ZONES ? zone : HEAP_ZONES - 1;
}

struct heap heap_make(struct arena *a, size_t n_ranges)
{
	struct heap h = { .n_room = n_ranges * BLOCKS_A_RANGE + MOST_LARGE };

	h.blocks = arena_array(a, h.n_room, sizeof(*h.blocks));
	return h;
}

/* page_list_add_scrub(): what is clean goes first */
static void rank(struct heap *h, struct heap_block *b)
{
	b->rank = b->clean ? --h->first : ++h->last;
}

static void add(struct heap *h, uint64_t page, unsigned int order, bool clean)
{
	struct heap_block *b;

	if (h->n == h->n_room) {
		h->full = true;
		return;
	}
	b = &h->blocks[h->n++];
	*b = (struct heap_block){ page, 0, order, zone_of(page), clean };
	rank(h, b);
	h->zones |= UINT64_C(1) << b->zone;
}

static void drop(struct heap *h, size_t i)
{
	h->blocks[i] = h->blocks[--h->n];
}

/* free_heap_pages(), with its merging */
static void give_back(struct heap *h, uint64_t page, unsigned int order,
		      bool clean)
{
	for (size_t i = 0; order < HEAP_MAX_ORDER && i < h->n;) {
		const struct heap_block *b = &h->blocks[i];

		if (b->order != order ||
		    b->page != (page ^ UINT64_C(1) << order) ||
		    b->zone != zone_of(page)) {
			i++;
			continue;
		}
		clean = clean && b->clean;
		page &= ~(UINT64_C(1) << order++);
		drop(h, i);
		i = 0;
	}
	add(h, page, order, clean);
}

/* _init_heap_pages() of a range that has no free neighbour */
static void add_range(struct heap *h, uint64_t page, uint64_t end, bool clean)
{
	while (page < end && !h->full) {
		unsigned int order = highest_bit(end - page);

		if (order > HEAP_MAX_ORDER)
			order = HEAP_MAX_ORDER;
		while (!is_aligned(page, UINT64_C(1) << order))
			order--;
		add(h, page, order, clean);
		page += UINT64_C(1) << order;
	}
}

/* Small pages come from the smallest block of the highest zone. */
static void take_own(struct heap *h, uint64_t pages)
{
	while (pages && h->n) {
		size_t best = 0;
		struct heap_block b;
		uint64_t size;

		for (size_t i = 1; i < h->n; i++) {
			unsigned int zone = h->blocks[i].zone;
			unsigned int had = h->blocks[best].zone;

			if (zone > had || (zone == had && h->blocks[i].order <
					   h->blocks[best].order))
				best = i;
		}
		b = h->blocks[best];
		size = UINT64_C(1) << b.order;
		drop(h, best);
		/* A block is split from its end. */
		if (size > pages)
			add_range(h, b.page, b.page + size - pages, b.clean);
		pages -= size < pages ? size : pages;
	}
}

void heap_fill(struct heap *h, const struct range *ranges, size_t n,
	       const struct heap_case *c)
{
	h->n = 0;
	h->first = h->last = 0;
	h->zones = 0;
	h->full = false;
	h->dirty = c->dirty;
	/* end_boot_allocator(): the lowest, and then from the highest down */
	for (size_t i = 0; i < n; i++) {
		struct range r = ranges[i ? n - i : 0];

		add_range(h, align_up(r.base, PAGE_BYTES) / PAGE_BYTES,
			  (range_last(r) + 1) / PAGE_BYTES, !c->dirty);
	}
	take_own(h, c->own_pages);
	for (size_t i = 0; c->turned && i < h->n; i++)
		h->blocks[i].rank = h->first + h->last - h->blocks[i].rank;
}

/* ---- taking ---- */

/* The head of each list of one zone; SIZE_MAX: it is empty. */
static void find_heads(const struct heap *h, unsigned int zone,
		       size_t heads[HEAP_MAX_ORDER + 1])
{
	for (size_t k = 0; k <= HEAP_MAX_ORDER; k++)
		heads[k] = SIZE_MAX;
	for (size_t i = 0; i < h->n; i++) {
		const struct heap_block *b = &h->blocks[i];
		size_t *head = &heads[b->order];

		if (b->zone == zone &&
		    (*head == SIZE_MAX || b->rank < h->blocks[*head].rank))
			*head = i;
	}
}

/* get_free_buddy(): a dirty head goes to the end of its list */
static size_t find(struct heap *h, unsigned int zone_high, unsigned int order,
		   bool any)
{
	for (unsigned int zone = zone_high; zone > 0; zone--) {
		size_t heads[HEAP_MAX_ORDER + 1];

		if (!(h->zones >> zone & 1))
			continue;
		find_heads(h, zone, heads);
		for (unsigned int k = order; k <= HEAP_MAX_ORDER; k++) {
			if (heads[k] == SIZE_MAX)
				continue;
			if (any || h->blocks[heads[k]].clean)
				return heads[k];
			h->blocks[heads[k]].rank = ++h->last;
		}
	}
	return SIZE_MAX;
}

/* alloc_heap_pages(): what is split off stays below */
static bool take(struct heap *h, unsigned int zone_high, unsigned int order,
		 uint64_t *ret_page)
{
	size_t i = SIZE_MAX;
	struct heap_block b;

	if (order > HEAP_MAX_ORDER)
		return false;
	i = find(h, zone_high, order, false);
	if (i == SIZE_MAX)
		i = find(h, zone_high, order, true);
	if (i == SIZE_MAX)
		return false;
	b = h->blocks[i];
	drop(h, i);
	while (b.order != order) {
		b.order--;
		add(h, b.page, b.order, b.clean);
		b.page += UINT64_C(1) << b.order;
	}
	*ret_page = b.page;
	return true;
}

/* scrub_free_pages(): lowest zone, largest order, last of the list */
static int scrubbed_first(const void *pa, const void *pb)
{
	const struct heap_block *a = pa, *b = pb;

	if (a->zone != b->zone)
		return a->zone < b->zone ? -1 : 1;
	if (a->order != b->order)
		return a->order > b->order ? -1 : 1;
	return a->rank > b->rank ? -1 : a->rank < b->rank;
}

static void scrub(struct heap *h, size_t blocks)
{
	if (blocks)
		qsort(h->blocks, h->n, sizeof(*h->blocks), scrubbed_first);
	for (size_t i = 0; i < h->n && blocks; i++)
		if (!h->blocks[i].clean) {
			h->blocks[i].clean = true;
			rank(h, &h->blocks[i]);
			blocks--;
		}
}

/* ---- dom0 ---- */

static bool insert_at(struct banks *b, size_t i, struct bank bank)
{
	if (b->n == MOST_BANKS)
		return false;
	memmove(&b->items[i + 1], &b->items[i],
		(b->n - i) * sizeof(b->items[0]));
	b->items[i] = bank;
	b->n++;
	return true;
}

/* insert_11_bank() */
static bool insert(struct banks *b, uint64_t page, uint64_t pages)
{
	if (b->n && pages < SMALL_PAGES && page + pages < b->items[0].page)
		return false;
	for (size_t i = 0; i < b->n; i++) {
		struct bank *bank = &b->items[i];

		if (bank->page == page + pages) {
			bank->page = page;
			bank->pages += pages;
			return true;
		}
		if (page == bank->page + bank->pages) {
			bank->pages += pages;
			return true;
		}
		if (page + pages < bank->page && b->n < MOST_BANKS)
			return insert_at(b, i, (struct bank){ page, pages });
	}
	return insert_at(b, b->n, (struct bank){ page, pages });
}

/* get_allocation_size() */
static unsigned int order_below(uint64_t pages)
{
	return highest_bit(pages);
}

/* min_low_order */
static unsigned int least_low_order(uint64_t pages)
{
	uint64_t least = pages < SMALL_PAGES ? pages : SMALL_PAGES;
	unsigned int order = highest_bit(least);

	return order + !is_aligned(least, UINT64_C(1) << order);
}

/* The first bank: the largest, as low as can be. Return: its pages; 0: none */
static uint64_t take_first(struct heap *h, struct banks *banks, uint64_t pages)
{
	unsigned int least = least_low_order(pages);

	for (unsigned int order = order_below(pages);
	     order >= least && order < 64; order--)
		for (unsigned int zone = 1; zone <= LOW_BITS - PAGE_BITS;
		     zone++) {
			uint64_t page;

			if (!(h->zones >> zone & 1) ||
			    !take(h, zone, order, &page))
				continue;
			insert(banks, page, UINT64_C(1) << order);
			return UINT64_C(1) << order;
		}
	return 0;
}

/* All other banks. Return: pages not found. */
static uint64_t take_rest(struct heap *h, struct banks *banks, uint64_t pages,
			  unsigned int least_low, const struct heap_case *c)
{
	bool low = banks->n;
	unsigned int order = pages ? order_below(pages) : 0;

	while (pages && banks->n < MOST_BANKS) {
		uint64_t page, size = UINT64_C(1) << order;
		unsigned int zone = low ? LOW_BITS - PAGE_BITS :
					  HEAP_ZONES - 1;

		if (!take(h, zone, order, &page)) {
			if (low && (!order || order - 1 < least_low)) {
				low = false;
				order = order_below(pages);
			} else if (!order || order - 1 < LEAST_ORDER) {
				break;
			} else {
				order--;
			}
			continue;
		}
		if (!insert(banks, page, size)) {
			give_back(h, page, order, !h->dirty);
			if (!low || banks->n == MOST_BANKS)
				break;
			low = false;
		} else {
			pages -= size;
			scrub(h, c->scrubs);
		}
		order = pages ? order_below(pages) : 0;
	}
	return pages;
}

uint64_t heap_take_dom0(struct heap *h, uint64_t bytes,
			const struct heap_case *c)
{
	uint64_t pages = bytes / PAGE_BYTES, first;
	struct banks banks = { .n = 0 };

	if (!pages)
		return 0;
	scrub(h, c->scrubbed);
	first = take_first(h, &banks, pages);
	if (first)
		scrub(h, c->scrubs);
	return PAGE_BYTES * take_rest(h, &banks, pages - first,
				      least_low_order(pages), c);
}
