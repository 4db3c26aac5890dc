/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout.c - grant table and magic pages of a domain that gets a layout.
 *
 * What the file says is taken as it is. What it leaves to domc stays where
 * every guest has it, and moves only when something else is there.
 * Source: hypervisor/xen-4.20, dom0less-layout.c.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <stdlib.h>

/* gnttab_max_frames and gnttab_max_maptrack_frames unless said otherwise. */
#define GRANT_FRAMES 64
#define MAPTRACK_FRAMES 1024
/* Xen keeps both limits in an int. */
#define MOST_FRAMES INT32_MAX
/* What domc chooses: guests map whole blocks of their page tables there. */
#define CHOSEN_ALIGN MIB(2)

/* ---- limits of grants ---- */

static uint64_t frames_of(struct planner *p, const struct set_u64 *said,
			  const char *option, uint64_t otherwise)
{
	const char *text = plan_xen_option(p, option);
	uint64_t v = otherwise;
	char *end = NULL;

	if (said->given)
		return said->v;
	if (text && *text)
		v = strtoull(text, &end, 0);
	/* parse_gnttab_limit() leaves the default on anything else. */
	return end && !*end && v <= MOST_FRAMES ? v : otherwise;
}

void plan_grants(struct planner *p, struct plan_domain *pd)
{
	const struct grants *g = &pd->domain->grants;

	pd->grant_frames = frames_of(p, &g->frames, "gnttab_max_frames",
				     GRANT_FRAMES);
	pd->maptrack_frames = frames_of(p, &g->maptrack_frames,
					"gnttab_max_maptrack_frames",
					MAPTRACK_FRAMES);
}

/* ---- is there one? ---- */

/* Keys that nothing but the sub-node can say; src/model asked for it. */
static bool needs_node(const struct address_space *s)
{
	return s->grant_base.given || s->grant_size.given ||
	       s->regions != REGIONS_AUTO || s->magic_base.given ||
	       s->shared_info_page.v;
}

/* Without a hypervisor node there is nothing that a layout could describe. */
static bool is_wanted(const struct planner *p, const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;

	if (d->is_dom0 ||
	    !p->system->target.extensions[EXTENSION_GUEST_LAYOUT])
		return false;
	if (!pd->hypervisor_node)
		return needs_node(&d->space);
	return d->space.place.file || d->n_maps;
}

/* ---- places ---- */

static void take_ranges(struct space *s, struct range r, const void *what)
{
	if (plan_whole(r))
		space_take(s, plan_pages(r), what);
}

/*
 * A direct-mapped domain may be handed more of the host at its own address:
 * what domc chooses keeps clear of all that the board has.
 */
static void take_board(const struct planner *p, struct layout *l)
{
	static const struct window host_ram = {
		.kind = WINDOW_RAM, .name = "RAM of the host",
	};
	const struct board *b = p->board;

	for (size_t i = 0; i < b->n_memory; i++) {
		take_ranges(&l->host_ram, b->memory[i].range, &host_ram);
		take_ranges(&l->avoid, b->memory[i].range, &host_ram);
	}
	for (size_t i = 0; i < b->n_mmio; i++)
		take_ranges(&l->avoid, b->mmio[i], NULL);
}

/* Lowest place that is free; never 0, which many a guest takes for "none". */
static bool find_place(struct planner *p, struct space *taken, uint64_t size,
		       uint64_t *ret_base)
{
	uint64_t end = UINT64_C(1) << p->system->target.ipa_bits.v;

	return space_first_fit(taken, range_of(CHOSEN_ALIGN, end), size,
			       CHOSEN_ALIGN, ret_base);
}

static void report_no_room(struct planner *p, const struct plan_domain *pd,
			   const struct window *w)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;

	item = diag_add(p->diags, E_LAYOUT_NO_ROOM,
			place_or(d->space.place, d->place),
			"domain '%s': no %s are free in one piece for %s, which cannot stay at 0x%" PRIx64,
			d->name, size_text(p->arena, w->range.size), w->name,
			w->range.base);
	diag_note(p->diags, item, p->system->target.ipa_bits.place,
		  "guest addresses have %" PRIu64 " bits on this host",
		  p->system->target.ipa_bits.v);
}

static const struct window *overlapping(struct space *s, struct range r)
{
	const struct taken *hit = space_first_overlap(s, r);

	return hit ? hit->what : NULL;
}

static struct planned moved(struct planner *p, const struct window *w,
			    uint64_t base, const struct window *other)
{
	return (struct planned){
		{ base, w->range.size },
		arena_printf(p->arena, "domc: lowest free place; at 0x%" PRIx64 " there is %s",
			     w->range.base, other->name), w->place,
	};
}

/*
 * Where @w is by default, or where there is room. A direct-mapped domain shall
 * not find grants at addresses that are RAM of the host if that can be; its
 * magic pages are left there, as moving them asks more of the toolstack.
 */
static struct planned choose(struct planner *p, const struct plan_domain *pd,
			     struct layout *l, const struct window *w)
{
	const struct window *own = overlapping(&l->taken, w->range);
	const struct window *other = own;
	uint64_t base;

