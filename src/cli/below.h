/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * below.h - files below a folder, never outside it.
 *
 * Each path is walked by openat() from the folder's descriptor without
 * following links, so that neither a manifest that somebody wrote nor a link
 * that somebody made leads out of it. Functions return false with errno.
 */
#ifndef DOMC_CLI_BELOW_H
#define DOMC_CLI_BELOW_H

#include <stdbool.h>
#include <stddef.h>

/** below_is_safe - relative, without "." and "..": may it be walked? */
bool below_is_safe(const char *path);

/**
 * below_holds - is @path a regular file of exactly these bytes?
 *
 * False also when it cannot be told; errno means nothing.
 */
bool below_holds(int dir, const char *path, const void *bytes, size_t len);

/**
 * below_stage - write a file under a temporary name beside @path
 * @run: part of that name, so that no two runs share one
 *
 * Makes the folders on the way. Nothing is left behind when it fails.
 */
bool below_stage(int dir, const char *path, unsigned long run,
		 const void *bytes, size_t len);

/** below_commit - give a staged file its name */
bool below_commit(int dir, const char *path, unsigned long run);

/** below_unstage - remove a staged file, and folders that are empty then */
void below_unstage(int dir, const char *path, unsigned long run);

/**
 * below_remove - remove a file, and folders that are empty then
 *
 * Return: true also when it was not there.
 */
bool below_remove(int dir, const char *path);

#endif
