/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_node.c - what the board tree says about a domain's address space:
 * the layout sub-node, and static shared memory.
 *
 * Source: docs/misc/arm/device-tree/booting.txt, with the patches of
 * hypervisor/ for the layout.
 */
#include "dt/chosen.h"

/* Cells of a domain's node, and of its layout node, which needs its own. */
#define CELLS 2

static struct place said(struct place first, struct place second)
{
	return first.file ? first : second;
}

/*
 * Always a list, be it empty: regions that Xen computes would be an accident.
 */
static void add_regions(struct dt_tree *t, struct dt_node *n,
			const struct plan_domain *pd)
{
	struct range *regions = arena_array(t->arena, pd->n_regions,
					    sizeof(*regions));

	for (size_t i = 0; i < pd->n_regions; i++)
		regions[i] = pd->regions[i].range;
	dt_reg(t, n, "xen,extended-regions", regions, pd->n_regions, CELLS,
	       CELLS)->origin = said(pd->domain->space.regions_place,
				     n->origin);
	if (pd->regions_suffice)
		dt_empty(t, n, "xen,regions-suffice");
}

void layout_add(struct dt_tree *t, struct dt_node *domain,
		const struct facts *f, const struct plan_domain *pd)
{
	const struct address_space *s = &pd->domain->space;
	struct range grant = pd->grant_table.range;
	struct dt_node *n;

	if (!pd->layout)
		return;
	n = dt_add_node(t, domain, "layout");
	n->origin = said(s->place, domain->origin);
	dt_string(t, n, "compatible", "xen,guest-layout-v1");
	dt_u32(t, n, "#address-cells", CELLS);
	dt_u32(t, n, "#size-cells", CELLS);
	if (pd->grant_past_end)
		grant.size = pd->grant_past_end;
	dt_reg(t, n, "xen,grant-table", &grant, 1, CELLS, CELLS)->origin = said(s->grant_base.place, n->origin);
	add_regions(t, n, pd);
	if (pd->magic.range.base != f->magic.base)
		dt_u64(t, n, "xen,magic-base",
		       pd->magic.range.base)->origin =
			said(s->magic_base.place, n->origin);
	if (pd->shared_info_page)
		dt_empty(t, n, "xen,shared-info-page")->origin =
			said(s->shared_info_page.place, n->origin);
}

/* <host guest size>; where Xen chooses the host address <guest size>. */
static void add_where(struct dt_tree *t, struct dt_node *n,
		      const struct plan_shm *shm)
{
	const struct range guest = shm->guest.range;
	bool has_host = shm->host.range.size != 0;
	uint8_t bytes[3 * CELLS * 4], *at = bytes;

	if (has_host) {
		dt_put_cells(at, shm->host.range.base, CELLS);
		at += CELLS * 4;
	}
	dt_put_cells(at, guest.base, CELLS);
	dt_put_cells(at + CELLS * 4, guest.size, CELLS);
	at += 2 * CELLS * 4;
	dt_bytes(t, n, "xen,shared-mem", bytes, (uint32_t)(at - bytes));
}

void shared_memory_add(struct dt_tree *t, struct dt_node *parent,
		       const struct plan_domain *pd)
{
	for (size_t i = 0; i < pd->n_shm; i++) {
		const struct plan_shm *shm = &pd->shm[i];
		const struct shared_memory *said_as = shm->shm;
		struct dt_node *n;

		n = dt_node(t, parent, "shared-memory-%s", said_as->name);
		n->origin = said(shm->guest.place, said_as->place);
		dt_string(t, n, "compatible", "xen,domain-shared-memory-v1");
		/* Without a role the pages are Xen's own (DOMID_IO). */
		if (said_as->owner)
			dt_string(t, n, "role", shm->owner ? "owner" :
				  "borrower")->origin = said_as->owner_place;
		dt_string(t, n, "xen,shm-id", said_as->name);
		add_where(t, n, shm);
	}
}
