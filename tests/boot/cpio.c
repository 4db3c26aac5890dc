/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cpio.c - ramdisks in the format that Linux unpacks ("newc").
 *
 * Source: Linux Documentation/driver-api/early-userspace/buffer-format.rst.
 */
#include "cpio.h"

#include <string.h>

static void pad4(struct buf *out)
{
	while (out->len % 4)
		buf_putc(out, '\0');
}

/* Every field is eight hexadecimal digits; links count 1, the rest is 0. */
static void header(struct buf *out, uint32_t ino, uint32_t mode, size_t len,
		   size_t name_size)
{
	buf_printf(out, "070701%08X%08X%08X%08X%08X%08X%08X", ino, mode, 0u,
		   0u, 1u, 0u, (unsigned int)len);
	buf_printf(out, "%08X%08X%08X%08X%08X%08X", 0u, 0u, 0u, 0u,
		   (unsigned int)name_size, 0u);
}

void cpio_add(struct buf *out, const char *name, uint32_t mode,
	      const void *bytes, size_t len)
{
	/* A file has a number of its own: where it begins will do. */
	header(out, (uint32_t)out->len + 1, mode, len, strlen(name) + 1);
	buf_add(out, name, strlen(name) + 1);
	pad4(out);
	buf_add(out, bytes, len);
	pad4(out);
}

void cpio_end(struct buf *out)
{
	static const char trailer[] = "TRAILER!!!";

	header(out, 0, 0, 0, sizeof(trailer));
	buf_add(out, trailer, sizeof(trailer));
	pad4(out);
}
