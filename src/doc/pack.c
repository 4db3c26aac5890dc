/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pack.c - how much there is; then a tag each, with a count or a text and its
 * NUL; before members their keys. What may be opened later is a pack of its
 * own, with its length before it.
 */
#include "doc/pack.h"

#include <assert.h>
#include <string.h>

#include "doc/map.h"

enum tag {
	TAG_NULL, TAG_FALSE, TAG_TRUE, TAG_INT, TAG_NEGATIVE, TAG_PLAIN,
	TAG_QUOTED, TAG_LIST, TAG_MAP, TAG_LATER,
};

/* ---- writing ---- */

/* Whose members are schemas. */
static const char *const later_keys[] = {
	"$defs", "definitions", "dependentSchemas", "patternProperties",
	"properties",
};

/* Whose values are compared, never compiled. */
static const char *const data_keys[] = { "const", "default", "enum" };

static bool is_among(const char *key, const char *const *keys, size_t n)
{
	while (n > 0 && strcmp(keys[n - 1], key) != 0)
		n--;
	return n > 0;
}

#define IS_AMONG(key, keys) is_among(key, keys, sizeof(keys) / sizeof(*keys))

/* What is known of a value by the keys above it. */
struct way {
	bool later;	/* maps inside of it may be opened later */
	bool never;	/* and so may nothing below it */
};

static struct way way_below(struct way above, const char *key)
{
	return (struct way){
		.later = !above.never && IS_AMONG(key, later_keys),
		.never = above.never || IS_AMONG(key, data_keys),
	};
}

static bool is_later(struct way above, const struct value *v)
{
	return above.later && v->kind == VALUE_MAP;
}

/* Seven bits a byte, the lowest first; the top bit says that more follow. */
static void write_number(struct buf *out, uint64_t n)
{
	for (; n > 0x7f; n >>= 7)
		buf_putc(out, (char)(0x80 | (n & 0x7f)));
	buf_putc(out, (char)n);
}

static void write_text(struct buf *out, const char *text)
{
	size_t n = strlen(text);

	write_number(out, n);
	buf_add(out, text, n + 1);
}

static void write_scalar(struct buf *out, const struct value *v)
{
	switch (v->kind) {
	case VALUE_NULL:
		buf_putc(out, TAG_NULL);
		break;
	case VALUE_BOOL:
		buf_putc(out, v->boolean ? TAG_TRUE : TAG_FALSE);
		break;
	case VALUE_INT:
		assert(!v->big);
		buf_putc(out, v->negative ? TAG_NEGATIVE : TAG_INT);
		write_number(out, v->magnitude);
		write_text(out, v->text);
		break;
	default:
		assert(v->kind == VALUE_STRING);
		buf_putc(out, v->plain ? TAG_PLAIN : TAG_QUOTED);
		write_text(out, v->text);
		break;
	}
}

static void write_pack(struct buf *out, const struct value *v, struct way way);

static void write_later(struct buf *out, const struct value *v)
{
	struct buf pack = buf_make(out->arena, out->max);

	write_pack(&pack, v, (struct way){ .later = false });
	buf_putc(out, TAG_LATER);
	write_number(out, pack.len);
	buf_add(out, pack.bytes, pack.len);
}

static void write_value(struct buf *out, const struct value *v,
			struct way way)
{
	if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) {
		write_scalar(out, v);
		return;
	}
	buf_putc(out, v->kind == VALUE_LIST ? TAG_LIST : TAG_MAP);
	write_number(out, v->n);
	for (size_t i = 0; i < v->n; i++) {
		const struct member *m = &v->members[i];

		if (v->kind == VALUE_LIST) {
			write_value(out, v->items[i],
				    (struct way){ .never = way.never });
			continue;
		}
		write_text(out, m->key);
		if (is_later(way, m->value))
			write_later(out, m->value);
		else
			write_value(out, m->value, way_below(way, m->key));
	}
}

/* How much memory a reader needs, to have it at once. */
struct sizes {
	size_t n_values, n_members, n_items;
};

static void count(struct sizes *s, const struct value *v, struct way way)
{
	s->n_values++;
	if (v->kind == VALUE_MAP)
		s->n_members += v->n;
	if (v->kind == VALUE_LIST)
		s->n_items += v->n;
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++) {
		const struct member *m = &v->members[i];

		if (is_later(way, m->value))
			s->n_values++;
		else
			count(s, m->value, way_below(way, m->key));
	}
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		count(s, v->items[i], (struct way){ .never = way.never });
}

static void write_pack(struct buf *out, const struct value *v, struct way way)
{
	struct sizes s = { .n_values = 0 };

	count(&s, v, way);
	write_number(out, s.n_values);
	write_number(out, s.n_members);
	write_number(out, s.n_items);
	write_value(out, v, way);
}

void pack_write(struct buf *out, const struct value *v)
{
	write_pack(out, v, (struct way){ .later = false });
}

/* ---- reading ---- */

