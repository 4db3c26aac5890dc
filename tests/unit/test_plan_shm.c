/* SPDX-License-Identifier: BSD-2-Clause */
/* Static shared memory: where it is on the host, who sees it where. */
#include "layout_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
}

static void teardown(void)
{
	bench_free(b);
}

static struct domain *domain(const char *name)
{
	struct domain *d = bench_domain(b, name, MIB(64));

	d->enhanced = ENHANCED_NO_XENSTORE;
	return d;
}

START_TEST(domc_takes_the_lowest_free_host_ram)
{
	const struct plan_domain *pd;

	domain("net");
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_shm, 1);
	/* Behind Xen, which QEMU puts 2 MiB above the start of RAM. */
	assert_range(pd->shm[0].host.range, 0x40400000, 0x40600000);
	assert_range(pd->shm[0].guest.range, 0x70000000, 0x70200000);
	bench_clean(b);
}
END_TEST

START_TEST(all_who_see_it_see_one_piece)
{
	struct shared_memory *s;

	domain("net");
	domain("app");
	s = give_shared(b, "ring", MIB(2), "net", 0x70000000);
	share_with(s, "app", 0x80000000);
	ck_assert_uint_eq(bench_find(b, "net")->shm[0].host.range.base,
			  bench_find(b, "app")->shm[0].host.range.base);
	ck_assert_uint_eq(bench_find(b, "app")->shm[0].guest.range.base,
			  0x80000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_given_host_address_is_taken)
{
	domain("net");
	give_shared(b, "ring", MIB(1), "net", 0x70000000)->host =
		bench_u64(0x60000000, 9);
	assert_range(bench_find(b, "net")->shm[0].host.range, 0x60000000,
		     0x60100000);
	bench_clean(b);
}
END_TEST

START_TEST(what_is_chosen_keeps_clear_of_what_is_given)
{
	domain("net");
	give_shared(b, "chosen", KIB(64), "net", 0x70000000);
	give_shared(b, "given", KIB(64), "net", 0x70100000)->host =
		bench_u64(0x40001000, 9);
	ck_assert_uint_eq(bench_find(b, "net")->shm[0].host.range.base,
			  0x40011000);
	bench_clean(b);
}
END_TEST

START_TEST(less_than_2_mib_needs_whole_pages_only)
{
	domain("net");
	give_shared(b, "small", PAGE_BYTES, "net", 0x70000000);
	/* Between QEMU's first page and Xen. */
	ck_assert_uint_eq(bench_find(b, "net")->shm[0].host.range.base,
			  0x40001000);
}
END_TEST

START_TEST(the_owner_is_told_from_the_others)
{
	struct shared_memory *s;

	domain("net");
	domain("app");
	s = give_shared(b, "ring", MIB(2), "net", 0x70000000);
	share_with(s, "app", 0x80000000);
	s->owner = "app";
	ck_assert(!bench_find(b, "net")->shm[0].owner);
	ck_assert(bench_find(b, "app")->shm[0].owner);
}
END_TEST

START_TEST(boot_modules_keep_clear_of_it)
{
	domain("net");
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	ck_assert_uint_eq(bench_find(b, "net")->kernel_module->at.range.base,
			  0x40600000);
}
END_TEST

START_TEST(it_must_lie_in_ram)
{
	domain("net");
	give_shared(b, "ring", MIB(2), "net", 0x70000000)->host =
		bench_u64(0x10000000, 9);
	bench_plan(b);
	bench_says(bench_item(b, E_OUTSIDE_RAM),
		   "static shared memory 'ring'");
}
END_TEST

START_TEST(static_memory_is_not_for_sharing)
{
	const struct diag_item *i;

	bench_static(b, domain("net"), 0x60000000, MIB(64));
	give_shared(b, "ring", MIB(2), "net", 0x70000000)->host =
		bench_u64(0x60000000, 9);
	bench_plan(b);
	i = bench_item(b, E_HOST_OVERLAP);
	bench_says(i, "static shared memory 'ring' 0x60000000-0x601fffff");
	ck_assert_uint_eq(i->place.line, 9);
}
END_TEST

START_TEST(a_direct_map_brings_its_own_address)
{
	const struct plan_domain *pd;

	bench_direct(b, "net", 0x60000000, MIB(64));
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	pd = bench_find(b, "net");
	assert_range(pd->shm[0].host.range, 0x70000000, 0x70200000);
	ck_assert_str_eq(pd->shm[0].host.reason,
			 "direct map: where domain 'net' sees it");
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_map_cannot_see_it_elsewhere)
{
	const struct diag_item *i;

	bench_direct(b, "net", 0x60000000, MIB(64));
	give_shared(b, "ring", MIB(2), "net", 0x70000000)->host =
		bench_u64(0x78000000, 9);
	bench_plan(b);
	i = bench_item(b, E_SHM_DIRECT_MAP);
	ck_assert_uint_eq(i->place.line, LINE_SHARED);
	ck_assert_uint_eq(i->notes->place.line, 9);
}
END_TEST

START_TEST(dom0_sees_host_addresses_too)
{
	bench_domain(b, "dom0", MIB(256));
	give_shared(b, "ring", MIB(2), "dom0", 0x70000000);
	ck_assert_uint_eq(bench_find(b, "dom0")->shm[0].host.range.base,
			  0x70000000);
	bench_clean(b);
}
END_TEST

START_TEST(xen_417_needs_one_piece)
{
	b->system.target.facts = facts_find("4.17");
	domain("net");
	give_shared(b, "ring", GIB(2), "net", 0x200000000);
	bench_plan(b);
	bench_says(bench_item(b, E_SHM_NO_ROOM),
		   "no 2 GiB of host RAM are free");
}
END_TEST

/* 2 GiB of RAM, and 1 MiB in the middle of it that is 'cut's. */
static void cut_ram(void)
{
	bench_static(b, domain("cut"), 0x7ff00000, MIB(64));
}

START_TEST(xen_420_takes_pieces_of_its_heap)
{
	const struct plan_domain *pd;

	cut_ram();
	domain("net");
	give_shared(b, "ring", MIB(1100), "net", 0x200000000);
	pd = bench_find(b, "net");
	ck_assert(pd->shm[0].from_heap);
	ck_assert_uint_eq(pd->shm[0].host.range.size, 0);
	assert_range(pd->shm[0].guest.range, 0x200000000, 0x244c00000);
	ck_assert_str_eq(pd->shm[0].guest.reason,
			 "said in the file; on the host Xen's choice: pieces of its heap");
	bench_clean(b);
}
END_TEST

START_TEST(one_piece_need_not_be_aligned_to_2_mib)
{
	const struct plan_domain *pd;

	domain("net");
	bench_static(b, domain("low"), 0x40400000, 0x9c01000);
	bench_static(b, domain("cut"), 0x4e001000, 0xc0000000 - 0x4e001000);
	give_shared(b, "ring", MIB(64), "net", 0x70000000);
	pd = bench_find(b, "net");
	assert_range(pd->shm[0].host.range, 0x4a001000, 0x4e001000);
}
END_TEST

START_TEST(a_static_heap_has_pieces_of_its_own)
{
	struct set_range heap = { .range = { 0x50000000, MIB(256) } };

	cut_ram();
	b->system.hypervisor.static_heap = &heap;
	b->system.hypervisor.n_static_heap = 1;
	give_shared(b, "ring", MIB(1100), "cut", 0x200000000);
	bench_plan(b);
	bench_says(bench_item(b, E_SHM_NO_ROOM), "has not as much");
}
END_TEST

START_TEST(a_static_heap_has_less_for_domains_then)
{
	struct set_range heap = { .range = { 0x50000000, MIB(800) } };

	bench_static(b, domain("cut"), 0x90000000, MIB(64));
	bench_domain(b, "net", MIB(256));
	b->system.hypervisor.static_heap = &heap;
	b->system.hypervisor.n_static_heap = 1;
	give_shared(b, "ring", MIB(720), "cut", 0x200000000);
	bench_plan(b);
	bench_item(b, E_HEAP_SMALL);
}
END_TEST

START_TEST(xen_keeps_32_pieces_of_its_heap)
{
	struct domain *d = domain("cut");

	for (uint64_t at = 0x47f00000; at < 0xc0000000; at += 0x8000000)
		bench_static(b, d, at, MIB(1));
	d->memory.v = MIB(16);
	give_shared(b, "ring", MIB(1600), "cut", 0x200000000);
	bench_plan(b);
	bench_says(bench_item(b, E_SHM_NO_ROOM), "keeps 32 in all");
}
END_TEST

START_TEST(xen_420_keeps_32_pieces)
{
	const struct diag_item *i;

	domain("net");
	for (unsigned int n = 0; n < 33; n++)
		give_shared(b, "many", PAGE_BYTES, "net",
			    0x70000000 + n * PAGE_BYTES);
	bench_plan(b);
	i = bench_item(b, E_SHM_MANY);
	ck_assert_uint_eq(i->place.line, LINE_SHARED + 32);
}
END_TEST

START_TEST(it_counts_in_what_the_host_needs)
{
	bench_domain(b, "net", MIB(1800));
	give_shared(b, "ring", MIB(300), "net", 0x200000000);
	bench_plan(b);
	bench_says(bench_item(b, E_HOST_RAM_EXHAUSTED),
		   "static shared memory take");
}
END_TEST

/* Seen on Xen 4.20: the last 2 MiB of each region are lost. */
START_TEST(xen_420_takes_it_out_of_regions)
{
	const struct plan_domain *pd;

	domain("net");
	give_shared(b, "ring", MIB(2), "net", 0x4a000000);
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[0].range, 0x44000000, 0x49e00000);
	assert_range(pd->regions[1].range, 0x4a200000, 0xffe00000);
	assert_range(pd->regions[2].range, 0x200000000, 0xffffe00000);
}
END_TEST

