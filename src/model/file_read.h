/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file_read.h - one pass over a file: size, digest, format, and what is in it.
 */
#ifndef DOMC_MODEL_FILE_READ_H
#define DOMC_MODEL_FILE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/file.h"
#include "model/file_format.h"

/* What a pass over a file found. */
struct file_facts {
	uint64_t size;			/* bytes */
	uint8_t sha256[SHA256_BYTES];
	uint8_t head[FILE_HEAD_BYTES];
	size_t n_head;
	enum file_format format;
	uint32_t last_word;		/* last four bytes, little-endian */
	enum unpack_state unpacked;	/* FORMAT_GZIP only, as what follows */
	uint8_t inner_head[FILE_HEAD_BYTES];
	size_t n_inner_head;
	uint64_t n_unpacked;		/* exact when UNPACK_DONE */
	uint64_t n_trailing;		/* bytes after the first gzip member */
};

/**
 * file_read_facts - look through @path once
 *
 * Nothing is allocated from an arena while the file is open, so a full arena
 * leaves no descriptor behind.
 *
 * Return: NULL, or why it cannot be read ("Permission denied").
 */
const char *file_read_facts(const char *path, struct file_facts *ret_facts);

#endif
