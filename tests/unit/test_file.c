/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#include <nettle/sha2.h>
#include <sys/stat.h>

static struct file *files;

static struct file *open_yaml(const char *yaml)
{
	return file_open(fx.a, fx.d, parse(yaml), &fx.opts, &files);
}

static bool same_content(const struct file *a, const struct file *b)
{
	return a->size == b->size &&
	       memcmp(a->sha256, b->sha256, SHA256_BYTES) == 0;
}

START_TEST(a_path_is_opened_beside_the_file_that_says_it)
{
	struct file *f;

	write_text("blob", "some bytes");
	f = open_yaml("blob");
	ck_assert_ptr_nonnull(f);
	ck_assert_str_eq(f->path, "blob");
	ck_assert_str_eq(f->found, path_of("blob"));
	ck_assert_uint_eq(f->size, 10);
	ck_assert_uint_eq(f->place.line, 1);
	ck_assert_ptr_eq(files, f);
	expect_clean();
}
END_TEST

START_TEST(a_path_is_searched_in_include_folders)
{
	const char *dirs[] = { "/nonexistent", fx.dir };
	struct doc_options opts = { .include_dirs = dirs, .n_include_dirs = 2 };
	const struct value *v;

	v = doc_read_bytes(fx.a, fx.d, "/nowhere/system.yaml", "blob", 4);
	write_text("blob", "x");
	ck_assert_ptr_nonnull(file_open(fx.a, fx.d, v, &opts, &files));
	expect_clean();
}
END_TEST

START_TEST(the_digest_is_sha256_of_all_bytes)
{
	const size_t n = 200001;	/* several chunks and a rest */
	uint8_t *bytes = arena_alloc(fx.a, n);
	uint8_t digest[SHA256_BYTES];
	struct sha256_ctx ctx;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)(i * 31 >> 3);
	write_bytes("blob", bytes, n);
	sha256_init(&ctx);
	sha256_update(&ctx, n, bytes);
	sha256_digest(&ctx, SHA256_BYTES, digest);
	ck_assert_mem_eq(open_yaml("blob")->sha256, digest, SHA256_BYTES);
	ck_assert_uint_eq(files->size, n);
}
END_TEST

START_TEST(attributes_are_kept)
{
	struct file *f;

	write_text("blob", "x");
	f = open_yaml("{file: blob, at: 0x8000000, load-as: boot/b,"
		      " target-path: /guests/b}");
	ck_assert(f->has_at);
	ck_assert_uint_eq(f->at, 0x8000000);
	ck_assert_str_eq(f->load_as, "boot/b");
	ck_assert_str_eq(f->target_path, "/guests/b");
	ck_assert_str_eq(f->path, "blob");
}
END_TEST

START_TEST(a_plain_path_has_no_attributes)
{
	struct file *f;

	write_text("blob", "x");
	f = open_yaml("blob");
	ck_assert(!f->has_at);
	ck_assert_ptr_null(f->load_as);
	ck_assert_ptr_null(f->target_path);
}
END_TEST

START_TEST(the_same_path_twice_is_one_file)
{
	struct file *f;

	write_text("blob", "x");
	f = open_yaml("blob");
	ck_assert_ptr_eq(open_yaml("{file: blob}")->found, f->found);
	ck_assert_ptr_eq(files, f);
	ck_assert_ptr_null(f->next);
}
END_TEST

START_TEST(a_path_that_was_seen_is_not_read_again)
{
	write_text("blob", "x");
	ck_assert_uint_eq(open_yaml("blob")->size, 1);
	write_text("blob", "longer now");
	ck_assert_uint_eq(open_yaml("{file: blob, at: 4096}")->size, 1);
}
END_TEST

START_TEST(other_attributes_make_another_struct_but_no_other_entry)
{
	struct file *plain, *flash;

	write_text("blob", "x");
	plain = open_yaml("blob");
	flash = open_yaml("{file: blob, at: 4096}");
	ck_assert_ptr_ne(plain, flash);
	ck_assert(flash->has_at && !plain->has_at);
	ck_assert(same_content(plain, flash));
	ck_assert_ptr_null(files->next);
}
END_TEST

