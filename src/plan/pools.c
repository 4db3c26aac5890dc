/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pools.c - the numbers that Xen gives CPU pools, and the ends of event
 * channels by domain.
 *
 * Source: btcpupools_dtb_parse(), btcpupools_allocate_pools() in
 * xen/common/sched/boot-cpupool.c.
 */
#include "plan/parts.h"

/* CPUs of no pool form one more, behind all that are said. */
static void add_rest(struct planner *p)
{
	const struct system *s = p->system;
	struct plan_pool *rest = &p->plan->pools[s->n_pools];
	bool *taken = arena_array(p->arena, p->board->n_cpus + 1,
				  sizeof(*taken));

	rest->cpus.cpus = arena_array(p->arena, p->board->n_cpus + 1,
				      sizeof(*rest->cpus.cpus));
	for (size_t i = 0; i < s->n_pools; i++)
		for (size_t k = 0; k < s->pools[i].cpus.n; k++)
			taken[s->pools[i].cpus.cpus[k]] = true;
	for (uint32_t i = 0; i < p->plan->n_cpus; i++)
		if (!taken[i] && !p->board->cpus[i].fault)
			rest->cpus.cpus[rest->cpus.n++] = i;
	if (!rest->cpus.n)
		return;
	rest->id = (unsigned int)p->plan->n_pools++;
	rest->reason = "the CPUs that no pool has";
}

/* The boot CPU is number 0, and its pool Pool-0: two pools change numbers. */
static void put_boot_cpu_first(struct plan *plan)
{
	struct plan_pool *boot = NULL;

	for (size_t i = 0; i < plan->n_pools; i++) {
		struct plan_pool *pool = &plan->pools[i];

		/* The lists ascend. */
		if (pool->cpus.n && pool->cpus.cpus[0] == 0)
			boot = pool;
	}
	if (!boot || boot->id == 0)
		return;
	plan->pools[0].id = boot->id;
	plan->pools[0].reason = "changed places with the boot CPU's";
	boot->id = 0;
	boot->reason = "it has the boot CPU";
}

static void check_dom0(struct planner *p)
{
	const struct domain *dom0 = model_dom0(p->system);
	struct diag_item *item;

	if (!dom0 || !dom0->cpupool || plan_pool_id(p->plan, dom0) == 0)
		return;
	item = diag_add(p->diags, E_DOM0_POOL, dom0->cpupool_place,
			"domain 'dom0' runs in Pool-0, which has the boot CPU, and pool '%s' has not",
			dom0->cpupool->name);
	/* A pool that has none is here only for --force. */
	if (dom0->cpupool->cpus.n)
		diag_note(p->diags, item, dom0->cpupool->cpus.place,
			  "it has CPUs %s; the boot CPU is 0, %s",
			  model_cpus_text(p->arena, &dom0->cpupool->cpus),
			  p->board->cpus[0].path);
}

void plan_pools(struct planner *p)
{
	const struct system *s = p->system;
	struct plan *plan = p->plan;

	if (!s->n_pools || !p->board)
		return;
	plan->pools = arena_array(p->arena, s->n_pools + 1,
				  sizeof(*plan->pools));
	for (size_t i = 0; i < s->n_pools; i++) {
		plan->pools[i] = (struct plan_pool){
			.pool = &s->pools[i],
			.cpus = s->pools[i].cpus,
			.id = (unsigned int)i,
			.reason = "Xen numbers pools in this order",
		};
		plan->n_pools++;
	}
	add_rest(p);
	put_boot_cpu_first(plan);
	check_dom0(p);
}

unsigned int plan_pool_id(const struct plan *plan, const struct domain *d)
{
	/* The plan has the pools of the file first, in its order. */
	if (!d->cpupool || !plan->n_pools)
		return 0;
	return plan->pools[d->cpupool - plan->pools[0].pool].id;
}

/* ---- event channels ---- */

static struct plan_domain *end_of(struct planner *p,
				  const struct channel_end *e)
{
	const struct named *named = plan_named(p, e->domain);

	return named ? named->planned : NULL;
}

static void count_ends(struct planner *p)
{
	for (size_t i = 0; i < 2 * p->system->n_channels; i++) {
		const struct event_channel *c = &p->system->channels[i / 2];
		struct plan_domain *pd = end_of(p, &c->ends[i % 2]);

		if (pd)
			pd->n_ends++;
	}
}

void plan_channels(struct planner *p)
{
	struct plan *plan = p->plan;

	count_ends(p);
	for (size_t i = 0; i < plan->n_domains; i++) {
		struct plan_domain *pd = &plan->domains[i];

		pd->ends = arena_array(p->arena, pd->n_ends + 1,
				       sizeof(*pd->ends));
		pd->n_ends = 0;
	}
	for (size_t i = 0; i < 2 * p->system->n_channels; i++) {
		const struct event_channel *c = &p->system->channels[i / 2];
		struct plan_domain *pd = end_of(p, &c->ends[i % 2]);

		if (pd)
			pd->ends[pd->n_ends++] = (struct plan_end){
				&c->ends[i % 2], &c->ends[1 - i % 2], i,
			};
	}
}
