/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

/* A system whose domain has kernel `k` and ramdisk `r`. */
static void bind_with(const char *keys)
{
	bind_system(arena_printf(fx.a, YAML_HEAD "domains:\n"
				 "  a: {memory: 64 MiB, %s}\n", keys));
}

static void bind_kernel_of(const char *bytes, size_t n)
{
	write_bytes("k", bytes, n);
	bind_with("kernel: k");
}

static void bind_ramdisk_of(const char *bytes, size_t n)
{
	write_bytes("r", bytes, n);
	bind_with("kernel: Image, ramdisk: r");
}

START_TEST(an_image_is_a_kernel)
{
	bind_with("kernel: Image");
	expect_clean();
}
END_TEST

START_TEST(a_gzipped_image_is_a_kernel)
{
	write_gzip("k", make_image(4096, 0, 0), 4096);
	bind_with("kernel: k");
	expect_clean();
}
END_TEST

START_TEST(a_kernel_packed_with_xz_names_the_way_out)
{
	bind_kernel_of("\xfd" "7zXZ\0 and so on", 12);
	expect_finding(E_KERNEL_FORMAT, "the kernel 'k' is xz data");
	ck_assert_ptr_nonnull(strstr(fx.d->items->notes->text, "xz -d"));
}
END_TEST

START_TEST(an_elf_kernel_is_refused)
{
	bind_kernel_of("\x7f" "ELF and so on", 12);
	expect_finding(E_KERNEL_FORMAT, "is an ELF file");
}
END_TEST

START_TEST(gzip_of_an_elf_kernel_says_so)
{
	write_gzip("k", "\x7f" "ELF and so on", 12);
	bind_with("kernel: k");
	expect_finding(E_KERNEL_FORMAT, "is gzip data of an ELF file");
}
END_TEST

START_TEST(a_wrapped_kernel_has_a_finding_of_its_own)
{
	bind_kernel_of("\x27\x05\x19\x56 and a header", 12);
	expect_finding(E_KERNEL_UIMAGE, "which domc cannot place yet");
}
END_TEST

START_TEST(a_kernel_of_unknown_content_is_refused)
{
	bind_kernel_of("#!/bin/sh\n", 10);
	expect_finding(E_KERNEL_FORMAT, "a format that domc does not know");
}
END_TEST

START_TEST(kernel_and_ramdisk_swapped_are_noticed)
{
	bind_with("kernel: rd.cpio, ramdisk: Image");
	ck_assert_uint_eq(count_code(E_KERNEL_FORMAT), 1);
	ck_assert_uint_eq(count_code(E_RAMDISK_FORMAT), 1);
}
END_TEST

START_TEST(an_archive_is_a_ramdisk)
{
	bind_with("kernel: Image, ramdisk: rd.cpio");
	expect_clean();
}
END_TEST

START_TEST(a_compressed_archive_is_a_ramdisk)
{
	write_gzip("r", "070701 and so on", 12);
	bind_with("kernel: Image, ramdisk: r");
	expect_clean();
}
END_TEST

START_TEST(other_packers_may_hold_a_ramdisk)
{
	bind_ramdisk_of("\x28\xb5\x2f\xfd and so on", 12);
	expect_clean();
}
END_TEST

START_TEST(unknown_content_packed_with_gzip_may_be_a_ramdisk)
{
	write_gzip("r", "a file system", 13);
	bind_with("kernel: Image, ramdisk: r");
	expect_clean();
}
END_TEST

START_TEST(a_gzipped_kernel_is_no_ramdisk)
{
	write_gzip("r", make_image(4096, 0, 0), 4096);
	bind_with("kernel: Image, ramdisk: r");
	expect_finding(E_RAMDISK_FORMAT, "gzip data of an arm64 Image");
}
END_TEST

START_TEST(a_tree_is_no_ramdisk)
{
	bind_ramdisk_of("\xd0\x0d\xfe\xed and so on", 12);
	expect_finding(E_RAMDISK_FORMAT, "is a device tree");
}
END_TEST

START_TEST(a_ramdisk_of_unknown_content_is_a_warning)
{
	bind_ramdisk_of("hsqs and so on", 12);
	expect_finding(E_RAMDISK_UNKNOWN, "neither a cpio archive nor");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

START_TEST(a_partial_tree_must_be_flattened)
{
	write_text("p.dts", "/dts-v1/; / {};");
	bind_with("kernel: Image, device-tree: p.dts");
	expect_finding(E_PARTIAL_TREE_FORMAT, "source text; a compiled one (.dtb) is wanted");
}
END_TEST

START_TEST(a_flattened_partial_tree_is_taken)
{
	write_bytes("p.dtb", "\xd0\x0d\xfe\xed and so on", 12);
	bind_with("kernel: Image, device-tree: p.dtb");
	expect_clean();
}
END_TEST

START_TEST(a_hypervisor_must_be_an_image)
{
	write_gzip("xen.gz", make_image(4096, 0, 0), 4096);
	bind_system(YAML_HEAD "hypervisor: {image: xen.gz}\n");
	expect_finding(E_HYPERVISOR_FORMAT, "gzip data of an arm64 Image");
}
END_TEST

START_TEST(findings_are_at_the_path_not_at_its_map)
{
	write_bytes("k", "\x7f" "ELF", 4);
	bind_with("kernel: {cmdline: a, file: k}");
	ck_assert_str_eq(diag_codes[fx.d->items->code].number, "E0405");
	ck_assert_uint_eq(fx.d->items->place.line, 5);
	/* "  a: {memory: 64 MiB, kernel: {cmdline: a, file: k}}" */
	ck_assert_uint_eq(fx.d->items->place.col, 50);
}
END_TEST

Suite *suite_model_content(void);
Suite *suite_model_content(void)
{
	Suite *s = suite_create("model_content");
	TCase *c = add_case(s, "content");

	tcase_add_test(c, an_image_is_a_kernel);
	tcase_add_test(c, a_gzipped_image_is_a_kernel);
	tcase_add_test(c, a_kernel_packed_with_xz_names_the_way_out);
	tcase_add_test(c, an_elf_kernel_is_refused);
	tcase_add_test(c, gzip_of_an_elf_kernel_says_so);
	tcase_add_test(c, a_wrapped_kernel_has_a_finding_of_its_own);
	tcase_add_test(c, a_kernel_of_unknown_content_is_refused);
	tcase_add_test(c, kernel_and_ramdisk_swapped_are_noticed);
	tcase_add_test(c, an_archive_is_a_ramdisk);
	tcase_add_test(c, a_compressed_archive_is_a_ramdisk);
	tcase_add_test(c, other_packers_may_hold_a_ramdisk);
	tcase_add_test(c, unknown_content_packed_with_gzip_may_be_a_ramdisk);
	tcase_add_test(c, a_gzipped_kernel_is_no_ramdisk);
	tcase_add_test(c, a_tree_is_no_ramdisk);
	tcase_add_test(c, a_ramdisk_of_unknown_content_is_a_warning);
	tcase_add_test(c, a_partial_tree_must_be_flattened);
	tcase_add_test(c, a_flattened_partial_tree_is_taken);
	tcase_add_test(c, a_hypervisor_must_be_an_image);
	tcase_add_test(c, findings_are_at_the_path_not_at_its_map);
	return s;
}
