/* SPDX-License-Identifier: BSD-2-Clause */
#include "schema_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

char *schema_file_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = arena_strdup(a, slash ? slash + 1 : path);

	name[strcspn(name, ".")] = 0;
	return name;
}

static char *read_all(struct arena *a, const char *path, size_t *ret_len)
{
	FILE *f = fopen(path, "rb");
	char *text = arena_alloc(a, LIMIT_DOC_BYTES);

	if (!f) {
		perror(path);
		exit(2);
	}
	*ret_len = fread(text, 1, LIMIT_DOC_BYTES - 1, f);
	fclose(f);
	return text;
}

static void complain(const struct diags *d)
{
	for (const struct diag_item *i = d->items; i; i = i->next)
		fprintf(stderr, "%s:%u:%u: %s\n", i->place.file, i->place.line,
			i->place.col, i->text);
	exit(1);
}

struct value *schema_file_read(struct arena *a, const char *path,
			       const char **ret_text, size_t *ret_len)
{
	struct diags *d = diags_new(a);
	char *text = read_all(a, path, ret_len);
	struct value *root = doc_read_bytes(a, d, path, text, *ret_len);

	if (!root)
		complain(d);
	*ret_text = text;
	return root;
}
