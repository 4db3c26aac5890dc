/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plan.h - every address, size, interrupt and load place, with its reason.
 *
 * The plan replays what the target Xen will decide (guest RAM banks, tree and
 * ramdisk, extended regions) and decides what Xen leaves open (where boot
 * modules lie on the host).
 */
#ifndef DOMC_PLAN_PLAN_H
#define DOMC_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/space.h"
#include "diag/diag.h"
#include "model/model.h"

/* Static ranges of a direct-mapped domain are a bank each: NR_MEM_BANKS. */
#define PLAN_MAX_BANKS 256

/* A range with why it is there; never NULL reason. */
struct planned {
	struct range range;
	const char *reason;	/* "Xen puts the tree at RAM + 128 MiB" */
	struct place place;	/* what said it, or PLACE_NONE */
};

enum module_kind {
	MODULE_XEN, MODULE_BOARD_TREE, MODULE_KERNEL, MODULE_RAMDISK,
	MODULE_GUEST_TREE, MODULE_XSM_POLICY,
};

/* One thing a boot loader puts into host memory. */
struct plan_module {
	enum module_kind kind;
	const struct file *file;	/* NULL for the board tree */
	const struct domain *domain;	/* first that uses it; NULL: Xen's */
	struct planned at;		/* host address; size is exact */
	struct plan_module *next;
};

/* What holds a part of a guest's address space; the order of the kinds is
 * that of the hypervisor's checker (hypervisor/xen-4.20, guest-layout.h). */
enum window_kind {
	WINDOW_NONE,
	/* of the layout */
	WINDOW_REGION, WINDOW_GRANT_TABLE, WINDOW_MAGIC,
	WINDOW_RAM, WINDOW_GIC, WINDOW_UART, WINDOW_VIRTIO, WINDOW_VPCI,
	WINDOW_ACPI, WINDOW_SHMEM, WINDOW_XEN_REG,
	WINDOW_EXPOSED,			/* address-space.expose: domc alone */
};

struct window {
	enum window_kind kind;
	struct range range;
	const char *name;		/* "the grant table": for messages */
	const char *reason;		/* why it is there */
	struct place place;		/* what said it, or PLACE_NONE */
};

/* Static shared memory as one domain sees it. */
struct plan_shm {
	const struct shared_memory *shm;
	struct planned host;		/* size 0: nowhere, or from_heap */
	struct planned guest;
	bool from_heap;			/* in pieces, where Xen finds them */
	bool owner;			/* role of this domain */
};

/* A CPU pool with the number that Xen will give it. */
struct plan_pool {
	const struct cpupool *pool;	/* NULL: the CPUs that no pool has */
	struct cpu_list cpus;
	unsigned int id;		/* Pool-<id> */
	const char *reason;		/* why it has this number */
};

/* An end of an event channel. */
struct plan_end {
	const struct channel_end *end;	/* of this domain */
	const struct channel_end *peer;
	/* of all ends; the peer's is index ^ 1 */
	size_t index;
};

/* One addend of a budget: "2 frontends' RAM, 128 MiB each, rounded up". */
struct budget_line {
	const char *what;
	uint64_t bytes;
	struct place place;
};

/* What a domain needs for what it will map, and what it has. */
struct budget {
	struct budget_line *lines;
	size_t n_lines;
	uint64_t needed;		/* bytes: sum of the lines */
	uint64_t had;			/* bytes */
};

struct plan_domain {
	const struct domain *domain;
	/* Xen's number: dom0 0, domUs 1.. in file order */
	unsigned int domid;
	bool host_layout;		/* direct map: host addresses */

	struct planned banks[PLAN_MAX_BANKS];
	size_t n_banks;

	enum gic_version gic;
	struct planned gic_dist;
	struct planned gic_cpu;		/* GICv2 */
	struct planned *gic_redist;	/* GICv3 */
	size_t n_gic_redist;
	uint32_t gic_phandle;

	bool vpl011;
	struct planned uart;
	uint32_t uart_intid;		/* 32 + SPI */

	bool hypervisor_node;
	struct planned grant_table;
	/*
	 * bytes asked for that pass 2^64: written, so that Xen sees them; 0:
	 * none do
	 */
	uint64_t grant_past_end;
	struct planned *regions;	/* extended, in the order of `reg` */
	size_t n_regions;

	struct planned magic;		/* window of the magic pages */

