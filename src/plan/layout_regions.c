/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_regions.c - extended regions of a domain that gets a layout: as the
 * file lists them, or as domc finds room.
 *
 * domc looks where Xen does, in the windows that a guest's RAM lies in, and
 * takes what nothing else holds. A guest pays for what it maps there, not for
 * the size of a region, so `auto` takes all.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <stdlib.h>

static void add_region(struct plan_domain *pd, struct range r,
		       const char *reason, struct place place)
{
	pd->regions[pd->n_regions++] = (struct planned){ r, reason, place };
}

/* ext_regions=0 wins over what a layout says (make_hypervisor_node()). */
static bool is_switched_off(struct planner *p)
{
	return !plan_xen_bool(p, "ext_regions", true);
}

static void report_off(struct planner *p, const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;

	item = diag_add(p->diags, E_REGIONS_OFF, d->space.regions_place,
			"domain '%s': the extended regions that are asked for are not given to it",
			d->name);
	diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
		  "ext_regions on Xen's command line turns them off for all domains");
}

void plan_region_list(struct planner *p, struct plan_domain *pd)
{
	const struct address_space *s = &pd->domain->space;

	if (is_switched_off(p)) {
		if (s->regions == REGIONS_LIST || s->regions == REGIONS_SIZE)
			report_off(p, pd);
		return;
	}
	if (s->regions != REGIONS_LIST)
		return;
	pd->regions = arena_array(p->arena, s->n_region_list + 1,
				  sizeof(*pd->regions));
	for (size_t i = 0; i < s->n_region_list; i++) {
		const struct set_range *r = &s->region_list[i];

		add_region(pd, r->range, r->why ? r->why : "said in the file",
			   r->place);
	}
}

/* ---- what is free ---- */

/* Whole 2 MiB of @hole; false when that is less than a region may have. */
static bool trim(const struct facts *f, struct range hole,
		 struct range *ret_region)
{
	uint64_t base = align_up(hole.base, f->region_align);
	uint64_t end = align_down(range_last(hole) + 1, f->region_align);

	if (base >= end || end - base < f->region_min)
		return false;
	*ret_region = range_of(base, end);
	return true;
}

/* Holes of the RAM windows that may be regions, ascending. */
static size_t find_holes(struct planner *p, struct space *taken,
			 struct range **ret_holes)
{
	uint64_t end = UINT64_C(1) << p->system->target.ipa_bits.v;
	struct range *holes = NULL;
	size_t n = 0, room = 0;

	for (size_t i = 0; i < FACTS_RAM_BANKS; i++) {
		struct range bank = p->facts->ram[i], *found;
		size_t n_found;

		if (bank.base >= end)
			continue;
		if (range_last(bank) >= end)
			bank.size = end - bank.base;
		n_found = space_holes(taken, bank, &found);
		for (size_t k = 0; k < n_found; k++) {
			holes = arena_grow(p->arena, holes, n, &room,
					   sizeof(*holes));
			n += trim(p->facts, found[k], &holes[n]);
		}
	}
	*ret_holes = holes;
	return n;
}

static int larger_first(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return (x->base > y->base) - (x->base < y->base);
}

static int by_base(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return (x->base > y->base) - (x->base < y->base);
}

/* ---- auto ---- */

/* All of them; of more than Xen takes, the largest. */
static void take_all(struct planner *p, struct plan_domain *pd,
		     struct range *holes, size_t n, size_t most)
{
	const char *reason =
		"domc: free address space of the guest's RAM windows";

	if (n > most) {
		qsort(holes, n, sizeof(*holes), larger_first);
		n = most;
		qsort(holes, n, sizeof(*holes), by_base);
		reason = "domc: one of the largest free ranges of the guest's RAM windows";
	}
	pd->regions = arena_array(p->arena, n + 1, sizeof(*pd->regions));
	for (size_t i = 0; i < n; i++)
		add_region(pd, holes[i], reason, PLACE_NONE);
}

/* ---- {size} ---- */

/* The lowest part of @hole that gives @left bytes, or all of it. */
static struct range lowest_part(const struct facts *f, struct range hole,
				uint64_t left, bool in_sections)
{
	uint64_t base = in_sections ? align_up(hole.base, PLAN_SECTION) :
				      hole.base;
	uint64_t room = range_contains(hole, (struct range){ base, 0 }) ?
			hole.size - (base - hole.base) : 0;

	if (left < f->region_min)
		left = f->region_min;
	if (room < f->region_min)
		return (struct range){ base, 0 };
	return (struct range){ base, left < room ? left : room };
}

/* Return: bytes that could not be had. */
static uint64_t take_lowest(struct planner *p, struct plan_domain *pd,
			    const struct range *holes, size_t n, size_t most,
			    bool in_sections)
{
	const struct address_space *s = &pd->domain->space;
	uint64_t left = align_up(s->regions_size, p->facts->region_align);

	pd->n_regions = 0;
	for (size_t i = 0; i < n && left && pd->n_regions < most; i++) {
		struct range r = lowest_part(p->facts, holes[i], left,
					     in_sections);

		if (!r.size)
			continue;
		add_region(pd, r, in_sections ?
			   "domc: lowest free address space, at a multiple of 128 MiB" :
			   "domc: lowest free address space", s->regions_place);
		left -= r.size < left ? r.size : left;
	}
	return left;
}

/* At multiples of 128 MiB, or if that costs too much anywhere. */
static uint64_t take_size(struct planner *p, struct plan_domain *pd,
			  const struct range *holes, size_t n, size_t most)
{
	pd->regions = arena_array(p->arena, n + 1, sizeof(*pd->regions));
	if (!take_lowest(p, pd, holes, n, most, true))
		return 0;
	return take_lowest(p, pd, holes, n, most, false);
}

static void report_missing(struct planner *p, const struct plan_domain *pd,
			   uint64_t missing, size_t most)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;

	item = diag_add(p->diags, E_LAYOUT_NO_ROOM, d->space.regions_place,
			"domain '%s': extended regions of %s are asked for; the free address space falls short of that by %s",
			d->name, size_text(p->arena, d->space.regions_size),
			size_text(p->arena, missing));
	diag_note(p->diags, item, p->system->target.ipa_bits.place,
		  "guest addresses have %" PRIu64 " bits on this host, and a domain %zu regions at most",
		  p->system->target.ipa_bits.v, most);
}

/* Return: bytes that were asked for and not found, or 1 without a region. */
static uint64_t take_holes(struct planner *p, struct plan_domain *pd,
			   struct space *taken, size_t most)
{
	struct range *holes;
	size_t n = find_holes(p, taken, &holes);

	if (pd->domain->space.regions == REGIONS_SIZE)
		return take_size(p, pd, holes, n, most);
	take_all(p, pd, holes, n, most);
	return n == 0;
}

/* Of a direct map first what the board leaves free, if that is enough. */
void plan_region_choice(struct planner *p, struct plan_domain *pd,
			struct layout *l)
{
	enum regions_choice choice = pd->domain->space.regions;
	size_t most = p->facts->extensions[EXTENSION_GUEST_LAYOUT].max_regions;
	uint64_t missing;

	if (is_switched_off(p) ||
	    (choice != REGIONS_AUTO && choice != REGIONS_SIZE))
		return;
	missing = take_holes(p, pd, &l->avoid, most);
	if (missing && pd->host_layout) {
		pd->n_regions = 0;
		missing = take_holes(p, pd, &l->taken, most);
	}
	if (choice == REGIONS_SIZE && missing)
		report_missing(p, pd, missing, most);
	else if (missing)
		plan_report_no_region(p, pd);
}
