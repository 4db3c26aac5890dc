/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fdt_read.c - a flattened tree as values, checked while it is read.
 *
 * libfdt's fdt_next_tag() and fdt_getprop_by_offset() stay inside the blob
 * whatever it holds; what they leave open (a length that wraps, properties
 * behind children, names that no source text can say) is checked here.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <libfdt.h>

#include "base/limits.h"
#include "dt/tree.h"

/* Version of the format since 2005; older ones lack what is needed here. */
#define FDT_VERSION 17u

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct place place;		/* what names the tree */
	const uint8_t *fdt;		/* on an 8-byte boundary */
	struct dt_tree *tree;
	struct dt_node *node;		/* open now; NULL outside the root */
	unsigned int depth;		/* of node; 1 is the root */
	bool root_seen;
};

static const char *where(const struct reader *r)
{
	return r->node ? dt_path(r->arena, r->node) : "its head";
}

static bool damaged(const struct reader *r, const char *what)
{
	diag_add(r->diags, E_BAD_TREE, r->place,
		 "the device tree is damaged at %s: %s", where(r), what);
	return false;
}

static bool looks_like_source(const uint8_t *blob, size_t len)
{
	return len >= 2 && blob[0] == '/' &&
	       (blob[1] == 'd' || blob[1] == '*' || blob[1] == '/');
}

static bool check_magic(const struct reader *r, const uint8_t *blob, size_t len)
{
	struct diag_item *item;

	if (len >= 4 && dt_cells_at(blob, 1) == FDT_MAGIC)
		return true;
	item = diag_add(r->diags, E_BAD_TREE, r->place,
			"not a flattened device tree: it does not begin with 0x%x",
			FDT_MAGIC);
	if (looks_like_source(blob, len))
		diag_note(r->diags, item, r->place,
			  "this is source text: dtc -I dts -O dtb compiles it");
	return false;
}

/* Bytes @blob says it has; 0 with a diagnostic when it cannot be one. */
static size_t check_size(const struct reader *r, const uint8_t *blob,
			 size_t len)
{
	size_t total;

	if (!check_magic(r, blob, len))
		return 0;
	if (len < sizeof(struct fdt_header)) {
		damaged(r, "its head is cut short");
		return 0;
	}
	total = (size_t)dt_cells_at(blob + offsetof(struct fdt_header,
						    totalsize), 1);
	if (total < sizeof(struct fdt_header)) {
		damaged(r, "it says that it is shorter than its head");
		return 0;
	}
	if (total > len) {
		diag_add(r->diags, E_BAD_TREE, r->place,
			 "the device tree is cut short: its head says %zu bytes, there are %zu",
			 total, len);
		return 0;
	}
	if (total > LIMIT_TREE_BYTES) {
		diag_add(r->diags, E_TREE_LIMIT, r->place,
			 "the device tree has %zu bytes; domc reads at most %u",
			 total, LIMIT_TREE_BYTES);
		return 0;
	}
	return total;
}

static bool check_head(const struct reader *r)
{
	int error = fdt_check_header(r->fdt);

	if (error)
		return damaged(r, fdt_strerror(error));
	if (fdt_version(r->fdt) < FDT_VERSION) {
		diag_add(r->diags, E_BAD_TREE, r->place,
			 "the device tree has format version %u; domc reads %u",
			 fdt_version(r->fdt), FDT_VERSION);
		return false;
	}
	/* Devicetree Specification 0.4, 5.6 */
	if (fdt_off_dt_struct(r->fdt) % 4 || fdt_off_mem_rsvmap(r->fdt) % 8)
		return damaged(r, "its blocks are not aligned");
	return true;
}

static bool read_reserves(struct reader *r)
{
	int n = fdt_num_mem_rsv(r->fdt);

	if (n < 0)
		return damaged(r, "its memory reservations have no end");
	r->tree->reserves = arena_array(r->arena, (size_t)n,
					sizeof(*r->tree->reserves));
	for (int i = 0; i < n; i++) {
		struct dt_reserve *one = &r->tree->reserves[i];
		int error = fdt_get_mem_rsv(r->fdt, i, &one->address,
					    &one->size);

		assert(!error);
		(void)error;
	}
	r->tree->n_reserves = (size_t)n;
	return true;
}

/*
 * The letters of a name in source text: Devicetree Specification 0.4, 2.2.1
 * and 2.2.4, and dtc's PROPNODECHAR.
 */
