/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nearest.c - none of several sub-schemas takes a value: which one was meant?
 *
 * A key that has fixed values in every branch, such as `kind`, says it. Else
 * the type of the value decides, then how little is wrong, then how deep.
 */
#include "schema/eval.h"

#include <string.h>

#include "schema/report.h"

/* A schema may refer to itself: deeper than this nothing new is said. */
#define MAX_LOOK 8

/* How far an instance is from a branch that does not take it. */
struct distance {
	bool takes_type;
	size_t n_failures;
	unsigned int deepest;
};

/* What a branch says of a key that tells the branches apart. */
struct choice {
	const struct rule *rule;	/* const or enum; NULL: any value */
	bool taken;		/* the instance has one that is allowed */
};

static size_t choice_size(const struct choice *c)
{
	if (!c->rule)
		return 0;
	return c->rule->keyword == keyword_find("enum") ? c->rule->arg->n : 1;
}

/* Values are for messages: nobody writes to them. */
static struct value *choice_value(const struct choice *c, size_t i)
{
	return c->rule->keyword == keyword_find("enum") ?
		       c->rule->arg->items[i] :
		       (struct value *)c->rule->arg;
}

static struct distance measure(struct eval *e, const struct schema_node *n,
			       const struct scope *s)
{
	struct eval before = *e;
	struct distance d = {
		.takes_type = node_takes_type(n, s->instance->types),
	};

	e->mode = EVAL_MEASURE;
	e->n_failures = 0;
	e->deepest = 0;
	eval_apply(e, n, s->instance, s);
	d.n_failures = e->n_failures;
	d.deepest = e->deepest;
	e->mode = before.mode;
	e->n_failures = before.n_failures;
	e->deepest = before.deepest;
	return d;
}

static bool is_nearer(struct distance a, struct distance b)
{
	if (a.takes_type != b.takes_type)
		return a.takes_type;
	if (a.n_failures != b.n_failures)
		return a.n_failures < b.n_failures;
	return a.deepest > b.deepest;
}

/* ---- a key that tells the branches apart ---- */

/* The properties that @n itself, its $ref or its allOf have. */
static const struct map_rule *map_of(const struct schema_node *n,
				     unsigned int look)
{
	const struct rule *r = node_rule(n, "allOf");
	const struct map_rule *map = NULL;

	if (n->map && n->map->properties)
		return n->map;
	if (look++ > MAX_LOOK)
		return NULL;
	if (n->ref)
		map = map_of(n->ref, look);
	for (size_t i = 0; r && !map && i < r->u.branches.n; i++)
		map = map_of(r->u.branches.nodes[i], look);
	return map;
}

/* The const or enum of property @key, or NULL. */
static const struct rule *choice_rule(const struct schema_node *branch,
			       const char *key)
{
	const struct map_rule *map = map_of(branch, 0);
	const struct member *m =
		map ? value_member(map->properties, key) : NULL;
	const struct schema_node *n =
		m ? node_of_member(map, (size_t)(
			    m - map->properties->members)) : NULL;

	for (unsigned int look = 0; n && look < MAX_LOOK; look++, n = n->ref) {
		const struct rule *only = node_rule(n, "const");

		if (!only)
			only = node_rule(n, "enum");
		if (only)
			return only;
	}
	return NULL;
}

/* Has every branch that takes the type of @in fixed values for @key? */
static bool tells_apart(const struct branch_rule *branches,
			const struct instance *in, const char *key)
{
	size_t n = 0;

	for (size_t i = 0; i < branches->n; i++) {
		const struct schema_node *branch = branches->nodes[i];

		if (!node_takes_type(branch, in->types))
			continue;
		if (!choice_rule(branch, key))
			return false;
		n++;
	}
	return n > 1;
}