	if (!other && w->kind == WINDOW_GRANT_TABLE)
		other = overlapping(&l->host_ram, w->range);
	if (other && find_place(p, &l->avoid, w->range.size, &base))
		return moved(p, w, base, other);
	if (own && find_place(p, &l->taken, w->range.size, &base))
		return moved(p, w, base, own);
	if (own)
		report_no_room(p, pd, w);
	return (struct planned){ w->range, w->reason, w->place };
}

static void take(struct layout *l, struct window w)
{
	struct window *copy = ARENA_NEW(l->taken.arena, struct window);

	*copy = w;
	space_take(&l->taken, w.range, copy);
	space_take(&l->avoid, w.range, copy);
}

static void take_planned(struct layout *l, enum window_kind kind,
			 const char *name, const struct planned *at)
{
	take(l, (struct window){ kind, at->range, name, at->reason,
				 at->place });
}

/* A range that passes 2^64 becomes empty, so that no sum of it wraps. */
static struct planned said_at(const struct set_u64 *base, uint64_t size)
{
	struct planned at = {
		{ base->v, size }, "said in the file", base->place,
	};

	if (!plan_whole(at.range))
		at.range.size = 0;
	return at;
}

/* As much as every guest has, or more where it may have more frames. */
static uint64_t grant_bytes(struct planner *p, const struct plan_domain *pd,
			    const char **ret_why)
{
	const struct set_u64 *said = &pd->domain->space.grant_size;
	uint64_t size = p->facts->grant_table.size;
	uint64_t need = pd->grant_frames * PAGE_BYTES;

	*ret_why = "";
	if (said->given)
		return said->v;
	if (need <= size)
		return size;
	*ret_why = arena_printf(p->arena, "; made larger for %" PRIu64 " frames",
				pd->grant_frames);
	return align_up(need, CHOSEN_ALIGN);
}

static void place_magic(struct planner *p, struct plan_domain *pd,
			struct layout *l)
{
	const struct set_u64 *base = &pd->domain->space.magic_base;
	const struct window fallback = {
		WINDOW_MAGIC, p->facts->magic, "the magic pages",
		"Xen: magic pages of a guest (GUEST_MAGIC)", PLACE_NONE,
	};

	if (!base->given)
		pd->magic = choose(p, pd, l, &fallback);
	take_planned(l, WINDOW_MAGIC, "the magic pages", &pd->magic);
}

static void place_grant_table(struct planner *p, struct plan_domain *pd,
			      struct layout *l)
{
	const struct address_space *s = &pd->domain->space;
	const char *why;
	uint64_t size = grant_bytes(p, pd, &why);
	const struct window fallback = {
		.kind = WINDOW_GRANT_TABLE,
		.range = { p->facts->grant_table.base, size },
		.name = "the grant table",
		.reason = arena_printf(p->arena, "Xen: grant table of a guest (GUEST_GNTTAB)%s", why),
		.place = s->grant_size.given ? s->grant_size.place : PLACE_NONE,
	};

	if (!s->grant_base.given && !plan_whole(fallback.range)) {
		pd->grant_past_end = size;
		pd->grant_table = (struct planned){
			{ fallback.range.base, 0 }, fallback.reason,
			fallback.place,
		};
	} else if (!s->grant_base.given) {
		pd->grant_table = choose(p, pd, l, &fallback);
	}
	take_planned(l, WINDOW_GRANT_TABLE, "the grant table",
		     &pd->grant_table);
}

/* What is not domc's to choose, and what the file pins. */
static void take_pinned(struct planner *p, struct plan_domain *pd,
			struct layout *l)
{
	const struct address_space *s = &pd->domain->space;
	struct window_list others = { .arena = p->arena };
	uint64_t bytes;
	const char *why;

	plan_add_taken(p, pd, &others);
	for (size_t i = 0; i < others.n; i++)
		take(l, others.items[i]);
	for (size_t i = 0; i < pd->n_regions; i++)
		take_planned(l, WINDOW_REGION, "an extended region",
			     &pd->regions[i]);
	if (s->magic_base.given)
		pd->magic = said_at(&s->magic_base, p->facts->magic.size);
	if (!s->grant_base.given)
		return;
	bytes = grant_bytes(p, pd, &why);
	pd->grant_table = said_at(&s->grant_base, bytes);
	if (!pd->grant_table.range.size)
		pd->grant_past_end = bytes;
	take_planned(l, WINDOW_GRANT_TABLE, "the grant table",
		     &pd->grant_table);
}

void plan_layout(struct planner *p, struct plan_domain *pd)
{
	struct layout l = {
		.taken = space_make(p->arena),
		.host_ram = space_make(p->arena),
		.avoid = space_make(p->arena),
	};

	pd->layout = is_wanted(p, pd);
	if (!pd->layout) {
		plan_regions(p, pd);
		return;
	}
	pd->shared_info_page = pd->domain->space.shared_info_page.v;
	plan_region_list(p, pd);
	if (pd->host_layout && p->board)
		take_board(p, &l);
	take_pinned(p, pd, &l);
	place_magic(p, pd, &l);
	place_grant_table(p, pd, &l);
	plan_region_choice(p, pd, &l);
}
