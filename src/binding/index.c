/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * index.c - words that lead to bindings, made from their `select`; and
 *           the table of types.
 */
#include <stdlib.h>
#include <string.h>

#include "binding/set.h"

struct index_maker {
	struct bindings *b;
	struct binding_word *words;
	size_t n_words, n_room;
	unsigned int *others;
	size_t n_others;
};

static void add_word(struct index_maker *m, const char *word, bool is_name,
		     unsigned int at)
{
	m->words = arena_grow(m->b->arena, m->words, m->n_words, &m->n_room,
			      sizeof(*m->words));
	m->words[m->n_words++] = (struct binding_word){ word, is_name, at };
}

/* The strings that `enum` or `const` of @v lists; false if it says more. */
static bool add_words(struct index_maker *m, const struct value *v,
		      bool is_name, unsigned int at)
{
	const struct value *one = value_get(v, "const");
	const struct value *some = value_get(v, "enum");

	if (!v || v->n != 1 || (!one && !some))
		return false;
	if (one && one->kind != VALUE_STRING)
		return false;
	if (one)
		add_word(m, one->text, is_name, at);
	for (size_t i = 0; some && i < some->n; i++)
		if (some->items[i]->kind == VALUE_STRING)
			add_word(m, some->items[i]->text, is_name, at);
	return true;
}

static bool requires(const struct value *select, const char *name)
{
	const struct value *list = value_get(select, "required");

	for (size_t i = 0; list && i < list->n; i++)
		if (list->items[i]->kind == VALUE_STRING &&
		    strcmp(list->items[i]->text, name) == 0)
			return true;
	return false;
}

/* Is all of `select` that one property is as its schema says? */
static bool says_only(const struct value *select, const char *name)
{
	const struct value *properties = value_get(select, "properties");

	return select->n == 2 && properties && properties->n == 1 &&
	       requires(select, name) &&
	       value_get(select, "required")->n == 1;
}

static bool by_compatible(struct index_maker *m, struct binding *one,
			  const struct value *select, unsigned int at)
{
	const struct value *compatible =
		value_get(value_get(select, "properties"), "compatible");
	const struct value *contains = value_get(compatible, "contains");

	if (!contains || !requires(select, "compatible") ||
	    !add_words(m, contains, false, at))
		return false;
	one->by = SELECT_COMPATIBLE;
	one->ask_too = !says_only(select, "compatible") || compatible->n != 1;
	return true;
}

/* The schema of the one string that $nodename is, or NULL. */
static const struct value *name_schema(const struct value *select)
{
	const struct value *name =
		value_get(value_get(select, "properties"), "$nodename");
	const struct value *items = value_get(name, "items");

	if (!items || items->kind != VALUE_LIST || items->n != 1 ||
	    !requires(select, "$nodename"))
		return NULL;
	return items->items[0];
}

static bool by_name(struct index_maker *m, struct binding *one,
		    const struct value *select, unsigned int at)
{
	const struct value *name = name_schema(select);
	const struct value *pattern = value_get(name, "pattern");

	if (!name || name->n != 1)
		return false;
	one->ask_too = !says_only(select, "$nodename");
	if (pattern && pattern->kind == VALUE_STRING) {
		one->by = SELECT_PATTERN;
		one->pattern.text = pattern->text;
		one->pattern.len = pattern->text_len;
		one->pattern.place = pattern->place;
		return true;
	}
	one->by = SELECT_NAME;
	return add_words(m, name, true, at);
}

static void index_one(struct index_maker *m, unsigned int at)
{
	struct binding *one = &m->b->list[at];
	const struct value *select = value_get(set_root(m->b, one), "select");

	if (select->kind == VALUE_BOOL)
		one->by = select->boolean ? SELECT_ALL : SELECT_NONE;
	else if (!by_compatible(m, one, select, at) &&
		 !by_name(m, one, select, at))
		*one = (struct binding){
			.uri = one->uri, .root = one->root,
			.packed = one->packed,
			.by = SELECT_ASK, .ask_too = true,
		};
	if (one->by == SELECT_ALL || one->by == SELECT_PATTERN ||
	    one->by == SELECT_ASK)
		m->others[m->n_others++] = at;
}

int set_compare_word(const struct binding_word *w, const char *word,
		     bool is_name)
{
	if (w->is_name != is_name)
		return w->is_name ? 1 : -1;
	return strcmp(w->word, word);
}

static int by_word(const void *pa, const void *pb)
{
	const struct binding_word *a = pa, *b = pb;
	int order = set_compare_word(a, b->word, b->is_name);

	if (order != 0)
		return order;
	return a->at < b->at ? -1 : a->at > b->at;
}

void set_index(struct bindings *b)
{
	struct index_maker m = { .b = b };

	m.others = arena_array(b->arena, b->n + 1, sizeof(*m.others));
	for (unsigned int i = 0; i < b->n; i++)
		if (!b->list[i].is_repeat)
			index_one(&m, i);
	if (m.n_words)
		qsort(m.words, m.n_words, sizeof(*m.words), by_word);
	b->index.words = m.words;
	b->index.n_words = m.n_words;
	b->index.others = m.others;
	b->index.n_others = m.n_others;
}

void set_types(struct bindings *b)
{
	struct type_words w = { .arena = b->arena };

	for (size_t i = 0; i < b->n; i++)
		if (!b->list[i].is_repeat)
			types_collect(&w, set_root(b, &b->list[i]));
	types_collect_core(&w);
	b->types = types_merge(&w);
}
