/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
}

static void teardown(void)
{
	bench_free(b);
}

static const struct plan_module *module(size_t i)
{
	ck_assert_uint_lt(i, b->plan->n_modules);
	return &b->plan->modules[i];
}

static void pin(struct file *f, uint64_t at)
{
	f->has_at = true;
	f->at = at;
}

/* Domain @i with a kernel of its own, named d0, d1... */
static struct domain *numbered(size_t i)
{
	struct domain *d = bench_domain(b, arena_printf(b->arena, "d%zu", i),
					MIB(8));

	bench_kernel(b, d, bench_image(b, 20480 + 4096 * i, 1));
	return d;
}

START_TEST(xen_and_the_board_tree_come_first)
{
	bench_domain(b, "net", MIB(64));
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 3);
	ck_assert_int_eq(module(0)->kind, MODULE_XEN);
	ck_assert_ptr_eq(module(0)->file, &b->xen);
	ck_assert_int_eq(module(1)->kind, MODULE_BOARD_TREE);
	ck_assert_ptr_null(module(1)->file);
	ck_assert_int_eq(module(2)->kind, MODULE_KERNEL);
	ck_assert_str_eq(module(2)->domain->name, "net");
	bench_clean(b);
}
END_TEST

START_TEST(modules_are_an_array_and_a_list)
{
	const struct plan_module *m;
	size_t i = 0;

	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), 70000, 2);
	bench_plan(b);
	for (m = b->plan->modules; m; m = m->next)
		ck_assert_ptr_eq(m, &b->plan->modules[i++]);
	ck_assert_uint_eq(i, b->plan->n_modules);
	ck_assert_uint_eq(i, 4);
}
END_TEST

START_TEST(the_lowest_aligned_place_is_taken)
{
	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), MIB(5), 2);
	bench_plan(b);
	/* QEMU's code is at the first 2 MiB, Xen at the second. */
	assert_range(module(2)->at.range, 0x40400000, 0x40405000);
	assert_range(module(3)->at.range, 0x40600000, 0x40b00000);
	bench_clean(b);
}
END_TEST

START_TEST(a_smaller_alignment_packs_them)
{
	b->system.boot.align = bench_u64(KIB(4), 1);
	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), 5000, 2);
	bench_plan(b);
	ck_assert_uint_eq(module(2)->at.range.base, 0x40001000);
	ck_assert_uint_eq(module(3)->at.range.base, 0x40006000);
}
END_TEST

START_TEST(sizes_are_exact)
{
	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), 0x123456, 2);
	bench_plan(b);
	ck_assert_uint_eq(module(3)->at.range.size, 0x123456);
}
END_TEST

START_TEST(places_keep_clear_of_what_is_taken)
{
	bench_reserve(b, "/memreserve/", 0x40400000, 1);
	bench_keep_free(b, 0x40604fff, 1);
	bench_static(b, bench_domain(b, "net", MIB(2)), 0x40800000, MIB(2));
	bench_plan(b);
	ck_assert_uint_eq(module(2)->at.range.base, 0x40a00000);
}
END_TEST

START_TEST(a_pin_is_kept_clear_of_by_earlier_modules)
{
	struct domain *io;

	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), MIB(4), 2);
	io = bench_domain(b, "io", MIB(64));
	bench_ramdisk(b, io, MIB(1), 3);
	pin((struct file *)io->ramdisk, 0x40700000);
	bench_plan(b);
	ck_assert_uint_eq(module(3)->at.range.base, 0x40800000);
	ck_assert_uint_eq(module(4)->at.range.base, 0x40700000);
	ck_assert_str_eq(module(4)->at.reason, "said in the file");
	bench_clean(b);
}
END_TEST

START_TEST(dom0_is_met_first_wherever_it_stands)
{
	bench_domain(b, "net", MIB(64));
	bench_kernel(b, bench_domain(b, "dom0", MIB(512)),
		     bench_image(b, 99, 7));
	bench_plan(b);
	ck_assert_str_eq(module(2)->domain->name, "dom0");
	ck_assert_str_eq(module(3)->domain->name, "net");
}
END_TEST

/* Seen on Xen 4.20 under QEMU. */
START_TEST(a_raw_kernel_is_loaded_once)
{
	bench_domain(b, "net", MIB(64));
	bench_domain(b, "io", MIB(64));
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 3);
	ck_assert_ptr_eq(bench_find(b, "net")->kernel_module,
			 bench_find(b, "io")->kernel_module);
}
END_TEST