/* The member of the instance that says which branch is meant, or NULL. */
static const struct member *find_teller(const struct branch_rule *branches,
					const struct instance *in)
{
	const struct map_rule *map = NULL;
	const struct member *m;

	for (size_t i = 0; !map && i < branches->n; i++)
		if (node_takes_type(branches->nodes[i], in->types))
			map = map_of(branches->nodes[i], 0);
	for (size_t i = 0; map && i < map->properties->n; i++) {
		const char *key = map->properties->members[i].key;

		m = value_member(in->value, key);
		if (m && tells_apart(branches, in, key))
			return m;
	}
	return NULL;
}

/* The choices of all branches; how many take what @m has in *@ret_taken. */
static struct choice *read_choices(struct eval *e, const struct scope *s,
				   const struct branch_rule *branches,
				   const struct member *m, size_t *ret_taken)
{
	struct choice *choices = arena_array(e->arena, branches->n,
					     sizeof(*choices));

	*ret_taken = 0;
	for (size_t i = 0; i < branches->n; i++) {
		struct choice *c = &choices[i];

		if (!node_takes_type(branches->nodes[i], s->instance->types))
			continue;
		c->rule = choice_rule(branches->nodes[i], m->key);
		for (size_t k = 0; k < choice_size(c) && !c->taken; k++)
			c->taken = eval_equal(e, choice_value(c, k), m->value);
		*ret_taken += c->taken;
	}
	return choices;
}

/* No branch has the value of @m: say what all of them have. */
static void report_choices(struct eval *e, const struct scope *s,
			   const struct choice *choices, size_t n_choices,
			   const struct member *m)
{
	const struct instance in = eval_member(e, s->instance, m);
	const struct scope child = {
		.outer = s,
		.node = s->node,
		.rule = s->rule,
		.instance = &in,
		.depth = s->depth,
	};
	struct value **all;
	size_t n = 0;

	if (!eval_failed(e, &child))
		return;
	for (size_t i = 0; i < n_choices; i++)
		n += choice_size(&choices[i]);
	all = arena_array(e->arena, n, sizeof(struct value *));
	n = 0;
	for (size_t i = 0; i < n_choices; i++)
		for (size_t k = 0; k < choice_size(&choices[i]); k++)
			all[n++] = choice_value(&choices[i], k);
	report_allowed(e, &child, all, n);
}

/* ---- the nearest ---- */

/* @choices: only those taken are asked; NULL: all are. */
static size_t find_nearest(struct eval *e, const struct scope *s,
			   const struct branch_rule *branches,
			   const struct choice *choices,
			   struct distance *ret_best)
{
	bool found = false;
	size_t at = 0;

	for (size_t i = 0; i < branches->n; i++) {
		struct distance d;

		if (choices && !choices[i].taken)
			continue;
		d = measure(e, branches->nodes[i], s);
		if (found && !is_nearer(d, *ret_best))
			continue;
		*ret_best = d;
		at = i;
		found = true;
	}
	return at;
}

static void tell_nearest(struct eval *e, const struct scope *s,
			 const struct branch_rule *branches,
			 const struct choice *choices)
{
	struct distance best = { .takes_type = false };
	size_t at = find_nearest(e, s, branches, choices, &best);

	if (e->mode == EVAL_MEASURE) {
		e->n_failures += best.n_failures;
		if (best.deepest > e->deepest)
			e->deepest = best.deepest;
	} else if (best.takes_type) {
		size_t n_before = e->findings->n;

		eval_apply(e, branches->nodes[at], s->instance, s);
		report_also_wanted(e, s, n_before);
	} else {
		report_type(e, s);
	}
}

void eval_nearest(struct eval *e, const struct scope *s,
		  const struct branch_rule *branches)
{
	const struct member *teller = NULL;
	struct choice *choices = NULL;
	size_t n_taken = 0;

	if (e->mode == EVAL_VERDICT || e->stopped)
		return;
	if (s->instance->value->kind == VALUE_MAP)
		teller = find_teller(branches, s->instance);
	if (teller)
		choices = read_choices(e, s, branches, teller, &n_taken);
	if (teller && !n_taken)
		report_choices(e, s, choices, branches->n, teller);
	else
		tell_nearest(e, s, branches, choices);
}
