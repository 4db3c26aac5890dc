/* SPDX-License-Identifier: BSD-2-Clause */
/* CPUs that Xen starts, and those that a pool or an affinity says. */
#include "plan_fixture.h"

static struct bench *b;
static uint32_t numbers[4] = { 0, 1, 2, 3 };
static struct cpupool pool;

static void setup(void)
{
	b = bench_new("4.20");
	bench_cpus(b);
	pool = (struct cpupool){ .name = "rt" };
	b->system.pools = &pool;
}

static void teardown(void)
{
	bench_free(b);
}

/* A pool of CPUs 2 and 3. */
static void make_pool(void)
{
	b->system.n_pools = 1;
	pool.cpus.cpus = &numbers[2];
	pool.cpus.n = 2;
}

static const struct {
	const char *cmdline;
	uint32_t n;
} limits[] = {
	{ "", 4 }, { "maxcpus=0", 4 }, { "maxcpus=9", 4 }, { "maxcpus=1", 1 },
	{ "maxcpus=3x", 3 }, { "maxcpus=0x2", 2 }, { "maxcpus=1 maxcpus=4", 4 },
	{ "maxcpus=x", 4 }, { "maxcpus=-1", 4 },
};

START_TEST(maxcpus_is_read_as_xen_does)
{
	bench_cmdline(b, limits[_i].cmdline);
	make_pool();
	ck_assert_uint_eq(bench_plan(b)->n_cpus, limits[_i].n);
	ck_assert_uint_eq(bench_count(b, E_CPU_NOT_STARTED),
			  limits[_i].n < 4 ? 1 : 0);
}
END_TEST

START_TEST(the_rest_has_no_cpu_past_maxcpus)
{
	bench_cmdline(b, "maxcpus=3");
	b->system.n_pools = 1;
	pool.cpus.cpus = &numbers[1];
	pool.cpus.n = 1;
	bench_plan(b);
	ck_assert_uint_eq(b->plan->pools[1].cpus.n, 2);
	ck_assert_uint_eq(b->plan->pools[1].cpus.cpus[1], 2);
	bench_clean(b);
}
END_TEST

START_TEST(a_cpu_with_a_fault_is_refused)
{
	b->cpus[3].fault = "it has no cpu-release-addr";
	make_pool();
	bench_plan(b);
	bench_says(bench_item(b, E_CPU_NOT_STARTED), "no cpu-release-addr");
}
END_TEST

START_TEST(a_pool_finds_no_cpu_of_33_bits)
{
	b->cpus[2].hwid = UINT64_C(0x100000002);
	make_pool();
	bench_plan(b);
	bench_says(bench_item(b, E_CPU_NOT_STARTED), "0x100000002");
}
END_TEST

START_TEST(another_kind_of_cpu_is_a_warning_without_hmp_unsafe)
{
	b->cpus[3].compatible = (const uint8_t *)"arm,cortex-a72";
	make_pool();
	bench_plan(b);
	bench_says(bench_item(b, E_CPU_STOPPED), "CPU 3 is arm,cortex-a72");
}
END_TEST

START_TEST(hmp_unsafe_lets_it_run)
{
	bench_cmdline(b, "hmp-unsafe");
	b->cpus[3].compatible = (const uint8_t *)"arm,cortex-a72";
	make_pool();
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(a_disabled_cpu_is_a_warning)
{
	b->cpus[2].disabled = true;
	make_pool();
	bench_plan(b);
	bench_says(bench_item(b, E_CPU_STOPPED), "not 'okay'");
}
END_TEST

START_TEST(what_nobody_says_is_not_looked_at)
{
	b->cpus[2].disabled = true;
	b->cpus[3].compatible = (const uint8_t *)"arm,cortex-a72";
	bench_domain(b, "net", MIB(64));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(an_affinity_is_looked_at)
{
	struct domain *d = bench_domain(b, "net", MIB(64));
	struct cpu_list list = { .cpus = &numbers[1], .n = 1 };

	bench_cmdline(b, "maxcpus=1");
	d->affinity = &list;
	d->n_affinity = 1;
	bench_plan(b);
	bench_says(bench_item(b, E_CPU_NOT_STARTED), "domain 'net'");
}
END_TEST

Suite *suite_plan_cpus(void);
Suite *suite_plan_cpus(void)
{
	Suite *s = suite_create("plan_cpus");
	TCase *t = tcase_create("cpus");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, maxcpus_is_read_as_xen_does, 0,
			    sizeof(limits) / sizeof(limits[0]));
	tcase_add_test(t, the_rest_has_no_cpu_past_maxcpus);
	tcase_add_test(t, a_cpu_with_a_fault_is_refused);
	tcase_add_test(t, a_pool_finds_no_cpu_of_33_bits);
	tcase_add_test(t, another_kind_of_cpu_is_a_warning_without_hmp_unsafe);
	tcase_add_test(t, hmp_unsafe_lets_it_run);
	tcase_add_test(t, a_disabled_cpu_is_a_warning);
	tcase_add_test(t, what_nobody_says_is_not_looked_at);
	tcase_add_test(t, an_affinity_is_looked_at);
	suite_add_tcase(s, t);
	return s;
}
