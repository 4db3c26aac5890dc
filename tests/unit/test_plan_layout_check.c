/* SPDX-License-Identifier: BSD-2-Clause */
/* What the target's Xen would refuse of a layout, and in which order. */
#include "layout_fixture.h"

static struct bench *b;
static struct domain *d;

static void setup(void)
{
	b = layout_bench();
	d = layout_domain(b, "net");
}

static void teardown(void)
{
	bench_free(b);
}

/* The only finding, on line @line of the domain's address space. */
static const struct diag_item *only(enum diag_code code, unsigned int line)
{
	bench_plan(b);
	ck_assert_uint_eq(b->diags->n_items, 1);
	ck_assert_str_eq(diag_codes[b->diags->items->code].number,
			 diag_codes[code].number);
	ck_assert_uint_eq(b->diags->items->place.line, LINE_SPACE + line);
	return b->diags->items;
}

/* Finding @n says @text. */
static void nth_is(size_t n, const char *text)
{
	const struct diag_item *i = b->diags->items;

	while (n-- && i)
		i = i->next;
	ck_assert_ptr_nonnull(i);
	ck_assert_str_eq(i->text, text);
}

START_TEST(a_layout_needs_a_hypervisor_node)
{
	d->enhanced = ENHANCED_OFF;
	give_grant_base(b, d, 0x3a000000);
	bench_says(only(E_LAYOUT_NOT_ENHANCED, 0), "enhanced: no-xenstore");
	ck_assert(bench_find(b, "net")->layout);
}
END_TEST

START_TEST(sixteen_regions_are_the_most)
{
	for (unsigned int i = 0; i < 17; i++)
		give_region(b, d, GIB(16) + i * GIB(1), MIB(64));
	ck_assert_str_eq(only(E_LAYOUT_REGIONS_MANY, LINE_REGIONS + 16)->text,
			 "domain 'net': 17 extended regions, a layout has 16 at most: this is the first too many");
}
END_TEST

START_TEST(a_range_past_64_bits_is_refused_and_kept_for_xen)
{
	const struct plan_domain *pd;

	give_grant_base(b, d, UINT64_C(0xfffffffffff00000));
	d->space.grant_size = bench_u64(MIB(16), 9);
	only(E_LAYOUT_WRAPS, LINE_GRANT_BASE);
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->grant_past_end, MIB(16));
	ck_assert_uint_eq(pd->grant_table.range.size, 0);
}
END_TEST

START_TEST(a_size_past_64_bits_is_refused_at_the_default_base)
{
	const uint64_t most = UINT64_MAX - (PAGE_BYTES - 1);

	d->space.grant_size = bench_u64(most, LINE_SPACE + 9);
	only(E_LAYOUT_WRAPS, 9);
	ck_assert_uint_eq(bench_find(b, "net")->grant_past_end, most);
	ck_assert_uint_eq(bench_find(b, "net")->grant_table.range.size, 0);
}
END_TEST

START_TEST(magic_pages_past_64_bits_are_refused)
{
	give_magic_base(b, d, UINT64_C(0xfffffffffff00000));
	only(E_LAYOUT_WRAPS, LINE_MAGIC_BASE);
}
END_TEST

START_TEST(a_region_is_aligned_to_2_mib)
{
	give_region(b, d, 0x80100000, MIB(64));
	bench_says(only(E_LAYOUT_NOT_ALIGNED, LINE_REGIONS),
		   "extended region 0x80100000-0x840fffff");
}
END_TEST

START_TEST(a_regions_size_is_aligned_too)
{
	give_region(b, d, 0x80000000, MIB(65));
	only(E_LAYOUT_NOT_ALIGNED, LINE_REGIONS);
}
END_TEST

START_TEST(a_grant_table_is_aligned_to_pages)
{
	give_grant_base(b, d, 0x3a000800);
	bench_says(only(E_LAYOUT_NOT_ALIGNED, LINE_GRANT_BASE),
		   "multiples of 4 KiB");
}
END_TEST

START_TEST(magic_pages_are_aligned_to_pages)
{
	give_magic_base(b, d, 0x3a000800);
	only(E_LAYOUT_NOT_ALIGNED, LINE_MAGIC_BASE);
}
END_TEST

START_TEST(a_region_has_64_mib_at_least)
{
	give_region(b, d, 0x80000000, MIB(62));
	bench_says(only(E_LAYOUT_TOO_SMALL, LINE_REGIONS),
		   "62 MiB, 64 MiB at least");
}
END_TEST

START_TEST(a_grant_table_holds_all_frames)
{
	const struct diag_item *i;

	give_grant_base(b, d, 0x3a000000);
	d->space.grant_size = bench_u64(KIB(256) - PAGE_BYTES, 9);
	i = only(E_LAYOUT_TOO_SMALL, LINE_GRANT_BASE);
	bench_says(i, "252 KiB, 256 KiB at least");
	bench_says(i, "64 grant frames");
}
END_TEST

