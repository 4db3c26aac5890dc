/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pointer.h - JSON Pointers (RFC 6901): where in a document a value is.
 */
#ifndef DOMC_DOC_POINTER_H
#define DOMC_DOC_POINTER_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "doc/doc.h"

/** pointer_add_key - "/KEY", with "~" as "~0" and "/" as "~1" */
void pointer_add_key(struct buf *b, const char *key);

/** pointer_add_index - "/I" */
void pointer_add_index(struct buf *b, size_t i);

/**
 * pointer_fill - have findings that name no value name the one at their place
 *
 * The value, or the key of a value, that takes exactly the place, else the
 * innermost value that begins there. Of several that stand at one place (an
 * alias, a merged map) the first of the document is taken. A finding of no
 * place in @root stays as it is.
 *
 * Cost: O(n log n) in values, and only when there is such a finding.
 */
void pointer_fill(struct diags *d, const struct value *root);

#endif
