/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * passed.c - what a passed device has in common with dom0, with Xen itself
 * and with its neighbours in one domain.
 */
#include "lint/rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct diag_item *report(const struct lint_input *in,
				const struct domain *d, enum diag_code code,
				const char *text)
{
	return diag_add(in->diags, code, d->device_tree->place,
			"domain '%s': %s", d->name, text);
}

/* ---- interrupts ---- */

#define FIRST_SPI 32

/* vgic_num_irqs(): the first interrupt that the domain does not have. */
static uint64_t first_beyond(const struct domain *d)
{
	if (!d->spi_count.given)
		return UINT64_MAX;
	return FIRST_SPI + align_up(d->spi_count.v, 32);
}

static void check_interrupt(const struct lint_input *in,
			    const struct domain *d,
			    const struct passed_node *p, uint32_t intid)
{
	uint64_t end = first_beyond(d);
	struct diag_item *item;

	if (intid >= FIRST_SPI && intid < end)
		return;
	item = report(in, d, E_PARTIAL_INTERRUPT,
		      arena_printf(in->arena, intid < FIRST_SPI ?
				   "%s, by %s, has the private interrupt %" PRIu32 " of each CPU, which Xen cannot pass on" :
				   "%s, by %s, has interrupt %" PRIu32 ", and spi-count is too small for it",
				   p->host_path, p->node, intid));
	if (intid < FIRST_SPI)
		diag_note(in->diags, item, in->system->board->place,
			  "the board tree says so; leave xen,path out if the interrupt is not needed");
	else
		diag_note(in->diags, item, d->spi_count.place,
			  "say %" PRIu32 " or more, or leave spi-count out",
			  intid - FIRST_SPI + 1);
}

void lint_check_partial_interrupts(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (!d->device_tree || !lint_is_domu(d))
			continue;
		for (size_t k = 0; k < d->n_passed; k++)
			for (size_t n = 0; n < d->passed[k].n_intids; n++)
				check_interrupt(in, d, &d->passed[k],
						d->passed[k].intids[n]);
	}
}

/* ---- dom0, which gets what nobody takes away from it ---- */

static void check_dom0(const struct lint_input *in, const struct domain *d,
		       const struct passed_node *p)
{
	const struct board *b = in->system->board;
	struct diag_item *item;

	/* Xen's own UART is none of dom0's. */
	if (!p->on_board || p->is_passed ||
	    (b->uart_path && strcmp(b->uart_path, p->host_path) == 0))
		return;
	item = report(in, d, E_PARTIAL_SHARED,
		      arena_printf(in->arena, "%s, by %s, is given to dom0 too",
				   p->host_path, p->node));
	diag_note(in->diags, item, b->place,
		  "dom0 has each device of the board that does not say xen,passthrough; add that property to the node, with an overlay for instance");
}

void lint_passed_to_dom0(const struct lint_input *in)
{
	if (!model_dom0(in->system))
		return;
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (!d->device_tree || !lint_is_domu(d))
			continue;
		for (size_t k = 0; k < d->n_passed; k++)
			check_dom0(in, d, &d->passed[k]);
	}
}

/* ---- registers of Xen's own ---- */

static void check_own(const struct lint_input *in, const struct domain *d,
		      const struct xen_reg *r, struct range own,
		      const char *what)
{
	const struct board *b = in->system->board;
	struct range host = { r->host, r->guest.size };
	struct diag_item *item;

	if (!own.size || !range_overlap(host, own))
		return;
	item = report(in, d, E_PARTIAL_SHARED,
		      arena_printf(in->arena, "xen,reg of %s hands out %s at %s, which Xen uses itself",
				   r->node, what,
				   range_text(in->arena, own)));
	diag_note(in->diags, item, b->place,
		  "the board tree says where it is; leave it out, the domain has one of its own that Xen emulates");
}

