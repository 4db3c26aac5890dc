/* SPDX-License-Identifier: BSD-2-Clause */
/* The output folder: all or nothing, and never outside it. */
#include <check.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/below.h"
#include "cli/depfile.h"
#include "cli/output.h"

Suite *suite_cli_output(void);

static char top[] = "/tmp/domc-unit-XXXXXX";
static struct domc *compilation;
static struct text error;

/* Each test runs in a folder of its own, in a process of its own. */
static void set_up(void)
{
	const struct domc_options none = { 0 };

	ck_assert_ptr_nonnull(mkdtemp(top));
	ck_assert_int_eq(chdir(top), 0);
	compilation = domc_new(&none);
	ck_assert_ptr_nonnull(compilation);
}

static void tear_down(void)
{
	char command[64];

	domc_free(compilation);
	text_free(&error);
	snprintf(command, sizeof(command), "rm -rf %s", top);
	ck_assert_int_eq(system(command), 0);
}

static struct domc_artefact file(const char *path, const char *content)
{
	return (struct domc_artefact){
		path, (const uint8_t *)content, strlen(content),
	};
}

#define MANIFEST(files) file("manifest.json", \
	"{\"version\": 1, \"made-by\": \"domc 0.1.0\", \"files\": [" files "]}\n")

static bool write_files(const struct domc_artefact *files, size_t n)
{
	return output_write(compilation, "out", files, n, &error);
}

static void holds(const char *path, const char *want)
{
	char got[256] = "";
	FILE *f = fopen(path, "r");

	ck_assert_msg(f != NULL, "%s is missing", path);
	got[fread(got, 1, sizeof(got) - 1, f)] = 0;
	fclose(f);
	ck_assert_str_eq(got, want);
}

static void put(const char *path, const char *content)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(content, f);
	fclose(f);
}

static bool exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* One build with net/guest.dtb and a.txt. */
static void first_build(void)
{
	const struct domc_artefact files[] = {
		file("net/guest.dtb", "tree"), file("a.txt", "text"),
		MANIFEST("{\"path\": \"net/guest.dtb\"}, {\"path\": \"a.txt\"}"),
	};

	ck_assert_msg(write_files(files, 3), "%s", error.s);
}

START_TEST(a_new_folder_is_made)
{
	first_build();
	holds("out/net/guest.dtb", "tree");
	holds("out/a.txt", "text");
}
END_TEST

START_TEST(a_build_that_changes_nothing_renews_the_manifest)
{
	const struct timespec old[2] = { { 1, 0 }, { 1, 0 } };
	struct stat before, after;

	first_build();
	ck_assert_int_eq(utimensat(AT_FDCWD, "out/manifest.json", old, 0), 0);
	ck_assert_int_eq(stat("out/manifest.json", &before), 0);
	first_build();
	ck_assert_int_eq(stat("out/manifest.json", &after), 0);
	ck_assert_int_gt(after.st_mtime, 1);
	ck_assert_uint_eq(after.st_ino, before.st_ino);
	put("out/a.txt", "changed");
	first_build();
	holds("out/a.txt", "text");
}
END_TEST

START_TEST(an_empty_folder_is_taken)
{
	ck_assert_int_eq(mkdir("out", 0777), 0);
	first_build();
	holds("out/a.txt", "text");
}
END_TEST

START_TEST(a_foreign_folder_is_refused_and_untouched)
{
	const struct domc_artefact files[] = { file("a.txt", "x"), MANIFEST("") };

	ck_assert_int_eq(mkdir("out", 0777), 0);
	put("out/precious", "mine");
	ck_assert(!write_files(files, 2));
	ck_assert_ptr_nonnull(strstr(error.s, "'out'"));
	holds("out/precious", "mine");
	ck_assert(!exists("out/a.txt"));
}
END_TEST

START_TEST(a_manifest_of_somebody_else_is_refused)
{
	const struct domc_artefact files[] = { file("a.txt", "x"), MANIFEST("") };

	ck_assert_int_eq(mkdir("out", 0777), 0);
	put("out/manifest.json", "{\"version\": 3, \"files\": []}");
	ck_assert(!write_files(files, 2));
	ck_assert(!exists("out/a.txt"));
}
END_TEST

START_TEST(files_no_longer_made_are_removed_with_their_folder)
{
	const struct domc_artefact files[] = { file("b.txt", "b"), MANIFEST("") };

	first_build();
	ck_assert_msg(write_files(files, 2), "%s", error.s);
	ck_assert(!exists("out/net"));
	ck_assert(!exists("out/a.txt"));
	holds("out/b.txt", "b");
}
END_TEST

