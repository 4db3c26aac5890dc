/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(64));
}

static void teardown(void)
{
	bench_free(b);
}

/* A domain of @ram bytes with a kernel of @kernel and a ramdisk, 0: none. */
static struct domain *guest(uint64_t ram, uint64_t kernel, uint64_t ramdisk)
{
	struct domain *d = bench_domain(b, "net", ram);

	bench_kernel(b, d, bench_image(b, kernel, 1));
	if (ramdisk)
		bench_ramdisk(b, d, ramdisk, 2);
	return d;
}

static struct file *kernel_of(struct domain *d)
{
	return (struct file *)d->kernel.file;
}

/* Seen on Xen 4.20 under QEMU. */
START_TEST(a_small_guest_has_tree_and_ramdisk_at_its_end)
{
	const struct plan_domain *pd;

	guest(0x4001000, 20480, 0x123456);
	pd = bench_find(b, "net");
	assert_range(pd->kernel.range, 0x40000000, 0x40005000);
	assert_range(pd->tree.range, 0x43c01000, 0x43e01000);
	assert_range(pd->ramdisk.range, 0x43e01000, 0x43f24456);
	ck_assert_ptr_nonnull(strstr(pd->tree.reason, "end of the first"));
	bench_clean(b);
}
END_TEST

START_TEST(a_large_guest_has_the_tree_at_128_mib)
{
	const struct plan_domain *pd;

	guest(MIB(256), MIB(20), MIB(9));
	pd = bench_find(b, "net");
	assert_range(pd->tree.range, 0x48000000, 0x48200000);
	assert_range(pd->ramdisk.range, 0x48200000, 0x48b00000);
	bench_clean(b);
}
END_TEST

START_TEST(without_a_ramdisk_there_is_none)
{
	const struct plan_domain *pd;

	guest(MIB(64), 20480, 0);
	pd = bench_find(b, "net");
	assert_range(pd->tree.range, 0x43e00000, 0x44000000);
	ck_assert_uint_eq(pd->ramdisk.range.size, 0);
	ck_assert_ptr_null(pd->ramdisk_module);
}
END_TEST

START_TEST(exactly_128_mib_and_tree_is_enough)
{
	guest(MIB(130), 20480, 0);
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.base, 0x48000000);
}
END_TEST

START_TEST(one_page_less_than_130_mib_is_not)
{
	guest(MIB(130) - PAGE_BYTES, 20480, 0);
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.base,
			  0x40000000 + MIB(128) - PAGE_BYTES);
}
END_TEST

START_TEST(a_kernel_that_ends_at_128_mib_pushes_the_tree_up)
{
	guest(MIB(256), MIB(128), 0);
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.base,
			  0x40000000 + MIB(254));
}
END_TEST

START_TEST(a_kernel_one_byte_shorter_does_not)
{
	guest(MIB(256), MIB(128) - 1, 0);
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.base, 0x48000000);
}
END_TEST

START_TEST(text_offset_moves_the_kernel)
{
	const struct plan_domain *pd;
	struct domain *d = guest(MIB(64), MIB(1), 0);

	kernel_of(d)->text_offset = 0x80000;
	pd = bench_find(b, "net");
	assert_range(pd->kernel.range, 0x40080000, 0x40180000);
	bench_clean(b);
}
END_TEST

/* Only with room before the kernel, so with a large text_offset. */
START_TEST(the_tree_goes_before_the_kernel_if_nothing_is_behind)
{
	const struct plan_domain *pd;
	struct domain *d = guest(MIB(16), MIB(8), 0);

	kernel_of(d)->text_offset = MIB(8);
	pd = bench_find(b, "net");
	assert_range(pd->tree.range, 0x40600000, 0x40800000);
	ck_assert_ptr_nonnull(strstr(pd->tree.reason, "before the kernel"));
	bench_clean(b);
}
END_TEST