START_TEST(files_are_listed_in_the_order_they_were_named)
{
	const struct file *f;
	int i = 0;

	for (i = 0; i < 100; i++) {
		write_text(arena_printf(fx.a, "f%d", i), "x");
		open_yaml(arena_printf(fx.a, "f%d", i));
		open_yaml(arena_printf(fx.a, "f%d", i / 2));
	}
	i = 0;
	for (f = files; f; f = f->next)
		ck_assert_str_eq(f->path, arena_printf(fx.a, "f%d", i++));
	ck_assert_int_eq(i, 100);
}
END_TEST

START_TEST(equal_bytes_under_two_names_are_the_same_content)
{
	struct file *a, *b, *c;

	write_text("a", "same");
	write_text("b", "same");
	write_text("c", "diff");
	a = open_yaml("a");
	b = open_yaml("b");
	c = open_yaml("c");
	ck_assert(same_content(a, b));
	ck_assert(!same_content(a, c));
}
END_TEST

START_TEST(a_missing_file_is_named)
{
	ck_assert_ptr_null(open_yaml("nosuch"));
	expect_finding(E_FILE_NOT_FOUND, "no file 'nosuch'");
	ck_assert_ptr_null(files);
}
END_TEST

START_TEST(a_missing_file_lists_the_folders_searched)
{
	const char *dirs[] = { "/deploy" };
	struct doc_options opts = { .include_dirs = dirs, .n_include_dirs = 1 };
	const struct diag_note *n;

	ck_assert_ptr_null(file_open(fx.a, fx.d, parse("nosuch"), &opts,
				     &files));
	n = find_code(E_FILE_NOT_FOUND)->notes;
	ck_assert_str_eq(n->next->text, "/deploy");
}
END_TEST

START_TEST(a_folder_is_no_file)
{
	ck_assert_int_eq(mkdir(path_of("sub"), 0700), 0);
	ck_assert_ptr_null(open_yaml("sub"));
	ck_assert_uint_eq(fx.d->n_items, 1);
}
END_TEST

START_TEST(a_fifo_does_not_hang)
{
	ck_assert_int_eq(mkfifo(path_of("pipe"), 0600), 0);
	ck_assert_ptr_null(open_yaml("pipe"));
	ck_assert_uint_eq(fx.d->n_errors, 1);
}
END_TEST

START_TEST(a_file_without_permission_is_reported)
{
	write_text("secret", "x");
	ck_assert_int_eq(chmod(path_of("secret"), 0), 0);
	if (geteuid() == 0)
		return;		/* root may read it */
	ck_assert_ptr_null(open_yaml("secret"));
	ck_assert_uint_eq(fx.d->n_errors, 1);
}
END_TEST

START_TEST(an_empty_file_is_reported)
{
	write_text("nothing", "");
	ck_assert_ptr_null(open_yaml("nothing"));
	expect_finding(E_FILE_EMPTY, "'nothing' is empty");
	ck_assert_ptr_null(files);
}
END_TEST

static void reset(void)
{
	fixture_open();
	files = NULL;
}

Suite *suite_file(void);
Suite *suite_file(void)
{
	Suite *s = suite_create("file");
	TCase *c = tcase_create("files");

	tcase_add_checked_fixture(c, reset, fixture_close);
	tcase_add_test(c, a_path_is_opened_beside_the_file_that_says_it);
	tcase_add_test(c, a_path_is_searched_in_include_folders);
	tcase_add_test(c, the_digest_is_sha256_of_all_bytes);
	tcase_add_test(c, attributes_are_kept);
	tcase_add_test(c, a_plain_path_has_no_attributes);
	tcase_add_test(c, the_same_path_twice_is_one_file);
	tcase_add_test(c, a_path_that_was_seen_is_not_read_again);
	tcase_add_test(c,
		other_attributes_make_another_struct_but_no_other_entry);
	tcase_add_test(c, files_are_listed_in_the_order_they_were_named);
	tcase_add_test(c, equal_bytes_under_two_names_are_the_same_content);
	tcase_add_test(c, a_missing_file_is_named);
	tcase_add_test(c, a_missing_file_lists_the_folders_searched);
	tcase_add_test(c, a_folder_is_no_file);
	tcase_add_test(c, a_fifo_does_not_hang);
	tcase_add_test(c, a_file_without_permission_is_reported);
	tcase_add_test(c, an_empty_file_is_reported);
	suite_add_tcase(s, c);
	return s;
}
