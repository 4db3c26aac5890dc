/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_doc_memory.c - running out of memory at each request in turn. That
 * libyaml's own memory is freed shows with SAN=address.
 */
#include "test_doc_files.h"

static const char system_file[] =
	"include: [part.yaml, part.yaml]\n"
	"a: &a {x: 1, y: [1, 2.5, 'text', \"more\"], <<: {z: 3}}\n"
	"b: [*a, *a, 017]\n"
	"c: {net:10}\n"
	"c: |\n  text\n"
	"d: \xc3\xa4\n";

/* Bytes used when reading succeeds, 0 when the arena landed. */
static size_t read_capped(size_t cap)
{
	static const char *const sets[] = { "a.x=2", "b.9=1", "e=[" };
	const struct doc_options opts = { .sets = sets, .n_sets = 3 };
	struct arena *a = arena_new(cap);
	volatile size_t used = 0;
	struct diags *d;

	if (setjmp(*arena_landing(a)) == 0) {
		d = diags_new(a);
		doc_read_file(a, d, "vm.yaml", &opts, &io_error);
		used = arena_used(a);
	}
	arena_free(a);
	return used;
}

static int next_descriptor(void)
{
	int fd = open("/dev/null", O_RDONLY);

	close(fd);
	return fd;
}

START_TEST(every_landing_leaves_nothing_behind)
{
	int before = next_descriptor();
	size_t used;

	write_file("vm.yaml", system_file);
	write_file("part.yaml", "a: {q: 1}\ne: {f: 2}\n");
	used = read_capped(LIMIT_ARENA_BYTES);
	ck_assert_uint_gt(used, 1000);
	for (size_t cap = 0; cap < used; cap += 16)
		ck_assert_uint_eq(read_capped(cap), 0);
	ck_assert_uint_eq(read_capped(used), used);
	ck_assert_int_eq(next_descriptor(), before);
}
END_TEST

START_TEST(reading_twice_takes_the_same_memory)
{
	write_file("vm.yaml", system_file);
	write_file("part.yaml", "f: 1\n");
	ck_assert_uint_eq(read_capped(1u << 20), read_capped(1u << 21));
}
END_TEST

Suite *suite_doc_memory(void);
Suite *suite_doc_memory(void)
{
	Suite *s = suite_create("doc_memory");
	TCase *t = tcase_create("doc_memory");

	tcase_add_checked_fixture(t, open_folder, close_folder);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, every_landing_leaves_nothing_behind);
	tcase_add_test(t, reading_twice_takes_the_same_memory);
	suite_add_tcase(s, t);
	return s;
}
