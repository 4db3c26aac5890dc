/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c - messages about a value.
 */
#include "schema/report.h"

#include <stdarg.h>
#include <string.h>

#include "schema/location.h"
#include "schema/number.h"
#include "schema/path.h"
#include "schema/size.h"
#include "schema/wanted.h"

/* The kinds of YAML for the types of a schema. */
static const struct {
	unsigned int bit;
	enum value_kind kind;
} kinds[] = {
	{ TYPE_BOOLEAN, VALUE_BOOL }, { TYPE_STRING, VALUE_STRING },
	{ TYPE_INTEGER, VALUE_INT },  { TYPE_NUMBER, VALUE_FLOAT },
	{ TYPE_ARRAY, VALUE_LIST },   { TYPE_OBJECT, VALUE_MAP },
	{ TYPE_NULL, VALUE_NULL },
};

/* Of fewer, all of which are listed, anyone finds the one meant. */
#define MANY_VALUES 6

static struct finding *keep(struct eval *e, const struct scope *s,
			    enum diag_code code, struct report_spot spot,
			    const char *text)
{
	const char *keyword = spot.keyword;
	struct finding *f = findings_add(e->findings, code, spot.place, text);

	if (!f)
		return NULL;
	if (!keyword && s->rule)
		keyword = s->rule->keyword->name;
	f->instance_path = spot.path;
	f->schema_path = location_keyword(e->arena, s->node, keyword);
	return f;
}

struct finding *report_here(struct eval *e, const struct scope *s,
			    enum diag_code code, const char *fmt, ...)
{
	struct report_spot spot = {
		.place = s->instance->value->place,
		.path = location_instance(e->arena, s->instance),
	};
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = arena_vprintf(e->arena, fmt, ap);
	va_end(ap);
	return keep(e, s, code, spot, text);
}

struct finding *report_at(struct eval *e, const struct scope *s,
			  enum diag_code code, struct report_spot spot,
			  const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = arena_vprintf(e->arena, fmt, ap);
	va_end(ap);
	return keep(e, s, code, spot, text);
}

static bool is_size(const struct scope *s)
{
	return s->node->unit && strcmp(s->node->unit, SIZE_UNIT) == 0 &&
	       !(s->node->types & TYPE_NUMBER);
}

/*
 * What YAML may have done to the value of @s, for any of the types in @types:
 * the end of a message, "" when there is nothing to say.
 */
static const char *find_trap(struct eval *e, const struct scope *s,
			     unsigned int types)
{
	const struct value *v = s->instance->value;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const char *trap = NULL;

		/* That nothing is there has been said. */
		if ((types & kinds[i].bit) && v->kind != VALUE_NULL)
			trap = value_trap(e->arena, v, kinds[i].kind);
		if (trap)
			return arena_printf(e->arena, "; it %s", trap);
	}
	return "";
}

static unsigned int types_taken(const struct schema_node *n)
{
	unsigned int types = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (node_takes_type(n, kinds[i].bit))
			types |= kinds[i].bit;
	return types;
}

/* A size as a bare number: everyone reads another unit into it. */
static bool report_bare_size(struct eval *e, const struct scope *s)
{
	const struct value *v = s->instance->value;
	const char *readings;

	readings = is_size(s) ? size_readings(e->arena, v) : NULL;
	if (!readings)
		return false;
	report_here(e, s, E_SIZE_WITHOUT_UNIT,
		    "%s: the size %s has no unit: %s; write the one that is meant",
		    path_text(e->arena, s->instance), v->text, readings);
	return true;
}

/* Something stands where a list of such things is wanted. */
static const char *list_hint(struct eval *e, const struct scope *s)
{
	const struct list_rule *list = s->node->list;
	const struct value *v = s->instance->value;

	if (s->node->types != TYPE_ARRAY || !list || !list->rest ||
	    v->kind == VALUE_NULL ||
	    !node_takes_type(list->rest, s->instance->types))
		return "";
	if (v->kind == VALUE_MAP)
		return "; a list of one has brackets around it, or a dash before it";
	return arena_printf(e->arena, "; a list of one is [%s]",
			    path_found(e->arena, v, false));
}

