/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mapped.c - files that Xen maps as a whole, to copy or to unpack them.
 *
 * Kernels and ramdisks are mapped one at a time, with their caches off
 * (kernel_zimage_load() in xen/arch/arm/kernel.c, initrd_load() in
 * domain_build.c); of a gzipped kernel the file and what it becomes, a power
 * of two (kernel_decompress()). All of it lies where the GIC's registers are
 * mapped, too.
 */
#include "plan/parts.h"

/* UART, timer, per-CPU stubs, and a page between each two. */
#define MAPPED_BESIDE KIB(256)
/* What one table of Xen's own maps. */
#define TABLE_REACH MIB(2)

static uint64_t power_of_two(uint64_t bytes)
{
	uint64_t v = PAGE_BYTES;

	while (v < bytes && v < UINT64_C(1) << 62)
		v *= 2;
	return v;
}

/* Guard pages count: each mapping has one before it. */
static uint64_t mapped_bytes(const struct file *f)
{
	uint64_t bytes = sum_capped(align_up(f->size, PAGE_BYTES), PAGE_BYTES);

	if (f->format == FORMAT_GZIP)
		bytes = sum_capped(bytes,
				   power_of_two(f->unpacked_size) + PAGE_BYTES);
	return bytes;
}

static bool is_mapped(const struct plan_module *m)
{
	return m->file && (m->kind == MODULE_KERNEL ||
			   m->kind == MODULE_RAMDISK);
}

uint64_t plan_mapping_tables(const struct planner *p)
{
	uint64_t most = 0;

	for (size_t i = 0; i < p->plan->n_modules; i++) {
		const struct plan_module *m = &p->plan->modules[i];
		uint64_t bytes = is_mapped(m) ? mapped_bytes(m->file) : 0;

		most = bytes > most ? bytes : most;
	}
	if (most > p->facts->mapped_bytes)
		most = p->facts->mapped_bytes;	/* reported */
	return most / TABLE_REACH * PAGE_BYTES + PAGE_BYTES;
}

/* What is left beside the registers of the GIC. */
static uint64_t most_mapped(const struct planner *p)
{
	const struct board *b = p->board;
	uint64_t used = sum_capped(b->gic_dist.size, b->gic_cpu.size);

	for (size_t i = 0; i < b->n_gic_redist; i++)
		used = sum_capped(used, b->gic_redist[i].size);
	used = sum_capped(used, MAPPED_BESIDE);
	return used < p->facts->mapped_bytes ? p->facts->mapped_bytes - used :
					       0;
}

static void report_large(struct planner *p, const struct plan_module *m,
			 uint64_t most)
{
	const struct file *f = m->file;
	struct diag_item *item;

	item = diag_add(p->diags, E_MODULE_MAPPED,
			place_or(f->place, m->domain->place),
			"domain '%s': Xen maps all of %s, %s, at once, and has addresses for %s",
			m->domain->name, f->path,
			size_text(p->arena, mapped_bytes(f) - PAGE_BYTES),
			/* The registers may take all. */
			size_text(p->arena, most ? most - PAGE_BYTES : 0));
	if (f->format == FORMAT_GZIP)
		diag_note(p->diags, item, PLACE_NONE,
			  "a gzipped kernel is mapped beside what it becomes, %s rounded up to a power of two",
			  size_text(p->arena, f->unpacked_size));
	diag_note(p->diags, item, p->board->place,
		  "they are 1 GiB, and the registers of the board's GIC lie there, too; make the file smaller");
}

/* alloc_domheap_pages() gives a power of two at a multiple of it. */
static void check_unpacked(struct planner *p, const struct plan_module *m)
{
	uint64_t block = power_of_two(m->file->unpacked_size);
	struct diag_item *item;

	if (plan_has_place(p, block, block))
		return;
	item = diag_add(p->diags, E_UNPACK_PLACE,
			place_or(m->file->place, m->domain->place),
			"domain '%s': no place to unpack its gzipped kernel: Xen takes %s in one piece at a multiple of it, for %s",
			m->domain->name, size_text(p->arena, block),
			plan_bytes_text(p->arena, m->file->unpacked_size));
	diag_note(p->diags, item, p->system->hypervisor.static_heap_place,
		  "give the unpacked Image, or keep static memory, modules and reserved memory together");
}

void plan_check_mapped(struct planner *p)
{
	uint64_t most = most_mapped(p);

	for (size_t i = 0; i < p->plan->n_modules; i++) {
		const struct plan_module *m = &p->plan->modules[i];

		if (!is_mapped(m) || !m->domain)
			continue;
		if (mapped_bytes(m->file) > most)
			report_large(p, m, most);
		else if (m->file->format == FORMAT_GZIP &&
			 m->file->unpacked_size)
			check_unpacked(p, m);
	}
}
