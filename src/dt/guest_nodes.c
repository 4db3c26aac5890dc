/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * guest_nodes.c - the nodes of a guest tree, one function each.
 *
 * Order and bytes of the properties are Xen's. Sources: the functions named
 * below, in xen/arch/arm/domain_build.c (4.17, 4.20) and dom0less-build.c
 * (4.20).
 */
#include <inttypes.h>
#include <string.h>

#include "dt/guest.h"

/* GUEST_ROOT_ADDRESS_CELLS, GUEST_ROOT_SIZE_CELLS. */
#define CELLS 2
/* set_interrupt(): first PPI and first SPI among interrupt numbers. */
#define FIRST_PPI 16u
#define FIRST_SPI 32u
/* Flags of a GIC interrupt: all CPUs of GICv2's mask, and the trigger. */
#define ALL_CPUS (0xfu << 8)
#define LEVEL_HIGH (ALL_CPUS | 4u)	/* DT_IRQ_TYPE_LEVEL_HIGH */
#define LEVEL_LOW (ALL_CPUS | 8u)	/* DT_IRQ_TYPE_LEVEL_LOW */
#define INTERRUPT_CELLS 3
/* PSCI_cpu_off, PSCI_cpu_on: the numbers of PSCI 0.1. */
#define PSCI_CPU_OFF 1
#define PSCI_CPU_ON 2
/* make_vpl011_uart_node() */
#define UART_BAUD 115200

/* The place a setting was said at, or the domain's where it is a default. */
static struct place said_at(const struct guest *g, struct place place)
{
	return place.file ? place : g->domain->place;
}

static struct dt_node *node_at(const struct guest *g, const char *name,
			       uint64_t address, struct place origin)
{
	struct dt_node *n = dt_node(g->tree, g->tree->root, "%s@%" PRIx64,
				    name, address);

	n->origin = said_at(g, origin);
	return n;
}

static struct dt_node *node(const struct guest *g, const char *name,
			    struct place origin)
{
	struct dt_node *n = dt_add_node(g->tree, g->tree->root, name);

	n->origin = said_at(g, origin);
	return n;
}

static void set_interrupt(uint32_t *cells, uint32_t intid, uint32_t flags)
{
	bool is_ppi = intid < FIRST_SPI;

	cells[0] = is_ppi;
	cells[1] = intid - (is_ppi ? FIRST_PPI : FIRST_SPI);
	cells[2] = flags;
}

static void add_interrupts(const struct guest *g, struct dt_node *n,
			   const uint32_t *cells, size_t n_interrupts)
{
	dt_cells(g->tree, n, "interrupts", cells,
		 n_interrupts * INTERRUPT_CELLS);
	dt_u32(g->tree, n, "interrupt-parent", g->gic_phandle);
}

static void add_bootargs(const struct guest *g, struct dt_node *n)
{
	const struct set_str *line = &g->domain->kernel.cmdline;
	size_t len = line->v ? strlen(line->v) : 0;
	struct dt_prop *p;

	if (!len)
		return;
	if (len > g->facts->max_cmdline)
		len = g->facts->max_cmdline;
	p = dt_string(g->tree, n, "bootargs",
		      arena_strndup(g->tree->arena, line->v, len));
	p->origin = said_at(g, line->place);
}

/* make_chosen_node(); initrd_load() fills in the addresses. */
static void add_chosen(const struct guest *g)
{
	struct dt_node *n = node(g, "chosen", g->domain->place);
	struct range r = g->planned->ramdisk.range;
	struct place origin = g->domain->ramdisk ?
			      g->domain->ramdisk->place : g->domain->place;

	add_bootargs(g, n);
	if (!r.size && !g->facts->initrd_always)
		return;
	if (!r.size)
		r.base = 0;
	dt_u64(g->tree, n, "linux,initrd-start", r.base)->origin = origin;
	dt_u64(g->tree, n, "linux,initrd-end", r.base + r.size)->origin = origin;
}

/* make_psci_node() */
static void add_psci(const struct guest *g)
{
	static const char *const compatible[] = {
		"arm,psci-1.0", "arm,psci-0.2", "arm,psci", NULL,
	};
	struct dt_node *n = node(g, "psci", g->domain->place);

	dt_strings(g->tree, n, "compatible", compatible);
	dt_string(g->tree, n, "method", "hvc");
	dt_u32(g->tree, n, "cpu_off", PSCI_CPU_OFF);
	dt_u32(g->tree, n, "cpu_on", PSCI_CPU_ON);
}

/* vcpuid_to_vaffinity(): four bits of affinity 0, as GICv3 has it. */
static uint32_t affinity(uint32_t vcpu)
{
	return (vcpu & 0xf) | (vcpu >> 4) << 8;
}

