/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_check.c - what the target's Xen would refuse of a layout.
 *
 * The patched Xen checks twice: before it creates the domain against the
 * windows that every guest has, then against all else. In each stage it stops
 * at the least finding by (base of a, base of b, rule, kinds, sizes), where a
 * is the lower of two ranges. domc reports all of them in that order, so its
 * first is the one that Xen would name. Source: hypervisor/xen-4.20,
 * guest-layout.h and dom0less-layout.c. (Xen also refuses regions for a
 * 32-bit kernel; domc takes no such kernel.)
 */
#include "plan/layout_check.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/limits.h"

/* What Xen knows before it creates the domain: take_windows(). */
static bool is_early(const struct window *w)
{
	return layout_is_own(w) || w->kind == WINDOW_VIRTIO ||
	       w->kind == WINDOW_VPCI || w->kind == WINDOW_ACPI;
}

static void add(struct layout_check *c, enum layout_rule rule,
		const struct window *a, const struct window *b)
{
	c->findings = arena_grow(c->p->arena, c->findings, c->n, &c->n_room,
				 sizeof(*c->findings));
	c->findings[c->n++] = (struct layout_finding){
		rule, b && (!is_early(a) || !is_early(b)), a, b,
	};
}

/* ---- rules on one range ---- */

uint64_t layout_alignment(const struct layout_check *c,
			  const struct window *w)
{
	return w->kind == WINDOW_REGION ? c->p->facts->region_align :
					  PAGE_BYTES;
}

uint64_t layout_least_size(const struct layout_check *c,
			   const struct window *w)
{
	uint64_t frames = c->pd->grant_frames ? c->pd->grant_frames : 1;

	switch (w->kind) {
	case WINDOW_REGION:
		return c->p->facts->region_min;
	case WINDOW_GRANT_TABLE:
		return frames * PAGE_BYTES;
	default:
		return 0;
	}
}

static void check_one(struct layout_check *c, const struct window *w)
{
	uint64_t align = layout_alignment(c, w);
	uint64_t last = w->range.size ? range_last(w->range) : w->range.base;

	if (w->kind == WINDOW_MAGIC && !w->range.size)
		return;		/* it passes 2^64, and is reported */
	if (w->kind == WINDOW_GRANT_TABLE && c->pd->grant_past_end)
		return;
	if (!is_aligned(w->range.base, align) ||
	    !is_aligned(w->range.size, align))
		add(c, LAYOUT_ALIGN, w, NULL);
	if (w->range.size < layout_least_size(c, w))
		add(c, LAYOUT_TOO_SMALL, w, NULL);
	if (last >> c->p->system->target.ipa_bits.v)
		add(c, LAYOUT_BEYOND_IPA, w, NULL);
}

/* ---- rules on two ---- */

static void check_order(struct layout_check *c)
{
	for (size_t i = 1; i < c->n_own; i++) {
		const struct window *w = &c->own[i];

		if (w->kind == WINDOW_REGION &&
		    w->range.base < w[-1].range.base)
			add(c, LAYOUT_ORDER, w, &w[-1]);
	}
}

static bool take_early(void *ctx, const struct window *a,
		       const struct window *b)
{
	struct layout_check *c = ctx;

	if (layout_is_own(a) || layout_is_own(b))
		add(c, LAYOUT_OVERLAP, a, b);
	return c->n < c->n_most;
}

static bool take_late(void *ctx, const struct window *a,
		      const struct window *b)
{
	struct layout_check *c = ctx;

	if ((layout_is_own(a) && !is_early(b)) ||
	    (layout_is_own(b) && !is_early(a)))
		add(c, LAYOUT_OVERLAP, a, b);
	return c->n < c->n_most;
}

/* Two passes by ascending bases, so that a limit cuts off the last ones. */
static void check_overlaps(struct layout_check *c)
{
	struct window_list taken = { .arena = c->p->arena };
	struct window_list early = { .arena = c->p->arena };
	struct window_list all = { .arena = c->p->arena };

	plan_add_taken(c->p, c->pd, &taken);
	for (size_t i = 0; i < c->n_own; i++)
		plan_add_window(&all, c->own[i]);
	for (size_t i = 0; i < taken.n; i++)
		if (taken.items[i].kind != WINDOW_EXPOSED)
			plan_add_window(&all, taken.items[i]);
	plan_sort_windows(&all);
	for (size_t i = 0; i < all.n; i++)
		if (is_early(&all.items[i]))
			plan_add_window(&early, all.items[i]);
	c->n_most = c->n + LIMIT_DIAGNOSTICS;
	plan_each_overlap(early.items, early.n, take_early, c);
	c->n_most = c->n + LIMIT_DIAGNOSTICS;
	plan_each_overlap(all.items, all.n, take_late, c);
}

/* ---- order ---- */

