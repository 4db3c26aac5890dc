/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_index.c - nodes of a board tree by path, by phandle and by child.
 *
 * libfdt reads a tree from its start for each of them, which is too slow for
 * a partial tree of many devices.
 */
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "model/board_parts.h"

struct index_node {
	int offset;		/* libfdt's */
	uint32_t parent;	/* number of it; the root is its own */
	const char *name;	/* with unit address */
	size_t n_name;
	uint32_t order;		/* its own number */
};

struct index_handle {
	uint32_t phandle;
	uint32_t node;
};

struct board_index {
	struct index_node *nodes;	/* in the order of the tree */
	struct index_node *by_name;	/* by parent, name, order */
	struct index_handle *handles;	/* by phandle, node */
	size_t n, n_handles;
};

/* ---- making it ---- */

static int by_text(const char *a, size_t n_a, const char *b, size_t n_b)
{
	int order = memcmp(a, b, n_a < n_b ? n_a : n_b);

	return order ? order : (n_a > n_b) - (n_a < n_b);
}

static int by_name(const void *va, const void *vb)
{
	const struct index_node *a = va, *b = vb;
	int order;

	if (a->parent != b->parent)
		return a->parent < b->parent ? -1 : 1;
	order = by_text(a->name, a->n_name, b->name, b->n_name);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int by_handle(const void *va, const void *vb)
{
	const struct index_handle *a = va, *b = vb;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

/* No deeper than the board reader looks. */
static void add_nodes(struct arena *a, struct board_index *x, const void *fdt)
{
	uint32_t above[LIMIT_TREE_DEPTH] = { 0 };
	size_t room = 0, handle_room = 0;
	int depth = 0;

	for (int at = 0; at >= 0 && depth >= 0 && depth < LIMIT_TREE_DEPTH;
	     at = fdt_next_node(fdt, at, &depth)) {
		uint32_t phandle = fdt_get_phandle(fdt, at);
		struct index_node n = {
			.offset = at, .order = (uint32_t)x->n,
			.parent = depth ? above[depth - 1] : 0,
		};
		int len = 0;

		n.name = fdt_get_name(fdt, at, &len);
		n.n_name = n.name ? (size_t)len : 0;
		above[depth] = n.order;
		x->nodes = arena_grow(a, x->nodes, x->n, &room, sizeof(n));
		x->nodes[x->n++] = n;
		if (!phandle || phandle == UINT32_MAX)
			continue;
		x->handles = arena_grow(a, x->handles, x->n_handles,
					&handle_room, sizeof(*x->handles));
		x->handles[x->n_handles++] = (struct index_handle){
			phandle, n.order
		};
	}
}

struct board_index *board_index_make(struct arena *a, const void *fdt)
{
	struct board_index *x = ARENA_NEW(a, struct board_index);

	add_nodes(a, x, fdt);
	x->by_name = arena_array(a, x->n + 1, sizeof(*x->by_name));
	if (x->n)
		memcpy(x->by_name, x->nodes, x->n * sizeof(*x->nodes));
	qsort(x->by_name, x->n, sizeof(*x->by_name), by_name);
	if (x->n_handles)
		qsort(x->handles, x->n_handles, sizeof(*x->handles),
		      by_handle);
	return x;
}

/* ---- asking it ---- */

/* The first child of that name; NULL: there is none. */
static const struct index_node *find_child(const struct board_index *x,
					   uint32_t parent, const char *name,
					   size_t n_name)
{
	struct index_node key = {
		.parent = parent, .name = name, .n_name = n_name,
	};
	size_t low = 0, high = x->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_name(&x->by_name[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == x->n || x->by_name[low].parent != parent ||
	    by_text(x->by_name[low].name, x->by_name[low].n_name, name,
		    n_name) != 0)
		return NULL;
	return &x->by_name[low];
}

int board_index_path(const struct board_index *x, const char *path)
{
	const struct index_node *n = x->nodes;

	if (!x->n || *path != '/')
		return -1;
	if (!path[1])
		return n->offset;
	while (n && *path == '/') {
		size_t len = strcspn(++path, "/");

		n = len ? find_child(x, n->order, path, len) : NULL;
		path += len;
	}
	return n ? n->offset : -1;
}

int board_index_phandle(const struct board_index *x, uint32_t phandle)
{
	size_t low = 0, high = x->n_handles;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (x->handles[mid].phandle < phandle)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == x->n_handles || x->handles[low].phandle != phandle)
		return -1;
	return x->nodes[x->handles[low].node].offset;
}

static int by_offset(const void *offset, const void *node)
{
	int a = *(const int *)offset;
	int b = ((const struct index_node *)node)->offset;

	return (a > b) - (a < b);
}

int board_index_parent(const struct board_index *x, int node)
{
	const struct index_node *n = x->n ?
		bsearch(&node, x->nodes, x->n, sizeof(*x->nodes), by_offset) :
		NULL;

	return n && n->order ? x->nodes[n->parent].offset : -1;
}
