/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.c - collecting what bindings say of properties, and agreeing on it.
 */
#include "binding/types.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "binding/prepare.h"

static const char *const type_names[N_DT_TYPES] = {
	[DT_NONE] = "", [DT_NODE] = "node", [DT_FLAG] = "flag",
	[DT_STRING] = "string", [DT_STRING_ARRAY] = "string-array",
	[DT_PHANDLE] = "phandle", [DT_PHANDLE_ARRAY] = "phandle-array",
#define INT(ID, name)				\
	[DT_##ID] = name,			\
	[DT_##ID##_ARRAY] = name "-array",	\
	[DT_##ID##_MATRIX] = name "-matrix"
	INT(INT8, "int8"), INT(INT16, "int16"), INT(INT32, "int32"),
	INT(INT64, "int64"), INT(UINT8, "uint8"), INT(UINT16, "uint16"),
	INT(UINT32, "uint32"), INT(UINT64, "uint64"),
#undef INT
};

const char *types_name(enum dt_type type)
{
	return type_names[type];
}

enum dt_type types_find_name(const char *name)
{
	enum dt_type t = DT_FLAG;

	while (t < N_DT_TYPES && strcmp(type_names[t], name) != 0)
		t++;
	return t;
}

/* The longest type that begins at @text, or DT_NONE. */
static enum dt_type type_at(const char *text)
{
	enum dt_type best = DT_NONE;

	for (enum dt_type t = DT_FLAG; t < N_DT_TYPES; t++) {
		size_t n = strlen(type_names[t]);

		if (strncmp(text, type_names[t], n) == 0 &&
		    n > strlen(type_names[best]))
			best = t;
	}
	return best;
}

enum dt_type types_in_text(const char *text)
{
	enum dt_type found = DT_NONE;

	while (*text && found == DT_NONE)
		found = type_at(text++);
	return found;
}

bool types_is_matrix(enum dt_type type)
{
	size_t n = strlen(type_names[type]);

	return type == DT_PHANDLE_ARRAY ||
	       (n > 7 && strcmp(type_names[type] + n - 7, "-matrix") == 0);
}

/* ---- collecting ---- */

static void add_word(struct type_words *w, const char *name, bool is_pattern,
		     struct typed typed)
{
	w->list = arena_grow(w->arena, w->list, w->n, &w->n_room,
			     sizeof(*w->list));
	w->list[w->n] = (struct type_word){ name, is_pattern, typed, w->n };
	w->n++;
}

static bool is_text(const struct value *v, const char *text)
{
	return v && v->kind == VALUE_STRING && strcmp(v->text, text) == 0;
}

/* A $ref to a whole binding is that of a node. */
static bool leads_to_binding(const struct value *ref)
{
	size_t n = ref && ref->kind == VALUE_STRING ? ref->text_len : 0;

	n -= n && ref->text[n - 1] == '#';
	return n >= 5 && strncmp(ref->text + n - 5, ".yaml", 5) == 0;
}

static enum dt_type type_of_items(const char *name, const struct value *items)
{
	const struct value *one = items;

	if (items->kind == VALUE_LIST)
		one = items->n ? items->items[0] : NULL;
	if (one && prepare_is_strings(one))
		return DT_STRING_ARRAY;
	return prepare_has_unit(name) ? DT_UINT32_MATRIX : DT_NONE;
}

static enum dt_type type_of(const char *name, const struct value *v)
{
	const struct value *said = value_get(v, PREPARE_TYPE);
	const struct value *ref = value_get(v, "$ref");
	const struct value *type = value_get(v, "type");
	const struct value *items = value_get(v, "items");
	enum dt_type found = DT_NONE;

	if (is_text(type, "object"))
		return DT_NODE;
	if (said)
		found = types_in_text(said->text);
	else if (ref && ref->kind == VALUE_STRING)
		found = types_in_text(ref->text);
	if (found != DT_NONE)
		return found;
	if (is_text(type, "boolean"))
		return DT_FLAG;
	if (items)
		return type_of_items(name, items);
	return leads_to_binding(ref) ? DT_NODE : DT_NONE;
}

/* No property has so many. */
static uint16_t small(size_t n)
{
	return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

static struct dt_shape shape_of(const struct value *v)
{
	struct prepare_range rows = prepare_range(v);
	const struct value *items = value_get(v, "items");
	struct prepare_range cells = { 1, 0 };
	struct dt_shape shape;

	if (items)
		cells = prepare_range(items);
	shape.rows.min = small(rows.min);
	shape.rows.max = small(rows.max);
	shape.cells.min = small(cells.min);
	shape.cells.max = small(cells.max);
	return shape;
}

static void collect_property(struct type_words *w, const char *name,
			     const struct value *v, bool is_pattern)
{
	static const char *const branches[] = { "allOf", "oneOf", "anyOf" };
	struct typed typed = { .type = DT_NONE };

	if (v->kind != VALUE_MAP || *name == '$')
		return;
	types_collect(w, v);
	for (size_t i = 0; i < sizeof(branches) / sizeof(branches[0]); i++) {
		const struct value *list = value_get(v, branches[i]);

		for (size_t k = 0; list && k < list->n; k++)
			collect_property(w, name, list->items[k], is_pattern);
	}
	typed.type = (uint8_t)type_of(name, v);
	if (types_is_matrix(typed.type))
		typed.shape = shape_of(v);
	add_word(w, name, is_pattern, typed);
}

static void collect_map(struct type_words *w, const struct value *map,
			bool is_pattern)
{
	for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->n; i++)
		collect_property(w, map->members[i].key,
				 map->members[i].value, is_pattern);
}

void types_collect(struct type_words *w, const struct value *root)
{
	const struct value *rest = value_get(root, "additionalProperties");

	if (rest && rest->kind == VALUE_MAP)
		types_collect(w, rest);
	collect_map(w, value_get(root, "properties"), false);
	collect_map(w, value_get(root, "patternProperties"), true);
}

void types_collect_core(struct type_words *w)
{
	static const struct {
		const char *name;
		enum dt_type type;
		struct dt_shape shape;
	} core[] = {
#define TYPE(name, type) { name, type, { { 0, 0 }, { 0, 0 } } },
#define ROWS(name, type, n) { name, type, { { 1, 0 }, { n, n } } },
#define OPEN(name, type) { name, type, { { 1, 0 }, { 1, 0 } } },
#include "binding/core_types.def"
#undef TYPE
#undef ROWS
#undef OPEN
	};

	for (size_t i = 0; i < sizeof(core) / sizeof(core[0]); i++)
		add_word(w, core[i].name, false,
			 (struct typed){ (uint8_t)core[i].type,
					 core[i].shape });
}

/* ---- agreeing ---- */

static bool has_shape(struct dt_shape s)
{
	return s.rows.min || s.rows.max || s.cells.min || s.cells.max;
}

static uint16_t least(uint16_t a, uint16_t b)
{
	return a < b ? a : b;
}

static uint16_t most(uint16_t a, uint16_t b)
{
	return a > b ? a : b;
}

/* Bounds that hold both; 0 and 0 is none. */
#define JOIN(to, from)							\
	do {								\
		uint16_t low = least(least(to.min, to.max),		\
					 least(from.min, from.max));	\
		uint16_t high = most(most(to.min, to.max),		\
					 most(from.min, from.max));	\
									\
		if (!to.min && !to.max) {				\
			to = from;					\
		} else if (from.min || from.max) {			\
			to.min = low;					\
			to.max = high;					\
		}							\
	} while (0)

static bool same_shape(struct dt_shape a, struct dt_shape b)
{
	return a.rows.min == b.rows.min && a.rows.max == b.rows.max &&
	       a.cells.min == b.cells.min && a.cells.max == b.cells.max;
}

static void join_shapes(struct dt_shape *to, struct dt_shape from)
{
	if (same_shape(*to, from))
		return;
	JOIN(to->rows, from.rows);
	JOIN(to->cells, from.cells);
}

static void drop_typed(struct typed_name *n, unsigned int at)
{
	n->n--;
	memmove(&n->types[at], &n->types[at + 1],
		(n->n - at) * sizeof(n->types[0]));
}

/* Does the type say no more than one that is known? */
static bool agrees(struct typed *known, const struct typed *said)
{
	if (has_shape(said->shape) && types_is_matrix(known->type)) {
		if (has_shape(known->shape))
			join_shapes(&known->shape, said->shape);
		else
			known->shape = said->shape;
		return true;
	}
	return strncmp(type_names[known->type], type_names[said->type],
		       strlen(type_names[said->type])) == 0;
}

static void hear(struct typed_name *n, const struct typed *said)
{
	if (said->type == DT_NONE) {
		if (!n->n)
			n->types[n->n++] = *said;
		return;
	}
	for (unsigned int i = 0; i < n->n; i++) {
		if (n->types[i].type != DT_NONE &&
		    agrees(&n->types[i], said))
			return;
		/* uint32-array in place of uint32. */
		if (n->types[i].type == DT_NONE ||
		    strstr(type_names[said->type],
			   type_names[n->types[i].type])) {
			drop_typed(n, i);
			break;
		}
	}
	if (n->n < MAX_TYPED)
		n->types[n->n++] = *said;
}

static int by_name(const void *pa, const void *pb)
{
	const struct type_word *a = pa, *b = pb;
	int order = strcmp(a->name, b->name);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void drop_untyped(struct typed_name *n)
{
	unsigned int i = 0;

	while (i < n->n)
		if (n->types[i].type == DT_NONE || n->types[i].type == DT_NODE)
			drop_typed(n, i);
		else
			i++;
}

/* A pattern that takes any name says nothing: it must have some fixed text. */
static bool is_specific(const char *pattern)
{
	size_t run = 0;

	for (; *pattern && run < 3; pattern++) {
		char c = *pattern;

		/* dt-schema's class: capitals up to F. */
		run = isdigit((unsigned char)c) || (c >= 'a' && c <= 'z') ||
		      (c >= 'A' && c <= 'F') || c == '-' ? run + 1 : 0;
	}
	return run == 3;
}

static bool is_any(const char *pattern)
{
	static const char *const any[] = {
		"^[a-z][a-z0-9\\-]*$", "^[a-zA-Z][a-zA-Z0-9\\-_]{0,63}$",
		"^.*$", ".*",
	};

	for (size_t i = 0; i < sizeof(any) / sizeof(any[0]); i++)
		if (strcmp(pattern, any[i]) == 0)
			return true;
	return false;
}

/* What is left of one name: true if it is worth an entry. */
static bool settle(struct typed_name *n)
{
	drop_untyped(n);
	return n->n && (!n->is_pattern ||
			(is_specific(n->name) && !is_any(n->name)));
}

struct type_table types_merge(struct type_words *w)
{
	struct typed_name *names, *patterns;
	struct type_table t = { .n_names = 0 };

	names = arena_array(w->arena, w->n + 1, sizeof(*names));
	patterns = arena_array(w->arena, w->n + 1, sizeof(*patterns));
	if (w->n)
		qsort(w->list, w->n, sizeof(*w->list), by_name);
	for (size_t i = 0; i < w->n;) {
		struct typed_name n = {
			.name = w->list[i].name,
			.is_pattern = w->list[i].is_pattern,
		};

		for (; i < w->n && strcmp(w->list[i].name, n.name) == 0; i++)
			hear(&n, &w->list[i].typed);
		if (!settle(&n))
			continue;
		if (n.is_pattern)
			patterns[t.n_patterns++] = n;
		else
			names[t.n_names++] = n;
	}
	t.names = names;
	t.patterns = patterns;
	return t;
}

const struct typed_name *types_lookup(const struct type_table *t,
				      const char *name)
{
	size_t low = 0, high = t->n_names;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(name, t->names[mid].name);

		if (order == 0)
			return &t->names[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
