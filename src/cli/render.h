/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * render.h - findings as text for people and editors.
 *
 *   vm.yaml:14:11: error: domain 'net': ... [E0301 ram-overlap]
 *      14 |     memory: 512 MB
 *         |             ^~~~~~
 *   vm.yaml:9:5: note: the other half
 */
#ifndef DOMC_CLI_RENDER_H
#define DOMC_CLI_RENDER_H

#include "cli/tally.h"
#include "cli/text.h"
#include "domc.h"

/**
 * render_finding - a finding with its notes
 *
 * Columns in the first line are bytes, as compilers count them; the caret
 * stands below the character, whatever it takes: tabs are spread to eight
 * columns, wide characters take two, long lines are cut around the caret.
 * Control characters never reach the terminal.
 */
void render_finding(struct text *out, const struct domc_finding *f,
		    bool colour);

/**
 * render_sum - "domc: 2 errors, 1 warning"
 *
 * Of several inputs also in how many of them; and how many were left out.
 */
void render_sum(struct text *out, const struct tally *t);

#endif
