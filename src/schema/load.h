/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * load.h - documents that a schema names: built in, or files beside it.
 */
#ifndef DOMC_SCHEMA_LOAD_H
#define DOMC_SCHEMA_LOAD_H

#include <stdbool.h>

#include "schema/compile.h"

/* The file that a resource was read from. */
struct schema_file {
	const char *path;	/* as reached from the working directory */
	const char *uri;	/* of its document: "$id", or the path */
};

/** load_uri - the URI by which the file @path is known */
const char *load_uri(struct arena *a, const char *path);

/**
 * load_path - the file that @uri means in a schema read from @from, or NULL
 *
 * A URI without a scheme is a path. One that begins as the "$id" of the
 * document does stands where that document's file does: nothing is fetched.
 */
const char *load_path(struct arena *a, const struct schema_file *from,
		      const char *uri);

/** load_meta - the document of a built-in draft, by its URI, or NULL */
const struct value *load_meta(struct arena *a, const char *uri);

/**
 * load_check - is @root a schema? By the document that its `$schema` names
 * @uri: of the draft when it has none
 *
 * Only for built-in drafts, and for a document of one of them alone: a part
 * in another draft says what the first does not know.
 *
 * Return: false after findings in @d.
 */
bool load_check(struct arena *a, struct diags *d, const struct value *root,
		const char *uri);

#endif
