/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint/refusals.h"

const struct lint_refusal lint_refusals[] = {
#define REFUSAL(...) { __VA_ARGS__ },
#include "lint/refusals.def"
#undef REFUSAL
};

const size_t n_lint_refusals =
	sizeof(lint_refusals) / sizeof(lint_refusals[0]);
