/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plan_fixture.h - a system made by hand, and what its plan says.
 *
 * The board is QEMU's "virt" with 2 GiB: RAM at 1 GiB, a GICv3 and a PL011.
 * Xen is Debian's 4.20. Each thing has a line of its own in "vm.yaml", so
 * that a finding's place tells what it points at.
 */
#ifndef DOMC_PLAN_FIXTURE_H
#define DOMC_PLAN_FIXTURE_H

#include <check.h>
#include <string.h>

#include "base/limits.h"
#include "plan/plan.h"

#define BENCH_DOMAINS 80
#define BENCH_RANGES 300

enum bench_line {
	LINE_BOARD = 1,
	LINE_CMDLINE = 2,
	LINE_XEN_AT = 3,
	LINE_TREE_AT = 4,
	LINE_KEEP_FREE = 10,	/* and the number of the range */
	LINE_DOMAINS = 1000,	/* ten lines a domain */
};

/* Lines of a domain, from its first. */
enum bench_domain_line {
	LINE_NAME, LINE_MEMORY, LINE_KERNEL, LINE_RAMDISK, LINE_VCPUS,
	LINE_STATIC, LINE_VPL011, LINE_TREE,
};

struct bench {
	struct arena *arena;
	struct diags *diags;
	struct system system;
	struct board board;
	struct board_range memory[16];
	struct board_range reserved[BENCH_RANGES];
	struct range mmio[32];
	struct range redist[8];
	struct set_range keep_free[16];
	struct domain domains[BENCH_DOMAINS];
	struct board_cpu cpus[4];
	struct file xen;
	const struct plan *plan;
};

static inline struct place bench_place(unsigned int line)
{
	return (struct place){ "vm.yaml", line, 1, line, 9 };
}

/* Four CPUs of one kind, numbered as they come. */
static inline void bench_cpus(struct bench *b)
{
	for (uint32_t i = 0; i < 4; i++)
		b->cpus[i] = (struct board_cpu){
			.path = "/cpus/cpu", .number = i, .hwid = i,
			.compatible = (const uint8_t *)"arm,cortex-a53",
			.compatible_len = 15,
		};
	b->board.cpus = b->cpus;
	b->board.n_cpus = 4;
}

static inline struct set_u64 bench_u64(uint64_t v, unsigned int line)
{
	return (struct set_u64){ v, true, bench_place(line) };
}

static inline void bench_ram(struct bench *b, uint64_t base, uint64_t size)
{
	b->memory[b->board.n_memory++] =
		(struct board_range){ .range = { base, size }, .path = "/m" };
}

static inline void bench_reserve(struct bench *b, const char *path,
				 uint64_t base, uint64_t size)
{
	b->reserved[b->board.n_reserved++] =
		(struct board_range){ .range = { base, size }, .path = path };
}

static inline void bench_mmio(struct bench *b, uint64_t base, uint64_t size)
{
	b->mmio[b->board.n_mmio++] = (struct range){ base, size };
}

static inline void bench_keep_free(struct bench *b, uint64_t base,
				   uint64_t size)
{
	unsigned int n = (unsigned int)b->system.n_keep_free++;

	b->keep_free[n] = (struct set_range){
		{ base, size }, "firmware log", bench_place(LINE_KEEP_FREE + n),
	};
}

/* A file whose content is told apart by @content. */
static inline struct file *bench_file(struct bench *b, const char *path,
				      enum file_format format, uint64_t size,
				      uint8_t content)
{
	struct file *f = ARENA_NEW(b->arena, struct file);

	f->path = f->found = path;
	f->format = format;
	f->size = f->unpacked_size = size;
	f->sha256[0] = content;
	return f;
}

static inline struct file *bench_image(struct bench *b, uint64_t size,
				       uint8_t content)
{
	return bench_file(b, "Image", FORMAT_ARM64_IMAGE, size, content);
}

static inline struct file *bench_gzip(struct bench *b, uint64_t size,
				      uint64_t unpacked, uint8_t content)
{
	struct file *f = bench_file(b, "Image.gz", FORMAT_GZIP, size, content);

	f->inner = FORMAT_ARM64_IMAGE;
	f->unpacked_size = unpacked;
	return f;
}

/* Line @what of domain @d. */
static inline struct place bench_of(const struct bench *b,
				    const struct domain *d,
				    enum bench_domain_line what)
{
	return bench_place(LINE_DOMAINS + 10 * (unsigned int)(d - b->domains) +
			   what);
}

static inline void bench_kernel(struct bench *b, struct domain *d,
				struct file *f)
{
	f->place = bench_of(b, d, LINE_KERNEL);
	d->kernel.file = f;
}

static inline void bench_ramdisk(struct bench *b, struct domain *d,
				 uint64_t size, uint8_t content)
{
	struct file *f = bench_file(b, "rootfs.cpio", FORMAT_CPIO, size,
				    content);

	f->place = bench_of(b, d, LINE_RAMDISK);
	d->ramdisk = f;
}

static inline void bench_partial(struct bench *b, struct domain *d,
				 uint64_t size)
{
	struct file *f = bench_file(b, "partial.dtb", FORMAT_FDT, size, 1);

	f->place = bench_of(b, d, LINE_TREE);
	d->device_tree = f;
}

