/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.c - building trees.
 */
#include "dt/tree.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#define CELL_BYTES 4u

static struct dt_node *new_node(struct dt_tree *t, const char *name)
{
	struct dt_node *n = ARENA_NEW(t->arena, struct dt_node);

	n->name = name;
	n->props_end = &n->props;
	n->children_end = &n->children;
	return n;
}

struct dt_tree *dt_new(struct arena *a)
{
	struct dt_tree *t = ARENA_NEW(a, struct dt_tree);

	t->arena = a;
	t->root = new_node(t, "");
	return t;
}

struct dt_node *dt_add_node(struct dt_tree *t, struct dt_node *parent,
			    const char *name)
{
	struct dt_node *n = new_node(t, name);

	n->parent = parent;
	n->origin = parent->origin;
	*parent->children_end = n;
	parent->children_end = &n->next;
	return n;
}

struct dt_node *dt_node(struct dt_tree *t, struct dt_node *parent,
			const char *fmt, ...)
{
	va_list ap;
	char *name;

	va_start(ap, fmt);
	name = arena_vprintf(t->arena, fmt, ap);
	va_end(ap);
	return dt_add_node(t, parent, name);
}

struct dt_prop *dt_add_prop(struct dt_tree *t, struct dt_node *n,
			    const char *name, const uint8_t *data,
			    uint32_t len)
{
	struct dt_prop *p = ARENA_NEW(t->arena, struct dt_prop);

	p->name = name;
	p->data = data;
	p->len = len;
	p->origin = n->origin;
	*n->props_end = p;
	n->props_end = &p->next;
	return p;
}

static const uint8_t *copy_bytes(struct dt_tree *t, const void *data,
				 uint32_t len)
{
	static const uint8_t none[1];
	uint8_t *copy;

	if (!len)
		return none;
	copy = arena_alloc(t->arena, len);
	memcpy(copy, data, len);
	return copy;
}

struct dt_prop *dt_bytes(struct dt_tree *t, struct dt_node *n,
			 const char *name, const void *data, uint32_t len)
{
	return dt_add_prop(t, n, arena_strdup(t->arena, name),
			   copy_bytes(t, data, len), len);
}

struct dt_prop *dt_empty(struct dt_tree *t, struct dt_node *n, const char *name)
{
	return dt_bytes(t, n, name, NULL, 0);
}

void dt_put_cells(uint8_t *data, uint64_t v, uint32_t n_cells)
{
	assert(n_cells <= 2);
	assert(n_cells == 2 || v >> (32 * n_cells) == 0);
	for (size_t i = n_cells * CELL_BYTES; i-- > 0; v >>= 8)
		data[i] = (uint8_t)v;
}

uint64_t dt_cells_at(const uint8_t *data, uint32_t n_cells)
{
	uint64_t v = 0;

	assert(n_cells <= 2);
	for (size_t i = 0; i < n_cells * CELL_BYTES; i++)
		v = v << 8 | data[i];
	return v;
}

struct dt_prop *dt_u32(struct dt_tree *t, struct dt_node *n, const char *name,
		       uint32_t v)
{
	return dt_cells(t, n, name, &v, 1);
}

struct dt_prop *dt_u64(struct dt_tree *t, struct dt_node *n, const char *name,
		       uint64_t v)
{
	uint8_t bytes[8];

	dt_put_cells(bytes, v, 2);
	return dt_bytes(t, n, name, bytes, sizeof(bytes));
}

struct dt_prop *dt_cells(struct dt_tree *t, struct dt_node *n,
			 const char *name, const uint32_t *cells,
			 size_t n_cells)
{
	size_t len = n_cells * CELL_BYTES;
	uint8_t *data = arena_alloc(t->arena, len);

	for (size_t i = 0; i < n_cells; i++)
		dt_put_cells(data + i * CELL_BYTES, cells[i], 1);
	return dt_add_prop(t, n, arena_strdup(t->arena, name), data,
			   (uint32_t)len);
}

struct dt_prop *dt_string(struct dt_tree *t, struct dt_node *n,
			  const char *name, const char *s)
{
	size_t len = strlen(s) + 1;

	assert(len <= UINT32_MAX);
	return dt_bytes(t, n, name, s, (uint32_t)len);
}

struct dt_prop *dt_strings(struct dt_tree *t, struct dt_node *n,
			   const char *name, const char *const *strings)
{
	size_t len = 0, at = 0;
	uint8_t *data;

	for (size_t i = 0; strings[i]; i++)
		len += strlen(strings[i]) + 1;
	data = arena_alloc(t->arena, len);
	for (size_t i = 0; strings[i]; i++) {
		size_t one = strlen(strings[i]) + 1;

		memcpy(data + at, strings[i], one);
		at += one;
	}
	return dt_add_prop(t, n, arena_strdup(t->arena, name), data,
			   (uint32_t)len);
}

struct dt_prop *dt_reg(struct dt_tree *t, struct dt_node *n, const char *name,
		       const struct range *ranges, size_t n_ranges,
		       uint32_t ac, uint32_t sc)
{
	size_t step = (ac + sc) * CELL_BYTES;
	uint8_t *data = arena_alloc(t->arena, n_ranges * step);

	for (size_t i = 0; i < n_ranges; i++) {
		uint8_t *at = data + i * step;

		dt_put_cells(at, ranges[i].base, ac);
		dt_put_cells(at + ac * CELL_BYTES, ranges[i].size, sc);
	}
	return dt_add_prop(t, n, arena_strdup(t->arena, name), data,
			   (uint32_t)(n_ranges * step));
}

struct dt_prop *dt_set(struct dt_tree *t, struct dt_node *n, const char *name,
		       const void *data, uint32_t len)
{
	struct dt_prop *p = dt_find_prop(n, name);

	if (!p)
		return dt_bytes(t, n, name, data, len);
	p->data = copy_bytes(t, data, len);
	p->len = len;
	p->origin = n->origin;
	return p;
}

void dt_drop_props(struct dt_node *n, bool (*drop)(const struct dt_prop *p))
{
	struct dt_prop **at = &n->props;

	while (*at) {
		if (drop(*at))
			*at = (*at)->next;
		else
			at = &(*at)->next;
	}
	n->props_end = at;
}

void dt_drop_children(struct dt_node *n,
		      bool (*drop)(const struct dt_node *child, void *ctx),
		      void *ctx)
{
	struct dt_node **at = &n->children;

	while (*at) {
		if (drop(*at, ctx))
			*at = (*at)->next;
		else
			at = &(*at)->next;
	}
	n->children_end = at;
}
