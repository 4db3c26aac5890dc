/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lint.c - the table of rules, run from top to bottom.
 */
#include "lint/lint.h"

#include "lint/rules.h"

const struct lint_rule lint_rules[] = {
#define RULE(code, check) { code, #check, lint_check_##check },
#define FOUND(code, stage) { code, "src/" #stage, NULL },
#define PLACE(...)
#define BESIDE(...)
#include "lint/rules.def"
#undef RULE
#undef FOUND
#undef PLACE
#undef BESIDE
};

const size_t n_lint_rules = sizeof(lint_rules) / sizeof(lint_rules[0]);

void lint_run(const struct lint_input *in)
{
	for (size_t i = 0; i < n_lint_rules; i++)
		if (lint_rules[i].check &&
		    (!i || lint_rules[i].check != lint_rules[i - 1].check))
			lint_rules[i].check(in);
}
