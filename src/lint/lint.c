/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lint.c - the table of rules, run from top to bottom.
 */
#include "lint/lint.h"

#include "lint/rules.h"

const struct lint_rule lint_rules[] = {
#define RULE(id, xen, line)				\
	{						\
		.name = #id,				\
		.check = lint_check_##id,		\
		.source = xen,				\
		.summary = line,			\
	},
#include "lint/rules.def"
#undef RULE
};

const size_t n_lint_rules = sizeof(lint_rules) / sizeof(lint_rules[0]);

void lint_run(const struct lint_input *in)
{
	for (size_t i = 0; i < n_lint_rules; i++)
		lint_rules[i].check(in);
}
