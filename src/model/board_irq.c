/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_irq.c - where a device's interrupts arrive at the GIC, through
 * interrupt-map if need be: dt_irq_map_raw() in
 * xen/common/device-tree/device-tree.c.
 */
#include "model/board_parts.h"

#include <libfdt.h>

/* Interrupts 0-15 are SGIs, 16-31 PPIs, from 32 SPIs (gic_irq_xlate()). */
#define FIRST_PPI 16
#define FIRST_SPI 32
/* type, number, flags */
#define GIC_CELLS 3

/* Nodes that may hand an interrupt on, and entries of one map. */
#define HOPS_MAX 16
#define MAP_ENTRIES_MAX 1024

/* An interrupt on its way to the GIC. */
struct irq {
	const void *fdt;
	int parent;		/* node that it has reached */
	const uint8_t *spec;	/* cells that say which one there */
	uint32_t n_spec;
	const uint8_t *addr;	/* the unit address, which a map may look at */
	uint32_t n_addr;
	bool has_addr;
};

static struct tree_prop find_prop(const void *fdt, int node, const char *name)
{
	int len = 0;
	const void *data = fdt_getprop(fdt, node, name, &len);

	return (struct tree_prop){ data, data ? (uint32_t)len : 0 };
}

static bool find_u32(const void *fdt, int node, const char *name,
		     uint32_t *ret_v)
{
	return tree_read_u32(find_prop(fdt, node, name), ret_v);
}

/* dt_irq_find_parent(); -1 when there is none. */
static int find_parent(const void *fdt, int node)
{
	for (int i = 0; i < LIMIT_TREE_DEPTH && node >= 0; i++) {
		uint32_t phandle;

		if (find_u32(fdt, node, "interrupt-parent", &phandle))
			node = fdt_node_offset_by_phandle(fdt, phandle);
		else
			node = fdt_parent_offset(fdt, node);
		if (node >= 0 && find_prop(fdt, node, "#interrupt-cells").data)
			return node;
	}
	return -1;
}

/* #address-cells of a node or the next ancestor that has them. */
static uint32_t inherited_cells(const void *fdt, int node)
{
	uint32_t cells = 2;

	while (node >= 0 && !find_u32(fdt, node, "#address-cells", &cells))
		node = fdt_parent_offset(fdt, node);
	return cells;
}

/* Entry @n of interrupts-extended, if there is one. */
static bool read_extended(struct irq *q, struct tree_prop extended, uint32_t n)
{
	uint32_t phandle;

	while (tree_read_u32(extended, &phandle)) {
		q->parent = fdt_node_offset_by_phandle(q->fdt, phandle);
		q->spec = extended.data + 4;
		if (q->parent < 0 || !find_u32(q->fdt, q->parent,
					       "#interrupt-cells",
					       &q->n_spec) ||
		    extended.len / 4 - 1 < q->n_spec)
			return false;
		if (!n--)
			return true;
		extended.data += 4 + q->n_spec * 4;
		extended.len -= 4 + q->n_spec * 4;
	}
	return false;
}

/* Entry @n of interrupts. */
static bool read_plain(struct irq *q, int node, uint32_t n)
{
	struct tree_prop interrupts = find_prop(q->fdt, node, "interrupts");

	q->parent = find_parent(q->fdt, node);
	if (q->parent < 0 || !interrupts.data ||
	    !find_u32(q->fdt, q->parent, "#interrupt-cells", &q->n_spec) ||
	    !q->n_spec || interrupts.len / 4 / q->n_spec <= n)
		return false;
	q->spec = interrupts.data + (size_t)n * q->n_spec * 4;
	return true;
}

static bool read_nth(struct irq *q, int node, uint32_t n)
{
	struct tree_prop reg = find_prop(q->fdt, node, "reg");

	if (!read_extended(q, find_prop(q->fdt, node, "interrupts-extended"),
			   n) && !read_plain(q, node, n))
		return false;
	q->addr = reg.data;
	q->n_addr = inherited_cells(q->fdt, q->parent);
	q->has_addr = reg.data && reg.len / 4 >= q->n_addr;
	return true;
}

