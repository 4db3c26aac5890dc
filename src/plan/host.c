/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * host.c - who holds what of the host's RAM before modules are placed.
 *
 * In 4.20 Xen drops a boot module that overlaps another one or reserved
 * memory (add_boot_module()), and does not start when static memory does
 * (device_tree_get_meminfo()); 4.17 goes on and corrupts memory.
 */
#include "plan/parts.h"

#include <inttypes.h>

bool plan_whole(struct range r)
{
	return !r.size || r.size - 1 <= UINT64_MAX - r.base;
}

static const struct holder *new_holder(struct planner *p, struct holder h)
{
	struct holder *copy = ARENA_NEW(p->arena, struct holder);

	*copy = h;
	return copy;
}

/* ---- messages ---- */

static void report_not_ram(struct planner *p, struct range r,
			   const struct holder *h)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_OUTSIDE_RAM,
			place_or(h->place, p->board->place),
			"%s: %s at 0x%" PRIx64 " are not all in the board's RAM",
			h->name, size_text(p->arena, r.size), r.base);
	/* Four ranges say enough, of each kind. */
	if (h->kind == HOLDER_MODULE)
		for (size_t i = 0; i < p->board->n_flash && i < 4; i++)
			diag_note(p->diags, item, p->board->place,
				  "a module may lie in its flash, too: %s",
				  range_text(p->arena, p->board->flash[i]));
	for (size_t i = 0; i < p->board->n_memory && i < 4; i++)
		diag_note(p->diags, item, p->board->place,
			  "RAM of the board: %s",
			  range_text(p->arena, p->board->memory[i].range));
	if (h->why)
		diag_note(p->diags, item, PLACE_NONE, "it is there by: %s",
			  h->why);
}

/* No --force helps: nothing can write or sort such a range. */
static void report_wraps(struct planner *p, struct range r,
			 const struct holder *h)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_ADDRESS,
			place_or(h->place, p->board->place),
			"%s: a range of %s at 0x%" PRIx64 " does not lie below 2^64",
			h->name, size_text(p->arena, r.size), r.base);
	if (h->why)
		diag_note(p->diags, item, PLACE_NONE, "it is there by: %s",
			  h->why);
}

static void note_holder(struct planner *p, struct diag_item *item,
			const struct holder *h)
{
	if (h->why)
		diag_note(p->diags, item, h->place, "%s is there (%s)",
			  h->name, h->why);
	else
		diag_note(p->diags, item, h->place, "%s is here", h->name);
}

/* The finding stands where the file says something: @h's place or @other's. */
static void report_overlap(struct planner *p, struct range r,
			   const struct holder *h, const struct taken *t)
{
	const struct holder *other = t->what;
	bool both_static = h->kind == HOLDER_STATIC &&
			   other->kind == HOLDER_STATIC;
	const struct holder *first = h->place.file ? h : other;
	const struct holder *second = h->place.file ? other : h;
	struct range first_range = h->place.file ? r : t->range;
	struct range second_range = h->place.file ? t->range : r;
	struct diag_item *item;

	item = diag_add(p->diags,
			both_static ? E_STATIC_OVERLAP : E_HOST_OVERLAP,
			place_or(first->place, p->board->place),
			"%s %s overlaps %s %s", first->name,
			range_text(p->arena, first_range), second->name,
			range_text(p->arena, second_range));
	if (first->why)
		note_holder(p, item, first);
	note_holder(p, item, second);
}

bool plan_is_in_flash(const struct planner *p, struct range r)
{
	for (size_t i = 0; i < p->board->n_flash; i++)
		if (plan_whole(p->board->flash[i]) &&
		    range_contains(p->board->flash[i], r))
			return true;
	return false;
}

bool plan_claim(struct planner *p, struct range r, const struct holder *h)
{
	const struct taken *t;
	const struct holder *other;

	if (!plan_whole(r)) {
		report_wraps(p, r, h);
		return false;
	}
	if (h->kind == HOLDER_MODULE && plan_is_in_flash(p, r)) {
		t = space_first_overlap(&p->flash, r);
		if (t)
			report_overlap(p, r, h, t);
		space_take(&p->flash, r, h);
		return !t;
	}
	t = space_first_overlap(&p->host, r);
	other = t ? t->what : NULL;
	if (other && other->kind == HOLDER_NOT_RAM)
		report_not_ram(p, r, h);
	else if (other)
		report_overlap(p, r, h, t);
	space_take(&p->host, r, h);
	return !other;
}

/* ---- who is there ---- */

/* Widen @r to whole pages, as PFN_DOWN() of first and last byte does. */
struct range plan_pages(struct range r)
{
	uint64_t base = align_down(r.base, PAGE_BYTES);
	uint64_t last = (r.base + (r.size - 1)) | (PAGE_BYTES - 1);

	return r.size ? (struct range){ base, last - base + 1 } : r;
}

void plan_take_not_ram(struct planner *p, struct space *s, bool in_pages,
		       const void *what)
{
	struct space ram = space_make(p->arena);
	struct range *rest;
	size_t n;

	for (size_t i = 0; i < p->board->n_memory; i++) {
		struct range r = p->board->memory[i].range;

		if (plan_whole(r))
			space_take(&ram, in_pages ? plan_pages(r) : r, NULL);
	}
	n = space_holes(&ram, (struct range){ 0, UINT64_MAX }, &rest);
	for (size_t i = 0; i < n; i++)
		space_take(s, rest[i], what);
}

