/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * physmap.c - what stands where in the guest's physical address space.
 */
#include "physmap.h"

#include "fdt.h"
#include "hypercall.h"

/* Each page gets a word of its own: two that are one would show. */
#define RAM_PATTERN 0x5aa5c33c0ff0a55aul

bool physmap_readable(uint64_t address)
{
	uint64_t value;

	return !guarded_read(address, &value);
}

bool physmap_holds(uint64_t address, uint64_t value)
{
	uint64_t found;

	return !guarded_read(address, &found) && found == value;
}

long physmap_add(uint32_t space, uint64_t index, uint64_t address)
{
	struct xen_add_to_physmap a = {
		.domid = DOMID_SELF,
		.space = space,
		.index = index,
		.gfn = address >> PAGE_BITS,
	};

	return hypercall(HYPERVISOR_MEMORY_OP, XENMEM_ADD_TO_PHYSMAP,
			 (uint64_t)&a, 0);
}

long physmap_remove(uint64_t address)
{
	struct xen_remove_from_physmap r = {
		.domid = DOMID_SELF,
		.gfn = address >> PAGE_BITS,
	};

	return hypercall(HYPERVISOR_MEMORY_OP, XENMEM_REMOVE_FROM_PHYSMAP,
			 (uint64_t)&r, 0);
}

static long reserve(unsigned int operation, uint64_t address)
{
	uint64_t gfn = address >> PAGE_BITS;
	struct xen_memory_reservation r = {
		.extents = (uint64_t)&gfn,
		.n_extents = 1,
		.domid = DOMID_SELF,
	};

	return hypercall(HYPERVISOR_MEMORY_OP, operation, (uint64_t)&r, 0);
}

long physmap_populate(uint64_t address)
{
	return reserve(XENMEM_POPULATE_PHYSMAP, address);
}

long physmap_give_up(uint64_t address)
{
	return reserve(XENMEM_DECREASE_RESERVATION, address);
}

static bool meets(struct area a, uint64_t base, uint64_t size)
{
	return a.size && base < a.base + a.size && a.base < base + size;
}

static bool in_use(const struct world *w, uint64_t base, uint64_t size)
{
	struct area tree = { (uint64_t)w->tree, tree_size(w->tree) };

	return meets(w->image, base, size) || meets(tree, base, size) ||
	       meets(w->ramdisk, base, size);
}

static uint64_t visit(const struct world *w,
		      bool (*fails)(uint64_t page))
{
	uint64_t n = 0;
	uint32_t i;

	for (i = 0; i < w->n_banks; i++) {
		struct area b = w->banks[i];
		uint64_t page;

		for (page = b.base; page < b.base + b.size; page += PAGE_BYTES)
			n += !in_use(w, page, PAGE_BYTES) && fails(page);
	}
	return n;
}

static bool not_written(uint64_t page)
{
	return guarded_write(page, page ^ RAM_PATTERN) != 0;
}

static bool not_held(uint64_t page)
{
	return !physmap_holds(page, page ^ RAM_PATTERN);
}

uint64_t physmap_bad_ram(const struct world *w)
{
	visit(w, not_written);
	return visit(w, not_held);
}

uint64_t physmap_spare_ram(const struct world *w, uint64_t size)
{
	struct area b = w->banks[0];
	uint64_t at = b.base + b.size;

	while (at - b.base >= size) {
		if (!in_use(w, at - size, size))
			return at - size;
		at -= PAGE_BYTES;
	}
	return 0;
}
