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

static void use_417(void)
{
	b->system.target.facts = facts_find("4.17");
	ck_assert_ptr_nonnull(b->system.target.facts);
}

static const struct plan_domain *guest(uint64_t ram)
{
	bench_domain(b, "net", ram)->enhanced = ENHANCED_NO_XENSTORE;
	return bench_find(b, "net");
}

START_TEST(both_banks_have_a_region_behind_the_ram)
{
	const struct plan_domain *pd = guest(MIB(512));

	ck_assert_uint_eq(pd->n_regions, 2);
	assert_range(pd->regions[0].range, 0x60000000, 0x100000000);
	assert_range(pd->regions[1].range, 0x200000000, 0x10000000000);
	bench_clean(b);
}
END_TEST

/* Seen on Xen 4.20 under QEMU. */
START_TEST(a_full_first_bank_has_no_region)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(8));
	pd = guest(GIB(5));
	ck_assert_uint_eq(pd->n_regions, 1);
	assert_range(pd->regions[0].range, 0x280000000, 0x10000000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_region_begins_at_a_multiple_of_2_mib)
{
	assert_range(guest(0x4001000)->regions[0].range, 0x44200000,
		     0x100000000);
}
END_TEST

START_TEST(less_than_64_mib_is_no_region)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(8));
	pd = guest(GIB(3) - MIB(64) + PAGE_BYTES);
	ck_assert_uint_eq(pd->n_regions, 1);
	ck_assert_uint_eq(pd->regions[0].range.base, 0x200000000);
}
END_TEST

START_TEST(exactly_64_mib_is_one)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(8));
	pd = guest(GIB(3) - MIB(64));
	ck_assert_uint_eq(pd->n_regions, 2);
	assert_range(pd->regions[0].range, 0xfc000000, 0x100000000);
}
END_TEST

START_TEST(the_address_width_ends_a_region)
{
	const struct plan_domain *pd;

	b->system.target.ipa_bits.v = 36;
	pd = guest(MIB(512));
	ck_assert_uint_eq(pd->n_regions, 2);
	assert_range(pd->regions[1].range, 0x200000000, 0x1000000000);
}
END_TEST

START_TEST(thirty_two_bits_have_no_second_region)
{
	b->system.target.ipa_bits.v = 32;
	ck_assert_uint_eq(guest(MIB(512))->n_regions, 1);
}
END_TEST

START_TEST(more_than_40_bits_change_nothing)
{
	b->system.target.ipa_bits.v = 48;
	assert_range(guest(MIB(512))->regions[1].range, 0x200000000,
		     0x10000000000);
}
END_TEST

START_TEST(static_memory_leaves_the_same_regions)
{
	struct domain *d = bench_domain(b, "net", MIB(64));

	bench_static(b, d, 0x70000000, MIB(64));
	d->enhanced = ENHANCED_NO_XENSTORE;
	assert_range(bench_find(b, "net")->regions[0].range, 0x44000000,
		     0x100000000);
}
END_TEST

START_TEST(without_a_hypervisor_node_there_are_none)
{
	bench_domain(b, "net", MIB(64));
	ck_assert(!bench_find(b, "net")->hypervisor_node);
	ck_assert_uint_eq(bench_find(b, "net")->n_regions, 0);
	bench_clean(b);
}
END_TEST

START_TEST(ext_regions_off_leaves_none)
{
	bench_cmdline(b, "console=dtuart ext_regions=off");
	ck_assert_uint_eq(guest(MIB(64))->n_regions, 0);
	bench_clean(b);
}
END_TEST

START_TEST(no_region_at_all_is_a_warning)
{
	b->system.target.ipa_bits.v = 32;
	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(8));
	ck_assert_uint_eq(guest(GIB(3))->n_regions, 0);
	bench_says(bench_item(b, E_REGIONS_NONE), "32 address bits");
}
END_TEST

/* ---- host layout ---- */

START_TEST(a_direct_map_has_the_rest_of_the_hosts_ram)
{
	const struct plan_domain *pd;

	bench_direct(b, "net", 0x70000000, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 2);
	/* the last 2 MiB of each are lost */
	assert_range(pd->regions[0].range, 0x40000000, 0x6fe00000);
	assert_range(pd->regions[1].range, 0x74000000, 0xbfe00000);
	bench_clean(b);
}
END_TEST

START_TEST(release_417_does_not_lose_the_last_2_mib)
{
	const struct plan_domain *pd;

	use_417();
	bench_direct(b, "net", 0x70000000, MIB(64));
	pd = bench_find(b, "net");
	assert_range(pd->regions[0].range, 0x40000000, 0x70000000);
	assert_range(pd->regions[1].range, 0x74000000, 0xc0000000);
}
END_TEST

