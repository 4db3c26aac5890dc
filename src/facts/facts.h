/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * facts.h - what each Xen release does, as data.
 *
 * One table per release that was read and booted. Nothing else in domc asks
 * for a version: it asks a fact. A release without a table is refused.
 * Sources: xen/include/public/arch-arm.h, xen/arch/arm/domain_build.c (4.17),
 * xen/arch/arm/dom0less-build.c and kernel.c (4.20).
 */
#ifndef DOMC_FACTS_FACTS_H
#define DOMC_FACTS_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/space.h"

#define FACTS_RAM_BANKS 2

/* Nodes of a dom0less guest tree, to be listed in a release's order. */
enum guest_node {
	GUEST_NODE_CHOSEN,
	GUEST_NODE_PSCI,
	GUEST_NODE_CPUS,
	GUEST_NODE_MEMORY,
	GUEST_NODE_RESERVED_MEMORY,
	GUEST_NODE_PARTIAL,	/* /aliases and /passthrough, in file order */
	GUEST_NODE_GIC,
	GUEST_NODE_TIMER,
	GUEST_NODE_VPL011,
	GUEST_NODE_HYPERVISOR,
	N_GUEST_NODES,
};

/* A named part of the guest physical map, for reports and overlap messages. */
struct fact_window {
	const char *name;	/* "GICv3 distributor" */
	const char *xen_name;	/* "GUEST_GICV3_GICD" */
	struct range range;
};

enum magic_page {
	MAGIC_CONSOLE,
	MAGIC_XENSTORE,
	MAGIC_MONITOR,
	MAGIC_VUART,
	MAGIC_SHARED_INFO,	/* guest-layout extension only */
	N_MAGIC_PAGES,
};

/* Kconfig options that a rule or emitter may depend on. */
enum kconfig_option {
	KCONFIG_STATIC_MEMORY,
	KCONFIG_STATIC_SHM,
	KCONFIG_BOOT_TIME_CPUPOOLS,
	KCONFIG_LLC_COLORING,
	KCONFIG_ARM64_SVE,
	KCONFIG_SBSA_VUART_CONSOLE,
	KCONFIG_DOM0LESS_BOOT,
	KCONFIG_STATIC_EVTCHN,
	KCONFIG_XSM_SILO_DEFAULT,
	KCONFIG_XSM_FLASK,
	KCONFIG_XSM_FLASK_DEFAULT,
	KCONFIG_XSM_FLASK_POLICY,
	KCONFIG_SCHED_CREDIT,
	KCONFIG_SCHED_CREDIT2,
	KCONFIG_SCHED_NULL,
	KCONFIG_SCHED_RTDS,
	KCONFIG_SCHED_ARINC653,
	KCONFIG_IOREQ_SERVER,
	KCONFIG_OPTEE,
	KCONFIG_GRANT_TABLE,
	KCONFIG_GICV2,
	KCONFIG_GICV3,
	KCONFIG_VGICV2,
	KCONFIG_NEW_VGIC,
	N_KCONFIG,
};

/* Releases in src/plan/options.def. */
enum { OPTIONS_4_17 = 1, OPTIONS_4_20 = 2 };

/* "CONFIG_STATIC_SHM" */
extern const char *const kconfig_names[N_KCONFIG];

/**
 * facts_scheduler - the option that brings the scheduler that sched= and a
 * pool's 'scheduler' name; N_KCONFIG: there is none
 */
enum kconfig_option facts_scheduler(const char *name);

/* Parts of our patch series that a target may carry: target.extensions. */
enum extension { EXTENSION_GUEST_LAYOUT, N_EXTENSIONS };

extern const char *const extension_names[N_EXTENSIONS];	/* "guest-layout" */

/* A part of the series of one release, hypervisor/xen-<release>/. */
struct fact_extension {
	bool exists;			/* the release's series has it */
	/* DOMU_DTB_VCPU_SIZE; 0: as stock Xen */
	uint32_t tree_vcpu_bytes;
	uint32_t max_regions;		/* GUEST_LAYOUT_MAX_REGIONS */
};

/*
 * What Xen takes of its heap for itself until the last domain has its RAM, in
 * bytes and from above: read of alloc_domheap_page()'s callers, and counted
 * with avail_domheap_pages() printed between the steps of start_xen() and
 * construct_domU(), in release and debug builds with up to 16 CPUs, 29 vCPUs
 * and 8 domains (tests/oracle, "heap-").
 */
struct fact_heap {
	uint32_t page_info;	/* PAGE_INFO_SIZE of each page of RAM */
	uint32_t own;		/* vmap, IRQs, timers, schedulers, consoles */
	/* setup_directmap_mappings(): tables for ends that are not 1 GiB */
	uint32_t ram_bank;
	uint32_t cpu;		/* per-CPU area, stack, idle vCPU */
	uint32_t domain;	/* struct domain, its GIC, one grant frame */
	uint32_t vcpu;		/* struct vcpu and its stack */
	uint32_t spi;		/* struct pending_irq and vgic_irq_rank */
	/* of tables by max_grant_frames, and by max_maptrack_frames */
	uint32_t grant_frame, maptrack_frame;
};

