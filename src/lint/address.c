/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * address.c - guest addresses that two things share, where Xen and libxl do
 * not look: passed devices, exposed windows, shared memory in 4.17, and what
 * has its fixed place in a direct-mapped domain.
 */
#include "lint/rules.h"

#include "base/limits.h"

/* A guest whose windows are compared. */
struct guest {
	const struct lint_input *in;
	const struct domain *domain;
	const struct plan_domain *planned;	/* NULL: xl starts it */
	size_t n;				/* overlaps so far */
};

/* ---- which pairs ---- */

static bool is_own(const struct window *w)
{
	return w->kind <= WINDOW_MAGIC;
}

/* Xen keeps the window, but gives a domain it starts nothing there. */
static bool is_empty_window(const struct window *w)
{
	return w->kind == WINDOW_VIRTIO || w->kind == WINDOW_VPCI ||
	       w->kind == WINDOW_ACPI;
}

/* Stock Xen's: what E0518 looks at. */
static bool is_direct_clash(const struct guest *g, const struct window *a,
			    const struct window *b)
{
	const struct window *fixed = is_own(a) ? a : b;
	const struct window *other = is_own(a) ? b : a;

	return g->planned && g->planned->host_layout &&
	       (fixed->kind == WINDOW_GRANT_TABLE ||
		fixed->kind == WINDOW_MAGIC) &&
	       other->kind >= WINDOW_RAM && other->kind <= WINDOW_UART;
}

/* A part of it that is used without a layout: the xenstore page, if at all. */
static bool misses_pages(const struct guest *g, const struct window *magic,
			 const struct window *other)
{
	if (magic->kind != WINDOW_MAGIC || !g->planned || g->planned->layout)
		return false;
	return g->domain->enhanced != ENHANCED_TRUE ||
	       !range_overlap(lint_xenstore_page(g->in->system->target.facts),
			      other->range);
}

static bool is_meant(const struct window *a, const struct window *b)
{
	if (a->kind == WINDOW_EXPOSED || b->kind == WINDOW_EXPOSED)
		return false;
	/* Two devices may lie in one page; banks are src/plan's. */
	if (a->kind == b->kind && (a->kind == WINDOW_XEN_REG ||
				   a->kind == WINDOW_RAM))
		return true;
	return is_empty_window(a) || is_empty_window(b);
}

/* Reported by src/plan, which replays Xen's own checks of a layout. */
static bool is_planned(const struct guest *g, const struct window *a,
		       const struct window *b)
{
	return g->planned && g->planned->layout &&
	       a->kind != WINDOW_EXPOSED && b->kind != WINDOW_EXPOSED &&
	       (is_own(a) || is_own(b));
}

/* ---- messages ---- */

static void note_other(const struct guest *g, struct diag_item *item,
		       const struct window *w)
{
	if (w->place.file)
		diag_note(g->in->diags, item, w->place, "%s: %s", w->name,
			  w->reason);
	else
		diag_note(g->in->diags, item, PLACE_NONE,
			  "%s: %s, a fact of Xen %s", w->name, w->reason,
			  g->in->system->target.facts->release);
}

/* Only an own range can step aside, where the target can be told. */
static void note_way_out(const struct guest *g, struct diag_item *item,
			 const struct window *a, const struct window *b)
{
	const struct target *t = &g->in->system->target;
	const struct window *own = is_own(a) ? a : b;

	if (!g->planned || !is_own(own) || g->planned->layout ||
	    !t->facts->extensions[EXTENSION_GUEST_LAYOUT].exists)
		return;
	if (t->extensions[EXTENSION_GUEST_LAYOUT])
		diag_note(g->in->diags, item, PLACE_NONE,
			  "say 'address-space: {extended-regions: auto}' for the domain, and domc keeps %s clear of it",
			  own->name);
	else
		diag_note(g->in->diags, item, PLACE_NONE,
			  "a Xen with the extension guest-layout can be told to keep clear of it");
}

static const char *text_of(const struct guest *g, const struct window *w)
{
	return arena_printf(g->in->arena, "%s %s", w->name,
			    range_text(g->in->arena, w->range));
}

/* What the file says last and is most particular comes first. */
static bool report(void *ctx, const struct window *a, const struct window *b)
{
	struct guest *g = ctx;
	bool swap = b->place.file && (b->kind > a->kind || !a->place.file);
	const struct window *first = swap ? b : a;
	const struct window *second = swap ? a : b;
	struct diag_item *item;

	if (is_meant(a, b) || is_planned(g, a, b) ||
	    is_direct_clash(g, a, b) || misses_pages(g, a, b) ||
	    misses_pages(g, b, a))
		return true;
	item = diag_add(g->in->diags, E_WINDOW_OVERLAP,
			place_or(first->place, g->domain->place),
			"domain '%s': %s overlaps %s, and %s does not look",
			g->domain->name, text_of(g, first),
			text_of(g, second), g->planned ? "Xen" : "libxl");
	note_other(g, item, second);
	note_way_out(g, item, a, b);
	return ++g->n < LIMIT_DIAGNOSTICS;
}

void lint_check_guest_windows(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct plan_domain *pd = &in->plan->domains[i];
		struct guest g = { in, pd->domain, pd, 0 };

		plan_each_overlap(pd->windows, pd->n_windows, report, &g);
	}
	lint_passed_at_one_place(in);
}

/* ---- xl ---- */

static void check_iomem(const struct lint_input *in, const struct domain *d)
{
	const struct value *list = d->xl ? value_get(d->xl, "iomem") : NULL;
	size_t n = list && list->kind == VALUE_LIST ? list->n : 0;
	struct diag_item *item;
	struct range r;

	for (size_t i = 0; i < n; i++) {
		const struct value *v = list->items[i];

		if (v->text && plan_read_iomem(v->text, &r))
			continue;
		item = diag_add(in->diags, E_XL_IOMEM, v->place,
				"domain '%s': xl cannot read '%s' in iomem",
				d->name, v->text ? v->text : "");
		diag_note(in->diags, item, PLACE_NONE,
			  "say START,NUM or START,NUM@GFN: numbers of pages, in hexadecimal");
	}
}

void lint_check_xl_windows(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];
		struct guest g = { in, d, NULL, 0 };
		struct window *windows;
		size_t n;

		if (d->start != START_XL)
			continue;
		check_iomem(in, d);
		n = plan_xl_windows(in->arena, in->system, d, &windows);
		plan_each_overlap(windows, n, report, &g);
	}
}
