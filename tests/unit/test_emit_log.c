/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings for machines, to the letter; columns, paths, what ends a line. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "emit/log.h"
#include "emit/log_place.h"

Suite *suite_emit_log(void);

static struct arena *a;
static struct diags *d;
static struct log l;
static struct buf all;	/* what was taken so far */

static void set_up(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
	all = buf_make(a, LIMIT_OUTPUT_BYTES);
}

static void tear_down(void)
{
	arena_free(a);
}

static void begin(const struct log_format *format)
{
	log_begin(&l, a, format, "0.1.0");
}

static void take(void)
{
	size_t len;
	const char *bytes = log_take(&l, &len);

	buf_add(&all, bytes, len);
}

static const char *end(unsigned int status)
{
	log_end(&l, status);
	take();
	return buf_str(&all);
}

static struct place at(unsigned int line, unsigned int col,
		       unsigned int end_line, unsigned int end_col)
{
	return (struct place){ "vm.yaml", line, col, end_line, end_col };
}

static void keep(const char *text)
{
	diag_keep_source(d, "vm.yaml", text, strlen(text));
}

static void says(const char *part)
{
	ck_assert_msg(strstr(buf_str(&all), part) != NULL, "no '%s' in:\n%s",
		      part, buf_str(&all));
}

START_TEST(a_json_log_has_findings_inputs_and_a_sum)
{
	struct diag_item *item;

	begin(&log_json);
	item = diag_add(d, E_BAD_KEY, at(2, 3, 2, 6), "no \"key\"");
	item->instance_path = "";
	item->schema_path = "system#/type";
	diag_note(d, item, PLACE_NONE, "the way out");
	log_add(&l, "vm.yaml", d, 1);
	take();
	log_add(&l, "-", NULL, 0);
	log_fail(&l, "cannot write");
	take();
	ck_assert_str_eq(end(2),
		"{\n"
		"  \"version\": 1,\n"
		"  \"made-by\": \"domc 0.1.0\",\n"
		"  \"findings\": [\n"
		"    {\n"
		"      \"input\": 0,\n"
		"      \"code\": \"E0108\",\n"
		"      \"slug\": \"bad-key\",\n"
		"      \"level\": \"error\",\n"
		"      \"place\": {\"file\": \"vm.yaml\", \"line\": 2, \"column\": 3, \"end-line\": 2, \"end-column\": 6},\n"
		"      \"text\": \"no \\\"key\\\"\",\n"
		"      \"summary\": \"a key is not a plain text\",\n"
		"      \"instance-path\": \"\",\n"
		"      \"schema-path\": \"system#/type\",\n"
		"      \"notes\": [\n"
		"        {\n"
		"          \"text\": \"the way out\"\n"
		"        }\n"
		"      ]\n"
		"    }\n"
		"  ],\n"
		"  \"inputs\": [\n"
		"    {\"file\": \"vm.yaml\", \"status\": 1, \"errors\": 1, \"warnings\": 0, \"unlisted\": 0},\n"
		"    {\"file\": \"<stdin>\", \"status\": 2, \"errors\": 0, \"warnings\": 0, \"unlisted\": 0, \"error\": \"cannot write\"}\n"
		"  ],\n"
		"  \"sum\": {\"status\": 2, \"errors\": 1, \"warnings\": 0, \"unlisted\": 0}\n"
		"}\n");
}
END_TEST

START_TEST(what_is_taken_between_inputs_is_one_text)
{
	struct diags *other = diags_new(a);

	begin(&log_json);
	diag_add(d, E_BAD_KEY, at(1, 1, 1, 2), "one");
	diag_add(other, E_BAD_KEY, at(1, 1, 1, 2), "two");
	log_add(&l, "a", d, 1);
	take();
	log_add(&l, "b", other, 1);
	end(1);
	says("\"notes\": []\n    },\n    {\n      \"input\": 1,");
}
END_TEST

START_TEST(an_override_is_no_file)
{
	struct place p = { "--set a.b=1", 1, 7, 1, 8 };

	begin(_i == 0 ? &log_json : _i == 1 ? &log_sarif : &log_github);
	diag_add(d, E_BAD_KEY, p, "x");
	log_add(&l, "vm.yaml", d, 1);
	end(1);
	if (_i == 0)
		says("\"place\": {\"set\": \"a.b=1\", \"line\": 1, \"column\": 7,");
	else if (_i == 1)
		says("\"artifactLocation\": {\"uri\": \"vm.yaml\"}\n"
		     "              },\n"
		     "              \"message\": {\"text\": \"--set a.b=1\"}\n");
	else
		ck_assert_str_eq(buf_str(&all),
			"::error file=vm.yaml,title=E0108 bad-key::--set a.b=1:1:7: x\n");
}
END_TEST