void report_type(struct eval *e, const struct scope *s)
{
	const char *wanted = wanted_scope(e->arena, s);
	const struct value *v = s->instance->value;
	const char *trap;

	if (report_bare_size(e, s))
		return;
	/* Quotes would not make a number a size. */
	trap = is_size(s) ? "" : find_trap(e, s, types_taken(s->node));
	if (!*trap)
		trap = list_hint(e, s);
	report_here(e, s, E_WRONG_TYPE,
		    "%s: found %s, wanted %s%s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, v, true),
		    wanted ? wanted : "another type", trap);
}

/* Text of the allowed string nearest to @v, or NULL. */
static const char *nearest(struct eval *e, const struct value *v,
			   struct value *const *allowed, size_t n_allowed)
{
	const char **texts = arena_array(e->arena, n_allowed, sizeof(*texts));
	size_t n = 0;

	if (v->kind != VALUE_STRING || n_allowed < MANY_VALUES)
		return NULL;
	for (size_t i = 0; i < n_allowed; i++)
		if (allowed[i]->kind == VALUE_STRING)
			texts[n++] = allowed[i]->text;
	return diag_did_you_mean(v->text, texts, n);
}

/* The allowed scalar that only quotes keep @v from being, or NULL. */
static const struct value *same_text(const struct value *v,
				     struct value *const *allowed,
				     size_t n_allowed)
{
	for (size_t i = 0; v->text && i < n_allowed; i++)
		if (allowed[i]->text && strcmp(allowed[i]->text, v->text) == 0)
			return allowed[i];
	return NULL;
}

static const char *enum_hint(struct eval *e, const struct scope *s,
			     struct value *const *allowed, size_t n_allowed)
{
	const struct value *v = s->instance->value;
	const struct value *same;
	const char *meant, *trap;
	unsigned int types = 0;

	if (n_allowed > MAX_GUESSED)
		return "";
	same = same_text(v, allowed, n_allowed);
	meant = nearest(e, v, allowed, n_allowed);
	if (same)
		return same->kind == VALUE_STRING ?
			       "; write it in quotes" :
			       "; write it without quotes";
	for (size_t i = 0; i < n_allowed; i++)
		types |= node_types(allowed[i], true);
	trap = find_trap(e, s, types);
	if (meant && !*trap)
		return arena_printf(e->arena, "; did you mean %s?", meant);
	return trap;
}

/* "0 MiB" has its unit: what it lacks is not the form. */
static bool report_no_size(struct eval *e, const struct scope *s)
{
	const struct instance *in = s->instance;
	const struct value *v = in->value;

	if (v->kind != VALUE_STRING || !size_is_zero(v->text))
		return false;
	/* "auto, or a size": only the whole of both says what it is. */
	while (!is_size(s)) {
		s = s->outer;
		if (!s || s->instance != in)
			return false;
	}
	report_here(e, s, E_WRONG_FORM,
		    "%s: found %s, a size must be more than 0",
		    path_text(e->arena, in),
		    path_found(e->arena, v, false));
	return true;
}

void report_enum(struct eval *e, const struct scope *s,
		 struct value *const *allowed, size_t n_allowed)
{
	const char *wanted = s->node->wanted;

	if (report_no_size(e, s))
		return;
	if (!wanted) {
		report_allowed(e, s, allowed, n_allowed);
		return;
	}
	report_here(e, s, E_WRONG_VALUE, "%s: found %s, wanted %s%s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, s->instance->value, false), wanted,
		    enum_hint(e, s, allowed, n_allowed));
}

void report_allowed(struct eval *e, const struct scope *s,
		    struct value *const *allowed, size_t n_allowed)
{
	report_here(e, s, E_WRONG_VALUE, "%s: found %s, allowed: %s%s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, s->instance->value, false),
		    wanted_values(e->arena, allowed, n_allowed),
		    enum_hint(e, s, allowed, n_allowed));
}

void report_never(struct eval *e, const struct scope *s)
{
	const struct value *v = s->instance->value;
	const char *wanted = wanted_note(s);

	report_here(e, s, E_WRONG_VALUE,
		    "%s: %s is not allowed here%s%s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, v, false),
		    wanted ? "; wanted " : "", wanted ? wanted : "");
}

