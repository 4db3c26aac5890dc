/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file_format.h - what a file is, by its first bytes; and gzip unpacked in a
 * stream, for the facts of the image within.
 */
#ifndef DOMC_MODEL_FILE_FORMAT_H
#define DOMC_MODEL_FILE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "model/file.h"

/* Enough for every magic: the farthest is x86's at 0x202. */
#define FILE_HEAD_BYTES 1024

/** file_format_of - the format of what begins with @head */
enum file_format file_format_of(const uint8_t *head, size_t n_head);

/** file_format_image - fields of an arm64 Image header, at least 64 bytes */
void file_format_image(const uint8_t *head, uint64_t *ret_text_offset,
		       uint64_t *ret_image_size);

enum unpack_state {
	UNPACK_RUNNING,
	UNPACK_DONE,		/* the first member has ended */
	UNPACK_SKIPPED,		/* no kernel within: nobody asks for its size */
	UNPACK_BROKEN,
	UNPACK_TOO_BIG,		/* past LIMIT_UNPACKED_BYTES */
	UNPACK_NO_MEMORY,	/* zlib has none */
};

/* One gzip file being unpacked; its output is looked at and dropped. */
struct unpack {
	z_stream z;
	bool begun;		/* z must be ended */
	enum unpack_state state;
	uint8_t head[FILE_HEAD_BYTES];	/* first bytes of the output */
	size_t n_head;
	uint64_t n_out;		/* bytes unpacked */
	uint64_t n_trailing;	/* bytes of the file past the first member */
};

void unpack_begin(struct unpack *u);
/** unpack_feed - the next @n bytes of the file */
void unpack_feed(struct unpack *u, const uint8_t *bytes, size_t n);
/** unpack_end - release zlib; what was learned stays */
void unpack_end(struct unpack *u);

#endif
