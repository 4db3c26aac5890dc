/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dom0_ram.c - will Xen find dom0's RAM in pieces that it has a use for?
 *
 * Xen takes it before any other domain's, so all that is free is known but
 * for how much Xen has taken for itself, and how much of it idle CPUs have
 * scrubbed by then. Each of these cases is replayed (dom0_heap.h).
 */
#include "plan/dom0_heap.h"
#include "plan/option.h"
#include "plan/parts.h"

#include <string.h>

/* Of setup_frametable_mappings(): where the table of all pages may begin. */
#define FRAMETABLE_ALIGN MIB(32)
/* Pages of Xen's mapping of all RAM, which are taken before. */
#define EARLY_BYTES KIB(16)
/* Most pieces of RAM that Xen itself keeps: more is E0367. */
#define MOST_PIECES 256u
/* Of allocate_memory_11(): smaller ones are for the rest alone. */
#define LEAST_PIECE MIB(4)
/* Steps between nothing scrubbed and all; with many blocks it takes long. */
#define SCRUB_STEPS 64u
#define FEW_STEPS 3u
#define MANY_BLOCKS 500u
/* Sizes that are tried as a way out. */
#define MOST_TRIES 48u

struct search {
	struct heap heap;
	struct range *ranges;	/* ascending: what is free when Xen starts */
	size_t n;
	uint64_t own_pages;	/* most that Xen takes for itself */
	bool certain;		/* nobody scrubs while dom0 is built */
	bool looking;		/* for a size that no case stops */
	bool always_clean;	/* free memory needs no scrubbing */
	bool can_be_clean;	/* it would not, with bootscrub=off */
};

struct verdict {
	bool boots, stops;	/* in some case */
	uint64_t missing;	/* most that Xen has not found */
};

/* ---- what is free ---- */

/*
 * domc alone stays out of what is kept free; Xen does not know of it.
 * @h: NULL is a boot module
 */
static bool xen_uses(const struct holder *h)
{
	return h && (h->kind == HOLDER_KEEP_FREE ||
		     h->kind == HOLDER_LOADER);
}

static void add_holes(struct search *s, struct space *held, struct range within)
{
	struct range *holes;
	size_t n = space_holes(held, within, &holes);

	for (size_t i = 0; i < n && s->n < MOST_PIECES; i++) {
		uint64_t base = align_up(holes[i].base, PAGE_BYTES);
		uint64_t last = range_last(holes[i]);

		/* Page 0 is not for the heap: init_heap_pages(). */
		base = base ? base : PAGE_BYTES;
		if (last > base && last - base >= PAGE_BYTES - 1)
			s->ranges[s->n++] = (struct range){
				base, align_down(last - base + 1, PAGE_BYTES),
			};
	}
}

/* alloc_boot_pages(): the highest place */
static void take_frame_table(struct search *s, uint64_t bytes)
{
	if (s->n && s->ranges[s->n - 1].size > EARLY_BYTES)
		s->ranges[s->n - 1].size -= EARLY_BYTES;
	for (size_t i = s->n; i-- > 0;) {
		struct range *r = &s->ranges[i];
		uint64_t end = r->base + r->size, at;

		if (r->size < bytes)
			continue;
		at = align_down(end - bytes, FRAMETABLE_ALIGN);
		if (at < r->base)
			continue;
		memmove(r + 2, r + 1, (s->n - i - 1) * sizeof(*r));
		r[1] = (struct range){ at + bytes, end - at - bytes };
		r->size = at - r->base;
		s->n++;
		return;
	}
}

static void drop_empty(struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->ranges[i].size)
			s->ranges[n++] = s->ranges[i];
	s->n = n;
}

static void find_free(struct planner *p, struct search *s)
{
	const struct hypervisor *h = &p->system->hypervisor;
	struct space held = space_make(p->arena);

	s->ranges = arena_array(p->arena, MOST_PIECES + 1, sizeof(*s->ranges));
	for (size_t i = 0; i < p->host.n_taken; i++) {
		const struct taken *t = &p->host.taken[i];

		if (!xen_uses(t->what))
			space_take(&held, t->range, t->what);
	}
	for (size_t i = 0; i < h->n_static_heap; i++)
		if (s->n < MOST_PIECES)
			s->ranges[s->n++] = h->static_heap[i].range;
	for (size_t i = 0; !h->n_static_heap && i < p->board->n_memory; i++)
		add_holes(s, &held, p->board->memory[i].range);
	take_frame_table(s, plan_frame_table(p));
	drop_empty(s);
}

/* ---- all cases ---- */

static void try_case(struct search *s, uint64_t bytes, struct heap_case c,
		     struct verdict *v)
{
	uint64_t missing;

	heap_fill(&s->heap, s->ranges, s->n, &c);
	missing = heap_take_dom0(&s->heap, bytes, &c);
	v->boots = v->boots || !missing || s->heap.full;
	v->stops = v->stops || missing;
	v->missing = missing > v->missing ? missing : v->missing;
}

/* With so much of Xen's own. */
static void try_own(struct search *s, uint64_t bytes, struct heap_case c,
		    struct verdict *v)
{
	size_t n, step;

