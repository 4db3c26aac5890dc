/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * path.c - what a message calls a value and its place.
 */
#include "schema/path.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Bytes of a string that a message repeats. */
#define SHOWN_BYTES 48

#define PLAIN_KEY \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+,$"

const char *path_excerpt(struct arena *a, const char *text)
{
	return utf8_excerpt(a, text, SHOWN_BYTES);
}

static void add_key(struct buf *b, const char *key)
{
	if (b->len)
		buf_putc(b, '.');
	key = path_excerpt(b->arena, key);
	if (*key && key[strspn(key, PLAIN_KEY)] == 0)
		buf_puts(b, key);
	else
		buf_json_string(b, key);
}

static void add_path(struct buf *b, const struct instance *in)
{
	if (!in->parent)
		return;
	add_path(b, in->parent);
	if (in->is_name)
		return;
	if (in->key)
		add_key(b, in->key);
	else
		buf_printf(b, "[%zu]", in->at);
}

const char *path_text(struct arena *a, const struct instance *in)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	add_path(&b, in);
	return arena_printf(a, "%s%s", in->is_name ? "key of " : "",
			    b.len ? buf_str(&b) : "top level");
}

const char *path_member_text(struct arena *a, const struct instance *in,
			     const char *key)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	add_path(&b, in);
	add_key(&b, key);
	return buf_str(&b);
}

size_t path_characters(const struct value *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->text_len; i++)
		n += !utf8_continues(v->text[i]);
	return n;
}

void path_scalar(struct buf *b, const struct value *v)
{
	if (v->kind == VALUE_LIST || v->kind == VALUE_MAP)
		buf_puts(b, v->kind == VALUE_LIST ? "a list" : "a map");
	else if (v->kind == VALUE_NULL)
		buf_puts(b, "null");
	else if (v->kind == VALUE_STRING && !v->plain)
		buf_json_string(b, path_excerpt(b->arena, v->text));
	else
		buf_puts(b, path_excerpt(b->arena, v->text));
}

const char *path_found(struct arena *a, const struct value *v, bool with_kind)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	switch (v->kind) {
	case VALUE_NULL:
		return v->text_len ? "null" : "nothing";
	case VALUE_LIST:
		return v->n ? "a list" : "an empty list";
	case VALUE_MAP:
		return v->n ? "a map" : "an empty map";
	case VALUE_STRING:
		buf_puts(&b, with_kind ? "the string " : "");
		buf_json_string(&b, path_excerpt(a, v->text));
		break;
	case VALUE_INT:
	case VALUE_FLOAT:
		if (with_kind)
			buf_puts(&b, v->kind == VALUE_INT ? "the integer " :
							    "the number ");
		buf_puts(&b, path_excerpt(a, v->text));
		break;
	case VALUE_BOOL:
		buf_puts(&b, v->text);
		break;
	}
	return buf_str(&b);
}
