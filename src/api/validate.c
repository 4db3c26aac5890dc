/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * validate.c - schemas of the user, and documents of any kind.
 */
#include "domc.h"

#include "api/compilation.h"

/* For api_collect_findings(). */
static const struct doc *as_doc(struct domc *c, struct value *root)
{
	struct doc *doc = ARENA_NEW(c->arena, struct doc);

	doc->root = root;
	return doc;
}

static enum domc_status read_schema(struct domc *c, const char *path)
{
	const struct schema_options opts = {
		.general = true,
		.path = path,
		.assert_formats = c->opts.assert_formats,
	};
	bool io_error = false;
	struct value *root =
		doc_read_any(c->arena, c->diags, path, &io_error);

	c->doc = as_doc(c, root);
	if (root && !c->diags->n_errors)
		c->user_schema = schema_compile_with(c->arena, c->diags, root,
						     &opts);
	api_collect_findings(c);
	if (io_error)
		return DOMC_FAILED;
	return c->user_schema ? DOMC_OK : DOMC_FINDINGS;
}

enum domc_status domc_read_schema(struct domc *c, const char *path)
{
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return DOMC_FAILED;
	}
	return read_schema(c, path);
}

bool domc_share_schema(struct domc *c, const struct domc *schema)
{
	if (!schema->user_schema)
		return false;
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return false;
	}
	c->user_schema = schema_share(c->arena, schema->user_schema);
	return true;
}

static enum domc_status validate(struct domc *c, const struct schema *s,
				 const char *path)
{
	bool io_error = false;
	struct value *root =
		doc_read_any(c->arena, c->diags, path, &io_error);

	if (root) {
		c->doc = as_doc(c, root);
		schema_validate(s, root, c->diags);
	}
	api_collect_findings(c);
	if (io_error)
		return DOMC_FAILED;
	return c->diags->n_errors ? DOMC_FINDINGS : DOMC_OK;
}

/* Whichever arena it was: a pattern may have been compiled by half. */
static enum domc_status run_out(struct domc *c, struct domc *schema)
{
	api_forget(schema, API_OUT_OF_MEMORY);
	api_forget(c, API_OUT_OF_MEMORY);
	return DOMC_FAILED;
}

enum domc_status domc_validate(struct domc *c, struct domc *schema,
			       const char *path)
{
	if (!schema->user_schema)
		return run_out(c, schema);
	if (setjmp(*arena_landing(c->arena)))
		return run_out(c, schema);
	/* The schema's patterns are compiled now, into its own arena. */
	if (setjmp(*arena_landing(schema->arena)))
		return run_out(c, schema);
	return validate(c, schema->user_schema, path);
}
