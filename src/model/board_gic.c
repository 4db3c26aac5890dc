/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_gic.c - the interrupt controller, the timer and the CPUs: what Xen
 * must find, or it panics.
 */
#include "model/board_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Xen makes a smaller GICv2 CPU interface this large (gicv2_dt_init()). */
#define GICC_BYTES KIB(8)

static void report_gic(struct board_reading *r, const char *path,
		       const char *lacks)
{
	r->gic_reported = true;
	diag_add(r->diags, E_BOARD_GIC, r->board->place,
		 "board tree: the interrupt controller %s has no %s", path,
		 lacks);
}

/* gicv2_dt_init() in xen/arch/arm/gic-v2.c */
static void read_gicv2(struct board_reading *r, const char *path)
{
	static const char *const parts[] = {
		"distributor", "CPU interface", "hypervisor interface",
		"virtual CPU interface",
	};
	struct board *b = r->board;
	struct range found[4];

	for (size_t i = 0; i < 4; i++) {
		if (!tree_read_address(&r->walk, i, &found[i])) {
			report_gic(r, path, parts[i]);
			return;
		}
	}
	b->gic = GIC_V2;
	b->gic_dist = found[0];
	b->gic_cpu = found[1];
	if (b->gic_cpu.size < GICC_BYTES &&
	    b->gic_cpu.base <= UINT64_MAX - GICC_BYTES)
		b->gic_cpu.size = GICC_BYTES;
}

/* gicv3_dt_init() in xen/arch/arm/gic-v3.c */
static void read_gicv3(struct board_reading *r, const char *path)
{
	const struct tree_node *n = tree_here(&r->walk);
	struct board *b = r->board;
	uint32_t n_redist = 1, stride = 0;
	size_t room = 0;

	b->gic = GIC_V3;
	if (!tree_read_address(&r->walk, 0, &b->gic_dist)) {
		report_gic(r, path, "distributor");
		return;
	}
	tree_read_u32(n->redist_regions, &n_redist);
	for (b->n_gic_redist = 0; b->n_gic_redist < n_redist;
	     b->n_gic_redist++) {
		struct range redist;

		if (!tree_read_address(&r->walk, 1 + b->n_gic_redist, &redist))
			break;
		b->gic_redist = arena_grow(r->arena, b->gic_redist,
					   b->n_gic_redist, &room,
					   sizeof(redist));
		b->gic_redist[b->n_gic_redist] = redist;
	}
	if (n_redist == 0 || b->n_gic_redist < n_redist)
		report_gic(r, path, "reg for each redistributor region");
	/* One cell is read, though the binding has two. */
	tree_read_u32(n->redist_stride, &stride);
	b->gic_redist_stride = stride;
}

/* DT_MATCH_GIC_V2 in xen/arch/arm/include/asm/gic.h */
static bool is_gicv2(const struct tree_node *n)
{
	return tree_is_compatible(n, "arm,cortex-a15-gic") ||
	       tree_is_compatible(n, "arm,cortex-a7-gic") ||
	       tree_is_compatible(n, "arm,gic-400");
}

/* intc_dt_preinit(): the first controller that a driver takes. */
void board_look_gic(struct board_reading *r)
{
	const struct tree_node *n = tree_here(&r->walk);
	bool v3 = tree_is_compatible(n, "arm,gic-v3");
	const char *path;

	if (r->has_gic || r->walk.depth == 0 ||
	    !n->interrupt_controller.data || n->passthrough.data ||
	    !tree_is_available(n) || !(v3 || is_gicv2(n)))
		return;
	r->has_gic = true;
	path = tree_path(r->arena, &r->walk);
	r->board->gic_path = path;
	if (v3)
		read_gicv3(r, path);
	else
		read_gicv2(r, path);
	if (!n->interrupts.data && !n->interrupts_extended.data)
		report_gic(r, path, "maintenance interrupt");
}

/* DT_MATCH_TIMER in xen/arch/arm/include/asm/time.h; status is not read. */
void board_look_timer(struct board_reading *r)
{
	const struct tree_node *n = tree_here(&r->walk);
	struct board *b = r->board;

	if (r->has_timer || !(tree_is_compatible(n, "arm,armv8-timer") ||
			      tree_is_compatible(n, "arm,armv7-timer")))
		return;
	r->has_timer = true;
	b->has_timer_clock = tree_read_u32(n->clock_frequency,
					   &b->timer_clock);
}

/* Texts, each with its NUL. */
static bool is_text(const uint8_t *bytes, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++)
		if (bytes[i] && (bytes[i] < 0x20 || bytes[i] > 0x7e))
			return false;
	return len > 0 && !bytes[len - 1];
}

void board_finish_devices(struct board_reading *r)
{
	struct place place = r->board->place;

	board_finish_cpus(r);
	if (!r->has_gic && !r->gic_reported)
		diag_add(r->diags, E_BOARD_GIC, place,
			 "board tree: no interrupt controller that Xen drives: arm,gic-v3, arm,gic-400, arm,cortex-a15-gic or arm,cortex-a7-gic");
	if (!r->has_timer)
		diag_add(r->diags, E_BOARD_TIMER, place,
			 "board tree: no timer: Xen wants a node compatible with arm,armv8-timer");
	if (!r->has_cpu)
		diag_add(r->diags, E_BOARD_CPUS, place,
			 "board tree: no CPU: Xen wants children of /cpus with device_type \"cpu\"");
	else if (!r->board->cpu_compatible)
		diag_add(r->diags, E_BOARD_CPUS, place,
			 "board tree: the first CPU has no compatible, which every guest's CPUs get from it");
	else if (!is_text(r->board->cpu_compatible,
			  r->board->cpu_compatible_len))
		diag_add(r->diags, E_BOARD_CPUS, place,
			 "board tree: the compatible of the first CPU, which every guest's CPUs get from it, is no text");
}
