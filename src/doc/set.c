/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * set.c - --set key.path=value.
 *
 * Maps and lists on the path are copied, never changed: aliases may share
 * them, and only the place that the path names is meant.
 */
#include "doc/load.h"

#include <string.h>

#include "base/utf8.h"
#include "doc/map.h"

/* One key or list index of the path. */
struct step {
	const char *key;
	struct place place;	/* of the key in the override */
	size_t path_len;	/* bytes of the path up to its end */
};

/* One override being applied. */
struct override {
	struct doc_reader *r;
	const struct doc_source *source;
	const char *spec;
	struct step steps[LIMIT_DOC_DEPTH];
	size_t n_steps;
	struct value *value;
};

static struct value *put(struct override *o, struct value *old, size_t i);

/* Report @why; return 0, which is the offset of no value. */
static size_t refuse(struct override *o, size_t at, const char *why)
{
	diag_add(o->r->diags, E_BAD_SET,
		 doc_source_span(o->source, at, at), "%s", why);
	return 0;
}

/* The key that starts at @at; return where it ends, 0 after a diagnostic. */
static size_t read_step(struct override *o, size_t at)
{
	struct arena *a = o->r->arena;
	struct step *step = &o->steps[o->n_steps];
	bool quoted = o->spec[at] == '"';
	size_t first = at + quoted;
	size_t len = strcspn(o->spec + first, quoted ? "\"" : ".=");
	size_t end = first + len + quoted;

	if (quoted && !o->spec[first + len])
		return refuse(o, at, "the quote that opens here is not closed");
	if (len == 0)
		return refuse(o, at, "a key is missing here");
	if (!o->spec[end])
		return refuse(o, end, "'=' and a value are missing");
	if (!strchr(".=", o->spec[end]))
		return refuse(o, end, "a '.' or '=' is missing here");
	step->key = arena_strndup(a, o->spec + first, len);
	step->place = doc_source_span(o->source, at, end);
	step->path_len = end;
	o->n_steps++;
	return end;
}

/* Read the path; return the offset of the value, 0 after a diagnostic. */
static size_t read_path(struct override *o)
{
	size_t at = 0;

	for (;;) {
		if (o->n_steps == LIMIT_DOC_DEPTH) {
			diag_add(o->r->diags, E_INPUT_LIMIT,
				 doc_source_span(o->source, at, at),
				 "more than %d levels of nesting",
				 LIMIT_DOC_DEPTH);
			return 0;
		}
		at = read_step(o, at);
		if (at == 0 || o->spec[at] == '=')
			return at ? at + 1 : 0;
		at++;
	}
}

/*
 * What stands in place of @old. Quotes are a nuisance on a command line, and
 * --set target.xen=4.17 would be the number 4.17: what replaces a string is a
 * string.
 */
static struct value *replacement(struct override *o, const struct value *old)
{
	struct value *text;

	if (!old || old->kind != VALUE_STRING || !o->value->plain ||
	    o->value->kind == VALUE_STRING)
		return o->value;
	text = ARENA_NEW(o->r->arena, struct value);
	text->kind = VALUE_STRING;
	text->place = o->value->place;
	text->text = o->value->text;
	text->text_len = o->value->text_len;
	return text;
}

static struct value *put_member(struct override *o, const struct value *old,
				size_t i)
{
	const struct step *step = &o->steps[i];
	struct arena *a = o->r->arena;
	size_t n = old ? old->n : 0;
	struct member *members = arena_array(a, n + 1, sizeof(*members));
	const struct member *found = value_member(old, step->key);
	size_t at = found ? (size_t)(found - old->members) : n;
	struct value *copy = ARENA_NEW(a, struct value);

	if (n)
		memcpy(members, old->members, n * sizeof(*members));
	if (!found)
		members[n++] = (struct member){ step->key, step->place, NULL };
	members[at].value = put(o, members[at].value, i + 1);
	if (!members[at].value)
		return NULL;
	if (old)
		*copy = *old;
	else
		copy->place = step->place;
	doc_map_fill(a, copy, members, n);
	return copy;
}

static struct value *bad_step(struct override *o, const struct value *old,
			      size_t i, const char *what)
{
	struct diags *d = o->r->diags;
	int len = i ? (int)o->steps[i - 1].path_len : 0;
	struct diag_item *item =
		diag_add(d, E_BAD_SET, o->steps[i].place,
			 "'%.*s' is %s: %s", len, o->spec,
			 value_kind_name(old), what);

	diag_note(d, item, old->place, "the value");
	return NULL;
}

/* "0" to "99999"; @n or more for anything else. */
static size_t list_index(const char *key, size_t n)
{
	size_t at = 0;

	if (strspn(key, "0123456789") != strlen(key) || strlen(key) > 5)
		return n;
	for (; *key; key++)
		at = at * 10 + (size_t)(*key - '0');
	return at;
}

static struct value *put_item(struct override *o, const struct value *old,
			      size_t i)
{
	struct arena *a = o->r->arena;
	size_t at = list_index(o->steps[i].key, old->n);
	struct value *copy;

	if (at >= old->n)
		return bad_step(o, old, i, arena_printf(a,
			"its items have the numbers 0 to %zu, not '%s'",
			old->n ? old->n - 1 : 0,
			utf8_excerpt(a, o->steps[i].key, 60)));
	copy = ARENA_NEW(a, struct value);
	*copy = *old;
	copy->items = arena_array(a, old->n, sizeof(*copy->items));
	memcpy(copy->items, old->items, old->n * sizeof(*copy->items));
	copy->items[at] = put(o, old->items[at], i + 1);
	return copy->items[at] ? copy : NULL;
}

/* @old with the override put at step @i and below; NULL: refused. */
static struct value *put(struct override *o, struct value *old, size_t i)
{
	if (i == o->n_steps)
		return replacement(o, old);
	if (!old || old->kind == VALUE_NULL)
		return put_member(o, NULL, i);
	if (old->kind == VALUE_MAP)
		return put_member(o, old, i);
	if (old->kind == VALUE_LIST)
		return put_item(o, old, i);
	return bad_step(o, old, i, "no key is below it");
}

bool doc_is_set(struct place p)
{
	return p.file && strncmp(p.file, "--set ", 6) == 0;
}

struct value *doc_load_set(struct doc_reader *r, struct value *root,
			   const char *spec)
{
	struct override *o = ARENA_NEW(r->arena, struct override);
	const char *name = arena_printf(r->arena, "--set %s", spec);
	size_t len = strlen(spec);
	struct value *changed;
	size_t start;

	if (len > LIMIT_DOC_SCALAR) {
		diag_add(r->diags, E_INPUT_LIMIT, PLACE_NONE,
			 "more than %u bytes in one --set", LIMIT_DOC_SCALAR);
		return root;
	}
	o->r = r;
	o->spec = spec;
	o->source = doc_source_new(r->arena, r->diags, name, spec, len);
	start = read_path(o);
	if (!start)
		return root;
	/* All includes are read and gone by now. */
	if (strcmp(o->steps[0].key, "include") == 0) {
		diag_add(r->diags, E_BAD_SET, o->steps[0].place,
			 "include cannot be set: name the file in the system file");
		return root;
	}
	o->source = doc_source_from(r->arena, o->source, start);
	o->value = doc_parse(r, o->source);
	if (!o->value)
		return root;
	changed = put(o, root, 0);
	return changed ? changed : root;
}
