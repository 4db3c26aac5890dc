/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_refs.c - URIs, anchors, embedded and other documents, dynamic
 * references, dialects.
 */
#include "test_schema.h"

#include "schema/uri.h"

#define BASE "http://a/b/c/d;p?q"

/* The examples of RFC 3986, section 5.4. */
static const char *const uris[][2] = {
	{ "g:h", "g:h" },	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },	{ "//g", "http://g" },
	{ "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" },
	{ "#s", BASE },		{ ";x", "http://a/b/c/;x" },
	{ "", BASE },		{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" }, { "..", "http://a/b/" },
	{ "../g", "http://a/b/g" }, { "../..", "http://a/" },
	{ "../../g", "http://a/g" }, { "../../../g", "http://a/g" },
	{ "/./g", "http://a/g" }, { "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." }, { "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" }, { "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" }, { "urn:x:y#z", "urn:x:y" },
};

START_TEST(references_are_resolved_as_in_the_rfc)
{
	ck_assert_str_eq(uri_resolve(a, BASE, uris[_i][0]).whole, uris[_i][1]);
}
END_TEST

START_TEST(fragments_are_decoded)
{
	ck_assert_str_eq(uri_resolve(a, "", "#/a%25b%2").fragment, "/a%b%2");
	ck_assert_str_eq(uri_resolve(a, "", "x").fragment, "");
	ck_assert_str_eq(uri_resolve(a, "urn:x:y", "#z").whole, "urn:x:y");
	ck_assert_str_eq(uri_resolve(a, "http://h", "x").whole, "http://h/x");
	ck_assert_str_eq(uri_resolve(a, "d/e.json", "f").whole, "d/f");
}
END_TEST

START_TEST(an_anchor_is_found_in_its_own_resource_only)
{
	static const char schema[] =
		"{$defs: {x: {$id: 'http://h/x', $defs: {y: {$anchor: name, type: integer}}}}, "
		"properties: {a: {$ref: 'http://h/x#name'}}}";

	accepts(schema, "a: 1");
	refuses(schema, "a: x");
	ck_assert_ptr_nonnull(strstr(
		refusal("{$defs: {x: {$id: 'http://h/x', $anchor: name}}, $ref: '#name'}"),
		"leads to nothing"));
}
END_TEST

START_TEST(definitions_hold_resources_too)
{
	static const char schema[] =
		"{$id: 'http://h/top', definitions: {x: {$id: part, type: integer}}, $ref: part}";

	accepts(schema, "1");
	refuses(schema, "x");
}
END_TEST

START_TEST(a_pointer_may_cross_into_a_resource)
{
	static const char schema[] =
		"{$id: 'http://h/top', $ref: '#/$defs/x/$defs/y', $defs: {x: {$id: in/x, "
		"$defs: {y: {$ref: z}, z: {$id: z, type: integer}}}}}";

	accepts(schema, "1");
	refuses(schema, "x");
}
END_TEST

/* Findings of @schema about @doc, with @other as http://h/other. */
static const char *with_other(const char *schema, const char *other,
			      const char *doc)
{
	struct schema_options opts = { .base = "http://h/main" };
	struct schema *s;

	d = diags_new(a);
	schema_add_resource(a, &opts, "http://h/other", yaml("other", other));
	s = schema_compile_with(a, d, yaml("schema", schema), &opts);
	if (s)
		schema_validate(s, yaml("doc", doc), d);
	return said();
}

START_TEST(another_document_is_reached_by_its_uri)
{
	static const char other[] =
		"{$defs: {n: {type: integer}, m: {$ref: main}}}";

	ck_assert_str_eq(with_other("$ref: 'other#/$defs/n'", other, "1"), "");
	ck_assert_str_eq(with_other("$ref: 'other#/$defs/n'", other, "x"),
			 "1:1 E0202 top level: found the string \"x\", wanted an integer\n");
	ck_assert_str_eq(with_other("{items: {$ref: 'other#/$defs/m'}, type: array}",
				    other, "[[], [[]]]"), "");
}
END_TEST

