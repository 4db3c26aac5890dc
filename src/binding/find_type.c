/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * find_type.c - a name is looked up, then matched against patterns.
 */
#include "binding/find_type.h"

#include <string.h>

#include "base/limits.h"
#include "binding/prepare.h"
#include "schema/pattern_start.h"

struct type_finder *find_type_new(struct arena *a,
				  const struct type_table *table)
{
	struct type_finder *f = ARENA_NEW(a, struct type_finder);

	f->table = table;
	f->regex = regex_new(a);
	f->patterns = arena_array(a, table->n_patterns + 1,
				  sizeof(*f->patterns));
	for (size_t i = 0; i < table->n_patterns; i++) {
		f->patterns[i].text = table->patterns[i].name;
		f->patterns[i].len = strlen(table->patterns[i].name);
		f->patterns[i].number = i;
	}
	return f;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), n_end = strlen(end);

	return n >= n_end && strcmp(s + n - n_end, end) == 0;
}

/* Names whose end or start says it in all bindings; facts of dt-schema. */
static enum dt_type type_by_form(const char *name)
{
	if (*name == '#')
		return DT_UINT32;
	if (ends_with(name, "-names"))
		return DT_STRING_ARRAY;
	if (ends_with(name, "-gpio") || ends_with(name, "-gpios"))
		return ends_with(name, ",nr-gpio") ||
		       ends_with(name, ",nr-gpios") ? DT_NONE :
						      DT_PHANDLE_ARRAY;
	if (ends_with(name, "-hz") || ends_with(name, "-microvolt"))
		return DT_UINT32_MATRIX;
	if (prepare_has_unit(name) || ends_with(name, "-femtofarads"))
		return DT_UINT32_ARRAY;
	return DT_NONE;
}

static void add_type(struct type_answer *answer, enum dt_type type)
{
	for (unsigned int i = 0; i < answer->n; i++)
		if (answer->types[i] == type)
			return;
	if (answer->n < MAX_TYPED)
		answer->types[answer->n++] = type;
}

static bool has_shape(const struct dt_shape *s)
{
	return s->rows.min || s->rows.max || s->cells.min || s->cells.max;
}

/* What patterns say: the types unless they are known, the shape if any. */
static void ask_patterns(struct type_finder *f, const char *name,
			 bool want_types, struct type_answer *answer)
{
	static const struct dt_shape open = { { 1, 0 }, { 1, 0 } };
	enum dt_type by_form = type_by_form(name);
	unsigned int steps = LIMIT_PATTERN_STEPS;

	if (want_types && by_form != DT_NONE)
		add_type(answer, by_form);
	if (by_form != DT_NONE && types_is_matrix(by_form))
		answer->shape = open;
	for (size_t i = 0; i < f->table->n_patterns; i++) {
		const struct typed *first = f->table->patterns[i].types;

		if (!pattern_may_match(f->patterns[i].text, name,
				       strlen(name)) ||
		    pattern_match(f->regex, &f->patterns[i], name,
				  strlen(name), &steps) != PATTERN_YES)
			continue;
		if (want_types)
			add_type(answer, first->type);
		if (!has_shape(&answer->shape))
			answer->shape = first->shape;
	}
}

struct type_answer find_type(struct type_finder *f, const char *name)
{
	const struct typed_name *known = types_lookup(f->table, name);
	struct type_answer answer = { .n = 0 };
	bool wants_shape = !known;

	for (unsigned int i = 0; known && i < known->n; i++) {
		answer.types[answer.n++] = known->types[i].type;
		if (!has_shape(&answer.shape))
			answer.shape = known->types[i].shape;
		wants_shape |= types_is_matrix(known->types[i].type);
	}
	if (!known || (wants_shape && !has_shape(&answer.shape)))
		ask_patterns(f, name, !known, &answer);
	return answer;
}
