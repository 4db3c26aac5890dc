/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * chosen.c - what domc writes into /chosen.
 *
 * Source: docs/misc/arm/device-tree/booting.txt; xen/arch/arm/bootfdt.c (4.17)
 * and xen/common/device-tree/bootfdt.c (4.20), which read it.
 */
#include "dt/chosen.h"

#include <inttypes.h>

/* Cells of /chosen and of each domain: addresses and sizes of 64 bits. */
#define CELLS 2

static void add_module(struct dt_tree *t, struct dt_node *parent,
		       const struct plan_module *m, const char *kind,
		       const struct set_str *cmdline)
{
	const char *const compatible[] = { kind, "multiboot,module", NULL };
	struct dt_node *n;

	if (!m)
		return;
	n = dt_node(t, parent, "module@%" PRIx64, m->at.range.base);
	if (m->file)
		n->origin = m->file->place;
	dt_strings(t, n, "compatible", compatible);
	dt_reg(t, n, "reg", &m->at.range, 1, CELLS, CELLS);
	if (cmdline && cmdline->v && *cmdline->v)
		dt_string(t, n, "bootargs", cmdline->v)->origin = cmdline->place;
}

static void add_modules(struct dt_tree *t, struct dt_node *parent,
			const struct plan_domain *pd,
			const struct set_str *cmdline)
{
	add_module(t, parent, pd->kernel_module, "multiboot,kernel", cmdline);
	add_module(t, parent, pd->ramdisk_module, "multiboot,ramdisk", NULL);
	add_module(t, parent, pd->tree_module, "multiboot,device-tree", NULL);
}

static void add_placement(struct dt_tree *t, struct dt_node *n,
			  const struct placement *pl)
{
	struct range *banks;

	if (pl->llc_colors.given)
		dt_string(t, n, "llc-colors", pl->llc_colors.v)->origin =
			pl->llc_colors.place;
	if (pl->direct_map.v)
		dt_empty(t, n, "direct-map")->origin = pl->direct_map.place;
	if (!pl->n_banks)
		return;
	banks = arena_array(t->arena, pl->n_banks, sizeof(*banks));
	for (size_t i = 0; i < pl->n_banks; i++)
		banks[i] = pl->banks[i].range;
	dt_reg(t, n, "xen,static-mem", banks, pl->n_banks, CELLS,
	       CELLS)->origin = pl->place;
}

/* Limits that hold for this domain alone; Xen's defaults where unsaid. */
static void add_limits(struct dt_tree *t, struct dt_node *n,
		       const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct {
		const char *name;
		const struct set_u64 *limit;
	} limits[] = {
		{ "max_grant_version", &d->grants.version },
		{ "max_grant_frames", &d->grants.frames },
		{ "max_maptrack_frames", &d->grants.maptrack_frames },
	};
	struct dt_prop *p;

	if (pd->p2m_pool_mib) {
		p = dt_u32(t, n, "xen,domain-p2m-mem-mb",
			   (uint32_t)pd->p2m_pool_mib);
		if (d->p2m_pool.place.file)
			p->origin = d->p2m_pool.place;
	}
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (limits[i].limit->given)
			dt_u32(t, n, limits[i].name,
			       (uint32_t)limits[i].limit->v)->origin =
				limits[i].limit->place;
}

static void add_settings(struct dt_tree *t, struct dt_node *n,
			 const struct domain *d)
{
	struct dt_prop *p;

	p = dt_u32(t, n, "cpus", (uint32_t)d->vcpus.v);
	if (d->vcpus.given)
		p->origin = d->vcpus.place;
	p = dt_u64(t, n, "memory", d->memory.v / KIB(1));
	p->origin = d->memory.place;
	if (d->vpl011.v)
		dt_empty(t, n, "vpl011")->origin = d->vpl011.place;
	if (d->spi_count.given)
		dt_u32(t, n, "nr_spis", (uint32_t)d->spi_count.v)->origin =
			d->spi_count.place;
	add_placement(t, n, &d->placement);
	/* Even 0 stops a Xen without SVE: off is no property. */
	if (d->sve == SVE_MAX)
		dt_empty(t, n, "sve")->origin = d->sve_place;
	else if (d->sve != SVE_OFF)
		dt_u32(t, n, "sve", d->sve)->origin = d->sve_place;
	if (d->enhanced != ENHANCED_OFF)
		dt_string(t, n, "xen,enhanced",
			  d->enhanced == ENHANCED_TRUE ? "enabled" :
			  "no-xenstore")->origin = d->enhanced_place;
}

static void add_domain(struct dt_tree *t, struct dt_node *chosen,
		       const struct links *l, const struct plan_domain *pd)
{
	const struct facts *f = l->plan->system->target.facts;
	const struct domain *d = pd->domain;
	struct dt_node *n = dt_node(t, chosen, "%s", d->name);

	n->origin = d->place;
	dt_string(t, n, "compatible", "xen,domain");
	dt_u32(t, n, "#address-cells", CELLS);
	dt_u32(t, n, "#size-cells", CELLS);
	add_settings(t, n, d);
	links_add_pool(l, n, d);
	add_limits(t, n, pd);
	add_modules(t, n, pd, &d->kernel.cmdline);
	shared_memory_add(t, n, pd);
	links_add_ends(l, n, pd);
	layout_add(t, n, f, pd);
}

/* dom0 has no node: what is its own stands directly in /chosen. */
static void add_dom0(struct dt_tree *t, struct dt_node *chosen,
		     const struct links *l, const struct plan_domain *pd)
{
	const char *cmdline = l->plan->dom0_cmdline;

	if (cmdline)
		dt_string(t, chosen, "xen,dom0-bootargs", cmdline)->origin =
			pd->domain->kernel.cmdline.place;
	add_modules(t, chosen, pd, NULL);
	shared_memory_add(t, chosen, pd);
	links_add_ends(l, chosen, pd);
}

/* In the root's cells, not in those of /chosen (process_chosen_node()). */
static void add_static_heap(struct dt_tree *t, struct dt_node *chosen,
			    const struct hypervisor *h, const struct board *b)
{
	struct range *ranges;

	if (!h->n_static_heap)
		return;
	ranges = arena_array(t->arena, h->n_static_heap, sizeof(*ranges));
	for (size_t i = 0; i < h->n_static_heap; i++)
		ranges[i] = h->static_heap[i].range;
	dt_reg(t, chosen, "xen,static-heap", ranges, h->n_static_heap,
	       b->root_address_cells, b->root_size_cells)->origin =
		h->static_heap_place;
}

void chosen_fill(struct dt_tree *t, struct dt_node *chosen,
		 const struct plan *p)
{
	const struct hypervisor *h = &p->system->hypervisor;
	struct links links;

	if (p->xen_cmdline)
		dt_string(t, chosen, "xen,xen-bootargs",
			  p->xen_cmdline)->origin = h->cmdline.place;
	add_static_heap(t, chosen, h, p->system->board);
	links = links_add(t, chosen, p);
	add_module(t, chosen, p->policy_module, "xen,xsm-policy", NULL);
	for (size_t i = 0; i < p->n_domains; i++)
		if (p->domains[i].domain->is_dom0)
			add_dom0(t, chosen, &links, &p->domains[i]);
	for (size_t i = 0; i < p->n_domains; i++)
		if (!p->domains[i].domain->is_dom0)
			add_domain(t, chosen, &links, &p->domains[i]);
}