/* A domU with @bytes of RAM and a small kernel that all share. */
static inline struct domain *bench_domain(struct bench *b, const char *name,
					  uint64_t bytes)
{
	struct domain *d = &b->domains[b->system.n_domains++];

	d->name = name;
	d->is_dom0 = strcmp(name, "dom0") == 0;
	d->place = bench_of(b, d, LINE_NAME);
	d->memory = (struct set_u64){ bytes, true,
				      bench_of(b, d, LINE_MEMORY) };
	d->vcpus = (struct set_u64){ 1, true, bench_of(b, d, LINE_VCPUS) };
	bench_kernel(b, d, bench_image(b, 20480, 1));
	return d;
}

static inline void bench_static(struct bench *b, struct domain *d,
				uint64_t base, uint64_t size)
{
	struct placement *p = &d->placement;

	if (!p->banks)
		p->banks = arena_array(b->arena, BENCH_RANGES,
				       sizeof(*p->banks));
	p->place = bench_of(b, d, LINE_STATIC);
	p->banks[p->n_banks++] =
		(struct set_range){ { base, size }, NULL, p->place };
}

/* A direct-mapped domU with a hypervisor node. */
static inline struct domain *bench_direct(struct bench *b, const char *name,
					  uint64_t base, uint64_t size)
{
	struct domain *d = bench_domain(b, name, size);

	bench_static(b, d, base, size);
	d->placement.direct_map.v = true;
	d->enhanced = ENHANCED_NO_XENSTORE;
	return d;
}

static inline void bench_cmdline(struct bench *b, const char *cmdline)
{
	b->system.hypervisor.cmdline = (struct set_str){
		cmdline, true, bench_place(LINE_CMDLINE),
	};
}

static inline void bench_board(struct bench *b)
{
	b->board = (struct board){
		.path = "virt.dtb",
		.place = bench_place(LINE_BOARD),
		.blob_size = 8000,
		.memory = b->memory,
		.reserved = b->reserved,
		.mmio = b->mmio,
		.gic = GIC_V3,
		.gic_path = "/intc@8000000",
		.gic_dist = { 0x08000000, 0x10000 },
		.gic_redist = b->redist,
		.n_gic_redist = 1,
		.uart_path = "/pl011@9000000",
		.uart = { 0x09000000, 0x1000 },
		.uart_intid = 33,
		.root_address_cells = 2,
		.root_size_cells = 2,
	};
	b->redist[0] = (struct range){ 0x080a0000, 0xf60000 };
	bench_ram(b, 0x40000000, GIB(2));
}

static inline struct bench *bench_new(const char *release)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct bench *b = ARENA_NEW(a, struct bench);

	b->arena = a;
	b->diags = diags_new(a);
	bench_board(b);
	b->xen = (struct file){
		.path = "xen", .found = "xen", .size = 1015816,
		.format = FORMAT_ARM64_IMAGE, .image_size = 0x144000,
	};
	b->system = (struct system){
		.path = "vm.yaml",
		.target = { .facts = facts_find(release),
			    .ipa_bits = { .v = 40 } },
		.board = &b->board,
		.keep_free = b->keep_free,
		.boot = { .direct = true, .align = { .v = MIB(2) } },
		.hypervisor = { .image = &b->xen },
		.domains = b->domains,
	};
	ck_assert_ptr_nonnull(b->system.target.facts);
	return b;
}

static inline void bench_free(struct bench *b)
{
	arena_free(b->arena);
}

static inline const struct plan *bench_plan(struct bench *b)
{
	b->plan = plan_make(b->arena, b->diags, &b->system);
	return b->plan;
}

/* The plan of domain @name. */
static inline const struct plan_domain *bench_find(struct bench *b,
						   const char *name)
{
	const struct plan_domain *pd =
		plan_find(b->plan ? b->plan : bench_plan(b), name);

	ck_assert_ptr_nonnull(pd);
	return pd;
}

/* ---- findings ---- */

static inline size_t bench_count(const struct bench *b, enum diag_code code)
{
	size_t n = 0;

	for (const struct diag_item *i = b->diags->items; i; i = i->next)
		n += i->code == code;
	return n;
}

static inline const struct diag_item *bench_item(const struct bench *b,
						 enum diag_code code)
{
	const struct diag_item *i = b->diags->items;

	while (i && i->code != code)
		i = i->next;
	ck_assert_msg(i, "no finding %s", diag_codes[code].number);
	return i;
}

/* Is @part in the text of the finding or of one of its notes? */
static inline void bench_says(const struct diag_item *i, const char *part)
{
	const struct diag_note *n = i->notes;

	if (strstr(i->text, part))
		return;
	while (n && !strstr(n->text, part))
		n = n->next;
	ck_assert_msg(n, "'%s' does not say '%s'", i->text, part);
}

/* The first text, for a message, when nothing should have been found. */
static inline void bench_clean(const struct bench *b)
{
	ck_assert_msg(!b->diags->items, "%s",
		      b->diags->items ? b->diags->items->text : "");
}

/* From the first byte to past the last. */
#define assert_range(r, first_byte, end_byte) \
	do { \
		struct range checked_ = (r); \
		ck_assert_uint_eq(checked_.base, (uint64_t)(first_byte)); \
		ck_assert_uint_eq(checked_.base + checked_.size, \
				  (uint64_t)(end_byte)); \
	} while (0)

#endif
