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
#include "blind_text.h"
#include "compile.h"
#include "schema/schema.h"
#include "values.h"
#include "xens.h"
#include "../boot/lab.h"

#define PATH_BYTES 128
/* In percent: a key that may be left out is there, in a system of many. */
#define KEY_TOP 24
#define KEY_SECTION 20
#define KEY_DOMAIN 16
#define KEY_BELOW 65
/* What is said of another domain seldom gets as far as to be built. */
#define KEY_OF_OTHERS 95
#define ITEMS_MOST 3
/* CPUs of the machine. */
#define CPUS 2
/* Systems that are tried for one that can be built at all. */
#define ATTEMPTS 400

struct walk {
	struct arena *arena;
	const struct value *schema;
	const struct oracle_files *files;
	struct oracle_case *c;
	struct values values;
	unsigned int share;	/* in percent, of the keys that may be there */
	struct buf out;
	const struct oracle_domain *domain;	/* being written, or NULL */
	const char *pools[ITEMS_MOST];	/* CPU pools that are there */
	size_t n_pools;
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
	size_t i = random_below(&w->values.r, c->n_domains + 1);

	if (i == c->n_domains)
		i = random_below(&w->values.r, c->n_domains);
	buf_json_string(&w->out, random_percent(&w->values.r, 2) ?
				 "nobody" : c->domains[i].name);
}

static void put_integer(struct walk *w, const struct value *s)
{
	const struct value *low = keyword(w, s, "minimum");
	const struct value *high = keyword(w, s, "maximum");
	const struct value *step = keyword(w, s, "multipleOf");
	uint64_t n;

	if (refers_to(w, s, "address")) {
		value_address(&w->values, &w->out);
		return;
	}
	n = value_integer(&w->values, low ? low->magnitude : 0,
			  high ? high->magnitude : UINT32_MAX);
	if (step)
		n = (n + step->magnitude - 1) / step->magnitude *
		    step->magnitude;
	buf_printf(&w->out, "%" PRIu64, n);
}

/* As a number, numbers, or a path in the machine's tree. */
static void put_cpus(struct walk *w)
{
	uint64_t n = random_below(&w->values.r, CPUS) +
		     random_percent(&w->values.r, 5);

	switch (random_below(&w->values.r, 3)) {
	case 0:
		buf_printf(&w->out, "%" PRIu64, n);
		break;
	case 1:
		buf_printf(&w->out, "/cpus/cpu@%" PRIu64, n);
		break;
	default:
		buf_putc(&w->out, '"');
		value_numbers(&w->values, CPUS, &w->out);
		buf_putc(&w->out, '"');
	}
}

/* A text that no rule of the schema describes: one of its examples. */
static void put_string(struct walk *w, const struct value *s)
{
	const struct value *examples = keyword(w, s, "examples");

	if (refers_to(w, s, "size")) {
		value_size(&w->values, &w->out);
	} else if (refers_to(w, s, "name")) {
		put_domain_name(w);
	} else if (refers_to(w, s, "pool-name") && w->n_pools) {
		buf_json_string(&w->out, w->pools[random_below(&w->values.r,
							       w->n_pools)]);
	} else if (examples && examples->n) {
		put_any(w, examples->items[random_below(&w->values.r, examples->n)]);
	} else {
		buf_puts(&w->out, "\"x\"");
	}
}

