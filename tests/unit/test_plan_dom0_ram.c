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

/* dom0's memory, and what the warning says of it; NULL: there is none. */
static const struct {
	uint64_t bytes;
	const char *says;
} sizes[] = {
	{ MIB(64), NULL }, { MIB(65), "piece of 1 MiB" },
	{ MIB(96), "piece of 32 MiB" }, { MIB(128), NULL },
	{ MIB(192), "piece of 64 MiB" }, { MIB(384), NULL },
	{ MIB(700), "piece of 32 MiB" }, { KIB(4), NULL },
	{ GIB(3) + KIB(4), "piece of 4 KiB" },
};

START_TEST(pieces_below_128_mib_are_a_warning)
{
	bench_domain(b, "dom0", sizes[_i].bytes);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_DOM0_PIECES), !!sizes[_i].says);
	if (sizes[_i].says)
		bench_says(bench_item(b, E_DOM0_PIECES), sizes[_i].says);
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
	tcase_add_loop_test(t, pieces_below_128_mib_are_a_warning, 0,
			    sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_test(t, other_domains_may_have_any);
	tcase_add_test(t, a_coloured_dom0_may_have_any);
	suite_add_tcase(s, t);
	return s;
}