static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c >= 'A' && c <= 'Z') || (c && strchr("-,@#._+*?", c));
}

static bool refuse_name(const struct reader *r, const char *name, size_t good)
{
	if (!*name)
		return damaged(r, "a name is empty");
	if (good > LIMIT_TREE_NAME)
		diag_add(r->diags, E_TREE_LIMIT, r->place,
			 "a name below %s has more than %d letters", where(r),
			 LIMIT_TREE_NAME);
	else
		diag_add(r->diags, E_TREE_NAME, r->place,
			 "a name below %s has byte 0x%02x in it, which no device tree source can say",
			 where(r), (unsigned char)name[good]);
	return false;
}

static bool check_name(const struct reader *r, const char *name)
{
	size_t good = 0;

	while (good <= LIMIT_TREE_NAME && is_name_letter(name[good]))
		good++;
	if (good && !name[good] && good <= LIMIT_TREE_NAME)
		return true;
	return refuse_name(r, name, good);
}

static bool open_node(struct reader *r, int offset)
{
	int len;
	const char *name = fdt_get_name(r->fdt, offset, &len);

	if (!name)
		return damaged(r, "a node has no name");
	if (!r->node) {
		if (r->root_seen || len)
			return damaged(r, "it has not one root");
		r->root_seen = true;
		r->node = r->tree->root;
		r->node->origin = r->place;
		r->depth = 1;
		return true;
	}
	if (r->depth == LIMIT_TREE_DEPTH) {
		diag_add(r->diags, E_TREE_LIMIT, r->place,
			 "nodes of the device tree are nested deeper than %d, below the node '%s'",
			 LIMIT_TREE_DEPTH, r->node->name);
		return false;
	}
	if (!check_name(r, name))
		return false;
	r->node = dt_add_node(r->tree, r->node, name);
	r->depth++;
	return true;
}

static bool close_node(struct reader *r)
{
	if (!r->node)
		return damaged(r, "a node ends that never began");
	r->node = r->node->parent;
	r->depth--;
	return true;
}

static bool read_prop(struct reader *r, int offset)
{
	const char *name;
	const void *data;
	int len;

	if (!r->node)
		return damaged(r, "a property outside of any node");
	data = fdt_getprop_by_offset(r->fdt, offset, &name, &len);
	if (!data || len < 0)
		return damaged(r, "a property reaches past its end");
	if (!check_name(r, name))
		return false;
	if (r->node->children)
		return damaged(r, "a property stands behind child nodes");
	dt_add_prop(r->tree, r->node, name, data, (uint32_t)len);
	return true;
}

static bool read_tag(struct reader *r, uint32_t tag, int offset)
{
	switch (tag) {
	case FDT_BEGIN_NODE:
		return open_node(r, offset);
	case FDT_END_NODE:
		return close_node(r);
	case FDT_PROP:
		return read_prop(r, offset);
	default:
		return true;	/* FDT_NOP */
	}
}

static bool read_structure(struct reader *r)
{
	int offset = 0, next;

	for (;;) {
		uint32_t tag = fdt_next_tag(r->fdt, offset, &next);

		if (next < 0)
			return damaged(r, fdt_strerror(next));
		/* A length near 2^32 wraps libfdt's sum back to here. */
		if (next <= offset)
			return damaged(r, "a property is too long");
		if (tag == FDT_END)
			break;
		if (!read_tag(r, tag, offset))
			return false;
		offset = next;
	}
	if (r->node)
		return damaged(r, "a node has no end");
	return r->root_seen || damaged(r, "it has no root");
}

/* libfdt wants the blob on an 8-byte boundary. */
static const uint8_t *aligned(struct arena *a, const uint8_t *blob, size_t len)
{
	uint8_t *copy;

	if ((uintptr_t)blob % 8 == 0)
		return blob;
	copy = arena_alloc(a, len);
	memcpy(copy, blob, len);
	return copy;
}

struct dt_tree *dt_read(struct arena *a, struct diags *d, struct place place,
			const uint8_t *blob, size_t len)
{
	struct reader r = { .arena = a, .diags = d, .place = place };
	size_t total = check_size(&r, blob, len);

	if (!total)
		return NULL;
	r.fdt = aligned(a, blob, total);
	r.tree = dt_new(a);
	if (!check_head(&r) || !read_reserves(&r) || !read_structure(&r))
		return NULL;
	r.tree->boot_cpuid = fdt_boot_cpuid_phys(r.fdt);
	return r.tree;
}
