/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * p2m.c - the tables that map a guest's addresses to the host's.
 *
 * p2m_set_entry() of xen/arch/arm/mmu/p2m.c (4.17: arch/arm/p2m.c) takes the
 * largest of 4 KiB, 2 MiB and 1 GiB that divides guest address, host address
 * and all that is left: a range that does not end at a multiple of 2 MiB is
 * mapped page by page from its first byte on.
 */
#include "plan/parts.h"

#include <stdlib.h>

/* What a table of the levels 3, 2 and 1 maps, by what an entry of it is. */
static const uint64_t reaches[] = { MIB(2), GIB(1), GIB(512) };

#define N_LEVELS (sizeof(reaches) / sizeof(reaches[0]))
/* setup_virt_paging(): from here on the root is a level higher. */
#define DEEP_IPA_BITS 43

struct span {
	uint64_t first, last;	/* indexes of tables */
};

static int by_first(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* No table below an entry that maps all of @reach by itself. */
static bool table_span(const struct plan_mapping *m, uint64_t reach,
		       struct span *ret_s)
{
	uint64_t base = m->guest, last = base + (m->host.size - 1);
	bool whole = reach < GIB(512) && is_aligned(last + 1, reach) &&
		     is_aligned(base ^ m->host.base, reach);

	if (whole && is_aligned(base, reach))
		return false;
	*ret_s = (struct span){
		base / reach, whole ? base / reach : last / reach
	};
	return true;
}

static uint64_t count_level(const struct plan_mapping *maps, size_t n,
			    uint64_t reach, struct span *spans)
{
	uint64_t count = 0, next = 0;
	size_t n_spans = 0;

	for (size_t i = 0; i < n; i++)
		if (maps[i].host.size &&
		    maps[i].host.size - 1 <= UINT64_MAX - maps[i].guest)
			n_spans += table_span(&maps[i], reach,
					      &spans[n_spans]);
	qsort(spans, n_spans, sizeof(*spans), by_first);
	for (size_t i = 0; i < n_spans; i++) {
		uint64_t first = spans[i].first > next ? spans[i].first : next;

		if (spans[i].last < first)
			continue;
		count += spans[i].last - first + 1;
		next = spans[i].last + 1;
	}
	return count;
}

uint64_t plan_tables(struct arena *a, const struct plan_mapping *maps,
		     size_t n, uint64_t ipa_bits)
{
	struct span *spans = arena_array(a, n + 1, sizeof(*spans));
	size_t n_levels = ipa_bits < DEEP_IPA_BITS ? N_LEVELS - 1 : N_LEVELS;
	uint64_t count = 0;

	for (size_t i = 0; i < n_levels; i++)
		count += count_level(maps, n, reaches[i], spans);
	return count;
}

/* ---- what Xen maps into a domain before it runs ---- */

struct mappings {
	struct plan_mapping *items;
	size_t n;
};

static void add(struct mappings *m, struct range host, uint64_t guest)
{
	m->items[m->n++] = (struct plan_mapping){ host, guest };
}

/*
 * guest_map_pages(): aligned powers of two, of which none need be 1 GiB. The
 * host address is no matter but for that.
 */
static void add_allocated(struct mappings *m, struct range bank,
			  bool by_pages)
{
	uint64_t blocks = by_pages ? 0 : align_down(bank.size, MIB(2));

	add(m, (struct range){ MIB(2), blocks }, bank.base);
	add(m, (struct range){ PAGE_BYTES, bank.size - blocks },
	    bank.base + blocks);
}

/*
 * save_map_heap_pages(): each piece is aligned to what it has, so no more of
 * 2 MiB are cut up than there are pieces, if the guest's address allows it.
 */
static void add_from_heap(struct mappings *m, struct range guest,
			  uint32_t pieces)
{
	uint64_t cut = MIB(2) * pieces;

	if (cut > guest.size || !is_aligned(guest.base, MIB(2)))
		cut = guest.size;
	/* never where the guest has it: 4 KiB by 4 KiB */
	add(m, (struct range){ guest.base ^ PAGE_BYTES, cut }, guest.base);
	add(m, (struct range){ MIB(2), guest.size - cut }, guest.base + cut);
}

/* append_static_memory_to_bank(): bank after bank */
static void add_static(struct mappings *m, const struct plan_domain *pd,
		       const struct facts *f)
{
	const struct placement *at = &pd->domain->placement;
	uint64_t base = f->ram[0].base;

	for (size_t i = 0; i < at->n_banks; i++) {
		struct range r = at->banks[i].range;

		add(m, r, pd->host_layout ? r.base : base);
		base += r.size;
		if (base == f->ram[0].base + f->ram[0].size)
			base = f->ram[1].base;
	}
}

uint64_t plan_pool_need(struct arena *a, const struct system *s,
			const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	size_t most = 2 * pd->n_banks + d->placement.n_banks + 2 * pd->n_shm +
		      d->n_xen_regs + 1;
	struct mappings m = { arena_array(a, most, sizeof(*m.items)), 0 };

	if (d->placement.n_banks)
		add_static(&m, pd, s->target.facts);
	for (size_t i = 0; !d->placement.n_banks && i < pd->n_banks; i++)
		add_allocated(&m, pd->banks[i].range, pd->by_pages);
	for (size_t i = 0; i < pd->n_shm; i++)
		if (pd->shm[i].from_heap)
			add_from_heap(&m, pd->shm[i].guest.range,
				      s->target.facts->max_shm);
		else
			add(&m, pd->shm[i].host.range,
			    pd->shm[i].guest.range.base);
	for (size_t i = 0; i < d->n_xen_regs; i++)
		add(&m, (struct range){ d->xen_regs[i].host,
					d->xen_regs[i].guest.size },
		    d->xen_regs[i].guest.base);
	/* When the guest first touches it (try_map_mmio()), by pages. */
	if (pd->gic == GIC_V2)
		add(&m, pd->gic_cpu.range, pd->gic_cpu.range.base);
	return PAGE_BYTES * plan_tables(a, m.items, m.n,
					s->target.ipa_bits.v);
}
