/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * prepare.c - the schema of a node, written out.
 *
 * Each node may have some properties that no author lists, and a node with
 * interrupts may say them in two ways. As dt-schema 2022.08, lib.py.
 */
#include "binding/prepare.h"

#include <ctype.h>
#include <string.h>

#include "binding/edit.h"

#define SCHEMAS "/schemas/types.yaml#/definitions/"

static struct value *yes(struct arena *a, const struct value *at)
{
	return edit_bool(a, at, true);
}

static bool is_true(const struct value *v)
{
	return v && v->kind == VALUE_BOOL && v->boolean;
}

/* { required: [ @name ] } */
static struct value *requires(struct arena *a, const struct value *at,
			      const char *name)
{
	struct value *text = edit_text(a, at, name);
	struct value *v = edit_map(a, at);

	edit_set(a, v, "required", edit_list(a, at, &text, 1));
	return v;
}

/* Takes @name out of the list; false if it was not there. */
static bool take_name(struct value *list, const char *name)
{
	for (size_t i = 0; list && i < list->n; i++) {
		if (list->items[i]->kind != VALUE_STRING ||
		    strcmp(list->items[i]->text, name) != 0)
			continue;
		list->n--;
		memmove(&list->items[i], &list->items[i + 1],
			(list->n - i) * sizeof(*list->items));
		return true;
	}
	return false;
}

/* One of two forms is required; @v may have a oneOf of its own. */
static void require_either(struct arena *a, struct value *v)
{
	struct value *forms[2] = {
		requires(a, v, "interrupts"),
		requires(a, v, "interrupts-extended"),
	};
	struct value *either = edit_list(a, v, forms, 2);
	struct value *one;

	if (!edit_has(v, "oneOf")) {
		edit_set(a, v, "oneOf", either);
		return;
	}
	one = edit_map(a, v);
	edit_set(a, one, "oneOf", either);
	edit_default(a, v, "allOf", edit_list(a, v, NULL, 0));
	edit_append(a, edit_get(v, "allOf"), one);
}

static void allow_extended_interrupts(struct arena *a, struct value *v)
{
	struct value *properties = edit_get(v, "properties");

	if (!properties || properties->kind != VALUE_MAP)
		return;
	if (edit_has(properties, "interrupts") ||
	    edit_has(properties, "interrupt-controller"))
		edit_default(a, properties, "interrupt-parent", yes(a, v));
	if (!edit_has(properties, "interrupts") ||
	    edit_has(properties, "interrupts-extended"))
		return;
	edit_set(a, properties, "interrupts-extended",
		 edit_copy(a, edit_get(properties, "interrupts")));
	if (take_name(edit_get(v, "required"), "interrupts"))
		require_either(a, v);
}

/* "pinctrl-0", or a pattern that begins like it */
static bool names_pin_state(const struct value *map)
{
	static const char start[] = "pinctrl-";

	for (size_t i = 0; map && i < map->n; i++) {
		const char *key = map->members[i].key;

		if (strncmp(key, start, strlen(start)) == 0 &&
		    isdigit((unsigned char)key[strlen(start)]))
			return true;
	}
	return false;
}

static void allow_common_properties(struct arena *a, struct value *v)
{
	static const char *const names[] = {
		"phandle", "status", "secure-status", "$nodename",
	};
	struct value *properties, *patterns;

	edit_default(a, v, "properties", edit_map(a, v));
	properties = edit_get(v, "properties");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		edit_default(a, properties, names[i], yes(a, v));
	patterns = edit_get(v, "patternProperties");
	if (!names_pin_state(properties) && !names_pin_state(patterns)) {
		edit_default(a, properties, "pinctrl-names", yes(a, v));
		edit_default(a, v, "patternProperties", edit_map(a, v));
		patterns = edit_get(v, "patternProperties");
		edit_set(a, patterns, "pinctrl-[0-9]+", yes(a, v));
	}
	if (!edit_has(properties, "clocks") ||
	    edit_has(properties, "assigned-clocks") ||
	    edit_has(patterns, "assigned-clocks"))
		return;
	edit_set(a, properties, "assigned-clocks", yes(a, v));
	edit_set(a, properties, "assigned-clock-rates", yes(a, v));
	edit_set(a, properties, "assigned-clock-parents", yes(a, v));
}

static void prepare_properties(struct arena *a, struct value *v)
{
	if (!edit_has(v, "properties") && !edit_has(v, "patternProperties") &&
	    !edit_has(v, "unevaluatedProperties"))
		return;
	if (is_true(edit_get(v, "additionalProperties")) ||
	    is_true(edit_get(v, "unevaluatedProperties")))
		return;
	allow_common_properties(a, v);
}

static bool is_one_of(const char *key, const char *const *keys)
{
	while (*keys && strcmp(*keys, key) != 0)
		keys++;
	return *keys != NULL;
}

static void prepare_node(struct arena *a, struct value *v, bool is_node);

