/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_fixture.h - plan_fixture.h with what the layout contract adds: a
 * target that has the extension, address spaces, shared memory, maps.
 */
#ifndef DOMC_LAYOUT_FIXTURE_H
#define DOMC_LAYOUT_FIXTURE_H

#include "plan_fixture.h"

#define BENCH_SHARED 40
#define BENCH_LISTED 32

/* Lines besides those of plan_fixture.h. */
enum layout_line {
	LINE_TARGET = 5,
	LINE_SHARED = 40,	/* and the number of the piece */
	LINE_SPACE = 2000,	/* a hundred lines a domain */
	LINE_MAGIC_BASE = 10,
	LINE_GRANT_BASE = 11,
	LINE_GRANTS = 12,
	LINE_POOL = 13,
	LINE_REGIONS = 20,	/* and the number of the region */
	LINE_EXPOSE = 60,
	LINE_MAPS = 80,
};

static inline struct place layout_place(const struct bench *b,
					const struct domain *d,
					unsigned int line)
{
	return bench_place(LINE_SPACE + line +
			   100 * (unsigned int)(d - b->domains));
}

/* Xen 4.20 with the patches. */
static inline struct bench *layout_bench(void)
{
	struct bench *b = bench_new("4.20");

	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = true;
	b->system.target.ipa_bits.place = bench_place(LINE_TARGET);
	return b;
}

/* A domU of 512 MiB that asks for a layout. */
static inline struct domain *layout_domain(struct bench *b, const char *name)
{
	struct domain *d = bench_domain(b, name, MIB(512));

	d->enhanced = ENHANCED_NO_XENSTORE;
	d->space.place = layout_place(b, d, 0);
	return d;
}

static inline struct domain *layout_direct(struct bench *b, const char *name,
					   uint64_t base, uint64_t size)
{
	struct domain *d = bench_direct(b, name, base, size);

	d->space.place = layout_place(b, d, 0);
	return d;
}

static inline void give_grant_base(struct bench *b, struct domain *d,
				   uint64_t base)
{
	d->space.grant_base = (struct set_u64){
		base, true, layout_place(b, d, LINE_GRANT_BASE) };
}

static inline void give_magic_base(struct bench *b, struct domain *d,
				   uint64_t base)
{
	d->space.magic_base = (struct set_u64){
		base, true, layout_place(b, d, LINE_MAGIC_BASE) };
}

static inline void give_region(struct bench *b, struct domain *d,
			       uint64_t base, uint64_t size)
{
	struct address_space *s = &d->space;
	unsigned int n = (unsigned int)s->n_region_list;

	if (!s->region_list)
		s->region_list = arena_array(b->arena, BENCH_LISTED,
					     sizeof(*s->region_list));
	s->regions = REGIONS_LIST;
	s->regions_place = layout_place(b, d, LINE_REGIONS);
	s->region_list[s->n_region_list++] = (struct set_range){
		{ base, size }, NULL, layout_place(b, d, LINE_REGIONS + n) };
}

static inline void give_region_size(struct bench *b, struct domain *d,
				    uint64_t bytes)
{
	d->space.regions = REGIONS_SIZE;
	d->space.regions_size = bytes;
	d->space.regions_place = layout_place(b, d, LINE_REGIONS);
}

static inline void give_expose(struct bench *b, struct domain *d,
			       uint64_t base, uint64_t size)
{
	struct address_space *s = &d->space;
	unsigned int n = (unsigned int)s->n_expose;

	if (!s->expose)
		s->expose = arena_array(b->arena, BENCH_LISTED,
					sizeof(*s->expose));
	s->expose[s->n_expose++] = (struct set_range){
		{ base, size }, "mailbox", layout_place(b, d, LINE_EXPOSE + n) };
}

/* A device of the host, below its RAM, that the partial tree of @d passes. */
static inline void give_device(struct bench *b, struct domain *d,
			       uint64_t base, uint64_t size)
{
	if (!d->device_tree)
		bench_partial(b, d, 1000);
	if (!d->xen_regs)
		d->xen_regs = arena_array(b->arena, BENCH_LISTED,
					  sizeof(*d->xen_regs));
	d->xen_regs[d->n_xen_regs++] = (struct xen_reg){
		{ base, size }, 0xa000000, "/passthrough/dev",
		NULL, false };
}

/* Return: the claim, to be changed. */
static inline struct map_claim *give_claim(struct bench *b, struct domain *d,
					   const char *of, enum map_how how,
					   uint64_t bytes)
{
	struct map_claim *c;
	unsigned int n = (unsigned int)d->n_maps;

	if (!d->maps)
		d->maps = arena_array(b->arena, BENCH_LISTED,
				      sizeof(*d->maps));
	c = &d->maps[d->n_maps++];
	*c = (struct map_claim){ .of = of, .how = how, .bytes = bytes,
				 .place = layout_place(b, d, LINE_MAPS + n) };
	return c;
}

/* A piece of shared memory that @domain sees at @gpa. */
static inline struct shared_memory *give_shared(struct bench *b,
						const char *name,
						uint64_t size,
						const char *domain,
						uint64_t gpa)
{
	unsigned int n = (unsigned int)b->system.n_shared;
	struct shared_memory *s;

	if (!b->system.shared)
		b->system.shared = arena_array(b->arena, BENCH_SHARED,
					       sizeof(*b->system.shared));
	s = &b->system.shared[b->system.n_shared++];
	s->name = name;
	s->place = bench_place(LINE_SHARED + n);
	s->size = bench_u64(size, LINE_SHARED + n);
	s->maps = arena_array(b->arena, 4, sizeof(*s->maps));
	s->maps[s->n_maps++] = (struct shared_map){ domain, gpa, s->place };
	return s;
}

static inline void share_with(struct shared_memory *s, const char *domain,
			      uint64_t gpa)
{
	s->maps[s->n_maps++] = (struct shared_map){ domain, gpa, s->place };
}

#endif
