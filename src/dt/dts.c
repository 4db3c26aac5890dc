/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dts.c - source text of a tree.
 *
 * A value is shown as dtc -O dts would guess it (guess_value_type() of dtc's
 * treesource.c): strings, else cells, else bytes. The text has no word for
 * the boot CPU of the head: dtc takes the `reg` of the first CPU.
 */
#include <inttypes.h>
#include <string.h>

#include "dt/tree.h"

static const char short_letters[] = "\a\b\t\n\v\f\r";
static const char short_escapes[] = "abtnvfr";

static bool is_text(uint8_t c)
{
	return (c >= 0x20 && c < 0x7f) ||
	       (c && memchr(short_letters, c, sizeof(short_letters) - 1));
}

/* Printable, ended by NUL, and no more NULs than letters. */
static bool is_strings(const struct dt_prop *p)
{
	size_t n_nul = 0;

	for (uint32_t i = 0; i < p->len; i++) {
		if (!p->data[i])
			n_nul++;
		else if (!is_text(p->data[i]))
			return false;
	}
	return p->data[p->len - 1] == 0 && n_nul <= p->len - n_nul;
}

static void put_letter(struct buf *out, char c)
{
	const char *escape = memchr(short_letters, c,
				    sizeof(short_letters) - 1);

	if (escape) {
		buf_putc(out, '\\');
		buf_putc(out, short_escapes[escape - short_letters]);
		return;
	}
	if (c == '"' || c == '\\')
		buf_putc(out, '\\');
	buf_putc(out, c);
}

static void put_strings(struct buf *out, const struct dt_prop *p)
{
	const char *s = (const char *)p->data, *end = s + p->len;

	while (s < end) {
		buf_puts(out, s == (const char *)p->data ? "\"" : ", \"");
		while (*s)
			put_letter(out, *s++);
		buf_putc(out, '"');
		s++;
	}
}

/* By hand: a tree is mostly cells, and formats are slow. */
static void put_hex(struct buf *out, uint32_t v, unsigned int min_digits)
{
	char text[8];
	unsigned int n = 0;

	while (v || n < min_digits) {
		text[sizeof(text) - ++n] = "0123456789abcdef"[v & 15];
		v >>= 4;
	}
	buf_add(out, text + sizeof(text) - n, n);
}

static void put_cells(struct buf *out, const struct dt_prop *p)
{
	for (uint32_t i = 0; i < p->len; i += 4) {
		buf_puts(out, i ? " 0x" : "<0x");
		put_hex(out, (uint32_t)dt_cells_at(p->data + i, 1), 1);
	}
	buf_putc(out, '>');
}

static void put_bytes(struct buf *out, const struct dt_prop *p)
{
	for (uint32_t i = 0; i < p->len; i++) {
		buf_putc(out, i ? ' ' : '[');
		put_hex(out, p->data[i], 2);
	}
	buf_putc(out, ']');
}

static void put_indent(struct buf *out, unsigned int depth)
{
	while (depth-- > 0)
		buf_putc(out, '\t');
}

static void put_prop(struct buf *out, const struct dt_prop *p,
		     unsigned int depth)
{
	put_indent(out, depth);
	buf_puts(out, p->name);
	if (p->len) {
		buf_puts(out, " = ");
		if (is_strings(p))
			put_strings(out, p);
		else if (p->len % 4 == 0)
			put_cells(out, p);
		else
			put_bytes(out, p);
	}
	buf_puts(out, ";\n");
}

static void put_node(struct buf *out, const struct dt_node *n,
		     unsigned int depth)
{
	bool blank = n->props;

	put_indent(out, depth);
	buf_puts(out, n->parent ? n->name : "/");
	buf_puts(out, " {\n");
	for (const struct dt_prop *p = n->props; p; p = p->next)
		put_prop(out, p, depth + 1);
	for (const struct dt_node *c = n->children; c; c = c->next) {
		if (blank)
			buf_putc(out, '\n');
		put_node(out, c, depth + 1);
		blank = true;
	}
	put_indent(out, depth);
	buf_puts(out, "};\n");
}

void dt_write_dts(const struct dt_tree *t, struct buf *out)
{
	buf_puts(out, "/dts-v1/;\n\n");
	for (size_t i = 0; i < t->n_reserves; i++)
		buf_printf(out, "/memreserve/ 0x%" PRIx64 " 0x%" PRIx64 ";\n",
			   t->reserves[i].address, t->reserves[i].size);
	if (t->n_reserves)
		buf_putc(out, '\n');
	put_node(out, t->root, 0);
}
