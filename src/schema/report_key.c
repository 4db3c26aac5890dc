/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_key.c - messages about keys, and about schemas.
 */
#include "schema/report.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "schema/location.h"
#include "schema/path.h"
#include "schema/wanted.h"

/* A list of keys past this many bytes helps nobody. */
#define MAX_LISTED_BYTES 160
/* Of more keys than this nobody can say which was meant for which. */
#define MAX_SEARCHED 64

/* An enclosing value that has @key: lines of it may be indented too far. */
static const struct instance *owner_above(const struct scope *s,
					  const char *key)
{
	const struct instance *in = s->instance;

	for (; s; s = s->outer)
		if (s->instance != in && node_property(s->node, key))
			return s->instance;
	return NULL;
}

/* Where below @n the key belongs, in words, or NULL. */
static const char *owner_below(struct eval *e, const struct schema_node *n,
			       const char *key)
{
	const struct value *properties = n->map->properties;

	for (size_t i = 0; properties && i < properties->n; i++) {
		const struct schema_node *below = 
			node_of_member(n->map, i);
		const char *name = properties->members[i].key;

		if (node_declares(below, key))
			return arena_printf(e->arena, "'%s'", name);
		if (below->map && below->map->rest &&
		    node_declares(below->map->rest, key))
			return arena_printf(e->arena, "an entry of '%s'",
					    name);
	}
	return NULL;
}

static const char *key_meant(struct eval *e, const struct schema_node *n,
			     const char *key)
{
	const struct value *properties = n->map->properties;
	const char **names;

	if (!properties || properties->n > MAX_GUESSED)
		return NULL;
	names = arena_array(e->arena, properties->n, sizeof(*names));
	for (size_t i = 0; i < properties->n; i++)
		names[i] = properties->members[i].key;
	return diag_did_you_mean(key, names, properties->n);
}

/* Is @key required by the node of @s, and not there? */
static bool is_missing(const struct scope *s, const char *key)
{
	const struct rule *r = node_rule(s->node, "required");

	if (!r || value_member(s->instance->value, key))
		return false;
	for (size_t i = 0; i < r->arg->n; i++)
		if (strcmp(r->arg->items[i]->text, key) == 0)
			return true;
	return false;
}

/* The way out of an unknown key, as the end of its message. */
static const char *key_hint(struct eval *e, const struct scope *s,
			    const char *key)
{
	const struct instance *above = owner_above(s, key);
	const char *below = owner_below(e, s->node, key);
	const char *meant;

	if (above && above->parent)
		return arena_printf(e->arena,
				    "; %s has that key: mind the indentation",
				    path_text(e->arena, above));
	if (above)
		return "; it belongs to the top level: mind the indentation";
	if (below)
		return arena_printf(e->arena, "; it belongs into %s", below);
	meant = key_meant(e, s->node, key);
	if (!meant)
		return "";
	return arena_printf(e->arena, "; did you mean '%s'%s?", meant,
			    is_missing(s, meant) ? ", which is required" : "");
}

/* "xen, arch, kconfig", or NULL when there are none or too many. */
static const char *key_list(struct eval *e, const struct schema_node *n)
{
	const struct value *properties = n->map->properties;
	struct buf b = buf_make(e->arena, LIMIT_OUTPUT_BYTES);

	for (size_t i = 0; properties && i < properties->n; i++) {
		if (b.len > MAX_LISTED_BYTES)
			return NULL;
		if (i > 0)
			buf_puts(&b, ", ");
		buf_puts(&b, properties->members[i].key);
	}
	return b.len && b.len <= MAX_LISTED_BYTES ? buf_str(&b) : NULL;
}

void report_unknown_key(struct eval *e, const struct scope *s,
			const struct member *m)
{
	const char *keys = key_list(e, s->node);
	struct finding *f;

	f = report_at(e, s, E_UNKNOWN_KEY,
		      (struct report_spot){
			      .place = m->key_place,
			      .path = location_member(e->arena, s->instance,
						      m->key),
			      .keyword = "additionalProperties",
		      },
			 "%s: unknown key '%s'%s",
			 path_text(e->arena, s->instance),
			 path_excerpt(e->arena, m->key),
			 key_hint(e, s, m->key));
	if (keys)
		findings_note(e->findings, f, PLACE_NONE, "allowed keys: %s",
			      keys);
}

