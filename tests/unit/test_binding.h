/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_binding.h - what the tests of src/binding share.
 */
#ifndef DOMC_TEST_BINDING_H
#define DOMC_TEST_BINDING_H

/* Before test_schema.h, whose `a` and `d` their parameters would shadow. */
#include "binding/binding.h"
#include "binding/decode.h"
#include "binding/edit.h"
#include "binding/explain.h"
#include "binding/prepare.h"
#include "binding/set.h"

#include "test_schema.h"

#define HEAD "$id: http://devicetree.org/schemas/"

/* A binding of nodes with compatible "acme,x"; @rest follows `properties:`. */
#define ACME(rest)							\
	HEAD "acme.yaml#\n"						\
	"properties:\n"							\
	"  compatible: {const: 'acme,x'}\n" rest

static const struct place in_tree = { .file = "t.dtb" };

/* A tree with one node that has compatible "acme,x". */
static inline struct dt_node *acme(struct dt_tree **ret_tree)
{
	struct dt_node *n;

	*ret_tree = dt_new(a);
	n = dt_node(*ret_tree, (*ret_tree)->root, "x@1");
	dt_string(*ret_tree, n, "compatible", "acme,x");
	return n;
}

static inline struct bindings *bindings_of(const char *text)
{
	struct bindings *b = bindings_new(a);

	bindings_add(b, d, yaml("acme.yaml", text));
	bindings_finish(b, d);
	return b;
}

/* What is found in @t: a line each. */
static inline const char *found(const char *text, const struct dt_tree *t)
{
	bindings_check(bindings_of(text), a, d, in_tree, t);
	return said();
}

#endif
