/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trap.c - what was probably meant where a value has the wrong kind.
 */
#include "doc/doc.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "doc/scalar.h"

/* Words that YAML 1.1 reads as booleans (yaml.org/type/bool). */
static const struct {
	const char *word;	/* in lower case; YAML 1.1 takes no-No-NO */
	bool meaning;
} old_booleans[] = {
	{ "yes", true }, { "no", false }, { "on", true }, { "off", false },
	{ "y", true }, { "n", false },
};

static const char no_quotes[] = "is text because of its quotes; remove them";

static bool same_word(const char *text, const char *lower)
{
	while (*text && *lower && (*text | 0x20) == *lower) {
		text++;
		lower++;
	}
	return !*text && !*lower;
}

static const char *meant_boolean(const struct value *v)
{
	size_t n = sizeof(old_booleans) / sizeof(old_booleans[0]);

	if (v->kind == VALUE_INT && !v->big && v->magnitude <= 1)
		return v->magnitude ? "is a number; write true" :
				      "is a number; write false";
	if (v->kind != VALUE_STRING)
		return NULL;
	if (!v->plain)
		return same_word(v->text, "true") ||
				       same_word(v->text, "false") ?
			       no_quotes :
			       NULL;
	for (size_t i = 0; i < n; i++)
		if (same_word(v->text, old_booleans[i].word))
			return old_booleans[i].meaning ?
				       "is text in YAML 1.2; write true" :
				       "is text in YAML 1.2; write false";
	return NULL;
}

/* The text without underscores, and without capital X and O. */
static const char *modern_number(struct arena *a, const char *text)
{
	char *clean = arena_alloc(a, strlen(text) + 1);
	size_t n = 0;

	for (const char *s = text; *s; s++)
		if (*s != '_')
			clean[n++] = *s;
	if (clean[0] == '0' && (clean[1] == 'X' || clean[1] == 'O'))
		clean[1] = (char)(clean[1] | 0x20);
	return clean;
}

/* 0b101 is a number in YAML 1.1 only. */
static const char *binary_number(struct arena *a, const char *text)
{
	const char *digits = text + 2;
	uint64_t sum = 0;

	if (text[0] != '0' || text[1] != 'b' || !*digits ||
	    strspn(digits, "01") != strlen(digits) || strlen(digits) > 64)
		return NULL;
	for (; *digits; digits++)
		sum = sum << 1 | (*digits == '1');
	return arena_printf(a, "0x%" PRIx64, sum);
}

static bool is_number(const char *text)
{
	struct value v = { .text = text, .text_len = strlen(text) };

	return doc_scalar_resolve(&v) == SCALAR_FINE &&
	       (v.kind == VALUE_INT || v.kind == VALUE_FLOAT);
}

static const char *meant_number(struct arena *a, const struct value *v)
{
	const char *clean, *binary;

	if (v->kind == VALUE_FLOAT && v->number >= 0 && v->number < 9e15 &&
	    (double)(uint64_t)v->number >= v->number)
		return arena_printf(a, "is a number with a fraction or an "
				       "exponent; write %" PRIu64,
				    (uint64_t)v->number);
	/* more is no number that anybody means */
	if (v->kind != VALUE_STRING || v->text_len > 100 ||
	    strlen(v->text) != v->text_len)
		return NULL;
	if (!v->plain)
		return is_number(v->text) ? no_quotes : NULL;
	clean = modern_number(a, v->text);
	binary = binary_number(a, clean);
	if (binary)
		clean = binary;
	if (!is_number(clean))
		return NULL;
	return arena_printf(a, "is text in YAML 1.2; write %s", clean);
}

static const char *meant_text(struct arena *a, const struct value *v)
{
	const char *text;

	if (!v->text || !v->plain)
		return NULL;
	if (v->kind == VALUE_NULL && v->text_len == 0)
		return "is empty; write \"\" if that is meant";
	text = utf8_excerpt(a, v->text, 60);
	if (v->kind == VALUE_FLOAT)
		return arena_printf(a, "is the number %s; quote it: \"%s\"",
				    doc_scalar_number_text(a, v->number), text);
	if (v->kind == VALUE_INT)
		return arena_printf(a, "is a number; quote it: \"%s\"", text);
	if (v->kind == VALUE_BOOL)
		return arena_printf(a, "is a boolean; quote it: \"%s\"", text);
	if (v->kind == VALUE_NULL)
		return arena_printf(a, "is null; quote it: \"%s\"", text);
	return NULL;
}

/* `net:10` for a map. */
static const char *meant_map(struct arena *a, const struct value *v)
{
	const char *colon;

	if (v->kind != VALUE_STRING || !v->plain)
		return NULL;
	colon = strchr(v->text, ':');
	if (!colon || colon == v->text || !colon[1] || colon[1] == '/')
		return NULL;
	return arena_printf(a, "has no space after its colon; write %s: %s",
			    utf8_excerpt(a, arena_strndup(a, v->text,
					 (size_t)(colon - v->text)), 60),
			    utf8_excerpt(a, colon + 1, 60));
}

/* `-net` for a list. */
static const char *meant_list(struct arena *a, const struct value *v)
{
	if (v->kind != VALUE_STRING || !v->plain || v->text[0] != '-' ||
	    !v->text[1])
		return NULL;
	return arena_printf(a, "has no space after its dash; write - %s",
			    utf8_excerpt(a, v->text + 1, 60));
}

const char *value_trap(struct arena *a, const struct value *v,
		       enum value_kind wanted)
{
	if (v->kind == wanted)
		return NULL;
	switch (wanted) {
	case VALUE_BOOL:
		return meant_boolean(v);
	case VALUE_INT:
	case VALUE_FLOAT:
		return meant_number(a, v);
	case VALUE_STRING:
		return meant_text(a, v);
	case VALUE_MAP:
		return meant_map(a, v);
	case VALUE_LIST:
		return meant_list(a, v);
	default:
		return NULL;
	}
}
