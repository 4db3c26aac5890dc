/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blind.c - walk the schema of the language and write what it lets pass.
 *
 * What the machine of the tests fixes (board, boot method, files) is written
 * by overrides; all else comes from the schema, so that a key which is new in
 * it is tried without a word here.
 */
#include "blind.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "schema/schema.h"
#include "system_text.h"
#include "values.h"
#include "xens.h"
#include "../boot/lab.h"

#define PATH_BYTES 128
/* In percent: a key that may be left out is there. */
#define KEY_TOP 20
#define KEY_DOMAIN 9
#define KEY_BELOW 50
#define ITEMS_MOST 3

struct walk {
	struct arena *arena;
	const struct value *schema;
	const struct oracle_files *files;
	struct oracle_case *c;
	struct random r;
	struct buf out;
	const struct oracle_domain *domain;	/* being written, or NULL */
};

const struct value *blind_schema(struct arena *a)
{
	const struct schema_embedded *s = schema_find_embedded("system");
	struct diags *d = diags_new(a);

	return doc_read_bytes(a, d, "system.yaml", s->text, s->len);
}

static const struct value *find_def(const struct walk *w, const char *ref)
{
	static const char head[] = "#/$defs/";

	return value_get(value_get(w->schema, "$defs"),
			 ref + sizeof(head) - 1);
}

/* Keyword of a schema, or of what it refers to. */
static const struct value *keyword(const struct walk *w,
				   const struct value *s, const char *name)
{
	const struct value *v = value_get(s, name), *ref;

	while (!v && (ref = value_get(s, "$ref"))) {
		s = find_def(w, ref->text);
		v = value_get(s, name);
	}
	return v;
}

static bool refers_to(const struct walk *w, const struct value *s,
		      const char *def)
{
	const struct value *ref;

	while ((ref = value_get(s, "$ref"))) {
		if (strcmp(strrchr(ref->text, '/') + 1, def) == 0)
			return true;
		s = find_def(w, ref->text);
	}
	return false;
}

static void put(struct walk *w, const struct value *s, const char *path);

/* A scalar of the schema as it stands there. */
static void put_scalar(struct walk *w, const struct value *v)
{
	if (v->kind == VALUE_STRING)
		buf_json_string(&w->out, v->text);
	else
		buf_puts(&w->out, v->text);
}

static void put_any(struct walk *w, const struct value *v)
{
	const char *between = "";

	if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) {
		put_scalar(w, v);
		return;
	}
	buf_putc(&w->out, v->kind == VALUE_LIST ? '[' : '{');
	for (size_t i = 0; i < v->n; i++, between = ", ") {
		buf_puts(&w->out, between);
		if (v->kind == VALUE_LIST) {
			put_any(w, v->items[i]);
			continue;
		}
		buf_json_string(&w->out, v->members[i].key);
		buf_puts(&w->out, ": ");
		put_any(w, v->members[i].value);
	}
	buf_putc(&w->out, v->kind == VALUE_LIST ? ']' : '}');
}

/* Name of a domain that is there; now and then of none. */
static void put_domain_name(struct walk *w)
{
	const struct oracle_case *c = w->c;
	size_t i = random_below(&w->r, c->n_domains + 1);

	if (i == c->n_domains)
		i = random_below(&w->r, c->n_domains);
	buf_json_string(&w->out, random_percent(&w->r, 2) ?
				 "nobody" : c->domains[i].name);
}

static void put_integer(struct walk *w, const struct value *s)
{
	const struct value *low = keyword(w, s, "minimum");
	const struct value *high = keyword(w, s, "maximum");
	const struct value *unit = keyword(w, s, "x-unit");

	if (unit && strcmp(unit->text, "address") == 0) {
		value_address(&w->r, &w->out);
		return;
	}
	buf_printf(&w->out, "%" PRIu64,
		   value_integer(&w->r, low ? low->magnitude : 0,
				 high ? high->magnitude : UINT32_MAX));
}

/* A text that no rule of the schema describes: one of its examples. */
static void put_string(struct walk *w, const struct value *s)
{
	const struct value *examples = keyword(w, s, "examples");

	if (refers_to(w, s, "size")) {
		value_size(&w->r, &w->out);
	} else if (refers_to(w, s, "name")) {
		put_domain_name(w);
	} else if (examples && examples->n) {
		put_any(w, examples->items[random_below(&w->r, examples->n)]);
	} else {
		buf_puts(&w->out, "\"x\"");
	}
}

static void put_list(struct walk *w, const struct value *s, const char *path)
{
	const struct value *least = keyword(w, s, "minItems");
	const struct value *items = keyword(w, s, "items");
	uint64_t n = random_in(&w->r, least ? least->magnitude : 0, ITEMS_MOST);
	bool unique = keyword(w, s, "uniqueItems");

	if (unique && n > 1)
		n = 1;
	buf_putc(&w->out, '[');
	for (uint64_t i = 0; i < n; i++) {
		buf_puts(&w->out, i ? ", " : "");
		put(w, items, path);
	}
	buf_putc(&w->out, ']');
}

static bool is_required(const struct walk *w, const struct value *s,
			const char *key)
{
	const struct value *list = keyword(w, s, "required");

	for (size_t i = 0; list && i < list->n; i++)
		if (strcmp(list->items[i]->text, key) == 0)
			return true;
	return false;
}

static unsigned int chance_of(const char *path)
{
	if (!*path)
		return KEY_TOP;
	return strcmp(path, "domains.*") == 0 ? KEY_DOMAIN : KEY_BELOW;
}