	try_case(s, bytes, c, v);
	if (s->always_clean)
		return;
	c.dirty = true;
	try_case(s, bytes, c, v);
	n = s->heap.n;
	step = n / (n > MANY_BLOCKS ? FEW_STEPS : SCRUB_STEPS) + 1;
	for (size_t i = 0; !s->certain && i <= n + step; i += step)
		for (c.scrubs = 0; c.scrubs < 3; c.scrubs++) {
			c.scrubbed = i;
			try_case(s, bytes, c, v);
			if (v->stops && (v->boots || s->looking))
				return;
		}
}

/* Is any piece but the first smaller than what is of use below the first? */
static bool has_small_piece(uint64_t bytes)
{
	return !is_aligned(bytes, MIB(128)) && (bytes & (bytes - 1));
}

/*
 * While others scrub, steps do not meet all that may happen: seen were small
 * pieces that stopped Xen where each step had booted. So did one page on top
 * of 64 MiB with nobody scrubbing: where Xen's own pages are is not known.
 */
static struct verdict try_all(struct search *s, uint64_t bytes)
{
	bool known = s->certain || s->always_clean;
	struct verdict v = {
		.stops = has_small_piece(bytes) &&
			 (!known || !is_aligned(bytes, LEAST_PIECE)),
	};

	for (unsigned int i = 0; i < 6; i++) {
		bool turned = i % 2;

		if (v.stops && (v.boots || s->looking))
			break;
		/* Each search for a clean block turns the lists of others. */
		if (!turned || !s->always_clean)
			try_own(s, bytes, (struct heap_case){
				.own_pages = s->own_pages * (i / 2) / 2,
				.turned = turned,
			}, &v);
	}
	return v;
}

/* ---- what to say ---- */

/* The next lower size that is sure to be found; 0: none was */
static uint64_t find_less(struct search *s, uint64_t bytes)
{
	uint64_t step = MIB(4);

	while (step * MOST_TRIES < bytes)
		step *= 2;
	for (uint64_t size = align_down(bytes - 1, step); size; size -= step)
		if (!try_all(s, size).stops)
			return size;
	return 0;
}

static void report(struct planner *p, struct search *s,
		   const struct domain *d, struct verdict v)
{
	struct diag_item *item;
	uint64_t less;

	s->looking = true;
	less = find_less(s, d->memory.v);
	if (v.boots)
		item = diag_add(p->diags, E_DOM0_PIECES, d->memory.place,
				"dom0: whether Xen finds %s in pieces that it can use depends on how free RAM lies when it starts",
				size_text(p->arena, d->memory.v));
	else
		item = diag_add(p->diags, E_DOM0_UNFIT, d->memory.place,
				"dom0: Xen does not find %s in pieces that it can use, up to %s are missing",
				size_text(p->arena, d->memory.v),
				size_text(p->arena, align_up(v.missing,
							     MIB(1))));
	diag_note(p->diags, item, PLACE_NONE,
		  "it takes powers of two, and none of less than 128 MiB below the first");
	if (less)
		diag_note(p->diags, item, PLACE_NONE, "%s is sure to be found",
			  size_text(p->arena, less));
	if (s->always_clean || !s->can_be_clean)
		return;
	s->always_clean = true;
	if (!try_all(s, d->memory.v).stops)
		diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
			  "with bootscrub=off on Xen's command line %s is sure to be found: no memory waits for idle CPUs to scrub it",
			  size_text(p->arena, d->memory.v));
}

static bool has_said(const struct planner *p)
{
	const struct diag_item *i = p->diags->items;

	for (; i; i = i->next)
		if (i->code == E_HOST_RAM_EXHAUSTED ||
		    i->code == E_HEAP_SMALL || i->code == E_FRAME_TABLE ||
		    i->code == E_RAM_PIECES)
			return true;
	return false;
}

/* Of Xen's options; a Xen that checks its scrubbing has dirty pages always. */
static void read_scrubbing(struct planner *p, struct search *s)
{
	const char *said = plan_xen_option(p, "bootscrub");
	const char *kconfig = p->system->target.kconfig_name.v;

	s->certain = p->plan->n_cpus == 1;
	s->can_be_clean = kconfig && (strcmp(kconfig, "debian") == 0 ||
				      strcmp(kconfig, "defconfig") == 0);
	s->always_clean = s->can_be_clean && said && plan_truth(said) >= 0;
}

void plan_dom0_ram(struct planner *p)
{
	const struct domain *d = model_dom0(p->system);
	struct search s = { .n = 0 };
	struct verdict v;
	uint64_t own;

	/* With colours it is not mapped as on the host, and takes any. */
	if (!d || !d->memory.v || plan_has_colors(p) || has_said(p))
		return;
	find_free(p, &s);
	own = plan_xen_bytes(p) - plan_frame_table(p);
	s.own_pages = sum_capped(own, plan_unpacked_bytes(p)) / PAGE_BYTES;
	s.heap = heap_make(p->arena, s.n);
	read_scrubbing(p, &s);
	v = try_all(&s, d->memory.v);
	if (v.stops)
		report(p, &s, d, v);
}