static void add_cpu(const struct guest *g, struct dt_node *cpus, uint32_t vcpu)
{
	uint32_t reg = affinity(vcpu);
	struct dt_node *n = dt_node(g->tree, cpus, "cpu@%" PRIx32, reg);

	dt_add_prop(g->tree, n, "compatible", g->board->cpu_compatible,
		    g->board->cpu_compatible_len);
	dt_string(g->tree, n, "device_type", "cpu");
	dt_u32(g->tree, n, "reg", reg);
	if (g->board->has_cpu_clock)
		dt_u32(g->tree, n, "clock-frequency", g->board->cpu_clock);
	if (!g->is_32bit)
		dt_string(g->tree, n, "enable-method", "psci");
}

/* make_cpus_node() */
static void add_cpus(const struct guest *g)
{
	struct dt_node *n = node(g, "cpus", g->domain->vcpus.place);

	dt_u32(g->tree, n, "#address-cells", 1);
	dt_u32(g->tree, n, "#size-cells", 0);
	for (uint32_t i = 0; i < g->domain->vcpus.v; i++)
		add_cpu(g, n, i);
}

/*
 * make_memory_node(): all banks in one node, named after the first. Shared
 * memory behind them: shm_mem_node_fill_reg_range().
 */
static void add_memory(const struct guest *g)
{
	const struct plan_domain *pd = g->planned;
	size_t n_shm = g->facts->memory_lists_shm ? pd->n_shm : 0;
	struct range *banks;
	struct dt_node *n;

	if (!pd->n_banks)
		return;
	banks = arena_array(g->tree->arena, pd->n_banks + n_shm,
			    sizeof(*banks));
	for (size_t i = 0; i < pd->n_banks; i++)
		banks[i] = pd->banks[i].range;
	for (size_t i = 0; i < n_shm; i++)
		banks[pd->n_banks + i] = pd->shm[i].guest.range;
	n = node_at(g, "memory", banks[0].base, g->domain->memory.place);
	dt_string(g->tree, n, "device_type", "memory");
	dt_reg(g->tree, n, "reg", banks, pd->n_banks + n_shm, CELLS, CELLS);
}

/* Distributor, then CPU interface or redistributors. */
static void add_gic_reg(const struct guest *g, struct dt_node *n)
{
	const struct plan_domain *pd = g->planned;
	bool is_v2 = pd->gic == GIC_V2;
	size_t n_reg = 1 + (is_v2 ? 1 : pd->n_gic_redist);
	struct range *reg = arena_array(g->tree->arena, n_reg, sizeof(*reg));

	reg[0] = pd->gic_dist.range;
	for (size_t i = 1; i < n_reg; i++)
		reg[i] = is_v2 ? pd->gic_cpu.range :
				 pd->gic_redist[i - 1].range;
	dt_reg(g->tree, n, "reg", reg, n_reg, CELLS, CELLS);
}

/* make_gicv2_domU_node(), make_gicv3_domU_node() */
static void add_gic(const struct guest *g)
{
	const struct plan_domain *pd = g->planned;
	bool is_v3 = pd->gic == GIC_V3;
	struct dt_node *n = node_at(g, "interrupt-controller",
				    pd->gic_dist.range.base,
				    g->domain->gic_place);

	dt_u32(g->tree, n, "#address-cells", 0);
	dt_u32(g->tree, n, "#interrupt-cells", INTERRUPT_CELLS);
	dt_empty(g->tree, n, "interrupt-controller");
	dt_string(g->tree, n, "compatible",
		  is_v3 ? "arm,gic-v3" : "arm,gic-400");
	if (is_v3 && g->facts->redistributor_regions)
		dt_u32(g->tree, n, "#redistributor-regions",
		       (uint32_t)pd->n_gic_redist);
	add_gic_reg(g, n);
	dt_u32(g->tree, n, "linux,phandle", g->gic_phandle);
	dt_u32(g->tree, n, "phandle", g->gic_phandle);
}

/* make_timer_node() */
static void add_timer(const struct guest *g)
{
	uint32_t cells[3 * INTERRUPT_CELLS];
	struct dt_node *n = node(g, "timer", g->domain->place);

	dt_string(g->tree, n, "compatible",
		  g->is_32bit ? "arm,armv7-timer" : "arm,armv8-timer");
	for (size_t i = 0; i < 3; i++)
		set_interrupt(cells + i * INTERRUPT_CELLS,
			      g->facts->timer_ppi[i], LEVEL_LOW);
	add_interrupts(g, n, cells, 3);
	if (g->board->has_timer_clock)
		dt_u32(g->tree, n, "clock-frequency", g->board->timer_clock);
}

/* make_vpl011_uart_node() */
static void add_vpl011(const struct guest *g)
{
	struct range reg = g->planned->uart.range;
	uint32_t cells[INTERRUPT_CELLS];
	struct dt_node *n;

	if (!g->planned->vpl011)
		return;
	n = node_at(g, "sbsa-uart", reg.base, g->domain->vpl011.place);
	dt_string(g->tree, n, "compatible", "arm,sbsa-uart");
	dt_reg(g->tree, n, "reg", &reg, 1, CELLS, CELLS);
	set_interrupt(cells, g->planned->uart_intid, LEVEL_HIGH);
	add_interrupts(g, n, cells, 1);
	dt_u32(g->tree, n, "current-speed", UART_BAUD);
}

