/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * node.c - questions that messages and branches have about a schema.
 */
#include "schema/node.h"

#include <string.h>

#include "schema/compile.h"
#include "schema/keyword.h"
#include "schema/number.h"

/* A schema may refer to itself: deeper than this nothing new is said. */
#define MAX_LOOK 16

const struct schema_node *resource_dynamic(const struct resource *r,
					   const char *name)
{
	const struct dynamic_anchor *a = r->anchors;

	while (a && strcmp(a->name, name) != 0)
		a = a->next;
	return a ? a->node : NULL;
}

const struct rule *node_rule(const struct schema_node *n, const char *name)
{
	for (size_t i = 0; i < n->n_rules; i++)
		if (strcmp(n->rules[i].keyword->name, name) == 0)
			return &n->rules[i];
	return NULL;
}

const struct schema_node *node_of_member(const struct map_rule *map, size_t i)
{
	if (!map->nodes[i])
		map->nodes[i] = compile_property(map, i);
	return map->nodes[i];
}

const struct schema_node *node_property(const struct schema_node *n,
					const char *key)
{
	const struct member *m;

	if (!n->map || !n->map->properties)
		return NULL;
	m = value_member(n->map->properties, key);
	return m ? node_of_member(n->map, (size_t)(
			   m - n->map->properties->members)) : NULL;
}

static unsigned int number_types(const struct value *v, bool as_written)
{
	bool whole;

	/* JSON has no infinity. */
	if (!number_is_finite(v))
		return 0;
	whole = as_written ? v->kind == VALUE_INT : number_is_whole(v);
	return whole ? TYPE_INTEGER | TYPE_NUMBER : TYPE_NUMBER;
}

unsigned int node_types(const struct value *v, bool as_written)
{
	switch (v->kind) {
	case VALUE_NULL:
		return TYPE_NULL;
	case VALUE_BOOL:
		return TYPE_BOOLEAN;
	case VALUE_INT:
	case VALUE_FLOAT:
		return number_types(v, as_written);
	case VALUE_STRING:
		return TYPE_STRING;
	case VALUE_LIST:
		return TYPE_ARRAY;
	case VALUE_MAP:
		return TYPE_OBJECT;
	}
	return 0;
}

static bool takes(const struct schema_node *n, unsigned int types,
		  unsigned int look);

static bool any_branch_takes(const struct branch_rule *b, unsigned int types,
			     unsigned int look)
{
	for (size_t i = 0; i < b->n; i++)
		if (takes(b->nodes[i], types, look))
			return true;
	return false;
}

static bool all_branches_take(const struct branch_rule *b, unsigned int types,
			      unsigned int look)
{
	for (size_t i = 0; i < b->n; i++)
		if (!takes(b->nodes[i], types, look))
			return false;
	return true;
}

static bool enum_takes(const struct value *list, unsigned int types)
{
	for (size_t i = 0; i < list->n; i++)
		if (node_types(list->items[i], false) & types)
			return true;
	return false;
}

static bool rule_takes(const struct rule *r, unsigned int types,
		       unsigned int look)
{
	const char *name = r->keyword->name;

	if (strcmp(name, "const") == 0)
		return node_types(r->arg, false) & types;
	if (strcmp(name, "enum") == 0)
		return enum_takes(r->arg, types);
	if (strcmp(name, "allOf") == 0)
		return all_branches_take(&r->u.branches, types, look);
	if (strcmp(name, "anyOf") == 0 || strcmp(name, "oneOf") == 0)
		return any_branch_takes(&r->u.branches, types, look);
	return true;
}

static bool takes(const struct schema_node *n, unsigned int types,
		  unsigned int look)
{
	if (look++ > MAX_LOOK)
		return true;
	if (n->never || !(n->types & types))
		return false;
	if (n->ref && !takes(n->ref, types, look))
		return false;
	for (size_t i = 0; i < n->n_rules; i++)
		if (!rule_takes(&n->rules[i], types, look))
			return false;
	return true;
}

bool node_takes_type(const struct schema_node *n, unsigned int types)
{
	return takes(n, types, 0);
}

static bool declares(const struct schema_node *n, const char *key,
		     unsigned int look)
{
	if (look++ > MAX_LOOK)
		return false;
	if (node_property(n, key) || (n->ref && declares(n->ref, key, look)))
		return true;
	for (size_t i = 0; i < n->n_rules; i++) {
		const struct rule *r = &n->rules[i];
		const char *name = r->keyword->name;

		if (strcmp(name, "allOf") != 0 && strcmp(name, "anyOf") != 0 &&
		    strcmp(name, "oneOf") != 0)
			continue;
		for (size_t k = 0; k < r->u.branches.n; k++)
			if (declares(r->u.branches.nodes[k], key, look))
				return true;
	}
	return false;
}

bool node_declares(const struct schema_node *n, const char *key)
{
	return declares(n, key, 0);
}
