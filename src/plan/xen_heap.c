/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xen_heap.c - what Xen takes of its heap for itself and for each domain,
 * beside the domain's RAM.
 *
 * Counted from above (struct fact_heap): what domc takes for enough must be
 * enough. Sources: start_xen() in xen/arch/arm/setup.c, construct_domU() in
 * dom0less-build.c (4.17: domain_build.c), domain_create() in
 * xen/common/domain.c.
 */
#include "plan/parts.h"

/* Most SPIs of a GIC: a domain has those of the host if it says no number. */
#define MOST_SPIS 988
/* setup_virt_paging(): pages of the P2M's root by address bits. */
#define ROOT_PAGES(bits) ((bits) == 40 ? 2u : (bits) == 42 ? 8u : 1u)
/* pfn_pdx_hole_setup(): bits below stay, 1 << MAX_ORDER pages. */
#define PDX_LOW_BITS 30

/* Of the board tree, as nodes for a domain and its modules. */
#define DOMAIN_NODE_BYTES 1024
/* The same as Xen keeps nodes in memory. */
#define DOMAIN_KEPT_BYTES 4096

/* ---- the table of all pages ---- */

static uint64_t filled(uint64_t mask)
{
	while (mask & (mask + 1))
		mask |= mask + 1;
	return mask;
}

/* init_pdx(): bits that differ, or are set, in any address of RAM */
static uint64_t moving_bits(const struct board *b)
{
	uint64_t mask = (UINT64_C(1) << PDX_LOW_BITS) - 1;

	for (size_t i = 0; i < b->n_memory; i++) {
		struct range r = b->memory[i].range;

		if (r.size && plan_whole(r))
			mask |= r.base | filled(r.base ^ range_last(r));
	}
	return mask;
}

/* The longest run of zeros between ones. Return: its length. */
static unsigned int find_hole(uint64_t mask, unsigned int *ret_low)
{
	unsigned int longest = 0, low = 0, from = 64;

	for (unsigned int i = PDX_LOW_BITS; i < 64; i++) {
		bool one = mask >> i & 1;

		if (!one && from == 64)
			from = i;
		if (one && from < i && i - from > longest) {
			longest = i - from;
			low = from;
		}
		if (one)
			from = 64;
	}
	*ret_low = low;
	return longest;
}

static uint64_t squeezed(uint64_t at, unsigned int low, unsigned int bits)
{
	uint64_t below = (UINT64_C(1) << low) - 1;

	return bits ? (at & below) | (at >> bits & ~below) : at;
}

/* setup_frametable_mappings() in xen/arch/arm/mmu/mm.c; 4.17: mm.c */
uint64_t plan_frame_table(const struct planner *p)
{
	const struct board *b = p->board;
	uint64_t first = UINT64_MAX, last = 0, bytes;
	unsigned int low, bits = find_hole(moving_bits(b), &low);

	for (size_t i = 0; i < b->n_memory; i++) {
		struct range r = b->memory[i].range;

		if (!r.size || !plan_whole(r))
			continue;
		if (r.base < first)
			first = r.base;
		if (range_last(r) > last)
			last = range_last(r);
	}
	if (first > last)
		return 0;
	bytes = (squeezed(last, low, bits) / PAGE_BYTES -
		 squeezed(first, low, bits) / PAGE_BYTES + 1) *
		p->facts->heap.page_info;
	return align_up(bytes, bytes < MIB(32) ? MIB(2) : MIB(32));
}

/* ---- Xen's own ---- */

/* fdt_totalsize() as Xen sees it. */
uint64_t plan_tree_bytes(const struct planner *p)
{
	uint64_t size = p->board->packed_size +
			DOMAIN_NODE_BYTES * p->plan->n_domains;

	return p->system->boot.direct ?
		       (size + PLAN_QEMU_TREE_BYTES) * PLAN_QEMU_TREE_TIMES :
		       size;
}

/* console_init_ring(): a power of two */
static uint64_t ring_bytes(struct planner *p)
{
	uint64_t said = plan_xen_size(p, "conring_size"), ring = KIB(16);

	if (said <= ring)
		return 0;
	while (ring < said)
		ring *= 2;
	return ring;
}

