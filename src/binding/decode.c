/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decode.c - nodes and properties as values. As dt-schema 2022.08, dtb.py.
 */
#include <string.h>

#include "binding/cells.h"
#include "doc/map.h"
#include "dt/tree.h"

struct decoder *decoder_new(struct arena *a, struct type_finder *types,
			    const struct dt_tree *t)
{
	struct decoder *d = ARENA_NEW(a, struct decoder);

	d->arena = a;
	d->types = types;
	d->tree = t;
	return d;
}

/* ---- lists ---- */

static struct value *new_list(struct decoder *d, struct value **items,
			      size_t n, unsigned int bits)
{
	struct dt_list *list = ARENA_NEW(d->arena, struct dt_list);

	list->value.kind = VALUE_LIST;
	list->value.items = items;
	list->value.n = n;
	list->bits = bits;
	return &list->value;
}

void rows_add(struct rows *r, const struct cells *c, size_t at, size_t n)
{
	if (n > c->n - at)
		n = c->n - at;
	r->list = arena_grow(r->d->arena, r->list, r->n, &r->n_room,
			     sizeof(*r->list));
	r->list[r->n++] = new_list(r->d, c->list + at, n, c->bits);
}

struct value *rows_value(const struct rows *r)
{
	return new_list(r->d, r->list, r->n, r->bits);
}

static struct value *one_value(struct decoder *d, enum value_kind kind,
			       const char *text, size_t len)
{
	struct value *v = ARENA_NEW(d->arena, struct value);

	v->kind = kind;
	v->text = text;
	v->text_len = len;
	return v;
}

static struct value *true_value(struct decoder *d)
{
	struct value *v = one_value(d, VALUE_BOOL, "true", 4);

	v->boolean = true;
	return v;
}

/* No keyword is true of one half. */
static struct value *raw_value(struct decoder *d, const struct dt_prop *p)
{
	struct dt_raw *raw = ARENA_NEW(d->arena, struct dt_raw);

	raw->value.kind = VALUE_FLOAT;
	raw->value.text = "0.5";
	raw->value.text_len = 3;
	raw->value.number = 0.5;
	raw->prop = p;
	return &raw->value;
}

/* ---- strings ---- */

static bool is_ascii(const uint8_t *data, size_t n)
{
	while (n && data[n - 1] < 0x80)
		n--;
	return n == 0;
}

static bool is_printable(const uint8_t *data, size_t n)
{
	while (n && data[n - 1] >= 0x20 && data[n - 1] < 0x7f)
		n--;
	return n == 0;
}

/* All that stands between NULs; the last byte is taken for the last NUL. */
static struct value *split_strings(struct decoder *d, const struct dt_prop *p)
{
	const char *text = (const char *)p->data;
	size_t end = p->len - 1, n = 1, k = 0;
	struct value **items;

	if (!is_ascii(p->data, end))
		return raw_value(d, p);
	if (text[end])
		text = arena_strndup(d->arena, text, end);
	for (size_t i = 0; i < end; i++)
		n += !text[i];
	items = arena_array(d->arena, n, sizeof(*items));
	for (size_t at = 0; k < n; k++) {
		size_t len = strlen(text + at);

		items[k] = one_value(d, VALUE_STRING, text + at, len);
		at += len + 1;
	}
	return new_list(d, items, n, 0);
}

/* Do the bytes read as strings, the first of them a text? */
static bool looks_like_strings(const struct dt_prop *p)
{
	size_t at = 0;

	if (!is_ascii(p->data, p->len) || p->data[p->len - 1])
		return false;
	while (at < p->len) {
		size_t len = strlen((const char *)p->data + at);

		if (!is_printable(p->data + at, len))
			return false;
		at += len + 1;
	}
	return true;
}

/* One printable text with its NUL. */
static bool looks_like_text(const struct dt_prop *p)
{
	return p->data[p->len - 1] == 0 && is_printable(p->data, p->len - 1);
}

/* ---- integers ---- */

static unsigned int bits_of(enum dt_type type, bool *ret_signed)
{
	const char *name = types_name(type);

	*ret_signed = *name == 'i';
	name += *name == 'u';
	if (strncmp(name, "int8", 4) == 0)
		return 8;
	if (strncmp(name, "int16", 5) == 0)
		return 16;
	if (strncmp(name, "int64", 5) == 0)
		return 64;
	return 32;
}

static uint64_t read_bytes(const uint8_t *data, unsigned int n)
{
	uint64_t v = 0;

	for (unsigned int i = 0; i < n; i++)
		v = v << 8 | data[i];
	return v;
}

