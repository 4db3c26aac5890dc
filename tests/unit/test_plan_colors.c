/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

#include "plan/parts.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
	b->system.target.max_llc_colors = 128;
}

static void teardown(void)
{
	bench_free(b);
}

static void colored(const char *name, const char *colors)
{
	bench_domain(b, name, MIB(64))->placement.llc_colors =
		(struct set_str){ colors, true, PLACE_NONE };
}

static void host_has(uint64_t n)
{
	b->system.target.llc_colors =
		(struct set_u64){ n, true, PLACE_NONE };
}

/* ---- how many there are ---- */

/* Xen's command line, and the colours that it makes; 0: refused. */
static const struct {
	const char *cmdline;
	uint32_t n;
} caches[] = {
	{ "llc-size=1M llc-nr-ways=16", 16 },
	{ "llc-size=1024 llc-nr-ways=16", 16 },
	{ "llc-size=1048576B llc-nr-ways=0x10", 16 },
	{ "llc-size=1m llc-nr-ways=020", 16 },
	{ "llc-size=8K llc-nr-ways=1", 2 },
	{ "llc-size=16M llc-nr-ways=1", 128 },
	{ "llc-size=4K llc-nr-ways=1", 0 },
	{ "llc-size=12K llc-nr-ways=1", 0 },
	{ "llc-size=1M llc-nr-ways=7", 0 },
	{ "llc-size=1 llc-nr-ways=16", 0 },
	{ "llc-size=1M llc-nr-ways=-1", 0 },
};

START_TEST(the_command_line_tells_the_cache)
{
	uint32_t n = caches[_i].n < 128 ? caches[_i].n : 128;

	bench_cmdline(b, caches[_i].cmdline);
	ck_assert_uint_eq(bench_plan(b)->n_llc_colors, n);
	ck_assert_uint_eq(bench_count(b, E_LLC_CACHE), n ? 0 : 1);
}
END_TEST

START_TEST(half_a_cache_tells_nothing)
{
	static const char *const halves[] = {
		"llc-size=1M", "llc-nr-ways=16", "llc-size=0 llc-nr-ways=16",
		"llc-size=1M llc-nr-ways=0", "llc-size=x llc-nr-ways=16",
		"llc-size=5G llc-nr-ways=16",
		"llc-coloring=off llc-size=1M llc-nr-ways=16",
	};

	for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
		struct bench *own = bench_new("4.20");

		bench_cmdline(own, halves[i]);
		ck_assert_uint_eq(bench_plan(own)->n_llc_colors, 0);
		ck_assert_uint_eq(bench_count(own, E_LLC_CACHE), 0);
		bench_free(own);
	}
}
END_TEST

START_TEST(the_target_tells_the_cache)
{
	colored("net", "0-31");
	host_has(32);
	ck_assert_uint_eq(bench_plan(b)->n_llc_colors, 32);
	bench_clean(b);
}
END_TEST

START_TEST(without_colours_there_is_no_number)
{
	bench_domain(b, "net", MIB(64));
	host_has(32);
	ck_assert_uint_eq(bench_plan(b)->n_llc_colors, 0);
}
END_TEST

START_TEST(xen_is_built_for_fewer)
{
	b->system.target.max_llc_colors = 16;
	colored("net", "0-15");
	host_has(32);
	ck_assert_uint_eq(bench_plan(b)->n_llc_colors, 16);
	bench_clean(b);
}
END_TEST

START_TEST(the_command_line_wins_with_a_warning)
{
	bench_cmdline(b, "llc-size=1M llc-nr-ways=16");
	host_has(32);
	ck_assert_uint_eq(bench_plan(b)->n_llc_colors, 16);
	bench_says(bench_item(b, E_LLC_DIFFERS), "32 colours");
}
END_TEST

START_TEST(dom0_has_ram_of_its_own_colours_alone)
{
	struct domain *d = bench_domain(b, "dom0", GIB(1));

	d->is_dom0 = true;
	d->placement.llc_colors = (struct set_str){ "0", true, PLACE_NONE };
	host_has(32);
	bench_plan(b);
	bench_says(bench_item(b, E_COLORS_ROOM), "'dom0'");
}
END_TEST

