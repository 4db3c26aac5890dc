/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * windows.c - the fixed windows of a guest: GIC, UART, grant table, magic
 * pages.
 *
 * A direct-mapped domain gets GIC and UART where the host has them, but the
 * grant table and the magic pages where every guest has them
 * (prepare_dtb_domU() in xen/arch/arm).
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <string.h>

/* GICV3_GICR_SIZE: two frames of 64 KiB. The host's stride is not asked. */
#define REDISTRIBUTOR_BYTES KIB(128)
/* Room of Xen's opt_console, with the NUL (xen/drivers/char/console.c). */
#define CONSOLE_OPTION_BYTES 30

static struct planned fixed(struct range r, const char *reason)
{
	return (struct planned){ r, reason, PLACE_NONE };
}

/* ---- GIC ---- */

static void guest_gic(struct planner *p, struct plan_domain *pd)
{
	const struct facts *f = p->facts;

	if (pd->gic == GIC_V2) {
		pd->gic_dist = fixed(f->gicv2_dist,
				     "Xen: GICv2 distributor of a guest (GUEST_GICD)");
		pd->gic_cpu = fixed(f->gicv2_cpu,
				    "Xen: GICv2 CPU interface of a guest (GUEST_GICC)");
		return;
	}
	pd->gic_dist = fixed(f->gicv3_dist,
			     "Xen: GICv3 distributor of a guest (GUEST_GICV3_GICD)");
	pd->gic_redist = ARENA_NEW(p->arena, struct planned);
	pd->gic_redist[0] = fixed(f->gicv3_redist,
				  "Xen: GICv3 redistributors of a guest (GUEST_GICV3_GICR0)");
	pd->n_gic_redist = 1;
}

/* As many of the host's regions as the vCPUs need (vgic_v3_domain_init()). */
static void host_redistributors(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct board *b = p->board;
	uint64_t first_cpu = 0;
	struct diag_item *item;

	pd->gic_redist = arena_array(p->arena, b->n_gic_redist + 1,
				     sizeof(*pd->gic_redist));
	for (size_t i = 0; i < b->n_gic_redist; i++) {
		pd->gic_redist[pd->n_gic_redist++] =
			fixed(b->gic_redist[i],
			      "direct map: redistributors where the host has them");
		first_cpu += b->gic_redist[i].size / REDISTRIBUTOR_BYTES;
		if (first_cpu >= d->vcpus.v)
			return;
	}
	item = diag_add(p->diags, E_REDISTRIBUTORS_FEW,
			place_or(d->vcpus.place, d->place),
			"domain '%s': %" PRIu64 " vCPUs; a direct-mapped domain has the host's redistributors, which are enough for %" PRIu64,
			d->name, d->vcpus.v, first_cpu);
	diag_note(p->diags, item, b->place,
		  "the board's GIC is %s", b->gic_path ? b->gic_path : "here");
}

/*
 * The bases are the host's, the sizes are those of a guest: GUEST_GICD_SIZE,
 * GUEST_GICC_SIZE and GUEST_GICV3_GICD_SIZE in make_gic_domU_node().
 */
static void host_gic(struct planner *p, struct plan_domain *pd)
{
	const struct facts *f = p->facts;
	const struct board *b = p->board;
	struct range dist = b->gic_dist;
	struct range cpu = b->gic_cpu;

	dist.size = pd->gic == GIC_V2 ? f->gicv2_dist.size : f->gicv3_dist.size;
	pd->gic_dist = fixed(dist, "direct map: distributor where the host has it");
	if (pd->gic == GIC_V3) {
		host_redistributors(p, pd);
		return;
	}
	cpu.size = f->gicv2_cpu.size;
	pd->gic_cpu = fixed(cpu, "direct map: CPU interface where the host has it");
}

/* ---- vPL011 ---- */

