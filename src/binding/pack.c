/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pack.c - a tag, then a count or a text with its NUL; members by key.
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

void pack_write(struct buf *out, const struct value *v)
{
	if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) {
		write_scalar(out, v);
		return;
	}
	buf_putc(out, v->kind == VALUE_LIST ? TAG_LIST : TAG_MAP);
	write_number(out, v->n);
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == VALUE_LIST) {
			pack_write(out, v->items[i]);
			continue;
		}
		write_text(out, v->members[i].key);
		pack_write(out, v->members[i].value);
	}
}

/* ---- reading ---- */

struct reader {
	struct arena *arena;
	const uint8_t *at;
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
	struct member *members = arena_array(r->arena, n, sizeof(*members));

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
	v->items = arena_array(r->arena, v->n, sizeof(*v->items));
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
	struct value *v = ARENA_NEW(r->arena, struct value);
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

	return read_value(&r);
}
