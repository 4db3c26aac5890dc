/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ref.c - where a $ref leads: JSON pointers (RFC 6901) within a document.
 */
#include "schema/compile.h"

#include <stdint.h>
#include <string.h>

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
			.n_slots = index->n_slots ? index->n_slots * 4 : 256,
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

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* "%25" of a URI fragment is "%"; a stray "%" stays. */
static char *decode_percent(struct arena *a, const char *text)
{
	char *out = arena_strdup(a, text);
	char *to = out;

	for (const char *p = text; *p; p++) {
		if (p[0] == '%' && hex_digit(p[1]) >= 0 &&
		    hex_digit(p[2]) >= 0) {
			*to++ = (char)(hex_digit(p[1]) * 16 + hex_digit(p[2]));
			p += 2;
		} else {
			*to++ = *p;
		}
	}
	*to = 0;
	return out;
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

/* What @pointer ("" or "/a/0") leads to from @v, or NULL. Eats @pointer. */
static const struct value *follow(const struct value *v, char *pointer)
{
	while (v && *pointer) {
		char *step = pointer + 1;
		char *end = step + strcspn(step, "/");
		bool more = *end != 0;

		if (*pointer != '/')
			return NULL;
		*end = 0;
		decode_step(step);
		if (v->kind == VALUE_LIST)
			v = list_item(v, step);
		else
			v = value_get(v, step);
		pointer = end;
		if (more)
			*pointer = '/';
	}
	return v;
}

void compile_ref(struct compiler *c, const struct value *text,
		 struct schema_node **ret_target)
{
	c->refs = arena_grow(c->arena, c->refs, c->n_refs, &c->n_refs_room,
			     sizeof(*c->refs));
	c->refs[c->n_refs++] = (struct pending_ref){
		.text = text,
		.target = ret_target,
	};
}

void compile_refs(struct compiler *c)
{
	/* A target that nobody saw yet is compiled, and may add to the list. */
	for (size_t i = 0; i < c->n_refs; i++) {
		struct pending_ref ref = c->refs[i];
		const struct value *v = NULL;

		if (ref.text->text[0] == '#')
			v = follow(c->schema->root,
				   decode_percent(c->arena,
						  ref.text->text + 1));
		if (v)
			*ref.target = compile_node(c, v);
		else
			compile_error(c, ref.text->place,
				      "'$ref' leads to nothing: %s is no place in this document such as #/$defs/name",
				      ref.text->text);
	}
}