void report_several(struct eval *e, const struct scope *s,
		    const struct schema_node *a, const struct schema_node *b)
{
	const struct value *v = s->instance->value;
	const char *first = wanted_node(e->arena, a);
	const char *second = wanted_node(e->arena, b);

	report_here(e, s, E_WRONG_VALUE,
		    "%s: %s can be read in two ways: as %s, and as %s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, v, false), first ? first : "anything",
		    second ? second : "anything");
}

void report_range(struct eval *e, const struct scope *s)
{
	const struct value *v = s->instance->value;

	report_here(e, s, E_OUT_OF_RANGE,
		    "%s: found %s, allowed: %s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, v, false),
		    wanted_bounds(e->arena, s->node->source, "minimum",
				  "maximum", "exclusiveMinimum",
				  "exclusiveMaximum"));
}

void report_multiple(struct eval *e, const struct scope *s,
		     const struct value *divisor)
{
	const struct value *v = s->instance->value;

	report_here(e, s, E_OUT_OF_RANGE,
		    "%s: found %s, allowed: multiples of %s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, v, false), divisor->text);
}

void report_form(struct eval *e, const struct scope *s, const char *wanted)
{
	const struct value *v = s->instance->value;
	const char *noted = wanted_note(s);
	const char *meant = NULL;

	if (report_no_size(e, s))
		return;
	if (is_size(s))
		meant = size_meant(e->arena, v->text);
	report_here(e, s, E_WRONG_FORM,
		    "%s: found %s, wanted %s%s%s%s",
		    path_text(e->arena, s->instance),
		    path_found(e->arena, v, false), noted ? noted : wanted,
		    meant ? "; did you mean " : "", meant ? meant : "",
		    meant ? "?" : "");
}

void report_length(struct eval *e, const struct scope *s)
{
	const struct value *v = s->instance->value;
	size_t n = path_characters(v);
	const char *wanted = n ? NULL : wanted_scope(e->arena, s);

	if (wanted)
		report_here(e, s, E_WRONG_FORM,
			    "%s: found an empty text, wanted %s",
			    path_text(e->arena, s->instance), wanted);
	else
		report_here(e, s, E_WRONG_FORM,
			    "%s: %s has %zu character%s, allowed: %s",
			    path_text(e->arena, s->instance),
			    path_found(e->arena, v, false), n,
			    n == 1 ? "" : "s",
			    wanted_bounds(e->arena, s->node->source,
					  "minLength", "maxLength", NULL,
					  NULL));
}

void report_count(struct eval *e, const struct scope *s)
{
	const struct value *v = s->instance->value;
	bool list = v->kind == VALUE_LIST;

	report_here(e, s, E_WRONG_COUNT,
		    "%s: found %zu %s%s, allowed: %s",
		    path_text(e->arena, s->instance), v->n,
		    list ? "item" : "key", v->n == 1 ? "" : "s",
		    wanted_bounds(e->arena, s->node->source,
				  list ? "minItems" : "minProperties",
				  list ? "maxItems" : "maxProperties", NULL,
				  NULL));
}

void report_surplus(struct eval *e, const struct scope *s, size_t n_allowed)
{
	const struct value *v = s->instance->value;
	const struct instance item = eval_item(e, s->instance, n_allowed);

	report_at(e, s, E_WRONG_COUNT,
		  (struct report_spot){
			  .place = item.value->place,
			  .path = location_instance(e->arena, &item),
			  .keyword = value_get(s->node->source,
					       "additionalItems") ?
					     "additionalItems" :
					     "items",
		  },
		     "%s: found %zu item%s, allowed: at most %zu",
		     path_text(e->arena, s->instance), v->n,
		     v->n == 1 ? "" : "s", n_allowed);
}

void report_repeat(struct eval *e, const struct scope *s, size_t first,
		   size_t again)
{
	const struct value *v = s->instance->value;
	const struct instance item = eval_item(e, s->instance, again);
	struct finding *f;

	f = report_at(e, s, E_DUPLICATE_ITEM,
		      (struct report_spot){
			      .place = item.value->place,
			      .path = location_instance(e->arena, &item),
		      },
		      "%s: %s is in the list already",
			 path_text(e->arena, &item),
			 path_found(e->arena, item.value, false));
	findings_note(e->findings, f, v->items[first]->place,
		      "the first one is here");
}
