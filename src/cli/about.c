/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * about.c - schema, explain and --version: what needs no system file.
 */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "cli/output.h"

int command_fail(const char *message)
{
	struct text out = { 0 };

	text_printf(&out, "domc: error: %s\n", message);
	text_write(STDERR_FILENO, out.s, out.len);
	text_free(&out);
	return 2;
}

int command_print(const struct text *t)
{
	struct text error = { 0 };
	int status = 0;

	if (!output_file("-", t->s, t->len, &error))
		status = command_fail(error.s);
	text_free(&error);
	return status;
}

int command_version(void)
{
	struct domc_options none = { 0 };
	struct domc *c = domc_new(&none);
	struct text out = { 0 };
	int status;

	if (!c)
		return command_fail("out of memory");
	text_printf(&out, "domc %s, for Xen %s\n", DOMC_VERSION,
		    domc_releases(c));
	status = command_print(&out);
	text_free(&out);
	domc_free(c);
	return status;
}

/* ---- schema ---- */

static void add_schema_names(struct text *out, const char *separator)
{
	const char *name;

	for (size_t i = 0; (name = domc_schema_name(i)); i++) {
		if (i)
			text_puts(out, separator);
		text_puts(out, name);
	}
}

static int list_schemas(void)
{
	struct text out = { 0 };
	int status;

	add_schema_names(&out, "\n");
	text_putc(&out, '\n');
	status = command_print(&out);
	text_free(&out);
	return status;
}

static int no_such_schema(const char *name)
{
	struct text message = { 0 };

	text_printf(&message, "no schema '%s' (there are: ", name);
	add_schema_names(&message, ", ");
	text_puts(&message, ")");
	command_fail(message.s);
	text_free(&message);
	return 2;
}

int command_schema(const struct options *o)
{
	const char *format = o->format ? o->format : "yaml";
	struct domc *c;
	struct text out = { 0 };
	const char *schema;
	int status;

	if (strcmp(format, "yaml") != 0 && strcmp(format, "json") != 0)
		return command_fail("a schema is printed as 'yaml' or 'json'");
	if (!o->n_operands)
		return list_schemas();
	c = domc_new(&o->domc);
	if (!c)
		return command_fail("out of memory");
	schema = domc_schema(c, o->operands[0], format);
	if (schema) {
		text_puts(&out, schema);
		status = command_print(&out);
	} else {
		status = no_such_schema(o->operands[0]);
	}
	text_free(&out);
	domc_free(c);
	return status;
}

/* ---- explain ---- */

#define PAGE_COLUMNS 79

/* @s in lines of PAGE_COLUMNS, broken at blanks. */
static void add_wrapped(struct text *out, const char *s)
{
	size_t column = 0;

	while (*s) {
		size_t n = strcspn(s, " ");

		if (column && column + 1 + n > PAGE_COLUMNS) {
			text_putc(out, '\n');
			column = 0;
		} else if (column) {
			text_putc(out, ' ');
			column++;
		}
		text_add(out, s, n);
		column += n;
		s += n;
		s += strspn(s, " ");
	}
	text_putc(out, '\n');
}

static int list_codes(void)
{
	const char *number, *slug, *summary;
	struct text out = { 0 };
	int status;

	for (size_t i = 0; domc_each_code(i, &number, &slug, &summary); i++)
		text_printf(&out, "%s %-26s %s\n", number, slug, summary);
	status = command_print(&out);
	text_free(&out);
	return status;
}

/* One place of Xen's sources: what it says, and where. */
static void add_refusal(struct text *out, const struct domc_refusal *r)
{
	bool same = strcmp(r->file_4_17, r->file_4_20) == 0;

	text_printf(out, "  %s\n", *r->text ? r->text : "(nothing: it does not look)");
	if (*r->file_4_17)
		text_printf(out, "      Xen 4.17%s: %s %s()",
			    same ? " and 4.20" : "", r->file_4_17,
			    r->function);
	if (*r->file_4_20 && !same)
		text_printf(out, "%s      Xen 4.20: %s %s()",
			    *r->file_4_17 ? "\n" : "", r->file_4_20,
			    r->function);
	if (*r->kconfig)
		text_printf(out, ", with %s", r->kconfig);
	text_putc(out, '\n');
}

static void add_refusals(struct text *out, const char *code)
{
	struct domc_refusal r;

	for (size_t i = 0; domc_each_refusal(code, i, &r); i++) {
		if (!i)
			text_puts(out, "\nWhere it would show in Xen:\n");
		add_refusal(out, &r);
	}
}

/* How the finding @slug is switched. */
static void add_severity(struct text *out, const char *slug)
{
	struct domc_severity s;
	struct text line = { 0 };

	if (!domc_severity_of(slug, &s))
		return;
	if (!s.is_error)
		text_printf(&line, "A warning: -W no-%s turns it off, -W error=%s makes it an error.",
			    slug, slug);
	else if (s.can_be_off)
		text_printf(&line, "An error: -W no-error=%s makes it a warning, -W no-%s turns it off, and --force writes despite it.",
			    slug, slug);
	else if (s.can_be_forced)
		text_puts(&line, "An error that stays one, since something has no place: --force writes despite it, but what it writes nobody asked for.");
	else
		text_puts(&line, "An error that stays one: nothing can be made despite it.");
	text_putc(out, '\n');
	add_wrapped(out, line.s);
	text_free(&line);
}

static int no_such_code(const char *code)
{
	const char *meant = domc_explain_meant(code);
	struct text message = { 0 };

	text_printf(&message, "no code '%s'", code);
	if (meant)
		text_printf(&message, "; did you mean '%s'?", meant);
	else
		text_puts(&message, "; 'domc explain' lists them");
	command_fail(message.s);
	text_free(&message);
	return 2;
}

int command_explain(const struct options *o)
{
	const char *number, *slug, *summary, *explanation;
	struct text out = { 0 };
	int status;

	if (!o->n_operands)
		return list_codes();
	if (domc_explain(o->operands[0], &number, &slug, &summary,
			 &explanation)) {
		text_printf(&out, "%s %s: %s\n\n", number, slug, summary);
		add_wrapped(&out, explanation);
		add_severity(&out, slug);
		add_refusals(&out, o->operands[0]);
		status = command_print(&out);
	} else {
		status = no_such_code(o->operands[0]);
	}
	text_free(&out);
	return status;
}
