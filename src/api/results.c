/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * results.c - a compilation's life, and its results in the public form.
 */
#include "domc.h"

#include <string.h>

#include "api/compilation.h"
#include "base/limits.h"
#include "doc/pointer.h"

static const char *const *copy_strings(struct arena *a,
				       const char *const *strings, size_t n)
{
	const char **copy = arena_array(a, n + 1, sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(a, strings[i]);
	return copy;
}

static struct domc *make(struct arena *a, const struct domc_options *opts)
{
	struct domc *c = ARENA_NEW(a, struct domc);

	c->arena = a;
	c->diags = diags_new(a);
	c->opts = *opts;
	c->opts.include_dirs = copy_strings(a, opts->include_dirs,
					    opts->n_include_dirs);
	c->opts.sets = copy_strings(a, opts->sets, opts->n_sets);
	c->opts.warnings = copy_strings(a, opts->warnings, opts->n_warnings);
	if (opts->only)
		c->opts.only = arena_strdup(a, opts->only);
	c->doc_opts = (struct doc_options){
		.include_dirs = c->opts.include_dirs,
		.n_include_dirs = c->opts.n_include_dirs,
		.sets = c->opts.sets,
		.n_sets = c->opts.n_sets,
	};
	return c;
}

struct domc *domc_new(const struct domc_options *opts)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);

	if (!a)
		return NULL;
	if (setjmp(*arena_landing(a))) {
		arena_free(a);
		return NULL;
	}
	return make(a, opts);
}

void domc_free(struct domc *c)
{
	if (c)
		arena_free(c->arena);
}

void api_forget(struct domc *c, const char *error)
{
	c->findings = NULL;
	c->n_findings = 0;
	c->artefacts = NULL;
	c->n_artefacts = 0;
	c->inputs = NULL;
	c->n_inputs = 0;
	/* Perhaps half made. */
	c->user_schema = NULL;
	c->bindings = NULL;
	c->error = error;
}

static struct domc_place place_of(const struct domc *c, struct place p)
{
	struct domc_place place = {
		.file = p.file, .line = p.line, .col = p.col,
		.end_line = p.end_line, .end_col = p.end_col,
	};

	place.source = diag_source_line(c->diags, p.file, p.line,
					&place.source_len);
	return place;
}

static void collect_notes(struct domc *c, const struct diag_item *item,
			  struct domc_finding *f)
{
	struct domc_note *notes;

	for (const struct diag_note *n = item->notes; n; n = n->next)
		f->n_notes++;
	notes = arena_array(c->arena, f->n_notes + 1, sizeof(*notes));
	f->notes = notes;
	for (const struct diag_note *n = item->notes; n; n = n->next)
		*notes++ = (struct domc_note){ place_of(c, n->place), n->text };
}

void api_collect_findings(struct domc *c)
{
	struct domc_finding *f;
	size_t n = 0;

	if (c->doc)
		pointer_fill(c->diags, c->doc->root);
	for (const struct diag_item *i = c->diags->items; i; i = i->next)
		n++;
	f = arena_array(c->arena, n + 1, sizeof(*f));
	c->findings = f;
	for (const struct diag_item *i = c->diags->items; i; i = i->next, f++) {
		*f = (struct domc_finding){
			.number = diag_codes[i->code].number,
			.slug = diag_codes[i->code].slug,
			.is_error = i->level == DIAG_ERROR,
			.place = place_of(c, i->place),
			.text = i->text,
			.instance_path = i->instance_path,
			.schema_path = i->schema_path,
		};
		collect_notes(c, i, f);
	}
	c->n_findings = n;
}

void api_collect_inputs(struct domc *c)
{
	size_t n = 0;

	if (!c->system)
		return;
	for (const struct doc_input *i = c->system->inputs; i; i = i->next)
		n++;
	c->inputs = arena_array(c->arena, n + 1, sizeof(*c->inputs));
	for (const struct doc_input *i = c->system->inputs; i; i = i->next)
		c->inputs[c->n_inputs++] = i->path;
}

void api_collect_artefacts(struct domc *c, const struct artefact *list)
{
	struct domc_artefact *out;
	size_t n = 0;

	for (const struct artefact *a = list; a; a = a->next)
		n++;
	out = arena_array(c->arena, n + 1, sizeof(*out));
	c->artefacts = out;
	c->n_artefacts = n;
	for (const struct artefact *a = list; a; a = a->next)
		*out++ = (struct domc_artefact){ a->path, a->bytes, a->len };
}

size_t domc_findings(const struct domc *c, const struct domc_finding **ret)
{
	*ret = c->findings;
	return c->n_findings;
}

size_t domc_unlisted(const struct domc *c)
{
	return c->findings ? c->diags->n_items - c->n_findings : 0;
}

size_t domc_artefacts(const struct domc *c, const struct domc_artefact **ret)
{
	*ret = c->artefacts;
	return c->n_artefacts;
}

size_t domc_inputs(const struct domc *c, const char *const **ret)
{
	*ret = c->inputs;
	return c->n_inputs;
}

const char *domc_error(const struct domc *c)
{
	return c->error;
}
