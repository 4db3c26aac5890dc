/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * edit.h - values that are changed after they were read.
 *
 * A binding is prepared on a copy of its document. Maps lose their index when
 * they change; edit_finish() makes it anew for all of them.
 */
#ifndef DOMC_BINDING_EDIT_H
#define DOMC_BINDING_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "doc/doc.h"

/** edit_copy - @v with all that is in it, free to be changed */
struct value *edit_copy(struct arena *a, const struct value *v);

/* New values, which stand where @at does. */
struct value *edit_map(struct arena *a, const struct value *at);
struct value *edit_list(struct arena *a, const struct value *at,
			struct value *const *items, size_t n);
struct value *edit_bool(struct arena *a, const struct value *at, bool b);
struct value *edit_int(struct arena *a, const struct value *at, uint64_t n);
struct value *edit_text(struct arena *a, const struct value *at,
			const char *text);

/** edit_get - member @key of @map; NULL if absent, or @map is no map */
struct value *edit_get(const struct value *map, const char *key);
/** edit_has - has @map a member @key? */
bool edit_has(const struct value *map, const char *key);
/** edit_set - give @map the member @key, in place of one that is there */
void edit_set(struct arena *a, struct value *map, const char *key,
	      struct value *v);
/** edit_default - the same unless @key is there */
void edit_default(struct arena *a, struct value *map, const char *key,
		  struct value *v);
/** edit_take - remove member @key; NULL if there is none */
struct value *edit_take(struct value *map, const char *key);
/** edit_append - one more item */
void edit_append(struct arena *a, struct value *list, struct value *item);

/** edit_finish - @v is complete: lookups may be fast */
void edit_finish(struct arena *a, struct value *v);

#endif
