/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference_md.c - the reference as Markdown, as GitHub reads it.
 */
#include "reference.h"

#include <ctype.h>
#include <string.h>

#include "base/limits.h"

#define WIDTH 79
#define HARD_SPACE '\002'	/* where no line may end */
#define MAX_TEXT_BYTES (1u << 20)

/* The anchor that GitHub gives to a heading. */
static const char *slug(struct arena *a, const char *heading)
{
	char *s = arena_strdup(a, heading), *out = s;

	for (const char *c = heading; *c; c++)
		if (isalnum((unsigned char)*c) || *c == '-' || *c == '_')
			*out++ = (char)tolower((unsigned char)*c);
		else if (*c == ' ')
			*out++ = '-';
	*out = 0;
	return s;
}

/* ---- text ---- */

static void add_prose(struct buf *b, const char *s)
{
	for (; *s; s++) {
		if (strchr("\\*<>[]|", *s))
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
}

static void add_code(struct buf *b, const char *s)
{
	buf_putc(b, '`');
	for (; *s; s++)
		buf_putc(b, *s == ' ' ? HARD_SPACE : *s);
	buf_putc(b, '`');
}

/* A text with marks as one line of Markdown. */
static const char *line_of(struct arena *a, const char *text)
{
	struct buf b = buf_make(a, MAX_TEXT_BYTES);
	enum span_kind kind;
	const char *s;

	while ((kind = reference_span(a, &text, &s)) != SPAN_END) {
		if (kind == SPAN_PROSE)
			add_prose(&b, s);
		else if (kind == SPAN_CODE)
			add_code(&b, s);
		else
			buf_printf(&b, "[%s](#%s)", s, slug(a, s));
	}
	return buf_str(&b);
}

/* @line, broken at spaces; further lines begin with @indent. */
static void add_wrapped(struct buf *out, const char *line, const char *indent)
{
	size_t column = strlen(indent);

	while (*line) {
		size_t n = strcspn(line, " ");

		if (column > strlen(indent) && column + 1 + n > WIDTH) {
			buf_printf(out, "\n%s", indent);
			column = strlen(indent);
		} else if (column > strlen(indent)) {
			buf_putc(out, ' ');
			column++;
		}
		for (size_t i = 0; i < n; i++)
			buf_putc(out, line[i] == HARD_SPACE ? ' ' : line[i]);
		column += n;
		line += n + (line[n] == ' ');
	}
	buf_putc(out, '\n');
}

static void add_paragraph(const struct reference *r, struct buf *out,
			  const char *text)
{
	add_wrapped(out, line_of(r->arena, text), "");
	buf_putc(out, '\n');
}

/* ---- keys ---- */

/* What @node is: its title and its description, unless its type says it. */
static void add_body(const struct reference *r, struct buf *out,
		     const struct value *node, const struct ref_key *key)
{
	struct ref_fact facts[REF_MAX_FACTS];
	const struct value *title = reference_get(r, node, "title");
	const struct value *words = reference_get(r, node, "description");
	size_t n = reference_facts(r, node, key, facts);
	struct buf b = buf_make(r->arena, MAX_TEXT_BYTES);

	if (key && title)
		buf_printf(&b, "**%s.** ", line_of(r->arena, title->text));
	if (words)
		buf_puts(&b, line_of(r->arena, words->text));
	if (b.len) {
		add_wrapped(out, buf_str(&b), "");
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, "- ");
		add_wrapped(out, line_of(r->arena,
				arena_printf(r->arena, "%s: %s", facts[i].label,
					     facts[i].text)), "  ");
	}
	if (n)
		buf_putc(out, '\n');
}

static void add_row(const struct reference *r, struct buf *out,
		    const struct ref_key *k)
{
	const char *line = line_of(r->arena, reference_default(r, k));

	buf_printf(out, "| [`%s`](#%s) | %s | ", k->path,
		   slug(r->arena, k->path),
		   line_of(r->arena, reference_title(r, k->node)));
	for (; *line; line++)
		buf_putc(out, *line == HARD_SPACE ? ' ' : *line);
	buf_puts(out, " |\n");
}

static void add_keys(const struct reference *r, struct buf *out,
		     const struct ref_section *s, bool is_type)
{
	if (!s->keys)
		return;
	buf_puts(out, "| Key | | Default |\n|---|---|---|\n");
	for (const struct ref_key *k = s->keys; k; k = k->next)
		add_row(r, out, k);
	buf_putc(out, '\n');
	for (const struct ref_key *k = s->keys; k; k = k->next) {
		if (k->own)
			continue;
		buf_printf(out, "%s `%s`\n\n", is_type ? "####" : "###",
			   k->path);
		add_body(r, out, k->node, k);
	}
}

/* ---- the page ---- */

static void add_contents(const struct reference *r, struct buf *out)
{
	buf_puts(out, "## Contents\n\n");
	for (const struct ref_section *s = r->sections; s; s = s->next) {
		const char *mark = s->self ? "`" : "";

		buf_printf(out, "%s- [%s%s%s](#%s)", s->inner ? "  " : "",
			   mark, s->title, mark, slug(r->arena, s->title));
		if (s->inner)
			buf_printf(out, ": %s",
				   reference_title(r, s->node));
		buf_putc(out, '\n');
	}
	buf_puts(out, "- [Types](#types)\n");
	for (const struct ref_section *s = r->types; s; s = s->next)
		buf_printf(out, "  - [%s](#%s)\n", s->title,
			   slug(r->arena, s->title));
	buf_putc(out, '\n');
}

static void add_head(const struct reference *r, struct buf *out)
{
	buf_puts(out, "<!-- SPDX-License-Identifier: BSD-2-Clause -->\n"
		 "<!-- `make reference` writes this from schemas/system.yaml. -->\n"
		 "# The system file\n\n");
	add_paragraph(r, out, value_get(r->root, "description")->text);
	for (size_t i = 0; reference_notes[i]; i++)
		add_paragraph(r, out, reference_notes[i]);
	buf_printf(out, "```yaml\n%s```\n\n", reference_example(r));
	add_contents(r, out);
}

void reference_markdown(const struct reference *r, struct buf *out)
{
	add_head(r, out);
	for (const struct ref_section *s = r->sections; s; s = s->next) {
		const char *mark = s->self ? "`" : "";

		buf_printf(out, "## %s%s%s\n\n", mark, s->title, mark);
		if (s->self)
			add_body(r, out, s->node, s->self);
		add_keys(r, out, s, false);
	}
	buf_puts(out, "## Types\n\n");
	add_paragraph(r, out, "What several keys have in common.");
	for (const struct ref_section *s = r->types; s; s = s->next) {
		buf_printf(out, "### %s\n\n", s->title);
		add_body(r, out, s->node, NULL);
		add_keys(r, out, s, true);
	}
	/* One line end, not two. */
	out->bytes[--out->len] = 0;
}
