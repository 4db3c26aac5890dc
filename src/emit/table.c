/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * table.c - measure all cells, then write them.
 */
#include "emit/table.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Blanks between two columns. */
#define GAP 2
/* The last column is never squeezed below this. */
#define LAST_AT_LEAST 24

struct table table_make(struct arena *a, const char *align)
{
	struct table t = { .arena = a };

	for (; *align; align++) {
		assert(t.n_columns < TABLE_COLUMNS);
		t.right[t.n_columns++] = *align == 'r';
	}
	return t;
}

void table_row(struct table *t, const char *const cells[TABLE_COLUMNS])
{
	t->rows = arena_grow(t->arena, t->rows, t->n_rows, &t->n_room,
			     sizeof(*t->rows));
	for (unsigned int i = 0; i < t->n_columns; i++)
		t->rows[t->n_rows][i] = cells[i] ? cells[i] : "";
	t->n_rows++;
}

size_t text_width(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += !utf8_continues(*s);
	return n;
}

const char *text_visible(struct arena *a, const char *s)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '\n')
			buf_puts(&out, "\\n");
		else if (c == '\t')
			buf_puts(&out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(&out, "\\x%02x", c);
		else
			buf_putc(&out, *s);
	}
	return buf_str(&out);
}

static void blanks(struct buf *out, size_t n)
{
	while (n--)
		buf_putc(out, ' ');
}

/* Bytes of the words of @s that fit @room columns; the first always does. */
static size_t words_that_fit(const char *s, size_t room)
{
	size_t fit = 0, i = 0, width = 0;

	while (s[i]) {
		while (s[i] == ' ') {
			i++;
			width++;
		}
		while (s[i] && s[i] != ' ')
			width += !utf8_continues(s[i++]);
		if (fit && width > room)
			break;
		fit = i;
	}
	return fit;
}

/* The last cell, which starts at column @at. */
static void write_last(const char *s, size_t at, struct buf *out)
{
	size_t room = at + LAST_AT_LEAST > TABLE_WIDTH ? LAST_AT_LEAST
						      : TABLE_WIDTH - at;

	for (;;) {
		size_t n = words_that_fit(s, room);

		buf_add(out, s, n);
		s += n;
		while (*s == ' ')
			s++;
		buf_putc(out, '\n');
		if (!*s)
			return;
		blanks(out, at);
	}
}

static void write_row(const struct table *t, const char *const *row,
		      const size_t *widths, unsigned int indent,
		      struct buf *out)
{
	unsigned int last = t->n_columns - 1;
	size_t at = indent;

	blanks(out, indent);
	for (unsigned int i = 0; i < last; i++) {
		size_t pad = widths[i] - text_width(row[i]);

		blanks(out, t->right[i] ? pad : 0);
		buf_puts(out, row[i]);
		blanks(out, (t->right[i] ? 0 : pad) + GAP);
		at += widths[i] + GAP;
	}
	if (*row[last]) {
		write_last(row[last], at, out);
		return;
	}
	while (out->bytes[out->len - 1] == ' ')
		out->bytes[--out->len] = 0;
	buf_putc(out, '\n');
}

void table_write(const struct table *t, unsigned int indent, struct buf *out)
{
	size_t widths[TABLE_COLUMNS] = { 0 };

	for (size_t r = 0; r < t->n_rows; r++)
		for (unsigned int i = 0; i < t->n_columns; i++) {
			size_t w = text_width(t->rows[r][i]);

			widths[i] = w > widths[i] ? w : widths[i];
		}
	for (size_t r = 0; r < t->n_rows; r++)
		write_row(t, t->rows[r], widths, indent, out);
}