START_TEST(xen_417_does_not)
{
	b->system.target.facts = facts_find("4.17");
	domain("net");
	give_shared(b, "ring", MIB(2), "net", 0x4a000000);
	assert_range(bench_find(b, "net")->regions[0].range, 0x44000000,
		     0x100000000);
}
END_TEST

START_TEST(regions_of_a_direct_map_leave_out_every_piece)
{
	const struct plan_domain *pd;

	bench_direct(b, "net", 0x60000000, MIB(64));
	domain("app");
	give_shared(b, "ring", MIB(2), "app", 0x70000000)->host =
		bench_u64(0x80000000, 9);
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_regions, 3);
	assert_range(pd->regions[1].range, 0x64000000, 0x7fe00000);
	assert_range(pd->regions[2].range, 0x80200000, 0xbfe00000);
}
END_TEST

Suite *suite_plan_shm(void);
Suite *suite_plan_shm(void)
{
	Suite *s = suite_create("plan_shm");
	TCase *t = tcase_create("shm");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, domc_takes_the_lowest_free_host_ram);
	tcase_add_test(t, all_who_see_it_see_one_piece);
	tcase_add_test(t, a_given_host_address_is_taken);
	tcase_add_test(t, what_is_chosen_keeps_clear_of_what_is_given);
	tcase_add_test(t, less_than_2_mib_needs_whole_pages_only);
	tcase_add_test(t, the_owner_is_told_from_the_others);
	tcase_add_test(t, boot_modules_keep_clear_of_it);
	tcase_add_test(t, it_must_lie_in_ram);
	tcase_add_test(t, static_memory_is_not_for_sharing);
	tcase_add_test(t, a_direct_map_brings_its_own_address);
	tcase_add_test(t, a_direct_map_cannot_see_it_elsewhere);
	tcase_add_test(t, dom0_sees_host_addresses_too);
	tcase_add_test(t, xen_417_needs_one_piece);
	tcase_add_test(t, xen_420_takes_pieces_of_its_heap);
	tcase_add_test(t, one_piece_need_not_be_aligned_to_2_mib);
	tcase_add_test(t, a_static_heap_has_pieces_of_its_own);
	tcase_add_test(t, a_static_heap_has_less_for_domains_then);
	tcase_add_test(t, xen_keeps_32_pieces_of_its_heap);
	tcase_add_test(t, xen_420_keeps_32_pieces);
	tcase_add_test(t, it_counts_in_what_the_host_needs);
	tcase_add_test(t, xen_420_takes_it_out_of_regions);
	tcase_add_test(t, xen_417_does_not);
	tcase_add_test(t, regions_of_a_direct_map_leave_out_every_piece);
	suite_add_tcase(s, t);
	return s;
}