START_TEST(dom0_and_a_guest_share_dom0s_module)
{
	bench_domain(b, "net", MIB(64));
	bench_domain(b, "dom0", MIB(512));
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 3);
	ck_assert_str_eq(module(2)->domain->name, "dom0");
}
END_TEST

/* Seen on Xen 4.20 and 4.17 under QEMU: the second domain panics. */
START_TEST(a_gzipped_kernel_is_loaded_for_each)
{
	bench_kernel(b, bench_domain(b, "net", MIB(64)),
		     bench_gzip(b, MIB(1), MIB(2), 1));
	bench_kernel(b, bench_domain(b, "io", MIB(64)),
		     bench_gzip(b, MIB(1), MIB(2), 1));
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 4);
	ck_assert_ptr_ne(bench_find(b, "net")->kernel_module,
			 bench_find(b, "io")->kernel_module);
	ck_assert_ptr_nonnull(strstr(module(3)->at.reason, "a copy of its"));
	bench_clean(b);
}
END_TEST

START_TEST(a_gzipped_ramdisk_is_shared)
{
	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), 70000, 2);
	bench_ramdisk(b, bench_domain(b, "io", MIB(64)), 70000, 2);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 4);
	ck_assert_ptr_eq(bench_find(b, "net")->ramdisk_module,
			 bench_find(b, "io")->ramdisk_module);
}
END_TEST

START_TEST(other_content_of_the_same_size_is_not_shared)
{
	bench_ramdisk(b, bench_domain(b, "net", MIB(64)), 70000, 2);
	bench_ramdisk(b, bench_domain(b, "io", MIB(64)), 70000, 3);
	ck_assert_uint_eq(bench_plan(b)->n_modules, 5);
}
END_TEST

START_TEST(kernel_and_ramdisk_of_the_same_content_are_two)
{
	struct domain *d = bench_domain(b, "net", MIB(64));

	bench_ramdisk(b, d, 20480, 1);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 4);
	ck_assert_ptr_ne(bench_find(b, "net")->kernel_module,
			 bench_find(b, "net")->ramdisk_module);
}
END_TEST

START_TEST(partial_trees_are_not_shared)
{
	bench_partial(b, bench_domain(b, "net", MIB(64)), 400);
	bench_partial(b, bench_domain(b, "io", MIB(64)), 400);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 5);
	ck_assert_int_eq(bench_find(b, "io")->tree_module->kind,
			 MODULE_GUEST_TREE);
}
END_TEST

START_TEST(what_lies_somewhere_already_is_shared_from_there)
{
	bench_domain(b, "net", MIB(64));
	bench_domain(b, "io", MIB(64));
	pin((struct file *)b->domains[1].kernel.file, 0x50000000);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 3);
	ck_assert_uint_eq(module(2)->at.range.base, 0x50000000);
	ck_assert(module(2)->file->has_at);
	ck_assert_str_eq(module(2)->domain->name, "net");
	bench_clean(b);
}
END_TEST

START_TEST(one_content_at_two_places_is_two_modules)
{
	bench_domain(b, "net", MIB(64));
	bench_domain(b, "io", MIB(64));
	pin((struct file *)b->domains[0].kernel.file, 0x50000000);
	pin((struct file *)b->domains[1].kernel.file, 0x51000000);
	ck_assert_uint_eq(bench_plan(b)->n_modules, 4);
	bench_clean(b);
}
END_TEST

START_TEST(a_gzipped_kernel_at_one_place_is_for_one_domain)
{
	struct file *first = bench_gzip(b, MIB(1), MIB(2), 1);
	struct file *second = bench_gzip(b, MIB(1), MIB(2), 1);
	const struct diag_item *i;

	bench_kernel(b, bench_domain(b, "net", MIB(64)), first);
	bench_kernel(b, bench_domain(b, "io", MIB(64)), second);
	pin(first, 0x50000000);
	pin(second, 0x50000000);
	bench_plan(b);
	i = bench_item(b, E_GZIP_SHARED);
	bench_says(i, "domain 'io': its gzipped kernel at 0x50000000");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + 10 + LINE_KERNEL);
	ck_assert_uint_eq(i->notes->place.line, LINE_DOMAINS + LINE_KERNEL);
}
END_TEST

