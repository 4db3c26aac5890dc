/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * render.c - the GNU form, the source line, the caret.
 */
#include "cli/render.h"

#include <stdint.h>
#include <string.h>

#include "cli/glyph.h"

/* "   14 | " leaves this much of 100 columns. */
#define SOURCE_COLUMNS 92
/* Bytes of a line before and behind the caret that are looked at: what is
 * shown, if each column had many combining characters. */
#define LINE_AROUND 4096

#define BOLD "\033[1m"
#define RED "\033[1;31m"
#define MAGENTA "\033[1;35m"
#define CYAN "\033[1;36m"
#define GREEN "\033[1;32m"
#define PLAIN "\033[0m"

static void painted(struct text *out, bool colour, const char *paint,
		    const char *s)
{
	if (colour)
		text_puts(out, paint);
	text_puts(out, s);
	if (colour)
		text_puts(out, PLAIN);
}

/* @n bytes that may hold anything, as one line. */
static void add_plain(struct text *out, const char *s, size_t n)
{
	while (n) {
		struct glyph g = glyph_at(s, n, 7);

		if (*s == '\n')
			text_putc(out, ' ');
		else if (g.shown)
			text_putc(out, g.shown);
		else
			text_add(out, s, g.n_bytes);
		s += g.n_bytes;
		n -= g.n_bytes;
	}
}

/* A file's name in full, for editors; of an override only the start. */
static void add_name(struct text *out, const char *name)
{
	size_t len = strlen(name), n = len;

	if (strncmp(name, "--set ", 6) == 0 && len > SOURCE_COLUMNS) {
		n = SOURCE_COLUMNS - 3;
		/* Not inside a character. */
		while (((unsigned char)name[n] & 0xc0) == 0x80 && n > 6)
			n--;
	}
	add_plain(out, name, n);
	if (n < len)
		text_puts(out, "...");
}

static void add_place(struct text *out, const struct domc_place *p, bool colour)
{
	if (colour)
		text_puts(out, BOLD);
	if (p->file)
		add_name(out, p->file);
	else
		text_puts(out, "domc");
	if (p->file && p->line)
		text_printf(out, ":%u:%u", p->line, p->col);
	text_puts(out, ":");
	if (colour)
		text_puts(out, PLAIN);
	text_putc(out, ' ');
}

/* A span of a line in columns of the screen, from 0. */
struct span {
	size_t from, to;	/* to: past the last */
	size_t total;		/* columns of the whole line */
};

/* Where the bytes [@first, @end) of a line stand on the screen. */
static struct span span_of(const char *s, size_t len, size_t first, size_t end)
{
	struct span span = { SIZE_MAX, SIZE_MAX, 0 };

	for (size_t i = 0; i < len;) {
		struct glyph g = glyph_at(s + i, len - i, span.total);

		if (span.from == SIZE_MAX && i + g.n_bytes > first)
			span.from = span.total;
		if (span.to == SIZE_MAX && i >= end)
			span.to = span.total;
		span.total += g.width;
		i += g.n_bytes;
	}
	if (span.from == SIZE_MAX)
		span.from = span.total;
	if (span.to == SIZE_MAX)
		span.to = span.total;
	if (span.to <= span.from)
		span.to = span.from + 1;
	return span;
}

/* Columns of the line that are shown. */
struct window {
	size_t from, to;
};

static struct window window_around(struct span span)
{
	struct window w = { 0, span.total };

	if (span.total <= SOURCE_COLUMNS)
		return w;
	if (span.from > SOURCE_COLUMNS / 2)
		w.from = span.from - SOURCE_COLUMNS / 2;
	if (w.from > span.total - SOURCE_COLUMNS)
		w.from = span.total - SOURCE_COLUMNS;
	w.to = w.from + SOURCE_COLUMNS;
	return w;
}

#define DOTS "..."
#define N_DOTS 3

/* The line's columns of the window; dots stand for what is cut. */
static void add_source(struct text *out, const char *s, size_t len,
		       struct window w, size_t total)
{
	size_t column = 0, shown = w.from;
	size_t from = w.from ? w.from + N_DOTS : 0;
	size_t to = w.to < total ? w.to - N_DOTS : w.to;

	if (w.from) {
		text_puts(out, DOTS);
		shown += N_DOTS;
	}
	for (size_t i = 0; i < len && column < to;) {
		struct glyph g = glyph_at(s + i, len - i, column);

		if (column >= from && column + g.width <= to) {
			text_repeat(out, ' ', column - shown);
			if (g.shown)
				text_repeat(out, g.shown, g.width);
			else
				text_add(out, s + i, g.n_bytes);
			shown = column + g.width;
		}
		column += g.width;
		i += g.n_bytes;
	}
	if (w.to < total) {
		text_repeat(out, ' ', to - shown);
		text_puts(out, DOTS);
	}
}

