/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference_man.c - the reference as a manual page, in mdoc.
 */
#include "reference.h"

#include <ctype.h>
#include <string.h>

#include "base/limits.h"

#define WIDTH 78
#define MAX_TEXT_BYTES (1u << 20)

/* ---- text ---- */

/* Text lines, each filled up to WIDTH; a sentence begins a line. */
struct lines {
	struct buf *out;
	size_t column;		/* of the line that is written; 0: none */
	bool ended;		/* a sentence did */
};

static void end_line(struct lines *l)
{
	if (l->column)
		buf_putc(l->out, '\n');
	l->column = 0;
	l->ended = false;
}

/* How mdoc wants a character; NULL: as it is. */
static const char *escape(char c)
{
	static const struct {
		char c;
		const char *escape;
	} table[] = {
		{ '\\', "\\e" }, { '"', "\\(dq" }, { '^', "\\(ha" },
		{ '`', "\\(ga" }, { '~', "\\(ti" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].c == c)
			return table[i].escape;
	return NULL;
}

static const char *escaped(struct arena *a, const char *s, size_t n)
{
	struct buf b = buf_make(a, MAX_TEXT_BYTES);

	for (size_t i = 0; i < n; i++)
		if (escape(s[i]))
			buf_puts(&b, escape(s[i]));
		else
			buf_putc(&b, s[i]);
	return buf_str(&b);
}

static void add_word(struct lines *l, const char *s, size_t n)
{
	const char *word = escaped(l->out->arena, s, n);

	if (l->ended || (l->column && l->column + strlen(word) > WIDTH))
		end_line(l);
	if (l->column)
		buf_putc(l->out, ' ');
	else if (*s == '.' || *s == '\'')
		buf_puts(l->out, "\\&");
	buf_puts(l->out, word);
	l->column += strlen(word) + 1;
	l->ended = n > 1 && strchr(".!?", s[n - 1]);
}

static void add_prose(struct lines *l, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, " ");

		if (n)
			add_word(l, s, n);
		s += n + (s[n] == ' ');
	}
}

static bool is_closing(char c)
{
	return c && strchr(".,;:?!)", c);
}

/* ".Ql a b ," with the marks behind it, which are taken from *text. */
static void add_macro(struct lines *l, const char *macro, const char *s,
		      const char **text)
{
	struct arena *a = l->out->arena;

	end_line(l);
	buf_printf(l->out, ".%s \"%s\"", macro, escaped(a, s, strlen(s)));
	for (; is_closing(**text); ++*text)
		buf_printf(l->out, " %c", **text);
	/* What is glued to it has no space before it. */
	if (**text && **text != ' ') {
		size_t n = strcspn(*text, " `[");

		buf_printf(l->out, " Ns \"%s\"", escaped(a, *text, n));
		*text += n;
	}
	buf_putc(l->out, '\n');
}

static void add_text(struct arena *a, struct buf *out, const char *text)
{
	struct lines l = { .out = out };
	enum span_kind kind;
	const char *s;

	while ((kind = reference_span(a, &text, &s)) != SPAN_END) {
		if (kind == SPAN_PROSE)
			add_prose(&l, s);
		else
			add_macro(&l, kind == SPAN_CODE ? "Ql" : "Sx", s,
				  &text);
	}
	end_line(&l);
}

static const char *upper(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	for (char *c = copy; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

/* The heading of @s. */
static const char *heading(struct arena *a, const struct ref_section *s)
{
	return s->inner ? s->title : upper(a, s->title);
}

/* ---- keys ---- */

static void add_facts(const struct reference *r, struct buf *out,
		      const struct value *node, const struct ref_key *key)
{
	struct ref_fact facts[REF_MAX_FACTS];
	size_t n = reference_facts(r, node, key, facts);

	buf_puts(out, ".Bl -tag -width Examples -compact\n");
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, ".It %s\n", facts[i].label);
		add_text(r->arena, out, facts[i].text);
	}
	buf_puts(out, ".El\n");
}

