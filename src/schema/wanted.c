/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * wanted.c - a schema as the object of "wanted".
 */
#include "schema/wanted.h"

#include <string.h>

#include "base/limits.h"
#include "schema/path.h"

/* A schema may refer to itself: deeper than this nothing new is said. */
#define MAX_LOOK 8
/* A map whose keys take more is just "a map". */
#define MAX_MAP_BYTES 80
/* Of more values than MOST_VALUES the first are told. */
#define MOST_VALUES 100
#define FIRST_VALUES 20

static bool add_node(struct buf *b, const struct schema_node *n,
		     unsigned int look);

static void add_types(struct buf *b, unsigned int types)
{
	static const struct {
		unsigned int bits;
		const char *name;
	} names[] = {
		{ TYPE_STRING, "a string" },
		{ TYPE_NUMBER, "a number" },
		{ TYPE_INTEGER, "an integer" },
		{ TYPE_BOOLEAN, "a boolean" },
		{ TYPE_ARRAY, "a list" },
		{ TYPE_OBJECT, "a map" },
		{ TYPE_NULL, "null" },
	};
	const char *between = "";

	if (types == TYPE_BOOLEAN) {
		buf_puts(b, "true or false");
		return;
	}
	if (types & TYPE_NUMBER)
		types &= ~(unsigned int)TYPE_INTEGER;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!(types & names[i].bits))
			continue;
		types &= ~names[i].bits;
		buf_puts(b, between);
		buf_puts(b, names[i].name);
		between = types & (types - 1) ? ", " : " or ";
	}
}

/* "a map with the keys image, cmdline"; false when they are too many. */
static bool add_map(struct buf *b, const struct schema_node *n)
{
	const struct value *properties = n->map ? n->map->properties : NULL;
	size_t start = b->len;

	if (n->types != TYPE_OBJECT || !properties || !properties->n)
		return false;
	buf_puts(b, properties->n == 1 ? "a map with the key " :
					 "a map with the keys ");
	for (size_t i = 0; i < properties->n &&
			   b->len - start <= MAX_MAP_BYTES; i++)
		buf_printf(b, "%s%s", i ? ", " : "",
			   properties->members[i].key);
	if (b->len - start <= MAX_MAP_BYTES)
		return true;
	b->len = start;
	return false;
}

static void add_values(struct buf *b, struct value *const *values, size_t n,
		       const char *last)
{
	size_t n_listed = n > MOST_VALUES ? FIRST_VALUES : n;

	for (size_t i = 0; i < n_listed; i++) {
		if (i > 0)
			buf_puts(b, i + 1 < n ? ", " : last);
		path_scalar(b, values[i]);
	}
	if (n > n_listed)
		buf_printf(b, "%sone of %zu others", last, n - n_listed);
}

const char *wanted_values(struct arena *a, struct value *const *values,
			  size_t n)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	add_values(&b, values, n, ", ");
	return buf_str(&b);
}

static bool add_branches(struct buf *b, const struct branch_rule *branches,
			 unsigned int look)
{
	size_t start = b->len;

	for (size_t i = 0; i < branches->n; i++) {
		size_t before = b->len;

		if (before > start)
			buf_puts(b, i + 1 < branches->n ? ", " : ", or ");
		if (!add_node(b, branches->nodes[i], look)) {
			/* One that takes anything: no list says it. */
			b->len = start;
			return false;
		}
	}
	return b->len > start;
}

static bool add_rule(struct buf *b, const struct rule *r, unsigned int look)
{
	const char *name = r->keyword->name;

	if (strcmp(name, "enum") == 0) {
		add_values(b, r->arg->items, r->arg->n, " or ");
		return r->arg->n > 0;
	}
	if (strcmp(name, "const") == 0) {
		path_scalar(b, r->arg);
		return true;
	}
	if (strcmp(name, "anyOf") == 0 || strcmp(name, "oneOf") == 0)
		return add_branches(b, &r->u.branches, look);
	if (strcmp(name, "allOf") == 0)
		for (size_t i = 0; i < r->u.branches.n; i++)
			if (add_node(b, r->u.branches.nodes[i], look))
				return true;
	return false;
}

static bool add_node(struct buf *b, const struct schema_node *n,
		     unsigned int look)
{
	if (n->wanted) {
		buf_puts(b, n->wanted);
		return true;
	}
	if (look++ > MAX_LOOK)
		return false;
	for (size_t i = 0; i < n->n_rules; i++)
		if (add_rule(b, &n->rules[i], look))
			return true;
	if (add_map(b, n))
		return true;
	if (n->types != TYPE_ANY) {
		add_types(b, n->types);
		if (n->title)
			buf_printf(b, " (%s)", n->title);
		return true;
	}
	return n->ref && add_node(b, n->ref, look);
}

const char *wanted_node(struct arena *a, const struct schema_node *n)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	return add_node(&b, n, 0) ? buf_str(&b) : NULL;
}

const char *wanted_note(const struct scope *s)
{
	const struct instance *in = s->instance;
	const char *wanted = NULL;

	for (; s && s->instance == in; s = s->outer)
		if (s->node->wanted)
			wanted = s->node->wanted;
	return wanted;
}

const char *wanted_scope(struct arena *a, const struct scope *s)
{
	const char *wanted = wanted_note(s);

	return wanted ? wanted : wanted_node(a, s->node);
}

/* "at least 1", after a comma when something stands before it. */
static void add_bound(struct buf *b, const char *words, const struct value *v)
{
	if (!v)
		return;
	if (b->len)
		buf_puts(b, ", ");
	buf_puts(b, words);
	path_scalar(b, v);
}

const char *wanted_bounds(struct arena *a, const struct value *n,
			  const char *min, const char *max,
			  const char *above, const char *below)
{
	const struct value *low = value_get(n, min);
	const struct value *high = value_get(n, max);
	const struct value *over = above ? value_get(n, above) : NULL;
	const struct value *under = below ? value_get(n, below) : NULL;
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	if (low && high && value_equal(low, high)) {
		add_bound(&b, "exactly ", low);
	} else if (low && high && !over && !under) {
		add_bound(&b, "", low);
		buf_puts(&b, " to ");
		path_scalar(&b, high);
	} else {
		add_bound(&b, "at least ", low);
		add_bound(&b, "more than ", over);
		add_bound(&b, "at most ", high);
		add_bound(&b, "less than ", under);
	}
	return buf_str(&b);
}
