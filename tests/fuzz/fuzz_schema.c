/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_schema.c - a schema and, behind a line "---", a document for it.
 */
#include "fuzz.h"

#include <string.h>

#include "doc/doc.h"
#include "schema/schema.h"

static const char separator[] = "\n---\n";

/* Where the document begins; the end if there is none. */
static size_t document_at(const char *bytes, size_t len)
{
	const size_t n = sizeof(separator) - 1;

	for (size_t i = 0; i + n <= len; i++)
		if (memcmp(bytes + i, separator, n) == 0)
			return i + n;
	return len;
}

static void try(struct arena *a, const char *bytes, size_t len)
{
	const struct schema_options general = { .general = true };
	struct diags *d = diags_new(a);
	size_t at = document_at(bytes, len);
	size_t n_schema = at < len ? at - sizeof(separator) + 2 : at;
	const struct value *root, *v;
	struct schema *s;

	root = doc_read_bytes(a, d, "fuzz.schema", bytes, n_schema);
	v = doc_read_bytes(a, diags_new(a), "fuzz.yaml", bytes + at, len - at);
	s = root ? schema_compile_with(a, d, root, &general) : NULL;
	if (s && v)
		schema_validate(s, v, d);
	/* What is no schema is told; what breaks one too. */
	FUZZ_REQUIRE(s || d->n_errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	return fuzz_in_arena(data, len, try);
}
