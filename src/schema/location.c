/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * location.c - JSON Pointers of instances and of keywords.
 */
#include "schema/location.h"

#include "base/limits.h"
#include "doc/pointer.h"

static void add_instance(struct buf *b, const struct instance *in)
{
	if (!in->parent)
		return;
	add_instance(b, in->parent);
	if (in->key)
		pointer_add_key(b, in->key);
	else
		pointer_add_index(b, in->at);
}

const char *location_instance(struct arena *a, const struct instance *in)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	add_instance(&b, in);
	return buf_str(&b);
}

const char *location_member(struct arena *a, const struct instance *in,
			    const char *key)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	add_instance(&b, in);
	pointer_add_key(&b, key);
	return buf_str(&b);
}

static void add_step(struct buf *b, const struct value *v, size_t i)
{
	if (v->kind == VALUE_MAP)
		pointer_add_key(b, v->members[i].key);
	else
		pointer_add_index(b, i);
}

/*
 * The steps from @v to @target, of which there are at most @depth; false when
 * it is not there. Recursion is as deep as the document.
 */
static bool add_steps(struct buf *b, const struct value *v,
		      const struct value *target, unsigned int depth)
{
	size_t before = b->len;

	if (v == target)
		return true;
	if ((v->kind != VALUE_MAP && v->kind != VALUE_LIST) || depth == 0)
		return false;
	for (size_t i = 0; i < v->n; i++) {
		const struct value *child = v->kind == VALUE_MAP ?
						    v->members[i].value :
						    v->items[i];

		if (child != target && child->kind != VALUE_MAP &&
		    child->kind != VALUE_LIST)
			continue;
		add_step(b, v, i);
		if (add_steps(b, child, target, depth - 1))
			return true;
		b->len = before;
		b->bytes[before] = 0;
	}
	return false;
}

/* A sub-schema is a keyword's value, or an entry of it: two steps away. */
static void add_node(struct buf *b, const struct schema_node *n)
{
	const struct schema_node *top = n->resource->top;

	if (n == top)
		return;
	if (n->parent) {
		add_node(b, n->parent);
		add_steps(b, n->parent->source, n->source, 2);
	} else {
		add_steps(b, top->source, n->source, LIMIT_DOC_DEPTH);
	}
}

const char *location_keyword(struct arena *a, const struct schema_node *n,
			     const char *keyword)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_printf(&b, "%s#", n->resource->uri);
	add_node(&b, n);
	if (keyword)
		pointer_add_key(&b, keyword);
	return buf_str(&b);
}
