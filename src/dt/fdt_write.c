/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fdt_write.c - flattening, byte for byte as libfdt's sequential writer.
 *
 * Xen makes guest trees with fdt_create(), fdt_finish_reservemap(),
 * fdt_begin_node(), fdt_property(), fdt_end_node() and fdt_finish(). The
 * layout that these leave behind (xen/common/libfdt/fdt_sw.c): head, padded
 * to 48 bytes; reservations; structure without FDT_NOP; strings without
 * padding, each new one in front. libfdt itself would search the strings for
 * each property, which a board tree with thousands cannot afford, and would
 * want a buffer of a size to be guessed. The unit test compares both.
 */
#include <assert.h>
#include <string.h>

#include <libfdt.h>

#include "dt/names.h"
#include "dt/tree.h"

/* fdt_create() aligns the head to a reservation's 16 bytes. */
#define HEAD_BYTES 48u
/* FDT_LAST_SUPPORTED_VERSION, FDT_LAST_COMPATIBLE_VERSION. */
#define VERSION 17u
#define COMPATIBLE_VERSION 16u

/* What must be known before the first byte. */
struct layout {
	struct names names;
	size_t n_props;
	size_t struct_bytes;
	uint32_t *name_at;	/* from the end of the strings, in tree order */
};

static size_t round4(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static void measure(const struct dt_node *n, struct layout *l)
{
	l->struct_bytes += FDT_TAGSIZE + round4(strlen(n->name) + 1);
	for (const struct dt_prop *p = n->props; p; p = p->next) {
		l->struct_bytes += sizeof(struct fdt_property) + round4(p->len);
		l->n_props++;
	}
	for (const struct dt_node *c = n->children; c; c = c->next)
		measure(c, l);
	l->struct_bytes += FDT_TAGSIZE;
}

/* @next: where the place of the next property's name goes. */
static uint32_t *name_props(const struct dt_node *n, struct names *names,
			    uint32_t *next)
{
	for (const struct dt_prop *p = n->props; p; p = p->next)
		*next++ = names_add(names, p->name);
	for (const struct dt_node *c = n->children; c; c = c->next)
		next = name_props(c, names, next);
	return next;
}

static struct layout lay_out(const struct dt_tree *t)
{
	struct layout l = { .names = names_make(t->arena) };

	measure(t->root, &l);
	l.struct_bytes += FDT_TAGSIZE;	/* FDT_END */
	l.name_at = arena_array(t->arena, l.n_props, sizeof(*l.name_at));
	name_props(t->root, &l.names, l.name_at);
	return l;
}

static size_t struct_offset(const struct dt_tree *t)
{
	return HEAD_BYTES +
	       (t->n_reserves + 1) * sizeof(struct fdt_reserve_entry);
}

static size_t total_bytes(const struct dt_tree *t, const struct layout *l)
{
	return struct_offset(t) + l->struct_bytes + l->names.len;
}

size_t dt_size(const struct dt_tree *t)
{
	struct layout l = lay_out(t);

	return total_bytes(t, &l);
}

static void put(struct buf *out, uint64_t v, uint32_t n_cells)
{
	uint8_t bytes[8];

	dt_put_cells(bytes, v, n_cells);
	buf_add(out, bytes, n_cells * 4);
}

static void pad(struct buf *out, size_t n)
{
	static const uint8_t zero[HEAD_BYTES - sizeof(struct fdt_header)];

	assert(n <= sizeof(zero));
	buf_add(out, zero, n);
}

static void write_head(const struct dt_tree *t, const struct layout *l,
		       struct buf *out)
{
	size_t at_struct = struct_offset(t);

	put(out, FDT_MAGIC, 1);
	put(out, total_bytes(t, l), 1);
	put(out, at_struct, 1);
	put(out, at_struct + l->struct_bytes, 1);
	put(out, HEAD_BYTES, 1);
	put(out, VERSION, 1);
	put(out, COMPATIBLE_VERSION, 1);
	put(out, t->boot_cpuid, 1);
	put(out, l->names.len, 1);
	put(out, l->struct_bytes, 1);
	pad(out, HEAD_BYTES - sizeof(struct fdt_header));
}

static void write_reserves(const struct dt_tree *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_reserves; i++) {
		put(out, t->reserves[i].address, 2);
		put(out, t->reserves[i].size, 2);
	}
	put(out, 0, 2);
	put(out, 0, 2);
}

static void write_prop(const struct dt_prop *p, size_t name_at,
		       struct buf *out)
{
	uint8_t head[sizeof(struct fdt_property)];

	dt_put_cells(head, FDT_PROP, 1);
	dt_put_cells(head + 4, p->len, 1);
	dt_put_cells(head + 8, name_at, 1);
	buf_add(out, head, sizeof(head));
	buf_add(out, p->data, p->len);
	pad(out, round4(p->len) - p->len);
}

static const uint32_t *write_node(const struct dt_node *n,
				  const struct layout *l, const uint32_t *next,
				  struct buf *out)
{
	size_t name_bytes = strlen(n->name) + 1;

	put(out, FDT_BEGIN_NODE, 1);
	buf_add(out, n->name, name_bytes);
	pad(out, round4(name_bytes) - name_bytes);
	for (const struct dt_prop *p = n->props; p; p = p->next)
		write_prop(p, l->names.len - *next++, out);
	for (const struct dt_node *c = n->children; c; c = c->next)
		next = write_node(c, l, next, out);
	put(out, FDT_END_NODE, 1);
	return next;
}

void dt_write(const struct dt_tree *t, struct buf *out)
{
	struct layout l = lay_out(t);
	size_t before = out->len;

	write_head(t, &l, out);
	write_reserves(t, out);
	write_node(t->root, &l, l.name_at, out);
	put(out, FDT_END, 1);
	names_write(&l.names, out);
	assert(out->len - before == total_bytes(t, &l));
	(void)before;
}
