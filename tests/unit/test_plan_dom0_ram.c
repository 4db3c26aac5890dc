/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
	bench_cpus(b);
	b->system.target.kconfig_name.v = "debian";
}

static void teardown(void)
{
	bench_free(b);
}

/* Of a board with @ram, and bootscrub=@scrub; seen on both Xens. */
static const struct {
	uint64_t ram, bytes;
	const char *scrub;
	unsigned int cpus;
	bool depends, stops;
} sizes[] = {
	{ GIB(1), MIB(512), "idle", 4, false, false },
	{ GIB(1), MIB(768), "idle", 4, true, false },
	{ GIB(1), MIB(896), "idle", 4, false, true },
	{ GIB(1), MIB(960), "off", 4, false, true },
	{ GIB(2), MIB(64), "idle", 4, false, false },
	{ GIB(2), MIB(192), "off", 4, false, false },
	{ GIB(2), MIB(1500), "off", 4, false, false },
	{ GIB(2), MIB(1500), "idle", 4, true, false },
	{ GIB(2), MIB(1500), "idle", 1, false, false },
	{ GIB(2), MIB(1920), "off", 4, false, true },
	{ GIB(4), MIB(200), "off", 4, false, false },
	{ GIB(4), MIB(1000), "off", 4, false, false },
	{ GIB(4), MIB(1000), "idle", 1, false, false },
	{ GIB(4), MIB(1000), "idle", 4, true, false },
	{ GIB(4), GIB(1) + KIB(4), "idle", 4, true, false },
};

START_TEST(dom0_must_find_pieces_that_xen_can_use)
{
	b->memory[0].range.size = sizes[_i].ram;
	b->board.n_cpus = sizes[_i].cpus;
	bench_cmdline(b, arena_printf(b->arena, "bootscrub=%s",
				      sizes[_i].scrub));
	bench_domain(b, "dom0", sizes[_i].bytes);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_DOM0_PIECES), sizes[_i].depends);
	ck_assert_uint_eq(bench_count(b, E_DOM0_UNFIT), sizes[_i].stops);
}
END_TEST

START_TEST(the_way_out_is_a_size_that_is_sure)
{
	bench_cmdline(b, "bootscrub=off");
	bench_domain(b, "dom0", MIB(1920));
	bench_plan(b);
	bench_says(bench_item(b, E_DOM0_UNFIT), "1728 MiB is sure");
}
END_TEST

START_TEST(other_domains_may_have_any)
{
	bench_domain(b, "net", MIB(65));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(a_coloured_dom0_may_have_any)
{
	bench_cmdline(b, "llc-coloring=on llc-size=1M llc-nr-ways=16");
	bench_domain(b, "dom0", MIB(65));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_DOM0_PIECES), 0);
}
END_TEST

Suite *suite_plan_dom0_ram(void);
Suite *suite_plan_dom0_ram(void)
{
	Suite *s = suite_create("plan_dom0_ram");
	TCase *t = tcase_create("dom0_ram");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, dom0_must_find_pieces_that_xen_can_use, 0,
			    sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_test(t, the_way_out_is_a_size_that_is_sure);
	tcase_add_test(t, other_domains_may_have_any);
	tcase_add_test(t, a_coloured_dom0_may_have_any);
	suite_add_tcase(s, t);
	return s;
}