START_TEST(what_is_not_needed_is_not_compiled)
{
	ck_assert_str_eq(with_other("type: integer", "bad: 1", "1"), "");
	ck_assert_ptr_nonnull(strstr(with_other("$ref: other", "bad: 1", "1"),
				     "unknown keyword 'bad'"));
}
END_TEST

/* A tree that those who extend it put themselves in for. */
static const char tree[] =
	"{$id: 'http://h/strict', $dynamicAnchor: node, $ref: tree, "
	"unevaluatedProperties: false, $defs: {t: {$id: tree, $dynamicAnchor: node, "
	"properties: {data: true, children: {items: {$dynamicRef: '#node'}}}}}}";

START_TEST(a_dynamic_ref_leads_to_the_outermost)
{
	accepts(tree, "{children: [{data: 1}]}");
	ck_assert_str_eq(verdict(tree, "{children: [{daat: 1}]}"),
			 "1:14 E0203 children[0]: unknown key 'daat': no part of the schema that applies here has it\n");
}
END_TEST

START_TEST(a_recursive_ref_is_that_of_2019)
{
	static const char schema[] =
		"{$schema: 'https://json-schema.org/draft/2019-09/schema', "
		"$id: 'http://h/a', $recursiveAnchor: true, $ref: b, maxProperties: 1, "
		"$defs: {b: {$id: b, $recursiveAnchor: true, "
		"additionalProperties: {$recursiveRef: '#'}}}}";

	accepts(schema, "{a: {b: {}}}");
	refuses(schema, "{a: {b: {}, c: {}}}");
}
END_TEST

START_TEST(a_dialect_that_nobody_knows_is_refused)
{
	ck_assert_str_eq(refusal("$schema: http://json-schema.org/draft-07/schema#"),
			 "1:10 E0201 schema: '$schema' is https://json-schema.org/draft/2020-12/schema or https://json-schema.org/draft/2019-09/schema, found http://json-schema.org/draft-07/schema#\n");
}
END_TEST

START_TEST(a_dialect_without_checks_checks_nothing)
{
	static const char dialect[] =
		"{$schema: 'https://json-schema.org/draft/2020-12/schema', $vocabulary: {"
		"'https://json-schema.org/draft/2020-12/vocab/applicator': true}}";
	static const char schema[] =
		"{$schema: 'http://h/other', properties: {a: {maximum: 1}, b: false}}";

	ck_assert_str_eq(with_other(schema, dialect, "a: 5"), "");
	ck_assert_str_ne(with_other(schema, dialect, "b: 5"), "");
}
END_TEST

START_TEST(general_schemas_may_have_keywords_of_their_own)
{
	const struct schema_options opts = { .general = true };
	struct schema *s = schema_compile_with(
		a, d, yaml("schema", "{type: integer, mine: {$id: 5}}"),
		&opts);

	ck_assert_ptr_nonnull(s);
	ck_assert(schema_validate(s, yaml("doc", "1"), d));
	ck_assert(!schema_validate(s, yaml("doc", "x"), d));
}
END_TEST

Suite *suite_schema_refs(void);
Suite *suite_schema_refs(void)
{
	Suite *s = suite_create("schema_refs");
	TCase *c = tcase_create("refs");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, references_are_resolved_as_in_the_rfc, 0,
			    (int)(sizeof(uris) / sizeof(uris[0])));
	tcase_add_test(c, fragments_are_decoded);
	tcase_add_test(c, an_anchor_is_found_in_its_own_resource_only);
	tcase_add_test(c, definitions_hold_resources_too);
	tcase_add_test(c, a_pointer_may_cross_into_a_resource);
	tcase_add_test(c, another_document_is_reached_by_its_uri);
	tcase_add_test(c, what_is_not_needed_is_not_compiled);
	tcase_add_test(c, a_dynamic_ref_leads_to_the_outermost);
	tcase_add_test(c, a_recursive_ref_is_that_of_2019);
	tcase_add_test(c, a_dialect_that_nobody_knows_is_refused);
	tcase_add_test(c, a_dialect_without_checks_checks_nothing);
	tcase_add_test(c, general_schemas_may_have_keywords_of_their_own);
	suite_add_tcase(s, c);
	return s;
}
