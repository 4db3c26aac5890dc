/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * color_room.c - is there RAM of a domain's cache colours?
 *
 * With colouring, RAM of domains and their P2M pools come page by page from
 * lists, one for each colour; a domain takes from the fullest of its own
 * (alloc_color_heap_page() in xen/common/page_alloc.c). Xen keeps the lowest
 * free piece of RAM and 64 MiB for itself, and moves to a place where it has
 * room in its own colours alone (xen/arch/arm/llc-coloring.c).
 */
#include "plan/parts.h"

#include <inttypes.h>

/* CONFIG_BUDDY_ALLOCATOR_SIZE */
#define BUDDY_BYTES MIB(64)
/* Tables that Xen makes of the last piece before there is a heap. */
#define EARLY_BYTES MIB(1)
/* XEN_PADDR_ALIGN */
#define XEN_ALIGN MIB(2)

struct shelves {
	uint64_t *pages;	/* free, of each colour */
	bool *has;		/* the colours of the domain at hand */
	uint32_t n;
};

/* Where the first boot module is: all below is Xen's. */
static uint64_t first_module(const struct planner *p)
{
	uint64_t first = UINT64_MAX;

	for (size_t i = 0; i < p->plan->n_modules; i++) {
		const struct plan_module *m = &p->plan->modules[i];

		if (m->kind != MODULE_XEN && m->at.range.size &&
		    m->at.range.base < first)
			first = m->at.range.base;
	}
	return first;
}

static uint64_t less(uint64_t from, uint64_t bytes)
{
	return from > bytes ? from - bytes : 0;
}

static uint64_t colored_bytes(struct planner *p, uint32_t n)
{
	uint64_t first = first_module(p), bytes = 0;
	uint64_t buddy = plan_xen_size(p, "buddy-alloc-size");
	struct range *holes;
	size_t n_holes;

	n_holes = space_holes(&p->host, range_of(first, UINT64_MAX), &holes);
	for (size_t i = 0; i < n_holes; i++)
		bytes = sum_capped(bytes, holes[i].size);
	bytes = less(bytes, plan_frame_table(p));
	bytes = less(bytes, align_up(p->plan->xen.range.size * n, XEN_ALIGN));
	return less(bytes, (buddy ? buddy : BUDDY_BYTES) + EARLY_BYTES);
}

/* create_domUs() keeps the string of the domain before. */
static const char *colors_of(struct planner *p, const struct domain *d,
			     const char **before)
{
	const char *said = d->placement.llc_colors.given ?
			   d->placement.llc_colors.v : NULL;

	if (d->is_dom0)
		return said ? said : plan_xen_option(p, "dom0-llc-colors");
	if (said)
		*before = said;
	return *before;
}

static uint64_t above(const struct shelves *s, uint64_t level)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < s->n; i++)
		if (s->has[i] && s->pages[i] > level)
			sum += s->pages[i] - level;
	return sum;
}

/* Always of the fullest: they end at one level. */
static void take(struct shelves *s, uint64_t pages)
{
	uint64_t low = 0, high = UINT64_MAX / PAGE_BYTES;

	while (low < high) {
		uint64_t mid = low + (high - low + 1) / 2;

		if (above(s, mid) >= pages)
			low = mid;
		else
			high = mid - 1;
	}
	for (uint32_t i = 0; i < s->n; i++)
		if (s->has[i] && s->pages[i] > low)
			s->pages[i] = low;
}

static bool choose(struct planner *p, struct shelves *s, const char *colors)
{
	for (uint32_t i = 0; i < s->n; i++)
		s->has[i] = !colors;
	return !colors || !plan_read_colors(p->arena, colors, s->n,
					    s->has).fault;
}

static void report(struct planner *p, const struct plan_domain *pd,
		   uint64_t need, uint64_t have)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;

	item = diag_add(p->diags, E_COLORS_ROOM,
			place_or(d->memory.place, d->place),
			"domain '%s': %s of memory and P2M pool, and %s are left of its cache colours",
			d->name, size_text(p->arena, need),
			size_text(p->arena, align_down(have, MIB(1))));
	diag_note(p->diags, item,
		  place_or(d->placement.llc_colors.place,
			   p->plan->llc_colors_place),
		  "each of the %" PRIu32 " colours is a part of the RAM, and domains before it may share them; give it more colours",
		  p->plan->n_llc_colors);
}

void plan_check_color_room(struct planner *p)
{
	const char *before = NULL;
	struct shelves s = { .n = p->plan->n_llc_colors };
	uint64_t each;

	/* Of a static heap nobody has counted what Xen keeps. */
	if (!s.n || !plan_has_colors(p) ||
	    p->system->hypervisor.n_static_heap)
		return;
	s.pages = arena_array(p->arena, s.n, sizeof(*s.pages));
	s.has = arena_array(p->arena, s.n, sizeof(*s.has));
	each = colored_bytes(p, s.n) / PAGE_BYTES / s.n;
	for (uint32_t i = 0; i < s.n; i++)
		s.pages[i] = each;
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		const struct plan_domain *pd = &p->plan->domains[i];
		uint64_t need = sum_capped(pd->domain->memory.v,
					   pd->p2m_budget.had), have;

		if (!choose(p, &s, colors_of(p, pd->domain, &before)))
			return;		/* reported */
		have = above(&s, 0) * PAGE_BYTES;
		if (need > have) {
			report(p, pd, need, have);
			return;
		}
		take(&s, need / PAGE_BYTES);
	}
}
