/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * static_heap.c - the host memory that Xen's heap is made of, and no other.
 *
 * Source: populate_boot_allocator() in xen/common/device-tree/bootinfo.c
 * (4.17: arch/arm/setup.c); docs/misc/arm/device-tree/booting.txt.
 */
#include "plan/parts.h"

size_t plan_claim_heap(struct planner *p)
{
	const struct hypervisor *h = &p->system->hypervisor;

	for (size_t i = 0; i < h->n_static_heap; i++) {
		struct holder *holder = ARENA_NEW(p->arena, struct holder);

		*holder = (struct holder){
			.kind = HOLDER_STATIC_HEAP,
			.name = "the static heap",
			.place = h->static_heap[i].place,
		};
		plan_claim(p, h->static_heap[i].range, holder);
	}
	return h->n_static_heap;
}

bool plan_check_heap(struct planner *p)
{
	const struct hypervisor *h = &p->system->hypervisor;
	const struct domain *first_over = NULL;
	uint64_t have = 0, need = 0, room;
	uint64_t other = sum_capped(sum_capped(plan_xen_bytes(p),
					       plan_unpacked_bytes(p)),
				    plan_heap_shm_bytes(p));
	struct diag_item *item;

	for (size_t i = 0; i < h->n_static_heap; i++)
		have = sum_capped(have, h->static_heap[i].range.size);
	room = have > other ? have - other : 0;
	for (size_t i = 0; have && i < p->plan->n_domains; i++) {
		const struct domain *d = p->plan->domains[i].domain;

		if (d->placement.n_banks)
			continue;
		need = sum_capped(need, d->memory.v);
		if (need > room && !first_over)
			first_over = d;
	}
	if (!first_over)
		return true;
	item = diag_add(p->diags, E_HEAP_SMALL,
			place_or(first_over->memory.place, first_over->place),
			"domains without static memory need %s of RAM in all, the static heap has %s for them: %s too few, from domain '%s' on",
			size_text(p->arena, need),
			size_text(p->arena, align_down(room, MIB(1))),
			size_text(p->arena, align_up(need - room, MIB(1))),
			first_over->name);
	diag_note(p->diags, item, h->static_heap_place,
		  "the heap is these %s and no more, of which Xen's tables and the domains' P2M pools take %s",
		  size_text(p->arena, have),
		  size_text(p->arena, align_up(have - room, MIB(1))));
	return false;
}
