/* SPDX-License-Identifier: BSD-2-Clause */
/* argv, and that help, man page and completion know every option. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

Suite *suite_cli_options(void);

static struct options o;
static struct text error;

static void tear_down(void)
{
	options_free(&o);
	text_free(&error);
}

/* Parse "domc ..." split at blanks. */
static bool parse(const char *line)
{
	static char words[256];
	static char *argv[32];
	int argc = 0;

	snprintf(words, sizeof(words), "domc %s", line);
	for (char *w = strtok(words, " "); w; w = strtok(NULL, " "))
		argv[argc++] = w;
	argv[argc] = NULL;
	return options_parse(argc, argv, &o, &error);
}

START_TEST(options_and_operands_come_in_any_order)
{
	ck_assert_msg(parse("build vm.yaml -o dir --force -I a -Ib"), "%s",
		      error.s);
	ck_assert_int_eq(o.command, COMMAND_BUILD);
	ck_assert_str_eq(o.output, "dir");
	ck_assert(o.domc.force);
	ck_assert_uint_eq(o.domc.n_include_dirs, 2);
	ck_assert_str_eq(o.domc.include_dirs[1], "b");
	ck_assert_uint_eq(o.n_operands, 1);
	ck_assert_str_eq(o.operands[0], "vm.yaml");
}
END_TEST

START_TEST(lists_keep_their_order)
{
	ck_assert(parse("check --set a=1 -W no-x --set=b=2 -W error=y f"));
	ck_assert_uint_eq(o.domc.n_sets, 2);
	ck_assert_str_eq(o.domc.sets[0], "a=1");
	ck_assert_str_eq(o.domc.sets[1], "b=2");
	ck_assert_uint_eq(o.domc.n_warnings, 2);
	ck_assert_str_eq(o.domc.warnings[1], "error=y");
}
END_TEST

START_TEST(the_default_folder_is_out)
{
	ck_assert(parse("build vm.yaml"));
	ck_assert_str_eq(o.output, "out");
}
END_TEST

START_TEST(a_dash_is_an_operand)
{
	ck_assert(parse("check -"));
	ck_assert_str_eq(o.operands[0], "-");
}
END_TEST

START_TEST(two_dashes_end_the_options)
{
	ck_assert(parse("check -- -o"));
	ck_assert_str_eq(o.operands[0], "-o");
}
END_TEST

START_TEST(help_and_version_need_no_operand)
{
	ck_assert(parse("build --help"));
	ck_assert(o.help);
	options_free(&o);
	ck_assert(parse("--version"));
	ck_assert(o.version);
	ck_assert_int_eq(o.command, COMMAND_NONE);
}
END_TEST

static void fails(const char *line, const char *message)
{
	ck_assert_msg(!parse(line), "'%s' is taken", line);
	ck_assert_str_eq(error.s, message);
	tear_down();
	memset(&o, 0, sizeof(o));
}

START_TEST(usage_errors_say_the_way_out)
{
	fails("", "what to do? see 'domc --help'");
	fails("biuld x", "no command 'biuld'; is 'build' meant?");
	fails("compile x", "no command 'compile'; see 'domc --help'");
	fails("--force x", "no option '--force'; see 'domc --help'");
	fails("build", "'build' needs SYSTEM");
	fails("build a b", "'build' takes SYSTEM, what is 'b'?");
	fails("check --forse a", "no option '--forse'; see 'domc check --help'");
	fails("build --forse a", "no option '--forse'; is '--force' meant?");
	fails("build -o", "option '-o' needs DIR");
	fails("build a --only", "option '--only' needs KIND,...");
	fails("check -q a", "no option '-q'; see 'domc check --help'");
	fails("explain --set a=b", "no option '--set'; see 'domc explain --help'");
	fails("build --force=yes a", "option '--force' takes no value");
}
END_TEST

START_TEST(options_that_would_be_passed_over_are_refused)
{
#define NONE "is about system files, and with '--schema' there are none"
	fails("check --schema s -I d a", "option '--include' " NONE);
	fails("check --set b=1 --schema s a", "option '--set' " NONE);
	fails("check --schema s -W x a", "option '--warn' " NONE);
#undef NONE
	fails("check --schema s --force a",
	      "no option '--force'; see 'domc check --help'");
	fails("build -o - -d x a", "a depfile needs an output folder");
	fails("build -o - --format json a",
	      "findings for machines go to stdout, and so would the file: '--output' must be a folder");
}
END_TEST

START_TEST(findings_of_a_plan_have_a_form_of_their_own)
{
	ck_assert(parse("plan --format json --findings sarif a"));
	ck_assert_str_eq(o.format, "json");
	ck_assert_str_eq(o.findings, "sarif");
	options_free(&o);
	ck_assert(parse("build -o - --format text a"));
}
END_TEST

/* A file of the source tree; this one is tests/unit/test_cli_options.c. */
static char *slurp(const char *path)
{
	static char text[65536];
	char name[512];
	const char *here = __FILE__;
	const char *end = strstr(here, "tests/unit/");
	FILE *f;

	ck_assert_ptr_nonnull(end);
	snprintf(name, sizeof(name), "%.*s%s", (int)(end - here), here, path);
	f = fopen(name, "r");
	ck_assert_msg(f != NULL, "cannot open %s", name);
	text[fread(text, 1, sizeof(text) - 1, f)] = 0;
	fclose(f);
	return text;
}

