/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xen-4.20.c - facts of Xen 4.20 on arm64.
 *
 * Read from 4.20.3+127-gc42374a105, and seen in boots of Debian's
 * 4.20.4+63-g7abfd2bce2-0+deb13u1 and of a self-built 4.20.3+127.
 * Paths are below xen/ of that source.
 */
#include "facts/tables.h"

static const char *const proved_on[] = {
	"4.20.3+127-gc42374a105",
	"4.20.4+63-g7abfd2bce2-0+deb13u1",
	NULL,
};

const struct facts facts_xen_4_20 = {
	.release = "4.20",
	.versions = proved_on,
	.compatible = "xen,xen-4.20",

	/* include/public/arch-arm.h, GUEST_* */
	.ram = {
		{ 0x40000000, 0xc0000000 },
		{ 0x200000000, 0xfe00000000 },
	},
	.grant_table = { 0x38000000, 0x01000000 },
	.magic = { 0x39000000, 0x01000000 },
	.gicv2_dist = { 0x03001000, 0x1000 },
	.gicv2_cpu = { 0x03002000, 0x2000 },
	.gicv3_dist = { 0x03001000, 0x10000 },
	.gicv3_redist = { 0x03020000, 0x01000000 },
	.vpl011 = { 0x22000000, 0x1000 },
	.virtio_mmio = { 0x02000000, 0x00100000 },
	.vpci_ecam = { 0x10000000, 0x10000000 },
	.vpci_mem = { 0x23000000, 0x10000000 },
	.vpci_prefetch = { 0x100000000, 0x100000000 },
	.acpi = { 0x20000000, 0x02000000 },
	.vpl011_intid = 32,
	.evtchn_ppi = 31,
	/* GUEST_TIMER_PHYS_S_PPI, _PHYS_NS_PPI, _VIRT_PPI */
	.timer_ppi = { 29, 30, 27 },
	/* include/public/device_tree_defs.h */
	.gic_phandle = 65000,
	/* arch/arm/include/asm/config.h; vgic_max_vcpus() in arch/arm/vgic.c */
	.max_vcpus = 128,
	.max_vcpus_gicv2 = 8,
	/*
	 * domain_vgic_init() rounds up to 32 and then refuses more than
	 * 1020 - 32 = 988: 960 is the last multiple below.
	 */
	.max_nr_spis = 960,
	.xl_nr_spis = true,	/* tools/xl/xl_parse.c */
	/* tools/libs/guest/xg_dom_arm.c; the last is an extension of ours */
	.magic_offset = {
		[MAGIC_CONSOLE] = 0,
		[MAGIC_XENSTORE] = 1,
		[MAGIC_MONITOR] = 2,
		[MAGIC_VUART] = 3,
		[MAGIC_SHARED_INFO] = 4,
	},

	/* prepare_dtb_domU() in arch/arm/dom0less-build.c */
	.order = {
		GUEST_NODE_CHOSEN, GUEST_NODE_PSCI, GUEST_NODE_CPUS,
		GUEST_NODE_MEMORY, GUEST_NODE_RESERVED_MEMORY,
		GUEST_NODE_PARTIAL, GUEST_NODE_GIC, GUEST_NODE_TIMER,
		GUEST_NODE_VPL011, GUEST_NODE_HYPERVISOR,
	},
	.initrd_always = false,
	.redistributor_regions = true,
	.memory_lists_shm = true,
	.partial_phandle_zero = false,
	.partial_child_errors = true,
	/* create_domUs() */
	.direct_map_asks_uart = true,
	.tree_buffer_bytes = 4096,
	.tree_buffer_adds_partial = true,
	.tree_max_bytes = MIB(2),

	/* arch/arm/domain_build.c: find_domU_holes(), add_ext_regions() */
	.region_align = MIB(2),
	.region_min = MIB(64),
	/* from f37a598139 (4.18) to 9b21841fd1 (4.21) */
	.region_drops_last_2m = true,
	.region_excludes_shm = true,
	.region_excludes_xen_reg = false,

	/* early_scan_node() in common/device-tree/bootfdt.c */
	.memory_by_name = false,
	.reserved_overlap_panics = true,

	/*
	 * add_boot_cmdline(): a name and a command line are copied into
	 * 41 and 1024 bytes, the last of which is the NUL.
	 */
	.max_modules = 32,
	.max_cmdline = 1023,
	.max_node_name = 40,
	/* place_modules() in arch/arm/kernel.c */
	.module_align = MIB(2),
	.tree_offset = MIB(128),

	.option_release = OPTIONS_4_20,

	/* arch/Kconfig; dt_smp_init_cpus() in arch/arm/smpboot.c */
	.max_cpus = 128,
	.cpu_numbers_have_holes = false,

	/* create_domUs(), since 4.18 */
	.grant_properties = true,
	/* arch/arm/include/asm/grant_table.h */
	.max_grant_version = 1,
	/* process_shm_node() in arch/arm/static-shmem.c, since 4.19 */
	.shm_host_optional = true,
	.max_shm = 32,

	/* create_domUs(): sve since 4.18, llc-colors since 4.20 */
	.sve = true,
	.llc_colors = true,
	.max_llc_colors = 128,	/* common/Kconfig, LLC_COLORS_ORDER 7 */
	/*
	 * Seen before the domains: 32 pages and 13.3 a CPU, of which 20 are
	 * for a board tree of 37 KiB. A domain: 12 pages without SPIs and
	 * grants; a vCPU 9.1; 960 SPIs 15. Active grants: 40 bytes each in a
	 * debug build, 512 a frame.
	 */
	.heap = {
		.page_info = 56,
		.own = 24 * 4096,
		.ram_bank = 4 * 4096,
		.cpu = 14 * 4096,
		.domain = 13 * 4096,
		.vcpu = 9 * 4096 + 768,
		.spi = 72,
		.grant_frame = 8 + 41 + 2,
		.maptrack_frame = 8,
	},
	/* arch/arm/include/asm/mmu/layout.h */
	.mapped_bytes = GIB(1),
	/* create_domUs(); max_evtchns() of the 2-level ABI on 64 bits */
	.max_event_port = 1023,
	.max_dom0_event_port = 4095,

	/* Debian's package is built from the defconfig. */
	.kconfig_option = {
		[KCONFIG_STATIC_MEMORY] = true,
		[KCONFIG_STATIC_SHM] = true,
		[KCONFIG_BOOT_TIME_CPUPOOLS] = true,
		[KCONFIG_LLC_COLORING] = true,
		[KCONFIG_ARM64_SVE] = true,
		[KCONFIG_SBSA_VUART_CONSOLE] = true,
		[KCONFIG_DOM0LESS_BOOT] = true,
		[KCONFIG_STATIC_EVTCHN] = true,
		[KCONFIG_XSM_SILO_DEFAULT] = true,
		[KCONFIG_XSM_FLASK] = true,
		[KCONFIG_XSM_FLASK_DEFAULT] = true,
		[KCONFIG_XSM_FLASK_POLICY] = true,
		[KCONFIG_SCHED_CREDIT] = true,
		[KCONFIG_SCHED_CREDIT2] = true,
		[KCONFIG_SCHED_NULL] = true,
		[KCONFIG_SCHED_RTDS] = true,
		[KCONFIG_SCHED_ARINC653] = true,
		[KCONFIG_IOREQ_SERVER] = true,
		[KCONFIG_OPTEE] = true,
		[KCONFIG_GRANT_TABLE] = true,
		[KCONFIG_GICV2] = true,
		[KCONFIG_GICV3] = true,
		[KCONFIG_VGICV2] = true,
		[KCONFIG_NEW_VGIC] = true,
	},
	.kconfig_debian = {
		[KCONFIG_SBSA_VUART_CONSOLE] = true,
		[KCONFIG_DOM0LESS_BOOT] = true,
		[KCONFIG_STATIC_EVTCHN] = true,
		[KCONFIG_XSM_SILO_DEFAULT] = true,
		[KCONFIG_XSM_FLASK] = true,
		[KCONFIG_SCHED_CREDIT] = true,
		[KCONFIG_SCHED_CREDIT2] = true,
		[KCONFIG_GRANT_TABLE] = true,
		[KCONFIG_GICV2] = true,
		[KCONFIG_GICV3] = true,
		[KCONFIG_VGICV2] = true,
	},
	.kconfig_defconfig = {
		[KCONFIG_SBSA_VUART_CONSOLE] = true,
		[KCONFIG_DOM0LESS_BOOT] = true,
		[KCONFIG_STATIC_EVTCHN] = true,
		[KCONFIG_XSM_SILO_DEFAULT] = true,
		[KCONFIG_XSM_FLASK] = true,
		[KCONFIG_SCHED_CREDIT] = true,
		[KCONFIG_SCHED_CREDIT2] = true,
		[KCONFIG_GRANT_TABLE] = true,
		[KCONFIG_GICV2] = true,
		[KCONFIG_GICV3] = true,
		[KCONFIG_VGICV2] = true,
	},
	.extensions = {
		[EXTENSION_GUEST_LAYOUT] = {
			.exists = true,
			.tree_vcpu_bytes = 128,
			.max_regions = 16,
		},
	},
};
