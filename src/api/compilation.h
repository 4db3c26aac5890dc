/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compilation.h - what a struct domc holds, for src/api alone.
 */
#ifndef DOMC_API_COMPILATION_H
#define DOMC_API_COMPILATION_H

#include "base/arena.h"
#include "binding/binding.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "domc.h"
#include "dt/dt.h"
#include "emit/emit.h"
#include "model/model.h"
#include "plan/plan.h"
#include "schema/schema.h"

struct domc {
	struct arena *arena;		/* holds this struct too */
	struct diags *diags;
	struct domc_options opts;	/* a copy */
	struct doc_options doc_opts;	/* the part that src/doc wants */

	/* What the stages made; NULL from the stage on that was not reached. */
	const struct doc *doc;		/* or what is checked for itself */
	struct system *system;
	struct plan *plan;
	struct dt_tree **guest_trees;	/* one per plan domain */
	struct dt_tree *board_tree;

	/* domc_read_schema(): what domc_validate() checks against, or NULL. */
	struct schema *user_schema;
	/* domc_read_bindings(): what domc_check_tree() checks against. */
	struct bindings *bindings;

	/* What the caller asks for. */
	const char *error;
	struct domc_finding *findings;
	size_t n_findings;
	struct domc_artefact *artefacts;
	size_t n_artefacts;
	const char **inputs;
	size_t n_inputs;
};

/** api_collect_findings - c->findings from c->diags */
void api_collect_findings(struct domc *c);
/** api_collect_inputs - c->inputs: system files, board tree, named files */
void api_collect_inputs(struct domc *c);
/** api_collect_artefacts - c->artefacts from a list of src/emit */
void api_collect_artefacts(struct domc *c, const struct artefact *list);

/**
 * api_check_own - check the trees of @c against the embedded bindings
 *
 * What the user's own trees (the board, a partial tree) break is a finding.
 *
 * Return: NULL, or why domc is wrong: it made a tree that breaks a binding.
 */
const char *api_check_own(struct domc *c);

/** api_forget - drop the results, and what is compiled, after memory ran out */
void api_forget(struct domc *c, const char *error);

#define API_OUT_OF_MEMORY \
	"out of memory: this compilation needs more than it may have"

#endif