START_TEST(an_end_between_2_mib_steps_loses_nothing)
{
	const struct plan_domain *pd;

	bench_direct(b, "net", 0x70001000, MIB(64));
	pd = bench_find(b, "net");
	assert_range(pd->regions[0].range, 0x40000000, 0x70000000);
	assert_range(pd->regions[1].range, 0x74200000, 0xbfe00000);
}
END_TEST

START_TEST(static_memory_of_other_domains_is_reserved)
{
	const struct plan_domain *pd;
	struct domain *other;

	bench_direct(b, "net", 0x70000000, MIB(64));
	other = bench_domain(b, "io", MIB(64));
	bench_static(b, other, 0x80000000, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[1].range, 0x74000000, 0x7fe00000);
	assert_range(pd->regions[2].range, 0x84000000, 0xbfe00000);
}
END_TEST

START_TEST(reserved_memory_is_left_out)
{
	const struct plan_domain *pd;

	bench_reserve(b, "/reserved-memory/fw", 0x90000000, 0x1234);
	bench_direct(b, "net", 0x70000000, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[1].range, 0x74000000, 0x8fe00000);
	assert_range(pd->regions[2].range, 0x90200000, 0xbfe00000);
}
END_TEST

START_TEST(memreserve_is_left_out_from_420_on)
{
	bench_reserve(b, "/memreserve/", 0x90000000, MIB(2));
	bench_direct(b, "net", 0x70000000, MIB(64));
	ck_assert_uint_eq(bench_find(b, "net")->n_regions, 3);
	use_417();
	bench_plan(b);
	ck_assert_uint_eq(bench_find(b, "net")->n_regions, 2);
}
END_TEST

START_TEST(the_grant_table_is_left_out)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0, GIB(2));
	bench_direct(b, "net", 0x60000000, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[0].range, 0, 0x37e00000);
	assert_range(pd->regions[1].range, 0x39000000, 0x5fe00000);
	assert_range(pd->regions[2].range, 0x64000000, 0x7fe00000);
}
END_TEST

START_TEST(ram_banks_that_touch_are_one)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, GIB(1));
	bench_ram(b, 0x80000000, GIB(1));
	bench_direct(b, "net", 0x40000000, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 1);
	assert_range(pd->regions[0].range, 0x44000000, 0xbfe00000);
}
END_TEST

START_TEST(host_ram_past_the_address_width_is_left_out)
{
	const struct plan_domain *pd;

	b->system.target.ipa_bits.v = 32;
	bench_ram(b, 0xe0000000, GIB(4));
	bench_direct(b, "net", 0x40000000, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 2);
	assert_range(pd->regions[1].range, 0xe0000000, 0xffe00000);
}
END_TEST

START_TEST(small_pieces_are_no_regions)
{
	const struct plan_domain *pd;

	/* 66 MiB before it, of which 64 are left; 65 behind it */
	b->board.n_memory = 0;
	bench_ram(b, 0x40000000, MIB(66 + 16 + 65));
	bench_direct(b, "net", 0x40000000 + MIB(66), MIB(16));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 2);
	ck_assert_uint_eq(pd->regions[0].range.size, MIB(64));
	ck_assert_uint_eq(pd->regions[1].range.size, MIB(64));
}
END_TEST

/* ---- IOMMU ---- */

static void use_iommu(void)
{
	b->system.target.iommu.v = true;
	bench_mmio(b, 0x08000000, 0x10000);
	bench_mmio(b, 0x09000000, 0x1000);
	bench_mmio(b, 0x09000800, 0x18);
	bench_mmio(b, 0x10000000, 0x2eff0000);
}

START_TEST(an_iommu_leaves_what_the_tree_does_not_name)
{
	const struct plan_domain *pd;
	struct domain *d;

	use_iommu();
	d = bench_direct(b, "net", 0x70000000, MIB(64));
	bench_partial(b, d, 400);
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[0].range, 0, 0x07e00000);
	assert_range(pd->regions[1].range, 0x09200000, 0x0fe00000);
	assert_range(pd->regions[2].range, 0xc0000000, 0xffffe00000);
	bench_clean(b);
}
END_TEST

START_TEST(without_a_partial_tree_there_is_no_iommu)
{
	use_iommu();
	bench_direct(b, "net", 0x70000000, MIB(64));
	ck_assert_uint_eq(bench_find(b, "net")->regions[0].range.base,
			  0x40000000);
}
END_TEST

START_TEST(a_later_domains_partial_tree_brings_an_iommu)
{
	use_iommu();
	bench_direct(b, "before", 0x70000000, MIB(64));
	bench_partial(b, bench_domain(b, "with", MIB(64)), 400);
	bench_direct(b, "after", 0x80000000, MIB(64));
	ck_assert_uint_eq(bench_find(b, "before")->regions[0].range.base, 0);
	ck_assert_uint_eq(bench_find(b, "after")->regions[0].range.base,
			  0x40000000);
}
END_TEST

