/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pack.h - a value as bytes without pointers.
 *
 * Schemas and bindings that are built in stand in the program like this: what
 * nobody wants costs nothing, neither memory nor time when domc is loaded.
 * Most of a schema is below `properties` and `$defs`, and most of that is
 * about keys that a document does not have: it can stay packed until it is
 * wanted, see pack_open().
 */
#ifndef DOMC_DOC_PACK_H
#define DOMC_DOC_PACK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/doc.h"

/** pack_write - @v without its places; it must hold no VALUE_FLOAT */
void pack_write(struct buf *out, const struct value *v);

/**
 * pack_read - what pack_write() wrote; texts stay where @bytes are
 * @file: what places call it, or NULL
 */
struct value *pack_read(struct arena *a, const uint8_t *bytes,
			const char *file);

/**
 * pack_read_lazily - the same, where the maps inside of `properties`, `$defs`
 * and the like are empty until pack_open()
 *
 * Opening changes the value: it serves one thread.
 */
struct value *pack_read_lazily(struct arena *a, const uint8_t *bytes,
			       const char *file);

/**
 * pack_open - unpack @v, if it still has to be
 *
 * What is inside of it may be packed again.
 */
void pack_open(struct arena *a, const struct value *v);

#endif
