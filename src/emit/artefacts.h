/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * artefacts.h - what the emitters share, for src/emit alone.
 */
#ifndef DOMC_EMIT_ARTEFACTS_H
#define DOMC_EMIT_ARTEFACTS_H

#include "emit/emit.h"

/* Artefacts in the order they were made. */
struct artefacts {
	struct arena *arena;
	struct artefact *first;
	struct artefact **end;
};

/** artefacts_add - @out becomes the file @path; its bytes are not copied */
void artefacts_add(struct artefacts *list, const char *kind, const char *path,
		   const struct buf *out);

#define EMITTER(kind, function, path, summary)			\
	void emit_##function(const struct emit_input *in,	\
			     struct artefacts *list);
#include "emit/emitters.def"
#undef EMITTER

/** emit_manifest - manifest.json: lists what @list holds, so it comes last */
void emit_manifest(const struct emit_input *in, struct artefacts *list);

/**
 * emit_path - a path of the input without the way that led to its folder
 *
 * What stands beside the system file or below it is named from there, all
 * else by its last part, so that no output depends on the working directory.
 */
const char *emit_path(const struct emit_input *in, const char *path);

/** emit_place - "vm.yaml:14", or NULL when @place is none */
const char *emit_place(const struct emit_input *in, struct place place);

/**
 * emit_target_path - where a toolstack in dom0 finds a file: target-path if
 * said, else the path as said
 */
const char *emit_target_path(const struct file *f);

#endif
