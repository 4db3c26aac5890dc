/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compile.c - from the document of a schema to nodes and rules.
 */
#include "schema/compile.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "doc/pack.h"
#include "schema/load.h"
#include "schema/schema.h"

struct diag_item *compile_error(struct compiler *c, struct place at,
				const char *fmt, ...)
{
	const char *text;
	va_list ap;

	c->failed = true;
	va_start(ap, fmt);
	text = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	return diag_add(c->d, E_BAD_SCHEMA, at, "schema: %s", text);
}

bool compile_wants(struct compiler *c, const struct rule *r,
		   enum value_kind kind)
{
	static const char *const names[] = {
		[VALUE_NULL] = "null",
		[VALUE_BOOL] = "true or false",
		[VALUE_INT] = "an integer",
		[VALUE_FLOAT] = "a number",
		[VALUE_STRING] = "a string",
		[VALUE_LIST] = "a list",
		[VALUE_MAP] = "a map",
	};

	if (r->arg->kind == kind)
		return true;
	compile_error(c, r->arg->place, "'%s' is %s, found %s",
		      r->keyword->name, names[kind], value_kind_name(r->arg));
	return false;
}

static void unknown_keyword(struct compiler *c, const struct member *m)
{
	const char **names = arena_array(c->arena, n_keywords, sizeof(*names));
	const char *meant;

	for (size_t i = 0; i < n_keywords; i++)
		names[i] = keyword_table[i].name;
	meant = diag_did_you_mean(m->key, names, n_keywords);
	if (meant)
		compile_error(c, m->key_place,
			      "unknown keyword '%s'; did you mean '%s'?",
			      m->key, meant);
	else
		compile_error(c, m->key_place, "unknown keyword '%s'", m->key);
}

/* Rules of a lower phase first, otherwise as written. */
static void insert_rule(struct schema_node *n, const struct rule *r)
{
	size_t i = n->n_rules++;

	while (i > 0 && n->rules[i - 1].keyword->phase > r->keyword->phase) {
		n->rules[i] = n->rules[i - 1];
		i--;
	}
	n->rules[i] = *r;
}

/* The keyword @name in the dialect of the current resource, or NULL. */
static const struct keyword *find_keyword(const struct compiler *c,
					  const char *name)
{
	const struct keyword *k = keyword_look_up(c->keywords, name);

	if (!k && c->opts.extra && strcmp(c->opts.extra->name, name) == 0)
		return c->opts.extra;
	if (!k || !(k->in & c->resource->draft))
		return NULL;
	if (c->opts.without && strcmp(c->opts.without, name) == 0)
		return NULL;
	return k;
}

/* Does the dialect leave the keyword to others? */
static bool is_silent(const struct compiler *c, const struct keyword *k)
{
	return (k->in & IN_VALIDATION) && !c->resource->checks;
}

const struct value *compile_get(const struct compiler *c,
				const struct value *v, const char *name)
{
	const struct keyword *k = find_keyword(c, name);

	return k && !is_silent(c, k) ? value_get(v, name) : NULL;
}

static void compile_keywords(struct compiler *c, struct schema_node *n)
{
	const struct value *v = n->source;

	n->rules = arena_array(c->arena, v->n, sizeof(*n->rules));
	for (size_t i = 0; i < v->n; i++) {
		const struct member *m = &v->members[i];
		struct rule r = {
			.keyword = find_keyword(c, m->key),
			.arg = m->value,
		};

		pack_open(c->arena, m->value);
		if (!r.keyword && !c->opts.general)
			unknown_keyword(c, m);
		else if (r.keyword && !is_silent(c, r.keyword) &&
			 r.keyword->parse(c, n, &r))
			insert_rule(n, &r);
	}
}

struct schema_node *compile_node(struct compiler *c, const struct value *v)
{
	struct schema_node *n = index_find(&c->index, v);
	struct resource *outer = c->resource;
	const struct schema_node *parent = c->parent;

