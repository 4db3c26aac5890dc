/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jobs.c - each use of the library, on each example.
 */
#include "jobs.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void add_bytes(struct outcome *o, const void *bytes, size_t n)
{
	const uint8_t *b = bytes;

	/* FNV-1a */
	for (size_t i = 0; i < n; i++)
		o->sum = (o->sum ^ b[i]) * UINT64_C(1099511628211);
}

static void add_text(struct outcome *o, const char *text)
{
	add_bytes(o, text, strlen(text));
}

/* What is left in @c, whatever it did. */
static void collect(const struct domc *c, struct outcome *o)
{
	const struct domc_finding *f;
	const struct domc_artefact *files;
	size_t n = domc_artefacts(c, &files);

	o->n_findings = domc_findings(c, &f);
	o->n_outputs += n;
	for (size_t i = 0; i < o->n_findings; i++)
		add_text(o, f[i].text);
	for (size_t i = 0; i < n; i++)
		add_bytes(o, files[i].bytes, files[i].len);
	if (domc_error(c))
		snprintf(o->error, sizeof(o->error), "%s", domc_error(c));
}

static void out_of_memory(struct outcome *o)
{
	*o = (struct outcome){ .status = DOMC_FAILED };
	snprintf(o->error, sizeof(o->error), "%s", OUT_OF_MEMORY);
}

/* @how: "build" or "check" */
static void compile(const struct job *j, struct domc *c, const char *path,
		    struct outcome *o)
{
	o->status = *j->how == 'b' ? domc_build(c, path) : domc_check(c, path);
}

/* @how: the format */
static void plan(const struct job *j, struct domc *c, const char *path,
		 struct outcome *o)
{
	const char *text = NULL;
	size_t len = 0;

	o->status = domc_plan(c, path, NULL, j->how, &text, &len);
	o->n_outputs = text != NULL;
	add_bytes(o, text, len);
}

/* @how: the schema; several documents, so that patterns get machine code */
static void validate(const struct job *j, struct domc *c, const char *path,
		     struct outcome *o)
{
	char schema[512];

	snprintf(schema, sizeof(schema), "%.*s/%s",
		 (int)(strlen(path) - strlen(j->path) - 1), path, j->how);
	o->status = domc_read_schema(c, schema);
	if (o->status == DOMC_OK)
		o->status = domc_validate(c, c, path);
}

/* The same with the schema in a compilation of its own, as the command does. */
static void validate_apart(const struct job *j, struct domc *c,
			   const char *path, struct outcome *o)
{
	const struct domc_options none = { 0 };
	struct domc *schema = domc_new(&none);
	char name[512];

	snprintf(name, sizeof(name), "%.*s/%s",
		 (int)(strlen(path) - strlen(j->path) - 1), path, j->how);
	if (!schema) {
		out_of_memory(o);
		return;
	}
	o->status = domc_read_schema(schema, name);
	if (o->status == DOMC_OK)
		o->status = domc_validate(c, schema, path);
	else
		collect(schema, o);
	domc_free(schema);
}

/* What is left of bindings that ran out of memory must serve nobody. */
static void check_leavings(struct domc *bindings, const char *path,
			   struct outcome *o)
{
	const struct domc_options none = { 0 };
	struct domc *again = domc_new(&none);

	if (again && domc_check_tree(again, bindings, path) != DOMC_FAILED)
		o->status = DOMC_FINDINGS;
	domc_free(again);
}

/* @how: not used; the built-in bindings, by a share, as the command does */
static void check_tree(const struct job *j, struct domc *c, const char *path,
		       struct outcome *o)
{
	const struct domc_options none = { 0 };
	struct domc *all = domc_new(&none), *share = domc_new(&none);

	(void)j;
	if (all && share && domc_read_bindings(all, NULL, 0) == DOMC_OK &&
	    domc_share_bindings(share, all)) {
		o->status = domc_check_tree(c, share, path);
		if (o->status == DOMC_FAILED)
			check_leavings(share, path, o);
	} else {
		out_of_memory(o);
	}
	domc_free(share);
	domc_free(all);
}

/* @how: not used */
static void manifest(const struct job *j, struct domc *c, const char *path,
		     struct outcome *o)
{
	static char text[1 << 16];
	const char *const *paths;
	int fd = open(path, O_RDONLY);
	ssize_t len = read(fd, text, sizeof(text));
	size_t n = 0;

