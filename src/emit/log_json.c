/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log_json.c - domc's own form; schemas/findings.yaml describes it.
 */
#include <string.h>

#include "base/utf8.h"
#include "emit/log.h"
#include "emit/log_place.h"

static bool is_utf8(const char *s)
{
	size_t left = strlen(s), n = 1;

	for (; left && n; s += n, left -= n)
		n = utf8_length(s, left);
	return n != 0;
}

static void write_file(struct log *l, const char *file)
{
	struct json *j = &l->json;

	json_string(j, "file", file);
	/* JSON text is UTF-8, a path need not be. */
	if (!is_utf8(file))
		json_string(j, "uri", log_uri(&l->scratch, file));
}

static void write_place(struct log *l, const struct place *p)
{
	const char *set = p->file ? log_override(p->file) : NULL;
	struct json *j = &l->json;

	if (!p->file)
		return;
	json_map_inline(j, "place");
	if (set)
		json_string(j, "set", set);
	else
		write_file(l, p->file);
	if (p->line)
		json_u64(j, "line", p->line);
	if (p->line && p->col)
		json_u64(j, "column", p->col);
	if (p->line && p->end_line && p->end_col) {
		json_u64(j, "end-line", p->end_line);
		json_u64(j, "end-column", p->end_col);
	}
	json_close(j);
}

static void write_notes(struct log *l, const struct diag_item *item)
{
	struct json *j = &l->json;

	json_list(j, "notes");
	for (const struct diag_note *n = item->notes; n; n = n->next) {
		json_map(j, NULL);
		write_place(l, &n->place);
		json_string(j, "text", n->text);
		json_close(j);
	}
	json_close(j);
}

static void begin(struct log *l)
{
	struct json *j = &l->json;

	json_map(j, NULL);
	json_u64(j, "version", 1);
	json_string(j, "made-by",
		    arena_printf(l->arena, "domc %s", l->version));
	json_list(j, "findings");
}

static void finding(struct log *l, const struct diags *d,
		    const struct diag_item *item)
{
	const struct diag_code_info *code = &diag_codes[item->code];
	struct json *j = &l->json;

	(void)d;
	json_map(j, NULL);
	json_u64(j, "input", l->n_inputs - 1);
	json_string(j, "code", code->number);
	json_string(j, "slug", code->slug);
	json_string(j, "level",
		    item->level == DIAG_ERROR ? "error" : "warning");
	write_place(l, &item->place);
	json_string(j, "text", item->text);
	json_string(j, "summary", code->summary);
	if (item->instance_path)
		json_string(j, "instance-path", item->instance_path);
	if (item->schema_path)
		json_string(j, "schema-path", item->schema_path);
	write_notes(l, item);
	json_close(j);
}

static void write_counts(struct json *j, unsigned int status, size_t n_errors,
			 size_t n_warnings, size_t n_unlisted)
{
	json_u64(j, "status", status);
	json_u64(j, "errors", n_errors);
	json_u64(j, "warnings", n_warnings);
	json_u64(j, "unlisted", n_unlisted);
}

static void write_input(struct log *l, const struct log_input *in)
{
	struct json *j = &l->json;

	json_map_inline(j, NULL);
	write_file(l, in->path);
	write_counts(j, in->status, in->n_errors, in->n_warnings,
		     in->n_unlisted);
	if (in->error)
		json_string(j, "error", in->error);
	json_close(j);
}

static void end(struct log *l)
{
	struct json *j = &l->json;
	size_t n_errors = 0, n_warnings = 0, n_unlisted = 0;

	json_close(j);
	json_list(j, "inputs");
	for (size_t i = 0; i < l->n_inputs; i++) {
		write_input(l, &l->inputs[i]);
		n_errors += l->inputs[i].n_errors;
		n_warnings += l->inputs[i].n_warnings;
		n_unlisted += l->inputs[i].n_unlisted;
	}
	json_close(j);
	json_map_inline(j, "sum");
	write_counts(j, l->status, n_errors, n_warnings, n_unlisted);
	json_close(j);
	json_close(j);
	json_end(j);
}

const struct log_format log_json = {
	.name = "json",
	.begin = begin,
	.finding = finding,
	.end = end,
};