START_TEST(a_gzipped_kernel_counts_unpacked)
{
	struct domain *d = bench_domain(b, "net", MIB(256));
	const struct plan_domain *pd;

	bench_kernel(b, d, bench_gzip(b, MIB(9), MIB(130), 1));
	pd = bench_find(b, "net");
	assert_range(pd->kernel.range, 0x40000000, 0x48200000);
	ck_assert_uint_eq(pd->tree.range.base, 0x40000000 + MIB(254));
	ck_assert_uint_eq(pd->kernel_module->at.range.size, MIB(9));
}
END_TEST

START_TEST(too_little_ram_is_said_in_bytes)
{
	const struct diag_item *i;

	guest(MIB(16), MIB(9), MIB(5));
	bench_plan(b);
	i = bench_item(b, E_KERNEL_TOO_LARGE);
	/* 10 + 2 + 6 MiB */
	bench_says(i, "the first RAM bank has 16 MiB");
	bench_says(i, "need 18 MiB, 2097152 bytes (2 MiB) more");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + LINE_MEMORY);
	ck_assert_uint_eq(i->notes->place.line, LINE_DOMAINS + LINE_KERNEL);
}
END_TEST

/* Xen wants more room than it needs, by one byte. */
START_TEST(an_exact_fit_is_no_fit)
{
	guest(MIB(18), MIB(9), MIB(5));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_KERNEL_TOO_LARGE), 0);
	bench_says(bench_item(b, E_TREE_NO_PLACE), "8388608 bytes (8 MiB)");
}
END_TEST

START_TEST(one_page_more_than_an_exact_fit_fits)
{
	guest(MIB(18) + PAGE_BYTES, MIB(9), MIB(5));
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.base,
			  0x40000000 + MIB(10) + PAGE_BYTES);
	bench_clean(b);
}
END_TEST

START_TEST(only_the_first_bank_counts)
{
	b->system.target.ipa_bits.v = 40;
	guest(GIB(5), MIB(20), GIB(4));
	bench_plan(b);
	bench_says(bench_item(b, E_KERNEL_TOO_LARGE), "has 3 GiB");
}
END_TEST

START_TEST(a_kernel_past_the_bank_is_an_error)
{
	kernel_of(guest(MIB(64), MIB(1), 0))->text_offset = MIB(64) - 4096;
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_KERNEL_TOO_LARGE), 1);
}
END_TEST

START_TEST(absurd_sizes_do_not_wrap)
{
	struct domain *d = guest(MIB(64), MIB(1), UINT64_MAX);

	kernel_of(d)->text_offset = UINT64_MAX - 4096;
	kernel_of(d)->unpacked_size = kernel_of(d)->size = UINT64_MAX;
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_KERNEL_TOO_LARGE), 1);
}
END_TEST

START_TEST(zeroed_memory_over_the_tree_is_a_warning)
{
	struct domain *d = guest(MIB(256), 65536, 0);
	const struct diag_item *i;

	kernel_of(d)->image_size = MIB(192);
	bench_plan(b);
	i = bench_item(b, E_KERNEL_OVERRUN);
	ck_assert_int_eq(i->level, DIAG_WARNING);
	bench_says(i, "201326592 bytes (192 MiB)");
	bench_says(i, "across the device tree");
}
END_TEST

START_TEST(zeroed_memory_past_the_bank_is_a_warning)
{
	kernel_of(guest(MIB(64), 65536, 0))->image_size = MIB(65);
	bench_plan(b);
	bench_says(bench_item(b, E_KERNEL_OVERRUN), "end of the first RAM bank");
}
END_TEST

START_TEST(zeroed_memory_up_to_the_tree_is_fine)
{
	kernel_of(guest(MIB(256), 65536, 0))->image_size = MIB(128);
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_mapped_guest_is_loaded_into_its_first_range)
{
	struct domain *d = bench_direct(b, "net", 0x90000000, MIB(16));
	const struct plan_domain *pd;

	bench_static(b, d, 0x70000000, MIB(512));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->kernel.range.base, 0x90000000);
	ck_assert_uint_eq(pd->tree.range.base, 0x90e00000);
}
END_TEST

