/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * budget.c - is there host RAM for all of it?
 *
 * RAM of the domains, all that Xen keeps for them and for itself
 * (xen_heap.c), and boot modules, which Xen frees after it has built the
 * domains (discard_initial_modules()).
 */
#include "plan/parts.h"

/* Of setup_frametable_mappings(): for a block mapping of each 32 MiB. */
#define FRAMETABLE_ALIGN MIB(32)
/* Of bootmem_region_list[], one of which the table of all pages cuts in two. */
#define BOOT_PIECES 255u

/* Xen, and what boot loader and Xen keep until all domains are built. */
static uint64_t module_bytes(const struct planner *p,
			     const struct plan_module *m)
{
	const struct file *f = m->file;

	if (m->kind == MODULE_XEN)
		return m->at.range.size;
	if (plan_is_in_flash(p, m->at.range))
		return 0;
	/* One of gzip is freed when it is unpacked into RAM of the heap. */
	return !f || f->format == FORMAT_GZIP ? 0 :
						align_up(f->size, PAGE_BYTES);
}

/* Whole MiB, which a person can compare; less than one as it is. */
static const char *floor_text(struct planner *p, uint64_t bytes)
{
	return size_text(p->arena, bytes < MIB(1) ? bytes :
				   align_down(bytes, MIB(1)));
}

static const char *ceiling_text(struct planner *p, uint64_t bytes)
{
	return size_text(p->arena, align_up(bytes, MIB(1)));
}

static void report(struct planner *p, const struct domain *d, uint64_t have,
		   uint64_t other, uint64_t need)
{
	uint64_t room = have - other;
	struct diag_item *item;

	item = diag_add(p->diags, E_HOST_RAM_EXHAUSTED,
			place_or(d->memory.place, d->place),
			"the domains that Xen starts need %s of RAM in all, the board has %s for them: %s too few, from domain '%s' on",
			size_text(p->arena, need), floor_text(p, room),
			ceiling_text(p, need - room), d->name);
	diag_note(p->diags, item, p->board->place,
		  "the board's RAM is %s without what is reserved or kept free",
		  size_text(p->arena, have));
	diag_note(p->diags, item, PLACE_NONE,
		  p->system->n_shared ?
			  "Xen, its tables, the domains' P2M pools, the boot modules and static shared memory take %s of it at that time" :
			  "Xen, its tables, the domains' P2M pools and the boot modules take %s of it at that time",
		  ceiling_text(p, other));
	diag_note(p->diags, item, PLACE_NONE,
		  "give the domains less memory, or let xl start some of them when they are wanted");
}

bool plan_budget(struct planner *p)
{
	const struct domain *first_over = NULL;
	uint64_t have = p->ram_bytes, need = 0;
	uint64_t other = plan_xen_bytes(p) + plan_tree_bytes(p);

	for (size_t i = 0; i < p->plan->n_modules; i++)
		other = sum_capped(other,
				   module_bytes(p, &p->plan->modules[i]));
	other = sum_capped(other, plan_unpacked_bytes(p));
	for (size_t i = 0; i < p->system->n_shared; i++)
		other = sum_capped(other, p->system->shared[i].size.v);
	if (other > have)
		other = have;	/* what has no place was reported */
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		const struct domain *d = p->plan->domains[i].domain;

		/* What no guest can have was reported, and is not built. */
		if (d->memory.v > plan_guest_room(p))
			continue;
		need = sum_capped(need, d->memory.v);
		if (need > have - other && !first_over)
			first_over = d;
	}
	if (first_over)
		report(p, first_over, have, other, need);
	return !first_over;
}

/* Of @p's free RAM, or of the static heap, which is all that Xen uses. */
bool plan_has_place(struct planner *p, uint64_t size, uint64_t align)
{
	const struct hypervisor *h = &p->system->hypervisor;
	uint64_t at;

	for (size_t i = 0; i < h->n_static_heap; i++) {
		struct range r = h->static_heap[i].range;

		at = align_up(r.base, align);
		if (r.size >= size && at - r.base <= r.size - size)
			return true;
	}
	for (size_t i = 0; !h->n_static_heap && i < p->board->n_memory; i++)
		if (space_first_fit(&p->host, p->board->memory[i].range, size,
				    align, &at))
			return true;
	return false;
}

void plan_check_frame_table(struct planner *p)
{
	const struct hypervisor *h = &p->system->hypervisor;
	uint64_t size = plan_frame_table(p);
	struct diag_item *item;

	if (plan_has_place(p, size, FRAMETABLE_ALIGN))
		return;
	item = diag_add(p->diags, E_FRAME_TABLE, h->n_static_heap ?
			h->static_heap_place : p->board->place,
			"no place for Xen's table of all pages: %s in one piece, aligned to %s",
			size_text(p->arena, size),
			size_text(p->arena, FRAMETABLE_ALIGN));
	diag_note(p->diags, item, PLACE_NONE, h->n_static_heap ?
		  "it must lie in one range of the static heap" :
		  "it must lie in RAM that no static memory, reserved memory or boot module is in; move some of them together");
}

/* Pieces of RAM that nobody holds, of a page at least. */
static size_t count_pieces(struct planner *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->board->n_memory; i++) {
		struct range *holes;
		size_t n_holes = space_holes(&p->host,
					     p->board->memory[i].range,
					     &holes);

		for (size_t k = 0; k < n_holes; k++) {
			uint64_t base = align_up(holes[k].base, PAGE_BYTES);

			n += base < range_last(holes[k]) &&
			     range_last(holes[k]) - base >= PAGE_BYTES - 1;
		}
	}
	return n;
}

void plan_check_pieces(struct planner *p)
{
	struct diag_item *item;
	size_t n;

	if (p->system->hypervisor.n_static_heap)
		return;
	n = count_pieces(p);
	if (n <= BOOT_PIECES)
		return;
	item = diag_add(p->diags, E_RAM_PIECES, p->board->place,
			"free RAM is cut into %zu pieces, Xen keeps %u while it starts",
			n, BOOT_PIECES);
	diag_note(p->diags, item, PLACE_NONE,
		  "static memory, reserved memory, shared memory and boot modules cut it; put some of them side by side");
}
