/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * partial.c - what partial trees ask Xen to hand out: handle_prop_pfdt() and
 * handle_passthrough_prop() of xen/arch/arm/dom0less-build.c (4.17:
 * domain_build.c), and what these do not look at.
 */
#include "lint/rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- a node by itself ---- */

static struct diag_item *report(const struct lint_input *in,
				const struct domain *d, enum diag_code code,
				const char *text)
{
	return diag_add(in->diags, code, d->device_tree->place,
			"domain '%s': %s", d->name, text);
}

static void check_complete(const struct lint_input *in,
			   const struct domain *d, const struct passed_node *p)
{
	struct diag_item *item;

	if (p->has_reg && (p->host_path || p->forced))
		return;
	item = report(in, d, E_PARTIAL_INCOMPLETE,
		      arena_printf(in->arena, "%s of the partial tree has %s and no %s",
				   p->node, p->has_reg ? "xen,reg" : "xen,path",
				   p->has_reg ? "xen,path" : "xen,reg"));
	if (p->has_reg)
		diag_note(in->diags, item, PLACE_NONE,
			  "add the path of the host's node, or xen,force-assign-without-iommu where there is none");
	else
		diag_note(in->diags, item, PLACE_NONE,
			  "add the registers: host address, size, guest address");
}

static bool is_cells(uint32_t n)
{
	return n == 1 || n == 2;
}

static void check_reg(const struct lint_input *in, const struct domain *d,
		      const struct passed_node *p)
{
	uint32_t ac = p->address_cells, sc = p->size_cells;
	uint32_t bytes = (2 * ac + sc) * 4;
	const char *text = NULL;

	if (!is_cells(ac) || !is_cells(sc))
		text = arena_printf(in->arena, "xen,reg of %s is read with #address-cells %" PRIu32 " and #size-cells %" PRIu32 " of the node above; each must be 1 or 2",
				    p->node, ac, sc);
	else if (!p->reg_bytes || p->reg_bytes % bytes)
		text = arena_printf(in->arena, "xen,reg of %s has %" PRIu32 " bytes; an entry of host address, size and guest address has %" PRIu32,
				    p->node, p->reg_bytes, bytes);
	if (text)
		report(in, d, E_PARTIAL_REG, text);
}

static void check_path(const struct lint_input *in, const struct domain *d,
		       const struct passed_node *p)
{
	struct diag_item *item;

	if (p->on_board)
		return;
	item = report(in, d, E_PARTIAL_PATH,
		      arena_printf(in->arena, "%s of the partial tree is for '%s', which the board tree does not have",
				   p->node, p->host_path));
	diag_note(in->diags, item, in->system->board->place,
		  "the board tree; say a full path with its unit addresses");
}

static void check_iommu(const struct lint_input *in, const struct domain *d,
			const struct passed_node *p)
{
	const struct target *t = &in->system->target;
	struct diag_item *item;

	if (p->forced || !p->on_board || (t->iommu.v && p->has_iommu))
		return;
	item = report(in, d, E_PARTIAL_NO_IOMMU,
		      arena_printf(in->arena, "%s is passed on by %s, and %s",
				   p->host_path, p->node,
				   t->iommu.v ? "its node names no IOMMU" :
				   "the target has no IOMMU"));
	diag_note(in->diags, item, t->iommu.v ? in->system->board->place :
						t->iommu.place,
		  t->iommu.v ? "the board tree; such a node has the property iommus" :
			       "say 'iommu: true' in target if Xen drives one");
	diag_note(in->diags, item, PLACE_NONE,
		  "or add xen,force-assign-without-iommu, if the device may reach all memory");
}

/* iomem_permit_access() finds the end before the start. */
static void check_wraps(const struct lint_input *in, const struct domain *d)
{
	for (size_t i = 0; i < d->n_xen_regs; i++)
		if (d->xen_regs[i].wraps)
			report(in, d, E_PARTIAL_REG,
			       arena_printf(in->arena, "xen,reg of %s hands out host addresses from 0x%" PRIx64 " on that do not end below 2^64",
					    d->xen_regs[i].node,
					    d->xen_regs[i].host));
}

