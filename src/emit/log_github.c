/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log_github.c - workflow commands, a line a finding: GitHub shows them at the
 * lines of a change.
 *
 * ::error file=vm.yaml,line=14,...,title=E0301 ram-overlap::domain 'net': ...
 */
#include <string.h>

#include "emit/log.h"
#include "emit/log_place.h"

/*
 * What the runner unescapes, and nothing else: in text % CR LF, in properties
 * also the signs that end one. Other control characters cannot be said.
 */
static void add_escaped(struct buf *out, const char *s, bool is_property)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '%' || c == '\r' || c == '\n' ||
		    (is_property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", c);
		else if (c < 0x20 || c == 0x7f)
			buf_putc(out, '?');
		else
			buf_putc(out, (char)c);
	}
}

/* An annotation has one file; of what is in none, that of the input. */
static const char *file_of(const struct log *l, const struct place *p)
{
	return p->file && !log_override(p->file) ?
	       p->file : l->inputs[l->n_inputs - 1].path;
}

static void add_command(struct log *l, const char *level, const char *file)
{
	buf_printf(&l->out, "::%s file=", level);
	add_escaped(&l->out, file, true);
}

/* Columns only within one line, and the last one included: GitHub's rules. */
static void add_span(struct log *l, const struct diags *d,
		     const struct place *p)
{
	struct log_span s = log_span(d, p);

	if (!s.line || log_override(p->file))
		return;
	buf_printf(&l->out, ",line=%u", s.line);
	if (s.end_line)
		buf_printf(&l->out, ",endLine=%u", s.end_line);
	if (s.col && s.end_line == s.line)
		buf_printf(&l->out, ",col=%u,endColumn=%u", s.col,
			   s.end_col > s.col ? s.end_col - 1 : s.col);
}

static void add_note(struct log *l, const struct diag_note *n)
{
	buf_puts(&l->out, "%0A");
	if (n->place.file) {
		add_escaped(&l->out, n->place.file, false);
		if (n->place.line)
			buf_printf(&l->out, ":%u:%u", n->place.line,
				   n->place.col);
		buf_puts(&l->out, ": ");
	}
	buf_puts(&l->out, "note: ");
	add_escaped(&l->out, n->text, false);
}

static void finding(struct log *l, const struct diags *d,
		    const struct diag_item *item)
{
	const struct diag_code_info *code = &diag_codes[item->code];
	const struct place *p = &item->place;

	add_command(l, item->level == DIAG_ERROR ? "error" : "warning",
		    file_of(l, p));
	if (p->file)
		add_span(l, d, p);
	buf_printf(&l->out, ",title=%s %s::", code->number, code->slug);
	if (p->file && log_override(p->file)) {
		add_escaped(&l->out, p->file, false);
		buf_printf(&l->out, ":%u:%u: ", p->line, p->col);
	}
	add_escaped(&l->out, item->text, false);
	for (const struct diag_note *n = item->notes; n; n = n->next)
		add_note(l, n);
	buf_putc(&l->out, '\n');
}

static void done(struct log *l)
{
	const struct log_input *in = &l->inputs[l->n_inputs - 1];

	if (!in->n_unlisted)
		return;
	add_command(l, "notice", in->path);
	buf_printf(&l->out, ",title=domc::%zu more are not listed\n",
		   in->n_unlisted);
}

static void fail(struct log *l, const char *message)
{
	add_command(l, "error", l->inputs[l->n_inputs - 1].path);
	buf_puts(&l->out, ",title=domc::");
	add_escaped(&l->out, message, false);
	buf_putc(&l->out, '\n');
}

const struct log_format log_github = {
	.name = "github",
	.finding = finding,
	.done = done,
	.fail = fail,
};
