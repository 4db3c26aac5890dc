/* SPDX-License-Identifier: BSD-2-Clause */
/* The two budgets of a domain that maps memory of others, and who may. */
#include "layout_fixture.h"

static struct bench *b;
static struct domain *d;

/* A target with the dummy policy: grants reach everyone. */
static void setup(void)
{
	b = layout_bench();
	b->system.target.kconfig_name.given = true;
	d = layout_domain(b, "net");
	bench_domain(b, "app", MIB(300))->enhanced = ENHANCED_NO_XENSTORE;
}

static void teardown(void)
{
	bench_free(b);
}

static const struct plan_domain *net(void)
{
	return bench_find(b, "net");
}

/* An xl domain whose virtio device @backend serves. */
static struct domain *frontend(const char *name, uint64_t bytes,
			       const char *backend)
{
	struct domain *fe = bench_domain(b, name, bytes);

	fe->start = START_XL;
	fe->virtio = arena_array(b->arena, 2, sizeof(*fe->virtio));
	for (fe->n_virtio = 0; fe->n_virtio < 2; fe->n_virtio++)
		fe->virtio[fe->n_virtio] = (struct virtio_device){
			VIRTIO_BLOCK, backend, bench_place(7) };
	return fe;
}

START_TEST(who_maps_nothing_needs_nothing)
{
	ck_assert_uint_eq(net()->region_budget.n_lines, 0);
	ck_assert_uint_eq(net()->p2m_budget.n_lines, 0);
	ck_assert_uint_eq(net()->p2m_pool_mib, 0);
	ck_assert(!net()->regions_suffice);
	bench_clean(b);
}
END_TEST

START_TEST(a_claim_counts_in_sections_and_one_is_added)
{
	const struct budget *r;

	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	r = &net()->region_budget;
	ck_assert_uint_eq(r->n_lines, 2);
	ck_assert_uint_eq(r->lines[0].bytes, MIB(128));
	ck_assert_str_eq(r->lines[0].what,
			 "grants of 'app': 16 MiB, rounded up to 128 MiB");
	ck_assert_uint_eq(r->lines[1].bytes, MIB(128));
	ck_assert_uint_eq(r->needed, MIB(256));
	bench_clean(b);
}
END_TEST

START_TEST(all_is_the_ram_of_the_other)
{
	give_claim(b, d, "app", MAP_GRANT, 0)->all = true;
	ck_assert_uint_eq(net()->region_budget.lines[0].bytes, MIB(384));
	ck_assert_str_eq(net()->region_budget.lines[0].what,
			 "grants of 'app': all of its RAM, 300 MiB, rounded up to 384 MiB");
}
END_TEST

START_TEST(grants_without_a_size_are_what_the_maptrack_holds)
{
	give_claim(b, d, "app", MAP_GRANT, 0);
	ck_assert_uint_eq(net()->region_budget.lines[0].bytes, GIB(1));
	ck_assert_uint_eq(net()->region_budget.needed, GIB(1) + MIB(128));
}
END_TEST

START_TEST(two_such_claims_share_it)
{
	bench_domain(b, "third", MIB(64));
	d->grants.maptrack_frames = bench_u64(128, 9);
	give_claim(b, d, "app", MAP_GRANT, 0);
	give_claim(b, d, "third", MAP_GRANT, 0);
	ck_assert_uint_eq(net()->region_budget.n_lines, 2);
	ck_assert_uint_eq(net()->region_budget.needed, MIB(256));
}
END_TEST

START_TEST(a_virtio_backend_pays_for_each_frontend_once)
{
	frontend("one", MIB(200), "net");
	frontend("two", MIB(64), "net");
	frontend("other", MIB(64), "app");
	ck_assert_uint_eq(net()->region_budget.n_lines, 3);
	ck_assert_uint_eq(net()->region_budget.needed, MIB(256 + 128 + 128));
	ck_assert_str_eq(net()->region_budget.lines[0].what,
			 "virtio frontend 'one': all of its RAM, 200 MiB, rounded up to 256 MiB");
	ck_assert_uint_eq(net()->region_budget.lines[0].place.line, 7);
}
END_TEST

START_TEST(what_is_claimed_whole_is_not_counted_twice)
{
	bench_domain(b, "dom0", MIB(64));
	frontend("one", MIB(200), "dom0");
	give_claim(b, &b->domains[2], "one", MAP_FOREIGN, 0)->all = true;
	ck_assert_uint_eq(bench_find(b, "dom0")->region_budget.needed,
			  MIB(256 + 128));
}
END_TEST

START_TEST(regions_of_the_right_size_suffice)
{
	give_region(b, d, 0x80000000, MIB(256));
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	ck_assert(net()->regions_suffice);
	ck_assert_uint_eq(net()->region_budget.had, MIB(256));
	bench_clean(b);
}
END_TEST

