/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * explain.h - why a node is not valid, in the words of device trees.
 *
 * The validator of src/schema decides; what it would say is about keys and
 * lists of a document. So each rule that fails is looked at again here.
 */
#ifndef DOMC_BINDING_EXPLAIN_H
#define DOMC_BINDING_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "diag/diag.h"
#include "schema/eval.h"

/* One way in which a node breaks a schema. */
struct fault {
	enum diag_code code;
	const char *below;	/* "/memory@0": child it is about, or "" */
	const char *property;	/* or child; NULL: the node as a whole */
	const char *keyword;	/* that failed */
	const char *text;
	bool is_missing;	/* a required property is not there */
};

struct faults {
	struct fault *list;
	size_t n, n_room;
};

/**
 * explain - all faults of @in, which @n does not take
 * @e: of the evaluation that failed
 * @disabled: the node is, so that it may lack what is required
 */
struct faults explain(struct eval *e, const struct schema_node *n,
		      const struct instance *in, bool disabled);

/** explain_says_disabled - is one of the strings of `status` "disabled"? */
bool explain_says_disabled(const struct value *status);

/* ---- words.c ---- */

/** words_value - `<0x1 0x2>`, `"a", "b"`, `no value`: a decoded property */
const char *words_value(struct arena *a, const struct value *v);

/** words_count - "2 rows", "1 cell": what @in has, by what it is */
const char *words_count(struct arena *a, const struct instance *in);

/** words_wanted - what a rule wants, or NULL when there is no word for it */
const char *words_wanted(struct arena *a, const struct rule *r,
			 const struct schema_node *n);

#endif
