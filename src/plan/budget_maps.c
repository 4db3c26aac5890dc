/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * budget_maps.c - what a domain needs for all that it maps of others.
 *
 * Each page of another domain takes a guest address, whether it comes as a
 * grant or as a foreign page, and tables of the P2M, which come from a pool of
 * fixed size. Linux gets addresses in sections of 128 MiB
 * (drivers/xen/unpopulated-alloc.c) and gives none back, so each claim counts
 * in whole sections, and one more is kept for what no claim tells of.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* struct grant_entry of the maptrack: 16 bytes each. */
#define ENTRIES_PER_FRAME 256
/* One table of the P2M is a page of 512 entries. */
#define TABLE_BYTES PAGE_BYTES
#define TABLE_REACH MIB(2)
#define UPPER_REACH GIB(1)
/* Xen shifts a pool of MiB into pages in 32 bits (construct_domU()). */
#define MOST_POOL_MIB ((UINT64_C(1) << 24) - 1)

static uint64_t times(uint64_t a, uint64_t b)
{
	return b && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

static void add_line(struct planner *p, struct budget *b, size_t *room,
		     const char *what, uint64_t bytes, struct place place)
{
	b->lines = arena_grow(p->arena, b->lines, b->n_lines, room,
			      sizeof(*b->lines));
	b->lines[b->n_lines++] = (struct budget_line){ what, bytes, place };
	b->needed = sum_capped(b->needed, bytes);
}

/* ---- address space ---- */

uint64_t plan_claim_bytes(const struct planner *p,
			  const struct map_claim *claim)
{
	const struct named *of = plan_named(p, claim->of);

	if (claim->all)
		return of ? of->domain->memory.v : 0;
	return claim->bytes;
}

static uint64_t maptrack_bytes(const struct plan_domain *pd)
{
	return times(pd->maptrack_frames, ENTRIES_PER_FRAME * PAGE_BYTES);
}

/* "512 MiB", or "16 MiB, rounded up to 128 MiB" */
static const char *rounding(struct planner *p, uint64_t bytes)
{
	const char *text = size_text(p->arena, bytes);

	if (is_aligned(bytes, PLAN_SECTION))
		return text;
	return arena_printf(p->arena, "%s, rounded up to %s", text,
			    size_text(p->arena, align_up(bytes, PLAN_SECTION)));
}

static void add_claim(struct planner *p, struct budget *b, size_t *room,
		      const struct map_claim *claim)
{
	uint64_t bytes = plan_claim_bytes(p, claim);
	const char *what;

	if (!bytes)
		return;
	what = arena_printf(p->arena, "%s of '%s': %s%s",
			    claim->how == MAP_GRANT ? "grants" : "foreign pages",
			    claim->of, claim->all ? "all of its RAM, " : "",
			    rounding(p, bytes));
	add_line(p, b, room, what, align_up(bytes, PLAN_SECTION),
		 claim->place);
}

/* Claims without a size share what the maptrack can hold. */
static void add_unbounded(struct planner *p, struct budget *b, size_t *room,
			  const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	uint64_t bytes = maptrack_bytes(pd);

	for (size_t i = 0; i < d->n_maps; i++) {
		if (plan_claim_bytes(p, &d->maps[i]) || d->maps[i].all)
			continue;
		add_line(p, b, room,
			 arena_printf(p->arena, "grants without a size: %" PRIu64 " maptrack frames hold %s",
				      pd->maptrack_frames, rounding(p, bytes)),
			 align_up(bytes, PLAN_SECTION), d->maps[i].place);
		return;
	}
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Names of those whose RAM it maps anyway, sorted. */
static size_t claimed_whole(struct planner *p, const struct domain *d,
			    const char ***ret_names)
{
	const char **names = arena_array(p->arena, d->n_maps + 1,
					 sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < d->n_maps; i++)
		if (d->maps[i].all && d->maps[i].how == MAP_FOREIGN)
			names[n++] = d->maps[i].of;
	qsort(names, n, sizeof(*names), by_text);
	*ret_names = names;
	return n;
}

static void add_frontends(struct planner *p, struct budget *b, size_t *room,
			  const struct plan_domain *pd)
{
	const struct served *served;
	const char **names;
	size_t n = plan_served(p, pd->domain->name, &served), n_names;

	if (!n)
		return;
	n_names = claimed_whole(p, pd->domain, &names);
	for (size_t i = 0; i < n; i++) {
		const struct domain *d = served[i].frontend;

		if (bsearch(&d->name, names, n_names, sizeof(*names), by_text))
			continue;
		add_line(p, b, room,
			 arena_printf(p->arena, "virtio frontend '%s': all of its RAM, %s",
				      d->name, rounding(p, d->memory.v)),
			 align_up(d->memory.v, PLAN_SECTION), served[i].place);
	}
}

static void need_addresses(struct planner *p, struct plan_domain *pd)
{
	struct budget *b = &pd->region_budget;
	const struct domain *d = pd->domain;
	size_t room = 0;

	for (size_t i = 0; i < d->n_maps; i++)
		add_claim(p, b, &room, &d->maps[i]);
	add_unbounded(p, b, &room, pd);
	add_frontends(p, b, &room, pd);
	if (b->n_lines)
		add_line(p, b, &room, "one more section, for what nothing claims",
			 PLAN_SECTION, PLACE_NONE);
	for (size_t i = 0; i < pd->n_regions; i++)
		b->had = sum_capped(b->had, pd->regions[i].range.size);
}

uint64_t plan_sections(const struct plan_domain *pd)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < pd->n_regions; i++) {
		struct range r = pd->regions[i].range;
		uint64_t base = align_up(r.base, PLAN_SECTION);
		uint64_t last = r.size ? range_last(r) : r.base;

		/* The end is past the last whole section. */
		if (base <= last && is_aligned(base, PLAN_SECTION))
			bytes += align_down(last - base + 1, PLAN_SECTION);
	}
	return bytes;
}

