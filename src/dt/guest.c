/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * guest.c - the tree that Xen builds for a dom0less domain, as a whole.
 *
 * Source: prepare_dtb_domU() of xen/arch/arm/domain_build.c (4.17) and
 * dom0less-build.c (4.20).
 */
#include "dt/guest.h"

/* GUEST_ROOT_ADDRESS_CELLS, GUEST_ROOT_SIZE_CELLS. */
#define ROOT_CELLS 2

/* Xen goes by what it finds in the kernel (kernel_probe()). */
static bool runs_32bit(const struct domain *d)
{
	const struct file *kernel = d->kernel.file;

	return kernel && (kernel->format == FORMAT_ARM32_ZIMAGE ||
			  (kernel->format == FORMAT_GZIP &&
			   kernel->inner == FORMAT_ARM32_ZIMAGE));
}

static struct dt_tree *new_guest_tree(struct arena *a, const struct domain *d)
{
	struct dt_tree *t = dt_new(a);

	t->root->origin = d->place;
	dt_u32(t, t->root, "#address-cells", ROOT_CELLS);
	dt_u32(t, t->root, "#size-cells", ROOT_CELLS);
	return t;
}

struct dt_tree *dt_guest(struct arena *a, struct diags *d,
			 const struct plan *p, const struct plan_domain *pd)
{
	const struct facts *f = p->system->target.facts;
	struct guest g = {
		.planned = pd,
		.domain = pd->domain,
		.facts = f,
		.board = p->system->board,
		.is_32bit = runs_32bit(pd->domain),
	};

	if (pd->domain->is_dom0 || !g.board)
		return NULL;
	if (pd->domain->device_tree) {
		g.partial = partial_read(a, d, pd->domain->device_tree);
		if (!g.partial)
			return NULL;
	}
	g.gic_phandle = partial_gic_phandle(f, g.partial, f->gic_phandle);
	g.tree = new_guest_tree(a, pd->domain);
	for (size_t i = 0; i < N_GUEST_NODES; i++)
		guest_add_node(&g, f->order[i]);
	return g.tree;
}
