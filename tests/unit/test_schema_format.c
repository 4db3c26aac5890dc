/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_format.c - `format`: where it is a rule, and what it says.
 *
 * The forms themselves are tested with the JSON Schema Test Suite.
 */
#include "test_schema.h"

#include "schema/format.h"

/* What is said of @text where `format: @format` is a rule. */
static const char *found(const char *format, const char *text)
{
	const struct schema_options opts = { .assert_formats = true };
	const char *schema = arena_printf(a, "{format: %s}", format);
	const char *doc = arena_printf(a, "\"%s\"", text);
	struct schema *s;

	d = diags_new(a);
	s = schema_compile_with(a, d, yaml("schema", schema), &opts);
	ck_assert_ptr_nonnull(s);
	schema_validate(s, yaml("doc", doc), d);
	return said();
}

#define takes(format, text) ck_assert_str_eq(found(format, text), "")
#define refuses_text(format, text) ck_assert_str_ne(found(format, text), "")

START_TEST(it_only_describes_by_default)
{
	accepts("{format: date}", "tomorrow");
	accepts("{$schema: 'https://json-schema.org/draft/2019-09/schema', format: date}",
		"tomorrow");
}
END_TEST

START_TEST(the_message_says_what_is_wanted)
{
	ck_assert_str_eq(found("date", "2024-02-30"),
			 "1:1 E0207 top level: found \"2024-02-30\", wanted a date such as 2024-02-29\n");
	ck_assert_str_eq(found("date, x-wanted: a birthday", "soon"),
			 "1:1 E0207 top level: found \"soon\", wanted a birthday\n");
	ck_assert_str_eq(d->items->schema_path, "#/format");
}
END_TEST

START_TEST(one_that_is_not_known_takes_any_text)
{
	takes("idn-hostname", "..");
	takes("colour", "");
}
END_TEST

START_TEST(each_takes_the_example_of_its_message)
{
	const struct format *f = &format_table[_i];
	const char *example = strstr(f->wanted, "such as ");

	if (example)
		takes(f->name, example + strlen("such as "));
	refuses_text(f->name, strcmp(f->name, "regex") == 0 ? "(" : "{ }");
}
END_TEST

START_TEST(they_are_sorted_and_found)
{
	for (size_t i = 0; format_table[i].name; i++) {
		ck_assert_ptr_eq(format_find(format_table[i].name),
				 &format_table[i]);
		if (i)
			ck_assert_int_lt(strcmp(format_table[i - 1].name,
						format_table[i].name), 0);
	}
	ck_assert_ptr_null(format_find("Date"));
}
END_TEST

START_TEST(a_text_too_short_is_no_time)
{
	ck_assert(!format_is_date(""));
	ck_assert(!format_is_time("23:59"));
	ck_assert(!format_is_time("23:59:59+"));
	ck_assert(!format_is_date_time("2024-02-29"));
}
END_TEST

START_TEST(a_regular_expression_is_one_of_ecma_262)
{
	takes("regex", "^[a-z]{2,}(?<n>x)(?=y)$");
	takes("regex", "[(?P]");
	refuses_text("regex", "(?P<n>x)");
	refuses_text("regex", "(?i)x");
	refuses_text("regex", "\\\\a");
	refuses_text("regex", "\\\\");
}
END_TEST

/* A dialect with @vocabulary beside core, and a schema of it. */
static const char *of_dialect(const char *vocabulary, const char *format)
{
	struct schema_options opts = { .general = true };
	struct schema *s;

	d = diags_new(a);
	schema_add_resource(a, &opts, "http://h/meta", yaml("meta",
		arena_printf(a, "{$vocabulary: {%s}}", vocabulary)));
	s = schema_compile_with(a, d, yaml("schema",
		arena_printf(a, "{$schema: 'http://h/meta', format: %s}",
			     format)), &opts);
	ck_assert_ptr_nonnull(s);
	schema_validate(s, yaml("doc", "text"), d);
	return said();
}

START_TEST(a_dialect_may_make_it_a_rule)
{
	ck_assert_str_eq(of_dialect("'http://h/vocab/core': true", "date"), "");
	ck_assert_str_eq(of_dialect("'http://h/vocab/format': false", "date"),
			 "");
	ck_assert_str_ne(of_dialect("'http://h/vocab/format': true", "date"),
			 "");
	ck_assert_str_ne(of_dialect("'http://h/vocab/format-assertion': false",
				    "date"), "");
}
END_TEST

START_TEST(parts_of_a_document_are_of_its_dialect)
{
	const struct schema_options opts = { .assert_formats = true };
	struct schema *s = schema_compile_with(a, d, yaml("schema",
		"{$defs: {x: {$id: 'http://h/x', format: date}}, $ref: 'http://h/x'}"),
		&opts);

	ck_assert(!schema_validate(s, yaml("doc", "text"), d));
}
END_TEST

START_TEST(long_texts_are_quick)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (int i = 0; i < 60000; i++)
		buf_putc(&b, 'a');
	takes("uri", arena_printf(a, "http://h/%s?%s", buf_str(&b), "q"));
	refuses_text("uri", arena_printf(a, "http://h/%s^", buf_str(&b)));
	refuses_text("email", buf_str(&b));
	refuses_text("hostname", buf_str(&b));
	takes("uri-template", arena_printf(a, "%s{a}", buf_str(&b)));
	refuses_text("uri-template", arena_printf(a, "%s{", buf_str(&b)));
	takes("json-pointer", arena_printf(a, "/%s", buf_str(&b)));
	ck_assert_uint_eq(d->n_errors, 0);
}
END_TEST

Suite *suite_schema_format(void);
Suite *suite_schema_format(void)
{
	Suite *s = suite_create("schema_format");
	TCase *c = tcase_create("format");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, it_only_describes_by_default);
	tcase_add_test(c, the_message_says_what_is_wanted);
	tcase_add_test(c, one_that_is_not_known_takes_any_text);
	tcase_add_loop_test(c, each_takes_the_example_of_its_message, 0,
			    N_FORMATS - 1);
	tcase_add_test(c, they_are_sorted_and_found);
	tcase_add_test(c, a_text_too_short_is_no_time);
	tcase_add_test(c, a_regular_expression_is_one_of_ecma_262);
	tcase_add_test(c, a_dialect_may_make_it_a_rule);
	tcase_add_test(c, parts_of_a_document_are_of_its_dialect);
	tcase_add_test(c, long_texts_are_quick);
	suite_add_tcase(s, c);
	return s;
}
