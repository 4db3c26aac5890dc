/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compile.c - build, check and plan: what compiles a system file.
 */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "cli/depfile.h"
#include "cli/jobs.h"
#include "cli/output.h"
#include "cli/tally.h"

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

static void write_artefacts(const struct options *o, struct domc *c,
			    struct tally *t)
{
	const struct domc_artefact *files;
	size_t n = domc_artefacts(c, &files);
	struct text error = { 0 };
	bool done;

	if (!n)
		return;
	if (strcmp(o->output, "-") == 0)
		done = write_stdout(files, n, &error);
	else
		/* A depfile says that its target is there. */
		done = output_write(c, o->output, files, n, &error) &&
		       write_depfile(o, c, &error);
	if (!done)
		tally_fail(t, error.s);
	text_free(&error);
}

int command_build(const struct options *o)
{
	const char *path = o->operands[0];
	struct tally t;
	struct domc *c;

	if (!tally_begin(&t, o->format, STDOUT_FILENO))
		return 2;
	c = domc_new(&o->domc);
	tally_add(&t, path, c, c ? domc_build(c, path) : DOMC_FAILED);
	if (c)
		write_artefacts(o, c, &t);
	domc_free(c);
	return tally_end(&t);
}

/* ---- check ---- */

/* @against: what was read for the files; NULLs: nothing was. */
static void check_files(const struct options *o, struct job_rules against,
			struct tally *t)
{
	struct jobs *jobs = jobs_start(o, against);
	struct job job;

	while (jobs_next(jobs, &job)) {
		tally_add(t, job.path, job.c, job.status);
		domc_free(job.c);
	}
	jobs_end(jobs);
}

/* One schema, compiled once, for any number of files. */
static void check_against(const struct options *o, struct tally *t)
{
	struct domc *schema = domc_new(&o->domc);
	const struct domc_finding *found;
	enum domc_status status = DOMC_FAILED;

	if (schema)
		status = domc_read_schema(schema, o->schema);
	/* It is an input like the others where there is something to say. */
	if (status != DOMC_OK || domc_findings(schema, &found))
		tally_add(t, o->schema, schema, status);
	if (status == DOMC_OK)
		check_files(o, (struct job_rules){ .schema = schema }, t);
	domc_free(schema);
}

static bool has_tree(const struct options *o)
{
	for (size_t i = 0; i < o->n_operands; i++)
		if (domc_is_tree(o->operands[i]))
			return true;
	return false;
}

/* System files, and trees against the bindings, read once for all. */
static void check_all(const struct options *o, struct tally *t)
{
	bool wanted = o->n_bindings || has_tree(o);
	struct domc *bindings = wanted ? domc_new(&o->domc) : NULL;
	const struct domc_finding *found;
	enum domc_status status = wanted ? DOMC_FAILED : DOMC_OK;

	if (bindings)
		status = domc_read_bindings(bindings, o->bindings,
					    o->n_bindings);
	if (status != DOMC_OK || (bindings && domc_findings(bindings, &found)))
		tally_add(t, o->n_bindings ? o->bindings[0] : NULL, bindings,
			  status);
	/* One that cannot be used does not keep the others from it. */
	if (status != DOMC_FAILED)
		check_files(o, (struct job_rules){ .bindings = bindings }, t);
	domc_free(bindings);
}

int command_check(const struct options *o)
{
	struct tally t;

	if (!tally_begin(&t, o->format, STDOUT_FILENO))
		return 2;
	if (o->schema)
		check_against(o, &t);
	else
		check_all(o, &t);
	return tally_end(&t);
}

/* ---- plan ---- */

int command_plan(const struct options *o)
{
	const char *path = o->operands[0], *report = NULL;
	enum domc_status status = DOMC_FAILED;
	struct text error = { 0 };
	struct tally t;
	struct domc *c;
	size_t len = 0;

	/* stdout is the report's. */
	if (!tally_begin(&t, o->findings, STDERR_FILENO))
		return 2;
	c = domc_new(&o->domc);
	if (c)
		status = domc_plan(c, path, o->domain,
				   o->format ? o->format : "text", &report,
				   &len);
	tally_add(&t, path, c, status);
	if (report && !output_file("-", report, len, &error))
		tally_fail(&t, error.s);
	text_free(&error);
	domc_free(c);
	return tally_end(&t);
}
