/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parse_scalar.c - texts with their kind, from quotes, tag or looks.
 */
#include "doc/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/scalar.h"

bool doc_parse_tag_fits(struct doc_parser *p, const yaml_char_t *tag,
			const char *core_tag)
{
	const char *s = (const char *)tag;

	/* "!" leaves the kind to the form of the value */
	if (!s || strcmp(s, core_tag) == 0 || strcmp(s, "!") == 0)
		return true;
	diag_add(p->reader->diags, E_BAD_TAG, doc_parse_place(p),
		 "tag '%s' does not fit %s; remove it",
		 utf8_excerpt(p->reader->arena, s, 60),
		 strcmp(core_tag, YAML_MAP_TAG) == 0 ? "a map" : "a list");
	return false;
}

/* What to write in place of @v, a whole number such as 017 or -08. */
static void report_leading_zero(struct doc_parser *p, const struct value *v)
{
	const char *s = v->text + (*v->text == '-' || *v->text == '+');
	const char *sign = *v->text == '-' ? "-" : "";
	const char *digits = s + strspn(s, "0");
	struct diags *d = p->reader->diags;
	const char *text = utf8_excerpt(p->reader->arena, v->text, 60);
	const char *plain;

	plain = utf8_excerpt(p->reader->arena, *digits ? digits : "0", 60);
	if (s == v->text && *digits && !digits[strspn(digits, "01234567")] &&
	    strlen(digits) <= 21)
		diag_add(d, E_LEADING_ZERO, v->place,
			 "%s is %llu in YAML 1.1 and %s in YAML 1.2; write "
			 "0o%s or %s, or \"%s\" for a text", text,
			 strtoull(digits, NULL, 8), plain, plain, plain, text);
	else
		diag_add(d, E_LEADING_ZERO, v->place,
			 "%s starts with a zero; write %s%s, or \"%s\" for a "
			 "text", text, sign, plain, text);
}

static void resolve(struct doc_parser *p, struct value *v)
{
	enum scalar_trouble trouble = doc_scalar_resolve(v);

	if (trouble == SCALAR_LEADING_ZERO)
		report_leading_zero(p, v);
	else if (trouble == SCALAR_TOO_LONG)
		diag_add(p->reader->diags, E_INPUT_LIMIT, v->place,
			 "more than %d digits in a number",
			 LIMIT_DOC_NUMBER_DIGITS);
}

static void resolve_as(struct doc_parser *p, struct value *v, const char *tag)
{
	static const struct {
		const char *tag;
		enum value_kind kind;
	} known[] = {
		{ YAML_NULL_TAG, VALUE_NULL },
		{ YAML_BOOL_TAG, VALUE_BOOL },
		{ YAML_INT_TAG, VALUE_INT },
		{ YAML_FLOAT_TAG, VALUE_FLOAT },
	};
	struct arena *a = p->reader->arena;

	if (strcmp(tag, YAML_STR_TAG) == 0)
		return;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(tag, known[i].tag) != 0)
			continue;
		resolve(p, v);
		if (v->kind == VALUE_INT && known[i].kind == VALUE_FLOAT)
			v->kind = VALUE_FLOAT;
		if (v->kind == known[i].kind)
			return;
		v->kind = VALUE_STRING;
		diag_add(p->reader->diags, E_BAD_TAG, v->place,
			 "'%s' is not of the kind that its tag says",
			 utf8_excerpt(a, v->text, 60));
		return;
	}
	diag_add(p->reader->diags, E_BAD_TAG, v->place,
		 "tag '%s' is not known, or not for a text; remove it",
		 utf8_excerpt(a, tag, 60));
}

/* libyaml ends a block scalar where the next thing starts. */
static void trim_end(struct doc_parser *p, struct value *v)
{
	const struct doc_source *s = p->source;
	size_t first = doc_source_offset(s, p->event.start_mark.index);

	while (p->end > first && strchr(" \t\r\n", s->bytes[p->end - 1]))
		p->end--;
	v->place = doc_source_span(s, first, p->end);
}

static void check_text(struct doc_parser *p, const struct value *v)
{
	struct diags *d = p->reader->diags;

	if (v->text_len > LIMIT_DOC_SCALAR)
		diag_add(d, E_INPUT_LIMIT, v->place,
			 "more than %u bytes in one text", LIMIT_DOC_SCALAR);
	else if (p->reader->refuse_nul && strlen(v->text) != v->text_len)
		diag_add(d, E_NUL_IN_TEXT, v->place,
			 "a text cannot hold a NUL character");
}

struct value *doc_parse_scalar(struct doc_parser *p)
{
	struct value *v = doc_parse_value(p, VALUE_STRING);
	yaml_scalar_style_t style = p->event.data.scalar.style;
	const char *tag = (const char *)p->event.data.scalar.tag;

	if (!v)
		return NULL;
	v->text_len = p->event.data.scalar.length;
	v->text = arena_strndup(p->reader->arena,
				(const char *)p->event.data.scalar.value,
				v->text_len);
	v->plain = style == YAML_PLAIN_SCALAR_STYLE && !tag;
	p->height = 0;
	p->end = doc_source_offset(p->source, p->event.end_mark.index);
	if (style == YAML_LITERAL_SCALAR_STYLE ||
	    style == YAML_FOLDED_SCALAR_STYLE)
		trim_end(p, v);
	if (v->plain)
		resolve(p, v);
	else if (tag)
		resolve_as(p, v, tag);
	check_text(p, v);
	return v;
}
