/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pack.c - how much there is; then a tag each, with a count or a text and its
 * NUL; before members their keys.
 */
#include "binding/pack.h"

#include <assert.h>
#include <string.h>

#include "doc/map.h"

enum tag {
	TAG_NULL, TAG_FALSE, TAG_TRUE, TAG_INT, TAG_NEGATIVE, TAG_STRING,
	TAG_LIST, TAG_MAP,
};

/* ---- writing ---- */

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
		buf_putc(out, TAG_STRING);
		write_text(out, v->text);
		break;
	}
}

static void write_value(struct buf *out, const struct value *v)
{
	if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) {
		write_scalar(out, v);
		return;
	}
	buf_putc(out, v->kind == VALUE_LIST ? TAG_LIST : TAG_MAP);
	write_number(out, v->n);
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == VALUE_LIST) {
			write_value(out, v->items[i]);
			continue;
		}
		write_text(out, v->members[i].key);
		write_value(out, v->members[i].value);
	}
}

/* How much memory a reader needs, to have it at once. */
struct sizes {
	size_t n_values, n_members, n_items;
};

static void count(struct sizes *s, const struct value *v)
{
	s->n_values++;
	if (v->kind == VALUE_MAP)
		s->n_members += v->n;
	if (v->kind == VALUE_LIST)
		s->n_items += v->n;
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++)
		count(s, v->members[i].value);
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		count(s, v->items[i]);
}

void pack_write(struct buf *out, const struct value *v)
{
	struct sizes s = { .n_values = 0 };

	count(&s, v);
	write_number(out, s.n_values);
	write_number(out, s.n_members);
	write_number(out, s.n_items);
	write_value(out, v);
}

/* ---- reading ---- */

/* What is not used yet of the values, members and items. */
struct reader {
	struct arena *arena;
	const uint8_t *at;
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

static struct value *read_value(struct reader *r);

static void read_map(struct reader *r, struct value *v)
{
	size_t n = (size_t)read_number(r), len;
	struct member *members = r->members;

	r->members += n;
	for (size_t i = 0; i < n; i++) {
		members[i].key = read_text(r, &len);
		members[i].value = read_value(r);
	}
	doc_map_fill(r->arena, v, members, n);
}

static void read_list(struct reader *r, struct value *v)
{
	v->kind = VALUE_LIST;
	v->n = (size_t)read_number(r);
	v->items = r->items;
	r->items += v->n;
	for (size_t i = 0; i < v->n; i++)
		v->items[i] = read_value(r);
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

static struct value *read_value(struct reader *r)
{
	struct value *v = r->values++;
	enum tag tag = *r->at++;

	switch (tag) {
	case TAG_NULL:
		v->text = "";
		break;
	case TAG_FALSE:
	case TAG_TRUE:
		read_bool(v, tag == TAG_TRUE);
		break;
	case TAG_INT:
	case TAG_NEGATIVE:
		read_int(r, v, tag == TAG_NEGATIVE);
		break;
	case TAG_STRING:
		v->kind = VALUE_STRING;
		v->text = read_text(r, &v->text_len);
		break;
	case TAG_LIST:
		read_list(r, v);
		break;
	case TAG_MAP:
		read_map(r, v);
		break;
	}
	return v;
}

struct value *pack_read(struct arena *a, const uint8_t *bytes)
{
	struct reader r = { .arena = a, .at = bytes };

	r.values = arena_array(a, read_number(&r), sizeof(*r.values));
	r.members = arena_array(a, read_number(&r), sizeof(*r.members));
	r.items = arena_array(a, read_number(&r), sizeof(*r.items));
	return read_value(&r);
}