static void prepare_member(struct arena *a, const char *key, struct value *v)
{
	static const char *const parts[] = {
		"select", "if", "then", "else", "additionalProperties", "not",
		NULL,
	};
	static const char *const branches[] = {
		"allOf", "anyOf", "oneOf", NULL,
	};
	static const char *const maps[] = {
		"dependentRequired", "dependentSchemas", "dependencies",
		"properties", "patternProperties", "$defs", NULL,
	};

	if (is_one_of(key, parts))
		prepare_node(a, v, false);
	if (v->kind == VALUE_LIST && is_one_of(key, branches))
		for (size_t i = 0; i < v->n; i++)
			prepare_node(a, v->items[i], true);
	if (v->kind != VALUE_MAP || !is_one_of(key, maps))
		return;
	for (size_t i = 0; i < v->n; i++) {
		prepare_property(a, v->members[i].key, v->members[i].value);
		prepare_node(a, v->members[i].value, true);
	}
}

/* @is_node: may it be the schema of a whole node, not of a part of one? */
static void prepare_node(struct arena *a, struct value *v, bool is_node)
{
	if (v->kind != VALUE_MAP)
		return;
	edit_take(v, "description");
	allow_extended_interrupts(a, v);
	if (is_node)
		prepare_properties(a, v);
	/* It would hide from unevaluatedProperties what is not listed. */
	if (is_true(edit_get(v, "additionalProperties")))
		edit_take(v, "additionalProperties");
	for (size_t i = 0; i < v->n; i++)
		prepare_member(a, v->members[i].key, v->members[i].value);
	prepare_dependencies(a, v);
}

/* ---- select ---- */

/* Every text that the schema of `compatible` has in enum, const, pattern. */
static void collect_words(struct arena *a, const struct value *v,
			  struct value *words)
{
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		collect_words(a, v->items[i], words);
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++) {
		const struct member *m = &v->members[i];
		bool one = strcmp(m->key, "const") == 0 ||
			   strcmp(m->key, "pattern") == 0;

		if (one && m->value->kind == VALUE_STRING)
			edit_append(a, words, m->value);
		else if (strcmp(m->key, "enum") != 0)
			collect_words(a, m->value, words);
		else
			for (size_t k = 0; k < m->value->n; k++)
				edit_append(a, words, m->value->items[k]);
	}
}

/* What many nodes say says nothing of this one. */
static bool is_common(const char *word)
{
	return strcmp(word, "syscon") == 0 || strcmp(word, "simple-mfd") == 0;
}

static struct value *words_of(struct arena *a, const struct value *compatible)
{
	struct value *all = edit_list(a, compatible, NULL, 0);
	struct value *words = edit_list(a, compatible, NULL, 0);

	collect_words(a, compatible, all);
	words->items = arena_array(a, all->n + 1, sizeof(*words->items));
	for (size_t i = 0; i < all->n; i++)
		if (all->items[i]->kind == VALUE_STRING &&
		    !is_common(all->items[i]->text))
			words->items[words->n++] = all->items[i];
	return words;
}

/* { required: [ @name ], properties: { @name: @v } } */
static struct value *select_by(struct arena *a, const char *name,
			       struct value *v)
{
	struct value *select = requires(a, v, name);
	struct value *properties = edit_map(a, v);

	edit_set(a, properties, name, v);
	edit_set(a, select, "properties", properties);
	return select;
}

static struct value *select_of(struct arena *a, const struct value *v)
{
	const struct value *properties = value_get(v, "properties");
	const struct value *compatible = value_get(properties, "compatible");
	const struct value *name = value_get(properties, "$nodename");

	if (compatible && compatible->kind == VALUE_MAP) {
		struct value *words = words_of(a, compatible);
		struct value *some = edit_map(a, compatible);
		struct value *contains = edit_map(a, compatible);

		edit_set(a, some, "enum", words);
		edit_set(a, contains, "contains", some);
		if (words->n)
			return select_by(a, "compatible", contains);
	}
	if (name && !is_true(name))
		return select_by(a, "$nodename", edit_copy(a, name));
	return edit_bool(a, v, false);
}

/* ---- types ---- */

/* "uint32" of "/schemas/types.yaml#/definitions/uint32", or NULL */
static const char *type_named(const struct value *ref)
{
	const char *at = ref->kind == VALUE_STRING ?
			 strstr(ref->text, SCHEMAS) : NULL;

	return at ? at + strlen(SCHEMAS) : NULL;
}

/* The types are known here: no document has to be read for them. */
static void name_types(struct arena *a, struct value *v)
{
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		name_types(a, v->items[i]);
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++) {
		struct member *m = &v->members[i];
		const char *type = strcmp(m->key, "$ref") == 0 ?
				   type_named(m->value) : NULL;

		if (type) {
			m->key = PREPARE_TYPE;
			m->value = edit_text(a, m->value, type);
		} else {
			name_types(a, m->value);
		}
	}
}

struct value *prepare_binding(struct arena *a, const struct value *root)
{
	/* For people, or for the tools of authors. */
	static const char *const unused[] = {
		"examples", "maintainers", "historical", "$schema",
	};
	struct value *v = edit_copy(a, root);

	for (size_t i = 0; i < sizeof(unused) / sizeof(unused[0]); i++)
		edit_take(v, unused[i]);
	if (v->kind == VALUE_MAP && !edit_has(v, "select"))
		edit_set(a, v, "select", select_of(a, v));
	prepare_node(a, v, true);
	/* Of a node, whoever refers to it. */
	if (v->kind == VALUE_MAP)
		edit_set(a, v, "type", edit_text(a, v, "object"));
	name_types(a, v);
	edit_finish(a, v);
	return v;
}
