/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers of CPU pools; cache colours; the static heap. */
#include "plan_fixture.h"

static struct bench *b;
static uint32_t numbers[4] = { 0, 1, 2, 3 };
static struct cpupool pools[2];

static void setup(void)
{
	b = bench_new("4.20");
	bench_cpus(b);
	memset(pools, 0, sizeof(pools));
	b->system.pools = pools;
}

static void teardown(void)
{
	bench_free(b);
}

/* The next pool: @n CPUs from number @first on. */
static struct cpupool *add_pool(const char *name, uint32_t first, size_t n)
{
	struct cpupool *pool = &pools[b->system.n_pools++];

	pool->name = name;
	pool->cpus.cpus = &numbers[first];
	pool->cpus.n = n;
	return pool;
}

START_TEST(without_pools_all_run_in_pool_0)
{
	struct domain *d = bench_domain(b, "net", MIB(64));

	ck_assert_uint_eq(bench_plan(b)->n_pools, 0);
	ck_assert_uint_eq(plan_pool_id(b->plan, d), 0);
}
END_TEST

START_TEST(pools_are_numbered_in_order)
{
	struct domain *d = bench_domain(b, "net", MIB(64));

	add_pool("boot", 0, 2);
	d->cpupool = add_pool("rt", 2, 2);
	ck_assert_uint_eq(bench_plan(b)->n_pools, 2);
	ck_assert_uint_eq(b->plan->pools[0].id, 0);
	ck_assert_uint_eq(plan_pool_id(b->plan, d), 1);
	bench_clean(b);
}
END_TEST

START_TEST(the_boot_cpus_pool_changes_places_with_the_first)
{
	add_pool("rt", 2, 2);
	add_pool("boot", 0, 2);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->pools[0].id, 1);
	ck_assert_uint_eq(b->plan->pools[1].id, 0);
}
END_TEST

START_TEST(the_rest_is_a_pool_too)
{
	add_pool("rt", 2, 1);
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_pools, 2);
	ck_assert_uint_eq(b->plan->pools[0].id, 1);
	ck_assert_uint_eq(b->plan->pools[1].id, 0);
	ck_assert_str_eq(model_cpus_text(b->arena, &b->plan->pools[1].cpus),
			 "0-1,3");
}
END_TEST

static struct domain *coloured(const char *name)
{
	struct domain *d = bench_domain(b, name, MIB(64));

	d->placement.llc_colors = (struct set_str){ "0-3", true, PLACE_NONE };
	return d;
}

START_TEST(colours_turn_colouring_on)
{
	coloured("net");
	bench_cmdline(b, "console=dtuart");
	ck_assert_str_eq(bench_plan(b)->xen_cmdline,
			 "console=dtuart llc-coloring=on");
	bench_clean(b);
}
END_TEST

START_TEST(what_turns_colouring_on_is_not_said_twice)
{
	static const char *const said[] = {
		"llc-coloring=on", "llc-coloring", "llc-size=1M llc-nr-ways=16",
	};

	coloured("net");
	bench_cmdline(b, said[_i]);
	ck_assert_str_eq(bench_plan(b)->xen_cmdline, said[_i]);
	bench_clean(b);
}
END_TEST

START_TEST(colours_that_are_turned_off_are_an_error)
{
	static const char *const said[] = {
		"llc-coloring=off", "no-llc-coloring",
		"llc-size=1M llc-nr-ways=16 llc-coloring=0",
	};

	coloured("net");
	bench_cmdline(b, said[_i]);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_COLORS_OFF), 1);
}
END_TEST

START_TEST(dom0s_colours_and_sve_are_options)
{
	struct domain *d = coloured("dom0");

	d->sve = 256;
	ck_assert_str_eq(bench_plan(b)->xen_cmdline,
			 "llc-coloring=on dom0_mem=64M dom0_max_vcpus=1 dom0=sve=256 dom0-llc-colors=0-3");
	bench_clean(b);
}
END_TEST

START_TEST(dom0s_colours_are_not_handed_on)
{
	coloured("dom0");
	bench_domain(b, "net", MIB(64));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(modules_stay_out_of_the_static_heap)
{
	struct set_range heap = { { 0x40400000, MIB(256) }, NULL, PLACE_NONE };

	b->system.hypervisor.static_heap = &heap;
	b->system.hypervisor.n_static_heap = 1;
	bench_domain(b, "net", MIB(64));
	bench_plan(b);
	ck_assert_uint_ge(b->plan->modules[2].at.range.base,
			  range_last(heap.range));
}
END_TEST

Suite *suite_plan_pools(void);
Suite *suite_plan_pools(void)
{
	Suite *s = suite_create("plan_pools");
	TCase *c = tcase_create("pools");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, without_pools_all_run_in_pool_0);
	tcase_add_test(c, pools_are_numbered_in_order);
	tcase_add_test(c, the_boot_cpus_pool_changes_places_with_the_first);
	tcase_add_test(c, the_rest_is_a_pool_too);
	tcase_add_test(c, colours_turn_colouring_on);
	tcase_add_loop_test(c, what_turns_colouring_on_is_not_said_twice, 0, 3);
	tcase_add_loop_test(c, colours_that_are_turned_off_are_an_error, 0, 3);
	tcase_add_test(c, dom0s_colours_and_sve_are_options);
	tcase_add_test(c, dom0s_colours_are_not_handed_on);
	tcase_add_test(c, modules_stay_out_of_the_static_heap);
	suite_add_tcase(s, c);
	return s;
}