/* Does an entry of a map, from its start, stand for @q under @mask? */
static bool entry_fits(const struct irq *q, const uint8_t *entry,
		       struct tree_prop mask)
{
	uint32_t n_addr = q->n_addr * 4, n = n_addr + q->n_spec * 4;

	for (uint32_t i = 0; i < n; i++) {
		uint8_t ours = i < n_addr ? q->addr[i] : q->spec[i - n_addr];
		uint8_t bits = mask.data ? mask.data[i] : 0xff;

		if ((ours ^ entry[i]) & bits)
			return false;
	}
	return true;
}

/* The parent's part of an entry: who it is, and what it needs. */
static bool read_entry(const struct irq *q, struct tree_prop *map,
		       struct irq *ret_next)
{
	uint32_t phandle, n_addr = 0, n_spec;
	int parent;

	if (!tree_read_u32(*map, &phandle))
		return false;
	parent = fdt_node_offset_by_phandle(q->fdt, phandle);
	if (parent < 0 ||
	    !find_u32(q->fdt, parent, "#interrupt-cells", &n_spec))
		return false;
	find_u32(q->fdt, parent, "#address-cells", &n_addr);
	if (map->len / 4 - 1 < (uint64_t)n_addr + n_spec)
		return false;
	*ret_next = (struct irq){
		.fdt = q->fdt,
		.parent = parent,
		.addr = map->data + 4,
		.n_addr = n_addr,
		.has_addr = true,
		.spec = map->data + 4 + n_addr * 4,
		.n_spec = n_spec,
	};
	map->data += 4 + (n_addr + n_spec) * 4;
	map->len -= 4 + (n_addr + n_spec) * 4;
	return true;
}

/* From a nexus to where its interrupt-map says. */
static bool map_up(struct irq *q, struct tree_prop map)
{
	struct tree_prop mask = find_prop(q->fdt, q->parent,
					  "interrupt-map-mask");
	uint64_t n_cells = (uint64_t)q->n_addr + q->n_spec;

	if ((q->n_addr && !q->has_addr) ||
	    (mask.data && mask.len / 4 < n_cells))
		return false;
	for (int i = 0; i < MAP_ENTRIES_MAX && map.len / 4 > n_cells + 1; i++) {
		const uint8_t *entry = map.data;
		struct irq next;

		map.data += n_cells * 4;
		map.len -= (uint32_t)n_cells * 4;
		if (!read_entry(q, &map, &next))
			return false;
		if (entry_fits(q, entry, mask)) {
			*q = next;
			return true;
		}
	}
	return false;
}

bool board_nth_intid(const void *fdt, int node, int gic, uint32_t n,
		     uint32_t *ret_intid)
{
	struct irq q = { .fdt = fdt };
	bool on = true;

	if (!read_nth(&q, node, n))
		return false;
	for (int i = 0; i < HOPS_MAX && on; i++) {
		struct tree_prop map;

		if (find_prop(fdt, q.parent, "interrupt-controller").data)
			break;
		map = find_prop(fdt, q.parent, "interrupt-map");
		if (map.data)
			on = map_up(&q, map);
		else
			q.parent = find_parent(fdt, q.parent);
		on = on && q.parent >= 0;
	}
	*ret_intid = 0;
	if (on && q.parent == gic && q.n_spec >= GIC_CELLS)
		*ret_intid = (uint32_t)tree_read_cells(q.spec + 4, 1) +
			     (tree_read_cells(q.spec, 1) ? FIRST_PPI :
							   FIRST_SPI);
	return true;
}

uint32_t board_read_intid(const void *fdt, int node, int gic)
{
	uint32_t intid;

	return board_nth_intid(fdt, node, gic, 0, &intid) ? intid : 0;
}
