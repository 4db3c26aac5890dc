/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_address.c - from `reg` and `ranges` to host addresses, rule by rule
 * as xen/common/device-tree/device-tree.c translates them (4.17:
 * xen/common/device_tree.c, the same).
 */
#include "model/board_tree.h"

#include <string.h>
#include <strings.h>

/* DT_MAX_ADDR_CELLS, DT_BAD_ADDR and the defaults of the root's cells */
#define MAX_ADDRESS_CELLS 4
#define BAD_ADDRESS UINT64_MAX
#define DEFAULT_ADDRESS_CELLS 2
#define DEFAULT_SIZE_CELLS 1

enum bus { BUS_NONE, BUS_DEFAULT, BUS_PCI };

/* One address on its way up; cells big-endian as in the tree. */
struct address {
	uint8_t cells[MAX_ADDRESS_CELLS * 4];
	uint32_t ac, sc;	/* of the bus it is on */
	enum bus bus;
};

/* The bus that the node at @depth is for its children. */
static enum bus bus_of(const struct tree_walk *w, int depth)
{
	static const char *const pci_types[] = { "pci", "pciex", "vci", "ht" };
	const struct tree_node *n = &w->at[depth];
	size_t len = strcspn(n->name, "@");

	for (size_t i = 0; i < sizeof(pci_types) / sizeof(pci_types[0]); i++)
		if (tree_is_string(n->device_type, pci_types[i]))
			return BUS_PCI;
	if ((len == 4 && memcmp(n->name, "pcie", 4) == 0) ||
	    (len == 3 && memcmp(n->name, "pci", 3) == 0))
		return BUS_PCI;
	return depth == 0 || n->ranges.data ? BUS_DEFAULT : BUS_NONE;
}

/* Cells that are not said are those of the next ancestor that says them. */
void tree_node_cells(const struct tree_walk *w, int depth, int top,
		     uint32_t *ret_ac, uint32_t *ret_sc)
{
	uint32_t ac = DEFAULT_ADDRESS_CELLS, sc = DEFAULT_SIZE_CELLS;
	bool has_ac = false, has_sc = false;

	for (int i = depth - 1; i >= top; i--) {
		if (!has_ac)
			has_ac = tree_read_u32(w->at[i].address_cells, &ac);
		if (!has_sc)
			has_sc = tree_read_u32(w->at[i].size_cells, &sc);
	}
	*ret_ac = ac;
	*ret_sc = sc;
}

/* Bus and cells that addresses of the node at @depth are written in. */
static bool address_form(const struct tree_walk *w, int depth,
			 struct address *ret_form)
{
	if (depth < 1)
		return false;
	ret_form->bus = bus_of(w, depth - 1);
	if (ret_form->bus == BUS_PCI) {
		ret_form->ac = 3;
		ret_form->sc = 2;
	} else {
		tree_node_cells(w, depth, 0, &ret_form->ac, &ret_form->sc);
	}
	return ret_form->bus != BUS_NONE && ret_form->ac >= 1 &&
	       ret_form->ac <= MAX_ADDRESS_CELLS;
}

/* IORESOURCE_IO and _MEM of a PCI address's first cell. */
static unsigned int pci_space(const uint8_t *cells)
{
	static const unsigned int spaces[] = { 0, 1, 2, 2 };

	return spaces[cells[0] & 3];
}

/* Offset of the address in one entry of `ranges`, or BAD_ADDRESS. */
static uint64_t map_address(const struct address *addr, const uint8_t *entry,
			    uint32_t parent_ac)
{
	uint32_t skip = addr->bus == BUS_PCI;	/* the cell with the flags */
	uint64_t child = tree_read_cells(entry + skip * 4, addr->ac - skip);
	uint64_t at = tree_read_cells(addr->cells + skip * 4, addr->ac - skip);
	uint64_t size = tree_read_cells(entry + (addr->ac + parent_ac) * 4,
					addr->sc);

	if (addr->bus == BUS_PCI && pci_space(addr->cells) != pci_space(entry))
		return BAD_ADDRESS;
	if (addr->bus == BUS_DEFAULT && addr->ac > 2 &&
	    memcmp(addr->cells, entry, addr->ac * 4) != 0)
		return BAD_ADDRESS;
	if (at < child || at >= child + size)
		return BAD_ADDRESS;
	return at - child;
}

/* Add @offset to the last two cells; those before become zero. */
static void add_offset(struct address *addr, uint64_t offset)
{
	uint32_t skip = addr->bus == BUS_PCI;
	uint64_t v = tree_read_cells(addr->cells + skip * 4, addr->ac - skip);

	v += offset;
	memset(addr->cells + skip * 4, 0, (addr->ac - skip) * 4);
	for (uint32_t i = 0; i < 8 && i < (addr->ac - skip) * 4; i++)
		addr->cells[addr->ac * 4 - 1 - i] = (uint8_t)(v >> (8 * i));
}

