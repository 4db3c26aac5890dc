/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cache.c - how many colours the last-level cache has.
 *
 * Source: llc_coloring_init() in xen/common/llc-coloring.c. Xen reads the
 * cache from the boot CPU's registers unless its command line tells it; domc
 * takes the command line, or what the file says of the machine.
 */
#include "plan/parts.h"

#include <inttypes.h>

/* 0 is as if it were not said. */
static uint32_t cache_size(struct planner *p)
{
	return plan_xen_size(p, "llc-size");
}

static uint32_t cache_ways(struct planner *p)
{
	return plan_xen_number(p, "llc-nr-ways");
}

bool plan_tells_cache(struct planner *p)
{
	return cache_size(p) && cache_ways(p);
}

/* What Xen panics with at such a way; NULL: it takes it. */
static const char *way_fault(struct planner *p, uint32_t way)
{
	uint32_t n = way / (uint32_t)PAGE_BYTES;

	if (way % (uint32_t)PAGE_BYTES)
		return "Xen takes a multiple of 4096";
	if (n & (n - 1))
		return arena_printf(p->arena, "%u colours, and Xen takes a power of two",
				    (unsigned int)n);
	if (n < 2)
		return arena_printf(p->arena, "%u colour%s, and Xen wants two at least",
				    (unsigned int)n, n == 1 ? "" : "s");
	return NULL;
}

/* Colours by the command line; 0: Xen stops at it. */
static uint32_t count_said(struct planner *p)
{
	uint32_t size = cache_size(p), ways = cache_ways(p);
	const char *fault = way_fault(p, size / ways);
	struct diag_item *item;

	if (!fault)
		return size / ways / (uint32_t)PAGE_BYTES;
	item = diag_add(p->diags, E_LLC_CACHE,
			p->system->hypervisor.cmdline.place,
			"llc-size and llc-nr-ways make a way of %" PRIu32 " bytes: %s",
			size / ways, fault);
	diag_note(p->diags, item, PLACE_NONE,
		  "Xen reads %" PRIu32 " bytes and %" PRIu32 " ways; leave both out, and it asks the processor",
		  size, ways);
	return 0;
}

static void check_same(struct planner *p, uint32_t said)
{
	const struct set_u64 *host = &p->system->target.llc_colors;
	struct diag_item *item;

	if (!host->given || host->v == said)
		return;
	item = diag_add(p->diags, E_LLC_DIFFERS, host->place,
			"the machine's cache has %" PRIu64 " colours, and with llc-size and llc-nr-ways Xen counts %" PRIu32,
			host->v, said);
	diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
		  "they are on Xen's command line; leave them out, and Xen asks the processor");
}

void plan_cache(struct planner *p)
{
	const struct set_u64 *host = &p->system->target.llc_colors;
	uint32_t most = p->system->target.max_llc_colors;
	struct plan *plan = p->plan;

	if (!plan_has_colors(p))
		return;
	if (plan_tells_cache(p)) {
		plan->n_llc_colors = count_said(p);
		plan->llc_colors_place = p->system->hypervisor.cmdline.place;
		if (plan->n_llc_colors)
			check_same(p, plan->n_llc_colors);
	} else if (host->given) {
		plan->n_llc_colors = (uint32_t)host->v;
		plan->llc_colors_place = host->place;
	}
	/* "Number of LLC colors (%u) too big. Using configured max %u" */
	if (plan->n_llc_colors > most)
		plan->n_llc_colors = most;
}
