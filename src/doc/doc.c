/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * doc.c - the two ways to a document, and where its paths lead.
 */
#include "doc/doc.h"

#include <string.h>

#include "base/limits.h"
#include "doc/file.h"
#include "doc/load.h"
#include "doc/parse.h"
#include "doc/source.h"

struct doc *doc_read_file(struct arena *a, struct diags *d, const char *path,
			  const struct doc_options *opts, bool *ret_io_error)
{
	struct doc_loader *l = ARENA_NEW(a, struct doc_loader);
	struct doc *doc = ARENA_NEW(a, struct doc);

	l->reader.arena = a;
	l->reader.diags = d;
	l->reader.refuse_nul = true;
	l->opts = opts;
	doc->root = doc_load_file(l, path);
	for (size_t i = 0; doc->root && opts && i < opts->n_sets; i++)
		doc->root = doc_load_set(&l->reader, doc->root, opts->sets[i]);
	doc->inputs = l->inputs;
	*ret_io_error = l->io_error;
	return doc;
}

struct value *doc_read_bytes(struct arena *a, struct diags *d,
			     const char *name, const char *bytes, size_t len)
{
	struct doc_reader *r = ARENA_NEW(a, struct doc_reader);

	r->arena = a;
	r->diags = d;
	if (len > LIMIT_DOC_BYTES) {
		diag_add(d, E_INPUT_LIMIT, (struct place){ .file = name },
			 "more than %u bytes in '%s'", LIMIT_DOC_BYTES, name);
		return NULL;
	}
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	return doc_parse(r, doc_source_new(a, d, name, bytes, len));
}

static bool is_json(const char *path)
{
	size_t n = strlen(path);

	return n > 5 && strcmp(path + n - 5, ".json") == 0;
}

/* @from: who names it; PLACE_NONE: the command line, where - is stdin */
static struct value *read_any(struct arena *a, struct diags *d,
			      const char *path, struct place from,
			      bool *ret_io_error)
{
	struct doc_file f;

	if (!doc_file_read(a, d, path, !from.file, from, &f, ret_io_error))
		return NULL;
	if (is_json(path))
		return doc_read_json(a, d, f.name, f.bytes, f.len);
	return doc_read_bytes(a, d, f.name, f.bytes, f.len);
}

struct value *doc_read_any(struct arena *a, struct diags *d, const char *path,
			   bool *ret_io_error)
{
	return read_any(a, d, path, PLACE_NONE, ret_io_error);
}

struct value *doc_read_beside(struct arena *a, struct diags *d,
			      const char *path, struct place from,
			      bool *ret_io_error)
{
	return read_any(a, d, path, from, ret_io_error);
}

const char *value_resolve_path(struct arena *a, const struct value *path,
			       const struct doc_options *opts)
{
	if (path->kind != VALUE_STRING)
		return NULL;
	return doc_file_find(a, path->text, path->place.file, opts);
}