	/* The layout contract, where the target has it. */
	/* write a xen,guest-layout-v1 sub-node */
	bool layout;
	/* budget proved: promise it to the guest */
	bool regions_suffice;
	bool shared_info_page;		/* reserve and publish page 4 */
	/* all that the address space holds, ascending */
	struct window *windows;
	size_t n_windows;
	struct plan_shm *shm;
	size_t n_shm;
	struct budget region_budget;	/* address space for mappings */
	struct budget p2m_budget;	/* P2M pool */
	/* most of its grant table: said, or Xen's limit */
	uint64_t grant_frames;
	uint64_t maptrack_frames;	/* the same of what it maps by grants */
	/* xen,domain-p2m-mem-mb; 0: Xen's default */
	uint64_t p2m_pool_mib;
	bool by_pages;	/* cache colours: no 2 MiB of RAM are in one piece */
	const char *p2m_pool_reason;

	/* Loaded into guest RAM by Xen; size 0: not there. */
	/* load address, module size (unpacked) */
	struct planned kernel;
	/* guest.dtb; range.size is the room, 2 MiB */
	struct planned tree;
	struct planned ramdisk;

	struct plan_end *ends;		/* in the order of the file */
	size_t n_ends;

	const struct plan_module *kernel_module;
	const struct plan_module *ramdisk_module;
	const struct plan_module *tree_module;
};

struct plan {
	const struct system *system;
	/* dom0less domains, dom0 included, in file order */
	struct plan_domain *domains;
	size_t n_domains;
	struct plan_module *modules;	/* in the order Xen will meet them */
	size_t n_modules;
	const char *xen_cmdline;	/* complete */
	const char *dom0_cmdline;	/* NULL: no dom0 or none said */
	/* Xen knows no number from this on; 0: not known */
	uint32_t n_cpus;
	/* in the order of the file, the rest last */
	struct plan_pool *pools;
	size_t n_pools;			/* 0: none is said */
	const struct plan_module *policy_module;	/* NULL: none */
	/* of the last-level cache, as Xen has them; 0: unknown, or it is off */
	uint32_t n_llc_colors;
	struct place llc_colors_place;		/* what told their number */
	struct planned xen;		/* host range of Xen's image */
	struct planned board_tree;	/* host range kept for board.dtb */
};

/**
 * plan_make - decide everything
 *
 * Findings (no room, overlap, a kernel that does not fit) go to @d; the plan
 * is returned all the same, as far as it could be made, so that rules can add
 * theirs.
 */
struct plan *plan_make(struct arena *a, struct diags *d,
		       const struct system *s);

const struct plan_domain *plan_find(const struct plan *p, const char *name);

/**
 * plan_option - the last @name[=value] of Xen's @cmdline
 *
 * Return: its value from @a ("" without one), or NULL when it is not there.
 * Valid only for options that "no-" does not invert.
 */
const char *plan_option(struct arena *a, const char *cmdline,
			const char *name);

/** plan_pool_id - number of the CPU pool that @d runs in */
unsigned int plan_pool_id(const struct plan *plan, const struct domain *d);

/* A range of the host, and where a guest sees it. */
struct plan_mapping {
	struct range host;
	uint64_t guest;
};

/**
 * plan_tables - how many tables of the P2M it takes to map all of @maps
 *
 * Each as one call maps it; without the root, which is no pool's.
 */
uint64_t plan_tables(struct arena *a, const struct plan_mapping *maps,
		     size_t n, uint64_t ipa_bits);

/**
 * plan_pool_need - bytes of its P2M pool that @pd takes before it runs
 *
 * For its RAM, static shared memory, and what its partial tree hands out.
 */
uint64_t plan_pool_need(struct arena *a, const struct system *s,
			const struct plan_domain *pd);

/**
 * plan_sections - bytes of @pd's regions that Linux can use: aligned 128 MiB
 */
uint64_t plan_sections(const struct plan_domain *pd);

/**
 * plan_xl_windows - what the address space of an xl domain holds, ascending
 *
 * As libxl lays it out; `iomem` of its xl keys as WINDOW_XEN_REG.
 *
 * Return: their number, *ret_windows from the arena.
 */
size_t plan_xl_windows(struct arena *a, const struct system *s,
		       const struct domain *d, struct window **ret_windows);

/**
 * plan_read_iomem - guest addresses of an `iomem` of xl.cfg
 * @text: "START,NUM" or "START,NUM@GFN", hexadecimal numbers of pages
 *
 * Return: false if xl cannot read it.
 */
bool plan_read_iomem(const char *text, struct range *ret_guest);

/**
 * plan_each_overlap - call @fn for each two of @windows (ascending) that share
 * a byte, the lower one first, by ascending bases; until it returns false
 */
void plan_each_overlap(const struct window *windows, size_t n,
		       bool (*fn)(void *ctx, const struct window *a,
				  const struct window *b), void *ctx);

#endif
