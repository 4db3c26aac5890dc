/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#include "model/file_format.h"

static struct file *files;

static struct file *open_file(void)
{
	files = NULL;
	return file_open(fx.a, fx.d, parse("k.gz"), &fx.opts, &files);
}

/* The gzipped image of @n bytes, with @n_tail bytes of @tail after it. */
static void write_with_tail(size_t n, const void *tail, size_t n_tail)
{
	size_t n_packed;
	uint8_t *packed = make_gzip(make_image(n, 0, 0), n, &n_packed);
	uint8_t *both = arena_alloc(fx.a, n_packed + n_tail);

	memcpy(both, packed, n_packed);
	memcpy(both + n_packed, tail, n_tail);
	write_bytes("k.gz", both, n_packed + n_tail);
}

START_TEST(a_gzipped_image_tells_its_unpacked_size_and_header)
{
	const size_t n = 300000;	/* several chunks of output */
	struct file *f;

	write_gzip("k.gz", make_image(n, 0x80000, 0x1234000), n);
	f = open_file();
	ck_assert_int_eq(f->format, FORMAT_GZIP);
	ck_assert_int_eq(f->inner, FORMAT_ARM64_IMAGE);
	ck_assert_uint_eq(f->unpacked_size, n);
	ck_assert_uint_eq(f->text_offset, 0x80000);
	ck_assert_uint_eq(f->image_size, 0x1234000);
	expect_clean();
}
END_TEST

START_TEST(a_raw_image_is_as_large_as_its_file)
{
	struct file *f;

	write_bytes("k.gz", make_image(100000, 0x80000, 0x200000), 100000);
	f = open_file();
	ck_assert_int_eq(f->format, FORMAT_ARM64_IMAGE);
	ck_assert_int_eq(f->inner, FORMAT_UNKNOWN);
	ck_assert_uint_eq(f->unpacked_size, 100000);
	ck_assert_uint_eq(f->image_size, 0x200000);
}
END_TEST

START_TEST(a_tiny_image_is_recognised_too)
{
	write_gzip("k.gz", make_image(64, 0, 0), 64);
	ck_assert_int_eq(open_file()->inner, FORMAT_ARM64_IMAGE);
	ck_assert_uint_eq(files->unpacked_size, 64);
}
END_TEST

START_TEST(a_gzipped_archive_is_not_unpacked_to_its_end)
{
	const size_t n = 5000000;
	char *archive = arena_alloc(fx.a, n);

	memcpy(archive, "070701", 6);
	write_gzip("k.gz", archive, n);
	ck_assert_int_eq(open_file()->inner, FORMAT_CPIO);
	ck_assert_uint_eq(files->unpacked_size, 0);
	expect_clean();
}
END_TEST

START_TEST(bytes_after_a_kernel_hide_its_length)
{
	write_with_tail(5000, "\1\0\0\0", 4);
	ck_assert_ptr_nonnull(open_file());
	expect_finding(E_FILE_GZIP, "4 bytes follow the gzip data");
	ck_assert_ptr_nonnull(strstr(fx.d->items->text, "file, 1, for"));
	ck_assert_uint_eq(files->unpacked_size, 5000);
}
END_TEST

START_TEST(a_second_member_hides_the_length_of_the_first)
{
	size_t n;
	uint8_t *second = make_gzip("more", 4, &n);

	write_with_tail(5000, second, n);
	ck_assert_ptr_nonnull(open_file());
	expect_finding(E_FILE_GZIP, "follow the gzip data");
}
END_TEST

START_TEST(an_archive_of_two_members_is_fine)
{
	size_t n;
	uint8_t *one = make_gzip("070701 a", 8, &n);
	uint8_t *two = arena_alloc(fx.a, 2 * n);

	memcpy(two, one, n);
	memcpy(two + n, one, n);
	write_bytes("k.gz", two, 2 * n);
	ck_assert_ptr_nonnull(open_file());
	expect_clean();
}
END_TEST

START_TEST(a_kernel_cut_short_is_reported)
{
	size_t n;
	uint8_t *packed = make_gzip(make_image(50000, 0, 0), 50000, &n);

	write_bytes("k.gz", packed, n - 100);
	ck_assert_ptr_null(open_file());
	expect_finding(E_FILE_GZIP, "ends too early");
}
END_TEST

START_TEST(a_damaged_kernel_is_reported)
{
	size_t n;
	uint8_t *packed = make_gzip(make_image(50000, 0, 0), 50000, &n);

	packed[n - 6] ^= 1;	/* in the checksum */
	write_bytes("k.gz", packed, n);
	ck_assert_ptr_null(open_file());
	expect_finding(E_FILE_GZIP, "damaged");
}
END_TEST

START_TEST(a_header_checksum_makes_xen_panic)
{
	size_t n;
	uint8_t *packed = make_gzip(make_image(5000, 0, 0), 5000, &n);
	uint8_t *bytes = arena_alloc(fx.a, n + 2);
	uint32_t crc;

	memcpy(bytes, packed, 10);
	bytes[3] |= 2;		/* FHCRC of RFC 1952 */
	crc = (uint32_t)crc32(0, bytes, 10);
	bytes[10] = (uint8_t)crc;
	bytes[11] = (uint8_t)(crc >> 8);
	memcpy(bytes + 12, packed + 10, n - 10);
	write_bytes("k.gz", bytes, n + 2);
	ck_assert_ptr_nonnull(open_file());
	expect_finding(E_FILE_GZIP, "flags 0x02");
}
END_TEST

START_TEST(two_bytes_of_gzip_are_reported)
{
	write_bytes("k.gz", "\x1f\x8b", 2);
	ck_assert_ptr_null(open_file());
	expect_finding(E_FILE_GZIP, "ends too early");
}
END_TEST

START_TEST(output_is_the_same_however_input_is_cut)
{
	size_t n;
	uint8_t *packed = make_gzip(make_image(70000, 8, 0), 70000, &n);
	struct unpack u;

	unpack_begin(&u);
	ck_assert(u.begun);
	for (size_t i = 0; i < n; i++)
		unpack_feed(&u, packed + i, 1);
	unpack_feed(&u, packed, 3);
	unpack_end(&u);
	ck_assert_int_eq(u.state, UNPACK_DONE);
	ck_assert_uint_eq(u.n_out, 70000);
	ck_assert_uint_eq(u.n_head, FILE_HEAD_BYTES);
	ck_assert_uint_eq(u.n_trailing, 3);
}
END_TEST

Suite *suite_file_gzip(void);
Suite *suite_file_gzip(void)
{
	Suite *s = suite_create("file_gzip");
	TCase *c = add_case(s, "gzip");

	tcase_add_test(c, a_gzipped_image_tells_its_unpacked_size_and_header);
	tcase_add_test(c, a_raw_image_is_as_large_as_its_file);
	tcase_add_test(c, a_tiny_image_is_recognised_too);
	tcase_add_test(c, a_gzipped_archive_is_not_unpacked_to_its_end);
	tcase_add_test(c, bytes_after_a_kernel_hide_its_length);
	tcase_add_test(c, a_second_member_hides_the_length_of_the_first);
	tcase_add_test(c, an_archive_of_two_members_is_fine);
	tcase_add_test(c, a_kernel_cut_short_is_reported);
	tcase_add_test(c, a_damaged_kernel_is_reported);
	tcase_add_test(c, a_header_checksum_makes_xen_panic);
	tcase_add_test(c, two_bytes_of_gzip_are_reported);
	tcase_add_test(c, output_is_the_same_however_input_is_cut);
	return s;
}