static const char *const long_names[] = {
#define OPTION(commands, letter, name, argument, summary) name,
#include "cli/options.def"
#undef OPTION
};

static const char *const command_names[] = {
#define COMMAND(id, name, operands, min, max, summary) name,
#include "cli/options.def"
#undef COMMAND
};

#define N(array) (sizeof(array) / sizeof((array)[0]))

START_TEST(the_man_page_has_every_command_and_option)
{
	const char *page = slurp("docs/man/domc.1");
	char want[64];

	for (size_t i = 0; i < N(command_names); i++) {
		snprintf(want, sizeof(want), "\n.Ic %s\n", command_names[i]);
		ck_assert_msg(strstr(page, want) != NULL, "%s",
			      command_names[i]);
	}
	for (size_t i = 0; i < N(long_names); i++) {
		snprintf(want, sizeof(want), "Fl -%s", long_names[i]);
		ck_assert_msg(strstr(page, want) != NULL, "--%s",
			      long_names[i]);
	}
}
END_TEST

static const char *const kinds[] = {
#define EMITTER(kind, function, path, summary) kind,
#include "emit/emitters.def"
#undef EMITTER
};

START_TEST(the_man_page_has_every_kind_of_output)
{
	const char *page = slurp("docs/man/domc.1");
	char want[64];

	for (size_t i = 0; i < N(kinds); i++) {
		snprintf(want, sizeof(want), "\n.It Cm %s", kinds[i]);
		ck_assert_msg(strstr(page, want) != NULL, "%s", kinds[i]);
	}
}
END_TEST

static const char *const forms[] = {
#define LOG_FORMAT(name, function, summary) name,
#include "emit/log.def"
#undef LOG_FORMAT
};

START_TEST(man_page_and_completion_have_every_form_of_findings)
{
	char want[64];

	for (size_t i = 0; i < N(forms); i++) {
		snprintf(want, sizeof(want), "\n.It Cm %s\n", forms[i]);
		ck_assert_msg(strstr(slurp("docs/man/domc.1"), want) != NULL,
			      "%s", forms[i]);
		ck_assert_msg(strstr(slurp("docs/completion/domc.bash"),
				     forms[i]) != NULL, "%s", forms[i]);
	}
}
END_TEST

START_TEST(the_completion_has_every_command_option_and_kind)
{
	const char *script = slurp("docs/completion/domc.bash");
	char want[64];

	for (size_t i = 0; i < N(command_names); i++)
		ck_assert_msg(strstr(script, command_names[i]) != NULL, "%s",
			      command_names[i]);
	for (size_t i = 0; i < N(long_names); i++) {
		snprintf(want, sizeof(want), "--%s", long_names[i]);
		ck_assert_msg(strstr(script, want) != NULL, "%s", want);
	}
	for (size_t i = 0; i < N(kinds); i++)
		ck_assert_msg(strstr(script, kinds[i]) != NULL, "%s", kinds[i]);
}
END_TEST

START_TEST(help_lists_what_a_command_takes_and_no_more)
{
	struct text out = { 0 };

	options_help(COMMAND_CHECK, &out);
	ck_assert_ptr_nonnull(strstr(out.s, "usage: domc check [OPTION...] FILE...\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "  -I, --include DIR"));
	ck_assert_ptr_null(strstr(out.s, "--output"));
	text_free(&out);
}
END_TEST

START_TEST(help_fits_80_columns)
{
	struct text out = { 0 };

	for (int c = 0; c <= COMMAND_NONE; c++)
		options_help((enum command)c, &out);
	for (char *line = strtok(out.s, "\n"); line; line = strtok(NULL, "\n"))
		ck_assert_msg(strlen(line) < 80, "%s", line);
	text_free(&out);
}
END_TEST

Suite *suite_cli_options(void)
{
	Suite *s = suite_create("cli_options");
	TCase *t = tcase_create("argv");

	tcase_add_checked_fixture(t, NULL, tear_down);
	tcase_add_test(t, options_and_operands_come_in_any_order);
	tcase_add_test(t, lists_keep_their_order);
	tcase_add_test(t, the_default_folder_is_out);
	tcase_add_test(t, a_dash_is_an_operand);
	tcase_add_test(t, two_dashes_end_the_options);
	tcase_add_test(t, help_and_version_need_no_operand);
	tcase_add_test(t, usage_errors_say_the_way_out);
	tcase_add_test(t, options_that_would_be_passed_over_are_refused);
	tcase_add_test(t, findings_of_a_plan_have_a_form_of_their_own);
	tcase_add_test(t, the_man_page_has_every_command_and_option);
	tcase_add_test(t, the_man_page_has_every_kind_of_output);
	tcase_add_test(t, man_page_and_completion_have_every_form_of_findings);
	tcase_add_test(t, the_completion_has_every_command_option_and_kind);
	tcase_add_test(t, help_lists_what_a_command_takes_and_no_more);
	tcase_add_test(t, help_fits_80_columns);
	suite_add_tcase(s, t);
	return s;
}
