/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lint.h - rules: what Xen would refuse, and what boots but is wrong.
 */
#ifndef DOMC_LINT_LINT_H
#define DOMC_LINT_LINT_H

#include "base/arena.h"
#include "diag/diag.h"
#include "dt/dt.h"
#include "model/model.h"
#include "plan/plan.h"

/* All that a rule may look at. Trees are NULL where they could not be made. */
struct lint_input {
	struct arena *arena;
	struct diags *diags;
	const struct system *system;
	const struct plan *plan;
	struct dt_tree *const *guest_trees;	/* by plan domain; dom0: NULL */
	const struct dt_tree *board_tree;
};

struct lint_rule {
	enum diag_code code;	/* its name, number and line, too */
	const char *by;		/* "src/plan", or the name of the check */
	/* NULL: found before; rules that stand together may share one */
	void (*check)(const struct lint_input *in);
};

extern const struct lint_rule lint_rules[];	/* from rules.def */
extern const size_t n_lint_rules;

/** lint_run - every check once, in the order of the table */
void lint_run(const struct lint_input *in);

/**
 * lint_tree_room - bytes of the buffer that Xen builds a guest's tree in
 *
 * Source: xen/arch/arm/dom0less-build.c prepare_dtb_domU(), with the patches
 * for the target's extensions.
 */
uint64_t lint_tree_room(const struct target *t, const struct plan_domain *pd);

#endif