START_TEST(a_little_less_is_an_error_with_the_missing_amount)
{
	const struct diag_item *i;

	give_region(b, d, 0x80000000, MIB(254));
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	ck_assert(!net()->regions_suffice);
	i = bench_item(b, E_MAPS_REGIONS_SMALL);
	bench_says(i, "have 254 MiB, what it maps needs 256 MiB: 2 MiB too few");
	bench_says(i, "128 MiB for grants of 'app'");
	ck_assert_uint_eq(i->place.line, LINE_SPACE + LINE_REGIONS);
}
END_TEST

START_TEST(what_linux_cannot_use_promises_nothing)
{
	give_region(b, d, 0x84000000, MIB(256));
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	ck_assert_uint_eq(plan_sections(net()), MIB(128));
	ck_assert(!net()->regions_suffice);
	ck_assert_uint_eq(bench_count(b, E_MAPS_REGIONS_SMALL), 0);
}
END_TEST

START_TEST(no_claim_no_promise)
{
	frontend("one", MIB(64), "net");
	ck_assert(!net()->regions_suffice);
}
END_TEST

START_TEST(a_stock_target_promises_nothing)
{
	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = false;
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	ck_assert(!net()->regions_suffice);
	bench_clean(b);
}
END_TEST

/* Who has no regions, and which line says so. */
START_TEST(without_regions_the_domain_pays_with_its_ram)
{
	const struct diag_item *i;

	d->space.regions = REGIONS_NONE;
	d->space.regions_place = bench_place(9);
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	bench_plan(b);
	i = bench_item(b, E_MAPS_NO_REGIONS);
	ck_assert_int_eq(i->level, DIAG_WARNING);
	bench_says(i, "XSA-300");
	ck_assert_uint_eq(i->place.line, LINE_SPACE + LINE_MAPS);
	ck_assert_uint_eq(i->notes->place.line, 9);
}
END_TEST

START_TEST(without_a_hypervisor_node_there_are_no_regions)
{
	d->space.place = PLACE_NONE;
	d->enhanced = ENHANCED_OFF;
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	bench_plan(b);
	bench_says(bench_item(b, E_MAPS_NO_REGIONS), "hypervisor node");
}
END_TEST

START_TEST(ext_regions_off_hits_dom0_as_well)
{
	give_claim(b, bench_domain(b, "dom0", MIB(64)), "app", MAP_FOREIGN,
		   MIB(1));
	bench_cmdline(b, "ext_regions=off");
	bench_plan(b);
	bench_says(bench_item(b, E_MAPS_NO_REGIONS), "domain 'dom0'");
}
END_TEST

START_TEST(dom0_pays_in_addresses_and_not_in_pool)
{
	struct domain *dom0 = bench_domain(b, "dom0", MIB(64));
	const struct plan_domain *pd;

	give_claim(b, dom0, "app", MAP_FOREIGN, 0)->all = true;
	pd = bench_find(b, "dom0");
	ck_assert_uint_eq(pd->region_budget.needed, MIB(384 + 128));
	ck_assert_uint_eq(pd->p2m_budget.n_lines, 0);
	ck_assert_uint_eq(pd->p2m_pool_mib, 0);
	bench_clean(b);
}
END_TEST

/* 1 vCPU and 512 MiB: 256 + 512 + 128 pages are 3.5 MiB, Xen takes 4. */
START_TEST(the_pool_grows_by_2_mib_a_gib)
{
	const struct budget *t;

	give_claim(b, d, "app", MAP_GRANT, GIB(1));
	d->grants.maptrack_frames = bench_u64(1024, 9);
	t = &net()->p2m_budget;
	ck_assert_uint_eq(t->lines[0].bytes, KIB(3584));
	ck_assert_uint_eq(t->lines[1].bytes, MIB(2) + KIB(256));
	ck_assert_uint_eq(net()->p2m_pool_mib, 6);
	ck_assert_uint_eq(t->had, MIB(6));
	bench_clean(b);
}
END_TEST

START_TEST(a_pool_that_is_enough_is_left_to_xen)
{
	d->memory.v = MIB(400);
	give_claim(b, d, "app", MAP_GRANT, MIB(1));
	/* 256 + 400 + 128 pages, 128 for tables, 5 above: 4 MiB and less. */
	ck_assert_uint_eq(net()->p2m_budget.had, MIB(4));
	ck_assert_uint_eq(net()->p2m_pool_mib, 0);
	bench_clean(b);
}
END_TEST

START_TEST(a_pool_that_is_said_is_taken)
{
	d->p2m_pool = bench_u64(MIB(16), 9);
	ck_assert_uint_eq(net()->p2m_pool_mib, 16);
	bench_clean(b);
}
END_TEST

START_TEST(a_pool_that_is_too_small_is_an_error)
{
	const struct diag_item *i;

	d->p2m_pool = bench_u64(MIB(4), 9);
	give_claim(b, d, "app", MAP_GRANT, GIB(1));
	ck_assert(!net()->regions_suffice);
	i = bench_item(b, E_P2M_POOL_SMALL);
	bench_says(i, "has 4 MiB");
	bench_says(i, "say 6 MiB, or 'auto'");
	ck_assert_uint_eq(i->place.line, 9);
}
END_TEST

