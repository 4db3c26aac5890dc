/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * resource.c - schemas with names: $id, $anchor, $schema and what they mean.
 */
#include "schema/compile.h"

#include <string.h>

#include "schema/load.h"
#include "schema/uri.h"

#define DRAFT_2019_09 "https://json-schema.org/draft/2019-09/"
#define DRAFT_2020_12 "https://json-schema.org/draft/2020-12/"

/* FNV-1a, 32 bits. */
static size_t digest(const char *text)
{
	uint32_t h = 0x811c9dc5;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 0x01000193u;
	return h;
}

static struct uri_entry *uri_slot(const struct uri_index *index,
				  const char *uri)
{
	size_t i = digest(uri) & (index->n_slots - 1);

	while (index->slots[i].uri && strcmp(index->slots[i].uri, uri) != 0)
		i = (i + 1) & (index->n_slots - 1);
	return &index->slots[i];
}

/* Never more than half full. The order of slots is seen by nobody. */
static void make_room(struct compiler *c)
{
	struct uri_index *index = &c->uris;
	struct uri_index more = {
		.n_slots = index->n_slots ? index->n_slots * 4 : 16,
		.n = index->n,
	};

	if (index->n * 2 < index->n_slots)
		return;
	more.slots = arena_array(c->arena, more.n_slots, sizeof(*more.slots));
	for (size_t i = 0; i < index->n_slots; i++)
		if (index->slots[i].uri)
			*uri_slot(&more, index->slots[i].uri) =
				index->slots[i];
	*index = more;
}

/* The first schema of a name keeps it. */
static void name_node(struct compiler *c, const char *uri,
		      struct schema_node *n)
{
	struct uri_entry *entry;

	make_room(c);
	entry = uri_slot(&c->uris, uri);
	if (entry->uri)
		return;
	*entry = (struct uri_entry){ .uri = uri, .node = n };
	c->uris.n++;
}

static struct schema_node *named_node(const struct compiler *c,
				      const char *uri)
{
	return c->uris.n_slots ? uri_slot(&c->uris, uri)->node : NULL;
}

static const struct value *find_document(const struct compiler *c,
					 const char *uri)
{
	const struct schema_resource *r = c->opts.resources;

	while (r && strcmp(r->uri, uri) != 0)
		r = r->next;
	if (r)
		return r->root;
	return c->opts.find ? c->opts.find(c->opts.find_ctx, uri) : NULL;
}

/* The draft that @uri begins with, or 0. */
static unsigned int draft_of(const char *uri)
{
	if (strncmp(uri, DRAFT_2020_12, strlen(DRAFT_2020_12)) == 0)
		return IN_2020;
	if (strncmp(uri, DRAFT_2019_09, strlen(DRAFT_2019_09)) == 0)
		return IN_2019;
	return 0;
}

/* The document that says what a schema of @draft is. */
static const char *draft_uri(unsigned int draft)
{
	return draft == IN_2019 ? DRAFT_2019_09 "schema" :
				  DRAFT_2020_12 "schema";
}

/* The draft of a schema that names none. */
static unsigned int default_draft(const struct compiler *c)
{
	return c->opts.draft == SCHEMA_2019_09 ? IN_2019 : IN_2020;
}

bool resource_check(struct compiler *c, const struct value *root)
{
	return load_check(c->arena, c->d, root, draft_uri(default_draft(c)));
}

struct resource *resource_new(struct compiler *c, const char *uri)
{
	struct resource *r = ARENA_NEW(c->arena, struct resource);

	r->uri = uri;
	r->draft = default_draft(c);
	r->checks = true;
	r->formats = c->opts.assert_formats;
	return r;
}

/* By its path, so that two URIs of a file lead to one document. */
static const char *path_name(struct compiler *c, const char *path)
{
	return arena_printf(c->arena, "file:%s", path);
}

static const struct schema_file *file_new(struct compiler *c,
					  const char *uri,
					  const char *path)
{
	struct schema_file *file;

	if (!path)
		return NULL;
	file = ARENA_NEW(c->arena, struct schema_file);
	file->path = path;
	file->uri = uri;
	return file;
}

struct schema_node *compile_document(struct compiler *c, const char *uri,
				     const struct value *root,
				     const char *path)
{
	struct resource *outer = c->resource;
	struct schema_node *n;

	c->resource = resource_new(c, uri);
	c->resource->file = file_new(c, uri, path);
	n = compile_node(c, root);
	c->resource = outer;
	name_node(c, uri, n);
	if (path)
		name_node(c, path_name(c, path), n);
	return n;
}

/* A file beside the one that @from was read from. */
static struct schema_node *load_file(struct compiler *c, const char *uri,
				     const struct resource *from,
				     struct place place)
{
	const char *path = load_path(c->arena, from->file, uri);
	const struct value *root;
	struct schema_node *n;
	bool ignored;

	if (!path)
		return NULL;
	n = named_node(c, path_name(c, path));
	if (n)
		return n;
	root = doc_read_beside(c->arena, c->d, path, place, &ignored);
	if (!root || !resource_check(c, root)) {
		c->failed = true;
		return NULL;
	}
	return compile_document(c, uri, root, path);
}

struct schema_node *resource_find(struct compiler *c, const char *uri,
				  const struct resource *from,
				  struct place place)
{
	struct schema_node *n = named_node(c, uri);
	const struct value *document;
	const struct value *meta;

	if (n)
		return n;
	document = find_document(c, uri);
	if (document)
		return compile_document(c, uri, document, NULL);
	if (!draft_of(uri))
		return load_file(c, uri, from, place);
	/* The parts of a draft are resources inside of its one document. */
	if (named_node(c, draft_uri(draft_of(uri))))
		return NULL;
	meta = load_meta(c->arena, draft_uri(draft_of(uri)));
	compile_document(c, draft_uri(draft_of(uri)), meta, NULL);
	return named_node(c, uri);
}

