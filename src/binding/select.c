/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * select.c - which bindings speak for a node, without asking all of them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "binding/set.h"
#include "schema/eval.h"
#include "schema/pattern_start.h"

/* Numbers of the bindings for one node; each of them once. */
struct matches {
	struct bindings *b;
	struct arena *arena;
	unsigned int *list;
	size_t n, n_room;
};

static void add_match(struct matches *m, unsigned int at)
{
	if (m->b->stamps[at] == m->b->stamp)
		return;
	m->b->stamps[at] = m->b->stamp;
	m->list = arena_grow(m->arena, m->list, m->n, &m->n_room,
			     sizeof(*m->list));
	m->list[m->n++] = at;
}

static void match_word(struct matches *m, const char *word, bool is_name)
{
	const struct binding_words *index = &m->b->index;
	size_t low = 0, high = index->n_words;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (set_compare_word(&index->words[mid], word, is_name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < index->n_words &&
	       set_compare_word(&index->words[low], word, is_name) == 0; low++)
		add_match(m, index->words[low].at);
}

static bool asks_well(struct bindings *b, struct arena *a, struct diags *d,
		      struct binding *one, const struct value *node)
{
	const struct instance in = { .value = node, .types = TYPE_OBJECT };
	struct eval e = {
		.arena = a,
		.findings = findings_new(a, NULL),
		.mode = EVAL_VERDICT,
		.pattern_steps = LIMIT_PATTERN_STEPS_ALL,
	};

	if (!one->select && !one->is_broken) {
		one->select = schema_compile_with(b->arena, d,
						  value_get(set_root(b, one),
							    "select"),
						  &b->options);
		one->is_broken = !one->select;
	}
	if (one->is_broken)
		return false;
	e.schema = one->select;
	return eval_apply(&e, one->select->top, &in, NULL);
}

static bool speaks_for(struct bindings *b, struct arena *a, struct diags *d,
		       struct binding *one, const struct value *node,
		       const char *name)
{
	unsigned int steps = LIMIT_PATTERN_STEPS;

	if (one->by == SELECT_PATTERN &&
	    !pattern_may_match(one->pattern.text, name, strlen(name)))
		return false;
	if (one->by == SELECT_PATTERN &&
	    pattern_match(b->regex, &one->pattern, name, strlen(name),
			  &steps) != PATTERN_YES)
		return false;
	return !one->ask_too || asks_well(b, a, d, one, node);
}

static int by_number(const void *pa, const void *pb)
{
	unsigned int a = *(const unsigned int *)pa;
	unsigned int b = *(const unsigned int *)pb;

	return a < b ? -1 : a > b;
}

/*
 * A `compatible` that is no list has no entry that `contains` could miss, so
 * JSON Schema holds each such `select` for true: the node is a mistake, and
 * there is no telling of which kind.
 */
static void match_every_word(struct matches *m)
{
	const struct binding_words *index = &m->b->index;

	for (size_t i = 0; i < index->n_words && !index->words[i].is_name; i++)
		add_match(m, index->words[i].at);
}

static void match_compatible(struct matches *m, const struct value *v)
{
	if (v->kind != VALUE_LIST) {
		match_every_word(m);
		return;
	}
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i]->kind == VALUE_STRING)
			match_word(m, v->items[i]->text, false);
}

void set_each(struct bindings *b, struct arena *a, struct diags *d,
	      const struct value *node, const char *name,
	      void (*fn)(void *ctx, struct binding *one), void *ctx)
{
	const struct value *compatible = value_get(node, "compatible");
	struct matches m = { .b = b, .arena = a };

	b->stamp++;
	if (compatible)
		match_compatible(&m, compatible);
	match_word(&m, name, true);
	for (size_t i = 0; i < b->index.n_others; i++)
		add_match(&m, b->index.others[i]);
	if (m.n)
		qsort(m.list, m.n, sizeof(*m.list), by_number);
	for (size_t i = 0; i < m.n; i++)
		if (speaks_for(b, a, d, &b->list[m.list[i]], node, name))
			fn(ctx, &b->list[m.list[i]]);
}