static void add_caret(struct text *out, struct span span, struct window w,
		      bool colour)
{
	size_t to = span.to < w.to || w.to == span.total ? span.to : w.to;

	text_repeat(out, ' ', span.from - w.from);
	if (colour)
		text_puts(out, GREEN);
	text_putc(out, '^');
	if (to > span.from + 1)
		text_repeat(out, '~', to - span.from - 1);
	if (colour)
		text_puts(out, PLAIN);
	text_putc(out, '\n');
}

/* Bytes of the line before trailing blanks. */
static size_t trimmed(const char *s, size_t len)
{
	while (len && (s[len - 1] == ' ' || s[len - 1] == '\t'))
		len--;
	return len;
}

/*
 * Of a line of megabytes what stands around byte @first, from the start of a
 * character; the caller counts columns from there. Return: bytes left out.
 */
static size_t cut_line(const char **s, size_t *len, size_t first)
{
	size_t from = 0, to = *len;

	if (*len <= 2 * LINE_AROUND)
		return 0;
	if (first > LINE_AROUND)
		from = (first < *len ? first : *len) - LINE_AROUND;
	while (from && ((unsigned char)(*s)[from] & 0xc0) == 0x80)
		from--;
	if (to > from + 2 * LINE_AROUND)
		to = from + 2 * LINE_AROUND;
	while (to < *len && ((unsigned char)(*s)[to] & 0xc0) == 0x80)
		to--;
	*s += from;
	*len = to - from;
	return from;
}

static void add_snippet(struct text *out, const struct domc_place *p,
			bool colour)
{
	size_t first = p->col ? p->col - 1 : 0;
	size_t len, whole, end, start, gutter, skipped;
	const char *source;
	struct span span;
	struct window w;

	if (!p->source || !p->line)
		return;
	source = p->source;
	len = p->source_len;
	skipped = cut_line(&source, &len, first);
	first -= skipped;
	whole = len;
	len = trimmed(source, len);
	if (len < first)
		len = first < whole ? first : whole;
	end = p->end_line == p->line && p->end_col > skipped + 1 ?
	      p->end_col - 1 - skipped : len;
	span = span_of(source, len, first, end);
	w = window_around(span);
	start = out->len;
	text_printf(out, "%5u", p->line);
	gutter = out->len - start;
	text_puts(out, " | ");
	add_source(out, source, len, w, span.total);
	text_putc(out, '\n');
	text_repeat(out, ' ', gutter);
	text_puts(out, " | ");
	add_caret(out, span, w, colour);
}

static bool same_place(const struct domc_place *a, const struct domc_place *b)
{
	return a->file == b->file && a->line == b->line && a->col == b->col &&
	       a->end_line == b->end_line && a->end_col == b->end_col;
}

void render_finding(struct text *out, const struct domc_finding *f,
		    bool colour)
{
	add_place(out, &f->place, colour);
	painted(out, colour, f->is_error ? RED : MAGENTA,
		f->is_error ? "error:" : "warning:");
	text_putc(out, ' ');
	add_plain(out, f->text, strlen(f->text));
	text_printf(out, " [%s %s]\n", f->number, f->slug);
	add_snippet(out, &f->place, colour);
	for (size_t i = 0; i < f->n_notes; i++) {
		const struct domc_note *n = &f->notes[i];
		bool own = n->place.file != NULL;

		/* A note without a place belongs where the finding is. */
		add_place(out, own ? &n->place : &f->place, colour);
		painted(out, colour, CYAN, "note:");
		text_putc(out, ' ');
		add_plain(out, n->text, strlen(n->text));
		text_putc(out, '\n');
		if (own && !same_place(&n->place, &f->place))
			add_snippet(out, &n->place, colour);
	}
}

static void add_count(struct text *out, size_t n, const char *what)
{
	text_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

void render_sum(struct text *out, const struct tally *t)
{
	text_puts(out, "domc: ");
	if (t->n_errors || !t->n_warnings)
		add_count(out, t->n_errors, "error");
	if (t->n_errors && t->n_warnings)
		text_puts(out, ", ");
	if (t->n_warnings)
		add_count(out, t->n_warnings, "warning");
	if (t->n_inputs > 1) {
		text_printf(out, " in %zu of ", t->n_inputs_found);
		add_count(out, t->n_inputs, "file");
	}
	if (t->n_unlisted)
		text_printf(out, "; %zu more are not listed", t->n_unlisted);
	text_putc(out, '\n');
}
