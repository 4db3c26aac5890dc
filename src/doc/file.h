/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file.h - the files of a document: found, read once, told apart.
 */
#ifndef DOMC_DOC_FILE_H
#define DOMC_DOC_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"

/* A file that was read. */
struct doc_file {
	const char *name;	/* what places call it */
	const char *bytes;
	size_t len;
	dev_t dev;		/* with ino: which file it is, by any name */
	ino_t ino;
};

/**
 * doc_file_read - the whole of @path, at most LIMIT_DOC_BYTES
 * @path: or "-" for standard input when @may_be_stdin
 * @from: who names it, for a diagnostic; PLACE_NONE: the command line
 *
 * Return: true and *ret_file, or false with a diagnostic; *ret_io_error is
 * set when it could not be read, as opposed to being too large.
 */
bool doc_file_read(struct arena *a, struct diags *d, const char *path,
		   bool may_be_stdin, struct place from,
		   struct doc_file *ret_file, bool *ret_io_error);

/**
 * doc_file_find - @path beside the file @beside, then in each include folder
 *
 * Return: a path from the working directory to the first that can be read,
 * else to the first that is there at all (a folder, say), or NULL.
 */
const char *doc_file_find(struct arena *a, const char *path,
			  const char *beside, const struct doc_options *opts);

#endif
