/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shm_heap.c - static shared memory that Xen takes from its heap, in pieces.
 *
 * Which pieces is played as the heap does it, for it keeps no more than a few:
 * save_map_heap_pages() in xen/arch/arm/static-shmem.c, by
 * allocate_domheap_memory() in domain_build.c. A domain has its shared memory
 * after its RAM, and Xen its own before all of them.
 */
#include "plan/parts.h"

#include <inttypes.h>

/* MAX_ORDER of xen/common/page_alloc.c, which a block may have: 1 GiB */
#define ORDERS 19
/* A block of zone n begins with page 1 << (n - 1), or behind it. */
#define ZONES 53

/* Free blocks, of 1 << order pages and aligned to that. */
struct heap {
	uint64_t blocks[ZONES][ORDERS];
};

/* ---- the heap ---- */

static unsigned int bits_of(uint64_t v)
{
	unsigned int n = 0;

	for (; v; v >>= 1)
		n++;
	return n;
}

/* The largest block that @pages have room for. */
static unsigned int order_of(uint64_t pages)
{
	unsigned int order = bits_of(pages) - 1;

	return order < ORDERS ? order : ORDERS - 1;
}

static void add_free(struct heap *h, struct range r)
{
	uint64_t page = align_up(r.base, PAGE_BYTES) / PAGE_BYTES;
	uint64_t end = range_last(r) / PAGE_BYTES +
		       ((range_last(r) + 1) % PAGE_BYTES == 0);

	while (page < end) {
		unsigned int order = order_of(end - page);

		while (!is_aligned(page, UINT64_C(1) << order))
			order--;
		h->blocks[bits_of(page)][order]++;
		page += UINT64_C(1) << order;
	}
}

static struct heap *make_heap(struct planner *p)
{
	const struct hypervisor *hv = &p->system->hypervisor;
	struct heap *h = ARENA_NEW(p->arena, struct heap);
	struct range *holes;
	size_t n;

	for (size_t i = 0; i < hv->n_static_heap; i++)
		if (hv->static_heap[i].range.size)
			add_free(h, hv->static_heap[i].range);
	for (size_t i = 0; !hv->n_static_heap && i < p->board->n_memory; i++) {
		n = space_holes(&p->host, p->board->memory[i].range, &holes);
		for (size_t k = 0; k < n; k++)
			add_free(h, holes[k]);
	}
	return h;
}

/*
 * alloc_heap_pages(): the highest zone, in it the smallest that will do.
 *
 * Return: the zone, or ZONES when there is none.
 */
static unsigned int take_block(struct heap *h, unsigned int order)
{
	for (unsigned int zone = ZONES; zone-- > 0; )
		for (unsigned int i = order; i < ORDERS; i++) {
			if (!h->blocks[zone][i])
				continue;
			h->blocks[zone][i]--;
			while (i-- > order)
				h->blocks[zone][i]++;
			return zone;
		}
	return ZONES;
}

/* allocate_domheap_memory(). Return: false when the heap is empty. */
static bool take(struct heap *h, uint64_t bytes, uint64_t *pieces)
{
	uint64_t left = bytes / PAGE_BYTES;
	unsigned int most = ORDERS - 1;

	while (left) {
		unsigned int order = order_of(left);

		if (order > most)
			order = most;
		if (take_block(h, order) < ZONES) {
			left -= UINT64_C(1) << order;
			++*pieces;
		} else if (order) {
			most = order - 1;
		} else {
			return false;
		}
	}
	return true;
}

/* setup_frametable_mappings(): it cuts up a block, and leaves the rest. */
static void take_frame_table(struct heap *h, uint64_t bytes)
{
	uint64_t pages = bytes / PAGE_BYTES;
	unsigned int order = 13, zone;	/* aligned to 32 MiB */

	while (order < ORDERS - 1 && UINT64_C(1) << order < pages)
		order++;
	zone = take_block(h, order);
	for (uint64_t left = zone < ZONES && pages < UINT64_C(1) << order ?
			     (UINT64_C(1) << order) - pages : 0; left; ) {
		unsigned int part = order_of(left);

		h->blocks[zone][part]++;
		left -= UINT64_C(1) << part;
	}
}

/* All else page by page, but no more than there are. */
static void take_own(struct planner *p, struct heap *h)
{
	uint64_t table = plan_frame_table(p);
	uint64_t bytes = sum_capped(plan_xen_bytes(p) - table,
				    plan_unpacked_bytes(p));

	take_frame_table(h, table);
	for (uint64_t n = bytes / PAGE_BYTES; n; n--)
		if (take_block(h, 0) == ZONES)
			return;
}

/* ---- who takes of it ---- */

static void take_ram(struct heap *h, const struct plan_domain *pd)
{
	uint64_t pieces = 0;

	if (pd->domain->placement.n_banks)
		return;
	for (size_t i = 0; i < pd->n_banks; i++)
		take(h, pd->banks[i].range.size, &pieces);
	if (!pd->n_banks)
		take(h, pd->domain->memory.v, &pieces);
}

static void report(struct planner *p, const struct shared_memory *s, bool had)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_SHM_NO_ROOM,
			place_or(s->size.place, s->place),
			"shared memory '%s': no %s of host RAM are free in one piece",
			s->name, size_text(p->arena, s->size.v));
	if (had)
		diag_note(p->diags, item, PLACE_NONE,
			  "Xen %s takes pieces of its heap then, and keeps %" PRIu32 " in all: these are more",
			  p->facts->release, p->facts->max_shm);
	else
		diag_note(p->diags, item, PLACE_NONE,
			  "Xen %s takes pieces of its heap then, which has not as much",
			  p->facts->release);
}

/* The first that sees it takes it. Return: false when one was reported. */
static bool take_shared(struct planner *p, struct heap *h,
			const struct plan_domain *pd, bool *done,
			uint64_t *pieces)
{
	for (size_t i = 0; i < pd->n_shm; i++) {
		const struct shared_memory *s = pd->shm[i].shm;
		bool had;

		if (!pd->shm[i].from_heap || done[s - p->system->shared])
			continue;
		done[s - p->system->shared] = true;
		had = take(h, s->size.v, pieces);
		if (!had || *pieces > p->facts->max_shm) {
			report(p, s, had);
			return false;
		}
	}
	return true;
}

bool plan_leave_to_heap(struct planner *p, size_t i)
{
	/* Coloured, pages in a row are those that Xen keeps for itself. */
	if (!p->facts->shm_host_optional || plan_has_colors(p))
		return false;
	p->shm_from_heap[i] = true;
	return true;
}

uint64_t plan_heap_shm_bytes(const struct planner *p)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < p->system->n_shared; i++)
		if (p->shm_from_heap[i])
			bytes = sum_capped(bytes, p->system->shared[i].size.v);
	return bytes;
}

void plan_check_shm_heap(struct planner *p)
{
	uint64_t pieces = 0;
	struct heap *h;
	bool *done;

	if (!plan_heap_shm_bytes(p))
		return;
	h = make_heap(p);
	done = arena_array(p->arena, p->system->n_shared, sizeof(*done));
	take_own(p, h);
	for (size_t i = 0; i < p->plan->n_domains; i++)
		if (p->plan->domains[i].domain->is_dom0)
			take_ram(h, &p->plan->domains[i]);
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		if (!p->plan->domains[i].domain->is_dom0)
			take_ram(h, &p->plan->domains[i]);
		if (!take_shared(p, h, &p->plan->domains[i], done, &pieces))
			return;
	}
}
