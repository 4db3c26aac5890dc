/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * maps.c - may a domain map what it claims, and has it the room?
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <string.h>

/* struct grant_entry of the maptrack: 16 bytes each. */
#define ENTRIES_PER_FRAME 256
/* Addends of a sum that a message shows. */
#define NOTED_LINES 8

static struct place claims_place(const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct budget *b = &pd->region_budget;

	return place_or(b->n_lines ? b->lines[0].place : PLACE_NONE,
			  d->place);
}

/* ---- who may ---- */

/* xsm_map_gmfn_foreign() asks for XSM_TARGET: dom0, or a device model. */
static void check_foreign(struct planner *p, const struct domain *d,
			  const struct map_claim *claim)
{
	struct diag_item *item;

	if (claim->how != MAP_FOREIGN || d->is_dom0)
		return;
	item = diag_add(p->diags, E_FOREIGN_REFUSED, claim->place,
			"domain '%s': Xen will not let it map foreign pages of '%s': -EPERM",
			d->name, claim->of);
	diag_note(p->diags, item, PLACE_NONE,
		  "dom0 may, and a device model or control domain that a FLASK policy lets; between all others say 'how: grant'");
}

static bool is_silo(struct planner *p)
{
	const char *policy = plan_xen_option(p, "xsm");
	const struct target *t = &p->system->target;

	if (policy && strcmp(policy, "silo") == 0)
		return true;
	if (policy && (strcmp(policy, "dummy") == 0 ||
		       strcmp(policy, "flask") == 0))
		return false;
	if (!t->kconfig_name.given)
		return p->facts->kconfig_defconfig[KCONFIG_XSM_SILO_DEFAULT];
	return t->kconfig[KCONFIG_XSM_SILO_DEFAULT];
}

/* silo_mode_dom_check(): one side must be the control domain. */
static void check_silo(struct planner *p, const struct domain *d,
		       const struct map_claim *claim)
{
	const struct named *of = plan_named(p, claim->of);
	struct diag_item *item;

	if (claim->how != MAP_GRANT || d->is_dom0 || !of ||
	    of->domain->is_dom0 || !is_silo(p))
		return;
	item = diag_add(p->diags, E_GRANT_SILO, claim->place,
			"domain '%s': grants of '%s' will not reach it, as Xen's policy is SILO: neither of the two is dom0",
			d->name, claim->of);
	diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
		  "xsm=dummy on Xen's command line allows grants between all domains");
}

/* Each page that is mapped by a grant takes an entry. */
static void check_maptrack(struct planner *p, const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	uint64_t have = pd->maptrack_frames * ENTRIES_PER_FRAME, pages = 0;
	const struct map_claim *over = NULL;
	struct diag_item *item;

	for (size_t i = 0; i < d->n_maps; i++) {
		if (d->maps[i].how != MAP_GRANT)
			continue;
		pages += plan_claim_bytes(p, &d->maps[i]) / PAGE_BYTES;
		if (pages > have && !over)
			over = &d->maps[i];
	}
	if (!over)
		return;
	item = diag_add(p->diags, E_MAPTRACK_SMALL, over->place,
			"domain '%s': %" PRIu64 " pages by grants, its %" PRIu64 " maptrack frames hold %" PRIu64,
			d->name, pages, pd->maptrack_frames, have);
	diag_note(p->diags, item, d->grants.maptrack_frames.place,
		  "%s at least %" PRIu64,
		  p->facts->grant_properties && !d->is_dom0 ?
			  "say grants.maptrack-frames:" :
			  "say gnttab_max_maptrack_frames= on Xen's command line:",
		  pages / ENTRIES_PER_FRAME + (pages % ENTRIES_PER_FRAME != 0));
}

/* ---- is there room ---- */

static void note_lines(struct planner *p, struct diag_item *item,
		       const struct budget *b)
{
	for (size_t i = 0; i < b->n_lines && i < NOTED_LINES; i++)
		diag_note(p->diags, item, b->lines[i].place, "%s for %s",
			  size_text(p->arena, b->lines[i].bytes),
			  b->lines[i].what);
	if (b->n_lines > NOTED_LINES)
		diag_note(p->diags, item, PLACE_NONE, "and %zu more",
			  b->n_lines - NOTED_LINES);
}

