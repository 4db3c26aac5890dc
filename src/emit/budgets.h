/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * budgets.h - what a domain needs for all that it maps of others, as sums, for
 * the reports of src/emit.
 */
#ifndef DOMC_EMIT_BUDGETS_H
#define DOMC_EMIT_BUDGETS_H

#include "emit/emit.h"
#include "emit/json.h"

/** budgets_text - nothing where the domain maps nothing */
void budgets_text(const struct emit_input *in, const struct plan_domain *pd,
		  struct buf *out);
/** budgets_json - member "budgets", unless the domain maps nothing */
void budgets_json(const struct emit_input *in, const struct plan_domain *pd,
		  struct json *j);

#endif
