/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * window_list.c - all that a guest's address space holds, in one list.
 *
 * What the target's checker compares a layout with is here (take_windows(),
 * dom0less_layout_check() of hypervisor/xen-4.20), and what domc alone knows:
 * exposed windows. A direct-mapped domain has none of the fixed windows.
 */
#include "plan/parts.h"

#include <stdlib.h>

/* By (base, kind, size), as the checker orders two ranges. */
static int by_base(const void *a, const void *b)
{
	const struct window *x = a, *y = b;

	if (x->range.base != y->range.base)
		return x->range.base < y->range.base ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->range.size > y->range.size) -
	       (x->range.size < y->range.size);
}

void plan_add_window(struct window_list *l, struct window w)
{
	if (!w.range.size)
		return;
	l->items = arena_grow(l->arena, l->items, l->n, &l->n_room,
			      sizeof(*l->items));
	l->items[l->n++] = w;
}

void plan_sort_windows(struct window_list *l)
{
	if (l->n)
		qsort(l->items, l->n, sizeof(*l->items), by_base);
}

static void add_planned(struct window_list *l, enum window_kind kind,
			const char *name, const struct planned *p)
{
	plan_add_window(l, (struct window){
		kind, p->range, name, p->reason, p->place });
}

static void add_ram(struct window_list *l, const struct plan_domain *pd)
{
	for (size_t i = 0; i < pd->n_banks; i++)
		add_planned(l, WINDOW_RAM, "RAM", &pd->banks[i]);
}

static void add_devices(struct window_list *l, const struct plan_domain *pd)
{
	add_planned(l, WINDOW_GIC, "the GIC distributor", &pd->gic_dist);
	if (pd->gic == GIC_V2)
		add_planned(l, WINDOW_GIC, "the GIC CPU interface",
			    &pd->gic_cpu);
	for (size_t i = 0; i < pd->n_gic_redist; i++)
		add_planned(l, WINDOW_GIC, "a GIC redistributor",
			    &pd->gic_redist[i]);
	if (pd->vpl011)
		add_planned(l, WINDOW_UART, "the emulated UART", &pd->uart);
}

/* The windows that each guest keeps, used or not. */
static void add_fixed(struct window_list *l, const struct facts *f)
{
	const struct window windows[] = {
		{ WINDOW_VIRTIO, f->virtio_mmio, "the virtio-mmio window",
		  "Xen: virtio devices of a guest (GUEST_VIRTIO_MMIO)",
		  PLACE_NONE },
		{ WINDOW_VPCI, f->vpci_ecam, "the vPCI configuration window",
		  "Xen: PCI configuration of a guest (GUEST_VPCI_ECAM)",
		  PLACE_NONE },
		{ WINDOW_VPCI, f->vpci_mem, "the vPCI memory window",
		  "Xen: PCI memory of a guest (GUEST_VPCI_MEM)", PLACE_NONE },
		{ WINDOW_VPCI, f->vpci_prefetch, "the vPCI prefetch window",
		  "Xen: PCI prefetch memory of a guest (GUEST_VPCI_PREFETCH_MEM)",
		  PLACE_NONE },
		{ WINDOW_ACPI, f->acpi, "the ACPI window",
		  "Xen: ACPI tables of a guest (GUEST_ACPI)", PLACE_NONE },
	};

	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++)
		plan_add_window(l, windows[i]);
}

static void add_shared(struct window_list *l, const struct plan_domain *pd)
{
	for (size_t i = 0; i < pd->n_shm; i++) {
		const struct plan_shm *s = &pd->shm[i];

		add_planned(l, WINDOW_SHMEM,
			    arena_printf(l->arena, "static shared memory '%s'",
					 s->shm->name), &s->guest);
	}
}

static void add_passed(struct window_list *l, const struct domain *d)
{
	for (size_t i = 0; i < d->n_xen_regs; i++) {
		const struct xen_reg *r = &d->xen_regs[i];

		plan_add_window(l, (struct window){
			.kind = WINDOW_XEN_REG,
			.range = r->guest,
			.name = arena_printf(l->arena, "xen,reg of %s",
					     r->node),
			.reason = "the partial device tree maps it",
			.place = d->device_tree->place,
		});
	}
}

static void add_exposed(struct window_list *l, const struct domain *d)
{
	for (size_t i = 0; i < d->space.n_expose; i++) {
		const struct set_range *r = &d->space.expose[i];

		plan_add_window(l, (struct window){
			.kind = WINDOW_EXPOSED,
			.range = r->range,
			.name = "the exposed window",
			.reason = r->why ? r->why : "address-space.expose",
			.place = r->place,
		});
	}
}

void plan_add_taken(struct planner *p, const struct plan_domain *pd,
		    struct window_list *l)
{
	add_ram(l, pd);
	add_devices(l, pd);
	if (!pd->host_layout)
		add_fixed(l, p->facts);
	add_shared(l, pd);
	add_passed(l, pd->domain);
	add_exposed(l, pd->domain);
}

void plan_window_list(struct planner *p, struct plan_domain *pd)
{
	struct window_list l = { .arena = p->arena };

	for (size_t i = 0; i < pd->n_regions; i++)
		add_planned(&l, WINDOW_REGION, "extended region",
			    &pd->regions[i]);
	if (pd->hypervisor_node || pd->layout)
		add_planned(&l, WINDOW_GRANT_TABLE, "the grant table",
			    &pd->grant_table);
	add_planned(&l, WINDOW_MAGIC, "the magic pages", &pd->magic);
	plan_add_taken(p, pd, &l);
	plan_sort_windows(&l);
	pd->windows = l.items;
	pd->n_windows = l.n;
}

void plan_each_overlap(const struct window *windows, size_t n,
		       bool (*fn)(void *ctx, const struct window *a,
				  const struct window *b), void *ctx)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t last = range_last(windows[i].range);

		for (size_t k = i + 1; k < n; k++) {
			if (windows[k].range.base > last)
				break;
			if (!fn(ctx, &windows[i], &windows[k]))
				return;
		}
	}
}
