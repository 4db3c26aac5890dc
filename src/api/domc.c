/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * domc.c - the pipeline: the only place that orders the stages, and the only
 * landing for memory that runs out.
 */
#include "domc.h"

#include <string.h>

#include "api/compilation.h"
#include "base/limits.h"
#include "lint/lint.h"
#include "schema/schema.h"

/* The schema of system files; built in, so that failing is a bug of ours. */
static struct schema *system_schema(struct domc *c)
{
	return schema_compile_embedded(c->arena, c->diags,
				       schema_find_embedded("system"));
}

static void make_trees(struct domc *c)
{
	const struct plan *p = c->plan;

	c->guest_trees = arena_array(c->arena, p->n_domains + 1,
				     sizeof(*c->guest_trees));
	for (size_t i = 0; i < p->n_domains; i++)
		if (!p->domains[i].domain->is_dom0)
			c->guest_trees[i] = dt_guest(c->arena, c->diags, p,
						     &p->domains[i]);
	c->board_tree = dt_board(c->arena, c->diags, p);
}

static enum domc_status compile(struct domc *c, const char *path)
{
	struct arena *a = c->arena;
	struct diags *d = c->diags;
	bool io_error = false;
	struct schema *schema;

	c->doc = doc_read_file(a, d, path, &c->doc_opts, &io_error);
	if (io_error)
		return DOMC_FAILED;
	schema = d->n_errors ? NULL : system_schema(c);
	if (!schema || !schema_validate(schema, c->doc->root, d))
		return DOMC_FINDINGS;
	c->system = model_bind(a, d, c->doc, path, &c->doc_opts);
	if (!c->system || (c->opts.force ? d->n_firm : d->n_errors))
		return DOMC_FINDINGS;
	c->plan = plan_make(a, d, c->system);
	make_trees(c);
	lint_run(&(struct lint_input){
		.arena = a,
		.diags = d,
		.system = c->system,
		.plan = c->plan,
		.guest_trees = c->guest_trees,
		.board_tree = c->board_tree,
	});
	return d->n_errors ? DOMC_FINDINGS : DOMC_OK;
}

/* Every error is a rule's, and the user asked to go on. */
static bool is_forced(const struct domc *c)
{
	return c->opts.force && c->plan && c->board_tree &&
	       c->diags->n_errors && !c->diags->n_firm;
}

static struct emit_input emit_input_of(const struct domc *c, bool forced)
{
	return (struct emit_input){
		.arena = c->arena,
		.system = c->system,
		.plan = c->plan,
		.guest_trees = c->guest_trees,
		.board_tree = c->board_tree,
		.diags = c->diags,
		.forced = forced,
		.sets = c->opts.sets,
		.n_sets = c->opts.n_sets,
		.only = c->opts.only,
		.made_by = "domc " DOMC_VERSION,
	};
}

/* Forms of domc_plan(). */
static const struct plan_format {
	const char *name;
	void (*write)(const struct emit_input *in, const char *domain,
		      struct buf *out);
	bool is_for_guests;	/* not of dom0, nor of what xl starts */
} plan_formats[] = {
	{ "text", emit_layout_text, false },
	{ "json", emit_layout_json, false },
	{ "c-header", emit_c_header, true },
	{ "dtsi", emit_dtsi, true },
};

#define N_PLAN_FORMATS (sizeof(plan_formats) / sizeof(plan_formats[0]))

/* What is asked of a compilation beyond checking. */
struct request {
	const char *path;
	bool build;
	const struct plan_format *plan_format;	/* NULL: no report */
	const char *domain;		/* of the report; NULL: all */
	struct buf report;
};

static bool domain_exists(struct domc *c, const char *name)
{
	struct buf names = buf_make(c->arena, LIMIT_OUTPUT_BYTES);

	for (size_t i = 0; i < c->system->n_domains; i++) {
		const struct domain *d = &c->system->domains[i];

		if (strcmp(d->name, name) == 0)
			return true;
		buf_printf(&names, "%s%s", i ? ", " : "", d->name);
	}
	c->error = arena_printf(c->arena, "no domain '%s' (there are: %s)",
				name, buf_str(&names));
	return false;
}

/* Of the domain that is asked for, or of any? */
static bool has_guest(struct domc *c, const struct request *r)
{
	for (size_t i = 0; i < c->plan->n_domains; i++) {
		const struct domain *d = c->plan->domains[i].domain;

		if (!d->is_dom0 &&
		    (!r->domain || strcmp(d->name, r->domain) == 0))
			return true;
	}
	c->error = r->domain ?
		   arena_printf(c->arena, "--format %s is for domains whose tree Xen makes at boot, and '%s' is none",
				r->plan_format->name, r->domain) :
		   arena_printf(c->arena, "--format %s is for domains whose tree Xen makes at boot, and there is none",
				r->plan_format->name);
	return false;
}