	if (n)
		return n;
	pack_open(c->arena, v);
	n = ARENA_NEW(c->arena, struct schema_node);
	n->source = v;
	n->parent = parent;
	c->parent = n;
	n->types = TYPE_ANY;
	index_add(c, n);
	*c->nodes_end = n;
	c->nodes_end = &n->next;
	resource_enter(c, n);
	if (v->kind == VALUE_MAP)
		compile_keywords(c, n);
	else if (v->kind == VALUE_BOOL)
		n->never = !v->boolean;
	else
		compile_error(c, v->place,
			      "a schema is a map, true or false, found %s",
			      value_kind_name(v));
	c->resource = outer;
	c->parent = parent;
	return n;
}

struct schema_node *compile_property(const struct map_rule *map, size_t i)
{
	struct compiler *c = map->later;
	struct schema_node *n;

	/* Of its own: those of the first document may be gone by now. */
	if (!c->d)
		c->d = diags_new(c->arena);
	c->resource = (struct resource *)map->owner->resource;
	c->parent = map->owner;
	n = compile_node(c, map->properties->members[i].value);
	c->resource = NULL;
	c->parent = NULL;
	compile_refs(c);
	assert(!c->failed);
	return n;
}

struct schema_node **compile_nodes(struct compiler *c, const struct value *v)
{
	struct schema_node **nodes =
		arena_array(c->arena, v->n, sizeof(struct schema_node *));

	for (size_t i = 0; i < v->n; i++)
		nodes[i] = compile_node(c, v->kind == VALUE_MAP ?
					v->members[i].value : v->items[i]);
	return nodes;
}

struct pattern *compile_pattern(struct compiler *c, const char *text,
				struct place place)
{
	struct pattern *p = ARENA_NEW(c->arena, struct pattern);

	p->text = text;
	p->len = strlen(text);
	p->place = place;
	p->number = c->schema->n_patterns++;
	p->next = c->schema->patterns;
	c->schema->patterns = p;
	return p;
}

static const char *base_uri(struct arena *a,
			    const struct schema_options *opts)
{
	if (opts->base)
		return opts->base;
	return opts->path ? load_uri(a, opts->path) : "";
}

/* In the arena: what is lazy is compiled by it later. */
static struct compiler *compiler_new(struct arena *a, struct diags *d,
				     struct schema *s,
				     const struct schema_options *opts)
{
	struct compiler *c = ARENA_NEW(a, struct compiler);

	c->arena = a;
	c->d = d;
	c->schema = s;
	c->opts = *opts;
	c->nodes_end = &s->nodes;
	keyword_letters(c->keywords);
	return c;
}

struct schema *schema_compile_with(struct arena *a, struct diags *d,
				   const struct value *root,
				   const struct schema_options *opts)
{
	struct schema *s = ARENA_NEW(a, struct schema);
	struct compiler *c = compiler_new(a, d, s, opts);

	s->arena = a;
	s->root = root;
	if (opts->path && !resource_check(c, root))
		return NULL;
	s->top = compile_document(c, base_uri(a, opts), root, opts->path);
	compile_refs(c);
	s->regex = regex_new(a);
	c->d = NULL;
	return c->failed ? NULL : s;
}

struct schema *schema_compile(struct arena *a, struct diags *d,
			      const struct value *root)
{
	static const struct schema_options none;

	return schema_compile_with(a, d, root, &none);
}

struct schema *schema_compile_embedded(struct arena *a, struct diags *d,
				       const struct schema_embedded *e)
{
	static const struct schema_options lazy = { .lazy = true };

	return schema_compile_with(a, d,
				   pack_read_lazily(a, e->packed, e->file),
				   &lazy);
}

struct schema *schema_share(struct arena *a, const struct schema *s)
{
	struct schema *copy = ARENA_NEW(a, struct schema);

	*copy = *s;
	copy->arena = a;
	copy->regex = regex_new(a);
	return copy;
}

void schema_add_resource(struct arena *a, struct schema_options *opts,
			 const char *uri, const struct value *root)
{
	struct schema_resource *r = ARENA_NEW(a, struct schema_resource);

	r->uri = uri;
	r->root = root;
	r->next = opts->resources;
	opts->resources = r;
}