static void check_pages(const struct lint_input *in, const struct domain *d)
{
	for (size_t i = 0; i < d->n_xen_regs; i++) {
		const struct xen_reg *r = &d->xen_regs[i];

		if (is_aligned(r->host | r->guest.base | r->guest.size,
			       PAGE_BYTES))
			continue;
		report(in, d, E_PARTIAL_NOT_PAGES,
		       arena_printf(in->arena, "xen,reg of %s: host address 0x%" PRIx64 ", size 0x%" PRIx64 " and guest address 0x%" PRIx64 " are not all multiples of 4 KiB",
				    r->node, r->host, r->guest.size,
				    r->guest.base));
	}
}

static void check_unread(const struct lint_input *in, const struct domain *d)
{
	struct diag_item *item;

	if (!d->tree_unread)
		return;
	item = report(in, d, E_PARTIAL_UNREAD,
		      arena_printf(in->arena, "Xen leaves %s of the partial tree out",
				   d->tree_unread));
	diag_note(in->diags, item, PLACE_NONE,
		  "it takes /gic, /aliases and /passthrough; move the node into /passthrough");
}

void lint_check_partial_nodes(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (!d->device_tree || !lint_is_domu(d))
			continue;
		for (size_t k = 0; k < d->n_passed; k++) {
			const struct passed_node *p = &d->passed[k];

			check_complete(in, d, p);
			if (p->has_reg)
				check_reg(in, d, p);
			if (p->host_path)
				check_path(in, d, p);
			if (p->has_reg && p->host_path)
				check_iommu(in, d, p);
		}
		check_wraps(in, d);
		check_pages(in, d);
		check_unread(in, d);
	}
}

/* ---- all of them, on the host ---- */

enum given_kind { GIVEN_DEVICE, GIVEN_INTERRUPT, GIVEN_REGISTERS, N_GIVEN };

/* What a domain is given of the host; a list for each kind. */
struct given {
	enum given_kind kind;
	const struct domain *domain;
	const char *node;
	const char *device;	/* its path; NULL: registers of no device */
	struct range range;	/* registers; an interrupt has size 0 */
	size_t order;		/* among its kind, as the trees have them */
};