/* Does Xen set up a UART of the host tree at all? (console_has()) */
static bool console_is_dtuart(struct planner *p)
{
	const char *console = plan_xen_option(p, "console");
	size_t len = console ? strlen(console) : 0;
	const char *at = console;

	if (!console)
		return true;	/* OPT_CONSOLE_STR of Arm */
	if (len >= CONSOLE_OPTION_BYTES)
		len = CONSOLE_OPTION_BYTES - 1;
	while (at && at < console + len) {
		if ((size_t)(console + len - at) >= strlen("dtuart") &&
		    strncmp(at, "dtuart", strlen("dtuart")) == 0)
			return true;
		at = memchr(at, ',', (size_t)(console + len - at));
		at = at ? at + 1 : NULL;
	}
	return false;
}

static void report_uart(struct planner *p, const struct domain *d,
			const char *trouble)
{
	const struct set_str *cmdline = &p->system->hypervisor.cmdline;
	struct diag_item *item;

	item = diag_add(p->diags, E_UART_NOT_USABLE,
			place_or(d->vpl011.place, d->place),
			"domain '%s': a direct-mapped domain has its UART in the place of Xen's, and %s",
			d->name, trouble);
	if (!console_is_dtuart(p))
		diag_note(p->diags, item, cmdline->place,
			  "add dtuart to console= here, or leave vpl011 out");
	else if (p->board->uart_path)
		diag_note(p->diags, item, p->board->place, "Xen's UART is %s",
			  p->board->uart_path);
	else
		diag_note(p->diags, item, cmdline->place,
			  "add dtuart= and the path of a UART here");
}

/* domain_vpl011_init() of xen/arch/arm/vpl011.c */
static void host_uart(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct board *b = p->board;
	const char *trouble = NULL;

	if (!console_is_dtuart(p))
		trouble = "console= on Xen's command line is not dtuart";
	else if (!b->uart_path)
		trouble = "neither stdout-path of the board tree nor dtuart= of Xen's command line names one that Xen finds";
	else if (!b->uart_intid)
		trouble = "the board's UART has no interrupt";
	else if (b->uart.size < p->facts->vpl011.size)
		trouble = "the registers of the board's UART take less than 4 KiB";
	if (trouble) {
		report_uart(p, d, trouble);
		return;
	}
	pd->uart = fixed((struct range){ b->uart.base, p->facts->vpl011.size },
			 "direct map: emulated UART in the place of the host's");
	pd->uart_intid = b->uart_intid;
}

static void plan_uart(struct planner *p, struct plan_domain *pd)
{
	pd->vpl011 = pd->domain->vpl011.v;
	if (!pd->vpl011)
		return;
	if (pd->host_layout) {
		if (p->board)
			host_uart(p, pd);
		return;
	}
	pd->uart = fixed(p->facts->vpl011,
			 "Xen: emulated UART of a guest (GUEST_PL011)");
	pd->uart_intid = p->facts->vpl011_intid;
}

/* dom0's GIC has the host's redistributors too; none is written by domc. */
static void check_dom0(struct planner *p, const struct plan_domain *pd)
{
	struct plan_domain same = *pd;

	if (p->board && pd->gic == GIC_V3)
		host_redistributors(p, &same);
}

void plan_windows(struct planner *p, struct plan_domain *pd)
{
	const struct facts *f = p->facts;

	pd->gic = p->board ? p->board->gic : GIC_V3;
	pd->gic_phandle = f->gic_phandle;
	if (pd->domain->is_dom0) {
		check_dom0(p, pd);
		return;		/* dom0 has the host's own windows */
	}
	if (!pd->host_layout)
		guest_gic(p, pd);
	else if (p->board)
		host_gic(p, pd);
	plan_uart(p, pd);
	pd->hypervisor_node = pd->domain->enhanced != ENHANCED_OFF;
	pd->grant_table = fixed(f->grant_table,
				"Xen: grant table of a guest (GUEST_GNTTAB)");
	pd->magic = fixed(f->magic,
			  "Xen: magic pages of a guest (GUEST_MAGIC)");
}
