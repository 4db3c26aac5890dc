/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * prepare_prop.c - the schema of one property, written out.
 *
 * A property is seen as a list of lists of cells, <1 2>, <3 4>, or as a list
 * of strings. What authors leave away depends on what else they say, so the
 * steps below come in a fixed order: that of dt-schema 2022.08, lib.py.
 */
#include <string.h>

#include "binding/edit.h"
#include "binding/prepare.h"

/* Keywords that speak of one cell or one string. */
static const char *const single_keywords[] = {
	"const", "enum", "pattern", "minimum", "maximum",
};
#define N_SINGLE (sizeof(single_keywords) / sizeof(single_keywords[0]))

/* A value, or the first of a list, as the kind of what it speaks of. */
static const struct value *first_of(const struct value *v, const char *key)
{
	const struct value *said = value_get(v, key);

	if (said && said->kind == VALUE_LIST)
		return said->n ? said->items[0] : NULL;
	return said;
}

static bool says_kind(const struct value *v, const char *key,
		      enum value_kind kind)
{
	const struct value *first = first_of(v, key);

	/* `true` counts as a number where dt-schema looks. */
	return first && (first->kind == kind ||
			 (kind == VALUE_INT && first->kind == VALUE_BOOL));
}

static bool is_cells(const struct value *v)
{
	return says_kind(v, "const", VALUE_INT) ||
	       says_kind(v, "enum", VALUE_INT) ||
	       says_kind(v, "minimum", VALUE_INT) ||
	       says_kind(v, "maximum", VALUE_INT);
}

bool prepare_is_strings(const struct value *v)
{
	return says_kind(v, "const", VALUE_STRING) ||
	       says_kind(v, "enum", VALUE_STRING) ||
	       says_kind(v, "pattern", VALUE_STRING);
}

/* A schema with what @v said of one cell or string, which @v loses. */
static struct value *take_single(struct arena *a, struct value *v)
{
	struct value *one = edit_map(a, v);

	for (size_t i = 0; i < N_SINGLE; i++) {
		struct value *said = edit_take(v, single_keywords[i]);

		if (said)
			edit_set(a, one, single_keywords[i], said);
	}
	return one;
}

static struct value *list_of_one(struct arena *a, struct value *item)
{
	return edit_list(a, item, &item, 1);
}

/* { items: [ @item ] } */
static struct value *items_of_one(struct arena *a, struct value *item)
{
	struct value *v = edit_map(a, item);

	edit_set(a, v, "items", list_of_one(a, item));
	return v;
}

static void wrap_reg(struct arena *a, struct value *v)
{
	struct value *items = edit_get(v, "items");
	struct value *item = v;

	if (items)
		item = items->kind != VALUE_LIST ? items :
		       items->n ? items->items[0] : NULL;
	if (!item || !is_cells(item))
		return;
	item = take_single(a, item);
	edit_set(a, v, "items", list_of_one(a, items_of_one(a, item)));
}

/* A list of items that say nothing but what they mean is its length. */
static void drop_empty_items(struct arena *a, struct value *v)
{
	struct value *items = edit_get(v, "items");

	if (!items || items->kind == VALUE_BOOL)
		return;
	if (items->kind == VALUE_MAP) {
		drop_empty_items(a, items);
		return;
	}
	for (size_t i = 0; i < items->n; i++) {
		struct value *item = items->items[i];

		if (item->kind != VALUE_MAP)
			return;
		edit_take(item, "description");
		drop_empty_items(a, item);
		if (item->n)
			return;
	}
	edit_default(a, v, "type", edit_text(a, items, "array"));
	edit_default(a, v, "maxItems", edit_int(a, items, items->n));
	edit_default(a, v, "minItems", edit_int(a, items, items->n));
	edit_take(v, "items");
}

static bool has_shape(const struct value *v)
{
	return edit_has(v, "items") || edit_has(v, "maxItems") ||
	       edit_has(v, "minItems");
}

static bool is_matrix(const struct value *v)
{
	const struct value *items = value_get(v, "items");

	if (!items || items->kind != VALUE_LIST)
		return items && has_shape(items);
	for (size_t i = 0; i < items->n; i++)
		if (has_shape(items->items[i]))
			return true;
	return false;
}

static size_t count_or(const struct value *v, const char *key, size_t unless)
{
	const struct value *said = value_get(v, key);

	return said && said->kind == VALUE_INT ? (size_t)said->magnitude :
						 unless;
}

