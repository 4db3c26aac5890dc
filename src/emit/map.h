/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * map.h - an address space as rows, for the reports of src/emit.
 */
#ifndef DOMC_EMIT_MAP_H
#define DOMC_EMIT_MAP_H

#include "emit/emit.h"

struct map_row {
	struct range range;
	const char *kind;	/* for programs: "grant-table" */
	const char *what;	/* for people: "grant table" */
	const char *reason;	/* why it is there; never NULL */
	struct place place;	/* what said it, or PLACE_NONE */
	unsigned int depth;	/* rows that hold this one */
	size_t order;		/* private: as added, breaks ties */
};

struct map {
	struct arena *arena;
	struct map_row *rows;	/* ascending; what holds others before them */
	size_t n_rows;
	size_t n_room;
};

/** map_guest - what @pd's guest will find where (guest addresses) */
struct map map_guest(const struct emit_input *in, const struct plan_domain *pd);

/** map_host - what lies where on the host before Xen starts */
struct map map_host(const struct emit_input *in);

#endif
