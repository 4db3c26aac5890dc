/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fdt.c - reads the flattened tree that Xen hands over, in place.
 *
 * Layout: Devicetree Specification 0.4, chapter 5. Xen made the blob, so it
 * is trusted: what is checked is that it is a tree at all.
 */
#include "fdt.h"

#include <stddef.h>

#include "text.h"

#define FDT_MAGIC 0xd00dfeedu
#define AT_TOTALSIZE 4
#define AT_STRUCTURE 8
#define AT_STRINGS 12

enum token { BEGIN_NODE = 1, END_NODE, PROP, NOP, END = 9 };

static uint32_t cell_at(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

static uint32_t token_at(const void *blob, uint32_t offset)
{
	const uint8_t *b = blob;

	return cell_at(b + cell_at(b + AT_STRUCTURE) + offset);
}

static const char *struct_text(const void *blob, uint32_t offset)
{
	const uint8_t *b = blob;

	return (const char *)b + cell_at(b + AT_STRUCTURE) + offset;
}

static uint32_t align4(uint32_t v)
{
	return (v + 3) & ~3u;
}

bool tree_valid(const void *blob)
{
	return cell_at(blob) == FDT_MAGIC;
}

uint32_t tree_size(const void *blob)
{
	return cell_at((const uint8_t *)blob + AT_TOTALSIZE);
}

/* What stands behind the token at @offset and its content. */
static uint32_t skip(const void *blob, uint32_t offset)
{
	switch (token_at(blob, offset)) {
	case BEGIN_NODE:
		offset += 4;
		return offset + align4(text_len(struct_text(blob, offset)) + 1);
	case PROP:
		return offset + 12 + align4(token_at(blob, offset + 4));
	default:
		return offset + 4;
	}
}

uint32_t tree_root(const void *blob)
{
	uint32_t offset = 0;

	while (token_at(blob, offset) == NOP)
		offset += 4;
	return offset + 4;
}

const char *tree_name(const void *blob, uint32_t node)
{
	return struct_text(blob, node);
}

/* First token of @node that is neither a property nor padding. */
static uint32_t behind_props(const void *blob, uint32_t node)
{
	uint32_t offset = skip(blob, node - 4);

	while (token_at(blob, offset) == PROP || token_at(blob, offset) == NOP)
		offset = skip(blob, offset);
	return offset;
}

uint32_t tree_child(const void *blob, uint32_t node)
{
	uint32_t offset = behind_props(blob, node);

	return token_at(blob, offset) == BEGIN_NODE ? offset + 4 : 0;
}

uint32_t tree_next(const void *blob, uint32_t node)
{
	uint32_t offset = behind_props(blob, node);
	int depth = 1;

	while (depth) {
		uint32_t token = token_at(blob, offset);

		if (token == END)
			return 0;
		depth += token == BEGIN_NODE;
		depth -= token == END_NODE;
		offset = skip(blob, offset);
	}
	while (token_at(blob, offset) == NOP)
		offset += 4;
	return token_at(blob, offset) == BEGIN_NODE ? offset + 4 : 0;
}

uint32_t tree_find(const void *blob, uint32_t node, const char *name)
{
	uint32_t len = text_len(name);
	uint32_t child;

	for (child = tree_child(blob, node); child;
	     child = tree_next(blob, child)) {
		const char *found = tree_name(blob, child);

		if (text_begins(found, name) &&
		    (!found[len] || found[len] == '@'))
			return child;
	}
	return 0;
}

struct tree_value tree_prop(const void *blob, uint32_t node, const char *name)
{
	const char *strings;
	uint32_t offset;

	if (!node)
		return (struct tree_value){ NULL, 0 };
	strings = (const char *)blob +
		  cell_at((const uint8_t *)blob + AT_STRINGS);
	for (offset = skip(blob, node - 4); ; offset = skip(blob, offset)) {
		uint32_t token = token_at(blob, offset);

		if (token != PROP && token != NOP)
			return (struct tree_value){ NULL, 0 };
		if (token == PROP &&
		    text_equal(strings + token_at(blob, offset + 8), name))
			return (struct tree_value){
				(const uint8_t *)struct_text(blob, offset + 12),
				token_at(blob, offset + 4),
			};
	}
}

bool tree_has_string(struct tree_value v, const char *s)
{
	uint32_t at = 0;

	while (at < v.len) {
		const char *one = (const char *)v.bytes + at;

		if (text_equal(one, s))
			return true;
		at += text_len(one) + 1;
	}
	return false;
}

uint64_t tree_number(struct tree_value v, uint32_t at, uint32_t n_cells)
{
	uint64_t number = 0;
	uint32_t i;

	if ((at + n_cells) * 4 > v.len)
		return 0;
	for (i = at; i < at + n_cells; i++)
		number = number << 32 | cell_at(v.bytes + 4 * i);
	return number;
}

void tree_cells(const void *blob, uint32_t node, uint32_t *ret_address,
		uint32_t *ret_size)
{
	struct tree_value a = tree_prop(blob, node, "#address-cells");
	struct tree_value s = tree_prop(blob, node, "#size-cells");

	*ret_address = a.bytes ? (uint32_t)tree_number(a, 0, 1) : 2;
	*ret_size = s.bytes ? (uint32_t)tree_number(s, 0, 1) : 1;
}
