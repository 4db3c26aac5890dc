/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json.c - JSON (RFC 8259) as it is written, where YAML differs from it:
 * tabs, escaped surrogates, keys past 1024 characters.
 */
#include "doc/doc.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "doc/map.h"
#include "doc/scalar.h"
#include "doc/source.h"

struct json {
	struct arena *arena;
	struct diags *d;
	const struct doc_source *source;
	const char *at;		/* next byte */
	const char *end;
	size_t n_nodes;		/* values so far */
	struct member *members;	/* of all open objects, innermost last */
	size_t n_members;
	size_t members_room;
	struct value **items;	/* of all open arrays, innermost last */
	size_t n_items;
	size_t items_room;
	bool failed;		/* reported; no use in going on */
};

static struct value *read_value(struct json *j, unsigned int depth);

static struct place span(const struct json *j, const char *from,
			 const char *to)
{
	return doc_source_span(j->source, (size_t)(from - j->source->bytes),
			       (size_t)(to - j->source->bytes));
}

static struct value *fail(struct json *j, enum diag_code code,
			  const char *from, const char *text)
{
	if (!j->failed)
		diag_add(j->d, code, span(j, from, from + (from < j->end)),
			 "%s", text);
	j->failed = true;
	return NULL;
}

static struct value *wrong(struct json *j, const char *text)
{
	return fail(j, E_YAML_SYNTAX, j->at,
		    arena_printf(j->arena, "not JSON: %s", text));
}

static void skip_space(struct json *j)
{
	while (j->at < j->end && *j->at && strchr(" \t\n\r", *j->at))
		j->at++;
}

static bool next_is(struct json *j, char c)
{
	skip_space(j);
	if (j->at >= j->end || *j->at != c)
		return false;
	j->at++;
	return true;
}

/* Four hexadecimal digits after \u, or -1. */
static long read_unit(struct json *j)
{
	long unit = 0;

	if (j->end - j->at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef";
		char c = *j->at++;
		const char *hit;

		if (c >= 'A' && c <= 'F')
			c = (char)(c - 'A' + 'a');
		hit = c ? strchr(digits, c) : NULL;
		if (!hit)
			return -1;
		unit = unit * 16 + (hit - digits);
	}
	return unit;
}