START_TEST(unknown_files_stay)
{
	const struct domc_artefact files[] = { MANIFEST("") };

	first_build();
	put("out/net/mine", "mine");
	ck_assert_msg(write_files(files, 1), "%s", error.s);
	ck_assert(!exists("out/net/guest.dtb"));
	holds("out/net/mine", "mine");
}
END_TEST

START_TEST(a_manifest_cannot_remove_what_lies_outside)
{
	const struct domc_artefact files[] = { MANIFEST("") };

	ck_assert_int_eq(mkdir("out", 0777), 0);
	ck_assert_int_eq(symlink("..", "out/up"), 0);
	put("victim", "alive");
	put("out/manifest.json",
	    "{\"version\": 1, \"made-by\": \"domc 9\", \"files\": ["
	    "{\"path\": \"../victim\"}, {\"path\": \"up/victim\"},"
	    "{\"path\": \"net/../../victim\"}]}");
	ck_assert_msg(write_files(files, 1), "%s", error.s);
	holds("victim", "alive");
}
END_TEST

START_TEST(a_link_in_the_folder_is_not_followed)
{
	const struct domc_artefact files[] = { file("net/a", "x"), MANIFEST("") };

	first_build();
	ck_assert_int_eq(mkdir("elsewhere", 0777), 0);
	ck_assert_int_eq(unlink("out/net/guest.dtb"), 0);
	ck_assert_int_eq(rmdir("out/net"), 0);
	ck_assert_int_eq(symlink("../elsewhere", "out/net"), 0);
	ck_assert(!write_files(files, 2));
	ck_assert(!exists("elsewhere/a"));
}
END_TEST

/* No file may grow past @bytes, as on a full disk. */
static void limit_files(rlim_t bytes)
{
	const struct rlimit limit = { bytes, bytes };

	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(a_full_disk_leaves_the_old_state)
{
	static char large[8192];
	const struct domc_artefact files[] = {
		file("a.txt", "new"), file("other/b", large), MANIFEST(""),
	};

	memset(large, 'x', sizeof(large) - 1);
	first_build();
	((struct domc_artefact *)files)[1].len = sizeof(large) - 1;
	limit_files(4096);
	ck_assert(!write_files(files, 3));
	holds("out/a.txt", "text");
	holds("out/net/guest.dtb", "tree");
	ck_assert(!exists("out/other"));
	ck_assert_int_eq(system("test -z \"$(find out -name '.*')\""), 0);
}
END_TEST

START_TEST(a_full_disk_leaves_no_new_folder)
{
	static char large[8192];
	struct domc_artefact files[] = { file("a", large), MANIFEST("") };

	memset(large, 'x', sizeof(large) - 1);
	files[0].len = sizeof(large) - 1;
	limit_files(4096);
	ck_assert(!write_files(files, 2));
	ck_assert(!exists("out"));
}
END_TEST

START_TEST(a_folder_in_a_files_place_is_told_first)
{
	const struct domc_artefact files[] = {
		file("b.txt", "b"), file("net", "x"), MANIFEST(""),
	};

	first_build();
	ck_assert(!write_files(files, 3));
	ck_assert_ptr_nonnull(strstr(error.s, "'out/net'"));
	ck_assert(!exists("out/b.txt"));
	holds("out/a.txt", "text");
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_named)
{
	const struct domc_artefact files[] = { MANIFEST("") };

	ck_assert_int_eq(close(creat("no", 0666)), 0);
	ck_assert(!output_write(compilation, "no/such", files, 1, &error));
	ck_assert_ptr_nonnull(strstr(error.s, "'no/such'"));
}
END_TEST

START_TEST(missing_parents_are_made)
{
	const struct domc_artefact files[] = { MANIFEST("") };

	ck_assert_int_eq(mkdir("a", 0777), 0);
	ck_assert(output_write(compilation, "a/../a//b/c/", files, 1, &error));
	ck_assert_int_eq(access("a/b/c/manifest.json", R_OK), 0);
}
END_TEST

START_TEST(parents_go_again_when_the_run_fails)
{
	char path[NAME_MAX + 16] = "";
	const struct domc_artefact files[] = { MANIFEST("") };

	memset(path, 'x', NAME_MAX + 10);
	memcpy(path, "a/b/c/", 6);
	ck_assert_int_eq(mkdir("a", 0777), 0);
	ck_assert(!output_write(compilation, path, files, 1, &error));
	ck_assert_int_ne(access("a/b", F_OK), 0);
	ck_assert_int_eq(access("a", F_OK), 0);
}
END_TEST

START_TEST(a_name_too_long_for_the_system_is_unsafe)
{
	char name[400] = "";

	memset(name, 'n', 256);
	ck_assert(!below_is_safe(name));
	name[255] = 0;
	ck_assert(below_is_safe(name));
}
END_TEST

START_TEST(unsafe_paths_are_known)
{
	static const char *const unsafe[] = {
		"", "/", "/etc/passwd", "..", "../x", "a/..", "a/../b", ".",
		"./a", "a//b", "a/",
	};

	for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++)
		ck_assert_msg(!below_is_safe(unsafe[i]), "'%s'", unsafe[i]);
	ck_assert(below_is_safe("a/b..c/...d"));
}
END_TEST