/* make_page_node() of the patches, for one page of the magic region. */
static void add_magic_page(const struct guest *g, struct dt_node *hypervisor,
			   enum magic_page page, const char *what)
{
	struct range r = { g->planned->magic.range.base, PAGE_BYTES };
	struct dt_node *n;

	r.base += (uint64_t)g->facts->magic_offset[page] * PAGE_BYTES;
	n = dt_node(g->tree, hypervisor, "magic-page@%" PRIx64, r.base);
	dt_string(g->tree, n, "compatible", "xen,magic-page-v1");
	dt_reg(g->tree, n, "reg", &r, 1, CELLS, CELLS);
	dt_string(g->tree, n, "xen,page", what);
}

/* dom0less_layout_make_pages() */
static void add_magic_pages(const struct guest *g, struct dt_node *hypervisor)
{
	const struct plan_domain *pd = g->planned;

	if (!pd->layout || !pd->shared_info_page)
		return;
	dt_u32(g->tree, hypervisor, "#address-cells", CELLS);
	dt_u32(g->tree, hypervisor, "#size-cells", CELLS);
	dt_empty(g->tree, hypervisor, "ranges");
	add_magic_page(g, hypervisor, MAGIC_SHARED_INFO, "shared-info");
}

/*
 * make_hypervisor_node(): no extended regions for 32-bit guests. The string
 * for regions that suffice stands second: guests take the version from the
 * first one.
 */
static void add_hypervisor(const struct guest *g)
{
	const struct plan_domain *pd = g->planned;
	size_t n_reg = 1 + (g->is_32bit ? 0 : pd->n_regions);
	bool suffice = pd->layout && pd->regions_suffice && n_reg > 1;
	const char *const compatible[] = {
		g->facts->compatible,
		suffice ? "xen,extended-regions-v1" : "xen,xen",
		suffice ? "xen,xen" : NULL,
		NULL,
	};
	uint32_t cells[INTERRUPT_CELLS];
	struct range *reg;
	struct dt_node *n;

	if (!pd->hypervisor_node)
		return;
	reg = arena_array(g->tree->arena, n_reg, sizeof(*reg));
	reg[0] = pd->grant_table.range;
	for (size_t i = 1; i < n_reg; i++)
		reg[i] = pd->regions[i - 1].range;
	n = node(g, "hypervisor", g->domain->enhanced_place);
	dt_strings(g->tree, n, "compatible", compatible);
	dt_reg(g->tree, n, "reg", reg, n_reg, CELLS, CELLS);
	set_interrupt(cells, g->facts->evtchn_ppi, LEVEL_LOW);
	add_interrupts(g, n, cells, 1);
	add_magic_pages(g, n);
}

/* make_shm_resv_memory_node(); make_shm_memory_node() in 4.17 */
static void add_shared_memory(const struct guest *g, struct dt_node *reserved,
			      const struct plan_shm *shm)
{
	struct range reg = shm->guest.range;
	struct dt_node *n = dt_node(g->tree, reserved, "xen-shmem@%" PRIx64,
				    reg.base);

	n->origin = said_at(g, shm->guest.place);
	dt_string(g->tree, n, "compatible", "xen,shared-memory-v1");
	dt_reg(g->tree, n, "reg", &reg, 1, CELLS, CELLS);
	dt_string(g->tree, n, "xen,id", shm->shm->name);
	/* Xen has no place yet for where in the memory a borrower's begins. */
	dt_u64(g->tree, n, "xen,offset", 0);
}

/* make_resv_memory_node(): nothing but static shared memory, if any. */
static void add_reserved_memory(const struct guest *g)
{
	const struct plan_domain *pd = g->planned;
	struct dt_node *n;

	if (!pd->n_shm)
		return;
	n = node(g, "reserved-memory", pd->shm[0].guest.place);
	dt_empty(g->tree, n, "ranges");
	dt_u32(g->tree, n, "#address-cells", CELLS);
	dt_u32(g->tree, n, "#size-cells", CELLS);
	for (size_t i = 0; i < pd->n_shm; i++)
		add_shared_memory(g, n, &pd->shm[i]);
}

static void (*const adders[N_GUEST_NODES])(const struct guest *g) = {
	[GUEST_NODE_CHOSEN] = add_chosen,
	[GUEST_NODE_PSCI] = add_psci,
	[GUEST_NODE_CPUS] = add_cpus,
	[GUEST_NODE_MEMORY] = add_memory,
	[GUEST_NODE_RESERVED_MEMORY] = add_reserved_memory,
	[GUEST_NODE_PARTIAL] = partial_copy,
	[GUEST_NODE_GIC] = add_gic,
	[GUEST_NODE_TIMER] = add_timer,
	[GUEST_NODE_VPL011] = add_vpl011,
	[GUEST_NODE_HYPERVISOR] = add_hypervisor,
};

void guest_add_node(const struct guest *g, enum guest_node which)
{
	adders[which](g);
}
