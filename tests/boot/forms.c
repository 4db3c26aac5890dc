/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * forms.c - as `domc check --schema`, without two processes a case: most cases
 * are compiled several times.
 */
#include "forms.h"

#include <string.h>

#include "base/limits.h"
#include "doc/doc.h"
#include "lab.h"
#include "schema/schema.h"

static void report(struct arena *a, const struct diags *d, const char *path,
		   const char *log)
{
	const struct diag_item *first = d->items;
	const char *text =
		arena_printf(a, "%s:%u: not what its schema says: %s\n", path,
			     first ? first->place.line : 0,
			     first ? first->text : "it cannot be read");

	lab_write(log, text, strlen(text));
}

static bool holds(struct arena *a, const char *name, const char *out,
		  const char *log)
{
	const char *path = arena_printf(a, "%s/%s.json", out, name);
	struct diags *d = diags_new(a);
	const struct schema *s =
		schema_compile_embedded(a, d, schema_find_embedded(name));
	bool io_error;
	const struct value *root = doc_read_any(a, d, path, &io_error);

	if (root && !d->n_errors && schema_validate(s, root, d))
		return true;
	report(a, d, path, log);
	return false;
}

bool forms_hold(const char *out, const char *log)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	bool hold = holds(a, "layout", out, log) &&
		    holds(a, "manifest", out, log);

	arena_free(a);
	return hold;
}
