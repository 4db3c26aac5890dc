/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_files.c - schemas in several files, and what schemas must be.
 */
#include "test_doc_files.h"

#include "base/buf.h"
#include "schema/keyword.h"
#include "doc/pack.h"
#include "schema/load.h"
#include "schema/schema.h"

/* "FILE:LINE:COL NUMBER text" of each finding, a line each. */
static const char *said(void)
{
	struct buf b = buf_make(arena, LIMIT_OUTPUT_BYTES);

	for (const struct diag_item *i = diags->items; i; i = i->next)
		buf_printf(&b, "%s:%u:%u %s %s\n", i->place.file,
			   i->place.line, i->place.col,
			   diag_codes[i->code].number, i->text);
	return buf_str(&b);
}

static struct schema *schema_of(const char *path)
{
	const struct schema_options opts = { .general = true, .path = path };
	struct value *root;

	diags = diags_new(arena);
	root = doc_read_any(arena, diags, path, &io_error);
	return schema_compile_with(arena, diags, root, &opts);
}

/* What the schema in @path says of @text, or of itself. */
static const char *verdict(const char *path, const char *text)
{
	struct schema *s = schema_of(path);

	if (s)
		schema_validate(s, doc_read_bytes(arena, diags, "doc", text,
						  strlen(text)), diags);
	return said();
}

START_TEST(a_ref_leads_to_a_file_beside_it)
{
	write_file("a.yaml", "items: {$ref: b.json}\n");
	write_file("b.json", "{\"type\": \"integer\"}\n");
	ck_assert_str_eq(verdict("a.yaml", "[1, x]"),
			 "doc:1:5 E0202 [1]: found the string \"x\", wanted an integer\n");
	ck_assert_str_eq(diags->items->schema_path, "b.json#/type");
}
END_TEST

START_TEST(folders_are_walked_both_ways)
{
	mkdir("sub", 0777);
	write_file("a.yaml", "$defs: {n: {type: integer}}\n");
	write_file("sub/b.yaml", "items: {$ref: '../a.yaml#/$defs/n'}\n");
	write_file("c.yaml", "$ref: sub/b.yaml\n");
	ck_assert_str_ne(verdict("sub/b.yaml", "[x]"), "");
	ck_assert_str_eq(diags->items->schema_path, "a.yaml#/$defs/n/type");
	ck_assert_str_ne(verdict("c.yaml", "[x]"), "");
	ck_assert_int_eq(chdir("sub"), 0);
	ck_assert_str_ne(verdict("b.yaml", "[x]"), "");
	ck_assert_str_eq(diags->items->schema_path, "../a.yaml#/$defs/n/type");
	ck_assert_str_ne(verdict("../c.yaml", "[x]"), "");
}
END_TEST

START_TEST(files_may_refer_to_one_another)
{
	write_file("a.yaml", "properties: {b: {$ref: b.yaml}}\n");
	write_file("b.yaml", "properties: {a: {$ref: a.yaml}, n: false}\n");
	ck_assert_str_eq(verdict("a.yaml", "b: {a: {b: {n: 1}}}"),
			 "doc:1:16 E0205 b.a.b.n: 1 is not allowed here\n");
}
END_TEST

START_TEST(a_file_is_read_once_by_any_name)
{
	write_file("a.yaml", "$id: http://h/s/a.yaml\n"
		   "allOf: [{$ref: b.yaml}, {$ref: 'http://h/s/b.yaml'}, {$ref: './x/../b.yaml'}]\n");
	write_file("b.yaml", "pattern: 1\n");
	verdict("a.yaml", "x");
	ck_assert_uint_eq(diags->n_items, 3);
	write_file("b.yaml", "pattern: ^a\n");
	ck_assert_str_eq(verdict("a.yaml", "x"),
			 "doc:1:1 E0207 top level: found \"x\", wanted a text that matches ^a\n");
	ck_assert_str_eq(diags->items->schema_path,
			 "http://h/s/b.yaml#/pattern");
}
END_TEST

START_TEST(a_missing_file_is_told_where_it_is_named)
{
	write_file("a.yaml", "items:\n  $ref: b.yaml\n");
	ck_assert_str_eq(verdict("a.yaml", "[]"),
			 "a.yaml:2:9 E0101 cannot read 'b.yaml': No such file or directory\n");
}
END_TEST

START_TEST(nothing_is_fetched)
{
	write_file("a.yaml", "$ref: http://h/b.yaml\n");
	ck_assert_ptr_nonnull(strstr(verdict("a.yaml", "1"),
				     "a.yaml:1:7 E0201 schema: '$ref' leads to nothing: there is no http://h/b.yaml"));
}
END_TEST

START_TEST(a_place_that_is_not_in_the_file_is_told)
{
	write_file("a.yaml", "$ref: b.yaml#/$defs/x\n");
	write_file("b.yaml", "{}\n");
	ck_assert_ptr_nonnull(strstr(verdict("a.yaml", "1"), "a.yaml:1:7 E0201"));
}
END_TEST

START_TEST(names_with_odd_characters_are_files_too)
{
	write_file("a#b?c%.yaml", "$defs: {n: {type: integer}}\n$ref: '#/$defs/n'\n");
	write_file("x:y.yaml", "$ref: 'a%23b%3Fc%25.yaml'\n");
	ck_assert_str_eq(verdict("x:y.yaml", "1"), "");
	ck_assert_str_ne(verdict("x:y.yaml", "x"), "");
}
END_TEST

