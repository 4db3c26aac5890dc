/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * regions.c - what boots, but serves a guest worse than meant: regions that
 * Linux cannot use, more grant frames than addresses for them.
 */
#include "lint/rules.h"

#include <inttypes.h>

static void note_larger_regions(const struct lint_input *in,
				const struct domain *d,
				struct diag_item *item)
{
	bool said = d->space.regions_place.line;

	diag_note(in->diags, item, PLACE_NONE,
		  "Linux adds address space in aligned sections of 128 MiB, with pages of 64 KiB in such of 512 MiB");
	diag_note(in->diags, item, PLACE_NONE,
		  said ? "begin the regions at a multiple of 128 MiB, or make them larger" :
			 "give the domain less memory, which leaves larger holes, or with the extension guest-layout say address-space.extended-regions; '-W no-regions-sections' if no Linux runs in it");
}

static void check_sections(const struct lint_input *in,
			   const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct budget *b = &pd->region_budget;
	uint64_t usable = plan_sections(pd);
	struct place place = place_or(d->space.regions_place,
					place_or(d->enhanced_place, d->place));
	struct diag_item *item = NULL;

	if (!pd->n_regions)
		return;
	if (!usable)
		item = diag_add(in->diags, E_REGIONS_SECTIONS, place,
				"domain '%s': no extended region holds 128 MiB at a multiple of 128 MiB, and Linux takes no less",
				d->name);
	else if (b->needed <= b->had && b->needed > usable)
		item = diag_add(in->diags, E_REGIONS_SECTIONS, place,
				"domain '%s': of the %s in its extended regions Linux can use %s, and what it maps needs %s",
				d->name, size_text(in->arena, b->had),
				size_text(in->arena, usable),
				size_text(in->arena, b->needed));
	if (item)
		note_larger_regions(in, d, item);
}

void lint_check_region_sections(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++)
		check_sections(in, &in->plan->domains[i]);
}

/* A layout's table is as large as it must be; src/plan looks at that. */
static void check_frames(const struct lint_input *in,
			 const struct plan_domain *pd)
{
	uint64_t most = pd->grant_table.range.size / PAGE_BYTES;
	const struct domain *d = pd->domain;
	struct diag_item *item;

	if (pd->layout || !pd->hypervisor_node || pd->grant_frames <= most)
		return;
	item = diag_add(in->diags, E_GRANT_FRAMES,
			place_or(d->grants.frames.place, d->place),
			"domain '%s': %" PRIu64 " grant frames, at 0x%" PRIx64 " there is room for %" PRIu64,
			d->name, pd->grant_frames, pd->grant_table.range.base,
			most);
	if (!d->grants.frames.given)
		diag_note(in->diags, item,
			  in->system->hypervisor.cmdline.place,
			  "gnttab_max_frames= on Xen's command line says so");
	diag_note(in->diags, item, PLACE_NONE,
		  "say %" PRIu64 " or less, or with the extension guest-layout make address-space.grant-table larger",
		  most);
}

void lint_check_grant_frames(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++)
		check_frames(in, &in->plan->domains[i]);
}
