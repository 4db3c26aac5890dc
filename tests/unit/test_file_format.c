/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#include "model/file_format.h"

static uint8_t head[FILE_HEAD_BYTES];

/* Format of zeroes with @bytes at @at. */
static enum file_format format_with(size_t at, const char *bytes, size_t n)
{
	memset(head, 0, sizeof(head));
	memcpy(head + at, bytes, n);
	return file_format_of(head, sizeof(head));
}

static const struct {
	enum file_format format;
	const char *bytes;
	size_t n;
} beginnings[] = {
	{ FORMAT_UIMAGE, "\x27\x05\x19\x56", 4 },
	{ FORMAT_GZIP, "\x1f\x8b\x08", 3 },
	{ FORMAT_ELF, "\x7f" "ELF", 4 },
	{ FORMAT_PE, "MZ", 2 },
	{ FORMAT_XZ, "\xfd" "7zXZ\0", 6 },
	{ FORMAT_ZSTD, "\x28\xb5\x2f\xfd", 4 },
	{ FORMAT_BZIP2, "BZh9", 4 },
	{ FORMAT_LZ4, "\x04\x22\x4d\x18", 4 },
	{ FORMAT_LZ4, "\x02\x21\x4c\x18", 4 },
	{ FORMAT_LZMA, "\x5d\0\0\x80", 4 },
	{ FORMAT_LZO, "\x89LZO\0\x0d\x0a", 7 },
	{ FORMAT_CPIO, "070701", 6 },
	{ FORMAT_CPIO, "070702", 6 },
	{ FORMAT_CPIO, "070707", 6 },
	{ FORMAT_FDT, "\xd0\x0d\xfe\xed", 4 },
	{ FORMAT_UNKNOWN, "hello", 5 },
};

START_TEST(formats_are_known_by_their_first_bytes)
{
	const size_t n = sizeof(beginnings) / sizeof(beginnings[0]);

	for (size_t i = 0; i < n; i++)
		ck_assert_int_eq(format_with(0, beginnings[i].bytes,
					     beginnings[i].n),
				 beginnings[i].format);
}
END_TEST

START_TEST(an_image_is_known_by_its_magic_or_its_old_first_word)
{
	ck_assert_int_eq(format_with(56, "ARM\x64", 4), FORMAT_ARM64_IMAGE);
	ck_assert_int_eq(format_with(0, "\x08\0\0\x14", 4),
			 FORMAT_ARM64_IMAGE);
}
END_TEST

START_TEST(an_image_shorter_than_its_header_is_none)
{
	memset(head, 0, sizeof(head));
	memcpy(head + 56, "ARM\x64", 4);
	ck_assert_int_eq(file_format_of(head, 64), FORMAT_ARM64_IMAGE);
	ck_assert_int_eq(file_format_of(head, 63), FORMAT_UNKNOWN);
}
END_TEST

START_TEST(an_image_with_an_efi_stub_is_an_image)
{
	memset(head, 0, sizeof(head));
	memcpy(head, "MZ", 2);
	memcpy(head + 56, "ARM\x64", 4);
	ck_assert_int_eq(file_format_of(head, sizeof(head)),
			 FORMAT_ARM64_IMAGE);
}
END_TEST

START_TEST(an_x86_kernel_with_an_efi_stub_is_an_x86_kernel)
{
	memset(head, 0, sizeof(head));
	memcpy(head, "MZ", 2);
	memcpy(head + 0x202, "HdrS", 4);
	ck_assert_int_eq(file_format_of(head, sizeof(head)),
			 FORMAT_X86_BZIMAGE);
}
END_TEST

START_TEST(a_32_bit_kernel_is_known_by_its_magic_at_36)
{
	ck_assert_int_eq(format_with(36, "\x18\x28\x6f\x01", 4),
			 FORMAT_ARM32_ZIMAGE);
}
END_TEST

START_TEST(a_wrapped_kernel_is_a_uimage_first)
{
	memset(head, 0, sizeof(head));
	memcpy(head, "\x27\x05\x19\x56", 4);
	memcpy(head + 56, "ARM\x64", 4);
	ck_assert_int_eq(file_format_of(head, sizeof(head)), FORMAT_UIMAGE);
}
END_TEST

START_TEST(one_byte_is_enough_to_be_unknown)
{
	ck_assert_int_eq(file_format_of((const uint8_t *)"M", 1),
			 FORMAT_UNKNOWN);
	ck_assert_int_eq(file_format_of(NULL, 0), FORMAT_EMPTY);
}
END_TEST

START_TEST(header_fields_are_little_endian)
{
	uint64_t text_offset, image_size;
	const uint8_t *image = make_image(64, 0x0102030405060708, 0x1a2b3c);

	file_format_image(image, &text_offset, &image_size);
	ck_assert_uint_eq(text_offset, 0x0102030405060708);
	ck_assert_uint_eq(image_size, 0x1a2b3c);
}
END_TEST

START_TEST(every_format_has_a_name)
{
	for (int f = FORMAT_UNKNOWN; f <= FORMAT_EMPTY; f++)
		ck_assert_ptr_nonnull(file_format_name((enum file_format)f));
}
END_TEST

Suite *suite_file_format(void);
Suite *suite_file_format(void)
{
	Suite *s = suite_create("file_format");
	TCase *c = add_case(s, "formats");

	tcase_add_test(c, formats_are_known_by_their_first_bytes);
	tcase_add_test(c, an_image_is_known_by_its_magic_or_its_old_first_word);
	tcase_add_test(c, an_image_shorter_than_its_header_is_none);
	tcase_add_test(c, an_image_with_an_efi_stub_is_an_image);
	tcase_add_test(c, an_x86_kernel_with_an_efi_stub_is_an_x86_kernel);
	tcase_add_test(c, a_32_bit_kernel_is_known_by_its_magic_at_36);
	tcase_add_test(c, a_wrapped_kernel_is_a_uimage_first);
	tcase_add_test(c, one_byte_is_enough_to_be_unknown);
	tcase_add_test(c, header_fields_are_little_endian);
	tcase_add_test(c, every_format_has_a_name);
	return s;
}
