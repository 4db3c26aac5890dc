/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference_keys.c - the keys of a schema, in sections, and its types.
 */
#include "reference.h"

#include <assert.h>
#include <string.h>

#define DEFS "#/$defs/"

/* Keywords whose value is a schema, or a list of them, of the same value. */
static const char *const branches[] = { "oneOf", "anyOf", "allOf" };
#define N_BRANCHES (sizeof(branches) / sizeof(branches[0]))

/* Where keys are collected. */
struct walk {
	struct reference *r;
	struct ref_section *section;	/* that takes them */
	struct ref_section **sections_end;
	bool type;		/* of a type: they make no sections */
};

static void walk(struct walk *w, const struct value *node, const char *path);

/* ---- definitions ---- */

static bool has_keys(const struct value *node)
{
	const struct value *rest = value_get(node, "additionalProperties");

	if (value_get(node, "properties") ||
	    value_get(node, "patternProperties") ||
	    (rest && rest->kind == VALUE_MAP) ||
	    (value_get(node, "items") && has_keys(value_get(node, "items"))))
		return true;
	for (size_t i = 0; i < N_BRANCHES; i++) {
		const struct value *list = value_get(node, branches[i]);

		for (size_t j = 0; list && j < list->n; j++)
			if (has_keys(list->items[j]))
				return true;
	}
	return false;
}

/* How often a $ref below @v says @ref. */
static size_t count_uses(const struct value *v, const char *ref)
{
	size_t n = 0;

	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		n += count_uses(v->items[i], ref);
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++) {
		const struct member *m = &v->members[i];

		if (strcmp(m->key, "$ref") == 0 &&
		    m->value->kind == VALUE_STRING)
			n += strcmp(m->value->text, ref) == 0;
		else
			n += count_uses(m->value, ref);
	}
	return n;
}

static bool may_be_type(const struct reference *r, const struct member *def)
{
	const struct value *v = def->value;

	if (value_get(v, "$ref") || value_get(v, "default") ||
	    value_get(v, "x-default"))
		return false;
	return !has_keys(v) ||
	       count_uses(r->root, arena_printf(r->arena, DEFS "%s",
						def->key)) > 1;
}

static bool is_type(const struct reference *r, const struct member *def)
{
	return r->def_is_type[def - value_get(r->root, "$defs")->members];
}

/* The definition that @node refers to, NULL if it does not. */
static const struct member *find_def(const struct reference *r,
				     const struct value *node)
{
	const struct value *ref = value_get(node, "$ref");
	const struct member *def;

	if (!ref)
		return NULL;
	assert(strncmp(ref->text, DEFS, strlen(DEFS)) == 0);
	def = value_member(value_get(r->root, "$defs"),
			   ref->text + strlen(DEFS));
	assert(def);
	return def;
}

const struct value *reference_def(const struct reference *r,
				  const struct value *node, bool *ret_type)
{
	const struct member *def = find_def(r, node);

	if (!def)
		return NULL;
	*ret_type = is_type(r, def);
	return def->value;
}

const struct value *reference_get(const struct reference *r,
				  const struct value *node, const char *name)
{
	bool type = false;

	for (; node && !type; node = reference_def(r, node, &type))
		if (value_get(node, name))
			return value_get(node, name);
	return NULL;
}

const char *reference_title(const struct reference *r,
			    const struct value *node)
{
	const struct value *title = NULL;
	bool type;

	for (; node && !title; node = reference_def(r, node, &type))
		title = value_get(node, "title");
	return title ? title->text : "";
}

/* ---- sections ---- */

static struct ref_section *new_section(struct reference *r, const char *title,
				       const struct value *node)
{
	struct ref_section *s = ARENA_NEW(r->arena, struct ref_section);

	s->title = title;
	s->node = node;
	s->end = &s->keys;
	return s;
}

/* "target", and "domains.NAME.placement": not deeper, not less. */
static bool wants_section(const char *path)
{
	const char *name = strstr(path, ".NAME.");

	return !strchr(path, '.') ||
	       (name && strchr(path, '.') == name &&
		!strchr(name + strlen(".NAME."), '.'));
}

static bool is_known(const struct ref_section *s, const char *path)
{
	for (const struct ref_key *k = s->keys; k; k = k->next)
		if (strcmp(k->path, path) == 0)
			return true;
	return false;
}

/*
 * The keys below @k, in a section of its own: an empty one is no section.
 */