static void put_key(struct walk *w, const char *key, const struct value *s,
		    const char *path, const char **between)
{
	char below[PATH_BYTES];

	snprintf(below, sizeof(below), "%s%s%s", path, *path ? "." : "", key);
	buf_printf(&w->out, "%s\"%s\": ", *between, key);
	*between = *path ? ", " : "\n";
	put(w, s, below);
}

/* A map whose keys are names: of domains that are there, or made up. */
static void put_names(struct walk *w, const struct value *s, const char *path)
{
	static const char *const made_up[] = { "one", "two", "three" };
	const struct value *names = keyword(w, s, "propertyNames");
	bool of_domains = names && refers_to(w, names, "name");
	size_t most = of_domains ? w->c->n_domains :
				   sizeof(made_up) / sizeof(made_up[0]);
	size_t n = random_in(&w->r, 1, most);
	size_t first = random_below(&w->r, most);
	char below[PATH_BYTES];

	snprintf(below, sizeof(below), "%s.*", path);
	buf_putc(&w->out, '{');
	for (size_t i = 0; i < n; i++) {
		size_t at = (first + i) % most;

		buf_printf(&w->out, "%s\"%s\": ", i ? ", " : "",
			   of_domains ? w->c->domains[at].name : made_up[at]);
		put(w, keyword(w, s, "additionalProperties"), below);
	}
	buf_putc(&w->out, '}');
}

static void put_map(struct walk *w, const struct value *s, const char *path)
{
	const struct value *keys = keyword(w, s, "properties");
	const char *between = "";
	char below[PATH_BYTES];

	if (!keys) {
		put_names(w, s, path);
		return;
	}
	buf_puts(&w->out, *path ? "{" : "");
	for (size_t i = 0; i < keys->n; i++) {
		const struct member *m = &keys->members[i];
		enum text_part part;

		snprintf(below, sizeof(below), "%s%s%s", path,
			 *path ? "." : "", m->key);
		part = text_part(below);
		if (part == TEXT_NEVER)
			continue;
		if (part == TEXT_ALWAYS || is_required(w, s, m->key) ||
		    random_percent(&w->r, chance_of(path)))
			put_key(w, m->key, m->value, path, &between);
	}
	buf_puts(&w->out, *path ? "}" : "\n");
}

static bool is_type(const struct value *type, const char *name)
{
	if (!type)
		return false;
	if (type->kind == VALUE_STRING)
		return strcmp(type->text, name) == 0;
	for (size_t i = 0; i < type->n; i++)
		if (strcmp(type->items[i]->text, name) == 0)
			return true;
	return false;
}

static void put_by_type(struct walk *w, const struct value *s,
			const char *path)
{
	const struct value *type = keyword(w, s, "type");

	if (is_type(type, "object"))
		put_map(w, s, path);
	else if (is_type(type, "boolean"))
		buf_puts(&w->out, random_percent(&w->r, 50) ? "true" : "false");
	else if (is_type(type, "integer"))
		put_integer(w, s);
	else if (is_type(type, "string"))
		put_string(w, s);
	else if (is_type(type, "array"))
		put_list(w, s, path);
	else
		buf_puts(&w->out, "\"x\"");
}

/* Every domain that the case has, a line each. */
static void put_domains(struct walk *w, const struct value *s)
{
	for (size_t i = 0; i < w->c->n_domains; i++) {
		w->domain = &w->c->domains[i];
		buf_printf(&w->out, "\n  %s: ", w->domain->name);
		put(w, keyword(w, s, "additionalProperties"), "domains.*");
	}
	w->domain = NULL;
}

/* One branch, enough to be what the schema lets pass. */
static void put(struct walk *w, const struct value *s, const char *path)
{
	const struct value *v;
	struct text_input in = { w->arena, w->files, w->c, w->domain, &w->r };

	if (strcmp(path, "domains") == 0)
		put_domains(w, s);
	else if (text_write(&in, path, &w->out))
		return;
	else if ((v = keyword(w, s, "const")))
		put_scalar(w, v);
	else if ((v = keyword(w, s, "enum")))
		put_scalar(w, v->items[random_below(&w->r, v->n)]);
	else if ((v = keyword(w, s, "oneOf")))
		put(w, v->items[random_below(&w->r, v->n)], path);
	else
		put_by_type(w, s, path);
}

static void choose_domains(struct walk *w)
{
	static const char *const names[] = { "a", "b", "c" };
	struct oracle_case *c = w->c;
	size_t n = random_percent(&w->r, 50) ? 1 : random_in(&w->r, 2, 3);

	if (random_percent(&w->r, 30))
		c->domains[c->n_domains++] =
			(struct oracle_domain){ .name = "dom0",
						.is_dom0 = true };
	for (size_t i = 0; i < n; i++)
		c->domains[c->n_domains++] =
			(struct oracle_domain){ .name = names[i] };
}

struct oracle_case blind_case(struct arena *a, const struct value *schema,
			      const struct oracle_files *files,
			      enum oracle_release release, uint64_t seed,
			      unsigned int number, unsigned int attempt)
{
	struct oracle_case c = {
		.number = number,
		.kind = "blind",
		.release = release,
	};
	struct walk w = {
		.arena = a,
		.schema = schema,
		.files = files,
		.c = &c,
		.r = random_make(seed, number * 1000003ull + attempt),
		.out = buf_make(a, LIMIT_OUTPUT_BYTES),
	};

	c.build = xens_choose(random_percent(&w.r, 70), seed, number);
	c.machine.gic = random_percent(&w.r, 50) ? 2 : 3;
	c.machine.ram_mib = LAB_RAM_MIB;
	choose_domains(&w);
	put(&w, schema, "");
	c.text = buf_str(&w.out);
	return c;
}
