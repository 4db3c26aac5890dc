/* SPDX-License-Identifier: BSD-2-Clause */
/* refusals.c - the places of rules.def. */
#include "lint/refusals.h"

#define RULE(...)
#define FOUND(...)

const struct lint_refusal lint_refusals[] = {
#define PLACE(...) { __VA_ARGS__ },
#define BESIDE(...)
#include "lint/rules.def"
#undef PLACE
#undef BESIDE
};

const size_t n_lint_refusals =
	sizeof(lint_refusals) / sizeof(lint_refusals[0]);

const struct lint_beside lint_besides[] = {
#define PLACE(...)
#define BESIDE(...) { __VA_ARGS__ },
#include "lint/rules.def"
#undef PLACE
#undef BESIDE
};

const size_t n_lint_besides = sizeof(lint_besides) / sizeof(lint_besides[0]);
