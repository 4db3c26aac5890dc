/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_report.c - findings on a layout, in words.
 */
#include "plan/layout_check.h"

#include <inttypes.h>

static struct place place_of(const struct layout_check *c,
			     const struct window *w)
{
	const struct domain *d = c->pd->domain;

	return place_or(w->place, place_or(d->space.place, d->place));
}

static const char *text_of(const struct layout_check *c,
			   const struct window *w)
{
	return arena_printf(c->p->arena, "%s %s", w->name,
			    range_text(c->p->arena, w->range));
}

static void report_align(const struct layout_check *c, const struct window *w)
{
	uint64_t align = layout_alignment(c, w);

	diag_add(c->p->diags, E_LAYOUT_NOT_ALIGNED, place_of(c, w),
		 "domain '%s': %s: base and size must be multiples of %s",
		 c->pd->domain->name, text_of(c, w),
		 size_text(c->p->arena, align));
}

static void report_small(const struct layout_check *c, const struct window *w)
{
	struct arena *a = c->p->arena;
	struct diag_item *item;

	item = diag_add(c->p->diags, E_LAYOUT_TOO_SMALL, place_of(c, w),
			"domain '%s': %s has %s, %s at least are wanted",
			c->pd->domain->name, text_of(c, w),
			size_text(a, w->range.size),
			size_text(a, layout_least_size(c, w)));
	if (w->kind == WINDOW_GRANT_TABLE)
		diag_note(c->p->diags, item,
			  c->pd->domain->grants.frames.place,
			  "the domain may have %" PRIu64 " grant frames of 4 KiB",
			  c->pd->grant_frames);
}

static void report_beyond(const struct layout_check *c,
			  const struct window *w)
{
	const struct set_u64 *bits = &c->p->system->target.ipa_bits;
	struct diag_item *item;

	item = diag_add(c->p->diags, E_LAYOUT_BEYOND_IPA, place_of(c, w),
			"domain '%s': %s ends past 0x%" PRIx64 ", the last guest address",
			c->pd->domain->name, text_of(c, w),
			(UINT64_C(1) << bits->v) - 1);
	diag_note(c->p->diags, item, bits->place,
		  "guest addresses have %" PRIu64 " bits on this host; choose a lower base",
		  bits->v);
}

static void report_order(const struct layout_check *c,
			 const struct layout_finding *f)
{
	struct diag_item *item;

	item = diag_add(c->p->diags, E_LAYOUT_ORDER, place_of(c, f->a),
			"domain '%s': %s is listed behind %s",
			c->pd->domain->name, text_of(c, f->a),
			range_text(c->p->arena, f->b->range));
	diag_note(c->p->diags, item, place_of(c, f->b),
		  "the higher one is here; list regions by ascending base");
}

static bool is_said(const struct window *w)
{
	return layout_is_own(w) && w->place.file;
}

/* What put it there: a line of the file, or the facts of the release. */
static void note_other(const struct layout_check *c, struct diag_item *item,
		       const struct window *w)
{
	if (w->place.file)
		diag_note(c->p->diags, item, w->place, "%s: %s", w->name,
			  w->reason);
	else
		diag_note(c->p->diags, item, PLACE_NONE,
			  "%s: %s, a fact of Xen %s", w->name, w->reason,
			  c->p->facts->release);
}

static void note_way_out(const struct layout_check *c, struct diag_item *item,
			 const struct window *w)
{
	static const char *const keys[] = {
		[WINDOW_REGION] = "extended-regions",
		[WINDOW_GRANT_TABLE] = "grant-table.base",
		[WINDOW_MAGIC] = "magic-base",
	};

	if (is_said(w))
		diag_note(c->p->diags, item, PLACE_NONE,
			  "say 'auto' for address-space.%s, or leave it out: domc finds a place",
			  keys[w->kind]);
}

/* The side that the file asks for comes first, as in Xen's message. */
static void report_overlap(const struct layout_check *c,
			   const struct layout_finding *f)
{
	bool swap = !is_said(f->a) &&
		    (is_said(f->b) || !layout_is_own(f->a));
	const struct window *first = swap ? f->b : f->a;
	const struct window *second = swap ? f->a : f->b;
	struct diag_item *item;

	item = diag_add(c->p->diags, E_LAYOUT_OVERLAP, place_of(c, first),
			"domain '%s': %s and %s overlap", c->pd->domain->name,
			text_of(c, first), text_of(c, second));
	note_other(c, item, second);
	note_way_out(c, item, is_said(first) ? first : second);
}

void layout_report(const struct layout_check *c,
		   const struct layout_finding *f)
{
	switch (f->rule) {
	case LAYOUT_ALIGN:
		report_align(c, f->a);
		break;
	case LAYOUT_TOO_SMALL:
		report_small(c, f->a);
		break;
	case LAYOUT_BEYOND_IPA:
		report_beyond(c, f->a);
		break;
	case LAYOUT_ORDER:
		report_order(c, f);
		break;
	case LAYOUT_OVERLAP:
		report_overlap(c, f);
		break;
	}
}