START_TEST(a_path_that_is_not_utf8_has_a_uri_in_json)
{
	begin(&log_json);
	log_add(&l, "caf\351.yaml", d, 0);
	end(0);
	says("{\"file\": \"caf\\ufffd.yaml\", \"uri\": \"caf%E9.yaml\", ");
}
END_TEST

START_TEST(unlisted_findings_are_counted)
{
	for (int i = 0; i < LIMIT_DIAGNOSTICS + 5; i++)
		diag_add(d, E_BAD_KEY, at(1, 1, 1, 2), "x");
	begin(_i == 0 ? &log_json : _i == 1 ? &log_sarif : &log_github);
	log_add(&l, "vm.yaml", d, 1);
	end(1);
	says(_i == 0 ? "\"sum\": {\"status\": 1, \"errors\": 1005, \"warnings\": 0, \"unlisted\": 5}" :
	     _i == 1 ? "\"message\": {\"text\": \"5 more findings are not listed\"}" :
		       "\n::notice file=vm.yaml,title=domc::5 more are not listed\n");
}
END_TEST

/* Places in a source of one or more lines: bytes in, UTF-16 out. */
static const struct {
	const char *source;
	unsigned int line, col, end_line, end_col;
	unsigned int want_col, want_end;
} spans[] = {
	{ "a: b", 1, 4, 1, 5, 4, 5 },
	{ "\t: b", 1, 2, 1, 3, 2, 3 },
	/* two bytes, one unit */
	{ "\303\251: b", 1, 5, 1, 6, 4, 5 },
	/* four bytes, two units */
	{ "\360\237\230\200: b", 1, 7, 1, 8, 5, 6 },
	/* the span itself is wide */
	{ "k: \360\237\230\200", 1, 4, 1, 8, 4, 6 },
	/* no UTF-8: a unit a byte */
	{ "\377\376: b", 1, 5, 1, 6, 5, 6 },
	/* a byte order mark is no column, but only there */
	{ "\357\273\277a: b", 1, 7, 1, 8, 4, 5 },
	{ "x\n\357\273\277a: b", 2, 7, 2, 8, 5, 6 },
	{ "a: |\n  \303\251\n", 1, 4, 2, 5, 4, 4 },
	/* past the end of the line */
	{ "ab", 1, 9, 1, 10, 3, 3 },
	/* what has no columns, and no such line */
	{ "ab", 1, 0, 1, 0, 0, 0 },
	{ "ab", 7, 1, 7, 2, 0, 0 },
};

START_TEST(columns_are_counted_in_utf16)
{
	struct place p = at(spans[_i].line, spans[_i].col, spans[_i].end_line,
			    spans[_i].end_col);
	struct log_span s;

	keep(spans[_i].source);
	s = log_span(d, &p);
	ck_assert_uint_eq(s.line, spans[_i].line);
	ck_assert_uint_eq(s.col, spans[_i].want_col);
	ck_assert_uint_eq(s.end_col, spans[_i].want_end);
}
END_TEST

START_TEST(a_uri_escapes_what_may_not_stand)
{
	struct buf b = buf_make(a, 4096);

	ck_assert_str_eq(log_uri(&b, "a/b-c_d.e~f"), "a/b-c_d.e~f");
	ck_assert_str_eq(log_uri(&b, "././/a"), "a");
	ck_assert_str_eq(log_uri(&b, "../a b"), "../a%20b");
	ck_assert_str_eq(log_uri(&b, "/a%b"), "file:///a%25b");
	ck_assert_str_eq(log_uri(&b, "c:\n\351?#"), "c%3A%0A%E9%3F%23");
}
END_TEST