struct facts {
	const char *release;		/* "4.20": what target.xen says */
	const char *const *versions;	/* proved on these, NULL-ended */
	const char *compatible;		/* "xen,xen-4.20" */

	/* Guest layout, public/arch-arm.h. */
	struct range ram[FACTS_RAM_BANKS];
	struct range grant_table;
	struct range magic;
	struct range gicv2_dist, gicv2_cpu;
	struct range gicv3_dist, gicv3_redist;
	struct range vpl011;
	struct range virtio_mmio;
	struct range vpci_ecam, vpci_mem, vpci_prefetch;
	struct range acpi;
	uint32_t vpl011_intid;		/* GUEST_VPL011_SPI, 32 + SPI */
	uint32_t evtchn_ppi;		/* GUEST_EVTCHN_PPI, 31 */
	uint32_t timer_ppi[3];		/* secure, non-secure, virtual */
	uint32_t gic_phandle;		/* GUEST_PHANDLE_GIC */
	uint32_t max_vcpus;		/* MAX_VIRT_CPUS */
	uint32_t max_vcpus_gicv2;
	uint32_t max_nr_spis;		/* most that nr_spis may say */
	bool xl_nr_spis;		/* xl.cfg has the key nr_spis (4.19) */
	int magic_offset[N_MAGIC_PAGES];	/* page index from magic.base */

	/* The guest tree. */
	enum guest_node order[N_GUEST_NODES];
	/* linux,initrd-* even without a ramdisk, 0/0 */
	bool initrd_always;
	bool redistributor_regions;	/* #redistributor-regions on a GICv3 */
	bool memory_lists_shm;		/* static shm appended to /memory reg */
	bool partial_phandle_zero;	/* a /gic phandle of 0 is taken too */
	bool partial_child_errors;	/* errors below /passthrough are seen */
	/* for its interrupt, though no vpl011 is wanted */
	bool direct_map_asks_uart;
	uint32_t tree_buffer_bytes;	/* DOMU_DTB_SIZE */
	bool tree_buffer_adds_partial;	/* + size of the partial tree */
	uint64_t tree_max_bytes;	/* SZ_2M */

	/* Extended regions. */
	uint64_t region_align;		/* 2 MiB */
	uint64_t region_min;		/* 64 MiB */
	bool region_drops_last_2m;	/* add_ext_regions() of 4.18-4.20 */
	bool region_excludes_shm;
	bool region_excludes_xen_reg;
	/* /memreserve/ is not taken out of host layout regions */
	bool region_keeps_memreserve;

	/* The host tree, as bootfdt.c scans it. */
	bool memory_by_name;		/* any node named memory is RAM */
	bool reserved_overlap_panics;	/* of /reserved-memory nodes */

	/* Boot modules and command lines. */
	uint32_t max_modules;		/* MAX_MODULES */
	/* bytes kept of a command line, without NUL */
	uint32_t max_cmdline;
	uint32_t max_node_name;		/* bytes kept of a domain node's name */
	/* tree and ramdisk in guest RAM: 2 MiB */
	uint64_t module_align;
	uint64_t tree_offset;		/* first choice: RAM base + 128 MiB */

	/* which of src/plan/options.def the command line may say */
	unsigned int option_release;

	/* The host's CPUs. */
	/* NR_CPUS of a build that says no other */
	uint32_t max_cpus;
	/* one that cannot be started keeps its number */
	bool cpu_numbers_have_holes;

	/* Properties of a domain's node, and of static shared memory. */
	bool grant_properties;		/* max_grant_*, max_maptrack_frames */
	uint32_t max_grant_version;	/* GNTTAB_MAX_VERSION */
	/* xen,shared-mem without host address */
	bool shm_host_optional;
	uint32_t max_shm;		/* NR_SHMEM_BANKS; 4.17: NR_MEM_BANKS */
	bool shm_is_reserved;		/* in one list with reserved memory */

	bool sve;			/* property sve, key of xl, dom0=sve= */
	bool llc_colors;		/* property llc-colors, key of xl */
	/* of a build that says no other order */
	uint32_t max_llc_colors;
	struct fact_heap heap;
	uint64_t mapped_bytes;		/* VMAP_VIRT_SIZE */
	uint32_t max_event_port;	/* of a domU: max_evtchn_port */
	uint32_t max_dom0_event_port;	/* of dom0, before it asks for FIFO */

	bool kconfig_option[N_KCONFIG];	/* can be chosen in this release */
	bool kconfig_debian[N_KCONFIG];	/* what Debian's binary has */
	bool kconfig_defconfig[N_KCONFIG];

	struct fact_extension extensions[N_EXTENSIONS];
};

extern const struct facts *const facts_tables[];
extern const size_t n_facts_tables;

/**
 * facts_find - the table for what target.xen says
 * @release: "4.20", or a full version that a table was proved on
 *
 * Return: the table or NULL.
 */
const struct facts *facts_find(const char *release);

/** facts_known - "4.17, 4.20", for messages */
const char *facts_known(struct arena *a);

/** facts_known_with - those of which @has is true; "" when there is none */
const char *facts_known_with(struct arena *a,
			     bool (*has)(const struct facts *f));

#endif
