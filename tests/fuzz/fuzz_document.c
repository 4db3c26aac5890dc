/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_document.c - bytes read as YAML and as JSON; JSON is written and read
 * again.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/limits.h"
#include "doc/doc.h"
#include "schema/schema.h"

/* Each value has a place, and is asked what else it could have meant. */
static void look_at(struct arena *a, const struct value *v)
{
	FUZZ_REQUIRE(v->place.line >= 1 && v->place.col >= 1);
	FUZZ_REQUIRE(v->place.end_line > v->place.line ||
		     (v->place.end_line == v->place.line &&
		      v->place.end_col >= v->place.col));
	for (int k = VALUE_NULL; k <= VALUE_MAP; k++)
		value_trap(a, v, (enum value_kind)k);
	for (size_t i = 0; i < v->n && v->kind == VALUE_LIST; i++)
		look_at(a, v->items[i]);
	for (size_t i = 0; i < v->n && v->kind == VALUE_MAP; i++) {
		look_at(a, v->members[i].value);
		FUZZ_REQUIRE(value_get(v, v->members[i].key));
	}
}

static void try(struct arena *a, const char *bytes, size_t len)
{
	const struct value *yaml, *json, *again;
	struct buf text = buf_make(a, LIMIT_OUTPUT_BYTES);

	yaml = doc_read_bytes(a, diags_new(a), "fuzz.yaml", bytes, len);
	if (yaml)
		look_at(a, yaml);
	json = doc_read_json(a, diags_new(a), "fuzz.json", bytes, len);
	if (!json)
		return;
	look_at(a, json);
	schema_to_json(json, &text);
	again = doc_read_json(a, diags_new(a), "again.json", buf_str(&text),
			      text.len);
	FUZZ_REQUIRE(again && value_equal(json, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	return fuzz_in_arena(data, len, try);
}
