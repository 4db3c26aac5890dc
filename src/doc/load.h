/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * load.h - a document from several files and overrides. Private to src/doc.
 */
#ifndef DOMC_DOC_LOAD_H
#define DOMC_DOC_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "doc/doc.h"
#include "doc/file.h"
#include "doc/parse.h"

/* What doc_read_file() does at the moment. */
struct doc_loader {
	struct doc_reader reader;
	const struct doc_options *opts;	/* may be NULL */
	struct doc_input *inputs;	/* in the order read */
	struct doc_input **inputs_end;
	struct doc_file *files[LIMIT_DOC_INCLUDES];	/* each read once */
	size_t n_files;
	bool io_error;
};

/**
 * doc_load_file - the system file @path with all it includes
 *
 * Return: its value, `include` gone; NULL when the file itself is unreadable.
 */
struct value *doc_load_file(struct doc_loader *l, const char *path);

/**
 * doc_load_merge - one map with the keys of both
 *
 * Maps are merged further; other values must be equal, or give a diagnostic
 * with both places. Keys of @a come first, then the new ones of @b. Neither is
 * changed: aliases may share them.
 */
struct value *doc_load_merge(struct doc_reader *r, const struct value *a,
			     const struct value *b);

/**
 * doc_load_set - apply "key.path=value"
 *
 * Return: the new root; @root itself after a diagnostic.
 */
struct value *doc_load_set(struct doc_reader *r, struct value *root,
			   const char *spec);

#endif
