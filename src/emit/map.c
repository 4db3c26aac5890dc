/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * map.c - rows of the guest and host maps, sorted and nested.
 */
#include "emit/map.h"

#include <stdlib.h>
#include <string.h>

static void add(struct map *m, struct range r, const char *kind,
		const char *what, const char *reason, struct place place)
{
	if (!r.size)
		return;
	m->rows = arena_grow(m->arena, m->rows, m->n_rows, &m->n_room,
			     sizeof(*m->rows));
	m->rows[m->n_rows] = (struct map_row){
		.range = r,
		.kind = kind,
		.what = what,
		.reason = reason ? reason : "",
		.place = place,
		.order = m->n_rows,
	};
	m->n_rows++;
}

static void add_planned(struct map *m, const struct planned *p,
			const char *kind, const char *what)
{
	add(m, p->range, kind, what, p->reason, p->place);
}

/* By base; of two with one base the larger first, as it holds the other. */
static int by_base(const void *a, const void *b)
{
	const struct map_row *x = a, *y = b;

	if (x->range.base != y->range.base)
		return x->range.base < y->range.base ? -1 : 1;
	if (x->range.size != y->range.size)
		return x->range.size > y->range.size ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static bool holds(const struct map_row *outer, const struct map_row *inner)
{
	return range_contains(outer->range, inner->range);
}

/* Sort, then find for each row how many of those before it hold it. */
static void nest(struct map *m)
{
	size_t *open, n_open = 0;

	if (!m->n_rows)
		return;
	qsort(m->rows, m->n_rows, sizeof(*m->rows), by_base);
	open = arena_array(m->arena, m->n_rows, sizeof(*open));
	for (size_t i = 0; i < m->n_rows; i++) {
		const struct map_row *row = &m->rows[i];

		while (n_open && !holds(&m->rows[open[n_open - 1]], row))
			n_open--;
		m->rows[i].depth = (unsigned int)n_open;
		open[n_open++] = i;
	}
}

static void add_devices(struct map *m, const struct plan_domain *pd)
{
	add_planned(m, &pd->gic_dist, "gic-distributor", "GIC distributor");
	if (pd->gic == GIC_V2)
		add_planned(m, &pd->gic_cpu, "gic-cpu-interface",
			    "GIC CPU interface");
	for (size_t i = 0; i < pd->n_gic_redist; i++)
		add_planned(m, &pd->gic_redist[i], "gic-redistributor",
			    "GIC redistributor");
	if (pd->vpl011)
		add_planned(m, &pd->uart, "uart", "emulated UART");
	if (pd->hypervisor_node)
		add_planned(m, &pd->grant_table, "grant-table", "grant table");
	add_planned(m, &pd->magic, "magic-pages", "magic pages");
}

/* What only a file that speaks of address spaces has in its report. */
static bool has_windows(const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;

	return pd->layout || d->space.place.file || d->n_maps || pd->n_shm;
}

static void add_windows(struct map *m, const struct plan_domain *pd)
{
	static const char *const kinds[] = {
		[WINDOW_VIRTIO] = "virtio-window",
		[WINDOW_VPCI] = "vpci-window",
		[WINDOW_ACPI] = "acpi-window",
		[WINDOW_SHMEM] = "shared-memory",
		[WINDOW_XEN_REG] = "passed-device",
		[WINDOW_EXPOSED] = "exposed-window",
	};

	for (size_t i = 0; i < pd->n_windows && has_windows(pd); i++) {
		const struct window *w = &pd->windows[i];
		const char *name = w->name;

		if (w->kind < WINDOW_VIRTIO)
			continue;
		if (strncmp(name, "the ", 4) == 0)
			name += 4;
		add(m, w->range, kinds[w->kind], name, w->reason, w->place);
	}
}

struct map map_guest(const struct emit_input *in, const struct plan_domain *pd)
{
	struct map m = { .arena = in->arena };

	add_devices(&m, pd);
	add_windows(&m, pd);
	for (size_t i = 0; i < pd->n_banks; i++)
		add_planned(&m, &pd->banks[i], "ram", "RAM");
	add_planned(&m, &pd->kernel, "kernel", "kernel");
	add_planned(&m, &pd->tree, "device-tree", "device tree");
	add_planned(&m, &pd->ramdisk, "ramdisk", "ramdisk");
	for (size_t i = 0; i < pd->n_regions; i++)
		add_planned(&m, &pd->regions[i], "extended-region",
			    "extended region");
	nest(&m);
	return m;
}

/* Which domains use which module. */
struct use {
	const struct plan_module *module;
	size_t domain;		/* index in the plan */
};

/* Pointers only bring equal modules together; what is printed has no order. */
static int by_module(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	if (x->module != y->module)
		return (uintptr_t)x->module < (uintptr_t)y->module ? -1 : 1;
	return (x->domain > y->domain) - (x->domain < y->domain);
}

struct uses {
	struct use *uses;
	size_t n;
};

static struct uses collect_uses(const struct emit_input *in)
{
	const struct plan *p = in->plan;
	struct uses u = { NULL, 0 };

	u.uses = arena_array(in->arena, 3 * p->n_domains + 1, sizeof(*u.uses));
	for (size_t i = 0; i < p->n_domains; i++) {
		const struct plan_domain *pd = &p->domains[i];
		const struct plan_module *modules[] = {
			pd->kernel_module, pd->ramdisk_module, pd->tree_module,
		};

		for (size_t j = 0; j < 3; j++)
			if (modules[j])
				u.uses[u.n++] = (struct use){ modules[j], i };
	}
	qsort(u.uses, u.n, sizeof(*u.uses), by_module);
	return u;
}

/* "a", "a and 2 more": the domains that use @module; NULL if none does. */
static const char *users_of(const struct emit_input *in, const struct uses *u,
			    const struct plan_module *module)
{
	size_t low = 0, high = u->n, first;
	const char *name;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if ((uintptr_t)u->uses[mid].module < (uintptr_t)module)
			low = mid + 1;
		else
			high = mid;
	}
	first = low;
	while (low < u->n && u->uses[low].module == module)
		low++;
	if (low == first)
		return NULL;
	name = in->plan->domains[u->uses[first].domain].domain->name;
	if (low - first == 1)
		return name;
	return arena_printf(in->arena, "%s and %zu more", name,
			    low - first - 1);
}

