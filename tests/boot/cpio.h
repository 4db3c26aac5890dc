/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cpio.h - ramdisks in the format that Linux unpacks ("newc").
 */
#ifndef TESTS_BOOT_CPIO_H
#define TESTS_BOOT_CPIO_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* File types and permissions as stat() has them. */
#define CPIO_DIR 0040755u
#define CPIO_PROGRAM 0100755u
#define CPIO_FILE 0100644u

void cpio_add(struct buf *out, const char *name, uint32_t mode,
	      const void *bytes, size_t len);
/** cpio_end - the trailer that ends an archive */
void cpio_end(struct buf *out);

#endif
