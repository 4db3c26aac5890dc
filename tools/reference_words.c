/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference_words.c - schemas in words.
 */
#include "reference.h"

#include <string.h>

#include "base/limits.h"

#define MAX_WORDS_BYTES (64u << 10)
#define MAX_KEYS 5	/* that a type lists; more are found below it */

static void add_words(const struct reference *r, struct buf *b,
		      const struct value *node);

/* ---- values ---- */

static void add_quoted(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

void reference_yaml(struct buf *b, const struct value *v)
{
	switch (v->kind) {
	case VALUE_LIST:
		buf_putc(b, '[');
		for (size_t i = 0; i < v->n; i++) {
			buf_puts(b, i ? ", " : "");
			reference_yaml(b, v->items[i]);
		}
		buf_putc(b, ']');
		break;
	case VALUE_MAP:
		buf_putc(b, '{');
		for (size_t i = 0; i < v->n; i++) {
			buf_printf(b, "%s%s: ", i ? ", " : "",
				   v->members[i].key);
			reference_yaml(b, v->members[i].value);
		}
		buf_putc(b, '}');
		break;
	default:
		if (v->kind == VALUE_STRING && !v->plain)
			add_quoted(b, v->text);
		else
			buf_puts(b, v->text);
	}
}

static void add_code(struct buf *b, const struct value *v)
{
	buf_putc(b, '`');
	reference_yaml(b, v);
	buf_putc(b, '`');
}

/* "`a`, `b` or `c`" */
static void add_list(struct buf *b, const struct value *list,
		     const char *last)
{
	for (size_t i = 0; i < list->n; i++) {
		if (i > 0)
			buf_puts(b, i + 1 < list->n ? ", " : last);
		add_code(b, list->items[i]);
	}
}

/* ---- types ---- */

/* " of 1 to 3 items"; nothing without bounds. */
static void add_bounds(struct buf *b, const struct value *node,
		       const char *least, const char *most,
		       const char *before, const char *behind)
{
	const struct value *low = value_get(node, least);
	const struct value *high = value_get(node, most);

	if (!low && !high)
		return;
	buf_puts(b, before);
	if (low && high && value_equal(low, high))
		buf_printf(b, "%s", low->text);
	else if (low && high)
		buf_printf(b, "%s to %s", low->text, high->text);
	else
		buf_printf(b, "%s %s", low ? "at least" : "at most",
			   low ? low->text : high->text);
	buf_puts(b, behind);
}

static void add_array(const struct reference *r, struct buf *b,
		      const struct value *node)
{
	const struct value *items = value_get(node, "items");
	const struct value *unique = value_get(node, "uniqueItems");

	buf_puts(b, "a list");
	add_bounds(b, node, "minItems", "maxItems", " of ", "");
	if (unique && unique->boolean)
		buf_puts(b, " without repetition");
	if (items && items->kind == VALUE_MAP) {
		buf_puts(b, ", each ");
		add_words(r, b, items);
	}
}

static void add_object(const struct reference *r, struct buf *b,
		       const struct value *node)
{
	const struct value *names = value_get(node, "propertyNames");
	const struct value *fixed = value_get(node, "properties");

	buf_puts(b, "a map");
	add_bounds(b, node, "minProperties", "maxProperties", " of ", "");
	if (names) {
		buf_puts(b, ", each key ");
		add_words(r, b, names);
	}
	if (!fixed || fixed->n > MAX_KEYS)
		return;
	for (size_t i = 0; i < fixed->n; i++)
		buf_printf(b, "%s`%s`", i == 0 ? " with " :
			   i + 1 < fixed->n ? ", " : " and ",
			   fixed->members[i].key);
}

static void add_text(struct buf *b, const struct value *node)
{
	const struct value *least = value_get(node, "minLength");

	buf_puts(b, "text");
	if (least && least->magnitude == 1 && !value_get(node, "maxLength"))
		buf_puts(b, ", not empty");
	else
		add_bounds(b, node, "minLength", "maxLength", " of ",
			   " characters");
}

static void add_number(struct buf *b, const struct value *node,
		       const char *words)
{
	const struct value *step = value_get(node, "multipleOf");

	buf_puts(b, words);
	add_bounds(b, node, "minimum", "maximum", ", ", "");
	if (step)
		buf_printf(b, ", a multiple of %s", step->text);
}

static void add_type(const struct reference *r, struct buf *b,
		     const struct value *node, const char *type)
{
	if (strcmp(type, "array") == 0) {
		add_array(r, b, node);
	} else if (strcmp(type, "object") == 0) {
		add_object(r, b, node);
	} else if (strcmp(type, "boolean") == 0) {
		buf_puts(b, "`true` or `false`");
	} else if (strcmp(type, "string") == 0) {
		add_text(b, node);
	} else {
		add_number(b, node, strcmp(type, "integer") == 0 ?
				    "a whole number" : "a number");
	}
}

static void add_types(const struct reference *r, struct buf *b,
		      const struct value *node, const struct value *types)
{
	if (types->kind == VALUE_STRING) {
		add_type(r, b, node, types->text);
		return;
	}
	for (size_t i = 0; i < types->n; i++) {
		if (i > 0)
			buf_puts(b, i + 1 < types->n ? ", " : ", or ");
		add_type(r, b, node, types->items[i]->text);
	}
}

static bool add_branches(const struct reference *r, struct buf *b,
			 const struct value *node)
{
	const struct value *list = value_get(node, "oneOf");

	list = list ? list : value_get(node, "anyOf");
	for (size_t i = 0; list && i < list->n; i++) {
		if (i > 0)
			buf_puts(b, i + 1 < list->n ? "; " : "; or ");
		add_words(r, b, list->items[i]);
	}
	return list;
}

/* A scalar whose form x-wanted says better than a pattern does. */
static bool add_wanted(struct buf *b, const struct value *node)
{
	const struct value *wanted = value_get(node, "x-wanted");
	const struct value *type = value_get(node, "type");

	if (!wanted || (type && type->kind == VALUE_STRING &&
			(strcmp(type->text, "object") == 0 ||
			 strcmp(type->text, "array") == 0)))
		return false;
	buf_puts(b, wanted->text);
	if (value_get(node, "maxLength"))
		add_bounds(b, node, "minLength", "maxLength", "; ",
			   " characters");
	return true;
}

static void add_words(const struct reference *r, struct buf *b,
		      const struct value *node)
{
	const struct value *types = value_get(node, "type");
	const struct value *def;
	bool type;

	def = reference_def(r, node, &type);
	if (def && type)
		buf_printf(b, "[[%s]]", reference_title(r, def));
	else if (def)
		add_words(r, b, def);
	else if (value_get(node, "const"))
		add_code(b, value_get(node, "const"));
	else if (value_get(node, "enum"))
		add_list(b, value_get(node, "enum"), " or ");
	else if (!add_branches(r, b, node) && !add_wanted(b, node) && types)
		add_types(r, b, node, types);
}

const char *reference_words(const struct reference *r,
			    const struct value *node)
{
	struct buf b = buf_make(r->arena, MAX_WORDS_BYTES);

	add_words(r, &b, node);
	return buf_str(&b);
}

/* ---- facts ---- */

const char *reference_default(const struct reference *r,
			      const struct ref_key *key)
{
	struct buf b = buf_make(r->arena, MAX_WORDS_BYTES);
	const struct value *value = reference_get(r, key->node, "default");
	const struct value *words = reference_get(r, key->node, "x-default");

	if (!key->name)
		return "";
	if (key->required)
		return "required";
	if (value)
		add_code(&b, value);
	else if (words)
		buf_puts(&b, words->text);
	return buf_str(&b);
}

/* "`vcpus: 1`, `vcpus: 2`" */
static const char *examples_of(const struct reference *r,
			       const struct value *list, const char *name)
{
	struct buf b = buf_make(r->arena, MAX_WORDS_BYTES);

	for (size_t i = 0; list && i < list->n; i++) {
		buf_puts(&b, i ? ", `" : "`");
		if (name)
			buf_printf(&b, "%s: ", name);
		reference_yaml(&b, list->items[i]);
		buf_putc(&b, '`');
	}
	return buf_str(&b);
}

static const char *excluded(const struct reference *r,
			    const struct value *node)
{
	struct buf b = buf_make(r->arena, MAX_WORDS_BYTES);
	const struct value *not = reference_get(r, node, "not");
	const struct value *list = not ? value_get(not, "required") : NULL;

	if (list && list->n > 1)
		add_list(&b, list, " and ");
	return buf_str(&b);
}

static const char *text_of(const struct reference *r,
			   const struct value *node, const char *name)
{
	const struct value *v = reference_get(r, node, name);

	return v ? v->text : "";
}

size_t reference_facts(const struct reference *r, const struct value *node,
		       const struct ref_key *key,
		       struct ref_fact ret[REF_MAX_FACTS])
{
	const char *form = text_of(r, node, "pattern");
	const char *since = text_of(r, node, "x-since");
	bool required = key && key->name && key->required;
	const struct ref_fact all[REF_MAX_FACTS] = {
		{ "Type", reference_words(r, node) },
		{ "Form", *form ? arena_printf(r->arena, "`%s`", form) : "" },
		{ "Unit", text_of(r, node, "x-unit") },
		{ required ? "Required" : "Default",
		  required ? "yes" : key ? reference_default(r, key) : "" },
		{ "Since", *since ? arena_printf(r->arena, "Xen %s", since) :
				    "" },
		{ "Not both", excluded(r, node) },
		{ "Not yet", reference_later(r, key) },
		{ "Examples", examples_of(r, reference_get(r, node, "examples"),
					  key ? key->name : NULL) },
	};
	size_t n = 0;

	for (size_t i = 0; i < REF_MAX_FACTS; i++)
		if (all[i].text && *all[i].text)
			ret[n++] = all[i];
	return n;
}

const char *reference_example(const struct reference *r)
{
	struct buf b = buf_make(r->arena, MAX_WORDS_BYTES);
	const struct value *list = value_get(r->root, "examples");
	const struct value *file = list && list->n ? list->items[0] : NULL;

	for (size_t i = 0; file && i < file->n; i++) {
		buf_printf(&b, "%s: ", file->members[i].key);
		reference_yaml(&b, file->members[i].value);
		buf_putc(&b, '\n');
	}
	return buf_str(&b);
}

/* ---- marks ---- */

enum span_kind reference_span(struct arena *a, const char **text,
			      const char **ret)
{
	const char *s = *text, *end;
	size_t mark = *s == '`' ? 1 : strncmp(s, "[[", 2) == 0 ? 2 : 0;

	if (!*s)
		return SPAN_END;
	if (mark) {
		end = strstr(s + mark, mark == 1 ? "`" : "]]");
		end = end ? end : s + strlen(s);
		*ret = arena_strndup(a, s + mark, (size_t)(end - s) - mark);
		*text = *end ? end + mark : end;
		return mark == 1 ? SPAN_CODE : SPAN_TYPE;
	}
	for (end = s + 1; *end && *end != '`' && strncmp(end, "[[", 2); end++)
		;
	*ret = arena_strndup(a, s, (size_t)(end - s));
	*text = end;
	return SPAN_PROSE;
}
