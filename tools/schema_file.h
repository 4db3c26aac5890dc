/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * schema_file.h - schemas as the tools of the build read them.
 */
#ifndef DOMC_TOOLS_SCHEMA_FILE_H
#define DOMC_TOOLS_SCHEMA_FILE_H

#include "doc/doc.h"

/** schema_file_name - "system" of "schemas/system.yaml" */
char *schema_file_name(struct arena *a, const char *path);

/**
 * schema_file_read - read a schema; what is wrong with it ends the program
 *
 * Return: its root, and its text as it stands in the file.
 */
struct value *schema_file_read(struct arena *a, const char *path,
			       const char **ret_text, size_t *ret_len);

#endif