/* Is there an unknown key whose message says that @key is missing? */
static bool is_misspelt(struct eval *e, const struct scope *s,
			const char *key)
{
	const struct map_rule *map = s->node->map;
	const struct value *v = s->instance->value;

	if (!map || !map->rest || !map->rest->never || map->patterns ||
	    v->n > MAX_SEARCHED)
		return false;
	for (size_t i = 0; i < v->n; i++) {
		const char *other = v->members[i].key;
		const char *meant;

		if (node_property(s->node, other))
			continue;
		meant = key_meant(e, s->node, other);
		if (meant && strcmp(meant, key) == 0 &&
		    !owner_above(s, other) && !owner_below(e, s->node, other))
			return true;
	}
	return false;
}

/* Does the schema name the key that leads to the instance of @s? */
static bool is_declared(const struct scope *s)
{
	const struct instance *in = s->instance;

	for (; s; s = s->outer)
		if (s->instance == in->parent &&
		    node_property(s->node, in->key))
			return true;
	return false;
}

/* The member beside that --set meant, where it made a new one instead. */
static const char *sibling_meant(struct eval *e, const struct scope *s)
{
	const struct instance *in = s->instance;
	const struct value *all = in->parent->value;
	const char **names;
	size_t n = 0;

	if (all->n > MAX_GUESSED || is_declared(s))
		return NULL;
	names = arena_array(e->arena, all->n, sizeof(*names));
	for (size_t i = 0; i < all->n; i++)
		if (!doc_is_set(all->members[i].value->place))
			names[n++] = all->members[i].key;
	return diag_did_you_mean(in->key, names, n);
}

/* What lacks a key may be there by a slip in the path of a --set. */
static void note_set(struct eval *e, const struct scope *s,
		     struct finding *f)
{
	const struct instance *in = s->instance;
	const char *meant;

	if (!in->key || !doc_is_set(in->value->place))
		return;
	meant = sibling_meant(e, s);
	findings_note(e->findings, f, PLACE_NONE,
		      "%s is there by --set alone%s%s%s",
		      path_text(e->arena, in), meant ? "; did you mean '" : "",
		      meant ? meant : "", meant ? "'?" : "");
}

void report_missing_key(struct eval *e, const struct scope *s,
			const char *key)
{
	const struct schema_node *n = node_property(s->node, key);
	const char *wanted = n ? wanted_node(e->arena, n) : NULL;
	struct finding *f;

	if (is_misspelt(e, s, key))
		return;
	f = report_here(e, s, E_MISSING_KEY,
			"%s: the key '%s' is missing%s%s",
			path_text(e->arena, s->instance), key,
			wanted ? "; wanted " : "", wanted ? wanted : "");
	note_set(e, s, f);
}

void report_also_wanted(struct eval *e, const struct scope *s,
			size_t n_before)
{
	const struct value *v = s->instance->value;
	const char *wanted = s->node->wanted;
	struct finding *f;

	if (!wanted || v->kind == VALUE_LIST || v->kind == VALUE_MAP ||
	    e->findings->n == n_before)
		return;
	f = e->findings->list[n_before];
	if (!strstr(f->text, wanted))
		findings_note(e->findings, f, PLACE_NONE, "wanted here: %s",
			      wanted);
}

void report_schema(struct eval *e, const struct scope *s, struct place place,
		   const char *fmt, ...)
{
	struct finding *f;
	const char *text;
	va_list ap;

	if (findings_full(e->findings))
		return;
	va_start(ap, fmt);
	text = arena_vprintf(e->arena, fmt, ap);
	va_end(ap);
	f = report_at(e, s, E_BAD_SCHEMA,
		      (struct report_spot){
			      .place = place,
			      .path = location_instance(e->arena, s->instance),
		      },
		      "schema: %s", text);
	findings_note(e->findings, f, s->instance->value->place,
		      "found when it was applied to this value");
}

void report_pattern_broken(struct eval *e, const struct scope *s,
			   const struct pattern *p)
{
	size_t at;
	const char *fault = pattern_fault(e->schema->regex, p, &at);

	report_schema(e, s, p->place,
		      "%s is no regular expression: %s at character %zu",
		      p->text, fault, at + 1);
}

void report_pattern_limit(struct eval *e, const struct scope *s,
			  const struct pattern *p, size_t len)
{
	report_schema(e, s, p->place,
		      "%s takes more than %u steps or %u KiB on a text of %zu bytes",
		      p->text, LIMIT_PATTERN_STEPS, LIMIT_PATTERN_KIB, len);
}