static int compare_u64(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* A rule on one range counts as one on that range and itself. */
static int by_rank(const void *pa, const void *pb)
{
	const struct layout_finding *x = pa, *y = pb;
	const struct window *xb = x->b ? x->b : x->a;
	const struct window *yb = y->b ? y->b : y->a;
	const int orders[] = {
		compare_u64(x->late, y->late),
		compare_u64(x->a->range.base, y->a->range.base),
		compare_u64(xb->range.base, yb->range.base),
		compare_u64(x->rule, y->rule),
		compare_u64(x->a->kind, y->a->kind),
		compare_u64(xb->kind, yb->kind),
		compare_u64(x->a->range.size, y->a->range.size),
		compare_u64(xb->range.size, yb->range.size),
	};

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		if (orders[i])
			return orders[i];
	return 0;
}

/* ---- what comes before and after all ranges ---- */

static void check_wraps(const struct layout_check *c, const struct planned *at,
			uint64_t bytes, const char *what)
{
	if (at->range.size || !bytes)
		return;
	diag_add(c->p->diags, E_LAYOUT_WRAPS,
		 place_or(at->place, c->pd->domain->place),
		 "domain '%s': %s for %s at 0x%" PRIx64 " end past 2^64; choose a lower base",
		 c->pd->domain->name, size_text(c->p->arena, bytes), what,
		 at->range.base);
}

static void check_enhanced(const struct layout_check *c)
{
	const struct domain *d = c->pd->domain;
	struct diag_item *item;

	if (c->pd->hypervisor_node)
		return;
	item = diag_add(c->p->diags, E_LAYOUT_NOT_ENHANCED,
			place_or(d->space.place, d->place),
			"domain '%s': its hypervisor node would tell of the layout, and it has none",
			d->name);
	diag_note(c->p->diags, item, place_or(d->enhanced_place, d->place),
		  "say 'enhanced: no-xenstore', or true");
}

/* Return: how many of the regions Xen would look at. */
static size_t check_number(const struct layout_check *c)
{
	const struct plan_domain *pd = c->pd;
	size_t most =
		c->p->facts->extensions[EXTENSION_GUEST_LAYOUT].max_regions;

	if (pd->n_regions <= most)
		return pd->n_regions;
	diag_add(c->p->diags, E_LAYOUT_REGIONS_MANY,
		 place_or(pd->regions[most].place, pd->domain->place),
		 "domain '%s': %zu extended regions, a layout has %zu at most: this is the first too many",
		 pd->domain->name, pd->n_regions, most);
	return most;
}

/* A version 1 grant entry, which hands the page to dom0, has 32 bits for it. */
static void check_xenstore_page(const struct layout_check *c)
{
	const struct plan_domain *pd = c->pd;
	uint64_t page = pd->magic.range.base / PAGE_BYTES +
			(uint64_t)c->p->facts->magic_offset[MAGIC_XENSTORE];
	struct diag_item *item;

	if (pd->domain->enhanced != ENHANCED_TRUE || page <= UINT32_MAX)
		return;
	item = diag_add(c->p->diags, E_LAYOUT_XENSTORE_PAGE,
			place_or(pd->magic.place, pd->domain->place),
			"domain '%s': the xenstore page at 0x%" PRIx64 " cannot be granted to dom0",
			pd->domain->name, page * PAGE_BYTES);
	diag_note(c->p->diags, item, PLACE_NONE,
		  "choose a magic-base below 0x%" PRIx64, UINT64_C(1) << 44);
}

/* ---- all of it ---- */

static struct window own(enum window_kind kind, const char *name,
			 const struct planned *at)
{
	return (struct window){ kind, at->range, name, at->reason, at->place };
}

static void list_own(struct layout_check *c, size_t n_regions)
{
	const struct plan_domain *pd = c->pd;
	struct window *w = arena_array(c->p->arena, n_regions + 2, sizeof(*w));

	for (size_t i = 0; i < n_regions; i++)
		w[i] = own(WINDOW_REGION, "extended region", &pd->regions[i]);
	w[n_regions] = own(WINDOW_GRANT_TABLE, "the grant table",
			   &pd->grant_table);
	w[n_regions + 1] = own(WINDOW_MAGIC, "the magic pages", &pd->magic);
	c->own = w;
	c->n_own = n_regions + 2;
}

void plan_check_layout(struct planner *p, const struct plan_domain *pd)
{
	struct layout_check c = { .p = p, .pd = pd };
	size_t n_regions;

	if (!pd->layout)
		return;
	check_wraps(&c, &pd->grant_table, pd->grant_past_end,
		    "the grant table");
	n_regions = check_number(&c);
	check_wraps(&c, &pd->magic, p->facts->magic.size, "the magic pages");
	list_own(&c, n_regions);
	check_enhanced(&c);
	for (size_t i = 0; i < c.n_own; i++)
		check_one(&c, &c.own[i]);
	check_order(&c);
	check_overlaps(&c);
	if (c.n)
		qsort(c.findings, c.n, sizeof(*c.findings), by_rank);
	for (size_t i = 0; i < c.n; i++)
		layout_report(&c, &c.findings[i]);
	check_xenstore_page(&c);
}