static uint64_t own_bytes(struct planner *p)
{
	const struct fact_heap *f = &p->facts->heap;
	uint64_t bytes = f->own + (uint64_t)f->ram_bank * p->board->n_memory +
			 (uint64_t)f->cpu * p->board->n_cpus;

	bytes += plan_mapping_tables(p);
	return bytes + align_up(plan_tree_bytes(p), PAGE_BYTES) +
	       align_up(p->board->kept_bytes +
			DOMAIN_KEPT_BYTES * p->plan->n_domains, PAGE_BYTES) +
	       ring_bytes(p);
}

/* ---- domains ---- */

/* dom0's tables come from the heap: RAM and all devices, one to one. */
static uint64_t dom0_tables(struct planner *p, const struct domain *d)
{
	const struct board *b = p->board;
	struct plan_mapping *maps = arena_array(p->arena, b->n_mmio + 1,
						sizeof(*maps));
	uint64_t ram = d->memory.v / GIB(1) + 2 * b->n_memory + 2;

	for (size_t i = 0; i < b->n_mmio; i++) {
		struct range r = plan_pages(b->mmio[i]);

		maps[i] = (struct plan_mapping){ r, r.base };
	}
	return PAGE_BYTES * (ram + plan_tables(p->arena, maps, b->n_mmio,
					       p->system->target.ipa_bits.v));
}

/* Tables for grants, as its limits size them. */
static uint64_t grant_tables(const struct planner *p,
			     const struct plan_domain *pd)
{
	const struct fact_heap *f = &p->facts->heap;
	uint64_t frames = pd->grant_frames, maptrack = pd->maptrack_frames;

	if (frames >> 32 || maptrack >> 32)
		return 0;	/* more than an option can say */
	return align_up(frames * f->grant_frame, PAGE_BYTES) +
	       align_up(maptrack * f->maptrack_frame, PAGE_BYTES);
}

static uint64_t domain_bytes(struct planner *p, const struct plan_domain *pd)
{
	const struct fact_heap *f = &p->facts->heap;
	const struct domain *d = pd->domain;
	uint64_t spis = d->spi_count.given && d->spi_count.v < MOST_SPIS ?
			d->spi_count.v : MOST_SPIS;
	uint64_t vcpus = d->vcpus.v < p->facts->max_vcpus ?
			 d->vcpus.v : p->facts->max_vcpus;
	uint64_t bytes = f->domain + f->vcpu * vcpus +
			 align_up(f->spi * spis, PAGE_BYTES) +
			 (ROOT_PAGES(p->system->target.ipa_bits.v) - 1) *
			 PAGE_BYTES + grant_tables(p, pd);

	return sum_capped(align_up(bytes, PAGE_BYTES), d->is_dom0 ?
			  dom0_tables(p, d) : pd->p2m_budget.had);
}

/* The buffer that a domain's tree is made in, freed before the next one. */
static uint64_t buffer_bytes(const struct planner *p,
			     const struct plan_domain *pd)
{
	const struct file *partial = pd->domain->device_tree;
	uint64_t want = p->facts->tree_buffer_bytes, bytes = PAGE_BYTES;

	if (pd->domain->is_dom0)
		want = plan_tree_bytes(p);
	else if (partial && p->facts->tree_buffer_adds_partial)
		want += partial->size;
	if (want > p->facts->tree_max_bytes)
		want = p->facts->tree_max_bytes;
	while (bytes < want)
		bytes *= 2;
	return bytes;
}

uint64_t plan_xen_bytes(struct planner *p)
{
	uint64_t bytes = plan_frame_table(p) + own_bytes(p), buffer = 0;

	for (size_t i = 0; i < p->plan->n_domains; i++) {
		const struct plan_domain *pd = &p->plan->domains[i];
		uint64_t one = buffer_bytes(p, pd);

		bytes = sum_capped(bytes, domain_bytes(p, pd));
		buffer = one > buffer ? one : buffer;
	}
	return sum_capped(bytes, buffer);
}

/* kernel_decompress(): pages of the heap, until all domains are built */
uint64_t plan_unpacked_bytes(const struct planner *p)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < p->plan->n_modules; i++) {
		const struct plan_module *m = &p->plan->modules[i];

		if (m->kind == MODULE_KERNEL && m->file &&
		    m->file->format == FORMAT_GZIP)
			bytes = sum_capped(bytes,
					   align_up(m->file->unpacked_size,
						    PAGE_BYTES));
	}
	return bytes;
}