START_TEST(a_github_command_stays_one_line)
{
	struct place p = { "a,b:c%d\ne", 1, 1, 1, 4 };
	struct diag_item *item = diag_add(d, E_BAD_KEY, p, "100%%\r\n::x\033");

	diag_keep_source(d, p.file, "abcdef", 6);
	diag_note(d, item, p, "other: half");
	diag_note(d, item, PLACE_NONE, "way out");
	begin(&log_github);
	log_add(&l, "vm.yaml", d, 1);
	ck_assert_str_eq(end(1),
		"::error file=a%2Cb%3Ac%25d%0Ae,line=1,endLine=1,col=1,endColumn=3,title=E0108 bad-key"
		"::100%25%0D%0A::x?"
		"%0Aa,b:c%25d%0Ae:1:1: note: other: half%0Anote: way out\n");
}
END_TEST

START_TEST(a_github_span_of_lines_has_no_columns)
{
	keep("a: |\n  b\n");
	diag_add(d, E_BAD_KEY, at(1, 4, 2, 4), "x");
	begin(&log_github);
	log_add(&l, "vm.yaml", d, 1);
	ck_assert_str_eq(end(1),
		"::error file=vm.yaml,line=1,endLine=2,title=E0108 bad-key::x\n");
}
END_TEST

START_TEST(a_clean_github_log_is_empty)
{
	begin(&log_github);
	log_add(&l, "vm.yaml", d, 0);
	ck_assert_str_eq(end(0), "");
}
END_TEST

START_TEST(a_sarif_result_says_where_and_by_which_rule)
{
	struct diag_item *item;
	char index[64];

	keep("  \303\251: x\n");
	item = diag_add(d, E_BAD_KEY, at(1, 3, 1, 5), "x");
	item->instance_path = "/a";
	item->schema_path = "s#/type";
	diag_note(d, item, PLACE_NONE, "here too");
	begin(&log_sarif);
	log_add(&l, "vm.yaml", d, 1);
	end(1);
	snprintf(index, sizeof(index), "\"ruleId\": \"E0108\",\n          \"ruleIndex\": %d,",
		 (int)E_BAD_KEY);
	says(index);
	says("\"region\": {\"startLine\": 1, \"startColumn\": 3, \"endLine\": 1, \"endColumn\": 4}");
	says("\"logicalLocations\": [{\"fullyQualifiedName\": \"/a\"}]");
	says("\"message\": {\"text\": \"here too\"}");
	says("\"properties\": {\"schemaPath\": \"s#/type\"}");
	says("\"executionSuccessful\": true,\n          \"exitCode\": 1,");
}
END_TEST

START_TEST(sarif_names_each_file_once)
{
	struct place p = { "inc.yaml", 0, 0, 0, 0 };

	begin(&log_sarif);
	diag_add(d, E_BAD_KEY, p, "x");
	log_add(&l, "b.yaml", d, 1);
	log_add(&l, "a.yaml", d, 1);
	end(1);
	says("\"artifacts\": [\n"
	     "        {\"location\": {\"uri\": \"a.yaml\"}},\n"
	     "        {\"location\": {\"uri\": \"b.yaml\"}},\n"
	     "        {\"location\": {\"uri\": \"inc.yaml\"}}\n"
	     "      ]");
}
END_TEST

START_TEST(every_form_has_a_name_of_its_own)
{
	const struct log_format *f;
	size_t n = 0;

	for (; (f = log_format(n)); n++)
		for (size_t i = 0; i < n; i++)
			ck_assert_str_ne(f->name, log_format(i)->name);
	ck_assert_uint_eq(n, 3);
}
END_TEST

Suite *suite_emit_log(void)
{
	Suite *s = suite_create("emit_log");
	TCase *t = tcase_create("logs");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_json_log_has_findings_inputs_and_a_sum);
	tcase_add_test(t, what_is_taken_between_inputs_is_one_text);
	tcase_add_loop_test(t, an_override_is_no_file, 0, 3);
	tcase_add_test(t, a_path_that_is_not_utf8_has_a_uri_in_json);
	tcase_add_loop_test(t, unlisted_findings_are_counted, 0, 3);
	tcase_add_loop_test(t, columns_are_counted_in_utf16, 0,
			    sizeof(spans) / sizeof(spans[0]));
	tcase_add_test(t, a_uri_escapes_what_may_not_stand);
	tcase_add_test(t, a_github_command_stays_one_line);
	tcase_add_test(t, a_github_span_of_lines_has_no_columns);
	tcase_add_test(t, a_clean_github_log_is_empty);
	tcase_add_test(t, a_sarif_result_says_where_and_by_which_rule);
	tcase_add_test(t, sarif_names_each_file_once);
	tcase_add_test(t, every_form_has_a_name_of_its_own);
	suite_add_tcase(s, t);
	return s;
}
