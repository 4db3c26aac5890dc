/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memory_file.h - bytes that a program opens like a file, and the only files
 * that it may open besides.
 */
#ifndef DOMC_FUZZ_MEMORY_FILE_H
#define DOMC_FUZZ_MEMORY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * memory_file_set - file @slot now holds these bytes
 * @slot: 0 or 1
 *
 * Return: its path, the same each time for a slot.
 */
const char *memory_file_set(int slot, const uint8_t *data, size_t len);

/**
 * memory_file_folder - the neighbours: $FUZZ_FILES
 *
 * Within the fence open() and fopen() of anything else but a memory file fail
 * with ENOENT, and no program is started: fuzzed text names any path.
 */
const char *memory_file_folder(void);

/** memory_file_fence - from now on, or no longer */
void memory_file_fence(bool up);

#endif