static void set_int(struct value *v, uint64_t raw, unsigned int bits,
		    bool is_signed)
{
	v->kind = VALUE_INT;
	v->text = "";
	v->magnitude = raw;
	if (is_signed && raw >> (bits - 1)) {
		v->negative = true;
		v->magnitude = bits == 64 ? 0 - raw :
					    (UINT64_C(1) << bits) - raw;
	}
	v->number = v->negative ? -(double)v->magnitude :
				  (double)v->magnitude;
}

static struct cells read_cells(struct decoder *d, const struct dt_prop *p,
			       unsigned int bits, bool is_signed)
{
	struct cells c = { .n = p->len / (bits / 8), .bits = bits };
	struct value *values = arena_array(d->arena, c.n, sizeof(*values));

	c.list = arena_array(d->arena, c.n, sizeof(*c.list));
	for (size_t i = 0; i < c.n; i++) {
		set_int(&values[i], read_bytes(p->data + i * (bits / 8),
					       bits / 8), bits, is_signed);
		c.list[i] = &values[i];
	}
	return c;
}

/* The one length of a row in the range that fits, or 0. */
static size_t fitting_row(size_t n, unsigned int min, unsigned int max)
{
	size_t found = 0;

	if (!min || !max)
		return 0;
	for (size_t len = min; len <= max && len <= n; len++) {
		if (n % len)
			continue;
		if (found)
			return 0;
		found = len;
	}
	return found;
}

static size_t row_length(const struct dt_shape *s, size_t n)
{
	size_t len = n;

	if (s->cells.max && s->cells.min == s->cells.max)
		len = s->cells.max;
	else if (s->rows.max && s->rows.min == s->rows.max)
		len = n % s->rows.max ? n : n / s->rows.max;
	else
		len = fitting_row(n, s->cells.min, s->cells.max);
	return len ? len : n;
}

/* What the type alone says of rows. */
static void split_by_shape(const struct cells *c, const struct dt_shape *s,
			   bool has_shape, struct rows *ret)
{
	size_t len = has_shape ? row_length(s, c->n) : c->n;

	for (size_t i = 0; i < c->n; i += len)
		rows_add(ret, c, i, len);
}

/* Bits of a property whose length is not a multiple of its type's; 0: none. */
static unsigned int bits_by_length(uint32_t len)
{
	return len == 4 ? 32 : len == 2 ? 16 : len == 1 ? 8 : 0;
}

static struct value *decode_cells(struct decoder *d, const struct dt_node *n,
				  const struct dt_prop *p, enum dt_type type,
				  const struct type_answer *said,
				  const struct surroundings *s)
{
	struct rows rows = { .d = d }, split = { .d = d };
	const struct dt_shape *shape = &said->shape;
	bool is_signed, is_array = false;
	struct cells c, first;

	rows.bits = bits_of(type, &is_signed);
	if (p->len % (rows.bits / 8)) {
		rows.bits = bits_by_length(p->len);
		is_signed = false;
	}
	if (!rows.bits)
		return raw_value(d, p);
	c = read_cells(d, p, rows.bits, is_signed);
	split_by_shape(&c, shape, types_is_matrix(type) &&
		       (shape->rows.min || shape->cells.min), &rows);
	for (unsigned int i = 0; i < said->n; i++)
		is_array |= said->types[i] == DT_PHANDLE_ARRAY;
	/* dt-schema splits the first row, and phandles only if it is all. */
	first = c;
	first.n = rows.list[0]->n;
	split.bits = rows.bits;
	if (split_property(d, n, p, s, is_array && rows.n == 1, &first,
			   &split))
		return rows_value(&split);
	return rows_value(&rows);
}

/* ---- properties ---- */

static bool has_type(const struct type_answer *said, enum dt_type type)
{
	for (unsigned int i = 0; i < said->n; i++)
		if (said->types[i] == type)
			return true;
	return false;
}

/* The first type that is neither @a nor @b, or DT_NONE. */
static enum dt_type type_besides(const struct type_answer *said,
				 enum dt_type a, enum dt_type b)
{
	for (unsigned int i = 0; i < said->n; i++)
		if (said->types[i] != a && said->types[i] != b)
			return said->types[i];
	return DT_NONE;
}

/* Of several types the one that the bytes are. */
static enum dt_type choose_type(const struct type_answer *said,
				const struct dt_prop *p)
{
	bool strings = has_type(said, DT_STRING) ||
		       has_type(said, DT_STRING_ARRAY);
	enum dt_type type;

	if (said->n == 1)
		return said->types[0];
	if (strings && looks_like_strings(p))
		return DT_STRING_ARRAY;
	if (strings) {
		type = type_besides(said, DT_STRING, DT_STRING_ARRAY);
		return type == DT_NONE ? N_DT_TYPES : type;
	}
	return has_type(said, DT_FLAG) ?
		       type_besides(said, DT_FLAG, DT_FLAG) : DT_NONE;
}

