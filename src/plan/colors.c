/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * colors.c - colours of the last-level cache.
 *
 * Sources: llc_coloring_init() in xen/common/llc-coloring.c, create_domUs()
 * in xen/arch/arm/dom0less-build.c.
 */
#include "plan/parts.h"

static const struct domain *first_colored(const struct system *s)
{
	for (size_t i = 0; i < s->n_domains; i++)
		if (s->domains[i].placement.llc_colors.given)
			return &s->domains[i];
	return NULL;
}

/* Size and ways of the cache turn colouring on, too. */
static bool tells_cache(struct planner *p)
{
	return plan_xen_option(p, "llc-size") &&
	       plan_xen_option(p, "llc-nr-ways");
}

bool plan_has_colors(struct planner *p)
{
	return p->facts->llc_colors &&
	       plan_xen_bool(p, "llc-coloring",
			     tells_cache(p) || first_colored(p->system));
}

const char *plan_color_option(struct planner *p)
{
	/* Whatever is said stays: twice the default, once each way. */
	bool said = plan_xen_bool(p, "llc-coloring", true) ==
		    plan_xen_bool(p, "llc-coloring", false);

	if (!p->facts->llc_colors || said || tells_cache(p) ||
	    !first_colored(p->system))
		return NULL;
	return "llc-coloring=on";
}

static void check_on(struct planner *p, const struct domain *d)
{
	const struct set_str *colors = &d->placement.llc_colors;
	struct diag_item *item;

	item = diag_add(p->diags, E_COLORS_OFF, colors->place,
			"domain '%s' has cache colours, and Xen's command line turns them off",
			d->name);
	diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
		  "leave 'llc-coloring' out here: domc writes it when a domain has colours");
}

/* "LLC coloring and static memory are incompatible" */
static void check_static(struct planner *p, const struct domain *d,
			 const struct domain *colored)
{
	struct diag_item *item;

	if (!d->placement.n_banks)
		return;
	item = diag_add(p->diags, E_COLORS_STATIC, d->placement.place,
			"domain '%s': Xen cannot have both static memory and cache colours, whichever domain has them",
			d->name);
	if (colored)
		diag_note(p->diags, item, colored->placement.llc_colors.place,
			  "domain '%s' has cache colours", colored->name);
	else
		diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
			  "Xen's command line turns them on");
}

/* create_domUs() keeps the string of the domain before. */
static void check_inherited(struct planner *p, const struct domain *d,
			    const struct domain *before)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_COLORS_INHERITED, d->place,
			"domain '%s' says no cache colours, and Xen %s gives it those of domain '%s' before it",
			d->name, p->facts->release, before->name);
	diag_note(p->diags, item, before->placement.llc_colors.place,
		  "which has them here; say llc-colors of '%s' too, or put it before '%s'",
		  d->name, before->name);
}

/*
 * end_boot_allocator() in xen/common/page_alloc.c gives the first range of
 * the heap to Xen itself, and colours the others.
 */
static void check_heap(struct planner *p, const struct domain *colored)
{
	const struct hypervisor *h = &p->system->hypervisor;
	struct diag_item *item;

	if (h->n_static_heap != 1)
		return;
	item = diag_add(p->diags, E_COLORS_HEAP, h->static_heap_place,
			"the static heap is one range, which Xen keeps for itself, and none is left for memory with cache colours");
	if (colored)
		diag_note(p->diags, item, colored->placement.llc_colors.place,
			  "domain '%s' has cache colours; give the heap a second range, apart from the first",
			  colored->name);
}

void plan_check_colors(struct planner *p)
{
	const struct domain *colored = first_colored(p->system);
	const struct domain *before = NULL;
	bool on = plan_has_colors(p);

	if (colored && p->facts->llc_colors && !on)
		check_on(p, colored);
	if (on)
		check_heap(p, colored);
	for (size_t i = 0; on && i < p->plan->n_domains; i++) {
		const struct domain *d = p->plan->domains[i].domain;

		check_static(p, d, colored);
		if (d->is_dom0)
			continue;
		if (d->placement.llc_colors.given)
			before = d;
		else if (before && !d->placement.n_banks)
			check_inherited(p, d, before);
	}
}