/* What is not used yet of the values, members and items. */
struct reader {
	struct arena *arena;
	const uint8_t *at;
	const char *file;	/* of places */
	bool lazily;
	struct value *values;
	struct member *members;
	struct value **items;
};

static uint64_t read_number(struct reader *r)
{
	uint64_t n = 0;
	unsigned int shift = 0;

	for (; *r->at & 0x80; shift += 7)
		n |= (uint64_t)(*r->at++ & 0x7f) << shift;
	return n | (uint64_t)*r->at++ << shift;
}

static const char *read_text(struct reader *r, size_t *ret_len)
{
	size_t len = (size_t)read_number(r);
	const char *text = (const char *)r->at;

	r->at += len + 1;
	*ret_len = len;
	return text;
}

static void read_value(struct reader *r, struct value *v);

static void read_map(struct reader *r, struct value *v)
{
	size_t n = (size_t)read_number(r), len;
	struct member *members = r->members;

	r->members += n;
	for (size_t i = 0; i < n; i++) {
		members[i].key = read_text(r, &len);
		members[i].key_place.file = r->file;
		members[i].value = r->values++;
		read_value(r, members[i].value);
	}
	doc_map_fill(r->arena, v, members, n);
}

static void read_list(struct reader *r, struct value *v)
{
	v->kind = VALUE_LIST;
	v->n = (size_t)read_number(r);
	v->items = r->items;
	r->items += v->n;
	for (size_t i = 0; i < v->n; i++) {
		v->items[i] = r->values++;
		read_value(r, v->items[i]);
	}
}

static void read_int(struct reader *r, struct value *v, bool negative)
{
	v->kind = VALUE_INT;
	v->plain = true;
	v->negative = negative;
	v->magnitude = read_number(r);
	v->number = negative ? -(double)v->magnitude : (double)v->magnitude;
	v->text = read_text(r, &v->text_len);
}

static void read_bool(struct value *v, bool b)
{
	v->kind = VALUE_BOOL;
	v->plain = true;
	v->boolean = b;
	v->text = b ? "true" : "false";
	v->text_len = strlen(v->text);
}

/* Into @v, which is there already. */
static void read_pack(struct reader *r, struct value *v)
{
	size_t n_values = (size_t)read_number(r) - 1;
	size_t n_members = (size_t)read_number(r);
	size_t n_items = (size_t)read_number(r);

	if (n_values)
		r->values = arena_array(r->arena, n_values,
					sizeof(*r->values));
	if (n_members)
		r->members = arena_array(r->arena, n_members,
					 sizeof(*r->members));
	if (n_items)
		r->items = arena_array(r->arena, n_items, sizeof(*r->items));
	read_value(r, v);
}

static void read_later(struct reader *r, struct value *v)
{
	size_t len = (size_t)read_number(r);
	struct reader inner = *r;

	if (r->lazily) {
		v->kind = VALUE_MAP;
		v->packed = r->at;
	} else {
		read_pack(&inner, v);
	}
	r->at += len;
}

static void read_value(struct reader *r, struct value *v)
{
	enum tag tag = *r->at++;

	v->place.file = r->file;
	switch (tag) {
	case TAG_NULL:
		v->plain = true;
		v->text = "null";
		v->text_len = strlen(v->text);
		break;
	case TAG_FALSE:
	case TAG_TRUE:
		read_bool(v, tag == TAG_TRUE);
		break;
	case TAG_INT:
	case TAG_NEGATIVE:
		read_int(r, v, tag == TAG_NEGATIVE);
		break;
	case TAG_PLAIN:
	case TAG_QUOTED:
		v->kind = VALUE_STRING;
		v->plain = tag == TAG_PLAIN;
		v->text = read_text(r, &v->text_len);
		break;
	case TAG_LIST:
		read_list(r, v);
		break;
	case TAG_MAP:
		read_map(r, v);
		break;
	case TAG_LATER:
		read_later(r, v);
		break;
	}
}

static struct value *read_root(struct reader r)
{
	struct value *v = ARENA_NEW(r.arena, struct value);

	read_pack(&r, v);
	return v;
}

struct value *pack_read(struct arena *a, const uint8_t *bytes,
			const char *file)
{
	return read_root((struct reader){
		.arena = a, .at = bytes, .file = file,
	});
}

struct value *pack_read_lazily(struct arena *a, const uint8_t *bytes,
			       const char *file)
{
	return read_root((struct reader){
		.arena = a, .at = bytes, .file = file, .lazily = true,
	});
}

void pack_open(struct arena *a, const struct value *v)
{
	struct reader r = { .arena = a, .lazily = true };

	if (v->kind != VALUE_MAP || v->n || !v->packed)
		return;
	r.at = v->packed;
	r.file = v->place.file;
	/* Only readers hand out what is packed, and theirs is no constant. */
	((struct value *)v)->packed = NULL;
	read_pack(&r, (struct value *)v);
}
