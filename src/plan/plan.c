/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plan.c - the order in which things are decided.
 *
 * Inside a guest Xen decides, and domc replays it: RAM, windows, then what is
 * loaded. On the host the boot loader decides where Xen and the board tree
 * are, the file where static memory is, and domc where modules are. What is
 * left of a guest's address space is the layout's: regions, grant table, magic
 * pages, and there domc decides where the target has that extension.
 */
#include "plan/plan.h"

#include <assert.h>
#include <string.h>

#include "plan/parts.h"

static const struct planned absent = { .reason = "not there" };

static void clear(struct plan_domain *pd)
{
	pd->gic_dist = pd->gic_cpu = absent;
	pd->uart = pd->grant_table = pd->magic = absent;
	pd->kernel = pd->tree = pd->ramdisk = absent;
}

/* Xen numbers domUs from 1, dom0 or not (create_domUs(), max_init_domid). */
static void make_domains(struct planner *p)
{
	const struct system *s = p->system;
	struct plan *plan = p->plan;
	unsigned int next_domid = 1;

	plan->domains = arena_array(p->arena, s->n_domains ? s->n_domains : 1,
				    sizeof(*plan->domains));
	for (size_t i = 0; i < s->n_domains; i++) {
		const struct domain *d = &s->domains[i];
		struct plan_domain *pd = &plan->domains[plan->n_domains];

		if (d->start != START_DOM0LESS)
			continue;
		clear(pd);
		pd->domain = d;
		pd->domid = d->is_dom0 ? 0 : next_domid++;
		/* Xen maps dom0 one to one (create_dom0(), CDF_directmap). */
		/* Without static memory E0509 refuses it, and says enough. */
		pd->host_layout = d->is_dom0 || (d->placement.direct_map.v &&
						 d->placement.n_banks);
		plan->n_domains++;
		if (d->device_tree)
			p->last_partial = plan->n_domains;
	}
}

static void plan_guests(struct planner *p)
{
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		struct plan_domain *pd = &p->plan->domains[i];

		plan_ram(p, pd);
		plan_windows(p, pd);
		plan_load(p, pd);
	}
	for (size_t i = 0; i < p->system->n_domains; i++)
		if (p->system->domains[i].start == START_XL)
			plan_xl_ram(p, &p->system->domains[i]);
}

/* What a layout must keep clear of is known by now. */
static void plan_layouts(struct planner *p)
{
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		struct plan_domain *pd = &p->plan->domains[i];

		plan_grants(p, pd);
		plan_layout(p, pd);
		if (!pd->domain->is_dom0)
			plan_window_list(p, pd);
		plan_check_layout(p, pd);
		plan_map_budget(p, pd);
		plan_check_maps(p, pd);
	}
}

struct plan *plan_make(struct arena *a, struct diags *d,
		       const struct system *s)
{
	struct planner p = {
		.arena = a,
		.diags = d,
		.system = s,
		.facts = s->target.facts,
		.board = s->board,
		.plan = ARENA_NEW(a, struct plan),
		.host = space_make(a),
		.flash = space_make(a),
	};
	bool enough;

	assert(p.facts);
	assert(s->target.ipa_bits.v >= 32 && s->target.ipa_bits.v <= 52);
	p.plan->system = s;
	p.plan->xen = p.plan->board_tree = absent;
	make_domains(&p);
	plan_index(&p);
	plan_cpus(&p);
	plan_pools(&p);
	plan_channels(&p);
	plan_cmdlines(&p);
	plan_cache(&p);
	plan_guests(&p);
	if (p.board)
		plan_host(&p);
	plan_shm(&p);
	plan_layouts(&p);
	plan_check_colors(&p);
	if (p.board) {
		plan_modules(&p);
		enough = plan_budget(&p);
		enough &= plan_check_heap(&p);
		if (enough)
			plan_check_shm_heap(&p);
		plan_check_color_room(&p);
		plan_check_mapped(&p);
		plan_check_frame_table(&p);
		plan_check_pieces(&p);
		plan_dom0_ram(&p);
	}
	return p.plan;
}

const struct plan_domain *plan_find(const struct plan *p, const char *name)
{
	for (size_t i = 0; i < p->n_domains; i++)
		if (strcmp(p->domains[i].domain->name, name) == 0)
			return &p->domains[i];
	return NULL;
}
