/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_overlay.c - overlays on the board tree, as libfdt applies them.
 *
 * libfdt says that something was not found, not what: so what an overlay
 * points at is looked for beforehand.
 */
#include "model/board_parts.h"
#include "model/file.h"

#include <libfdt.h>
#include <string.h>

/* An overlay that is read, and the tree that it is to change. */
struct overlay {
	struct arena *arena;
	struct diags *diags;
	struct board *board;		/* its blob is the tree so far */
	struct board file;		/* of the overlay itself */
};

static void report(struct overlay *o, const char *why, const char *way_out)
{
	struct diag_item *item;

	item = diag_add(o->diags, E_OVERLAY, o->file.place,
			"overlay '%s': %s", o->file.said, why);
	if (way_out)
		diag_note(o->diags, item, PLACE_NONE, "%s", way_out);
}

/* The first label that the overlay wants and the tree does not tell. */
static bool has_labels(struct overlay *o)
{
	int fixups = fdt_path_offset(o->file.blob, "/__fixups__");
	int symbols = fdt_path_offset(o->board->blob, "/__symbols__");
	int prop;

	if (fixups < 0)
		return true;
	fdt_for_each_property_offset(prop, o->file.blob, fixups) {
		const char *label = NULL;

		fdt_getprop_by_offset(o->file.blob, prop, &label, NULL);
		if (!label || (symbols >= 0 &&
			       fdt_getprop(o->board->blob, symbols, label,
					   NULL)))
			continue;
		report(o, arena_printf(o->arena, symbols < 0 ?
				"it points at the label '%s', and the board tree has no labels" :
				"it points at the label '%s', which the board tree has not",
				label), symbols < 0 ?
		       "compile the board tree with 'dtc -@', name its source, or let the overlay use target-path" :
		       NULL);
		return false;
	}
	return true;
}

/* Does it have fragments, and do their paths lead to nodes? */
static bool has_targets(struct overlay *o)
{
	bool any = false;
	int node;

	fdt_for_each_subnode(node, o->file.blob, 0) {
		const char *path = fdt_getprop(o->file.blob, node,
					       "target-path", NULL);

		if (fdt_subnode_offset(o->file.blob, node, "__overlay__") < 0)
			continue;
		any = true;
		if (!path || fdt_path_offset(o->board->blob, path) >= 0)
			continue;
		report(o, arena_printf(o->arena, "the board tree has no node '%s'",
				       path),
		       NULL);
		return false;
	}
	if (!any)
		report(o, "it is a device tree and no overlay: it has no fragment",
		       "an overlay begins with '/dts-v1/; /plugin/;'");
	return any;
}

/* Both trees are changed, so both are copies; the result replaces the tree. */
static bool apply(struct overlay *o)
{
	size_t n = (size_t)o->board->blob_size + o->file.blob_size;
	void *tree, *copy = arena_alloc(o->arena, o->file.blob_size);
	int rc;

	/* A name can be new to the tree, and every node is padded. */
	n = 2 * n + 4096;
	if (n > LIMIT_TREE_BYTES)
		n = LIMIT_TREE_BYTES;
	tree = arena_alloc(o->arena, n);
	memcpy(copy, o->file.blob, o->file.blob_size);
	rc = fdt_open_into(o->board->blob, tree, (int)n);
	if (!rc)
		rc = fdt_overlay_apply(tree, copy);
	if (rc) {
		report(o, arena_printf(o->arena, "it cannot be applied: libfdt says %s",
				       fdt_strerror(rc)), NULL);
		return false;
	}
	fdt_pack(tree);
	o->board->blob = tree;
	o->board->blob_size = fdt_totalsize(tree);
	return true;
}

/* What was read is an input, for depfiles and the manifest. */
static void add_inputs(struct overlay *o)
{
	struct doc_input *last = o->board->inputs;

	diag_keep_source(o->diags, o->file.path,
			 (const char *)o->file.file_bytes, o->file.file_size);
	while (last->next)
		last = last->next;
	last->next = o->file.inputs;
}

/* Labels that domc had dtc write for overlays are no part of the board. */
static void drop_symbols(struct arena *a, struct board *board)
{
	uint8_t *tree = arena_alloc(a, board->blob_size);
	int symbols;

	memcpy(tree, board->blob, board->blob_size);
	symbols = fdt_path_offset(tree, "/__symbols__");
	if (symbols >= 0)
		fdt_del_node(tree, symbols);
	fdt_pack(tree);
	board->blob = tree;
	board->blob_size = fdt_totalsize(tree);
}

bool board_apply_overlays(struct arena *a, struct diags *d,
			  const struct value *list,
			  const struct doc_options *opts, struct board *board)
{
	board->overlays = list;
	for (size_t i = 0; list && i < list->n; i++) {
		struct overlay o = {
			.arena = a, .diags = d, .board = board,
			.file = { .what = "overlay" },
		};

		if (!board_load(a, d, list->items[i], opts, &o.file))
			return false;
		add_inputs(&o);
		if (!has_targets(&o) || !has_labels(&o) || !apply(&o))
			return false;
	}
	if (board->with_labels)
		drop_symbols(a, board);
	return true;
}
