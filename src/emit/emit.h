/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * emit.h - artefacts in memory. Nothing here writes a file.
 */
#ifndef DOMC_EMIT_EMIT_H
#define DOMC_EMIT_EMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "dt/dt.h"
#include "plan/plan.h"

struct artefact {
	const char *path;	/* below the output folder, '/' separated */
	const char *kind;	/* name in emitters.def, what --only takes */
	const uint8_t *bytes;
	size_t len;
	struct artefact *next;
};

/* All that an emitter may look at. */
struct emit_input {
	struct arena *arena;
	const struct system *system;
	const struct plan *plan;
	struct dt_tree *const *guest_trees;	/* by plan domain; dom0: NULL */
	const struct dt_tree *board_tree;
	const struct diags *diags;	/* the manifest says what was forced */
	bool forced;
	const char *const *sets;	/* --set: in report and manifest */
	size_t n_sets;
	const char *only;		/* comma separated kinds; NULL: all */
	const char *made_by;		/* "domc 0.1.0", for the manifest */
};

/**
 * emit_all - every artefact, in the order of emitters.def; the manifest last
 */
struct artefact *emit_all(const struct emit_input *in);

/** emit_layout_text - the report of `domc plan`, one domain or (NULL) all */
void emit_layout_text(const struct emit_input *in, const char *domain,
		      struct buf *out);
/** emit_layout_json - the same for machines; schema: schemas/layout.yaml */
void emit_layout_json(const struct emit_input *in, const char *domain,
		      struct buf *out);

/**
 * emit_c_header - constants for firmware and RTOS builds, of one domain that
 * Xen starts at boot or (NULL) all of them
 */
void emit_c_header(const struct emit_input *in, const char *domain,
		   struct buf *out);
/** emit_dtsi - the same as nodes for a tree that a guest compiles in */
void emit_dtsi(const struct emit_input *in, const char *domain,
	       struct buf *out);

/** emit_kind_exists - is @kind (one word of --only) in emitters.def? */
bool emit_kind_exists(const char *kind, size_t len);

/** emit_kinds - "guest.dtb, guest.dts, ...": for messages */
const char *emit_kinds(struct arena *a);

#endif