START_TEST(a_schema_is_checked_by_its_draft)
{
	write_file("a.yaml", "type: strin\nitems: [true]\nminLength: -1\npattern: (\n");
	ck_assert_str_eq(verdict("a.yaml", "1"),
			 "a.yaml:1:7 E0205 type: found \"strin\", allowed: array, boolean, integer, \"null\", number, object, string; did you mean string?\n"
			 "a.yaml:2:8 E0202 items: found a list, wanted one schema for all items (a list of them is 'prefixItems')\n"
			 "a.yaml:3:12 E0206 minLength: found -1, allowed: at least 0\n"
			 "a.yaml:4:10 E0207 pattern: found \"(\", wanted a regular expression\n");
	ck_assert_str_eq(diags->items->instance_path, "/type");
	ck_assert_str_eq(diags->items->schema_path,
			 "https://json-schema.org/draft/2020-12/meta/validation#/$defs/simpleTypes/enum");
}
END_TEST

START_TEST(one_of_2019_by_that)
{
	static const char schema[] =
		"$schema: https://json-schema.org/draft/2019-09/schema\n"
		"items: [true]\n";

	write_file("a.yaml", schema);
	ck_assert_str_eq(verdict("a.yaml", "[1]"), "");
	write_file("a.yaml", arena_printf(arena, "%s$recursiveAnchor: 1\n",
					  schema));
	ck_assert_ptr_nonnull(strstr(verdict("a.yaml", "[1]"),
				     "a.yaml:3:19 E0202 $recursiveAnchor"));
}
END_TEST

START_TEST(one_of_both_is_left_to_the_compiler)
{
	write_file("a.yaml", "$defs:\n  x:\n    $id: http://h/x\n"
		   "    $schema: https://json-schema.org/draft/2019-09/schema\n"
		   "    items: [{type: integer}]\n$ref: http://h/x\n");
	ck_assert_ptr_nonnull(strstr(verdict("a.yaml", "[x]"), "wanted an integer"));
}
END_TEST

START_TEST(files_beside_it_are_checked_too)
{
	write_file("a.yaml", "$ref: b.yaml\n");
	write_file("b.yaml", "type: 1\n");
	ck_assert_ptr_nonnull(strstr(verdict("a.yaml", "1"), "b.yaml:1:7 "));
}
END_TEST

START_TEST(a_draft_takes_itself)
{
	const struct schema_embedded *m = &schema_meta[_i];
	struct value *root = doc_read_bytes(arena, diags, m->name, m->text,
					    m->len);

	ck_assert_str_eq(value_get(root, "$id")->text, m->id);
	ck_assert_str_eq(value_get(load_meta(arena, m->id), "$id")->text,
			 m->id);
	ck_assert(load_check(arena, diags, root, m->id));
	for (size_t i = 0; i < n_schema_embedded; i++)
		ck_assert(load_check(arena, diags,
				     pack_read(arena,
					       schema_embedded[i].packed,
					       schema_embedded[i].file),
				     m->id));
	ck_assert_str_eq(said(), "");
}
END_TEST

/* A keyword that some vocabulary of @meta has. */
static bool has_keyword(const struct value *meta, const char *name)
{
	const struct value *parts = value_get(meta, "$defs");

	if (value_get(value_get(meta, "properties"), name))
		return true;
	for (size_t i = 0; i < parts->n; i++)
		if (value_get(value_get(parts->members[i].value, "properties"),
			      name))
			return true;
	return false;
}

START_TEST(a_draft_has_each_keyword_of_ours)
{
	const struct value *meta = load_meta(arena, schema_meta[_i].id);
	unsigned int draft = strstr(schema_meta[_i].name, "2019") ? IN_2019 :
								    IN_2020;

	ck_assert_uint_eq(n_schema_meta, 2);
	for (size_t i = 0; i < n_keywords; i++)
		if ((keyword_table[i].in & draft) &&
		    strncmp(keyword_table[i].name, "x-", 2) != 0)
			ck_assert_msg(has_keyword(meta, keyword_table[i].name),
				      "%s", keyword_table[i].name);
}
END_TEST

Suite *suite_schema_files(void);
Suite *suite_schema_files(void)
{
	Suite *s = suite_create("schema_files");
	TCase *c = tcase_create("files");

	tcase_add_checked_fixture(c, open_folder, close_folder);
	tcase_add_test(c, a_ref_leads_to_a_file_beside_it);
	tcase_add_test(c, folders_are_walked_both_ways);
	tcase_add_test(c, files_may_refer_to_one_another);
	tcase_add_test(c, a_file_is_read_once_by_any_name);
	tcase_add_test(c, a_missing_file_is_told_where_it_is_named);
	tcase_add_test(c, nothing_is_fetched);
	tcase_add_test(c, a_place_that_is_not_in_the_file_is_told);
	tcase_add_test(c, names_with_odd_characters_are_files_too);
	tcase_add_test(c, a_schema_is_checked_by_its_draft);
	tcase_add_test(c, one_of_2019_by_that);
	tcase_add_test(c, one_of_both_is_left_to_the_compiler);
	tcase_add_test(c, files_beside_it_are_checked_too);
	tcase_add_loop_test(c, a_draft_takes_itself, 0, 2);
	tcase_add_loop_test(c, a_draft_has_each_keyword_of_ours, 0, 2);
	suite_add_tcase(s, c);
	return s;
}
