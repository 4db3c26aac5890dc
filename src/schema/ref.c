/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ref.c - where a $ref leads: a URI, then an anchor or a JSON pointer
 * (RFC 6901).
 */
#include "schema/compile.h"

#include <stdint.h>
#include <string.h>

#include "doc/pack.h"
#include "schema/uri.h"

/* Fibonacci hashing: 2^64 over the golden ratio spreads aligned pointers. */
static size_t slot_of(const struct node_index *index, const void *source)
{
	uint64_t h = (uint64_t)(uintptr_t)source *
		     UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(h >> 32) & (index->n_slots - 1);
}

static struct schema_node **index_slot(const struct node_index *index,
				       const struct value *source)
{
	size_t i = slot_of(index, source);

	while (index->slots[i] && index->slots[i]->source != source)
		i = (i + 1) & (index->n_slots - 1);
	return &index->slots[i];
}

struct schema_node *index_find(const struct node_index *index,
			       const struct value *source)
{
	return index->n_slots ? *index_slot(index, source) : NULL;
}

/* Never more than half full. The order of slots is seen by nobody. */
void index_add(struct compiler *c, struct schema_node *n)
{
	struct node_index *index = &c->index;

	if (index->n * 2 >= index->n_slots) {
		struct node_index more = {
			.n_slots = index->n_slots ? index->n_slots * 4 : 64,
			.n = index->n,
		};

		more.slots = arena_array(c->arena, more.n_slots,
					 sizeof(*more.slots));
		for (size_t i = 0; i < index->n_slots; i++)
			if (index->slots[i])
				*index_slot(&more, index->slots[i]->source) =
					index->slots[i];
		*index = more;
	}
	*index_slot(index, n->source) = n;
	index->n++;
}

/* One step of a pointer: "~1" is "/" and "~0" is "~". In place. */
static void decode_step(char *step)
{
	char *to = step;

	for (const char *p = step; *p; p++) {
		if (p[0] == '~' && (p[1] == '0' || p[1] == '1')) {
			*to++ = p[1] == '0' ? '~' : '/';
			p++;
		} else {
			*to++ = *p;
		}
	}
	*to = 0;
}

static const struct value *list_item(const struct value *v, const char *step)
{
	size_t i = 0;

	if (!*step || (step[0] == '0' && step[1]))
		return NULL;
	for (; *step >= '0' && *step <= '9'; step++) {
		i = i * 10 + (size_t)(*step - '0');
		if (i >= v->n)
			return NULL;
	}
	return *step || i >= v->n ? NULL : v->items[i];
}

/*
 * What @pointer ("" or "/a/0") leads to from @v, or NULL. Eats @pointer. The
 * resource around it is the innermost one on the way.
 */
static const struct value *follow(struct compiler *c, const struct value *v,
				  char *pointer)
{
	while (v && *pointer) {
		char *step = pointer + 1;
		char *end = step + strcspn(step, "/");
		const struct schema_node *n;
		bool more = *end != 0;

		if (*pointer != '/')
			return NULL;
		*end = 0;
		decode_step(step);
		pack_open(c->arena, v);
		if (v->kind == VALUE_LIST)
			v = list_item(v, step);
		else
			v = value_get(v, step);
		n = v ? index_find(&c->index, v) : NULL;
		if (n)
			c->resource = (struct resource *)n->resource;
		pointer = end;
		if (more)
			*pointer = '/';
	}
	return v;
}

void compile_ref(struct compiler *c, const struct value *text,
		 struct schema_node **ret_target,
		 struct dynamic_rule *dynamic)
{
	c->refs = arena_grow(c->arena, c->refs, c->n_refs, &c->n_refs_room,
			     sizeof(*c->refs));
	c->refs[c->n_refs++] = (struct pending_ref){
		.text = text,
		.from = c->resource,
		.target = ret_target,
		.dynamic = dynamic,
	};
}

/* The node that @ref means, or NULL. */
static struct schema_node *find_target(struct compiler *c,
				       const struct pending_ref *ref)
{
	struct uri uri = uri_resolve(c->arena, ref->from->uri,
				     ref->text->text);
	struct schema_node *n = resource_find(c, uri.whole, ref->from,
					      ref->text->place);
	const struct value *v;

	if (!n || !*uri.fragment)
		return n;
	if (*uri.fragment != '/')
		return resource_anchor(c, n->resource, uri.fragment);
	c->resource = (struct resource *)n->resource;
	v = follow(c, n->source, uri.fragment);
	return v ? compile_node(c, v) : NULL;
}

/* The name that may lead to another node than @target, or NULL. */
static const char *dynamic_name(const struct value *text,
				const struct schema_node *target)
{
	const char *mark = strchr(text->text, '#');
	const char *name = mark ? mark + 1 : "";

	return resource_dynamic(target->resource, name) == target ? name :
								    NULL;
}

static void leads_nowhere(struct compiler *c, const struct pending_ref *ref)
{
	const char *text = ref->text->text;

	if (*text == '#')
		compile_error(c, ref->text->place,
			      "'$ref' leads to nothing: %s is no place in this document such as #/$defs/name",
			      text);
	else
		compile_error(c, ref->text->place,
			      "'$ref' leads to nothing: there is no %s in this document, nor in a file beside it; nothing is fetched",
			      text);
}

void compile_refs(struct compiler *c)
{
	/* A target that nobody saw yet is compiled, and may add to the list. */
	for (size_t i = 0; i < c->n_refs; i++) {
		struct pending_ref ref = c->refs[i];
		size_t n_errors = c->d->n_errors;
		struct schema_node *n = find_target(c, &ref);

		if (!n && c->opts.missing) {
			c->resource = (struct resource *)ref.from;
			n = compile_node(c, c->opts.missing);
		}
		/* Why a file cannot be read has been said. */
		if (!n && c->d->n_errors == n_errors)
			leads_nowhere(c, &ref);
		else if (n && ref.dynamic)
			ref.dynamic->name = dynamic_name(ref.text, n);
		if (n)
			*ref.target = n;
	}
	c->n_refs = 0;
}