static const char *anchor_uri(struct compiler *c, const struct resource *r,
			      const char *name)
{
	return arena_printf(c->arena, "%s#%s", r->uri, name);
}

struct schema_node *resource_anchor(struct compiler *c,
				    const struct resource *r,
				    const char *name)
{
	return named_node(c, anchor_uri(c, r, name));
}

/* A string that the map @v has for keyword @name, or NULL. */
static const char *get_text(const struct compiler *c, const struct value *v,
			    const char *name)
{
	const struct value *text = compile_get(c, v, name);

	return text && text->kind == VALUE_STRING ? text->text : NULL;
}

/* What a $vocabulary says of the one whose URI ends in @end, or NULL. */
static const struct value *get_vocabulary(const struct value *vocabulary,
					  const char *end)
{
	for (size_t i = 0; i < vocabulary->n; i++) {
		const char *uri = vocabulary->members[i].key;
		size_t n = strlen(uri);

		if (n >= strlen(end) &&
		    strcmp(uri + n - strlen(end), end) == 0)
			return vocabulary->members[i].value;
	}
	return NULL;
}

/* A dialect with this $vocabulary: does it check values, and formats? */
static void read_vocabulary(const struct value *vocabulary,
			    struct resource *r)
{
	const struct value *of_2019 = get_vocabulary(vocabulary,
						     "/vocab/format");

	r->checks = get_vocabulary(vocabulary, "/vocab/validation");
	/* 2020-12: to know it is to heed it. 2019-09: as the value says. */
	if (get_vocabulary(vocabulary, "/vocab/format-assertion") ||
	    (of_2019 && of_2019->kind == VALUE_BOOL && of_2019->boolean))
		r->formats = true;
}

/* The dialect that a document describes, for schemas that name it. */
static bool read_dialect(const struct compiler *c, const char *uri,
			 struct resource *r)
{
	const struct value *meta = find_document(c, uri);
	const struct value *vocabulary, *schema;

	if (!meta)
		return false;
	schema = value_get(meta, "$schema");
	if (schema && schema->kind == VALUE_STRING && draft_of(schema->text))
		r->draft = draft_of(schema->text);
	vocabulary = compile_get(c, meta, "$vocabulary");
	if (vocabulary && vocabulary->kind == VALUE_MAP)
		read_vocabulary(vocabulary, r);
	return true;
}

/* Only what `$schema` names is known to mean what we think it does. */
static void set_dialect(struct compiler *c, const struct schema_node *n,
			struct resource *r)
{
	const char *text = get_text(c, n->source, "$schema");
	const char *uri;

	if (!text)
		return;
	uri = uri_resolve(c->arena, "", text).whole;
	if (strcmp(uri, DRAFT_2020_12 "schema") == 0 ||
	    strcmp(uri, DRAFT_2019_09 "schema") == 0) {
		r->draft = draft_of(uri);
		r->checks = true;
	} else if (!read_dialect(c, uri, r)) {
		compile_error(c, value_get(n->source, "$schema")->place,
			      "'$schema' is %sschema or %sschema, found %s",
			      DRAFT_2020_12, DRAFT_2019_09, text);
	}
}

/* A document, or a part of one with an `$id` that is more than "#name". */
static void enter_resource(struct compiler *c, struct schema_node *n)
{
	const char *id = get_text(c, n->source, "$id");
	struct resource *outer = c->resource;
	const char *uri = outer->uri;
	struct resource *r = outer;

	if (id && *id != '#')
		uri = uri_resolve(c->arena, outer->uri, id).whole;
	else if (outer->top)
		return;
	if (outer->top) {
		r = resource_new(c, uri);
		r->draft = outer->draft;
		r->checks = outer->checks;
		r->formats = outer->formats;
		r->file = outer->file;
	} else {
		name_node(c, outer->uri, n);
		r->uri = uri;
		r->file = r->file ? file_new(c, uri, r->file->path) :
				    NULL;
	}
	r->top = n;
	name_node(c, uri, n);
	set_dialect(c, n, r);
	c->resource = r;
}

static void add_dynamic(struct compiler *c, const struct schema_node *n,
			const char *name)
{
	struct dynamic_anchor *a = ARENA_NEW(c->arena, struct dynamic_anchor);

	a->name = name;
	a->node = n;
	a->next = c->resource->anchors;
	c->resource->anchors = a;
}

static void enter_anchors(struct compiler *c, struct schema_node *n)
{
	const char *plain = get_text(c, n->source, "$anchor");
	const char *dynamic = get_text(c, n->source, "$dynamicAnchor");
	const struct value *recursive =
		compile_get(c, n->source, "$recursiveAnchor");

	if (plain)
		name_node(c, anchor_uri(c, c->resource, plain), n);
	if (dynamic) {
		name_node(c, anchor_uri(c, c->resource, dynamic), n);
		add_dynamic(c, n, dynamic);
	}
	if (recursive && recursive->kind == VALUE_BOOL && recursive->boolean &&
	    c->resource->top == n)
		add_dynamic(c, n, "");
}

/* All that gives a name begins with $, and few sub-schemas have any. */
static bool may_have_name(const struct value *v)
{
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++)
		if (v->members[i].key[0] == '$')
			return true;
	return false;
}

void resource_enter(struct compiler *c, struct schema_node *n)
{
	n->resource = c->resource;
	if (c->resource->top && !may_have_name(n->source))
		return;
	enter_resource(c, n);
	enter_anchors(c, n);
	n->resource = c->resource;
}