	(void)j;
	close(fd);
	if (!domc_manifest_files(c, text, len > 0 ? (size_t)len : 0, &paths,
				 &n))
		o->status = DOMC_FAILED;
	for (size_t i = 0; i < n; i++)
		add_text(o, paths[i]);
}

/* Has @text as many of @open as of @close? Inside of strings ours are too. */
static bool is_balanced(const char *text, size_t len, char open, char close)
{
	long n = 0;

	for (size_t i = 0; i < len; i++)
		n += (text[i] == open) - (text[i] == close);
	return n == 0;
}

/* What did not fit is not there by half. */
static bool is_sound(struct domc_log *l, struct outcome *o)
{
	size_t len;
	const char *text = domc_log_take(l, &len);

	add_bytes(o, text, len);
	o->n_outputs = len != 0;
	return is_balanced(text, len, '{', '}') &&
	       is_balanced(text, len, '[', ']');
}

/* @how: the form; twice the same input */
static void write_log(const struct job *j, struct domc *c, const char *path,
		      struct outcome *o)
{
	const struct domc_options none = { 0 };
	struct domc *own = domc_new(&none);
	struct domc_log *l = domc_log_new(j->how);
	bool done = false, ended = false, sound = true;

	(void)c;
	if (own && l) {
		o->status = domc_check(own, path);
		done = domc_log_add(l, path, own, o->status) &&
		       domc_log_add(l, path, own, o->status) &&
		       !domc_error(own);
		ended = domc_log_end(l, (int)o->status);
		sound = !ended || is_sound(l, o);
	}
	if (sound && (!done || !ended))
		out_of_memory(o);
	else if (!sound)
		snprintf(o->error, sizeof(o->error), "half a log");
	domc_log_free(l);
	domc_free(own);
}

/* @how: the format of an embedded schema */
static void schema(const struct job *j, struct domc *c, const char *path,
		   struct outcome *o)
{
	const char *text = domc_schema(c, j->path, j->how);
	const char *releases = domc_releases(c);

	(void)path;
	add_text(o, releases);
	o->status = text && *releases ? DOMC_OK : DOMC_FAILED;
	if (text)
		add_text(o, text);
}

const struct job jobs[] = {
	{ "check", compile, "one-domain.yaml", "check" },
	{ "build of one domain", compile, "one-domain.yaml", "build" },
	{ "build of three", compile, "three-domains.yaml", "build" },
	{ "build of all features", compile, "all-features.yaml", "build" },
	{ "build of a layout", compile, "guest-layout.yaml", "build" },
	{ "build with a board in source", compile, "source.yaml", "build" },
	{ "check of a bad key", compile, "bad/E0203-unknown-key.yaml", "check" },
	{ "check of a bad kernel", compile, "bad/E0404-file-gzip.yaml", "check" },
	{ "check of an overlap", compile, "bad/E0301-static-overlap.yaml", "check" },
	{ "check of no YAML", compile, "bad/E0104-yaml-syntax.yaml", "check" },
	{ "plan as text", plan, "three-domains.yaml", "text" },
	{ "plan as JSON", plan, "guest-layout.yaml", "json" },
	{ "plan as a header", plan, "guest-layout.yaml", "c-header" },
	{ "plan as nodes", plan, "guest-layout.yaml", "dtsi" },
	{ "document and schema", validate, "all-features.yaml", "system.yaml" },
	{ "many matches", validate_apart, "matches.json", "matches-schema.json" },
	{ "tree against bindings", check_tree, "board.dtb", NULL },
	{ "manifest", manifest, "manifest.json", NULL },
	{ "embedded schema", schema, "system", "json" },
	{ "findings as JSON", write_log, "bad/E0203-unknown-key.yaml", "json" },
	{ "findings as SARIF", write_log, "bad/E0203-unknown-key.yaml", "sarif" },
	{ "findings for GitHub", write_log, "bad/E0203-unknown-key.yaml", "github" },
};

const size_t n_jobs = sizeof(jobs) / sizeof(jobs[0]);

void job_run(const struct job *j, const char *folder, struct outcome *ret)
{
	const struct domc_options opts = {
		.include_dirs = &folder, .n_include_dirs = 1,
	};
	struct domc *c = domc_new(&opts);
	char path[512];

	*ret = (struct outcome){ 0 };
	if (!c) {
		out_of_memory(ret);
		return;
	}
	snprintf(path, sizeof(path), "%s/%s", folder, j->path);
	j->run(j, c, path, ret);
	collect(c, ret);
	domc_free(c);
}
