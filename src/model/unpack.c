/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unpack.c - gzip in a stream, as Xen's perform_gunzip() reads it: the first
 * member, and nothing after it.
 */
#include "model/file_format.h"

#include <string.h>

#include "base/limits.h"

/* Output is only counted, so the buffer may be small. */
#define OUTPUT_BYTES 16384

/* A window of 2^15 bytes, and 16 to read a gzip header (zlib.h). */
#define GZIP_WINDOW_BITS (15 + 16)

void unpack_begin(struct unpack *u)
{
	memset(u, 0, sizeof(*u));
	u->begun = inflateInit2(&u->z, GZIP_WINDOW_BITS) == Z_OK;
	if (!u->begun)
		u->state = UNPACK_NO_MEMORY;
}

void unpack_end(struct unpack *u)
{
	if (u->begun)
		inflateEnd(&u->z);
	u->begun = false;
}

static void keep_head(struct unpack *u, const uint8_t *out, size_t n)
{
	size_t room = sizeof(u->head) - u->n_head;

	if (n > room)
		n = room;
	memcpy(u->head + u->n_head, out, n);
	u->n_head += n;
}

/* Only kernels are unpacked to the end: a ramdisk may be many times larger. */
static void skip_unless_kernel(struct unpack *u)
{
	if (u->state == UNPACK_RUNNING && u->n_head == sizeof(u->head) &&
	    file_format_of(u->head, u->n_head) != FORMAT_ARM64_IMAGE)
		u->state = UNPACK_SKIPPED;
}

/* One buffer of output; false when zlib wants more input. */
static bool unpack_step(struct unpack *u)
{
	uint8_t out[OUTPUT_BYTES];
	size_t n;
	int rc;

	u->z.next_out = out;
	u->z.avail_out = sizeof(out);
	rc = inflate(&u->z, Z_NO_FLUSH);
	n = sizeof(out) - u->z.avail_out;
	u->n_out += n;
	keep_head(u, out, n);
	if (rc == Z_STREAM_END)
		u->state = UNPACK_DONE;
	else if (rc == Z_MEM_ERROR)
		u->state = UNPACK_NO_MEMORY;
	else if (rc != Z_OK && rc != Z_BUF_ERROR)
		u->state = UNPACK_BROKEN;
	else if (u->n_out > LIMIT_UNPACKED_BYTES)
		u->state = UNPACK_TOO_BIG;
	skip_unless_kernel(u);
	return u->state == UNPACK_RUNNING && u->z.avail_out == 0;
}

void unpack_feed(struct unpack *u, const uint8_t *bytes, size_t n)
{
	if (u->state == UNPACK_RUNNING) {
		u->z.next_in = (Bytef *)(uintptr_t)bytes;
		u->z.avail_in = (uInt)n;
		while (unpack_step(u))
			;
		n = u->z.avail_in;
	}
	if (u->state == UNPACK_DONE)
		u->n_trailing += n;
}
