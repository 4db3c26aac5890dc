/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_lazy.c - a schema of which only what is asked for is compiled
 * finds what the whole one finds.
 */
#include "test_schema.h"

#include "doc/pack.h"
#include "schema/node.h"

static const char text[] =
	"type: object\n"
	"properties:\n"
	"  a: {$ref: '#/$defs/small'}\n"
	"  b:\n"
	"    type: object\n"
	"    properties: {c: {pattern: '^x'}, d: {$ref: '#/properties/a'}}\n"
	"  tree: {$ref: '#'}\n"
	"additionalProperties: {$ref: '#/$defs/word', pattern: y}\n"
	"$defs:\n"
	"  small: {type: integer, maximum: 3}\n"
	"  word: {type: string}\n"
	"  never: {properties: {e: {$ref: '#/$defs/small'}}}\n";

static struct schema *lazy(void)
{
	const struct schema_options opts = { .lazy = true };
	struct buf out = buf_make(a, LIMIT_DOC_BYTES);
	struct schema *s;

	pack_write(&out, yaml("schema", text));
	s = schema_compile_with(a, d, pack_read_lazily(a, out.bytes, NULL),
				&opts);
	ck_assert_ptr_nonnull(s);
	return s;
}

static const char *findings_of(const struct schema *s, const struct value *v)
{
	const char *findings;

	schema_validate(s, v, d);
	findings = said();
	d = diags_new(a);
	return findings;
}

START_TEST(it_finds_the_same)
{
	static const char *const documents[] = {
		"{a: 4, b: {c: y, d: 7}, f: x}",
		"{a: 1, b: {c: x, d: 1}, f: y}",
		"{tree: {tree: {b: {c: 1, d: x}, a: x}}}",
		"{b: {c: z}, tree: {b: {c: z}}, g: [], h: 1}",
		"1",
	};
	const struct schema *whole = compiled(text), *s = lazy();

	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		const struct value *v = yaml("vm.yaml", documents[i]);

		ck_assert_str_eq(findings_of(s, v), findings_of(whole, v));
	}
}
END_TEST

static size_t n_nodes(const struct schema *s)
{
	size_t n = 0;

	for (const struct schema_node *one = s->nodes; one; one = one->next)
		n++;
	return n;
}

START_TEST(what_nobody_asks_for_is_not_compiled)
{
	struct schema *s = lazy();

	/* The top, additionalProperties and what it refers to. */
	ck_assert_uint_eq(n_nodes(s), 3);
	ck_assert_str_eq(findings_of(s, yaml("vm.yaml", "{z: y}")), "");
	ck_assert_uint_eq(n_nodes(s), 3);
	ck_assert_str_eq(findings_of(s, yaml("vm.yaml", "{a: 1}")), "");
	ck_assert_uint_eq(n_nodes(s), 5);
	ck_assert_str_eq(findings_of(s, yaml("vm.yaml", "{a: 2}")), "");
	ck_assert_uint_eq(n_nodes(s), 5);
}
END_TEST

Suite *suite_schema_lazy(void);
Suite *suite_schema_lazy(void)
{
	Suite *s = suite_create("schema_lazy");
	TCase *c = tcase_create("lazy");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, it_finds_the_same);
	tcase_add_test(c, what_nobody_asks_for_is_not_compiled);
	suite_add_tcase(s, c);
	return s;
}
