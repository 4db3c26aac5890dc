/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_cli_tally.c - findings on their way out: what goes where, in how many
 * writes. A socket that keeps the borders of messages stands for the stream.
 */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/tally.h"
#include "doc/doc.h"

Suite *suite_cli_tally(void);

static int far_end;	/* of what stands for stderr and stdout */
static struct domc *c;

/* Each test runs in a process of its own: its streams may be replaced. */
static void set_up(void)
{
	static const char text[] = "domc: 1\nwrong: 1\nworse: 2\n";
	const struct domc_options none = { 0 };
	/* Places point to it. */
	static char name[] = "/tmp/domc-unit-XXXXXX";
	int file = mkstemp(name), ends[2];

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(write(file, text, sizeof(text) - 1),
			 (ssize_t)sizeof(text) - 1);
	close(file);
	c = domc_new(&none);
	ck_assert_int_eq(domc_check(c, name), DOMC_FINDINGS);
	unlink(name);
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	far_end = ends[0];
	ck_assert_int_eq(dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
	close(ends[1]);
}

static void tear_down(void)
{
	domc_free(c);
	close(far_end);
}

/* The next message, or "" when there is none. */
static const char *message(void)
{
	static char bytes[65536];
	ssize_t n = recv(far_end, bytes, sizeof(bytes) - 1, MSG_DONTWAIT);

	bytes[n < 0 ? 0 : n] = 0;
	return bytes;
}

static bool ends_with(const char *s, const char *end)
{
	return strlen(s) >= strlen(end) &&
	       strcmp(s + strlen(s) - strlen(end), end) == 0;
}

START_TEST(each_finding_is_one_write)
{
	const struct domc_finding *f;
	size_t n = domc_findings(c, &f);
	struct tally t;

	ck_assert_uint_ge(n, 2);
	ck_assert(tally_begin(&t, NULL, STDERR_FILENO));
	tally_add(&t, "vm.yaml", c, DOMC_FINDINGS);
	for (size_t i = 0; i < n; i++) {
		const char *s = message();

		ck_assert_ptr_nonnull(strstr(s, f[i].text));
		ck_assert(ends_with(s, "\n"));
		for (size_t k = 0; k < n; k++)
			ck_assert(k == i || !strstr(s, f[k].text));
	}
	ck_assert_str_eq(message(), "");
}
END_TEST

START_TEST(the_sum_is_one_write)
{
	const struct domc_finding *f;
	char want[64];
	struct tally t;

	snprintf(want, sizeof(want), "domc: %zu errors in 2 of 2 files\n",
		 2 * domc_findings(c, &f));
	ck_assert(tally_begin(&t, "text", STDERR_FILENO));
	tally_add(&t, "a", c, DOMC_FINDINGS);
	tally_add(&t, "b", c, DOMC_OK);
	while (*message())
		;
	ck_assert_int_eq(tally_end(&t), 1);
	ck_assert_str_eq(message(), want);
	ck_assert_str_eq(message(), "");
}
END_TEST

START_TEST(a_log_is_one_write_an_input)
{
	struct tally t;

	ck_assert(tally_begin(&t, "json", STDERR_FILENO));
	tally_add(&t, "a", c, DOMC_FINDINGS);
	ck_assert_int_eq(*message(), '{');
	tally_add(&t, "b", c, DOMC_FINDINGS);
	ck_assert_int_eq(*message(), ',');
	ck_assert_int_eq(tally_end(&t), 1);
	ck_assert(ends_with(message(), "}\n"));
	ck_assert_str_eq(message(), "");
}
END_TEST

START_TEST(beside_a_log_on_stderr_there_is_nothing)
{
	struct tally t;

	ck_assert(tally_begin(&t, "github", STDERR_FILENO));
	tally_add(&t, "a", c, DOMC_FINDINGS);
	ck_assert_ptr_nonnull(strstr(message(), "::error file="));
	tally_fail(&t, "cannot write");
	ck_assert_str_eq(message(),
			 "::error file=a,title=domc::cannot write\n");
	ck_assert_int_eq(tally_end(&t), 2);
	ck_assert_str_eq(message(), "");
}
END_TEST

START_TEST(a_log_that_cannot_be_written_is_said_once)
{
	int full = open("/dev/full", O_WRONLY);
	struct tally t;

	ck_assert_int_ge(full, 0);
	ck_assert(tally_begin(&t, "json", full));
	tally_add(&t, "a", c, DOMC_FINDINGS);
	ck_assert_ptr_nonnull(strstr(message(), "domc: error: cannot write"));
	tally_add(&t, "b", c, DOMC_FINDINGS);
	ck_assert_int_eq(tally_end(&t), 2);
	ck_assert_str_eq(message(), "");
	close(full);
}
END_TEST

START_TEST(an_unknown_form_is_told_the_known_ones)
{
	struct tally t;

	ck_assert(!tally_begin(&t, "xml", STDERR_FILENO));
	ck_assert_str_eq(message(),
		"domc: error: no form 'xml' of findings (there are: text, json, sarif, github)\n");
}
END_TEST

/* More than a log may take. */
#define HUGE_PATH ((size_t)LIMIT_ARENA_BYTES + 1)

static bool is_json(const char *text, size_t len)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct diags *d = diags_new(a);
	bool is = doc_read_json(a, d, "log.json", text, len) && !d->n_errors;

	arena_free(a);
	return is;
}

START_TEST(a_log_without_memory_is_sound_still)
{
	struct domc_log *l = domc_log_new("json");
	char *path = malloc(HUGE_PATH + 1);
	const char *text;
	size_t len;

	ck_assert(l && path);
	memset(path, 'x', HUGE_PATH);
	path[HUGE_PATH] = 0;
	ck_assert(domc_log_add(l, "a", c, DOMC_FINDINGS));
	ck_assert(!domc_log_add(l, path, c, DOMC_FINDINGS));
	ck_assert(!domc_log_fail(l, path));
	ck_assert(domc_log_end(l, 2));
	text = domc_log_take(l, &len);
	ck_assert(is_json(text, len));
	free(path);
	domc_log_free(l);
}
END_TEST

Suite *suite_cli_tally(void)
{
	Suite *s = suite_create("cli_tally");
	TCase *t = tcase_create("streams");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, each_finding_is_one_write);
	tcase_add_test(t, the_sum_is_one_write);
	tcase_add_test(t, a_log_is_one_write_an_input);
	tcase_add_test(t, beside_a_log_on_stderr_there_is_nothing);
	tcase_add_test(t, a_log_that_cannot_be_written_is_said_once);
	tcase_add_test(t, an_unknown_form_is_told_the_known_ones);
	tcase_add_test(t, a_log_without_memory_is_sound_still);
	suite_add_tcase(s, t);
	return s;
}
