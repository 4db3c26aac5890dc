/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compile.c - build, check and plan: what compiles a system file.
 */
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/depfile.h"
#include "cli/output.h"
#include "cli/render.h"

/* Findings of all compilations of one command. */
struct tally {
	size_t n_errors;
	size_t n_warnings;
	size_t n_unlisted;
	int status;		/* the worst so far */
};

static bool wants_colour(void)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (no && *no)
		return false;
	return isatty(STDERR_FILENO) && (!term || strcmp(term, "dumb") != 0);
}

/* Each finding by one write, so that parallel runs do not mix theirs. */
static void show_findings(const struct domc *c, struct tally *tally)
{
	const struct domc_finding *f;
	size_t n = domc_findings(c, &f);
	bool colour = wants_colour();
	struct text out = { 0 };

	for (size_t i = 0; i < n; i++) {
		out.len = 0;
		render_finding(&out, &f[i], colour);
		text_write(STDERR_FILENO, out.s, out.len);
		if (f[i].is_error)
			tally->n_errors++;
		else
			tally->n_warnings++;
	}
	tally->n_unlisted += domc_unlisted(c);
	text_free(&out);
}

static void show_sum(const struct tally *tally)
{
	struct text out = { 0 };

	if (!tally->n_errors)
		return;
	render_sum(&out, tally->n_errors, tally->n_warnings,
		   tally->n_unlisted);
	text_write(STDERR_FILENO, out.s, out.len);
	text_free(&out);
}

static void note_status(struct tally *tally, int status)
{
	if (status > tally->status)
		tally->status = status;
}

/* What follows any compilation. */
static void finish(const struct domc *c, enum domc_status status,
		   struct tally *tally)
{
	show_findings(c, tally);
	if (domc_error(c))
		command_fail(domc_error(c));
	note_status(tally, (int)status);
}

/* ---- build ---- */

static bool write_depfile(const struct options *o, const struct domc *c,
			  struct text *error)
{
	const char *const *inputs;
	size_t n = domc_inputs(c, &inputs);
	struct text target = { 0 }, rule = { 0 };
	bool done = true;

	if (!o->depfile)
		return true;
	text_printf(&target, "%s/manifest.json", o->output);
	if (depfile_rule(&rule, target.s, inputs, n)) {
		done = output_file(o->depfile, rule.s, rule.len, error);
	} else {
		text_puts(error, "a file name with a line break cannot stand in a depfile");
		done = false;
	}
	text_free(&target);
	text_free(&rule);
	return done;
}

/* One artefact besides the manifest can go to stdout. */
static bool write_stdout(const struct domc_artefact *files, size_t n,
			 struct text *error)
{
	if (n == 2)
		return output_file("-", files[0].bytes, files[0].len, error);
	text_printf(error, "there are %zu files, and stdout takes one: add --only KIND",
		    n ? n - 1 : 0);
	return false;
}

static int write_artefacts(const struct options *o, struct domc *c)
{
	const struct domc_artefact *files;
	size_t n = domc_artefacts(c, &files);
	struct text error = { 0 };
	bool done;

	if (!n)
		return 0;
	if (strcmp(o->output, "-") == 0)
		done = write_stdout(files, n, &error);
	else
		/* A depfile says that its target is there. */
		done = output_write(c, o->output, files, n, &error) &&
		       write_depfile(o, c, &error);
	if (!done)
		command_fail(error.s);
	text_free(&error);
	return done ? 0 : 2;
}

int command_build(const struct options *o)
{
	struct domc *c = domc_new(&o->domc);
	struct tally tally = { 0 };

	if (!c)
		return command_fail("out of memory");
	if (strcmp(o->output, "-") == 0 && o->depfile) {
		domc_free(c);
		return command_fail("a depfile needs an output folder");
	}
	finish(c, domc_build(c, o->operands[0]), &tally);
	note_status(&tally, write_artefacts(o, c));
	show_sum(&tally);
	domc_free(c);
	return tally.status;
}

/* ---- check ---- */

/* @schema: what was read for --schema, or NULL. */
static void check_files(const struct options *o, struct domc *schema,
			struct tally *tally)
{
	for (size_t i = 0; i < o->n_operands; i++) {
		struct domc *c = domc_new(&o->domc);

		if (!c) {
			note_status(tally, command_fail("out of memory"));
			return;
		}
		finish(c, schema ? domc_validate(c, schema, o->operands[i]) :
				   domc_check(c, o->operands[i]), tally);
		domc_free(c);
	}
}

/* One schema, compiled once, for any number of files. */
static void check_against(const struct options *o, struct tally *tally)
{
	struct domc *schema = domc_new(&o->domc);

	if (!schema) {
		note_status(tally, command_fail("out of memory"));
		return;
	}
	finish(schema, domc_read_schema(schema, o->schema), tally);
	if (tally->status == 0)
		check_files(o, schema, tally);
	domc_free(schema);
}

int command_check(const struct options *o)
{
	struct tally tally = { 0 };

	if (o->schema)
		check_against(o, &tally);
	else
		check_files(o, NULL, &tally);
	show_sum(&tally);
	return tally.status;
}

/* ---- plan ---- */

int command_plan(const struct options *o)
{
	struct domc *c = domc_new(&o->domc);
	struct tally tally = { 0 };
	struct text error = { 0 };
	const char *report = NULL;
	size_t len = 0;

	if (!c)
		return command_fail("out of memory");
	finish(c, domc_plan(c, o->operands[0], o->domain,
			    o->format ? o->format : "text", &report, &len),
	       &tally);
	if (report && !output_file("-", report, len, &error)) {
		command_fail(error.s);
		note_status(&tally, 2);
	}
	show_sum(&tally);
	text_free(&error);
	domc_free(c);
	return tally.status;
}
