/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * location.h - where a value and a keyword are, for programs.
 */
#ifndef DOMC_SCHEMA_LOCATION_H
#define DOMC_SCHEMA_LOCATION_H

#include "base/arena.h"
#include "schema/eval.h"

/**
 * location_instance - JSON Pointer of @in: "/domains/net/memory"
 *
 * A key as an instance of its own is where its value is.
 */
const char *location_instance(struct arena *a, const struct instance *in);

/** location_member - the same for a member of @in */
const char *location_member(struct arena *a, const struct instance *in,
			    const char *key);

/**
 * location_keyword - the schema of @n and the JSON Pointer of its keyword
 * @keyword: NULL for the sub-schema itself
 *
 * "system#/properties/domains/type". What a $ref leads to is where it stands,
 * not where the $ref is. Looks for it in the schema's document: no node knows
 * its pointer, because few are ever asked.
 */
const char *location_keyword(struct arena *a, const struct schema_node *n,
			     const char *keyword);

#endif
