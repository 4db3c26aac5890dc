/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * map.h - how a map is made and looked up.
 *
 * Maps past 16 members carry an index, sorted by key: lookups take O(log n)
 * whatever the keys are, and no order of a hash can reach the output.
 */
#ifndef DOMC_DOC_MAP_H
#define DOMC_DOC_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "doc/doc.h"

/**
 * doc_map_firsts - find keys that repeat
 *
 * Return: for each member the number of the first one with the same key:
 * its own if there is none before it. From the arena. O(n log n).
 */
uint32_t *doc_map_firsts(struct arena *a, const struct member *members,
			 size_t n);

/** doc_map_fill - give @map the @n members (not copied), whose keys differ */
void doc_map_fill(struct arena *a, struct value *map, struct member *members,
		  size_t n);

#endif