/* From the bus of the node at @depth to the one above. */
static bool translate_up(struct tree_walk *w, int depth,
			 struct address *addr)
{
	struct tree_prop ranges = w->at[depth].ranges;
	struct address up;
	uint64_t offset = BAD_ADDRESS;
	uint64_t entry;

	memset(&up, 0, sizeof(up));
	if (!address_form(w, depth, &up) || up.sc < 1 || !ranges.data)
		return false;
	entry = ((uint64_t)addr->ac + up.ac + addr->sc) * 4;
	if (ranges.len == 0)
		offset = tree_read_cells(addr->cells, addr->ac);
	for (const uint8_t *r = ranges.data;
	     offset == BAD_ADDRESS && ranges.len >= entry;
	     r += entry, ranges.len -= (uint32_t)entry) {
		if (w->n_steps++ >= LIMIT_TREE_STEPS)
			return false;
		offset = map_address(addr, r, up.ac);
		if (offset != BAD_ADDRESS)
			memcpy(up.cells, r + addr->ac * 4, up.ac * 4);
	}
	if (offset == BAD_ADDRESS)
		return false;
	*addr = up;
	add_offset(addr, offset);
	return true;
}

/* @cells are an address in @form, on the bus above the node at @depth. */
static bool translate(struct tree_walk *w, int depth,
		      const struct address *form, const uint8_t *cells,
		      uint64_t *ret_v)
{
	struct address addr = *form;

	if (addr.sc < 1)
		return false;
	memcpy(addr.cells, cells, addr.ac * 4);
	for (int i = depth - 1; i > 0; i--)
		if (!translate_up(w, i, &addr))
			return false;
	*ret_v = tree_read_cells(addr.cells, addr.ac);
	return *ret_v != BAD_ADDRESS;
}

/* A range that passes 2^64 is cut there. */
static struct range clip(uint64_t base, uint64_t size)
{
	if (size > UINT64_MAX - base)
		return range_of(base, 0);
	return (struct range){ base, size };
}

/* The property with the addresses, and the bytes of one of them. */
static struct tree_prop address_prop(const struct tree_walk *w,
				     struct address *ret_form,
				     uint64_t *ret_entry)
{
	const struct tree_node *n = tree_here(w);

	memset(ret_form, 0, sizeof(*ret_form));
	if (!address_form(w, w->depth, ret_form))
		return (struct tree_prop){ NULL, 0 };
	*ret_entry = ((uint64_t)ret_form->ac + ret_form->sc) * 4;
	return ret_form->bus == BUS_PCI ? n->assigned : n->reg;
}

size_t tree_count_addresses(const struct tree_walk *w)
{
	struct address form;
	uint64_t entry;
	struct tree_prop p = address_prop(w, &form, &entry);

	return p.data && form.sc >= 1 ? (size_t)(p.len / entry) : 0;
}

bool tree_read_address(struct tree_walk *w, size_t i,
		       struct range *ret_range)
{
	struct address form;
	uint64_t entry;
	struct tree_prop p = address_prop(w, &form, &entry);
	uint64_t base;

	if (!p.data || i >= p.len / entry ||
	    !translate(w, w->depth, &form, p.data + i * entry, &base))
		return false;
	*ret_range = clip(base, tree_read_cells(p.data + i * entry +
						form.ac * 4, form.sc));
	return true;
}

/* Bytes of an entry of a PCI bridge's `ranges`; 0 when it is none. */
static uint64_t window_entry(const struct tree_walk *w, struct address *ret_up)
{
	const struct tree_node *n = tree_here(w);

	memset(ret_up, 0, sizeof(*ret_up));
	if (!tree_is_string(n->device_type, "pci") || !n->ranges.data ||
	    !address_form(w, w->depth, ret_up))
		return 0;
	return (3 + (uint64_t)ret_up->ac + 2) * 4;
}

size_t tree_count_windows(const struct tree_walk *w)
{
	struct address up;
	uint64_t entry = window_entry(w, &up);

	return entry ? (size_t)(tree_here(w)->ranges.len / entry) : 0;
}

bool tree_read_window(struct tree_walk *w, size_t i,
		      struct range *ret_range)
{
	struct address up;
	uint64_t entry = window_entry(w, &up);
	const uint8_t *cells = tree_here(w)->ranges.data + i * entry + 3 * 4;
	uint64_t base;

	if (!translate(w, w->depth, &up, cells, &base))
		return false;
	*ret_range = clip(base, tree_read_cells(cells + up.ac * 4, 2));
	return true;
}
