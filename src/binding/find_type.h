/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * find_type.h - the types of a property, by its name.
 */
#ifndef DOMC_BINDING_FIND_TYPE_H
#define DOMC_BINDING_FIND_TYPE_H

#include "binding/types.h"
#include "schema/pattern.h"

/* A table whose patterns can be matched. */
struct type_finder {
	const struct type_table *table;
	struct regex *regex;
	struct pattern *patterns;	/* one per pattern of the table */
};

/* What is said of one name. */
struct type_answer {
	unsigned int n;
	enum dt_type types[MAX_TYPED];
	struct dt_shape shape;		/* all 0: not said */
};

struct type_finder *find_type_new(struct arena *a,
				  const struct type_table *table);

/** find_type - what the bindings say of property @name */
struct type_answer find_type(struct type_finder *f, const char *name);

#endif
