/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_dts.c - source text, and what dtc makes of it.
 */
#include "test_dt.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *a;
static struct diags *d;
static struct dt_tree *t;

static void setup(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
	t = dt_new(a);
}

static void teardown(void)
{
	arena_free(a);
}

/* The text of one property of the root. */
static const char *shown(const void *data, uint32_t len)
{
	static const char before[] = "/dts-v1/;\n\n/ {\n\tp";
	struct dt_tree *one = dt_new(a);
	const char *text;

	dt_bytes(one, one->root, "p", data, len);
	text = dts_of(one);
	ck_assert_mem_eq(text, before, sizeof(before) - 1);
	text += sizeof(before) - 1;
	return arena_strndup(a, text, strcspn(text, ";"));
}

START_TEST(printable_lists_are_strings)
{
	ck_assert_str_eq(shown("text", 5), " = \"text\"");
	ck_assert_str_eq(shown("one\0two", 8), " = \"one\", \"two\"");
	ck_assert_str_eq(shown("one\0", 5), " = \"one\", \"\"");
	ck_assert_str_eq(shown("q\"b\\n\n", 7), " = \"q\\\"b\\\\n\\n\"");
}
END_TEST

START_TEST(words_are_cells)
{
	ck_assert_str_eq(shown("\0\0\0", 4), " = <0x0>");
	ck_assert_str_eq(shown("\0\0\0\1\x12\0\0", 8), " = <0x1 0x12000000>");
	ck_assert_str_eq(shown("abc\xff", 4), " = <0x616263ff>");
	ck_assert_str_eq(shown("abcd", 4), " = <0x61626364>");
}
END_TEST

START_TEST(the_rest_is_bytes)
{
	ck_assert_str_eq(shown("\1\xff\x0a", 3), " = [01 ff 0a]");
	ck_assert_str_eq(shown("abc", 3), " = [61 62 63]");
	ck_assert_str_eq(shown("", 1), " = [00]");
}
END_TEST

START_TEST(an_empty_property_has_its_name_alone)
{
	ck_assert_str_eq(shown(NULL, 0), "");
}
END_TEST

START_TEST(nodes_are_set_off_and_indented)
{
	struct dt_node *n = dt_node(t, t->root, "soc");

	dt_u32(t, t->root, "#size-cells", 2);
	dt_node(t, n, "uart@1");
	dt_node(t, n, "uart@2");
	ck_assert_str_eq(dts_of(t),
			 "/dts-v1/;\n\n"
			 "/ {\n"
			 "\t#size-cells = <0x2>;\n"
			 "\n"
			 "\tsoc {\n"
			 "\t\tuart@1 {\n"
			 "\t\t};\n"
			 "\n"
			 "\t\tuart@2 {\n"
			 "\t\t};\n"
			 "\t};\n"
			 "};\n");
}
END_TEST

START_TEST(reservations_come_first)
{
	struct dt_reserve one = { 0x4000000000, 0x1000 };

	t->reserves = &one;
	t->n_reserves = 1;
	ck_assert_str_eq(dts_of(t),
			 "/dts-v1/;\n\n/memreserve/ 0x4000000000 0x1000;\n\n/ {\n};\n");
}
END_TEST

/* ---- through dtc ---- */

static void run_dtc(int in, int out)
{
	dup2(in, 0);
	dup2(out, 1);
	dup2(open("/dev/null", O_WRONLY), 2);
	for (int fd = 3; fd < 64; fd++)
		close(fd);
	/* -f: duplicate names are wanted here; -qq: not a word */
	execlp("dtc", "dtc", "-f", "-qq", "-I", "dts", "-O", "dtb", "-o", "-",
	       "-", (char *)NULL);
	_exit(127);
}

static void write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		ck_assert_int_gt(n, 0);
		text += n;
		len -= (size_t)n;
	}
	close(fd);
}

static struct buf read_all(int fd)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&b, chunk, (size_t)n);
	close(fd);
	return b;
}

/* dtc reads all of its input before it writes: the pipes cannot jam. */
static struct buf compiled(const char *text, int *ret_status)
{
	int to[2], from[2];
	struct buf b;
	pid_t child;

	ck_assert_int_eq(pipe(to), 0);
	ck_assert_int_eq(pipe(from), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (!child)
		run_dtc(to[0], from[1]);
	close(to[0]);
	close(from[1]);
	write_all(to[1], text, strlen(text));
	b = read_all(from[0]);
	waitpid(child, ret_status, 0);
	return b;
}

static bool has_dtc(void)
{
	return system("command -v dtc >/dev/null 2>&1") == 0;
}

static void same_through_dtc(struct dt_tree *tree)
{
	int status = 1;
	struct buf b = compiled(dts_of(tree), &status);
	struct dt_tree *back;

	ck_assert_msg(status == 0, "dtc fails on:\n%s", dts_of(tree));
	back = read_back(d, &b);
	ck_assert_ptr_nonnull(back);
	tree->boot_cpuid = back->boot_cpuid;	/* no word for it */
	ck_assert_str_eq(differences(a, tree, back), "");
}

START_TEST(dtc_compiles_random_trees_to_the_same)
{
	if (!has_dtc())
		return;
	for (uint32_t seed = 0; seed < 25; seed++)
		same_through_dtc(random_tree(a, seed));
}
END_TEST

START_TEST(dtc_reads_every_letter_of_a_string)
{
	char text[256];
	size_t n = 0;

	if (!has_dtc())
		return;
	for (char c = 7; c < 0x7f; c++)
		if (c < 14 || c >= 0x20)
			text[n++] = c;
	text[n] = '\0';
	dt_string(t, t->root, "p", text);
	dt_string(t, t->root, "q", "\\x41 \\0 \\");
	same_through_dtc(t);
}
END_TEST

START_TEST(dtc_reads_every_byte)
{
	uint8_t bytes[257];

	if (!has_dtc())
		return;
	for (unsigned int i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	dt_bytes(t, t->root, "as-bytes", bytes, 257);
	dt_bytes(t, t->root, "as-cells", bytes, 256);
	same_through_dtc(t);
}
END_TEST

START_TEST(dtc_reads_every_letter_of_a_name)
{
	if (!has_dtc())
		return;
	dt_empty(t, t->root, "0aZ,._+*#?@-");
	dt_empty(t, t->root, "-");
	dt_empty(t, t->root, "0x10");
	dt_node(t, t->root, "9+*#?-._,@b");
	dt_node(t, t->root, "delete-node");
	same_through_dtc(t);
}
END_TEST

Suite *suite_dt_dts(void);
Suite *suite_dt_dts(void)
{
	Suite *s = suite_create("dt_dts");
	TCase *c = tcase_create("dts");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 60);
	tcase_add_test(c, printable_lists_are_strings);
	tcase_add_test(c, words_are_cells);
	tcase_add_test(c, the_rest_is_bytes);
	tcase_add_test(c, an_empty_property_has_its_name_alone);
	tcase_add_test(c, nodes_are_set_off_and_indented);
	tcase_add_test(c, reservations_come_first);
	tcase_add_test(c, dtc_compiles_random_trees_to_the_same);
	tcase_add_test(c, dtc_reads_every_letter_of_a_string);
	tcase_add_test(c, dtc_reads_every_byte);
	tcase_add_test(c, dtc_reads_every_letter_of_a_name);
	suite_add_tcase(s, c);
	return s;
}