static enum domc_status report(struct domc *c, struct request *r,
			       const struct emit_input *in)
{
	if (r->domain && !domain_exists(c, r->domain))
		return DOMC_FAILED;
	if (r->plan_format->is_for_guests && !has_guest(c, r))
		return DOMC_FAILED;
	r->report = buf_make(c->arena, LIMIT_OUTPUT_BYTES);
	r->plan_format->write(in, r->domain, &r->report);
	return c->diags->n_errors ? DOMC_FINDINGS : DOMC_OK;
}

static enum domc_status serve(struct domc *c, struct request *r)
{
	enum domc_status status = compile(c, r->path);
	bool forced = is_forced(c);
	struct emit_input in;

	if (r->build && (status == DOMC_OK || forced)) {
		c->error = api_check_own(c);
		forced = is_forced(c);
		/* What the user lets pass may break a binding as well. */
		if (forced || c->diags->n_passed)
			c->error = NULL;
		if (c->error)
			status = DOMC_FAILED;
		else if (c->diags->n_errors)
			status = DOMC_FINDINGS;
	}
	if (status == DOMC_OK || (forced && status != DOMC_FAILED)) {
		in = emit_input_of(c, forced);
		if (r->plan_format)
			status = report(c, r, &in);
		if (r->build)
			api_collect_artefacts(c, emit_all(&in));
	}
	api_collect_findings(c);
	api_collect_inputs(c);
	return status;
}

/* Why -W @spec cannot be done. */
static const char *bad_warning(struct domc *c, const char *spec)
{
	const char *slugs[N_DIAG_CODES], *near;
	const char *name = diag_name_of_spec(spec);
	enum diag_code code = diag_find_code(name);

	if (code != N_DIAG_CODES)
		return arena_printf(c->arena,
			"-W %s: %s is an error that no tree can be made despite, and cannot be turned off",
			spec, diag_codes[code].number);
	for (size_t i = 0; i < N_DIAG_CODES; i++)
		slugs[i] = diag_codes[i].slug;
	near = diag_did_you_mean(name, slugs, N_DIAG_CODES);
	return arena_printf(c->arena,
		"-W %s: there is no finding '%s'; %s%s%s",
		spec, name, near ? "did you mean '" : "", near ? near :
		"'domc explain' lists them", near ? "'?" : "");
}

/* Two of the options are names that must exist. */
static bool options_are_valid(struct domc *c)
{
	for (size_t i = 0; i < c->opts.n_warnings; i++)
		if (!diags_set_level(c->diags, c->opts.warnings[i])) {
			c->error = bad_warning(c, c->opts.warnings[i]);
			return false;
		}
	for (const char *s = c->opts.only; s; s = strchr(s, ',')) {
		size_t n;

		s += *s == ',';
		n = strcspn(s, ",");
		if (!emit_kind_exists(s, n)) {
			c->error = arena_printf(c->arena,
				"--only: no kind '%.*s' (there are: %s)",
				(int)n, s, emit_kinds(c->arena));
			return false;
		}
	}
	return true;
}

static enum domc_status run(struct domc *c, struct request *r)
{
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return DOMC_FAILED;
	}
	if (!options_are_valid(c))
		return DOMC_FAILED;
	return serve(c, r);
}

enum domc_status domc_check(struct domc *c, const char *path)
{
	struct request r = { .path = path };

	return run(c, &r);
}

enum domc_status domc_build(struct domc *c, const char *path)
{
	struct request r = { .path = path, .build = true };

	return run(c, &r);
}

enum domc_status domc_plan(struct domc *c, const char *path,
			   const char *domain, const char *format,
			   const char **ret_text, size_t *ret_len)
{
	struct request r = { .path = path, .domain = domain };
	enum domc_status status;

	for (size_t i = 0; i < N_PLAN_FORMATS; i++)
		if (strcmp(plan_formats[i].name, format) == 0)
			r.plan_format = &plan_formats[i];
	if (!r.plan_format) {
		c->error = "a report is 'text', 'json', 'c-header' or 'dtsi'";
		return DOMC_FAILED;
	}
	status = run(c, &r);
	if (status != DOMC_FAILED && r.report.len) {
		*ret_text = buf_str(&r.report);
		*ret_len = r.report.len;
	}
	return status;
}
