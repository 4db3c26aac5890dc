/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cpus.c - which CPUs Xen starts.
 *
 * Sources: smp_get_max_cpus() and start_secondary() in
 * xen/arch/arm/smpboot.c, btcpupools_allocate_pools() in
 * xen/common/sched/boot-cpupool.c.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <string.h>

/* maxcpus=0 is as if it were not said. */
static uint32_t most_cpus(struct planner *p)
{
	uint32_t said = plan_xen_number(p, "maxcpus");

	return said && said < p->board->n_cpus ? said : p->board->n_cpus;
}

/* As many as can be started; numbers from that count on are lost. */
static uint32_t count_cpus(struct planner *p)
{
	uint32_t most = most_cpus(p), n = 0;

	for (uint32_t i = 0; i < most; i++)
		n += !p->board->cpus[i].method_fails;
	return n;
}

/* A list of CPUs, and who says it: "CPU pool 'rt'". */
struct said {
	const char *who;
	const struct cpu_list *cpus;
	bool is_pool;
	bool any_kind;		/* hmp-unsafe: cores of all kinds run */
};

static void report_maxcpus(struct planner *p, const struct said *s,
			   const struct board_cpu *cpu)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_CPU_NOT_STARTED, s->cpus->place,
			"%s: Xen does not start CPU %u with maxcpus=%s", s->who,
			(unsigned int)cpu->number,
			plan_xen_option(p, "maxcpus"));
	diag_note(p->diags, item, p->system->hypervisor.cmdline.place,
		  "Xen's command line says so here; raise maxcpus, or leave the CPU out");
}

static void report_fault(struct planner *p, const struct said *s,
			 const struct board_cpu *cpu)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_CPU_NOT_STARTED, s->cpus->place,
			"%s: Xen cannot start CPU %u, %s: %s", s->who,
			(unsigned int)cpu->number, cpu->path, cpu->fault);
	diag_note(p->diags, item, p->board->place,
		  "its node is in this board tree; mend it, or leave the CPU out");
}

/* get_logical_cpu_from_cpu_node(): an unsigned int holds the reg. */
static void report_not_found(struct planner *p, const struct said *s,
			     const struct board_cpu *cpu)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_CPU_NOT_STARTED, s->cpus->place,
			"%s: Xen looks for CPU %u by 32 bits of its reg, which is 0x%" PRIx64 ": no pool can have it",
			s->who, (unsigned int)cpu->number, cpu->hwid);
	diag_note(p->diags, item, p->board->place,
		  "its node is in this board tree; leave the CPU out");
}

/* One finding a list: the first CPU that Xen has not. */
static void check_started(struct planner *p, const struct said *s)
{
	for (size_t i = 0; i < s->cpus->n; i++) {
		const struct board_cpu *cpu =
			&p->board->cpus[s->cpus->cpus[i]];

		if (cpu->fault)
			report_fault(p, s, cpu);
		else if (cpu->number >= p->plan->n_cpus)
			report_maxcpus(p, s, cpu);
		else if (s->is_pool && cpu->hwid > UINT32_MAX)
			report_not_found(p, s, cpu);
		else
			continue;
		return;
	}
}

/* The core's own name, the first of its compatible. */
static const char *kind_of(struct arena *a, const struct board_cpu *cpu)
{
	return arena_strndup(a, (const char *)cpu->compatible,
			     strnlen((const char *)cpu->compatible,
				     cpu->compatible_len));
}

/* start_secondary() compares MIDR, which the tree tells by a name. */
static bool is_other_kind(struct planner *p, const struct board_cpu *cpu)
{
	const struct board_cpu *boot = &p->board->cpus[0];
	size_t n;

	if (!boot->compatible || !cpu->compatible)
		return false;
	n = strnlen((const char *)cpu->compatible, cpu->compatible_len);
	return n != strnlen((const char *)boot->compatible,
			    boot->compatible_len) ||
	       memcmp(boot->compatible, cpu->compatible, n) != 0;
}

static void report_other_kind(struct planner *p, const struct said *s,
			      const struct board_cpu *cpu)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_CPU_STOPPED, s->cpus->place,
			"%s: CPU %u is %s, and Xen stops CPUs of another kind than the boot CPU, %s",
			s->who, (unsigned int)cpu->number,
			kind_of(p->arena, cpu),
			kind_of(p->arena, &p->board->cpus[0]));
	diag_note(p->diags, item,
		  place_or(p->system->hypervisor.cmdline.place,
			   p->system->hypervisor.place),
		  "leave the CPU out, or let it run by hmp-unsafe on Xen's command line");
}

static void report_disabled(struct planner *p, const struct said *s,
			    const struct board_cpu *cpu)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_CPU_STOPPED, s->cpus->place,
			"%s: CPU %u, %s, is not 'okay' in the board tree: Xen tries to start it all the same",
			s->who, (unsigned int)cpu->number, cpu->path);
	diag_note(p->diags, item, p->board->place,
		  "its node is in this board tree; leave the CPU out, or make its status okay if it runs");
}

/* One finding a list: the first such CPU. */
static void check_stopped(struct planner *p, const struct said *s)
{
	for (size_t i = 0; i < s->cpus->n; i++) {
		const struct board_cpu *cpu =
			&p->board->cpus[s->cpus->cpus[i]];

		if (cpu->fault || cpu->number >= p->plan->n_cpus)
			continue;
		if (!s->any_kind && is_other_kind(p, cpu)) {
			report_other_kind(p, s, cpu);
			return;
		}
		/* The boot CPU runs: the loader does. */
		if (cpu->disabled && cpu->number > 0) {
			report_disabled(p, s, cpu);
			return;
		}
	}
}

static void check_list(struct planner *p, struct said s)
{
	check_started(p, &s);
	check_stopped(p, &s);
}

static void check_affinity(struct planner *p, const struct domain *d,
			   bool any_kind)
{
	const char *who = arena_printf(p->arena, "domain '%s'", d->name);

	for (size_t i = 0; i < d->n_affinity; i++)
		check_list(p, (struct said){
			who, &d->affinity[i], false, any_kind });
}

void plan_cpus(struct planner *p)
{
	const struct system *s = p->system;
	bool any_kind;

	if (!p->board)
		return;
	any_kind = plan_xen_bool(p, "hmp-unsafe", false);
	p->plan->n_cpus = count_cpus(p);
	for (size_t i = 0; i < s->n_pools; i++)
		check_list(p, (struct said){
			arena_printf(p->arena, "CPU pool '%s'",
				     s->pools[i].name),
			&s->pools[i].cpus, true, any_kind });
	for (size_t i = 0; i < s->n_domains; i++)
		if (s->domains[i].n_affinity)
			check_affinity(p, &s->domains[i], any_kind);
}
