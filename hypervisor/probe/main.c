/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * main.c - the probe: a guest that says what it sees.
 *
 * It prints its tree in full, tries what the tree promises, and ends QEMU
 * with status 0 when every check passed, else 1. Words of its command line:
 *
 *   probe.id=NAME        what its lines are marked with; else "guest"
 *   probe.console=uart|io    else the emulated UART when the tree has one
 *   probe.exit=no        leave QEMU running: power off; as dom0, wait
 *             =wait        leave QEMU running, wait
 *   probe.tree=no        do not print the tree
 *   probe.also=layout    hand the shared info page over, use up the regions
 *             =foreign   map pages of domain probe.peer
 *             =offer, =accept   a page between this domain and probe.peer
 *             =events    try the channels of probe.channels: see events.c
 *             =share     shared memory of probe.self and probe.peer
 *             =vectors   SVE
 *             several roles have commas between them
 *   probe.expect=denied  the hypervisor will not let the offer be taken
 */
#include "checks.h"
#include "console.h"
#include "fdt.h"
#include "hypercall.h"
#include "report.h"
#include "roles.h"
#include "text.h"
#include "trap.h"
#include "world.h"

/* What must be so for a check to make sense. */
enum need {
	GUEST = 1,		/* not dom0, whose tree is the host's */
	ENHANCED = 2,		/* a hypervisor node */
	REGION = 4,		/* an extended region */
	RAMDISK = 8,
	NOT_DIRECT = 16,	/* Xen chooses which memory it gets */
};

static const struct {
	const char *name;
	unsigned int needs;
	struct verdict (*try)(const struct world *w);
} checks[] = {
	{ "xen-version", 0, try_version },
	{ "params", 0, try_params },
	{ "image", GUEST, try_image },
	{ "ram", GUEST, try_ram },
	{ "behind-ram", GUEST, try_behind_ram },
	{ "ramdisk", RAMDISK, try_ramdisk },
	{ "cpus", 0, try_cpus },
	{ "psci", 0, try_psci },
	{ "timer", 0, try_timer },
	{ "gic", 0, try_gic },
	{ "grant-size", ENHANCED, try_grant_size },
	{ "grant-map", ENHANCED, try_grant_map },
	{ "grant-limit", ENHANCED, try_grant_limit },
	{ "grant-unmap", ENHANCED, try_grant_unmap },
	{ "shared-info-map", REGION, try_shared_map },
	{ "shared-info-second", REGION, try_shared_second },
	{ "shared-info-unmap", REGION, try_shared_unmap },
	{ "shared-info-again", REGION, try_shared_again },
	{ "balloon-out", GUEST | REGION, try_balloon_out },
	{ "balloon-region", GUEST | REGION | NOT_DIRECT, try_balloon_region },
	{ "balloon-back", GUEST | REGION, try_balloon_back },
};

static void run_layout(const struct world *w)
{
	algorithm_run(w);
	handover_run(w);
}

static const struct {
	const char *name;
	void (*run)(const struct world *w);
	bool plain;		/* asks nothing of a hypervisor node */
} roles[] = {
	{ "layout", run_layout, false },
	{ "foreign", foreign_run, false },
	{ "offer", grants_offer, false },
	{ "accept", grants_accept, false },
	{ "events", events_run, false },
	{ "share", share_run, true },
	{ "vectors", vectors_run, true },
};

static struct world world;

static unsigned int given(const struct world *w)
{
	return (w->dom0 ? 0 : GUEST) | (w->hypervisor ? ENHANCED : 0) |
	       (w->region.size ? REGION : 0) |
	       (w->ramdisk.size ? RAMDISK : 0) | (w->direct ? 0 : NOT_DIRECT);
}

static void run_checks(const struct world *w)
{
	unsigned int have = given(w);
	unsigned int i;

	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if ((checks[i].needs & have) == checks[i].needs)
			report_check(checks[i].name, checks[i].try(w));
}

static void run_roles(const struct world *w)
{
	unsigned int i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if ((w->hypervisor || roles[i].plain) &&
		    text_listed(w->options.also, roles[i].name))
			roles[i].run(w);
}

static void choose_console(const struct world *w)
{
	if (w->uart && !text_equal(w->options.console, "io"))
		console_use_uart(w->uart);
	else
		console_use_io();
}

_Noreturn void probe_end(void)
{
	bool passed = report_done();
	uint64_t block[2] = { SEMIHOST_APPLICATION_EXIT, passed ? 0 : 1 };
	bool wait = text_equal(world.options.exit, "wait");
	bool stay = wait || text_equal(world.options.exit, "no");

	if (!stay)
		semihost(SEMIHOST_EXIT_EXTENDED, block);
	/* SYSTEM_OFF of dom0 would take the host down. */
	if (!wait && (!stay || !world.dom0))
		psci(PSCI_SYSTEM_OFF, 0, 0);
	for (;;)
		__asm__ volatile("wfi");
}

_Noreturn void probe_main(const void *tree, uint64_t stage, uint64_t n_pass,
			  uint64_t n_fail);

/* Stage 0 is what Xen started, 2 what handover_run() did. */
_Noreturn void probe_main(const void *tree, uint64_t stage, uint64_t n_pass,
			  uint64_t n_fail)
{
	struct verdict is_tree;

	world_read(&world, tree);
	choose_console(&world);
	report_begin(world.options.id);
	if (stage) {
		report_go_on((unsigned int)n_pass, (unsigned int)n_fail);
		handover_second(&world);
		probe_end();
	}
	report_hello(world.dom0, world.xen_version);
	report_range("image", world.image.base, world.image.size);
	is_tree = try_tree(&world);
	report_range("tree", (uint64_t)tree, (uint64_t)is_tree.rc);
	report_check("tree", is_tree);
	if (is_tree.ok) {
		if (!text_equal(world.options.tree, "no"))
			report_tree(tree, tree_size(tree));
		run_checks(&world);
		run_roles(&world);
	}
	probe_end();
}
