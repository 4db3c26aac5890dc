/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * info.c - what domc knows without a system file: schemas, codes, releases,
 * and how its own manifest reads.
 */
#include "domc.h"

#include <string.h>

#include "api/compilation.h"
#include "base/limits.h"
#include "facts/facts.h"
#include "lint/refusals.h"
#include "schema/schema.h"

const char *domc_schema_name(size_t i)
{
	return i < n_schema_embedded ? schema_embedded[i].name : NULL;
}

static const char *schema_as_json(struct domc *c,
				  const struct schema_embedded *e)
{
	struct buf out = buf_make(c->arena, LIMIT_OUTPUT_BYTES);
	struct value *root = doc_read_bytes(c->arena, c->diags, e->name,
					    e->text, e->len);

	if (!root)
		return NULL;
	schema_to_json(root, &out);
	return buf_str(&out);
}

const char *domc_schema(struct domc *c, const char *name, const char *format)
{
	const struct schema_embedded *e = schema_find_embedded(name);

	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return NULL;
	}
	if (!e)
		return NULL;
	if (strcmp(format, "json") == 0)
		return schema_as_json(c, e);
	return arena_strndup(c->arena, e->text, e->len);
}

bool domc_each_code(size_t i, const char **ret_number, const char **ret_slug,
		    const char **ret_summary)
{
	if (i >= N_DIAG_CODES)
		return false;
	*ret_number = diag_codes[i].number;
	*ret_slug = diag_codes[i].slug;
	*ret_summary = diag_codes[i].summary;
	return true;
}

/* "e301" is typed as easily as "E0301"; what is neither is a slug. */
static enum diag_code find_code(const char *code)
{
	size_t n = strlen(code);
	char number[6] = "E0000";

	if ((*code != 'e' && *code != 'E') || n < 2 || n > 5 ||
	    strspn(code + 1, "0123456789") != n - 1)
		return diag_find_code(code);
	memcpy(number + 6 - n, code + 1, n - 1);
	return diag_find_code(number);
}

bool domc_explain(const char *code, const char **ret_number,
		  const char **ret_slug, const char **ret_summary,
		  const char **ret_text)
{
	enum diag_code found = find_code(code);

	if (!domc_each_code(found, ret_number, ret_slug, ret_summary))
		return false;
	*ret_text = diag_codes[found].explain;
	return true;
}

bool domc_severity_of(const char *code, struct domc_severity *ret)
{
	enum diag_code found = find_code(code);

	if (found == N_DIAG_CODES)
		return false;
	*ret = (struct domc_severity){
		.is_error = diag_codes[found].level == DIAG_ERROR,
		.can_be_off = diag_codes[found].level != DIAG_ERROR ||
			      diag_is_switchable(found),
		.can_be_forced = diag_is_rule(found),
	};
	return true;
}

const char *domc_explain_meant(const char *code)
{
	const char *slugs[N_DIAG_CODES];

	for (size_t i = 0; i < N_DIAG_CODES; i++)
		slugs[i] = diag_codes[i].slug;
	return diag_did_you_mean(code, slugs, N_DIAG_CODES);
}

bool domc_each_refusal(const char *code, size_t i, struct domc_refusal *ret)
{
	enum diag_code found = find_code(code);

	for (size_t k = 0; k < n_lint_refusals; k++) {
		const struct lint_refusal *r = &lint_refusals[k];

		if (r->code != found || i--)
			continue;
		*ret = (struct domc_refusal){
			.file_4_17 = r->file_4_17,
			.file_4_20 = r->file_4_20,
			.function = r->function,
			.text = r->text,
			.kconfig = r->kconfig,
		};
		return true;
	}
	return false;
}

const char *domc_releases(struct domc *c)
{
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return "";
	}
	return facts_known(c->arena);
}

/* Path of one entry of "files"; NULL if it has none. */
static const char *entry_path(const struct value *entry)
{
	const struct value *path = value_get(entry, "path");

	if (!path || path->kind != VALUE_STRING ||
	    strlen(path->text) != path->text_len)
		return NULL;
	return path->text;
}

static bool read_manifest(struct domc *c, const char *bytes, size_t len,
			  const char *const **ret_paths, size_t *ret_n_paths)
{
	/* Its mistakes are not findings of this compilation. */
	struct diags *d = diags_new(c->arena);
	const struct value *root, *files, *made_by;
	const char **paths;

	root = doc_read_json(c->arena, d, "manifest.json", bytes, len);
	files = root ? value_get(root, "files") : NULL;
	made_by = root ? value_get(root, "made-by") : NULL;
	if (!files || files->kind != VALUE_LIST || !made_by ||
	    made_by->kind != VALUE_STRING ||
	    strncmp(made_by->text, "domc ", 5) != 0)
		return false;
	paths = arena_array(c->arena, files->n + 1, sizeof(*paths));
	for (size_t i = 0; i < files->n; i++) {
		paths[i] = entry_path(files->items[i]);
		if (!paths[i])
			return false;
	}
	*ret_paths = paths;
	*ret_n_paths = files->n;
	return true;
}

bool domc_manifest_files(struct domc *c, const char *bytes, size_t len,
			 const char *const **ret_paths, size_t *ret_n_paths)
{
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return false;
	}
	if (len > LIMIT_DOC_BYTES)
		return false;
	return read_manifest(c, bytes, len, ret_paths, ret_n_paths);
}
