/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * world.c - what the probe was told: its tree, its options, its hypervisor.
 */
#include "world.h"

#include "fdt.h"
#include "hypercall.h"
#include "text.h"

extern char _start[], _end[];

struct area world_reg(const struct world *w, uint32_t parent, uint32_t node,
		      uint32_t index)
{
	struct tree_value reg = tree_prop(w->tree, node, "reg");
	uint32_t ac, sc;

	tree_cells(w->tree, parent, &ac, &sc);
	return (struct area){
		tree_number(reg, index * (ac + sc), ac),
		tree_number(reg, index * (ac + sc) + ac, sc),
	};
}

static void read_options(struct world *w, uint32_t chosen)
{
	struct tree_value v = tree_prop(w->tree, chosen, "bootargs");
	const char *line = v.bytes ? (const char *)v.bytes : "";
	struct options *o = &w->options;
	char domid[8];

	if (!text_word(line, "probe.id", o->id, sizeof(o->id)))
		memcpy(o->id, "guest", sizeof("guest"));
	text_word(line, "probe.console", o->console, sizeof(o->console));
	text_word(line, "probe.exit", o->exit, sizeof(o->exit));
	text_word(line, "probe.tree", o->tree, sizeof(o->tree));
	text_word(line, "probe.also", o->also, sizeof(o->also));
	text_word(line, "probe.expect", o->expect, sizeof(o->expect));
	text_word(line, "probe.channels", o->channels, sizeof(o->channels));
	if (text_word(line, "probe.peer", domid, sizeof(domid)))
		o->peer = text_number(domid);
	if (text_word(line, "probe.self", domid, sizeof(domid)))
		o->self = text_number(domid);
}

/* Xen writes two cells each; a boot loader may write one. */
static void read_ramdisk(struct world *w, uint32_t chosen)
{
	struct tree_value start, end;

	start = tree_prop(w->tree, chosen, "linux,initrd-start");
	end = tree_prop(w->tree, chosen, "linux,initrd-end");
	w->ramdisk.base = tree_number(start, 0, start.len / 4);
	w->ramdisk.size = tree_number(end, 0, end.len / 4) - w->ramdisk.base;
}

static void read_banks(struct world *w, uint32_t root)
{
	uint32_t node, i;

	for (node = tree_child(w->tree, root); node;
	     node = tree_next(w->tree, node)) {
		struct tree_value type = tree_prop(w->tree, node, "device_type");

		if (!type.bytes || !tree_has_string(type, "memory"))
			continue;
		for (i = 0; w->n_banks < WORLD_BANKS; i++) {
			struct area a = world_reg(w, root, node, i);

			if (!a.size)
				break;
			w->banks[w->n_banks++] = a;
		}
	}
}

/* A child that keeps a page of address space for the shared info page. */
static void read_slot(struct world *w)
{
	uint32_t node;

	for (node = tree_child(w->tree, w->hypervisor); node;
	     node = tree_next(w->tree, node)) {
		struct tree_value kind, page;

		kind = tree_prop(w->tree, node, "compatible");
		page = tree_prop(w->tree, node, "xen,page");
		if (tree_has_string(kind, "xen,magic-page-v1") &&
		    tree_has_string(page, "shared-info"))
			w->slot = world_reg(w, w->hypervisor, node, 0);
	}
}

static void read_hypervisor(struct world *w, uint32_t root)
{
	uint32_t node = tree_find(w->tree, root, "hypervisor");
	struct tree_value kind = tree_prop(w->tree, node, "compatible");

	if (!tree_has_string(kind, "xen,xen"))
		return;
	w->hypervisor = node;
	w->promise = tree_has_string(kind, "xen,extended-regions-v1");
	w->grant_table = world_reg(w, root, node, 0);
	w->region = world_reg(w, root, node, 1);
	while (w->n_regions < WORLD_REGIONS) {
		struct area r = world_reg(w, root, node, w->n_regions + 1);

		if (!r.size)
			break;
		w->regions[w->n_regions++] = r;
	}
	read_slot(w);
}

static void ask_xen(struct world *w)
{
	struct xen_feature_info features = { 0, 0 };

	w->xen_version = (uint32_t)hypercall(HYPERVISOR_XEN_VERSION,
					     XENVER_VERSION, 0, 0);
	if (hypercall(HYPERVISOR_XEN_VERSION, XENVER_GET_FEATURES,
		      (uint64_t)&features, 0))
		return;
	w->dom0 = features.bits >> XENFEAT_DOM0 & 1;
	w->direct = features.bits >> XENFEAT_DIRECT_MAPPED & 1;
}

void world_read(struct world *w, const void *tree)
{
	uint32_t root, chosen, uart;

	w->tree = tree;
	w->image.base = (uint64_t)_start;
	w->image.size = (uint64_t)(_end - _start);
	ask_xen(w);
	if (!tree_valid(tree)) {
		memcpy(w->options.id, "guest", sizeof("guest"));
		return;
	}
	root = tree_root(tree);
	chosen = tree_find(tree, root, "chosen");
	read_options(w, chosen);
	read_ramdisk(w, chosen);
	read_banks(w, root);
	read_hypervisor(w, root);
	uart = tree_find(tree, root, "sbsa-uart");
	if (uart)
		w->uart = world_reg(w, root, uart, 0).base;
}
