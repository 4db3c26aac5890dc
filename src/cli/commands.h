/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * commands.h - the subcommands. Each returns the exit status.
 */
#ifndef DOMC_CLI_COMMANDS_H
#define DOMC_CLI_COMMANDS_H

#include "cli/options.h"

int command_build(const struct options *o);
int command_check(const struct options *o);
int command_plan(const struct options *o);
int command_schema(const struct options *o);
int command_explain(const struct options *o);

/** command_version - "domc 0.1.0, for Xen 4.17, 4.20" */
int command_version(void);

/** command_fail - "domc: error: MESSAGE" on stderr; returns 2 */
int command_fail(const char *message);

/** command_print - text on stdout; returns 0, or 2 when it cannot be written */
int command_print(const struct text *t);

#endif
