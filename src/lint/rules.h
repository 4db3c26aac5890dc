/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rules.h - the checks of rules.def, for src/lint alone.
 *
 * A check looks at the whole input and reports all it finds. It is silent
 * about what src/plan has reported (E03xx).
 */
#ifndef DOMC_LINT_RULES_H
#define DOMC_LINT_RULES_H

#include "lint/lint.h"

/* A check that finds several codes is declared as often: it is the same. */
#define RULE(code, check) void lint_check_##check(const struct lint_input *in);
#define FOUND(...)
#define PLACE(...)
#define BESIDE(...)
#include "lint/rules.def"
#undef RULE
#undef FOUND
#undef PLACE
#undef BESIDE

/** lint_is_domu - does Xen build @d at boot, and is it not dom0? */
static inline bool lint_is_domu(const struct domain *d)
{
	return d->start == START_DOM0LESS && !d->is_dom0;
}

/**
 * lint_xenstore_page - what init-dom0less fills, where magic pages are not
 * moved
 */
struct range lint_xenstore_page(const struct facts *f);

/* What passed.c adds to rules whose checks are elsewhere. */
void lint_passed_to_dom0(const struct lint_input *in);
void lint_passed_of_xen(const struct lint_input *in);
void lint_passed_at_one_place(const struct lint_input *in);

#endif