static int by_thing(const void *va, const void *vb)
{
	const struct given *a = va, *b = vb;
	int order = 0;

	if (a->kind == GIVEN_DEVICE)
		order = strcmp(a->device, b->device);
	if (!order)
		order = (a->range.base > b->range.base) -
			(a->range.base < b->range.base);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static bool is_same(const struct given *a, const struct given *b)
{
	if (a->kind == GIVEN_DEVICE)
		return strcmp(a->device, b->device) == 0;
	return a->range.base == b->range.base ||
	       range_overlap(a->range, b->range);
}

/* Is it said by a finding about the device as a whole? */
static bool is_said(const struct given *a, const struct given *b)
{
	return a->kind != GIVEN_DEVICE && a->device && b->device &&
	       strcmp(a->device, b->device) == 0;
}

static const char *thing_text(const struct lint_input *in,
			      const struct given *g)
{
	if (g->kind == GIVEN_DEVICE)
		return g->device;
	return arena_printf(in->arena, g->kind == GIVEN_INTERRUPT ?
			    "interrupt %" PRIu64 : "host address 0x%" PRIx64,
			    g->range.base);
}

/* The one that reaches furthest stands for all before it. */
static void report_shared(const struct lint_input *in, struct given *g,
			  size_t n)
{
	const struct given *last = g;
	struct diag_item *item;

	qsort(g, n, sizeof(*g), by_thing);
	for (size_t i = 1; i < n; i++) {
		bool same = is_same(last, &g[i]);

		if (same && last->domain != g[i].domain &&
		    !is_said(last, &g[i])) {
			item = report(in, g[i].domain, E_PARTIAL_SHARED,
				      arena_printf(in->arena, "%s, by %s, is given to domain '%s' too",
						   thing_text(in, &g[i]),
						   g[i].node,
						   last->domain->name));
			diag_note(in->diags, item,
				  last->domain->device_tree->place,
				  "by %s of this partial tree", last->node);
		}
		if (!same || !g[i].range.size ||
		    range_last(g[i].range) > range_last(last->range))
			last = &g[i];
	}
}

/* Xen keeps the interrupt of the UART that it prints on. */
static void check_own_uart(const struct lint_input *in,
			   const struct domain *d, const struct passed_node *p)
{
	const struct board *b = in->system->board;
	struct diag_item *item;

	if (!b->uart_path || strcmp(b->uart_path, p->host_path) != 0)
		return;
	item = report(in, d, E_PARTIAL_SHARED,
		      arena_printf(in->arena, "%s, by %s, is the UART that Xen uses itself",
				   p->host_path, p->node));
	diag_note(in->diags, item,
		  place_or(in->system->hypervisor.cmdline.place, b->place),
		  "dtuart= of Xen's command line or stdout-path of the board tree says so");
	diag_note(in->diags, item, PLACE_NONE,
		  "pass on another, or name another for Xen with dtuart= in hypervisor.cmdline");
}

struct given_lists {
	struct given *items[N_GIVEN];
	size_t n[N_GIVEN];
};

static void give(struct given_lists *l, struct given g)
{
	g.order = l->n[g.kind]++;
	l->items[g.kind][g.order] = g;
}

static void give_all_of(const struct lint_input *in, struct given_lists *l,
			const struct domain *d)
{
	for (size_t i = 0; i < d->n_passed; i++) {
		const struct passed_node *p = &d->passed[i];

		if (!p->on_board)
			continue;
		check_own_uart(in, d, p);
		give(l, (struct given){ GIVEN_DEVICE, d, p->node,
					p->host_path, { 0, 0 }, 0 });
		for (size_t k = 0; k < p->n_intids; k++)
			give(l, (struct given){ GIVEN_INTERRUPT, d, p->node,
						p->host_path,
						{ p->intids[k], 0 }, 0 });
	}
	for (size_t i = 0; i < d->n_xen_regs; i++) {
		const struct xen_reg *r = &d->xen_regs[i];

		give(l, (struct given){ GIVEN_REGISTERS, d, r->node, r->device,
					{ r->host, r->guest.size }, 0 });
	}
}

/* @n: at most so many of a kind */
static void check_shared(const struct lint_input *in, size_t n)
{
	struct given_lists l = { .n = { 0 } };

	for (int k = 0; k < N_GIVEN; k++)
		l.items[k] = arena_array(in->arena, n, sizeof(struct given));
	for (size_t i = 0; i < in->system->n_domains; i++)
		give_all_of(in, &l, &in->system->domains[i]);
	for (int k = 0; k < N_GIVEN; k++)
		report_shared(in, l.items[k], l.n[k]);
}

/* What may be handed out: no RAM, or RAM that nobody else is given. */
static struct space free_to_give(const struct lint_input *in)
{
	const struct board *b = in->system->board;
	struct space ram = space_make(in->arena), s = space_make(in->arena);
	struct range *holes;
	size_t n;

	for (size_t i = 0; i < b->n_memory; i++)
		space_take(&ram, b->memory[i].range, NULL);
	n = space_holes(&ram, (struct range){ 0, UINT64_MAX }, &holes);
	for (size_t i = 0; i < n; i++)
		space_take(&s, holes[i], NULL);
	for (size_t i = 0; i < b->n_reserved; i++)
		space_take(&s, b->reserved[i].range, NULL);
	for (size_t i = 0; i < in->system->n_keep_free; i++)
		space_take(&s, in->system->keep_free[i].range, NULL);
	return s;
}

static void check_ram(const struct lint_input *in, const struct domain *d,
		      struct space *given)
{
	for (size_t i = 0; i < d->n_xen_regs; i++) {
		const struct xen_reg *r = &d->xen_regs[i];
		struct range host = { r->host, r->guest.size }, hole;
		struct diag_item *item;

		if (host.size > UINT64_MAX - host.base)
			continue;	/* Xen fails to map it */
		if (!space_first_hole(given, host, &hole))
			continue;
		item = report(in, d, E_PARTIAL_RAM,
			      arena_printf(in->arena, "xen,reg of %s hands out host RAM %s",
					   r->node,
					   range_text(in->arena, hole)));
		diag_note(in->diags, item, in->system->board->place,
			  "this board has RAM there; reserve it in the board tree, or name it in board.keep-free");
	}
}

void lint_check_partial_host(const struct lint_input *in)
{
	const struct system *s = in->system;
	struct space given;
	size_t n_regs = 0;

	for (size_t i = 0; i < s->n_domains; i++) {
		const struct domain *d = &s->domains[i];

		n_regs += d->n_xen_regs + d->n_passed;
		for (size_t k = 0; k < d->n_passed; k++)
			n_regs += d->passed[k].n_intids;
	}
	if (!n_regs)
		return;
	lint_passed_to_dom0(in);
	lint_passed_of_xen(in);
	check_shared(in, n_regs);
	given = free_to_give(in);
	for (size_t i = 0; i < s->n_domains; i++)
		check_ram(in, &s->domains[i], &given);
}
