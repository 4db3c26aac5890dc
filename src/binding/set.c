/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * set.c - bindings by their $id, and as schemas once they are wanted.
 */
#include "binding/set.h"

#include <stdlib.h>
#include <string.h>

#include "binding/prepare.h"
#include "doc/pack.h"

/* A $ref to a document that nobody gave: nothing is known of it. */
static const struct value anything = {
	.kind = VALUE_BOOL, .text = "true", .text_len = 4, .boolean = true,
};

const struct value *set_root(struct bindings *b, struct binding *one)
{
	if (!one->root)
		one->root = b->options.lazy ?
			pack_read_lazily(b->arena, one->packed, NULL) :
			pack_read(b->arena, one->packed, NULL);
	return one->root;
}

static const struct value *find_document(void *ctx, const char *uri)
{
	struct bindings *b = ctx;
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(uri, b->by_uri[mid]->uri);

		if (order == 0)
			return set_root(b, b->by_uri[mid]);
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

struct bindings *bindings_new(struct arena *a)
{
	struct bindings *b = ARENA_NEW(a, struct bindings);

	b->arena = a;
	b->options = (struct schema_options){
		.general = true,
		.draft = SCHEMA_2019_09,
		.find = find_document,
		.find_ctx = b,
		.missing = &anything,
		.extra = &type_keyword,
	};
	return b;
}

/* The URI of a binding's $id, or NULL when it has none. */
static const char *uri_of(struct arena *a, const struct value *root)
{
	const struct value *id = value_get(root, "$id");

	if (!id || id->kind != VALUE_STRING ||
	    strncmp(id->text, BINDING_BASE, strlen(BINDING_BASE)) != 0)
		return NULL;
	return arena_strndup(a, id->text, strcspn(id->text, "#"));
}

static void keep(struct bindings *b, const struct binding *one)
{
	b->list = arena_grow(b->arena, b->list, b->n, &b->n_room,
			     sizeof(*b->list));
	b->list[b->n] = *one;
	/* Of all patterns of names: at most one a binding. */
	b->list[b->n].pattern.number = b->n;
	b->n++;
}

void bindings_add(struct bindings *b, struct diags *d,
		  const struct value *root)
{
	struct binding one = { .uri = uri_of(b->arena, root) };

	if (one.uri) {
		one.root = prepare_binding(b->arena, root);
		keep(b, &one);
		return;
	}
	diag_add(d, E_BAD_BINDING, root->place,
		 "no binding: it has no $id that begins with %s",
		 BINDING_BASE);
}

static int by_uri(const void *pa, const void *pb)
{
	const struct binding *a = *(struct binding *const *)pa;
	const struct binding *b = *(struct binding *const *)pb;
	int order = strcmp(a->uri, b->uri);

	if (order != 0)
		return order;
	return a < b ? -1 : a > b;
}

/* Of two with one uri the first counts; it stands first. */
static void find_repeats(struct bindings *b, struct diags *d)
{
	const struct value *first, *again;
	struct diag_item *item;

	for (size_t i = 1; i < b->n; i++) {
		if (strcmp(b->by_uri[i - 1]->uri, b->by_uri[i]->uri) != 0)
			continue;
		first = value_get(set_root(b, b->by_uri[i - 1]), "$id");
		again = value_get(set_root(b, b->by_uri[i]), "$id");
		b->list[b->by_uri[i] - b->list].is_repeat = true;
		item = diag_add(d, E_BINDING_TWICE, again->place,
				"there is a binding with the $id %s already",
				again->text);
		diag_note(d, item, first->place, "the first one is here");
	}
}

void bindings_finish(struct bindings *b, struct diags *d)
{
	b->by_uri = arena_array(b->arena, b->n + 1, sizeof(*b->by_uri));
	for (size_t i = 0; i < b->n; i++)
		b->by_uri[i] = &b->list[i];
	b->stamps = arena_array(b->arena, b->n + 1, sizeof(*b->stamps));
	if (!b->options.lazy) {
		if (b->n)
			qsort(b->by_uri, b->n, sizeof(*b->by_uri), by_uri);
		find_repeats(b, d);
		set_index(b);
		set_types(b);
	}
	b->finder = find_type_new(b->arena, &b->types);
	b->regex = regex_new(b->arena);
}

struct bindings *bindings_share(struct arena *a, const struct bindings *b)
{
	struct bindings *own = bindings_new(a);

	own->options.lazy = b->options.lazy;
	for (size_t i = 0; i < b->n; i++) {
		struct binding one = b->list[i];

		one.select = one.schema = NULL;
		one.is_broken = false;
		if (own->options.lazy)
			one.root = NULL;
		keep(own, &one);
	}
	own->by_uri = arena_array(a, b->n + 1, sizeof(*own->by_uri));
	for (size_t i = 0; i < b->n; i++)
		own->by_uri[i] = &own->list[b->by_uri[i] - b->list];
	own->stamps = arena_array(a, b->n + 1, sizeof(*own->stamps));
	own->index = b->index;
	own->types = b->types;
	own->finder = find_type_new(a, &own->types);
	own->regex = regex_new(a);
	return own;
}

static bool is_there(const struct bindings *b, size_t n, const char *uri)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(b->list[i].uri, uri) == 0)
			return true;
	return false;
}

void bindings_add_embedded(struct bindings *b)
{
	const struct binding_embedded *e = &binding_embedded;
	size_t n = b->n;

	b->options.lazy = n == 0;
	b->index = e->index;
	b->types = e->types;
	for (size_t i = 0; i < e->n; i++)
		if (!is_there(b, n, e->list[i].uri))
			keep(b, &e->list[i]);
}

const struct schema *set_schema(struct bindings *b, struct diags *d,
				struct binding *one)
{
	if (one->schema || one->is_broken)
		return one->schema;
	one->schema = schema_compile_with(b->arena, d, set_root(b, one),
					  &b->options);
	one->is_broken = !one->schema;
	return one->schema;
}