static bool is_list_of_paths(const struct dt_node *n)
{
	return strcmp(n->name, "aliases") == 0;
}

static struct value *decode_property(struct decoder *d,
				     const struct dt_node *n,
				     const struct dt_prop *p,
				     const struct surroundings *s)
{
	struct type_answer said = { .n = 0 };
	enum dt_type type;

	if (!p->len)
		return true_value(d);
	if (is_list_of_paths(n))
		return split_strings(d, p);
	said = find_type(d->types, p->name);
	type = choose_type(&said, p);
	if (type == DT_NONE && looks_like_text(p))
		type = DT_STRING;
	else if (type == DT_NONE && p->len % 4 == 0)
		type = DT_UINT32_ARRAY;
	if (type == DT_STRING || type == DT_STRING_ARRAY)
		return split_strings(d, p);
	/* A flag that has bytes is none. */
	if (type == DT_FLAG || type == DT_NONE || type == N_DT_TYPES)
		return raw_value(d, p);
	return decode_cells(d, n, p, type, &said, s);
}

/* ---- nodes ---- */

static void look_around(struct decoder *d, const struct dt_node *n,
			struct surroundings *s)
{
	uint32_t phandle = cells_of_node(n, "interrupt-parent", 0);
	const struct dt_node *parent;

	if (dt_find_prop(n, "gpio-hog"))
		s->hog = true;
	if (!phandle)
		return;
	parent = decode_find_phandle(d, phandle);
	if (parent)
		s->icells = cells_of_node(parent, "#interrupt-cells", 0);
}

/* What the children of @n find around them. */
static struct surroundings inside(const struct dt_node *n,
				  const struct surroundings *s)
{
	struct surroundings in = *s;

	in.ac = cells_of_node(n, "#address-cells", s->ac);
	in.sc = cells_of_node(n, "#size-cells", s->sc);
	in.icells = cells_of_node(n, "#interrupt-cells", s->icells);
	return in;
}

static void add_member(struct member *members, size_t *n, const char *key,
		       struct value *v)
{
	members[(*n)++] = (struct member){ .key = key, .value = v };
}

/* Of members of one name the last counts, in the place of the first. */
static size_t drop_repeats(struct arena *a, struct member *members, size_t n)
{
	const uint32_t *firsts = doc_map_firsts(a, members, n);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (firsts[i] != i)
			members[firsts[i]].value = members[i].value;
	for (size_t i = 0; i < n; i++)
		if (firsts[i] == i)
			members[kept++] = members[i];
	return kept;
}

static size_t count_members(const struct dt_node *n)
{
	size_t count = 1;	/* $nodename */

	for (const struct dt_prop *p = n->props; p; p = p->next)
		count++;
	for (const struct dt_node *c = n->children; c; c = c->next)
		count++;
	return count;
}

static struct value *name_value(struct decoder *d, const char *name)
{
	struct value **items = arena_array(d->arena, 1, sizeof(*items));

	items[0] = one_value(d, VALUE_STRING, name, strlen(name));
	return new_list(d, items, 1, 0);
}

static struct value *decode(struct decoder *d, const struct dt_node *n,
			    struct surroundings s)
{
	struct member *members = arena_array(d->arena, count_members(n),
					     sizeof(*members));
	struct value *map = ARENA_NEW(d->arena, struct value);
	struct surroundings in;
	size_t n_members = 0;

	look_around(d, n, &s);
	for (const struct dt_prop *p = n->props; p; p = p->next)
		add_member(members, &n_members, p->name,
			   decode_property(d, n, p, &s));
	in = inside(n, &s);
	for (const struct dt_node *c = n->children; c; c = c->next)
		/* What dtc keeps for overlays is no part of the tree. */
		if (strncmp(c->name, "__", 2) != 0)
			add_member(members, &n_members, c->name,
				   decode(d, c, in));
	add_member(members, &n_members, "$nodename",
		   name_value(d, n->parent ? n->name : "/"));
	n_members = drop_repeats(d->arena, members, n_members);
	doc_map_fill(d->arena, map, members, n_members);
	return map;
}

/* Of the nodes around @n, outermost first. */
static struct surroundings around(struct decoder *d, const struct dt_node *n)
{
	/* Devicetree Specification 0.4, 2.3.5 */
	struct surroundings s = { .ac = 2, .sc = 1, .icells = 1 };

	if (!n)
		return s;
	s = around(d, n->parent);
	look_around(d, n, &s);
	return inside(n, &s);
}

struct value *decode_node(struct decoder *d, const struct dt_node *n)
{
	return decode(d, n, around(d, n->parent));
}