static void put_list(struct walk *w, const struct value *s, const char *path)
{
	const struct value *least = keyword(w, s, "minItems");
	const struct value *most = keyword(w, s, "maxItems");
	const struct value *items = keyword(w, s, "items");
	uint64_t n = random_in(&w->values.r, least ? least->magnitude : 0,
			       most ? most->magnitude : ITEMS_MOST);
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

/* Keys that the schema does not allow together: all but one of them. */
static bool is_excluded(struct walk *w, const struct value *s,
			const char *key, size_t keep)
{
	const struct value *list = keyword(w, s, "not");

	list = list ? value_get(list, "required") : NULL;
	for (size_t i = 0; list && i < list->n; i++)
		if (strcmp(list->items[i]->text, key) == 0)
			return i != keep % list->n;
	return false;
}

/* A name of what is not there, or what the release does not have yet. */
static bool is_missing(struct walk *w, const struct value *s)
{
	const struct value *since = keyword(w, s, "x-since");

	if (refers_to(w, s, "pool-name") && !w->n_pools)
		return true;
	return since && (strchr(since->text, ' ') ||
			 strcmp(since->text, release_names[w->c->release]) > 0);
}

static unsigned int chance_of(const struct walk *w, const char *path)
{
	if (!*path)
		return KEY_TOP * w->share / 100;
	if (!strchr(path, '.') && value_get(value_get(w->schema, "properties"),
					    path))
		return KEY_SECTION * w->share / 100;
	if (strcmp(path, "domains.*.maps") == 0 ||
	    strcmp(path, "domains.*.virtio") == 0)
		return KEY_OF_OTHERS;
	if (strcmp(path, "domains.*") != 0)
		return KEY_BELOW;
	return KEY_DOMAIN * w->share / (w->domain->is_dom0 ? 300 : 100);
}

static void put_key(struct walk *w, const char *key, const struct value *s,
		    const char *path, const char **between)
{
	char below[PATH_BYTES];

	snprintf(below, sizeof(below), "%s%s%s", path, *path ? "." : "", key);
	buf_printf(&w->out, "%s%s: ", *between, key);
	*between = *path ? ", " : "\n";
	put(w, s, below);
}

/* A name of the language; some are as long as they may be. */
static const char *make_name(struct walk *w, const struct value *s,
			     unsigned int i)
{
	static const char *const short_names[] = { "one", "two", "three" };
	const struct value *most = keyword(w, s, "maxLength");
	char name[64];

	if (!most || most->magnitude >= sizeof(name) ||
	    random_percent(&w->values.r, 70))
		return short_names[i % 3];
	memset(name, 'n', sizeof(name));
	name[0] = (char)('0' + i);
	name[1] = ',';
	name[most->magnitude] = '\0';
	return arena_strdup(w->arena, name);
}

/* A map whose keys are names: of domains that are there, or made up. */
static void put_names(struct walk *w, const struct value *s, const char *path)
{
	const struct value *names = keyword(w, s, "propertyNames");
	bool of_domains = names && refers_to(w, names, "name");
	size_t most = of_domains ? w->c->n_domains : ITEMS_MOST;
	size_t n = random_in(&w->values.r, 1, most);
	size_t first = random_below(&w->values.r, most);
	char below[PATH_BYTES];

	snprintf(below, sizeof(below), "%s.*", path);
	buf_putc(&w->out, '{');
	for (size_t i = 0; i < n; i++) {
		size_t at = (first + i) % most;
		const char *name = of_domains ? w->c->domains[at].name :
				   make_name(w, names, (unsigned int)at);

		if (names && refers_to(w, names, "pool-name"))
			w->pools[w->n_pools++] = name;
		buf_printf(&w->out, "%s\"%s\": ", i ? ", " : "", name);
		put(w, keyword(w, s, "additionalProperties"), below);
	}
	buf_putc(&w->out, '}');
}

static void put_map(struct walk *w, const struct value *s, const char *path)
{
	const struct value *keys = keyword(w, s, "properties");
	size_t keep = random_below(&w->values.r, 2);
	const char *between = "";
	char below[PATH_BYTES];

	if (!keys) {
		put_names(w, s, path);
		return;
	}
	buf_puts(&w->out, *path ? "{" : "");
	for (size_t i = 0; i < keys->n; i++) {
		const struct member *m = &keys->members[i];
		enum blind_part part;

		snprintf(below, sizeof(below), "%s%s%s", path,
			 *path ? "." : "", m->key);
		part = blind_part(below, w->domain);
		if (part == BLIND_NEVER ||
		    is_excluded(w, s, m->key, keep) ||
		    (is_missing(w, m->value) &&
		     !random_percent(&w->values.r, 2)))
			continue;
		if (part == BLIND_ALWAYS || is_required(w, s, m->key) ||
		    random_percent(&w->values.r, part == BLIND_OFTEN ? 50 :
				   chance_of(w, path)))
			put_key(w, m->key, m->value, path, &between);
	}
	if (value_get(keys, "base"))
		value_end(&w->values);
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

	if (refers_to(w, s, "cpu-item"))
		put_cpus(w);
	else if (is_type(type, "object"))
		put_map(w, s, path);
	else if (is_type(type, "boolean"))
		buf_puts(&w->out, random_percent(&w->values.r, 50) ? "true" : "false");
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
	const struct blind_input in = {
		.text = { w->arena, w->files, w->c, w->domain },
		.values = &w->values,
	};

	if (strcmp(path, "domains") == 0)
		put_domains(w, s);
	else if (blind_write(&in, path, &w->out))
		return;
	else if ((v = keyword(w, s, "const")))
		put_scalar(w, v);
	else if ((v = keyword(w, s, "enum")))
		put_scalar(w, v->items[random_below(&w->values.r, v->n)]);
	else if ((v = keyword(w, s, "oneOf")))
		put(w, v->items[random_below(&w->values.r, v->n)], path);
	else
		put_by_type(w, s, path);
}

/*
 * What is a name of the language, and one as long as the probe may be called
 * (hypervisor/probe/report.h).
 */
static const char *const odd_names[] = {
	"0", "a,b.c_d+e-f", "xen", "module", "memory", "cpus", "hypervisor",
	"n2345678901234567890123",
};

static void add_domain(struct walk *w, const char *name, bool is_xl)
{
	struct oracle_case *c = w->c;

	for (size_t i = 0; i < c->n_domains; i++)
		if (strcmp(c->domains[i].name, name) == 0)
			return;
	c->domains[c->n_domains++] = (struct oracle_domain){
		.name = name,
		.is_dom0 = strcmp(name, "dom0") == 0,
		.is_xl = is_xl,
	};
}

static void choose_domains(struct walk *w)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g",
					     "h", "i" };
	size_t n = random_percent(&w->values.r, 50) ? 1 :
		   random_in(&w->values.r, 2, random_percent(&w->values.r, 90) ?
			     3 : sizeof(names) / sizeof(names[0]));

	if (random_percent(&w->values.r, 30))
		add_domain(w, "dom0", false);
	for (size_t i = 0; i < n; i++)
		add_domain(w, random_percent(&w->values.r, 92) ? names[i] :
			   odd_names[random_below(&w->values.r,
						  sizeof(odd_names) /
						  sizeof(odd_names[0]))],
			   i && random_percent(&w->values.r, 30));
}

