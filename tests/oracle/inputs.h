/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inputs.h - files that systems of the blind generator name, made at run time:
 * partial trees with what a device may have and may lack, files whose sizes
 * are ends of something, a file to include.
 */
#ifndef TESTS_ORACLE_INPUTS_H
#define TESTS_ORACLE_INPUTS_H

#include "oracle.h"

#define INPUT_YAML "common.yaml"
#define INPUT_BYTE "one-byte"
#define INPUT_PAGE "one-page"
#define INPUT_BYTES "2-mib"
#define INPUT_PARTIAL "partial-%u.dtb"
#define INPUT_PARTIALS 32

/** inputs_path - the file @name */
const char *inputs_path(struct arena *a, const struct oracle_files *files,
			const char *name);

/**
 * inputs_make - write all of them
 *
 * Return: NULL, or the one that could not be written.
 */
const char *inputs_make(struct arena *a, const struct oracle_files *files);

#endif