/* ---- P2M pool ---- */

/*
 * Pages that domain_p2m_pages() of dom0less-build.c counts: 1 MiB a vCPU, one
 * page a MiB of RAM, and 128 for a few mappings in extended regions.
 */
static uint64_t default_pages(const struct domain *d)
{
	return 256 * d->vcpus.v + d->memory.v / MIB(1) + 128;
}

static uint64_t round_up(uint64_t v, uint64_t to)
{
	return v / to + (v % to != 0);
}

static void need_tables(struct planner *p, struct plan_domain *pd)
{
	uint64_t mapped = pd->region_budget.needed;
	struct budget *b = &pd->p2m_budget;
	const struct domain *d = pd->domain;
	uint64_t upper;
	size_t room = 0;

	add_line(p, b, &room,
		 arena_printf(p->arena, "Xen's own count for %" PRIu64 " vCPU%s and %s of RAM",
			      d->vcpus.v, d->vcpus.v == 1 ? "" : "s",
			      size_text(p->arena, d->memory.v)),
		 times(default_pages(d), PAGE_BYTES),
		 place_or(d->memory.place, d->place));
	add_line(p, b, &room,
		 arena_printf(p->arena, "tables for %s of mappings: 2 MiB for each GiB",
			      size_text(p->arena, mapped)),
		 times(round_up(mapped, TABLE_REACH), TABLE_BYTES),
		 PLACE_NONE);
	/* A region may begin and end within the reach of one. */
	upper = sum_capped(round_up(mapped, UPPER_REACH), 2 * pd->n_regions);
	add_line(p, b, &room, "tables that point at those",
		 times(upper, TABLE_BYTES), PLACE_NONE);
}

static void choose_pool(struct planner *p, struct plan_domain *pd)
{
	const struct set_u64 *said = &pd->domain->p2m_pool;
	uint64_t bytes = times(default_pages(pd->domain), PAGE_BYTES);
	uint64_t mib = round_up(bytes, MIB(1)), enough = pd->p2m_budget.needed;
	uint64_t own;

	pd->by_pages = plan_has_colors(p);
	own = plan_pool_need(p->arena, p->system, pd);

	/* Xen's count is for RAM in large blocks, with a little beside it. */
	if (own > times(mib, MIB(1)))
		enough = sum_capped(own, enough > bytes ? enough - bytes : 0);

	if (said->given) {
		pd->p2m_pool_mib = said->v / MIB(1);
		pd->p2m_pool_reason = "said in the file";
		mib = pd->p2m_pool_mib;
	} else if (enough > times(mib, MIB(1))) {
		enough = round_up(enough, MIB(1));
		if (enough > MOST_POOL_MIB)
			enough = MOST_POOL_MIB;
		pd->p2m_pool_mib = enough;
		pd->p2m_pool_reason = arena_printf(p->arena, "domc: Xen's default of %" PRIu64 " MiB is too small for this",
						   mib);
		mib = enough;
	} else {
		pd->p2m_pool_reason = "Xen's default is enough";
	}
	pd->p2m_budget.had = times(mib, MIB(1));
}

/* ---- both ---- */

void plan_map_budget(struct planner *p, struct plan_domain *pd)
{
	const struct budget *r = &pd->region_budget;
	const struct budget *t = &pd->p2m_budget;

	need_addresses(p, pd);
	/* dom0's tables come from the heap (p2m_alloc_page()). */
	if (pd->domain->is_dom0)
		return;
	if (r->needed)
		need_tables(p, pd);
	choose_pool(p, pd);
	pd->regions_suffice = pd->layout && pd->n_regions &&
			      pd->domain->n_maps && r->needed <= r->had &&
			      r->needed <= plan_sections(pd) &&
			      t->needed <= t->had;
}