static const char *why_none(struct planner *p, const struct plan_domain *pd,
			    struct place *ret_place)
{
	const struct domain *d = pd->domain;

	*ret_place = p->system->hypervisor.cmdline.place;
	if (!plan_xen_bool(p, "ext_regions", true))
		return "ext_regions on Xen's command line turns them off";
	*ret_place = place_or(d->enhanced_place, d->place);
	if (!pd->hypervisor_node)
		return "it has no hypervisor node: say 'enhanced: no-xenstore', or true";
	*ret_place = place_or(d->space.regions_place, d->place);
	if (pd->layout && d->space.regions == REGIONS_NONE)
		return "address-space.extended-regions says so";
	return "there is no room for one";
}

static void report_none(struct planner *p, const struct plan_domain *pd)
{
	struct diag_item *item;
	struct place place;
	const char *why = why_none(p, pd, &place);

	item = diag_add(p->diags, E_MAPS_NO_REGIONS, claims_place(pd),
			"domain '%s' has no extended regions and gives up its own RAM, page by page, for what it maps of others (XSA-300)",
			pd->domain->name);
	diag_note(p->diags, item, place, "%s", why);
}

static void report_small(struct planner *p, const struct plan_domain *pd)
{
	const struct budget *b = &pd->region_budget;
	const char *missing = size_text(p->arena, b->needed - b->had);
	struct diag_item *item;

	item = diag_add(p->diags, E_MAPS_REGIONS_SMALL,
			place_or(pd->domain->space.regions_place,
				   claims_place(pd)),
			"domain '%s': its extended regions have %s, what it maps needs %s: %s too few",
			pd->domain->name, size_text(p->arena, b->had),
			size_text(p->arena, b->needed), missing);
	note_lines(p, item, b);
	if (pd->layout)
		diag_note(p->diags, item, PLACE_NONE,
			  "say 'auto' for address-space.extended-regions, or {size: %s}",
			  size_text(p->arena, b->needed));
	else
		diag_note(p->diags, item, PLACE_NONE,
			  "map less, or give the domain less RAM: Xen takes what its RAM leaves free");
}

static void report_pool(struct planner *p, const struct plan_domain *pd)
{
	const struct budget *b = &pd->p2m_budget;
	struct diag_item *item;

	item = diag_add(p->diags, E_P2M_POOL_SMALL,
			place_or(pd->domain->p2m_pool.place,
				   claims_place(pd)),
			"domain '%s': its P2M pool has %s, %s are needed: %s too few",
			pd->domain->name, size_text(p->arena, b->had),
			size_text(p->arena, b->needed),
			size_text(p->arena, b->needed - b->had));
	note_lines(p, item, b);
	diag_note(p->diags, item, PLACE_NONE,
		  "say %s, or 'auto'",
		  size_text(p->arena, align_up(b->needed, MIB(1))));
}

/* dom0's regions are Xen's choice at boot, and not known here. */
static void check_room(struct planner *p, const struct plan_domain *pd)
{
	const struct budget *r = &pd->region_budget;
	bool none = pd->domain->is_dom0 ?
		    !plan_xen_bool(p, "ext_regions", true) : !pd->n_regions;

	if (!r->needed)
		return;
	if (none)
		report_none(p, pd);
	else if (!pd->domain->is_dom0 && r->needed > r->had)
		report_small(p, pd);
	if (pd->p2m_budget.needed > pd->p2m_budget.had)
		report_pool(p, pd);
}

void plan_check_maps(struct planner *p, const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;

	for (size_t i = 0; i < d->n_maps; i++) {
		check_foreign(p, d, &d->maps[i]);
		check_silo(p, d, &d->maps[i]);
	}
	check_maptrack(p, pd);
	check_room(p, pd);
}
