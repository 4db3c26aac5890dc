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
	const struct board_index *index;	/* of fdt; NULL: none */
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

static int node_of(const struct irq *q, uint32_t phandle)
{
	return q->index ? board_index_phandle(q->index, phandle) :
			  fdt_node_offset_by_phandle(q->fdt, phandle);
}

static int above(const struct irq *q, int node)
{
	return q->index ? board_index_parent(q->index, node) :
			  fdt_parent_offset(q->fdt, node);
}

/* dt_irq_find_parent(); -1 when there is none. */
static int find_parent(const struct irq *q, int node)
{
	for (int i = 0; i < LIMIT_TREE_DEPTH && node >= 0; i++) {
		uint32_t phandle;

		if (find_u32(q->fdt, node, "interrupt-parent", &phandle))
			node = node_of(q, phandle);
		else
			node = above(q, node);
		if (node >= 0 &&
		    find_prop(q->fdt, node, "#interrupt-cells").data)
			return node;
	}
	return -1;
}

/* #address-cells of a node or the next ancestor that has them. */
static uint32_t inherited_cells(const struct irq *q, int node)
{
	uint32_t cells = 2;

	while (node >= 0 && !find_u32(q->fdt, node, "#address-cells", &cells))
		node = above(q, node);
	return cells;
}

/* The next entry of interrupts-extended, which is then behind it. */
static bool read_extended(struct irq *q, struct tree_prop *extended)
{
	uint32_t phandle, bytes;

	if (!tree_read_u32(*extended, &phandle))
		return false;
	q->parent = node_of(q, phandle);
	q->spec = extended->data + 4;
	if (q->parent < 0 ||
	    !find_u32(q->fdt, q->parent, "#interrupt-cells", &q->n_spec) ||
	    extended->len / 4 - 1 < q->n_spec)
		return false;
	bytes = 4 + q->n_spec * 4;
	extended->data += bytes;
	extended->len -= bytes;
	return true;
}

/* Entry @n of interrupts. */
static bool read_plain(struct irq *q, int node, uint32_t n)
{
	struct tree_prop interrupts = find_prop(q->fdt, node, "interrupts");

	q->parent = find_parent(q, node);
	if (q->parent < 0 || !interrupts.data ||
	    !find_u32(q->fdt, q->parent, "#interrupt-cells", &q->n_spec) ||
	    !q->n_spec || interrupts.len / 4 / q->n_spec <= n)
		return false;
	q->spec = interrupts.data + (size_t)n * q->n_spec * 4;
	return true;
}

static bool read_next(struct irq *q, struct board_irqs *i)
{
	struct tree_prop reg = find_prop(q->fdt, i->node, "reg");
	uint32_t n = i->n++;

	if (n == 0)
		i->extended = find_prop(q->fdt, i->node,
					"interrupts-extended");
	if (!read_extended(q, &i->extended)) {
		i->extended.data = NULL;
		if (!read_plain(q, i->node, n))
			return false;
	}
	q->addr = reg.data;
	q->n_addr = inherited_cells(q, q->parent);
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
	parent = node_of(q, phandle);
	if (parent < 0 ||
	    !find_u32(q->fdt, parent, "#interrupt-cells", &n_spec))
		return false;
	find_u32(q->fdt, parent, "#address-cells", &n_addr);
	if (map->len / 4 - 1 < (uint64_t)n_addr + n_spec)
		return false;
	*ret_next = (struct irq){
		.fdt = q->fdt,
		.index = q->index,
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
static bool map_up(struct irq *q, struct tree_prop map, uint32_t *steps)
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

		if (!*steps)
			return false;
		--*steps;
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

bool board_next_intid(struct board_irqs *i, uint32_t *steps,
		      uint32_t *ret_intid)
{
	struct irq q = { .fdt = i->fdt, .index = i->index };
	bool on = true;

	if (!read_next(&q, i))
		return false;
	for (int hop = 0; hop < HOPS_MAX && on; hop++) {
		struct tree_prop map;

		if (find_prop(q.fdt, q.parent, "interrupt-controller").data)
			break;
		map = find_prop(q.fdt, q.parent, "interrupt-map");
		if (map.data)
			on = map_up(&q, map, steps);
		else
			q.parent = find_parent(&q, q.parent);
		on = on && q.parent >= 0;
	}
	*ret_intid = 0;
	if (on && q.parent == i->gic && q.n_spec >= GIC_CELLS)
		*ret_intid = (uint32_t)tree_read_cells(q.spec + 4, 1) +
			     (tree_read_cells(q.spec, 1) ? FIRST_PPI :
							   FIRST_SPI);
	return true;
}

uint32_t board_read_intid(const void *fdt, int node, int gic)
{
	struct board_irqs i = { .fdt = fdt, .node = node, .gic = gic };
	uint32_t intid, steps = BOARD_MAP_STEPS;

	return board_next_intid(&i, &steps, &intid) ? intid : 0;
}
