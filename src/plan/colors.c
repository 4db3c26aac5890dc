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

static bool has_colors(struct planner *p)
{
	/* Size and ways of the cache turn colouring on, too. */
	return p->facts->llc_colors &&
	       plan_xen_bool(p, "llc-coloring",
			     plan_tells_cache(p) || first_colored(p->system));
}

/* Each domain asks, and the command line may be long. */
bool plan_has_colors(struct planner *p)
{
	if (!p->colors_known)
		p->has_colors = has_colors(p);
	p->colors_known = true;
	return p->has_colors;
}

const char *plan_color_option(struct planner *p)
{
	/* Whatever is said stays: twice the default, once each way. */
	bool said = plan_xen_bool(p, "llc-coloring", true) ==
		    plan_xen_bool(p, "llc-coloring", false);

	if (!p->facts->llc_colors || said || plan_tells_cache(p) ||
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

/* ---- against the machine's ---- */

/* @who: "domain 'net'", before its @colors */
static void report_beyond(struct planner *p, const char *who,
			  const char *colors, struct place place,
			  const struct color_list *l)
{
	unsigned int n = p->plan->n_llc_colors;
	struct diag_item *item;

	item = diag_add(p->diags, E_COLORS_BEYOND, place,
			l->most < n ?
			"%s: cache colours '%s' are more than the machine's %u, some said twice" :
			"%s: cache colours '%s', and the machine's cache has %u: 0 to %u",
			who, colors, n, n - 1);
	diag_note(p->diags, item, p->plan->llc_colors_place,
		  "how many it has is told here");
}

/* Two colours there always are: Xen stops at less. */
static void report_unknown(struct planner *p, const char *who,
			   const char *colors, struct place place)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_COLORS_UNKNOWN, place,
			"%s: cache colours '%s', and nothing says how many the machine's cache has",
			who, colors);
	diag_note(p->diags, item, p->system->target.xen.place,
		  "say 'llc-colors' in target: the pages of a way of that cache");
}

/* Return: false when their number would have to be known. */
static bool check_known(struct planner *p, const char *who,
			const char *colors, struct place place)
{
	struct color_list l = plan_read_colors(p->arena, colors,
				p->system->target.max_llc_colors, NULL);
	uint32_t n = p->plan->n_llc_colors;

	/* What Xen cannot read was reported as that. */
	if (l.fault)
		return true;
	if (n && (l.most >= n || l.n > n))
		report_beyond(p, who, colors, place, &l);
	if (n || l.most < 2)
		return true;
	report_unknown(p, who, colors, place);
	return false;
}

static void check_beyond(struct planner *p)
{
	const struct system *s = p->system;
	const char *xen = plan_xen_option(p, "xen-llc-colors");
	const char *dom0 = plan_xen_option(p, "dom0-llc-colors");
	struct place place = s->hypervisor.cmdline.place;
	bool known = true;

	if (xen)
		known = check_known(p, "xen-llc-colors", xen, place);
	if (dom0 && known && model_dom0(s))
		known = check_known(p, "dom0-llc-colors", dom0, place);
	for (size_t i = 0; known && i < s->n_domains; i++) {
		const struct domain *d = &s->domains[i];
		const struct set_str *colors = &d->placement.llc_colors;

		if (colors->given)
			known = check_known(p, arena_printf(p->arena,
					    "domain '%s'", d->name),
					    colors->v, colors->place);
	}
}

void plan_check_colors(struct planner *p)
{
	const struct domain *colored = first_colored(p->system);
	const struct domain *before = NULL;
	bool on = plan_has_colors(p);

	if (colored && p->facts->llc_colors && !on)
		check_on(p, colored);
	if (on) {
		check_heap(p, colored);
		check_beyond(p);
	}
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