static void walk_own(struct walk *w, struct ref_key *k)
{
	struct ref_section *outer = w->section;
	struct ref_section **end = w->sections_end;
	struct ref_section *own = new_section(w->r, k->path, k->node);

	own->self = k;
	own->inner = strchr(k->path, '.') != NULL;
	*end = own;
	w->sections_end = &own->next;
	w->section = own;
	walk(w, k->node, k->path);
	w->section = outer;
	if (own->keys) {
		k->own = own;
	} else {
		*end = NULL;
		w->sections_end = end;
	}
}

/* @name is NULL when the user chooses it. */
static void add_key(struct walk *w, const char *around, const char *name,
		    const struct value *node, bool required)
{
	struct arena *a = w->r->arena;
	struct ref_key *k;
	char *path = arena_printf(a, "%s%s%s", around, *around ? "." : "",
				  name ? name : "NAME");

	/* Branches of a oneOf may share a key. */
	if (is_known(w->section, path))
		return;
	k = ARENA_NEW(a, struct ref_key);
	k->path = path;
	k->name = name;
	k->node = node;
	k->required = required;
	*w->section->end = k;
	w->section->end = &k->next;
	if (!w->type && name && wants_section(path))
		walk_own(w, k);
	else
		walk(w, node, path);
}

static bool is_required(const struct value *node, const char *key)
{
	const struct value *list = value_get(node, "required");

	for (size_t i = 0; list && i < list->n; i++)
		if (strcmp(list->items[i]->text, key) == 0)
			return true;
	return false;
}

static void walk_members(struct walk *w, const struct value *node,
			 const char *path)
{
	const struct value *fixed = value_get(node, "properties");
	const struct value *forms = value_get(node, "patternProperties");
	const struct value *rest = value_get(node, "additionalProperties");

	for (size_t i = 0; fixed && i < fixed->n; i++) {
		const struct member *m = &fixed->members[i];

		add_key(w, path, m->key, m->value, is_required(node, m->key));
	}
	for (size_t i = 0; forms && i < forms->n; i++)
		add_key(w, path, NULL, forms->members[i].value, false);
	if (rest && rest->kind == VALUE_MAP)
		add_key(w, path, NULL, rest, false);
}

static void walk_items(struct walk *w, const struct value *node,
		       const char *path)
{
	const struct value *items = value_get(node, "items");
	const struct value *first = value_get(node, "prefixItems");

	path = arena_printf(w->r->arena, "%s[]", path);
	for (size_t i = 0; first && i < first->n; i++)
		walk(w, first->items[i], path);
	if (items && items->kind == VALUE_MAP)
		walk(w, items, path);
}

/* All keys below @node, which @path leads to. */
static void walk(struct walk *w, const struct value *node, const char *path)
{
	const struct value *def;
	bool type;

	walk_members(w, node, path);
	walk_items(w, node, path);
	for (size_t i = 0; i < N_BRANCHES; i++) {
		const struct value *list = value_get(node, branches[i]);

		for (size_t j = 0; list && j < list->n; j++)
			walk(w, list->items[j], path);
	}
	def = reference_def(w->r, node, &type);
	if (def && !type)
		walk(w, def, path);
}

/* ---- the whole ---- */

static void find_types(struct reference *r)
{
	const struct value *defs = value_get(r->root, "$defs");
	size_t n = defs ? defs->n : 0;

	r->def_is_type = arena_array(r->arena, n + 1, sizeof(bool));
	for (size_t i = 0; i < n; i++)
		r->def_is_type[i] = may_be_type(r, &defs->members[i]);
}

static void collect_types(struct reference *r)
{
	const struct value *defs = value_get(r->root, "$defs");
	struct ref_section **end = &r->types;

	for (size_t i = 0; defs && i < defs->n; i++) {
		const struct member *m = &defs->members[i];
		struct walk w = { .r = r, .type = true };

		if (!is_type(r, m))
			continue;
		w.section = new_section(r, reference_title(r, m->value),
					m->value);
		*end = w.section;
		end = &w.section->next;
		walk(&w, m->value, m->key);
	}
}

struct reference *reference_collect(struct arena *a, const struct value *root)
{
	struct reference *r = ARENA_NEW(a, struct reference);
	struct walk w = { .r = r };

	r->arena = a;
	r->root = root;
	find_types(r);
	r->sections = new_section(r, "Top level", NULL);
	w.section = r->sections;
	w.sections_end = &r->sections->next;
	walk(&w, root, "");
	collect_types(r);
	return r;
}