static void add_body(const struct reference *r, struct buf *out,
		     const struct value *node, const struct ref_key *key)
{
	const struct value *title = reference_get(r, node, "title");
	const struct value *words = reference_get(r, node, "description");

	if (key && title)
		add_text(r->arena, out,
			 arena_printf(r->arena, "%s.", title->text));
	if (words)
		add_text(r->arena, out, words->text);
	if (words || (key && title))
		buf_puts(out, ".Pp\n");
	add_facts(r, out, node, key);
}

static void add_keys(const struct reference *r, struct buf *out,
		     const struct ref_section *s)
{
	buf_puts(out, ".Bl -tag -width Ds\n");
	for (const struct ref_key *k = s->keys; k; k = k->next) {
		buf_printf(out, ".It Ic %s\n", k->path);
		if (k->own)
			add_text(r->arena, out,
				 arena_printf(r->arena, "%s: see [[%s]].",
					      reference_title(r, k->node),
					      heading(r->arena, k->own)));
		else
			add_body(r, out, k->node, k);
	}
	buf_puts(out, ".El\n");
}

/* ---- the page ---- */

static void add_contents(const struct reference *r, struct buf *out)
{
	buf_puts(out, ".Pp\nThe sections of this page are:\n.Pp\n"
		 ".Bl -item -compact -offset indent\n");
	for (const struct ref_section *s = r->sections; s; s = s->next) {
		buf_puts(out, ".It\n");
		add_text(r->arena, out,
			 arena_printf(r->arena, s->inner ? "[[%s]]: %s" :
				      "[[%s]]", heading(r->arena, s),
				      s->inner ? reference_title(r, s->node) :
				      ""));
	}
	buf_puts(out, ".It\n.Sx TYPES\n.El\n");
}

static void add_head(const struct reference *r, const char *date,
		     struct buf *out)
{
	buf_printf(out, ".\\\" SPDX-License-Identifier: BSD-2-Clause\n"
		   ".\\\" made from schemas/system.yaml by tools/reference.c\n"
		   ".Dd %s\n.Dt DOMC.YAML 5\n.Os\n.Sh NAME\n.Nm domc.yaml\n"
		   ".Nd the system file of domc, key by key\n"
		   ".Sh DESCRIPTION\n", date);
	add_text(r->arena, out, value_get(r->root, "description")->text);
	for (size_t i = 0; reference_notes[i]; i++) {
		buf_puts(out, ".Pp\n");
		add_text(r->arena, out, reference_notes[i]);
	}
	add_contents(r, out);
}

static void add_tail(const struct reference *r, struct buf *out)
{
	buf_printf(out, ".Sh EXAMPLES\nA small system:\n"
		   ".Bd -literal -offset indent\n%s.Ed\n"
		   ".Sh SEE ALSO\n.Xr domc 1 ,\n.Xr xl.cfg 5\n",
		   reference_example(r));
}

static void add_sections(const struct reference *r, struct buf *out)
{
	for (const struct ref_section *s = r->sections; s; s = s->next) {
		buf_printf(out, ".%s %s\n", s->inner ? "Ss" : "Sh",
			   heading(r->arena, s));
		if (s->self)
			add_body(r, out, s->node, s->self);
		add_keys(r, out, s);
	}
}

static void add_types(const struct reference *r, struct buf *out)
{
	buf_puts(out, ".Sh TYPES\nWhat several keys have in common.\n");
	for (const struct ref_section *s = r->types; s; s = s->next) {
		buf_printf(out, ".Ss %s\n", s->title);
		add_body(r, out, s->node, NULL);
		if (s->keys)
			add_keys(r, out, s);
	}
}

void reference_man(const struct reference *r, const char *date,
		   struct buf *out)
{
	add_head(r, date, out);
	add_sections(r, out);
	add_types(r, out);
	add_tail(r, out);
}
