/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_cpus.c - the host's CPUs, and Xen's numbers for them.
 *
 * Sources: dt_smp_init_cpus() in xen/arch/arm/smpboot.c, dt_arch_cpu_init()
 * in xen/arch/arm/arm64/smpboot.c. Which CPU boots no file tells: domc takes
 * the first.
 */
#include "model/board_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* MPIDR_HWID_MASK of xen/arch/arm/include/asm/processor.h */
#define HWID_MASK UINT64_C(0xff00ffffff)

/* ---- reading ---- */

/* strcmp() with a property, which Xen takes for a C string. */
static bool is_method(struct tree_prop p, const char *s)
{
	return p.len > strlen(s) && memcmp(p.data, s, strlen(s) + 1) == 0;
}

/* What is wrong with the `reg` of CPU @n, of @ac cells; NULL: nothing. */
static const char *reg_fault(struct arena *a, const struct tree_node *n,
			     uint32_t ac, uint64_t *ret_hwid)
{
	if (!n->reg.data)
		return "it has no reg";
	if (n->reg.len < ac * 4)
		return "its reg is too short";
	*ret_hwid = tree_read_cells(n->reg.data, ac);
	if (*ret_hwid & ~HWID_MASK)
		return arena_printf(a, "its reg 0x%" PRIx64 " is no affinity of a CPU",
				    *ret_hwid);
	return NULL;
}

/*
 * The same of its `enable-method`. PSCI works: firmware and QEMU write its node
 * into the tree, whatever it says.
 */
static void read_method(const struct tree_node *n, struct board_cpu *cpu)
{
	if (!n->enable_method.data) {
		cpu->fault = "it has no enable-method";
	} else if (is_method(n->enable_method, "spin-table")) {
		if (n->release_addr.len < 8)
			cpu->fault = "it has no cpu-release-addr";
		return;
	} else if (!is_method(n->enable_method, "psci")) {
		cpu->fault = "its enable-method is neither psci nor spin-table";
	}
	cpu->method_fails = cpu->fault;
}

static void add_cpu(struct board_reading *r)
{
	const struct tree_node *n = tree_here(&r->walk);
	struct board *b = r->board;
	struct board_cpu cpu = {
		.path = tree_path(r->arena, &r->walk),
		.compatible = n->compatible.data,
		.compatible_len = n->compatible.len,
		.disabled = !tree_is_available(n),
	};
	uint32_t ac, sc;

	tree_node_cells(&r->walk, 2, 0, &ac, &sc);
	cpu.fault = reg_fault(r->arena, n, ac, &cpu.hwid);
	cpu.countable = !cpu.fault;
	if (cpu.countable)
		read_method(n, &cpu);
	b->cpu_nodes = arena_grow(r->arena, b->cpu_nodes, b->n_cpu_nodes,
				  &r->cpu_room, sizeof(*b->cpu_nodes));
	b->cpu_nodes[b->n_cpu_nodes++] = cpu;
}

void board_look_cpu(struct board_reading *r)
{
	const struct tree_node *n = tree_here(&r->walk);
	struct board *b = r->board;

	if (r->walk.depth != 2 || strcasecmp(r->walk.at[1].name, "cpus") != 0 ||
	    !tree_is_string(n->device_type, "cpu"))
		return;
	add_cpu(r);
	if (r->has_cpu)
		return;
	/* make_cpus_node() in xen/arch/arm/domain_build.c */
	r->has_cpu = true;
	b->cpu_compatible = n->compatible.data;
	b->cpu_compatible_len = n->compatible.len;
	b->has_cpu_clock = tree_read_u32(n->clock_frequency, &b->cpu_clock);
}

/* ---- what is wrong with one because of the others ---- */

static int by_path(const void *a, const void *b)
{
	const struct board_cpu *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

/* By their reg, then in the order of the tree. */
static int by_hwid(const void *a, const void *b)
{
	const struct board_cpu *x = *(struct board_cpu *const *)a;
	const struct board_cpu *y = *(struct board_cpu *const *)b;

	if (x->hwid != y->hwid)
		return x->hwid < y->hwid ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* A reg that a CPU before has, which Xen can start: the later one is none. */
static void find_doubles(struct arena *a, struct board *b)
{
	struct board_cpu **sorted = arena_array(a, b->n_cpu_nodes + 1,
						sizeof(*sorted));
	const struct board_cpu *first = NULL;
	size_t n = 0;

	for (uint32_t i = 0; i < b->n_cpu_nodes; i++)
		if (b->cpu_nodes[i].countable)
			sorted[n++] = &b->cpu_nodes[i];
	qsort(sorted, n, sizeof(*sorted), by_hwid);
	for (size_t i = 0; i < n; i++) {
		struct board_cpu *cpu = sorted[i];

		if (first && first->hwid == cpu->hwid) {
			cpu->countable = false;
			cpu->fault = arena_printf(a, "its reg is that of %s",
						  first->path);
		} else if (!cpu->method_fails) {
			first = cpu;
		}
	}
}

/* The boot CPU runs already; without a node of it Xen looks at no other. */
static void judge_boot_cpu(struct board *b)
{
	if (!b->n_cpu_nodes)
		return;
	if (b->cpu_nodes[0].countable) {
		b->cpu_nodes[0].fault = NULL;
		b->cpu_nodes[0].method_fails = false;
		return;
	}
	for (uint32_t i = 1; i < b->n_cpu_nodes; i++) {
		b->cpu_nodes[i].countable = false;
		b->cpu_nodes[i].fault = "the first CPU, taken for the boot CPU, has no reg that Xen can read";
	}
}

void board_finish_cpus(struct board_reading *r)
{
	struct board *b = r->board;

	judge_boot_cpu(b);
	find_doubles(r->arena, b);
	b->cpus_by_path = arena_array(r->arena, b->n_cpu_nodes + 1,
				      sizeof(*b->cpus_by_path));
	for (uint32_t i = 0; i < b->n_cpu_nodes; i++)
		b->cpus_by_path[i] = &b->cpu_nodes[i];
	qsort(b->cpus_by_path, b->n_cpu_nodes, sizeof(*b->cpus_by_path),
	      by_path);
}

/* ---- numbers ---- */

/*
 * smp_get_max_cpus() counts those that can be started, and Xen knows no
 * number from that count on: one behind a hole is lost.
 */
static void lose_behind_holes(struct board *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->n_cpus; i++)
		n += !b->cpus[i].method_fails;
	for (uint32_t i = n; i < b->n_cpus; i++)
		if (!b->cpus[i].fault)
			b->cpus[i].fault = "a CPU before it cannot be started, and this release then counts one less";
}

void board_number_cpus(struct arena *a, struct board *b,
		       const struct facts *f, uint32_t max_cpus)
{
	bool full = false;

	b->cpus = arena_array(a, b->n_cpu_nodes + 1, sizeof(*b->cpus));
	b->n_cpus = 0;
	for (uint32_t i = 0; i < b->n_cpu_nodes; i++) {
		struct board_cpu *cpu = &b->cpu_nodes[i];

		cpu->number = BOARD_NO_NUMBER;
		if (!cpu->countable)
			continue;
		full |= b->n_cpus == max_cpus;
		if (full)
			cpu->fault = arena_printf(a, "Xen is built for %u CPUs (CONFIG_NR_CPUS)",
						  (unsigned int)max_cpus);
		if (full || (cpu->method_fails && !f->cpu_numbers_have_holes))
			continue;
		cpu->number = b->n_cpus;
		b->cpus[b->n_cpus++] = *cpu;
	}
	if (f->cpu_numbers_have_holes)
		lose_behind_holes(b);
}