static void check_own_registers(const struct lint_input *in,
				const struct domain *d,
				const struct xen_reg *r, struct space *redist)
{
	const struct board *b = in->system->board;
	const struct taken *t = space_first_overlap(redist, (struct range){
		r->host, r->guest.size });

	check_own(in, d, r, b->gic_dist, "the GIC's distributor");
	check_own(in, d, r, b->gic_cpu, "the GIC's CPU interface");
	if (t)
		check_own(in, d, r, t->range, "the GIC's redistributors");
	/* With the path it is said by partial_host. */
	if (b->uart_path &&
	    (!r->device || strcmp(r->device, b->uart_path) != 0))
		check_own(in, d, r, b->uart, "the UART");
}

void lint_passed_of_xen(const struct lint_input *in)
{
	const struct board *b = in->system->board;
	struct space redist = space_make(in->arena);

	for (size_t i = 0; i < b->n_gic_redist; i++)
		space_take(&redist, b->gic_redist[i], NULL);
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		for (size_t k = 0; k < d->n_xen_regs; k++)
			check_own_registers(in, d, &d->xen_regs[k],
					    &redist);
	}
}

/* ---- registers that a guest would see at one place ---- */

static int by_guest(const void *va, const void *vb)
{
	const struct xen_reg *a = *(const struct xen_reg *const *)va;
	const struct xen_reg *b = *(const struct xen_reg *const *)vb;

	if (a->guest.base != b->guest.base)
		return a->guest.base < b->guest.base ? -1 : 1;
	return (a > b) - (a < b);
}

/* Two parts of one page lie at one distance from the host's. */
static bool is_same_page(const struct xen_reg *a, const struct xen_reg *b)
{
	return a->guest.base - a->host == b->guest.base - b->host;
}

static void check_places(const struct lint_input *in, const struct domain *d)
{
	const struct xen_reg **regs = arena_array(in->arena, d->n_xen_regs,
						  sizeof(*regs));
	const struct xen_reg *last;
	struct diag_item *item;

	for (size_t i = 0; i < d->n_xen_regs; i++)
		regs[i] = &d->xen_regs[i];
	qsort(regs, d->n_xen_regs, sizeof(*regs), by_guest);
	last = regs[0];
	for (size_t i = 1; i < d->n_xen_regs; i++) {
		bool clash = range_overlap(last->guest, regs[i]->guest);

		if (clash && !is_same_page(last, regs[i])) {
			item = report(in, d, E_WINDOW_OVERLAP,
				      arena_printf(in->arena, "xen,reg of %s and of %s put different registers at guest address 0x%" PRIx64 ", and Xen does not look",
						   last->node, regs[i]->node,
						   regs[i]->guest.base));
			diag_note(in->diags, item, PLACE_NONE,
				  "the guest would see those that Xen maps last; give each an address of its own");
		}
		if (!clash ||
		    range_last(regs[i]->guest) > range_last(last->guest))
			last = regs[i];
	}
}

void lint_passed_at_one_place(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++)
		if (in->system->domains[i].n_xen_regs)
			check_places(in, &in->system->domains[i]);
}

/* ---- an IOMMU that one domain leaves to another ---- */

void lint_check_partial_iommu(const struct lint_input *in)
{
	const struct domain *last = NULL;

	if (!in->system->target.iommu.v)
		return;
	for (size_t i = in->system->n_domains; i-- > 0;) {
		const struct domain *d = &in->system->domains[i];
		struct diag_item *item;

		if (!lint_is_domu(d))
			continue;
		if (d->device_tree) {
			last = last ? last : d;
			continue;
		}
		if (!last)
			continue;
		item = diag_add(in->diags, E_IOMMU_INHERITED, d->place,
				"domain '%s' has no device, and Xen gives it an IOMMU because of domain '%s' behind it",
				d->name, last->name);
		diag_note(in->diags, item, last->device_tree->place,
			  "Xen looks for a partial tree from a domain to the end of the board tree; put the domains that have one first");
	}
}
