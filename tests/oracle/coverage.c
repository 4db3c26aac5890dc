/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * coverage.c - which keys of the language generated systems say.
 */
#include "coverage.h"

#include <stdio.h>
#include <string.h>

#include "blind_text.h"

#define KEYS_MOST 256
#define PATH_BYTES 128
/* Values of a key that the table names; of more it has the number. */
#define VALUES_NAMED 8
/* A longer one is a text of its own. */
#define VALUE_BYTES 24

struct said {
	const char *text;
	size_t n;
	struct said *next;
};

struct key {
	const char *path;
	size_t n_systems;
	const struct oracle_case *last;	/* that said it */
	struct said *values;	/* in the order first said */
	size_t n_values;
};

struct coverage {
	struct arena *arena;
	const struct value *schema;
	struct key keys[KEYS_MOST];
	size_t n_keys;
	const struct oracle_case *now;
};

static struct key *find_key(struct coverage *v, const char *path)
{
	for (size_t i = 0; i < v->n_keys; i++)
		if (strcmp(v->keys[i].path, path) == 0)
			return &v->keys[i];
	if (v->n_keys == KEYS_MOST)
		return NULL;
	v->keys[v->n_keys].path = arena_strdup(v->arena, path);
	return &v->keys[v->n_keys++];
}

static const struct value *deref(const struct coverage *v,
				 const struct value *s)
{
	const struct value *ref;

	while (!value_get(s, "type") && !value_get(s, "oneOf") &&
	       (ref = value_get(s, "$ref")))
		s = value_get(value_get(v->schema, "$defs"),
			      strrchr(ref->text, '/') + 1);
	return s;
}

static void join(char *to, const char *path, const char *key)
{
	snprintf(to, PATH_BYTES, "%s%s%s", path, *path ? "." : "", key);
}

/* Every key below @s, in the order of the schema. */
static void add_keys(struct coverage *v, const struct value *s,
		     const char *path)
{
	const struct value *x;
	char below[PATH_BYTES];

	s = deref(v, s);
	x = value_get(s, "properties");
	for (size_t i = 0; x && i < x->n; i++) {
		join(below, path, x->members[i].key);
		find_key(v, below);
		add_keys(v, x->members[i].value, below);
	}
	x = value_get(s, "additionalProperties");
	if (x && x->kind == VALUE_MAP) {
		join(below, path, "*");
		add_keys(v, x, below);
	}
	x = value_get(s, "items");
	if (x)
		add_keys(v, x, path);
	x = value_get(s, "oneOf");
	for (size_t i = 0; x && i < x->n; i++)
		add_keys(v, x->items[i], path);
}

struct coverage *coverage_new(struct arena *a, const struct value *schema)
{
	struct coverage *v = ARENA_NEW(a, struct coverage);

	v->arena = a;
	v->schema = schema;
	add_keys(v, schema, "");
	return v;
}

static void note_value(struct coverage *v, struct key *k,
		       const struct value *value)
{
	const char *text = strlen(value->text) > VALUE_BYTES ?
			   "(a text)" : value->text;
	struct said **at = &k->values;

	while (*at && strcmp((*at)->text, text) != 0)
		at = &(*at)->next;
	if (!*at) {
		*at = ARENA_NEW(v->arena, struct said);
		(*at)->text = arena_strdup(v->arena, text);
		k->n_values++;
	}
	(*at)->n++;
}

static bool is_key(const struct coverage *v, const char *path)
{
	for (size_t i = 0; i < v->n_keys; i++)
		if (strcmp(v->keys[i].path, path) == 0)
			return true;
	return false;
}

static void add_value(struct coverage *v, const struct value *value,
		      const char *path);

/* A key of the language, or a name in a map of them. */
static void add_member(struct coverage *v, const struct member *m,
		       const char *path)
{
	char below[PATH_BYTES];
	struct key *k;

	join(below, path, m->key);
	if (!is_key(v, below))
		join(below, path, "*");
	k = is_key(v, below) ? find_key(v, below) : NULL;
	if (k && k->last != v->now) {
		k->n_systems++;
		k->last = v->now;
	}
	add_value(v, m->value, below);
}

static void add_value(struct coverage *v, const struct value *value,
		      const char *path)
{
	if (value->kind == VALUE_MAP) {
		for (size_t i = 0; i < value->n; i++)
			add_member(v, &value->members[i], path);
	} else if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->n; i++)
			add_value(v, value->items[i], path);
	} else if (is_key(v, path)) {
		note_value(v, find_key(v, path), value);
	}
}

void coverage_add(struct coverage *v, const struct oracle_case *c)
{
	struct diags *d = diags_new(v->arena);
	const struct value *root = doc_read_bytes(v->arena, d, "system.yaml",
						  c->text, strlen(c->text));

	v->now = c;
	if (root)
		add_value(v, root, "");
}

static void put_values(const struct key *k, struct buf *out)
{
	const char *between = "";

	if (k->n_values > VALUES_NAMED) {
		buf_printf(out, "%zu different", k->n_values);
		return;
	}
	for (const struct said *s = k->values; s; s = s->next) {
		buf_printf(out, "%s`%s` %zu", between, s->text, s->n);
		between = ", ";
	}
}

size_t coverage_write(const struct coverage *v, struct buf *out)
{
	size_t n_wrong = 0;

	buf_puts(out, "| key | systems | values |\n|---|---|---|\n");
	for (size_t i = 0; i < v->n_keys; i++) {
		const struct key *k = &v->keys[i];
		const char *why = k->n_systems ? NULL : blind_why(k->path);

		buf_printf(out, "| `%s` | %zu | ", k->path, k->n_systems);
		if (k->n_systems)
			put_values(k, out);
		else
			buf_puts(out, why ? why : "**never said**");
		buf_puts(out, " |\n");
		if (k->n_systems || why)
			continue;
		n_wrong++;
		printf("oracle: no blind system says '%s', and blind_text.c has no reason\n",
		       k->path);
	}
	return n_wrong;
}