START_TEST(dom0_is_not_predicted)
{
	bench_domain(b, "dom0", MIB(256));
	ck_assert_uint_eq(bench_find(b, "dom0")->kernel.range.size, 0);
	ck_assert_ptr_nonnull(bench_find(b, "dom0")->kernel_module);
}
END_TEST

START_TEST(what_is_no_kernel_is_not_placed)
{
	struct domain *d = bench_domain(b, "net", MIB(256));

	bench_kernel(b, d, bench_file(b, "vmlinux", FORMAT_ELF, 100, 1));
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.size, 0);
	d->kernel.file = NULL;
	bench_plan(b);
	ck_assert_uint_eq(bench_find(b, "net")->tree.range.size, 0);
}
END_TEST

/* Whatever the sizes: all in the bank and apart, or an error. */
START_TEST(what_is_loaded_never_overlaps)
{
	uint64_t seed = (uint64_t)_i * 2654435761u + 12345;
	uint64_t v[4];
	const struct plan_domain *pd;
	struct domain *d;

	for (size_t i = 0; i < 4; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		v[i] = (seed >> 33) % MIB(40);
	}
	d = guest(PAGE_BYTES * (v[0] / 1000 + 1), v[1] / 8 + 64, v[2]);
	kernel_of(d)->text_offset = _i % 2 ? align_down(v[3], 4096) : 0;
	pd = bench_find(b, "net");
	if (b->diags->items)
		return;
	ck_assert(range_contains(pd->banks[0].range, pd->kernel.range));
	ck_assert(range_contains(pd->banks[0].range, pd->tree.range));
	ck_assert(!v[2] || range_contains(pd->banks[0].range,
					  pd->ramdisk.range));
	ck_assert(!range_overlap(pd->kernel.range, pd->tree.range));
	ck_assert(!range_overlap(pd->kernel.range, pd->ramdisk.range));
	ck_assert(!range_overlap(pd->tree.range, pd->ramdisk.range));
}
END_TEST

Suite *suite_plan_load(void);
Suite *suite_plan_load(void)
{
	Suite *s = suite_create("plan_load");
	TCase *t = tcase_create("load");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_small_guest_has_tree_and_ramdisk_at_its_end);
	tcase_add_test(t, a_large_guest_has_the_tree_at_128_mib);
	tcase_add_test(t, without_a_ramdisk_there_is_none);
	tcase_add_test(t, exactly_128_mib_and_tree_is_enough);
	tcase_add_test(t, one_page_less_than_130_mib_is_not);
	tcase_add_test(t, a_kernel_that_ends_at_128_mib_pushes_the_tree_up);
	tcase_add_test(t, a_kernel_one_byte_shorter_does_not);
	tcase_add_test(t, text_offset_moves_the_kernel);
	tcase_add_test(t, the_tree_goes_before_the_kernel_if_nothing_is_behind);
	tcase_add_test(t, a_gzipped_kernel_counts_unpacked);
	tcase_add_test(t, too_little_ram_is_said_in_bytes);
	tcase_add_test(t, an_exact_fit_is_no_fit);
	tcase_add_test(t, one_page_more_than_an_exact_fit_fits);
	tcase_add_test(t, only_the_first_bank_counts);
	tcase_add_test(t, a_kernel_past_the_bank_is_an_error);
	tcase_add_test(t, absurd_sizes_do_not_wrap);
	tcase_add_test(t, zeroed_memory_over_the_tree_is_a_warning);
	tcase_add_test(t, zeroed_memory_past_the_bank_is_a_warning);
	tcase_add_test(t, zeroed_memory_up_to_the_tree_is_fine);
	tcase_add_test(t, a_direct_mapped_guest_is_loaded_into_its_first_range);
	tcase_add_test(t, dom0_is_not_predicted);
	tcase_add_test(t, what_is_no_kernel_is_not_placed);
	tcase_add_loop_test(t, what_is_loaded_never_overlaps, 0, 100);
	suite_add_tcase(s, t);
	return s;
}
