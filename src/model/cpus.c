/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cpus.c - CPUs of the host by Xen's numbers or by their paths, the pools
 * that they form, and what a domain says of them.
 *
 * Sources: dt_smp_init_cpus() in xen/arch/arm/smpboot.c for the numbers,
 * docs/misc/arm/device-tree/cpupools.txt for the pools.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/bind.h"

static void report_unknown(struct bind *b, const struct value *v,
			   const char *who, const char *what)
{
	const struct board *board = b->system->board;
	struct diag_item *item;

	item = diag_add(b->diags, E_CPU_UNKNOWN, v->place,
			"%s: the host has no CPU %s", who, what);
	if (board->n_cpus)
		diag_note(b->diags, item, board->place,
			  "the board tree has CPU 0, %s, to %u, %s",
			  board->cpus[0].path,
			  (unsigned int)board->n_cpus - 1,
			  board->cpus[board->n_cpus - 1].path);
}

/*
 * A list being read. Ranges overlap as the user likes, so only their ends are
 * noted: how many more, or fewer, hold CPU i than CPU i - 1.
 */
struct reading {
	struct bind *b;
	const char *who;
	int32_t *steps;		/* board->n_cpus + 1 */
};

static void add_range(struct reading *r, const struct value *v, uint64_t first,
		      uint64_t last)
{
	const struct board *board = r->b->system->board;

	if (first > last || last >= board->n_cpus) {
		report_unknown(r->b, v, r->who, v->text);
		return;
	}
	r->steps[first]++;
	r->steps[last + 1]--;
}

/* What does not fit is no CPU of any host. */
static uint64_t take_number(const char **s)
{
	uint64_t n = 0;

	while (**s >= '0' && **s <= '9')
		n = sum_capped(n < UINT64_MAX / 10 ? n * 10 : UINT64_MAX,
			       (uint64_t)(*(*s)++ - '0'));
	return n;
}

/* "0-3,6": the schema has seen to its form */
static void add_numbers(struct reading *r, const struct value *v)
{
	const char *s = v->text;

	while (*s) {
		uint64_t first = take_number(&s), last = first;

		if (*s == '-') {
			s++;
			last = take_number(&s);
		}
		add_range(r, v, first, last);
		s += *s == ',';
	}
}

static int has_path(const void *path, const void *cpu)
{
	const struct board_cpu *const *c = cpu;

	return strcmp(path, (*c)->path);
}

/* A node that Xen passes over. */
static void report_uncounted(struct bind *b, const struct value *v,
			     const char *who, const struct board_cpu *cpu)
{
	struct diag_item *item;

	item = diag_add(b->diags, E_CPU_UNKNOWN, v->place,
			"%s: Xen has no number for the CPU %s: %s", who,
			cpu->path, cpu->fault);
	diag_note(b->diags, item, b->system->board->place,
		  "its node is in this board tree; mend it, or leave the CPU out");
}

static void add_path(struct reading *r, const struct value *v)
{
	const struct board *board = r->b->system->board;
	const struct board_cpu *const *cpu =
		board->n_cpu_nodes ? bsearch(v->text, board->cpus_by_path,
					     board->n_cpu_nodes,
					     sizeof(*board->cpus_by_path),
					     has_path) : NULL;

	if (!cpu)
		report_unknown(r->b, v, r->who, v->text);
	else if ((*cpu)->number == BOARD_NO_NUMBER)
		report_uncounted(r->b, v, r->who, *cpu);
	else
		add_range(r, v, (*cpu)->number, (*cpu)->number);
}

static void add_item(struct reading *r, const struct value *v)
{
	if (v->kind == VALUE_INT)
		add_range(r, v, v->magnitude, v->magnitude);
	else if (*v->text == '/')
		add_path(r, v);
	else
		add_numbers(r, v);
}

/* The CPUs that a range at least holds. */
static void take_held(struct reading *r, struct cpu_list *list)
{
	const struct board *board = r->b->system->board;
	int32_t held = 0;

	for (uint32_t i = 0; i < board->n_cpus; i++) {
		held += r->steps[i];
		if (held > 0)
			list->cpus[list->n++] = i;
	}
}

static struct cpu_list bind_cpus(struct bind *b, const char *who,
				 const struct value *v)
{
	const struct board *board = b->system->board;
	struct cpu_list list = { .place = v->place };
	struct reading r = { .b = b, .who = who };

	/* Without a board nobody knows its CPUs, and that was reported. */
	if (!board)
		return list;
	list.cpus = arena_array(b->arena, board->n_cpus + 1,
				sizeof(*list.cpus));
	r.steps = arena_array(b->arena, board->n_cpus + 1, sizeof(*r.steps));
	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->n; i++)
			add_item(&r, v->items[i]);
	else
		add_item(&r, v);
	take_held(&r, &list);
	return list;
}

