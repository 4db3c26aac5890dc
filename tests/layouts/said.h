/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * said.h - domc's findings as verdicts: the only place that reads its
 * messages.
 */
#ifndef TESTS_LAYOUTS_SAID_H
#define TESTS_LAYOUTS_SAID_H

#include "outcome.h"
#include "domc.h"

/** said_unknown_code - a code of ours that domc does not have, or NULL */
const char *said_unknown_code(void);

/** said_add - note one finding of @l in @o; warnings are skipped */
void said_add(struct arena *a, const struct domc_finding *f,
		  const struct layout *l, struct outcome *o);

#endif
