/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log_sarif.c - SARIF 2.1.0 (OASIS): one run of one tool.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/log.h"
#include "emit/log_place.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* {"text": ...}, SARIF's form of words for people. */
static void write_text(struct json *j, const char *key, const char *text)
{
	json_map_inline(j, key);
	json_string(j, "text", text);
	json_close(j);
}

/* ---- the tool and its rules ---- */

static void write_rule(struct json *j, const struct diag_code_info *code)
{
	json_map(j, NULL);
	json_string(j, "id", code->number);
	json_string(j, "name", code->slug);
	write_text(j, "shortDescription", code->summary);
	write_text(j, "fullDescription", code->explain);
	write_text(j, "help", code->explain);
	json_map_inline(j, "defaultConfiguration");
	json_bool(j, "enabled", code->level != DIAG_IGNORED);
	json_string(j, "level",
		    code->level == DIAG_ERROR ? "error" : "warning");
	json_close(j);
	json_close(j);
}

static void write_tool(struct log *l)
{
	struct json *j = &l->json;

	json_map(j, "tool");
	json_map(j, "driver");
	json_string(j, "name", "domc");
	json_string(j, "version", l->version);
	json_string(j, "semanticVersion", l->version);
	json_list(j, "rules");
	for (size_t i = 0; i < N_DIAG_CODES; i++)
		write_rule(j, &diag_codes[i]);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void begin(struct log *l)
{
	struct json *j = &l->json;

	json_map(j, NULL);
	json_string(j, "$schema", SCHEMA);
	json_string(j, "version", "2.1.0");
	json_list(j, "runs");
	json_map(j, NULL);
	write_tool(l);
	json_string(j, "language", "en");
	json_string(j, "columnKind", "utf16CodeUnits");
	json_list(j, "results");
}

/* ---- places ---- */

static void write_uri(struct log *l, const char *key, const char *file)
{
	json_map_inline(&l->json, key);
	json_string(&l->json, "uri", log_uri(&l->scratch, file));
	json_close(&l->json);
}

static void write_region(struct json *j, const struct log_span *s)
{
	if (!s->line)
		return;
	json_map_inline(j, "region");
	json_u64(j, "startLine", s->line);
	if (s->col)
		json_u64(j, "startColumn", s->col);
	if (s->end_line)
		json_u64(j, "endLine", s->end_line);
	if (s->end_col)
		json_u64(j, "endColumn", s->end_col);
	json_close(j);
}

/* A place on the command line is in no file: that of the input stands in. */
static void write_physical(struct log *l, const struct diags *d,
			   const struct place *p)
{
	bool in_file = p->file && !log_override(p->file);
	struct log_span s = { 0 };

	if (in_file)
		s = log_span(d, p);
	json_map(&l->json, "physicalLocation");
	write_uri(l, "artifactLocation",
		  in_file ? p->file : l->inputs[l->n_inputs - 1].path);
	write_region(&l->json, &s);
	json_close(&l->json);
}

static void write_logical(struct json *j, const char *instance_path)
{
	json_list_inline(j, "logicalLocations");
	json_map(j, NULL);
	json_string(j, "fullyQualifiedName", instance_path);
	json_close(j);
	json_close(j);
}

static void write_location(struct log *l, const struct diags *d,
			   const struct diag_item *item)
{
	const struct place *p = &item->place;
	struct json *j = &l->json;

	json_list(j, "locations");
	json_map(j, NULL);
	write_physical(l, d, p);
	if (item->instance_path)
		write_logical(j, item->instance_path);
	if (p->file && log_override(p->file))
		write_text(j, "message", p->file);
	json_close(j);
	json_close(j);
}

/* A note without a place belongs where the finding is. */
static void write_notes(struct log *l, const struct diags *d,
			const struct diag_item *item)
{
	struct json *j = &l->json;
	unsigned int id = 0;

	json_list(j, "relatedLocations");
	for (const struct diag_note *n = item->notes; n; n = n->next) {
		struct place p = place_or(n->place, item->place);

		json_map(j, NULL);
		json_u64(j, "id", ++id);
		write_physical(l, d, &p);
		write_text(j, "message", n->text);
		json_close(j);
	}
	json_close(j);
}

static void finding(struct log *l, const struct diags *d,
		    const struct diag_item *item)
{
	struct json *j = &l->json;

	json_map(j, NULL);
	json_string(j, "ruleId", diag_codes[item->code].number);
	json_u64(j, "ruleIndex", (uint64_t)item->code);
	json_string(j, "level",
		    item->level == DIAG_ERROR ? "error" : "warning");
	write_text(j, "message", item->text);
	write_location(l, d, item);
	if (item->notes)
		write_notes(l, d, item);
	if (item->schema_path) {
		json_map_inline(j, "properties");
		json_string(j, "schemaPath", item->schema_path);
		json_close(j);
	}
	json_close(j);
}

/* ---- how it went ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* SARIF wants each but once. */
static void write_artifacts(struct log *l)
{
	struct json *j = &l->json;

	json_list(j, "artifacts");
	if (l->n_files)
		qsort(l->files, l->n_files, sizeof(*l->files), by_name);
	for (size_t i = 0; i < l->n_files; i++) {
		if (i && strcmp(l->files[i - 1], l->files[i]) == 0)
			continue;
		json_map_inline(j, NULL);
		write_uri(l, "location", l->files[i]);
		json_close(j);
	}
	json_close(j);
}

static void write_notification(struct log *l, const struct log_input *in,
			       const char *level, const char *text)
{
	struct json *j = &l->json;

	json_map(j, NULL);
	json_string(j, "level", level);
	write_text(j, "message", text);
	json_list(j, "locations");
	json_map(j, NULL);
	json_map(j, "physicalLocation");
	write_uri(l, "artifactLocation", in->path);
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void write_invocation(struct log *l)
{
	struct json *j = &l->json;

	json_list(j, "invocations");
	json_map(j, NULL);
	json_bool(j, "executionSuccessful", l->status < 2);
	json_u64(j, "exitCode", l->status);
	json_list(j, "toolExecutionNotifications");
	for (size_t i = 0; i < l->n_inputs; i++) {
		const struct log_input *in = &l->inputs[i];

		if (in->error)
			write_notification(l, in, "error", in->error);
		if (in->n_unlisted)
			write_notification(l, in, "warning",
					   arena_printf(l->arena, "%zu more findings are not listed",
							in->n_unlisted));
	}
	json_close(j);
	json_close(j);
	json_close(j);
}

static void end(struct log *l)
{
	struct json *j = &l->json;

	json_close(j);
	write_artifacts(l);
	write_invocation(l);
	json_close(j);
	json_close(j);
	json_close(j);
	json_end(j);
}

const struct log_format log_sarif = {
	.name = "sarif",
	.begin = begin,
	.finding = finding,
	.end = end,
};