const char *model_cpus_text(struct arena *a, const struct cpu_list *l)
{
	struct buf b = buf_make(a, 65536);

	for (size_t i = 0; i < l->n;) {
		size_t end = i + 1;

		while (end < l->n && l->cpus[end] == l->cpus[end - 1] + 1)
			end++;
		buf_printf(&b, "%s%u", i ? "," : "", (unsigned int)l->cpus[i]);
		if (end - i > 1)
			buf_printf(&b, "-%u",
				   (unsigned int)l->cpus[end - 1]);
		i = end;
	}
	return buf_str(&b);
}

/* ---- pools ---- */

/* Xen stops at "Logical cpu %d already added to a cpupool!". */
static void check_taken(struct bind *b, const struct cpupool *pool,
			const struct cpupool **takers)
{
	for (size_t i = 0; i < pool->cpus.n; i++) {
		uint32_t cpu = pool->cpus.cpus[i];
		const struct cpupool *other = takers[cpu];
		struct diag_item *item;

		takers[cpu] = pool;
		if (!other || other == pool)
			continue;
		item = diag_add(b->diags, E_CPU_TWICE, pool->cpus.place,
				"CPU pool '%s': CPU %u is in pool '%s' already",
				pool->name, (unsigned int)cpu, other->name);
		diag_note(b->diags, item, other->cpus.place,
			  "that pool has it here");
		takers[cpu] = other;
		return;
	}
}

static void bind_pool(struct bind *b, struct cpupool *pool,
		      const struct member *m)
{
	const struct value *cpus = value_get(m->value, "cpus");
	const struct value *scheduler = value_get(m->value, "scheduler");

	assert(cpus);
	pool->name = m->key;
	pool->place = m->key_place;
	pool->cpus = bind_cpus(b, arena_printf(b->arena, "CPU pool '%s'",
					       m->key), cpus);
	if (!scheduler)
		return;
	pool->scheduler.place = scheduler->place;
	if (!bind_is_word(scheduler, "auto"))
		pool->scheduler = bind_str(scheduler);
}

void bind_cpupools(struct bind *b, const struct value *pools)
{
	struct system *s = b->system;
	const struct cpupool **takers = arena_array(b->arena,
		s->board ? s->board->n_cpus + 1 : 1, sizeof(struct cpupool *));

	assert(pools->kind == VALUE_MAP);
	b->pools = pools;
	s->pools = arena_array(b->arena, pools->n, sizeof(*s->pools));
	s->n_pools = pools->n;
	for (size_t i = 0; i < pools->n; i++) {
		bind_pool(b, &s->pools[i], &pools->members[i]);
		check_taken(b, &s->pools[i], takers);
	}
}

void bind_cpupool(struct bind *b, struct domain *d, const struct value *v)
{
	const struct member *pool = value_member(b->pools, v->text);
	struct diag_item *item;

	d->cpupool_place = v->place;
	if (pool) {
		d->cpupool = &b->system->pools[pool - b->pools->members];
		return;
	}
	item = diag_add(b->diags, E_POOL_UNKNOWN, v->place,
			"domain '%s': there is no CPU pool '%s'", d->name,
			v->text);
	if (!bind_note_meant(b, item, b->pools, v->text))
		diag_note(b->diags, item, PLACE_NONE,
			  "say its name and its CPUs in 'cpupools', beside 'domains'");
}

/* ---- affinity ---- */

void bind_vcpu_affinity(struct bind *b, struct domain *d,
			const struct value *v)
{
	const char *who = arena_printf(b->arena, "domain '%s'", d->name);
	struct diag_item *item;

	d->affinity_place = v->place;
	if (!v->n)
		return;
	if (d->start != START_XL) {
		bind_report_since(b, d, v->place, "affinity of vCPUs for a domain that is started at boot",
				  "it came with Xen 4.21, which domc has no table of; a CPU pool of its own keeps the domain on its CPUs, or let xl start it");
		return;
	}
	if (v->n > d->vcpus.v) {
		item = diag_add(b->diags, E_AFFINITY_MANY,
				v->items[d->vcpus.v]->place,
				"domain '%s': affinity for %zu vCPUs, it has %u",
				d->name, v->n, (unsigned int)d->vcpus.v);
		diag_note(b->diags, item,
			  place_or(d->vcpus.place, d->place),
			  d->vcpus.given ? "their number is said here" :
			  "it has one unless it says 'vcpus'");
		return;
	}
	d->affinity = arena_array(b->arena, v->n, sizeof(*d->affinity));
	for (size_t i = 0; i < v->n; i++)
		d->affinity[d->n_affinity++] = bind_cpus(b, who, v->items[i]);
}
