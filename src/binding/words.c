/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.c - decoded values and what schemas want of them, for messages.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "binding/decode.h"
#include "binding/explain.h"
#include "binding/prepare.h"
#include "binding/set.h"
#include "dt/tree.h"
#include "schema/path.h"
#include "schema/wanted.h"

/* A value past this many bytes is cut. */
#define SHOWN_BYTES 64
/* A larger number is no count but an address or a size. */
#define MAX_DECIMAL 0xffff

static void add_cell(struct buf *b, const struct value *v)
{
	if (v->negative)
		buf_putc(b, '-');
	buf_printf(b, v->magnitude <= MAX_DECIMAL ? "%" PRIu64 :
						    "0x%" PRIx64,
		   v->magnitude);
}

static void add_row(struct buf *b, const struct value *row)
{
	for (size_t i = 0; i < row->n; i++) {
		if (i > 0)
			buf_putc(b, ' ');
		if (b->len > SHOWN_BYTES) {
			buf_puts(b, "...");
			return;
		}
		add_cell(b, row->items[i]);
	}
}

/* As source text has it when no type is known. */
static const char *raw_words(struct arena *a, const struct dt_prop *p)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);
	bool cells = p->len % 4 == 0;
	uint32_t step = cells ? 4 : 1, at = 0;

	buf_putc(&b, cells ? '<' : '[');
	for (; at < p->len && b.len < SHOWN_BYTES; at += step)
		buf_printf(&b, cells ? "%s0x%" PRIx64 : "%s%02" PRIx64,
			   at ? " " : "", cells ? dt_cells_at(p->data + at, 1) :
						  p->data[at]);
	buf_puts(&b, at < p->len ? " ..." : "");
	buf_putc(&b, cells ? '>' : ']');
	return buf_str(&b);
}

static void add_item(struct buf *b, const struct value *v)
{
	const struct dt_list *list = (const struct dt_list *)v;

	if (v->kind == VALUE_STRING) {
		buf_json_string(b, path_excerpt(b->arena, v->text));
	} else if (v->kind == VALUE_LIST) {
		if (list->bits != 32)
			buf_printf(b, "/bits/ %u ", list->bits);
		buf_putc(b, '<');
		add_row(b, v);
		buf_putc(b, '>');
	} else {
		add_cell(b, v);
	}
}

const char *words_value(struct arena *a, const struct value *v)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	if (v->kind == VALUE_MAP)
		return "child nodes";
	if (v->kind == VALUE_BOOL)
		return "no value";
	if (v->kind == VALUE_FLOAT)
		return raw_words(a, ((const struct dt_raw *)v)->prop);
	if (v->kind != VALUE_LIST)
		add_item(&b, v);
	else if (!v->n)
		return "a phandle that leads to no node";
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++) {
		buf_puts(&b, i ? ", " : "");
		if (b.len > SHOWN_BYTES) {
			buf_puts(&b, "...");
			break;
		}
		add_item(&b, v->items[i]);
	}
	return buf_str(&b);
}

const char *words_count(struct arena *a, const struct instance *in)
{
	const struct value *v = in->value;
	bool strings = v->n && v->items[0]->kind == VALUE_STRING;
	bool rows = v->n && v->items[0]->kind == VALUE_LIST;
	const char *what = strings ? "string" : rows ? "row" : "cell";

	return arena_printf(a, "%zu %s%s", v->n, what, v->n == 1 ? "" : "s");
}

static const char *type_words(struct arena *a, const struct rule *r,
			      const struct schema_node *n)
{
	if (strcmp(r->keyword->name, PREPARE_TYPE) == 0)
		return type_wanted(r->arg->text);
	if (n->types == TYPE_BOOLEAN)
		return type_wanted("flag");
	if (n->types == TYPE_OBJECT)
		return "a child node";
	if (n->types == TYPE_ARRAY)
		return "a value";
	return wanted_node(a, n);
}

const char *words_wanted(struct arena *a, const struct rule *r,
			 const struct schema_node *n)
{
	const char *name = r->keyword->name;

	if (strcmp(name, PREPARE_TYPE) == 0 || strcmp(name, "type") == 0)
		return type_words(a, r, n);
	if (strcmp(name, "const") == 0)
		return wanted_values(a, &(struct value *){
					(struct value *)r->arg }, 1);
	if (strcmp(name, "enum") == 0)
		return wanted_values(a, r->arg->items, r->arg->n);
	if (strcmp(name, "pattern") == 0)
		return arena_printf(a, "a text that matches %s", r->arg->text);
	if (strcmp(name, "minItems") == 0 || strcmp(name, "maxItems") == 0)
		return wanted_bounds(a, n->source, "minItems", "maxItems",
				     NULL, NULL);
	if (strcmp(name, "multipleOf") == 0)
		return arena_printf(a, "a multiple of %s", r->arg->text);
	if (strstr(name, "imum"))
		return wanted_bounds(a, n->source, "minimum", "maximum",
				     "exclusiveMinimum", "exclusiveMaximum");
	return NULL;
}