static const char *module_name(enum module_kind kind)
{
	switch (kind) {
	case MODULE_XEN:
		return "Xen";
	case MODULE_BOARD_TREE:
		return "board tree";
	case MODULE_KERNEL:
		return "kernel";
	case MODULE_RAMDISK:
		return "ramdisk";
	case MODULE_GUEST_TREE:
		return "partial tree";
	case MODULE_XSM_POLICY:
		return "security policy";
	}
	return "";
}

static void add_modules(const struct emit_input *in, struct map *m)
{
	struct uses u = collect_uses(in);

	for (const struct plan_module *p = in->plan->modules; p; p = p->next) {
		const char *users = users_of(in, &u, p);
		const char *name = module_name(p->kind);

		if (p->kind == MODULE_XEN || p->kind == MODULE_BOARD_TREE)
			continue;
		if (users)
			name = arena_printf(in->arena, "%s of %s", name, users);
		add(m, p->at.range, "module", name, p->at.reason, p->at.place);
	}
}

static void add_static(const struct emit_input *in, struct map *m)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		for (size_t j = 0; j < d->placement.n_banks; j++) {
			const struct set_range *b = &d->placement.banks[j];

			add(m, b->range, "static-memory",
			    arena_printf(in->arena, "RAM of %s", d->name),
			    b->why ? b->why : "placement.static", b->place);
		}
	}
}

static void add_heap(const struct emit_input *in, struct map *m)
{
	const struct hypervisor *h = &in->system->hypervisor;

	for (size_t i = 0; i < h->n_static_heap; i++)
		add(m, h->static_heap[i].range, "static-heap", "Xen's heap",
		    "hypervisor.static-heap", h->static_heap[i].place);
}

static void add_board(const struct emit_input *in, struct map *m)
{
	const struct board *b = in->system->board;

	for (size_t i = 0; i < b->n_memory; i++)
		add(m, b->memory[i].range, "ram", "RAM", b->memory[i].path,
		    PLACE_NONE);
	for (size_t i = 0; i < b->n_reserved; i++)
		add(m, b->reserved[i].range, "reserved",
		    b->reserved[i].no_map ? "reserved, unmapped" : "reserved",
		    b->reserved[i].path, PLACE_NONE);
	for (size_t i = 0; i < in->system->n_keep_free; i++) {
		const struct set_range *k = &in->system->keep_free[i];

		add(m, k->range, "keep-free", "kept free",
		    k->why ? k->why : "board.keep-free", k->place);
	}
}

/* Each domain that sees a piece knows where it is; once is enough. */
static void add_shared(const struct emit_input *in, struct map *m)
{
	const struct plan *p = in->plan;
	const struct shared_memory *all = in->system->shared;
	bool *done = arena_array(in->arena, in->system->n_shared + 1,
				 sizeof(*done));

	for (size_t i = 0; i < p->n_domains; i++)
		for (size_t k = 0; k < p->domains[i].n_shm; k++) {
			const struct plan_shm *s = &p->domains[i].shm[k];

			if (!done[s->shm - all])
				add(m, s->host.range, "shared-memory",
				    arena_printf(in->arena, "shared memory %s",
						 s->shm->name),
				    s->host.reason, s->host.place);
			done[s->shm - all] = true;
		}
}

struct map map_host(const struct emit_input *in)
{
	struct map m = { .arena = in->arena };

	add_board(in, &m);
	add_planned(&m, &in->plan->xen, "xen", "Xen");
	add_planned(&m, &in->plan->board_tree, "board-tree", "board tree");
	add_modules(in, &m);
	add_static(in, &m);
	add_heap(in, &m);
	add_shared(in, &m);
	nest(&m);
	return m;
}