START_TEST(foreign_pages_are_for_dom0)
{
	const struct diag_item *i;

	give_claim(b, d, "app", MAP_FOREIGN, MIB(1));
	bench_plan(b);
	i = bench_item(b, E_FOREIGN_REFUSED);
	bench_says(i, "-EPERM");
	bench_says(i, "FLASK");
	ck_assert_uint_eq(i->place.line, LINE_SPACE + LINE_MAPS);
}
END_TEST

START_TEST(silo_keeps_two_domus_apart)
{
	b->system.target.kconfig[KCONFIG_XSM_SILO_DEFAULT] = true;
	give_claim(b, d, "app", MAP_GRANT, MIB(1));
	bench_plan(b);
	ck_assert_int_eq(bench_item(b, E_GRANT_SILO)->level, DIAG_WARNING);
}
END_TEST

START_TEST(silo_lets_dom0_through)
{
	b->system.target.kconfig[KCONFIG_XSM_SILO_DEFAULT] = true;
	bench_domain(b, "dom0", MIB(64));
	give_claim(b, d, "dom0", MAP_GRANT, MIB(1));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

static const struct {
	const char *cmdline;
	bool silo;
} policies[] = {
	{ "xsm=dummy", false }, { "xsm=flask", false }, { "xsm=silo", true },
	{ "xsm=other", true }, { "xsm=silo xsm=dummy", false },
};

START_TEST(the_command_line_has_the_last_word)
{
	b->system.target.kconfig[KCONFIG_XSM_SILO_DEFAULT] = true;
	bench_cmdline(b, policies[_i].cmdline);
	give_claim(b, d, "app", MAP_GRANT, MIB(1));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_GRANT_SILO), policies[_i].silo);
}
END_TEST

START_TEST(more_grants_than_the_maptrack_holds_are_an_error)
{
	const struct diag_item *i;

	d->grants.maptrack_frames = bench_u64(15, 9);
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	bench_plan(b);
	i = bench_item(b, E_MAPTRACK_SMALL);
	bench_says(i, "4096 pages by grants, its 15 maptrack frames hold 3840");
	bench_says(i, "say grants.maptrack-frames: at least 16");
}
END_TEST

START_TEST(exactly_as_many_are_fine)
{
	d->grants.maptrack_frames = bench_u64(16, 9);
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

static void add_needs(TCase *t)
{
	tcase_add_test(t, who_maps_nothing_needs_nothing);
	tcase_add_test(t, a_claim_counts_in_sections_and_one_is_added);
	tcase_add_test(t, all_is_the_ram_of_the_other);
	tcase_add_test(t, grants_without_a_size_are_what_the_maptrack_holds);
	tcase_add_test(t, two_such_claims_share_it);
	tcase_add_test(t, a_virtio_backend_pays_for_each_frontend_once);
	tcase_add_test(t, what_is_claimed_whole_is_not_counted_twice);
	tcase_add_test(t, regions_of_the_right_size_suffice);
	tcase_add_test(t, a_little_less_is_an_error_with_the_missing_amount);
	tcase_add_test(t, what_linux_cannot_use_promises_nothing);
	tcase_add_test(t, no_claim_no_promise);
	tcase_add_test(t, a_stock_target_promises_nothing);
	tcase_add_test(t, without_regions_the_domain_pays_with_its_ram);
	tcase_add_test(t, without_a_hypervisor_node_there_are_no_regions);
	tcase_add_test(t, ext_regions_off_hits_dom0_as_well);
	tcase_add_test(t, dom0_pays_in_addresses_and_not_in_pool);
}

Suite *suite_plan_maps(void);
Suite *suite_plan_maps(void)
{
	Suite *s = suite_create("plan_maps");
	TCase *t = tcase_create("maps");

	tcase_add_checked_fixture(t, setup, teardown);
	add_needs(t);
	tcase_add_test(t, the_pool_grows_by_2_mib_a_gib);
	tcase_add_test(t, a_pool_that_is_enough_is_left_to_xen);
	tcase_add_test(t, a_pool_that_is_said_is_taken);
	tcase_add_test(t, a_pool_that_is_too_small_is_an_error);
	tcase_add_test(t, foreign_pages_are_for_dom0);
	tcase_add_test(t, silo_keeps_two_domus_apart);
	tcase_add_test(t, silo_lets_dom0_through);
	tcase_add_loop_test(t, the_command_line_has_the_last_word, 0,
			    sizeof(policies) / sizeof(policies[0]));
	tcase_add_test(t, more_grants_than_the_maptrack_holds_are_an_error);
	tcase_add_test(t, exactly_as_many_are_fine);
	suite_add_tcase(s, t);
	return s;
}