struct prepare_range prepare_range(const struct value *v)
{
	const struct value *items;

	if (v && v->kind == VALUE_LIST) {
		if (v->n != 1)
			return (struct prepare_range){ 0, 0 };
		v = v->items[0];
	}
	items = value_get(v, "items");
	if (items && items->kind == VALUE_LIST)
		return (struct prepare_range){
			count_or(v, "minItems", items->n), items->n,
		};
	return (struct prepare_range){
		count_or(v, "minItems", 1),
		count_or(v, "maxItems", count_or(v, "minItems", 0)),
	};
}

/* With both dimensions open nobody can tell the rows from the bytes. */
static void drop_open_matrix(struct arena *a, const char *name,
			     struct value *v)
{
	struct prepare_range outer, inner;

	if (!is_matrix(v))
		return;
	outer = prepare_range(v);
	inner = prepare_range(value_get(v, "items"));
	if (strcmp(name, "fsl,pins") != 0 &&
	    (outer.min == outer.max || inner.min == inner.max))
		return;
	edit_take(v, "items");
	edit_take(v, "maxItems");
	edit_take(v, "minItems");
	edit_set(a, v, "type", edit_text(a, v, "array"));
}

static bool names_array(const struct value *ref)
{
	static const char *const arrays[] = {
		"int8-array", "int16-array", "int32-array", "int64-array",
	};

	if (ref->kind != VALUE_STRING)
		return false;
	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		if (strstr(ref->text, arrays[i]))
			return true;
	return false;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), n_end = strlen(end);

	return n >= n_end && strcmp(s + n - n_end, end) == 0;
}