static void add_character(struct buf *b, long c)
{
	if (c < 0x80) {
		buf_putc(b, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_putc(b, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		buf_putc(b, (char)(0xe0 | c >> 12));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_putc(b, (char)(0xf0 | c >> 18));
		buf_putc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_putc(b, (char)(0x80 | (c & 0x3f)));
}

/* What stands after "\u": one unit, or a pair of surrogates. */
static bool read_escaped_unit(struct json *j, struct buf *b)
{
	long high = read_unit(j);
	long low = -1;

	if (high < 0) {
		wrong(j, "\\u takes four hexadecimal digits");
		return false;
	}
	if (high < 0xd800 || high > 0xdfff) {
		add_character(b, high);
		return true;
	}
	if (high < 0xdc00 && j->end - j->at > 1 && j->at[0] == '\\' &&
	    j->at[1] == 'u') {
		j->at += 2;
		low = read_unit(j);
	}
	if (low < 0xdc00 || low > 0xdfff) {
		wrong(j, "half of a surrogate pair is no character");
		return false;
	}
	add_character(b, 0x10000 + ((high - 0xd800) << 10) + low - 0xdc00);
	return true;
}

static bool read_escape(struct json *j, struct buf *b)
{
	static const char from[] = "\"\\/bfnrt";
	static const char to[] = "\"\\/\b\f\n\r\t";
	const char *hit;

	if (j->at < j->end && *j->at == 'u') {
		j->at++;
		return read_escaped_unit(j, b);
	}
	hit = j->at < j->end && *j->at ? strchr(from, *j->at) : NULL;
	if (!hit) {
		wrong(j, "no such escape");
		return false;
	}
	buf_putc(b, to[hit - from]);
	j->at++;
	return true;
}

/* The rest of a text whose opening quote is read; false after an error. */
static bool read_text(struct json *j, struct buf *b)
{
	while (j->at < j->end && *j->at != '"') {
		size_t n = utf8_length(j->at, (size_t)(j->end - j->at));

		if (n == 0) {
			fail(j, E_BAD_ENCODING, j->at,
			     "the text is not UTF-8 from here on");
			return false;
		}
		if ((unsigned char)*j->at < 0x20) {
			wrong(j, "a control character in a text: escape it");
			return false;
		}
		if (*j->at == '\\') {
			j->at++;
			if (!read_escape(j, b))
				return false;
			continue;
		}
		buf_add(b, j->at, n);
		j->at += n;
	}
	if (j->at >= j->end) {
		wrong(j, "the text has no closing quote");
		return false;
	}
	j->at++;
	return true;
}

static struct value *new_value(struct json *j, enum value_kind kind,
			       const char *from)
{
	struct value *v;

	if (++j->n_nodes > LIMIT_DOC_NODES)
		return fail(j, E_INPUT_LIMIT, from,
			    arena_printf(j->arena, "more than %u values",
					 LIMIT_DOC_NODES));
	v = ARENA_NEW(j->arena, struct value);
	v->kind = kind;
	v->place = span(j, from, from + 1);
	return v;
}

static struct value *read_string(struct json *j)
{
	const char *from = j->at++;
	struct buf b = buf_make(j->arena, LIMIT_DOC_BYTES + 1);
	struct value *v = new_value(j, VALUE_STRING, from);

	if (!v || !read_text(j, &b))
		return NULL;
	v->text = buf_str(&b);
	v->text_len = b.len;
	v->place = span(j, from, j->at);
	return v;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)? */
static bool is_number(const char *s)
{
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	if (n == 0 || (*s == '0' && n > 1))
		return false;
	s += n;
	if (*s == '.') {
		n = strspn(++s, "0123456789");
		if (n == 0)
			return false;
		s += n;
	}
	if (*s == 'e' || *s == 'E') {
		s++;
		s += *s == '-' || *s == '+';
		n = strspn(s, "0123456789");
		if (n == 0)
			return false;
		s += n;
	}
	return *s == 0;
}

static bool is_word(const char *s)
{
	return strcmp(s, "null") == 0 || strcmp(s, "true") == 0 ||
	       strcmp(s, "false") == 0;
}

/* A number, true, false, null. */
static struct value *read_plain(struct json *j)
{
	const char *from = j->at;
	struct value *v;
	char *text;

	while (j->at < j->end && *j->at && !strchr(" \t\n\r,:]}[{\"", *j->at))
		j->at++;
	text = arena_strndup(j->arena, from, (size_t)(j->at - from));
	if (!is_word(text) && !is_number(text)) {
		j->at = from;
		return wrong(j, *text ? "texts stand in quotes, and numbers begin with a digit other than 0" :
					"a value is missing here");
	}
	v = new_value(j, VALUE_STRING, from);
	if (!v)
		return NULL;
	v->text = text;
	v->text_len = strlen(text);
	v->plain = true;
	v->place = span(j, from, j->at);
	if (doc_scalar_resolve(v) == SCALAR_TOO_LONG)
		return fail(j, E_INPUT_LIMIT, from,
			    arena_printf(j->arena,
					 "a number of more than %d digits",
					 LIMIT_DOC_NUMBER_DIGITS));
	return v;
}

static struct value *read_list(struct json *j, unsigned int depth)
{
	struct value *v = new_value(j, VALUE_LIST, j->at++);
	size_t first = j->n_items;
	bool more = v && !next_is(j, ']');

	while (more && !j->failed) {
		struct value *item = read_value(j, depth + 1);

		j->items = arena_grow(j->arena, j->items, j->n_items,
				      &j->items_room, sizeof(*j->items));
		j->items[j->n_items++] = item;
		more = next_is(j, ',');
		if (!more && !next_is(j, ']'))
			wrong(j, "',' or ']' is missing before this");
	}
	if (j->failed)
		return NULL;
	v->n = j->n_items - first;
	v->items = arena_array(j->arena, v->n + 1, sizeof(*v->items));
	if (v->n)
		memcpy(v->items, j->items + first, v->n * sizeof(*v->items));
	j->n_items = first;
	return v;
}

static bool read_member(struct json *j, unsigned int depth)
{
	struct buf key = buf_make(j->arena, LIMIT_DOC_BYTES + 1);
	struct member m = { .key = NULL };
	const char *from;

	skip_space(j);
	from = j->at;
	if (!next_is(j, '"')) {
		wrong(j, "a key in quotes is missing here");
		return false;
	}
	if (!read_text(j, &key))
		return false;
	m.key = buf_str(&key);
	m.key_place = span(j, from, j->at);
	if (strlen(m.key) != key.len) {
		fail(j, E_BAD_KEY, from, "a key holds a NUL character");
		return false;
	}
	if (!next_is(j, ':')) {
		wrong(j, "':' is missing before this");
		return false;
	}
	m.value = read_value(j, depth + 1);
	j->members = arena_grow(j->arena, j->members, j->n_members,
				&j->members_room, sizeof(*j->members));
	j->members[j->n_members++] = m;
	return !j->failed;
}

/* Of keys that repeat the first one stays, and the others are reported. */
static void fill_map(struct json *j, struct value *v, size_t first)
{
	size_t n = j->n_members - first;
	const struct member *found = n ? j->members + first : NULL;
	struct member *members = arena_array(j->arena, n + 1,
					     sizeof(*members));
	uint32_t *firsts = doc_map_firsts(j->arena, found, n);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct member *m = &found[i];
		struct diag_item *item;

		if (firsts[i] == i) {
			members[kept++] = *m;
			continue;
		}
		item = diag_add(j->d, E_DUPLICATE_KEY, m->key_place,
				"the key '%s' is given twice", m->key);
		diag_note(j->d, item,
			  j->members[first + firsts[i]].key_place,
			  "the first one is here");
	}
	doc_map_fill(j->arena, v, members, kept);
	j->n_members = first;
}

static struct value *read_map(struct json *j, unsigned int depth)
{
	struct value *v = new_value(j, VALUE_MAP, j->at++);
	size_t first = j->n_members;
	bool more = v && !next_is(j, '}');

	while (more && read_member(j, depth)) {
		more = next_is(j, ',');
		if (!more && !next_is(j, '}'))
			wrong(j, "',' or '}' is missing before this");
	}
	if (j->failed)
		return NULL;
	fill_map(j, v, first);
	return v;
}

static struct value *read_value(struct json *j, unsigned int depth)
{
	skip_space(j);
	if (depth > LIMIT_DOC_DEPTH)
		return fail(j, E_INPUT_LIMIT, j->at,
			    arena_printf(j->arena,
					 "more than %d levels of nesting",
					 LIMIT_DOC_DEPTH));
	if (j->at < j->end && *j->at == '{')
		return read_map(j, depth);
	if (j->at < j->end && *j->at == '[')
		return read_list(j, depth);
	if (j->at < j->end && *j->at == '"')
		return read_string(j);
	return read_plain(j);
}

struct value *doc_read_json(struct arena *a, struct diags *d,
			    const char *name, const char *bytes, size_t len)
{
	struct json j = { .arena = a, .d = d };
	struct value *v;

	if (len > LIMIT_DOC_BYTES) {
		diag_add(d, E_INPUT_LIMIT, (struct place){ .file = name },
			 "more than %u bytes in '%s'", LIMIT_DOC_BYTES, name);
		return NULL;
	}
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	j.source = doc_source_new(a, d, name, bytes, len);
	j.at = bytes;
	j.end = bytes + len;
	v = read_value(&j, 0);
	skip_space(&j);
	if (v && j.at < j.end)
		wrong(&j, "nothing may follow the value");
	return j.failed ? NULL : v;
}
