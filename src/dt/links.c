/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * links.c - what points at other nodes of the board tree: CPU pools and event
 * channels.
 *
 * Sources: docs/misc/arm/device-tree/cpupools.txt, booting.txt.
 */
#include <assert.h>

#include "base/limits.h"
#include "dt/chosen.h"

static uint32_t own_handle(const struct dt_node *n)
{
	return dt_u32_of(n, "phandle", dt_u32_of(n, "linux,phandle", 0));
}

/* The highest one of @n and all below it; -1 is no handle. */
static uint32_t highest_handle(const struct dt_node *n)
{
	uint32_t most = own_handle(n);

	if (most == UINT32_MAX)
		most = 0;
	for (const struct dt_node *c = n->children; c; c = c->next) {
		uint32_t other = highest_handle(c);

		most = other > most ? other : most;
	}
	return most;
}

/* The handle of @n, which gets one if it has none. */
static uint32_t handle_of(struct links *l, struct dt_node *n)
{
	uint32_t handle = own_handle(n);

	if (handle)
		return handle;
	dt_u32(l->tree, n, "phandle", l->next);
	return l->next++;
}

static void add_pool(struct links *l, struct dt_node *chosen,
		     const struct cpupool *pool, uint32_t *ret_handle)
{
	struct dt_node *n = dt_node(l->tree, chosen, "cpupool-%s", pool->name);
	const struct board *b = l->plan->system->board;
	uint32_t *cells = arena_array(l->tree->arena, pool->cpus.n + 1,
				      sizeof(*cells));

	n->origin = pool->place;
	for (size_t i = 0; i < pool->cpus.n; i++) {
		const char *path = b->cpus[pool->cpus.cpus[i]].path;
		struct dt_node *cpu = dt_find_path(l->tree, path);

		assert(cpu);
		cells[i] = handle_of(l, cpu);
	}
	dt_string(l->tree, n, "compatible", "xen,cpupool");
	dt_cells(l->tree, n, "cpupool-cpus", cells, pool->cpus.n)->origin =
		pool->cpus.place;
	if (pool->scheduler.given)
		dt_string(l->tree, n, "cpupool-sched",
			  pool->scheduler.v)->origin = pool->scheduler.place;
	*ret_handle = handle_of(l, n);
}

struct links links_add(struct dt_tree *t, struct dt_node *chosen,
		       const struct plan *p)
{
	const struct system *s = p->system;
	struct links l = { .tree = t, .plan = p };

	if (!s->n_pools && !s->n_channels)
		return l;
	l.next = highest_handle(t->root) + 1;
	l.pools = arena_array(t->arena, s->n_pools + 1, sizeof(*l.pools));
	for (size_t i = 0; i < s->n_pools; i++)
		add_pool(&l, chosen, &s->pools[i], &l.pools[i]);
	l.first_end = l.next;
	return l;
}

void links_add_pool(const struct links *l, struct dt_node *domain,
		    const struct domain *d)
{
	const struct cpupool *first = l->plan->system->pools;

	if (d->cpupool)
		dt_u32(l->tree, domain, "domain-cpupool",
		       l->pools[d->cpupool - first])->origin =
			d->cpupool_place;
}

void links_add_ends(const struct links *l, struct dt_node *parent,
		    const struct plan_domain *pd)
{
	for (size_t i = 0; i < pd->n_ends; i++) {
		const struct plan_end *e = &pd->ends[i];
		const uint32_t cells[] = {
			e->end->port, l->first_end + (uint32_t)(e->index ^ 1),
		};
		struct dt_node *n = dt_node(l->tree, parent,
					    "event-channel-%u",
					    (unsigned int)e->end->port);

		n->origin = e->end->domain_place;
		dt_string(l->tree, n, "compatible", "xen,evtchn-v1");
		dt_cells(l->tree, n, "xen,evtchn", cells, 2)->origin =
			e->end->port_place;
		dt_u32(l->tree, n, "phandle",
		       l->first_end + (uint32_t)e->index);
	}
}
