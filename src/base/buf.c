/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * buf.c - the growing, and JSON's way to write a string.
 */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct buf buf_make(struct arena *a, size_t max_bytes)
{
	return (struct buf){ .arena = a, .max = max_bytes };
}

static void grow(struct buf *b, size_t n)
{
	size_t room = b->room ? b->room : 64;

	while (room <= b->len + n)
		room *= 2;
	b->bytes = arena_resize(b->arena, b->bytes, b->room, room);
	b->room = room;
}

/* Room for @n more bytes and the NUL behind them. */
static inline void make_room(struct buf *b, size_t n)
{
	assert(n <= b->max && b->len <= b->max - n);
	if (b->room <= b->len + n)
		grow(b, n);
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	make_room(b, n);
	if (n)
		memcpy(b->bytes + b->len, bytes, n);
	b->len += n;
	b->bytes[b->len] = 0;
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	make_room(b, 1);
	b->bytes[b->len++] = (uint8_t)c;
	b->bytes[b->len] = 0;
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	size_t room;
	va_list ap;
	int n;

	make_room(b, 0);
	room = b->room - b->len;
	va_start(ap, fmt);
	n = vsnprintf((char *)b->bytes + b->len, room, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	if ((size_t)n >= room) {
		make_room(b, (size_t)n);
		va_start(ap, fmt);
		vsnprintf((char *)b->bytes + b->len, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	assert((size_t)n <= b->max - b->len);
	b->len += (size_t)n;
}

static const char *json_short_escape(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\b':
		return "\\b";
	case '\f':
		return "\\f";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	default:
		return NULL;
	}
}

void buf_json_string(struct buf *b, const char *s)
{
	buf_json_text(b, s, strlen(s));
}

/* The first character of @s; how many bytes it has. */
static size_t add_json_char(struct buf *b, const char *s, const char *end)
{
	unsigned char c = (unsigned char)*s;
	const char *escape = json_short_escape(c);
	size_t n = utf8_length(s, (size_t)(end - s));

	if (escape)
		buf_puts(b, escape);
	else if (c < 0x20 || c == 0x7f)
		buf_printf(b, "\\u%04x", c);
	else if (n)
		buf_add(b, s, n);
	else	/* not UTF-8, and JSON must be: replacement character */
		buf_puts(b, "\\ufffd");
	return n ? n : 1;
}

static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void buf_json_text(struct buf *b, const char *s, size_t n)
{
	const char *end = s + n;

	buf_putc(b, '"');
	while (s < end) {
		const char *plain = s;

		/* Most texts are copied as a whole. */
		while (s < end && is_plain(*s))
			s++;
		buf_add(b, plain, (size_t)(s - plain));
		if (s < end)
			s += add_json_char(b, s, end);
	}
	buf_putc(b, '"');
}

const char *buf_str(const struct buf *b)
{
	return b->bytes ? (const char *)b->bytes : "";
}