START_TEST(a_single_file_is_written_and_replaced)
{
	put("dep", "something that is longer");
	ck_assert(output_file("dep", "new", 3, &error));
	holds("dep", "new");
}
END_TEST

START_TEST(half_a_single_file_is_removed)
{
	static char large[8192];

	limit_files(4096);
	ck_assert(!output_file("dep", large, sizeof(large), &error));
	ck_assert(!exists("dep"));
}
END_TEST

START_TEST(a_depfile_escapes_what_make_takes_for_itself)
{
	static const char *const inputs[] = {
		"vm.yaml", "a b", "c#d", "e$f", "g:h", "i\\j", "k\\ l", "-",
	};
	struct text out = { 0 };

	ck_assert(depfile_rule(&out, "out/manifest.json", inputs, 8));
	ck_assert_str_eq(out.s, "out/manifest.json: \\\n  vm.yaml \\\n"
				"  a\\ b \\\n  c\\#d \\\n  e$$f \\\n  g\\:h \\\n"
				"  i\\j \\\n  k\\\\\\ l\n");
	text_free(&out);
}
END_TEST

START_TEST(a_percent_sign_makes_no_pattern_rule)
{
	static const char *const inputs[] = { "a%b" };
	struct text out = { 0 };

	ck_assert(depfile_rule(&out, "o%t/manifest.json", inputs, 1));
	ck_assert_str_eq(out.s, "o\\%t/manifest.json: \\\n  a%b\n");
	text_free(&out);
}
END_TEST

START_TEST(a_line_break_cannot_stand_in_a_depfile)
{
	static const char *const inputs[] = { "a\nb" };
	struct text out = { 0 };

	ck_assert(!depfile_rule(&out, "out/manifest.json", inputs, 1));
	text_free(&out);
}
END_TEST

Suite *suite_cli_output(void)
{
	Suite *s = suite_create("cli_output");
	TCase *t = tcase_create("folder");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_new_folder_is_made);
	tcase_add_test(t, a_build_that_changes_nothing_renews_the_manifest);
	tcase_add_test(t, an_empty_folder_is_taken);
	tcase_add_test(t, a_foreign_folder_is_refused_and_untouched);
	tcase_add_test(t, a_manifest_of_somebody_else_is_refused);
	tcase_add_test(t, files_no_longer_made_are_removed_with_their_folder);
	tcase_add_test(t, unknown_files_stay);
	tcase_add_test(t, a_manifest_cannot_remove_what_lies_outside);
	tcase_add_test(t, a_link_in_the_folder_is_not_followed);
	tcase_add_test(t, a_full_disk_leaves_the_old_state);
	tcase_add_test(t, a_full_disk_leaves_no_new_folder);
	tcase_add_test(t, a_folder_in_a_files_place_is_told_first);
	tcase_add_test(t, a_folder_that_cannot_be_made_is_named);
	tcase_add_test(t, missing_parents_are_made);
	tcase_add_test(t, parents_go_again_when_the_run_fails);
	tcase_add_test(t, a_name_too_long_for_the_system_is_unsafe);
	tcase_add_test(t, unsafe_paths_are_known);
	tcase_add_test(t, a_single_file_is_written_and_replaced);
	tcase_add_test(t, half_a_single_file_is_removed);
	tcase_add_test(t, a_depfile_escapes_what_make_takes_for_itself);
	tcase_add_test(t, a_percent_sign_makes_no_pattern_rule);
	tcase_add_test(t, a_line_break_cannot_stand_in_a_depfile);
	suite_add_tcase(s, t);
	return s;
}
