/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.h - the strings block of a flattened tree, as libfdt lays it out.
 *
 * fdt_property() looks for each property name in the block from its start,
 * and takes the first place where the name ends a string: so "reg" may be the
 * tail of "xen,reg". A new string goes in front of all others. Here the same
 * answer comes from a table of all tails, so that a board tree with
 * thousands of properties costs no search.
 */
#ifndef DOMC_DT_NAMES_H
#define DOMC_DT_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct names {
	struct arena *arena;
	char *pool;		/* strings as they were added, each with NUL */
	size_t len;		/* bytes in use */
	size_t room;
	struct name_tail *slots;	/* open addressing; a power of two */
	size_t n_slots;
	size_t n_tails;		/* slots in use */
};

struct names names_make(struct arena *a);

/**
 * names_add - the place of @name, which is added if no string ends so
 *
 * Return: bytes from the *end* of the block to the name: the block grows at
 * its front, so this never changes.
 */
uint32_t names_add(struct names *n, const char *name);

/** names_write - the block; its size is @n->len */
void names_write(const struct names *n, struct buf *out);

#endif