/*
 * Most systems say little, so that Xen gets far. All attempts at one say as
 * much: those that can be built at once say the least.
 */
static unsigned int choose_share(uint64_t seed, unsigned int number)
{
	static const unsigned int shares[] = { 10, 20, 20, 40, 60, 130 };
	struct random r = random_make(seed + 1, number);

	return shares[random_below(&r, sizeof(shares) / sizeof(shares[0]))];
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
		.values.r = random_make(seed, number * 1000003ull + attempt),
		.share = choose_share(seed, number),
		.out = buf_make(a, LIMIT_OUTPUT_BYTES),
	};

	c.build = xens_choose(random_percent(&w.values.r, 70), seed, number);
	c.machine.gic = random_percent(&w.values.r, 50) ? 2 : 3;
	c.machine.ram_mib = random_percent(&w.values.r, 85) ?
			    LAB_RAM_MIB : LAB_RAM_LARGE_MIB;
	choose_domains(&w);
	put(&w, schema, "");
	c.text = buf_str(&w.out);
	return c;
}

struct oracle_case blind_written(struct arena *a,
				 const struct oracle_files *files,
				 enum oracle_release release, uint64_t seed,
				 unsigned int number)
{
	const struct value *schema = blind_schema(a);
	struct oracle_case c;

	for (unsigned int i = 0; i < ATTEMPTS; i++) {
		struct arena *scratch = arena_new(LIMIT_ARENA_BYTES);
		bool written;

		c = blind_case(scratch, schema, files, release, seed, number,
			       i);
		written = compile_case(scratch, &c, NULL).written;
		arena_free(scratch);
		if (written)
			return blind_case(a, schema, files, release, seed,
					  number, i);
	}
	return c;
}