bool prepare_has_unit(const char *name)
{
	static const char *const units[] = {
		"-kBps", "-bits", "-percent", "-bp", "-hz", "-mhz", "-sec",
		"-ms", "-us", "-ns", "-ps", "-mm", "-nanoamp", "-ohms",
		"-micro-ohms", "-microamp", "-microwatt", "-microamp-hours",
		"-microwatt-hours", "-milliwatt", "-microvolt", "-picofarads",
		"-celsius", "-millicelsius", "-kelvin", "-kpascal",
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (ends_with(name, units[i]))
			return true;
	return false;
}

static bool is_known_array(const char *name)
{
	static const char *const names[] = {
		"assigned-clock-rates", "linux,keycodes",
		"max8997,pmic-buck1-dvs-voltage",
		"max8997,pmic-buck2-dvs-voltage",
		"max8997,pmic-buck5-dvs-voltage",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool is_cell_array(const char *name, const struct value *v)
{
	const struct value *all = value_get(v, "allOf");
	const struct value *ref, *items;

	for (size_t i = 0; all && i < all->n; i++) {
		const struct value *item = all->items[i];

		ref = value_get(item, "$ref");
		if (edit_has(item, "items"))
			v = item;
		else if (ref)
			return names_array(ref);
	}
	ref = value_get(v, "$ref");
	if (ref)
		return names_array(ref);
	if (prepare_has_unit(name) || is_known_array(name))
		return true;
	items = value_get(v, "items");
	if (items && items->kind == VALUE_LIST)
		return items->n && is_cells(items->items[0]);
	return items && is_cells(items);
}

/* The part of `allOf`, or @v itself, that says one of two keywords. */
static struct value *part_with(struct value *v, const char *one,
			       const char *other)
{
	struct value *all = edit_get(v, "allOf");

	for (size_t i = 0; all && i < all->n; i++)
		if (edit_has(all->items[i], one) ||
		    edit_has(all->items[i], other))
			return all->items[i];
	return v;
}

static void complete_sizes(struct arena *a, struct value *v);

/* <1 2 3> and <1>, <2>, <3> are both an array with that many cells. */
static void allow_both_forms(struct arena *a, struct value *v,
			     struct value *sizes)
{
	struct value *rows = edit_copy(a, sizes);
	struct value *one = edit_map(a, v);
	struct value *min;
	struct value *branches[2];

	edit_set(a, one, "maxItems", edit_int(a, v, 1));
	edit_set(a, rows, "items", one);
	min = edit_get(rows, "minItems");
	/* Of one cell both would be true. */
	if (min && min->kind == VALUE_INT && min->magnitude == 1)
		edit_set(a, rows, "minItems", edit_int(a, min, 2));
	branches[0] = rows;
	branches[1] = items_of_one(a, sizes);
	edit_set(a, v, "oneOf", edit_list(a, v, branches, 2));
	complete_sizes(a, edit_get(v, "oneOf"));
}

static void sizes_to_matrix(struct arena *a, const char *name,
			    struct value *v)
{
	struct value *sizes = edit_map(a, v);
	const struct value *items;
	struct value *min, *max;

	if (!is_cell_array(name, v))
		return;
	v = part_with(v, "minItems", "maxItems");
	items = value_get(v, "items");
	if ((items && items->kind == VALUE_LIST) || is_matrix(v) ||
	    count_or(v, "maxItems", 0) == 1)
		return;
	min = edit_take(v, "minItems");
	max = edit_take(v, "maxItems");
	if (min)
		edit_set(a, sizes, "minItems", min);
	if (max)
		edit_set(a, sizes, "maxItems", max);
	if (sizes->n)
		allow_both_forms(a, v, sizes);
}

static void items_to_matrix(struct arena *a, const char *name,
			    struct value *v)
{
	static const char *const keys[] = {
		"items", "minItems", "maxItems", "uniqueItems", "default",
	};
	struct value *row;
	bool list;

	if (!is_cell_array(name, v))
		return;
	v = part_with(v, "items", "items");
	if (!edit_has(v, "items") || is_matrix(v))
		return;
	list = edit_get(v, "items")->kind == VALUE_LIST;
	row = edit_map(a, v);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct value *said = edit_take(v, keys[i]);

		if (said)
			edit_set(a, row, keys[i], said);
	}
	edit_set(a, v, "items", list ? list_of_one(a, row) : row);
}

static void string_to_list(struct arena *a, struct value *v)
{
	if (prepare_is_strings(v))
		edit_set(a, v, "items", list_of_one(a, take_single(a, v)));
}

static void cell_to_matrix(struct arena *a, struct value *v)
{
	if (is_cells(v))
		edit_set(a, v, "items",
			 list_of_one(a, items_of_one(a, take_single(a, v))));
}

/* A list of items has that many, and one bound means the other. */
static void complete_sizes(struct arena *a, struct value *v)
{
	struct value *items = edit_get(v, "items");

	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->n; i++)
			complete_sizes(a, v->items[i]);
	if (v->kind != VALUE_MAP)
		return;
	edit_take(v, "description");
	if (items) {
		edit_set(a, v, "type", edit_text(a, items, "array"));
		if (items->kind == VALUE_LIST) {
			edit_default(a, v, "minItems",
				     edit_int(a, items, items->n));
			edit_default(a, v, "maxItems",
				     edit_int(a, items, items->n));
		}
		complete_sizes(a, items);
	} else if (edit_has(v, "maxItems")) {
		edit_default(a, v, "minItems", edit_get(v, "maxItems"));
	} else if (edit_has(v, "minItems")) {
		edit_set(a, v, "maxItems", edit_get(v, "minItems"));
	}
}

void prepare_dependencies(struct arena *a, struct value *v)
{
	struct value *all = edit_take(v, "dependencies");

	for (size_t i = 0; all && i < all->n; i++) {
		const struct member *m = &all->members[i];
		const char *key = m->value->kind == VALUE_LIST ?
				  "dependentRequired" : "dependentSchemas";

		edit_default(a, v, key, edit_map(a, all));
		edit_set(a, edit_get(v, key), m->key, m->value);
	}
}

static void write_out(struct arena *a, const char *name, struct value *v)
{
	edit_take(v, "description");
	if (strcmp(name, "reg") == 0)
		wrap_reg(a, v);
	drop_empty_items(a, v);
	drop_open_matrix(a, name, v);
	sizes_to_matrix(a, name, v);
	items_to_matrix(a, name, v);
	string_to_list(a, v);
	cell_to_matrix(a, v);
	complete_sizes(a, v);
	prepare_dependencies(a, v);
}

void prepare_property(struct arena *a, const char *name, struct value *v)
{
	static const char *const branches[] = { "allOf", "oneOf", "anyOf" };

	if (v->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < sizeof(branches) / sizeof(branches[0]); i++) {
		const struct value *list = value_get(v, branches[i]);

		for (size_t k = 0; list && k < list->n; k++)
			prepare_property(a, name, list->items[k]);
	}
	if (edit_has(v, "then"))
		prepare_property(a, name, edit_get(v, "then"));
	write_out(a, name, v);
}