START_TEST(exactly_enough_frames_is_enough)
{
	d->grants.frames = bench_u64(256, 9);
	d->space.grant_size = bench_u64(MIB(1), 9);
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(a_region_ends_within_the_address_width)
{
	b->system.target.ipa_bits.v = 36;
	give_region(b, d, UINT64_C(0xff8000000), MIB(256));
	bench_says(only(E_LAYOUT_BEYOND_IPA, LINE_REGIONS), "0xfffffffff");
}
END_TEST

START_TEST(regions_are_listed_upwards)
{
	give_region(b, d, 0x90000000, MIB(128));
	give_region(b, d, 0x80000000, MIB(128));
	bench_says(only(E_LAYOUT_ORDER, LINE_REGIONS + 1), "0x90000000");
}
END_TEST

START_TEST(regions_that_adjoin_are_fine)
{
	give_region(b, d, 0x80000000, MIB(128));
	give_region(b, d, 0x88000000, MIB(128));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(overlap_names_both_ranges_and_their_lines)
{
	const struct diag_item *i;

	give_region(b, d, 0x5ff00000 - MIB(1), MIB(128));
	bench_plan(b);
	i = bench_item(b, E_LAYOUT_OVERLAP);
	bench_says(i, "extended region 0x5fe00000-0x67dfffff");
	bench_says(i, "RAM 0x40000000-0x5fffffff");
	ck_assert_uint_eq(i->place.line, LINE_SPACE + LINE_REGIONS);
	ck_assert_uint_eq(i->notes->place.line, LINE_DOMAINS + LINE_MEMORY);
}
END_TEST

START_TEST(a_fact_of_the_release_is_named_as_such)
{
	give_grant_base(b, d, 0x22000000);
	d->vpl011.v = true;
	bench_says(only(E_LAYOUT_OVERLAP, LINE_GRANT_BASE),
		   "GUEST_PL011), a fact of Xen 4.20");
}
END_TEST

/* Each kind of what others have taken, and a grant table on its last page. */
static const struct {
	const char *name;
	uint64_t page;
} takers[] = {
	{ "RAM", 0x5ffff000 },
	{ "the GIC distributor", 0x0300f000 },
	{ "a GIC redistributor", 0x0401f000 },
	{ "the emulated UART", 0x22000000 },
	{ "the virtio-mmio window", 0x020ff000 },
	{ "the vPCI configuration window", 0x1ffff000 },
	{ "the vPCI memory window", 0x32fff000 },
	{ "the vPCI prefetch window", 0x1fffff000 },
	{ "the ACPI window", 0x21fff000 },
	{ "static shared memory 'ring'", 0x70001000 },
	{ "xen,reg of /passthrough/dev", 0x71000000 },
	{ "the magic pages", 0x3b000000 },
};

START_TEST(each_kind_is_kept_clear_of)
{
	d->vpl011.v = true;
	d->space.grant_size = bench_u64(KIB(256), 9);
	d->space.regions = REGIONS_NONE;
	give_shared(b, "ring", 2 * PAGE_BYTES, "net", 0x70000000);
	give_device(b, d, 0x71000000, PAGE_BYTES);
	give_magic_base(b, d, 0x3b000000);
	give_grant_base(b, d, takers[_i].page);
	bench_plan(b);
	bench_says(bench_item(b, E_LAYOUT_OVERLAP), takers[_i].name);
}
END_TEST

START_TEST(just_behind_each_kind_is_free)
{
	d->space.grant_size = bench_u64(KIB(256), 9);
	d->space.regions = REGIONS_NONE;
	give_shared(b, "ring", 2 * PAGE_BYTES, "net", 0x70000000);
	give_grant_base(b, d, 0x70002000);
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_map_has_none_of_the_fixed_windows)
{
	struct domain *direct = layout_direct(b, "direct", 0x60000000,
					      MIB(64));

	give_grant_base(b, direct, 0x02000000);
	give_magic_base(b, direct, 0x10000000);
	bench_plan(b);
	bench_clean(b);
}
END_TEST

/* Xen stops in its first stage at the window, though the RAM is lower. */
START_TEST(what_xen_sees_first_comes_first)
{
	give_region(b, d, 0x5fe00000, MIB(128));
	give_magic_base(b, d, 0x100000000);
	bench_plan(b);
	ck_assert_uint_eq(b->diags->n_items, 2);
	bench_says(b->diags->items, "the vPCI prefetch window");
	bench_says(b->diags->items->next, "RAM");
}
END_TEST

START_TEST(findings_are_sorted_by_both_bases)
{
	give_region(b, d, 0x90000000, MIB(128));
	give_region(b, d, 0x88000000, MIB(256));
	give_region(b, d, 0x80100000, MIB(256));
	bench_plan(b);
	ck_assert_uint_eq(b->diags->n_items, 6);
	nth_is(0, "domain 'net': extended region 0x80100000-0x900fffff: base and size must be multiples of 2 MiB");
	ck_assert_int_eq(b->diags->items->next->code, E_LAYOUT_ORDER);
	ck_assert_int_eq(b->diags->items->next->next->code, E_LAYOUT_OVERLAP);
}
END_TEST

START_TEST(a_rule_on_one_range_comes_before_its_pairs)
{
	give_region(b, d, 0x5fe00000, MIB(63));
	bench_plan(b);
	ck_assert_uint_eq(b->diags->n_items, 3);
	ck_assert_int_eq(b->diags->items->code, E_LAYOUT_NOT_ALIGNED);
	ck_assert_int_eq(b->diags->items->next->code, E_LAYOUT_TOO_SMALL);
	ck_assert_int_eq(b->diags->items->next->next->code, E_LAYOUT_OVERLAP);
}
END_TEST

START_TEST(an_exposed_window_is_not_xens_affair)
{
	give_region(b, d, 0x80000000, MIB(128));
	give_expose(b, d, 0x80000000, MIB(1));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(the_xenstore_page_is_below_16_tib)
{
	bench_domain(b, "dom0", MIB(256));
	d->enhanced = ENHANCED_TRUE;
	b->system.target.ipa_bits.v = 48;
	give_magic_base(b, d, UINT64_C(1) << 44);
	only(E_LAYOUT_XENSTORE_PAGE, LINE_MAGIC_BASE);
}
END_TEST

START_TEST(without_xenstore_magic_pages_may_be_higher)
{
	b->system.target.ipa_bits.v = 48;
	give_magic_base(b, d, UINT64_C(1) << 44);
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(a_flood_of_overlaps_is_cut_at_its_end)
{
	give_region(b, d, 0x200000000, GIB(64));
	d->xen_regs = arena_array(b->arena, 20000, sizeof(*d->xen_regs));
	bench_partial(b, d, 1000);
	for (uint64_t i = 0; i < 20000; i++)
		d->xen_regs[d->n_xen_regs++] = (struct xen_reg){
			{ 0x200000000 + i * PAGE_BYTES, PAGE_BYTES }, 0, "/p", NULL,
			false };
	bench_plan(b);
	ck_assert_uint_eq(b->diags->n_items, LIMIT_DIAGNOSTICS);
	bench_says(b->diags->items, "0x200000000-0x200000fff");
}
END_TEST

Suite *suite_plan_layout_check(void);
Suite *suite_plan_layout_check(void)
{
	Suite *s = suite_create("plan_layout_check");
	TCase *t = tcase_create("check");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_layout_needs_a_hypervisor_node);
	tcase_add_test(t, sixteen_regions_are_the_most);
	tcase_add_test(t, a_range_past_64_bits_is_refused_and_kept_for_xen);
	tcase_add_test(t, magic_pages_past_64_bits_are_refused);
	tcase_add_test(t, a_size_past_64_bits_is_refused_at_the_default_base);
	tcase_add_test(t, a_region_is_aligned_to_2_mib);
	tcase_add_test(t, a_regions_size_is_aligned_too);
	tcase_add_test(t, a_grant_table_is_aligned_to_pages);
	tcase_add_test(t, magic_pages_are_aligned_to_pages);
	tcase_add_test(t, a_region_has_64_mib_at_least);
	tcase_add_test(t, a_grant_table_holds_all_frames);
	tcase_add_test(t, exactly_enough_frames_is_enough);
	tcase_add_test(t, a_region_ends_within_the_address_width);
	tcase_add_test(t, regions_are_listed_upwards);
	tcase_add_test(t, regions_that_adjoin_are_fine);
	tcase_add_test(t, overlap_names_both_ranges_and_their_lines);
	tcase_add_test(t, a_fact_of_the_release_is_named_as_such);
	tcase_add_loop_test(t, each_kind_is_kept_clear_of, 0,
			    sizeof(takers) / sizeof(takers[0]));
	tcase_add_test(t, just_behind_each_kind_is_free);
	tcase_add_test(t, a_direct_map_has_none_of_the_fixed_windows);
	tcase_add_test(t, what_xen_sees_first_comes_first);
	tcase_add_test(t, findings_are_sorted_by_both_bases);
	tcase_add_test(t, a_rule_on_one_range_comes_before_its_pairs);
	tcase_add_test(t, an_exposed_window_is_not_xens_affair);
	tcase_add_test(t, the_xenstore_page_is_below_16_tib);
	tcase_add_test(t, without_xenstore_magic_pages_may_be_higher);
	tcase_add_test(t, a_flood_of_overlaps_is_cut_at_its_end);
	suite_add_tcase(s, t);
	return s;
}
