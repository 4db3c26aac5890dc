/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json.c - a document as JSON text, and the schemas inside domc.
 */
#include <string.h>

#include "base/buf.h"
#include "schema/number.h"
#include "schema/schema.h"

#define INDENT 2

static void add_value(struct buf *out, const struct value *v,
		      unsigned int indent);

static void new_line(struct buf *out, unsigned int indent)
{
	buf_putc(out, '\n');
	while (indent-- > 0)
		buf_putc(out, ' ');
}

static void add_members(struct buf *out, const struct value *v,
			unsigned int indent)
{
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0)
			buf_putc(out, ',');
		new_line(out, indent + INDENT);
		buf_json_string(out, v->members[i].key);
		buf_puts(out, ": ");
		add_value(out, v->members[i].value, indent + INDENT);
	}
	if (v->n)
		new_line(out, indent);
}

static void add_items(struct buf *out, const struct value *v,
		      unsigned int indent)
{
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0)
			buf_putc(out, ',');
		new_line(out, indent + INDENT);
		add_value(out, v->items[i], indent + INDENT);
	}
	if (v->n)
		new_line(out, indent);
}

/* Recursion is as deep as the document: LIMIT_DOC_DEPTH. */
static void add_value(struct buf *out, const struct value *v,
		      unsigned int indent)
{
	switch (v->kind) {
	case VALUE_NULL:
		buf_puts(out, "null");
		break;
	case VALUE_BOOL:
		buf_puts(out, v->boolean ? "true" : "false");
		break;
	case VALUE_INT:
	case VALUE_FLOAT:
		number_to_json(out, v);
		break;
	case VALUE_STRING:
		buf_json_text(out, v->text, v->text_len);
		break;
	case VALUE_LIST:
		buf_putc(out, '[');
		add_items(out, v, indent);
		buf_putc(out, ']');
		break;
	case VALUE_MAP:
		buf_putc(out, '{');
		add_members(out, v, indent);
		buf_putc(out, '}');
		break;
	}
}

void schema_to_json(const struct value *root, struct buf *out)
{
	add_value(out, root, 0);
	buf_putc(out, '\n');
}

const struct schema_embedded *schema_find_embedded(const char *name)
{
	for (size_t i = 0; i < n_schema_embedded; i++)
		if (strcmp(schema_embedded[i].name, name) == 0)
			return &schema_embedded[i];
	return NULL;
}
