/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memory.c - static memory, and the fixed windows of stock Xen that a
 * direct-mapped domain's host addresses can hit.
 */
#include "lint/rules.h"

static void check_sum(const struct lint_input *in, const struct domain *d)
{
	const struct placement *p = &d->placement;
	uint64_t sum = 0;
	struct diag_item *item;

	for (size_t i = 0; i < p->n_banks; i++) {
		sum = sum_capped(sum, p->banks[i].range.size);
	}
	if (!p->n_banks || sum == d->memory.v)
		return;
	item = diag_add(in->diags, E_STATIC_SUM, p->place,
			"domain '%s': the static banks are %s in all, its memory is %s",
			d->name, size_text(in->arena, sum),
			size_text(in->arena, d->memory.v));
	diag_note(in->diags, item, place_or(d->memory.place, d->place),
		  "the memory is said here; Xen wants both to be equal");
}

void lint_check_static_memory(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (!lint_is_domu(d))
			continue;
		if (d->placement.direct_map.v && !d->placement.n_banks)
			diag_add(in->diags, E_DIRECT_MAP_NOT_STATIC,
				 d->placement.direct_map.place,
				 "domain '%s': a direct map needs 'static' beside it, the host ranges of its memory",
				 d->name);
		else
			check_sum(in, d);
	}
}

/* What stock Xen puts at the same place in every domain. */
struct fixed_window {
	struct range range;
	const char *what;
};

static void report_clash(const struct lint_input *in,
			 const struct plan_domain *pd, struct fixed_window w,
			 struct range r, const char *what, struct place place)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;

	item = diag_add(in->diags, E_DIRECT_MAP_CLASH,
			place_or(place, d->place),
			"domain '%s': its %s 0x%llx-0x%llx hits %s at 0x%llx-0x%llx, which Xen %s puts there unchecked",
			d->name, what, (unsigned long long)r.base,
			(unsigned long long)range_last(r), w.what,
			(unsigned long long)w.range.base,
			(unsigned long long)range_last(w.range),
			in->system->target.facts->release);
	diag_note(in->diags, item,
		  place_or(d->placement.direct_map.place, d->place),
		  "the domain sees host addresses because of direct-map; choose other host ranges for it");
	if (in->system->target.extensions[EXTENSION_GUEST_LAYOUT])
		diag_note(in->diags, item, PLACE_NONE,
			  "or say 'address-space: {grant-table: {base: auto}}', and domc moves what is in the way");
}

static void check_window(const struct lint_input *in,
			 const struct plan_domain *pd, struct fixed_window w)
{
	for (size_t i = 0; i < pd->n_banks; i++)
		if (range_overlap(pd->banks[i].range, w.range))
			report_clash(in, pd, w, pd->banks[i].range, "RAM",
				     pd->banks[i].place);
	if (range_overlap(pd->gic_dist.range, w.range))
		report_clash(in, pd, w, pd->gic_dist.range, "GIC", PLACE_NONE);
	if (range_overlap(pd->gic_cpu.range, w.range))
		report_clash(in, pd, w, pd->gic_cpu.range, "GIC", PLACE_NONE);
	for (size_t i = 0; i < pd->n_gic_redist; i++)
		if (range_overlap(pd->gic_redist[i].range, w.range))
			report_clash(in, pd, w, pd->gic_redist[i].range, "GIC",
				     PLACE_NONE);
	if (pd->vpl011 && range_overlap(pd->uart.range, w.range))
		report_clash(in, pd, w, pd->uart.range, "UART",
			     pd->domain->vpl011.place);
}

/* init-dom0less populates one page here, whatever lies there. */
struct range lint_xenstore_page(const struct facts *f)
{
	uint64_t offset = (uint64_t)f->magic_offset[MAGIC_XENSTORE];

	return (struct range){
		f->magic.base + offset * PAGE_BYTES, PAGE_BYTES,
	};
}

void lint_check_direct_map_clash(const struct lint_input *in)
{
	const struct facts *f = in->system->target.facts;

	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct plan_domain *pd = &in->plan->domains[i];

		/* Of a layout Xen checks it, and so does src/plan. */
		if (!pd->host_layout || pd->domain->is_dom0 || pd->layout)
			continue;
		if (pd->hypervisor_node)
			check_window(in, pd, (struct fixed_window){
				pd->grant_table.range, "the grant table" });
		if (pd->domain->enhanced == ENHANCED_TRUE)
			check_window(in, pd, (struct fixed_window){
				lint_xenstore_page(f), "the xenstore page" });
	}
}
