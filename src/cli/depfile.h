/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * depfile.h - a make rule: output depends on inputs.
 */
#ifndef DOMC_CLI_DEPFILE_H
#define DOMC_CLI_DEPFILE_H

#include "cli/text.h"

/**
 * depfile_rule - "out/manifest.json: vm.yaml Image ..."
 *
 * Escapes what GNU make and ninja take for themselves. Names are relative as
 * the caller gave them, since make runs where the caller stands.
 *
 * Return: false if a name holds a line break, which no escape covers.
 */
bool depfile_rule(struct text *out, const char *target,
		  const char *const *inputs, size_t n_inputs);

#endif
