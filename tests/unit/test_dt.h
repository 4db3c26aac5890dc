/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt.h - what the tests of src/dt share.
 */
#ifndef DOMC_TEST_DT_H
#define DOMC_TEST_DT_H

#include <check.h>
#include <libfdt.h>
#include <string.h>

#include "base/limits.h"
#include "dt/dt.h"

/* A place in a made-up system file. */
static inline struct place at_line(unsigned int line)
{
	return (struct place){ "vm.yaml", line, 1, line, 9 };
}

static inline const char *dts_of(const struct dt_tree *t)
{
	struct buf b = buf_make(t->arena, LIMIT_OUTPUT_BYTES);

	dt_write_dts(t, &b);
	return buf_str(&b);
}

static inline struct buf dtb_of(const struct dt_tree *t)
{
	struct buf b = buf_make(t->arena, LIMIT_OUTPUT_BYTES);

	dt_write(t, &b);
	return b;
}

/* Differences as text: "V /cpus:reg\n". */
static inline void note_difference(void *ctx, enum dt_difference what,
				   const char *path,
				   const struct dt_prop *left,
				   const struct dt_prop *right)
{
	static const char *const letters[] = {
		[DT_ONLY_LEFT] = "L", [DT_ONLY_RIGHT] = "R", [DT_VALUE] = "V",
		[DT_ORDER] = "O", [DT_RESERVES] = "M", [DT_HEADER] = "H",
	};

	(void)left;
	(void)right;
	buf_printf(ctx, "%s %s\n", letters[what], path);
}

static inline const char *differences(struct arena *a,
				      const struct dt_tree *left,
				      const struct dt_tree *right)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	dt_compare(a, left, right, note_difference, &b);
	return buf_str(&b);
}

static inline struct dt_tree *read_back(struct diags *d, const struct buf *b)
{
	return dt_read(d->arena, d, at_line(1), b->bytes, b->len);
}

/* The same tree through libfdt's sequential writer, as Xen calls it. */
static inline void sequential_node(void *fdt, const struct dt_node *n)
{
	ck_assert_int_eq(fdt_begin_node(fdt, n->name), 0);
	for (const struct dt_prop *p = n->props; p; p = p->next)
		ck_assert_int_eq(fdt_property(fdt, p->name, p->data,
					      (int)p->len), 0);
	for (const struct dt_node *c = n->children; c; c = c->next)
		sequential_node(fdt, c);
	ck_assert_int_eq(fdt_end_node(fdt), 0);
}

static inline void *sequential(const struct dt_tree *t)
{
	const int room = 1 << 20;
	void *fdt = arena_alloc(t->arena, (size_t)room);

	ck_assert_int_eq(fdt_create(fdt, room), 0);
	for (size_t i = 0; i < t->n_reserves; i++)
		fdt_add_reservemap_entry(fdt, t->reserves[i].address,
					 t->reserves[i].size);
	ck_assert_int_eq(fdt_finish_reservemap(fdt), 0);
	sequential_node(fdt, t->root);
	ck_assert_int_eq(fdt_finish(fdt), 0);
	fdt_set_boot_cpuid_phys(fdt, t->boot_cpuid);
	return fdt;
}

static inline void same_as_sequential(const struct dt_tree *t)
{
	struct buf ours = dtb_of(t);
	const void *theirs = sequential(t);

	ck_assert_uint_eq(ours.len, fdt_totalsize(theirs));
	ck_assert_uint_eq(ours.len, dt_size(t));
	ck_assert_mem_eq(ours.bytes, theirs, ours.len);
}

/* Numbers that are the same in each run. */
static inline uint32_t next_number(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static inline void grow_props(struct dt_tree *t, struct dt_node *n,
			      uint32_t *state)
{
	static const char *const names[] = {
		"reg", "xen,reg", "g", "phandle", "linux,phandle", "handle",
		"compatible", "ible", "#address-cells", "cells", "status",
	};
	static const char bytes[] = "ab\0cd\0\0\0\1\2\3\xff\"\\\n\t xy\0z\0";
	uint32_t first = next_number(state);

	for (uint32_t i = 0; i < first % 7; i++) {
		uint32_t from = next_number(state) % 16;
		uint32_t len = next_number(state) % (sizeof(bytes) - from);

		dt_bytes(t, n, names[(first / 7 + i * 3) % 11], bytes + from,
			 len);
	}
}

static inline void grow_tree(struct dt_tree *t, struct dt_node *n,
			     uint32_t *state, unsigned int depth)
{
	grow_props(t, n, state);
	for (uint32_t i = 0; depth && i < next_number(state) % 6; i++)
		grow_tree(t, dt_node(t, n, "node@%x", (unsigned int)i), state,
			  depth - 1);
}

static inline struct dt_tree *random_tree(struct arena *a, uint32_t seed)
{
	struct dt_tree *t = dt_new(a);
	uint32_t state = seed;

	t->n_reserves = seed % 3;
	t->reserves = arena_array(a, t->n_reserves, sizeof(*t->reserves));
	for (size_t i = 0; i < t->n_reserves; i++)
		t->reserves[i] = (struct dt_reserve){ 0x80000000u + i, 4096 };
	grow_tree(t, t->root, &state, 4);
	return t;
}

#endif