/* These may overlap one another, and often do. */
static void take_kept(struct planner *p)
{
	const struct board *b = p->board;
	const struct system *s = p->system;

	for (size_t i = 0; i < b->n_reserved; i++) {
		const struct board_range *r = &b->reserved[i];
		struct holder h = {
			.kind = HOLDER_RESERVED,
			.name = arena_printf(p->arena, "reserved memory (%s)",
					     r->path ? r->path : "board tree"),
			.place = b->place,
		};

		if (plan_whole(r->range))
			space_take(&p->host, r->range, new_holder(p, h));
	}
	for (size_t i = 0; i < s->n_keep_free; i++) {
		const struct set_range *r = &s->keep_free[i];
		struct holder h = {
			.kind = HOLDER_KEEP_FREE,
			.name = "keep-free",
			.why = r->why,
			.place = r->place,
		};

		if (plan_whole(r->range))
			space_take(&p->host, r->range, new_holder(p, h));
	}
}

/* What passes 2^64 was reported, and becomes empty: no sum of it may wrap. */
static void drop_wrapped(struct planned *at)
{
	if (!plan_whole(at->range))
		at->range.size = 0;
}

static void claim_xen_and_tree(struct planner *p)
{
	struct plan *plan = p->plan;
	struct holder xen = { .kind = HOLDER_XEN, .name = "Xen" };
	struct holder tree = {
		.kind = HOLDER_BOARD_TREE,
		.name = "the board tree",
	};

	plan->xen = plan_xen_place(p);
	xen.why = plan->xen.reason;
	xen.place = plan->xen.place;
	plan_claim(p, plan->xen.range, new_holder(p, xen));
	drop_wrapped(&plan->xen);
	plan->board_tree = plan_tree_place(p);
	tree.why = plan->board_tree.reason;
	tree.place = plan->board_tree.place;
	plan_claim(p, plan->board_tree.range, new_holder(p, tree));
	drop_wrapped(&plan->board_tree);
}

static size_t claim_static(struct planner *p, const struct domain *d)
{
	struct holder h = {
		.kind = HOLDER_STATIC,
		.name = arena_printf(p->arena, "static memory of domain '%s'",
				     d->name),
	};

	for (size_t i = 0; i < d->placement.n_banks; i++) {
		const struct set_range *r = &d->placement.banks[i];

		h.place = r->place;
		plan_claim(p, r->range, new_holder(p, h));
	}
	return d->placement.n_banks;
}

/* And 4.17 static shared memory with them: @n are there without it. */
static void check_shared(struct planner *p, size_t n)
{
	const struct system *s = p->system;
	const struct shared_memory *first;

	if (!p->facts->shm_is_reserved || n > PLAN_MAX_BANKS ||
	    n + s->n_shared <= PLAN_MAX_BANKS)
		return;
	first = &s->shared[PLAN_MAX_BANKS - n];
	diag_add(p->diags, E_SHM_MANY, first->place,
		 "%zu ranges of reserved, static and shared memory, Xen %s keeps %d: '%s' is the first too many; put several into one",
		 n + s->n_shared, p->facts->release, PLAN_MAX_BANKS,
		 first->name);
}

/* Xen lists reserved and static memory together (NR_MEM_BANKS). */
static void check_banks(struct planner *p, size_t n_static,
			const struct domain *last)
{
	size_t n = p->board->n_reserved + n_static;
	struct diag_item *item;

	check_shared(p, n);
	if (!last || n <= PLAN_MAX_BANKS)
		return;
	item = diag_add(p->diags, E_BANKS_MANY, last->placement.place,
			"%zu ranges of reserved and static memory, Xen %s keeps %d: domain '%s' is the last to add some",
			n, p->facts->release, PLAN_MAX_BANKS, last->name);
	diag_note(p->diags, item, p->board->place,
		  "%zu of them are reserved by the board tree; use fewer and larger static ranges",
		  p->board->n_reserved);
}

/* QEMU starts with a few instructions of its own at the start of RAM. */
static void take_loader(struct planner *p)
{
	static const struct holder stub = {
		.kind = HOLDER_LOADER,
		.name = "QEMU's own boot code",
		.why = "the first 4 KiB of RAM",
	};
	const struct board *b = p->board;
	struct range first;

	if (!p->system->boot.direct || !b->n_memory)
		return;
	first = b->memory[0].range;
	if (first.size >= PAGE_BYTES)
		space_take(&p->host, (struct range){ first.base, PAGE_BYTES },
			   &stub);
}

static void measure_ram(struct planner *p)
{
	struct range *holes;
	size_t n;

	n = space_holes(&p->host, (struct range){ 0, UINT64_MAX }, &holes);
	for (size_t i = 0; i < n; i++)
		p->ram_bytes += holes[i].size;
}

void plan_host(struct planner *p)
{
	static const struct holder not_ram = {
		.kind = HOLDER_NOT_RAM,
		.name = "no RAM",
	};
	const struct domain *last = NULL;
	size_t n_static = 0;

	plan_take_not_ram(p, &p->host, false, &not_ram);
	take_kept(p);
	measure_ram(p);
	claim_xen_and_tree(p);
	n_static = plan_claim_heap(p);
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		const struct domain *d = p->plan->domains[i].domain;

		if (d->is_dom0 || !d->placement.n_banks)
			continue;
		n_static += claim_static(p, d);
		last = d;
	}
	check_banks(p, n_static, last);
	/* Over by then: static memory may lie there, modules may not. */
	take_loader(p);
}