START_TEST(an_address_that_xen_cannot_translate_leaves_nothing)
{
	use_iommu();
	b->board.untranslated = "/soc/flash/partition@0";
	bench_partial(b, bench_direct(b, "net", 0x70000000, MIB(64)), 400);
	ck_assert_uint_eq(bench_find(b, "net")->n_regions, 0);
	bench_says(bench_item(b, E_REGIONS_NONE), "/soc/flash/partition@0");
}
END_TEST

START_TEST(xen_lists_256_regions_at_most)
{
	const struct plan_domain *pd;

	b->board.n_memory = 0;
	bench_ram(b, 0, GIB(256));
	for (uint64_t i = 0; i < 290; i++)
		bench_reserve(b, "/reserved-memory/r", GIB(1) + i * MIB(128),
			      PAGE_BYTES);
	bench_direct(b, "net", 0, MIB(64));
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 256);
}
END_TEST

/* Blocks of 2 MiB that nothing touches, the way one would explain regions. */
static bool is_free_block(size_t i)
{
	struct range block = { 0x40000000 + i * MIB(2), MIB(2) };

	for (size_t j = 0; j < b->board.n_reserved; j++)
		if (range_overlap(block, b->reserved[j].range))
			return false;
	return i > 0 && i < 1024;	/* the first is the domain's own */
}

START_TEST(regions_are_the_free_blocks)
{
	uint64_t seed = (uint64_t)_i * 7919 + 1;
	const struct plan_domain *pd;
	size_t n = 0;

	use_417();
	bench_direct(b, "net", 0x40000000, MIB(2));
	for (size_t i = 0; i < 6; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		bench_reserve(b, "/reserved-memory/r",
			      0x40000000 + (seed >> 40) % MIB(2000),
			      (seed >> 36) % MIB(8) + 1);
	}
	pd = bench_find(b, "net");
	for (size_t i = 0, end; i < 1024; i = end + 1) {
		for (end = i; is_free_block(end); end++)
			;
		if (end - i < 32)
			continue;
		ck_assert_uint_lt(n, pd->n_regions);
		assert_range(pd->regions[n].range, 0x40000000 + i * MIB(2),
			     0x40000000 + end * MIB(2));
		n++;
	}
	ck_assert_uint_eq(n, pd->n_regions);
}
END_TEST

static void add_host(TCase *t)
{
	tcase_add_test(t, a_direct_map_has_the_rest_of_the_hosts_ram);
	tcase_add_test(t, release_417_does_not_lose_the_last_2_mib);
	tcase_add_test(t, an_end_between_2_mib_steps_loses_nothing);
	tcase_add_test(t, static_memory_of_other_domains_is_reserved);
	tcase_add_test(t, reserved_memory_is_left_out);
	tcase_add_test(t, memreserve_is_left_out_from_420_on);
	tcase_add_test(t, the_grant_table_is_left_out);
	tcase_add_test(t, ram_banks_that_touch_are_one);
	tcase_add_test(t, host_ram_past_the_address_width_is_left_out);
	tcase_add_test(t, small_pieces_are_no_regions);
	tcase_add_test(t, an_iommu_leaves_what_the_tree_does_not_name);
	tcase_add_test(t, without_a_partial_tree_there_is_no_iommu);
	tcase_add_test(t, a_later_domains_partial_tree_brings_an_iommu);
	tcase_add_test(t, an_address_that_xen_cannot_translate_leaves_nothing);
	tcase_add_test(t, xen_lists_256_regions_at_most);
	tcase_add_loop_test(t, regions_are_the_free_blocks, 0, 50);
}

Suite *suite_plan_regions(void);
Suite *suite_plan_regions(void)
{
	Suite *s = suite_create("plan_regions");
	TCase *t = tcase_create("regions");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, both_banks_have_a_region_behind_the_ram);
	tcase_add_test(t, a_full_first_bank_has_no_region);
	tcase_add_test(t, a_region_begins_at_a_multiple_of_2_mib);
	tcase_add_test(t, less_than_64_mib_is_no_region);
	tcase_add_test(t, exactly_64_mib_is_one);
	tcase_add_test(t, the_address_width_ends_a_region);
	tcase_add_test(t, thirty_two_bits_have_no_second_region);
	tcase_add_test(t, more_than_40_bits_change_nothing);
	tcase_add_test(t, static_memory_leaves_the_same_regions);
	tcase_add_test(t, without_a_hypervisor_node_there_are_none);
	tcase_add_test(t, ext_regions_off_leaves_none);
	tcase_add_test(t, no_region_at_all_is_a_warning);
	add_host(t);
	suite_add_tcase(s, t);
	return s;
}
