/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shm.c - static shared memory: one piece of host RAM that several domains
 * see.
 *
 * 4.17 wants to be told where on the host it is. 4.20 can find a place of its
 * own, but not for a direct-mapped domain, and not beforehand: domc says it
 * where there is one, and leaves it to Xen where there is none (shm_heap.c).
 * Source: process_shm() of xen/arch/arm/static-shmem.c.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <string.h>

/* Domain @name if Xen starts it; src/model reports all others. */
static struct plan_domain *find(const struct planner *p, const char *name)
{
	const struct named *n = plan_named(p, name);

	return n ? n->planned : NULL;
}

/* ---- places on the host ---- */

/* The first domain that must see @s where the host has it. */
static const struct shared_map *direct_map(const struct planner *p,
					   const struct shared_memory *s)
{
	for (size_t i = 0; i < s->n_maps; i++) {
		const struct plan_domain *pd = find(p, s->maps[i].domain);

		if (pd && pd->host_layout)
			return &s->maps[i];
	}
	return NULL;
}

static void pin(struct planner *p, size_t i)
{
	const struct shared_memory *s = &p->system->shared[i];
	const struct shared_map *map = direct_map(p, s);
	struct planned *at = &p->shm_hosts[i];

	if (s->host.given)
		*at = (struct planned){ { s->host.v, s->size.v },
					"said in the file", s->host.place };
	else if (map)
		*at = (struct planned){
			{ map->gpa, s->size.v },
			arena_printf(p->arena, "direct map: where domain '%s' sees it",
				     map->domain), map->place };
}

static struct holder *holder_of(struct planner *p, size_t i)
{
	const struct shared_memory *s = &p->system->shared[i];
	struct holder *h = ARENA_NEW(p->arena, struct holder);

	*h = (struct holder){
		.kind = HOLDER_SHARED,
		.name = arena_printf(p->arena, "static shared memory '%s'",
				     s->name),
		.why = p->shm_hosts[i].reason,
		.place = place_or(p->shm_hosts[i].place, s->place),
	};
	return h;
}

static bool fits(struct planner *p, uint64_t size, uint64_t align,
		 uint64_t *ret_base)
{
	return space_first_fit(&p->host, (struct range){ 0, UINT64_MAX }, size,
			       align, ret_base);
}

/* A place that holds all of it; where there is none Xen may take pieces. */
static void choose(struct planner *p, size_t i)
{
	const struct shared_memory *s = &p->system->shared[i];
	uint64_t align = s->size.v < MIB(2) ? PAGE_BYTES : MIB(2);
	uint64_t base;

	if (!s->size.v)
		return;		/* reported by src/model */
	if (!fits(p, s->size.v, align, &base) &&
	    !fits(p, s->size.v, PAGE_BYTES, &base)) {
		if (!plan_leave_to_heap(p, i))
			diag_add(p->diags, E_SHM_NO_ROOM,
				 place_or(s->size.place, s->place),
				 "shared memory '%s': no %s of host RAM are free in one piece",
				 s->name, size_text(p->arena, s->size.v));
		return;
	}
	p->shm_hosts[i] = (struct planned){
		{ base, s->size.v }, "domc: lowest host RAM that is free",
		PLACE_NONE };
	space_take(&p->host, p->shm_hosts[i].range, holder_of(p, i));
}

/* What has a place comes first, so that the rest keeps clear of it. */
static void place_all(struct planner *p)
{
	const size_t n = p->system->n_shared;

	for (size_t i = 0; i < n; i++) {
		pin(p, i);
		if (p->shm_hosts[i].range.size)
			plan_claim(p, p->shm_hosts[i].range, holder_of(p, i));
	}
	for (size_t i = 0; i < n; i++)
		if (!p->shm_hosts[i].range.size)
			choose(p, i);
}

/* ---- who sees it ---- */

static void check_direct(struct planner *p, const struct plan_domain *pd,
			 const struct shared_memory *s,
			 const struct shared_map *map,
			 const struct planned *host)
{
	struct diag_item *item;

	if (!pd->host_layout || !host->range.size ||
	    host->range.base == map->gpa)
		return;
	item = diag_add(p->diags, E_SHM_DIRECT_MAP, map->place,
			"domain '%s' sees host addresses: shared memory '%s' cannot be at 0x%" PRIx64 " for it, since the host has it at 0x%" PRIx64,
			pd->domain->name, s->name, map->gpa, host->range.base);
	diag_note(p->diags, item, place_or(host->place, s->place),
		  "on the host: %s; say the same address for both, or leave 'host' out",
		  host->reason);
}

static void give(struct planner *p, struct plan_domain *pd, size_t i,
		 const struct shared_map *map)
{
	const struct shared_memory *s = &p->system->shared[i];

	check_direct(p, pd, s, map, &p->shm_hosts[i]);
	pd->shm[pd->n_shm++] = (struct plan_shm){
		.shm = s,
		.host = p->shm_hosts[i],
		.from_heap = p->shm_from_heap[i],
		.guest = { { map->gpa, s->size.v },
			   p->shm_from_heap[i] ?
			   "said in the file; on the host Xen's choice: pieces of its heap" :
			   "said in the file", map->place },
		.owner = s->owner && strcmp(s->owner, map->domain) == 0,
	};
}

static void count(struct planner *p, struct plan_domain *pd, size_t i,
		  const struct shared_map *map)
{
	(void)p;
	(void)i;
	(void)map;
	pd->n_shm++;
}

static void each_map(struct planner *p,
		     void (*fn)(struct planner *p, struct plan_domain *pd,
				size_t i, const struct shared_map *map))
{
	for (size_t i = 0; i < p->system->n_shared; i++) {
		const struct shared_memory *s = &p->system->shared[i];

		for (size_t k = 0; k < s->n_maps; k++) {
			struct plan_domain *pd = find(p, s->maps[k].domain);

			if (pd)
				fn(p, pd, i, &s->maps[k]);
		}
	}
}

static void give_all(struct planner *p)
{
	each_map(p, count);
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		struct plan_domain *pd = &p->plan->domains[i];

		pd->shm = arena_array(p->arena, pd->n_shm + 1,
				      sizeof(*pd->shm));
		pd->n_shm = 0;
	}
	each_map(p, give);
}

static void check_number(struct planner *p)
{
	const struct system *s = p->system;
	uint32_t most = p->facts->max_shm;

	if (s->n_shared > most && !p->facts->shm_is_reserved)
		diag_add(p->diags, E_SHM_MANY, s->shared[most].place,
			 "%zu pieces of static shared memory, Xen %s keeps %u: '%s' is the first too many; put several into one",
			 s->n_shared, p->facts->release, (unsigned int)most,
			 s->shared[most].name);
}

void plan_shm(struct planner *p)
{
	if (!p->system->n_shared)
		return;
	p->shm_hosts = arena_array(p->arena, p->system->n_shared,
				   sizeof(*p->shm_hosts));
	p->shm_from_heap = arena_array(p->arena, p->system->n_shared,
				       sizeof(*p->shm_from_heap));
	if (p->board)
		place_all(p);
	give_all(p);
	check_number(p);
}
