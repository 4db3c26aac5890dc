/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * path.h - values and their places in words, for messages.
 */
#ifndef DOMC_SCHEMA_PATH_H
#define DOMC_SCHEMA_PATH_H

#include "base/arena.h"
#include "base/buf.h"
#include "schema/eval.h"

/**
 * path_text - the way to @in: "domains.net.memory", "board.memory[1].base"
 *
 * A key that would be misread is quoted: domains."a.b". The document itself
 * is "top level", a key as an instance of its own "key of domains".
 */
const char *path_text(struct arena *a, const struct instance *in);

/** path_member_text - the same for a member of @in that need not exist */
const char *path_member_text(struct arena *a, const struct instance *in,
			     const char *key);

/**
 * path_found - @v in a few words: `the integer 512`, `"vm"`, `a list`
 * @with_kind: say of a string or number that it is one
 */
const char *path_found(struct arena *a, const struct value *v, bool with_kind);

/** path_excerpt - as much of @text as a message repeats */
const char *path_excerpt(struct arena *a, const char *text);

/** path_characters - length of a string in characters, not bytes */
size_t path_characters(const struct value *v);

/** path_scalar - @v as one may write it in a file; for messages and lists */
void path_scalar(struct buf *b, const struct value *v);

#endif