/* ---- colours past them ---- */

START_TEST(a_colour_past_the_last_is_refused)
{
	colored("net", "0,32");
	host_has(32);
	bench_plan(b);
	bench_says(bench_item(b, E_COLORS_BEYOND), "0 to 31");
}
END_TEST

START_TEST(more_colours_than_there_are_is_refused)
{
	colored("net", "0-31,0");
	host_has(32);
	bench_plan(b);
	bench_says(bench_item(b, E_COLORS_BEYOND), "said twice");
}
END_TEST

START_TEST(colours_of_xen_and_dom0_are_looked_at)
{
	bench_cmdline(b, "llc-size=1M llc-nr-ways=16 xen-llc-colors=16 dom0-llc-colors=17");
	bench_domain(b, "dom0", MIB(64));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_COLORS_BEYOND), 2);
}
END_TEST

START_TEST(colours_of_a_dom0_that_is_not_there_do_not_matter)
{
	bench_cmdline(b, "llc-size=1M llc-nr-ways=16 dom0-llc-colors=17");
	bench_domain(b, "net", MIB(64));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(an_unknown_number_is_one_warning)
{
	colored("a", "0-1");
	colored("b", "2");
	colored("c", "3");
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_COLORS_UNKNOWN), 1);
	bench_says(bench_item(b, E_COLORS_UNKNOWN), "domain 'b'");
}
END_TEST

/* ---- lists ---- */

static const struct {
	const char *text;
	uint64_t n, most;
	const char *fault;	/* NULL: none */
} lists[] = {
	{ "", 0, 0, NULL },
	{ "0", 1, 0, NULL },
	{ "0-3,6", 5, 6, NULL },
	{ "0x10,010", 2, 16, NULL },
	{ "1,1,", 2, 1, NULL },
	{ "-2", 3, 2, NULL },
	{ "31", 1, 31, NULL },
	{ "32", 0, 0, "colours 0 to 31" },
	{ "3-2", 0, 0, "backwards" },
	{ "0-31,1", 32, 31, "more than once" },
	{ "1;2", 1, 1, "at ';2'" },
	{ "x", 1, 0, "at 'x'" },
	{ "09", 1, 0, "at '9'" },
};

START_TEST(a_list_is_read_as_xen_does)
{
	bool has[32] = { false };
	struct color_list l = plan_read_colors(b->arena, lists[_i].text, 32,
					       has);

	ck_assert_uint_eq(l.n, lists[_i].n);
	ck_assert_uint_eq(l.most, lists[_i].most);
	ck_assert_int_eq(l.fault != NULL, lists[_i].fault != NULL);
	if (l.fault)
		ck_assert_ptr_nonnull(strstr(l.fault, lists[_i].fault));
	ck_assert(!l.n || has[l.most]);
}
END_TEST

Suite *suite_plan_colors(void);
Suite *suite_plan_colors(void)
{
	Suite *s = suite_create("plan_colors");
	TCase *t = tcase_create("colors");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, the_command_line_tells_the_cache, 0,
			    sizeof(caches) / sizeof(caches[0]));
	tcase_add_test(t, half_a_cache_tells_nothing);
	tcase_add_test(t, the_target_tells_the_cache);
	tcase_add_test(t, without_colours_there_is_no_number);
	tcase_add_test(t, xen_is_built_for_fewer);
	tcase_add_test(t, the_command_line_wins_with_a_warning);
	tcase_add_test(t, a_colour_past_the_last_is_refused);
	tcase_add_test(t, more_colours_than_there_are_is_refused);
	tcase_add_test(t, dom0_has_ram_of_its_own_colours_alone);
	tcase_add_test(t, colours_of_xen_and_dom0_are_looked_at);
	tcase_add_test(t, colours_of_a_dom0_that_is_not_there_do_not_matter);
	tcase_add_test(t, an_unknown_number_is_one_warning);
	tcase_add_loop_test(t, a_list_is_read_as_xen_does, 0,
			    sizeof(lists) / sizeof(lists[0]));
	suite_add_tcase(s, t);
	return s;
}
