/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * edges.c - sizes and shapes at which a decision of Xen's turns.
 *
 * Tree and ramdisk go to RAM + 128 MiB where RAM reaches 128 MiB + the
 * ramdisk rounded up to 2 MiB + 2 MiB, else to its end (place_modules()). A
 * region begins at the end of a bank's RAM, rounded up to 2 MiB, and is at
 * least 64 MiB (find_domU_holes()). The first bank has 3 GiB.
 */
#include "cases.h"

#define BANK_MIB 3072u
#define MIB_IN_KIB(n) ((n) << 10)

/* What differs between the edges; all else is the same. */
struct edge {
	const char *name;
	unsigned int ram_kib;
	enum ramdisk_kind ramdisk;
	bool plain;		/* no hypervisor node: a smaller tree */
	const char *kernel;
	const char *more;
};

static const struct edge edges[] = {
	{ .name = "tree-at-128M", .ram_kib = MIB_IN_KIB(130) },
	{ .name = "tree-a-page-short", .ram_kib = MIB_IN_KIB(130) - 4 },
	{ .name = "ramdisk-at-130M", .ram_kib = MIB_IN_KIB(132),
	  .ramdisk = RAMDISK_SMALL },
	{ .name = "ramdisk-a-page-short", .ram_kib = MIB_IN_KIB(132) - 4,
	  .ramdisk = RAMDISK_SMALL },
	{ .name = "large-ramdisk-at-130M", .ram_kib = MIB_IN_KIB(140),
	  .ramdisk = RAMDISK_LARGE },
	{ .name = "least-region", .ram_kib = MIB_IN_KIB(BANK_MIB - 64) },
	{ .name = "region-a-page-short",
	  .ram_kib = MIB_IN_KIB(BANK_MIB - 64) + 4 },
	{ .name = "bank-full", .ram_kib = MIB_IN_KIB(BANK_MIB) },
	{ .name = "second-bank-of-a-page", .ram_kib = MIB_IN_KIB(BANK_MIB) + 4 },
	{ .name = "gzipped-kernel", .ram_kib = MIB_IN_KIB(64),
	  .kernel = "../files/probe.gz" },
	{ .name = "partial-tree", .ram_kib = MIB_IN_KIB(64),
	  .more = "device-tree: ../files/partial.dtb" },
	{ .name = "partial-tree-plain", .ram_kib = MIB_IN_KIB(64),
	  .plain = true, .more = "device-tree: ../files/partial.dtb" },
	{ .name = "most-spis", .ram_kib = MIB_IN_KIB(64),
	  .more = "spi-count: 960" },
	{ .name = "least-spis", .ram_kib = MIB_IN_KIB(64),
	  .more = "spi-count: 1" },
};

static struct boot_case case_of(struct arena *a, const struct edge *e,
				const char *release, unsigned int gic)
{
	bool large = e->ram_kib > MIB_IN_KIB(512);

	return (struct boot_case){
		.name = arena_printf(a, "xen%s-gicv%u-%s", release, gic,
				     e->name),
		.release = release,
		.machine = { gic, large ? LAB_RAM_LARGE_MIB : LAB_RAM_MIB },
		.domains = { {
			.name = "guest",
			.vcpus = 1,
			.ram_kib = e->ram_kib,
			.vpl011 = true,
			.enhanced = e->plain ? PLAIN : NO_XENSTORE,
			.ramdisk = e->ramdisk,
			.kernel = e->kernel,
			.more = e->more,
		} },
		.n_domains = 1,
	};
}

/* One GIC a release is enough: neither has a say in these decisions. */
struct case_list cases_edges(struct arena *a, bool both)
{
	size_t n = sizeof(edges) / sizeof(edges[0]);
	struct case_list list = { NULL, 0 };

	list.cases = arena_array(a, 2 * n, sizeof(*list.cases));
	for (size_t i = 0; i < n; i++) {
		if (both || i % 2 == 0)
			list.cases[list.n++] = case_of(a, &edges[i], "4.20", 3);
		if (both || i % 2 == 1)
			list.cases[list.n++] = case_of(a, &edges[i], "4.17", 2);
	}
	return list;
}