START_TEST(no_free_place_is_an_error)
{
	const struct diag_item *i;

	b->memory[0].range.size = MIB(256);
	bench_keep_free(b, 0x48200000, MIB(100));
	bench_ramdisk(b, bench_domain(b, "net", MIB(4)), MIB(130), 2);
	bench_plan(b);
	i = bench_item(b, E_NO_ROOM);
	bench_says(i, "the ramdisk of domain 'net'");
	/* from the kernel at 0x40400000 to the board tree */
	bench_says(i, "0x40405000-0x47ffffff");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + LINE_RAMDISK);
}
END_TEST

START_TEST(thirty_two_modules_are_enough)
{
	for (size_t i = 0; i < 30; i++)
		numbered(i);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 32);
	bench_clean(b);
}
END_TEST

START_TEST(thirty_three_modules_are_too_many)
{
	const struct diag_item *i;

	for (size_t d = 0; d < 30; d++)
		numbered(d);
	bench_partial(b, &b->domains[29], 400);
	bench_plan(b);
	i = bench_item(b, E_MODULES_MANY);
	bench_says(i, "33 boot modules");
	bench_says(i, "30 kernels, 0 ramdisks, 1 partial trees");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + 290 + LINE_TREE);
}
END_TEST

START_TEST(shared_modules_count_once)
{
	for (size_t i = 0; i < 60; i++)
		bench_domain(b, arena_printf(b->arena, "d%zu", i), MIB(8));
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 3);
	bench_clean(b);
}
END_TEST

START_TEST(thirty_three_command_lines_are_too_many)
{
	for (size_t i = 0; i < 34; i++) {
		struct domain *d = bench_domain(b, i ? arena_printf(b->arena,
						"d%zu", i) : "dom0", MIB(8));

		d->kernel.cmdline.v = i == 5 ? "" : "quiet";
		if (i == 32)
			bench_plan(b);
	}
	/* dom0's is not in the list, and d5 has none: 32 and then */
	bench_clean(b);
	bench_domain(b, "last", MIB(8))->kernel.cmdline.v = "quiet";
	bench_plan(b);
	bench_says(bench_item(b, E_CMDLINES_MANY), "33 domains");
	bench_says(bench_item(b, E_CMDLINES_MANY), "'last'");
}
END_TEST

START_TEST(xl_domains_need_no_module)
{
	bench_domain(b, "later", MIB(64))->start = START_XL;
	ck_assert_uint_eq(bench_plan(b)->n_modules, 2);
}
END_TEST

static void add_sharing(TCase *t)
{
	tcase_add_test(t, a_raw_kernel_is_loaded_once);
	tcase_add_test(t, dom0_and_a_guest_share_dom0s_module);
	tcase_add_test(t, a_gzipped_kernel_is_loaded_for_each);
	tcase_add_test(t, a_gzipped_ramdisk_is_shared);
	tcase_add_test(t, other_content_of_the_same_size_is_not_shared);
	tcase_add_test(t, kernel_and_ramdisk_of_the_same_content_are_two);
	tcase_add_test(t, partial_trees_are_not_shared);
	tcase_add_test(t, what_lies_somewhere_already_is_shared_from_there);
	tcase_add_test(t, one_content_at_two_places_is_two_modules);
	tcase_add_test(t, a_gzipped_kernel_at_one_place_is_for_one_domain);
}

Suite *suite_plan_modules(void);
Suite *suite_plan_modules(void)
{
	Suite *s = suite_create("plan_modules");
	TCase *t = tcase_create("modules");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, xen_and_the_board_tree_come_first);
	tcase_add_test(t, modules_are_an_array_and_a_list);
	tcase_add_test(t, the_lowest_aligned_place_is_taken);
	tcase_add_test(t, a_smaller_alignment_packs_them);
	tcase_add_test(t, sizes_are_exact);
	tcase_add_test(t, places_keep_clear_of_what_is_taken);
	tcase_add_test(t, a_pin_is_kept_clear_of_by_earlier_modules);
	tcase_add_test(t, dom0_is_met_first_wherever_it_stands);
	add_sharing(t);
	tcase_add_test(t, no_free_place_is_an_error);
	tcase_add_test(t, thirty_two_modules_are_enough);
	tcase_add_test(t, thirty_three_modules_are_too_many);
	tcase_add_test(t, shared_modules_count_once);
	tcase_add_test(t, thirty_three_command_lines_are_too_many);
	tcase_add_test(t, xl_domains_need_no_module);
	suite_add_tcase(s, t);
	return s;
}
