/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * load.c - from URIs to files, and from documents to what they must be.
 */
#include "schema/load.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "doc/pack.h"
#include "schema/schema.h"
#include "schema/uri.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool has_scheme(const char *uri)
{
	size_t n = strspn(uri, LETTERS "0123456789+-.");

	return n > 0 && uri[n] == ':';
}

const char *load_uri(struct arena *a, const char *path)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	/* "a:b" would have a scheme. */
	if (has_scheme(path))
		buf_puts(&b, "./");
	for (; *path; path++) {
		if (strchr("%#?", *path))
			buf_printf(&b, "%%%02X", (unsigned char)*path);
		else
			buf_putc(&b, *path);
	}
	return buf_str(&b);
}

const char *load_path(struct arena *a, const struct schema_file *from,
		      const char *uri)
{
	const char *end, *slash;

	if (!from || strchr(uri, '?') || !*uri)
		return NULL;
	if (!has_scheme(uri))
		return uri_decode(a, uri);
	if (!has_scheme(from->uri))
		return NULL;
	end = strrchr(from->uri, '/');
	if (!end || strncmp(uri, from->uri, (size_t)(end - from->uri) + 1))
		return NULL;
	uri = uri_decode(a, uri + (end - from->uri) + 1);
	slash = strrchr(from->path, '/');
	return arena_printf(a, "%.*s%s",
			    slash ? (int)(slash - from->path) + 1 : 0,
			    from->path, uri);
}

const struct value *load_meta(struct arena *a, const char *uri)
{
	for (size_t i = 0; i < n_schema_meta; i++)
		if (strcmp(schema_meta[i].id, uri) == 0)
			return pack_read(a, schema_meta[i].packed,
					 schema_meta[i].file);
	return NULL;
}

static bool names_other(const struct value *v, const char *uri)
{
	const struct value *text = value_get(v, "$schema");

	if (text && text->kind == VALUE_STRING &&
	    strncmp(text->text, uri, strlen(uri)) != 0)
		return true;
	if (v->kind != VALUE_MAP && v->kind != VALUE_LIST)
		return false;
	for (size_t i = 0; i < v->n; i++)
		if (names_other(v->kind == VALUE_MAP ? v->members[i].value :
						       v->items[i], uri))
			return true;
	return false;
}

bool load_check(struct arena *a, struct diags *d, const struct value *root,
		const char *uri)
{
	const struct schema_options opts = {
		.general = true,
		.assert_formats = true,
	};
	const struct value *text = value_get(root, "$schema");
	const struct value *meta;

	if (text && text->kind == VALUE_STRING)
		uri = uri_resolve(a, "", text->text).whole;
	meta = names_other(root, uri) ? NULL : load_meta(a, uri);
	if (!meta)
		return true;
	return schema_validate(schema_compile_with(a, d, meta, &opts), root,
			       d);
}
