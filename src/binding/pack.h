/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pack.h - a value as bytes without pointers.
 *
 * Bindings that are built in stand in the program like this: what no tree
 * wants costs nothing, neither memory nor time when domc is loaded.
 */
#ifndef DOMC_BINDING_PACK_H
#define DOMC_BINDING_PACK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/doc.h"

/** pack_write - @v without its places; it must hold no VALUE_FLOAT */
void pack_write(struct buf *out, const struct value *v);

/** pack_read - what pack_write() wrote; texts stay where @bytes are */
struct value *pack_read(struct arena *a, const uint8_t *bytes);

#endif
