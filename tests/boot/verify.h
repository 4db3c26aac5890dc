/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * verify.h - is what a guest saw what domc compiled?
 */
#ifndef TESTS_BOOT_VERIFY_H
#define TESTS_BOOT_VERIFY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "dt/dt.h"
#include "serial.h"

/* A blob as values; NULL when it is no tree. */
struct dt_tree *verify_read(struct arena *a, const char *name,
			    const uint8_t *blob, size_t len);

/** verify_cells - the 64-bit number at byte @at of a property */
uint64_t verify_cells(const struct dt_prop *p, size_t at);

/**
 * verify_trees - compare two blobs: values, order, reservations, every byte
 * @compiled, @seen: what domc wrote, what the guest printed
 *
 * Return: NULL when they are equal, else the first differences by path.
 */
const char *verify_trees(struct arena *a, const uint8_t *compiled,
			 size_t compiled_len, const uint8_t *seen,
			 size_t seen_len);

/**
 * verify_guest - everything that one guest of a booted folder confirms
 * @out: domc's output; the guest's folder in it is named as its id
 *
 * Its tree (kept as OUT/ID/seen.dtb), its own checks, the extended regions
 * that Xen logged for it, its vCPUs.
 *
 * Return: NULL, or what is wrong.
 */
const char *verify_guest(struct arena *a, const struct serial *s,
			 const char *id, const char *out);

/**
 * verify_ramdisk - the guest found the file @path where its tree says
 */
const char *verify_ramdisk(struct arena *a, const struct seen_guest *g,
			   const char *path);

#endif
