/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * partial.c - what Xen takes from the partial tree of a domain.
 *
 * /gic, /aliases and /passthrough; Xen compares these three names without
 * regard to case (dt_node_cmp()) and ignores the rest.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "dt/guest.h"

/* The registered owner of a FILE, so that a jump of the arena closes it. */
static void close_file(void *arg)
{
	FILE **f = arg;

	if (*f)
		fclose(*f);
	*f = NULL;
}

static bool read_bytes(struct arena *a, const char *path, struct buf *out)
{
	FILE **f = arena_alloc(a, sizeof(FILE *));
	uint8_t chunk[4096];
	bool good;

	arena_defer(a, close_file, f);
	*f = fopen(path, "rb");
	if (!*f && errno == ENOMEM)
		arena_land(a);
	if (!*f)
		return false;
	while (out->len <= LIMIT_TREE_BYTES) {
		size_t n = fread(chunk, 1, sizeof(chunk), *f);

		if (!n)
			break;
		buf_add(out, chunk, n);
	}
	good = !ferror(*f);
	close_file(f);
	return good;
}

struct dt_tree *partial_read(struct arena *a, struct diags *d,
			     const struct file *file)
{
	struct buf b = buf_make(a, LIMIT_TREE_BYTES + KIB(8));

	errno = 0;
	if (!read_bytes(a, file->found, &b)) {
		diag_add(d, E_BAD_TREE, file->place,
			 "the device tree '%s' cannot be read: %s", file->path,
			 strerror(errno));
		return NULL;
	}
	if (b.len > LIMIT_TREE_BYTES) {
		diag_add(d, E_TREE_LIMIT, file->place,
			 "the device tree '%s' has more than %u bytes",
			 file->path, LIMIT_TREE_BYTES);
		return NULL;
	}
	return dt_read(a, d, file->place, b.bytes, b.len);
}

/* fdt_get_phandle(): of four bytes, under the new name or the old. */
static uint32_t phandle_of(const struct dt_node *n)
{
	const struct dt_prop *p = dt_find_prop(n, "phandle");

	if (!p || p->len != 4)
		p = dt_find_prop(n, "linux,phandle");
	return p && p->len == 4 ? (uint32_t)dt_cells_at(p->data, 1) : 0;
}

uint32_t partial_gic_phandle(const struct facts *f,
			     const struct dt_tree *partial, uint32_t unless)
{
	uint32_t phandle = unless;

	for (const struct dt_node *n = partial ? partial->root->children : NULL;
	     n; n = n->next) {
		uint32_t said;

		if (!dt_same_word(n->name, "gic"))
			continue;
		said = phandle_of(n);
		if (said || f->partial_phandle_zero)
			phandle = said;
	}
	return phandle;
}

/* What handle_prop_pfdt() uses up below /passthrough. */
static bool is_for_xen(const char *name)
{
	return strcmp(name, "xen,reg") == 0 ||
	       strcmp(name, "xen,path") == 0 ||
	       strcmp(name, "xen,force-assign-without-iommu") == 0;
}

static void copy_node(struct dt_tree *t, struct dt_node *parent,
		      const struct dt_node *from, bool consume)
{
	struct dt_node *n = dt_add_node(t, parent, from->name);

	n->origin = from->origin;
	for (const struct dt_prop *p = from->props; p; p = p->next)
		if (!consume || !is_for_xen(p->name))
			dt_add_prop(t, n, p->name, p->data, p->len);
	for (const struct dt_node *c = from->children; c; c = c->next)
		copy_node(t, n, c, consume);
}

void partial_copy(const struct guest *g)
{
	struct dt_tree *t = g->tree;

	if (!g->partial)
		return;
	for (const struct dt_node *n = g->partial->root->children; n;
	     n = n->next) {
		if (dt_same_word(n->name, "aliases"))
			copy_node(t, t->root, n, false);
		else if (dt_same_word(n->name, "passthrough"))
			copy_node(t, t->root, n, true);
	}
}
