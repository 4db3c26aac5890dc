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

static const char *xen_cmdline(void)
{
	return bench_plan(b)->xen_cmdline;
}

static const struct plan_domain *enhanced(void)
{
	bench_domain(b, "net", MIB(64))->enhanced = ENHANCED_NO_XENSTORE;
	return bench_find(b, "net");
}

START_TEST(without_dom0_the_command_line_is_the_users)
{
	bench_cmdline(b, "console=dtuart dom0_mem=1G");
	bench_domain(b, "net", MIB(64));
	ck_assert_str_eq(xen_cmdline(), "console=dtuart dom0_mem=1G");
	ck_assert_ptr_null(b->plan->dom0_cmdline);
	bench_clean(b);
}
END_TEST

START_TEST(nothing_said_is_an_empty_command_line)
{
	ck_assert_str_eq(xen_cmdline(), "");
}
END_TEST

START_TEST(the_same_said_twice_is_no_matter)
{
	bench_domain(b, "dom0", MIB(512))->vcpus.v = 2;
	bench_cmdline(b, "dom0_mem=512M dom0_max_vcpus=2");
	ck_assert_str_eq(xen_cmdline(),
			 "dom0_mem=512M dom0_max_vcpus=2 dom0_mem=512M dom0_max_vcpus=2");
	ck_assert_uint_eq(bench_count(b, E_DOM0_OPTION_TWICE), 0);
}
END_TEST

START_TEST(dom0_brings_its_memory_and_vcpus)
{
	bench_cmdline(b, "console=dtuart");
	bench_domain(b, "dom0", MIB(512))->vcpus.v = 2;
	ck_assert_str_eq(xen_cmdline(),
			 "console=dtuart dom0_mem=512M dom0_max_vcpus=2");
	bench_clean(b);
}
END_TEST

START_TEST(dom0_alone_makes_a_command_line)
{
	bench_domain(b, "dom0", GIB(1));
	ck_assert_str_eq(xen_cmdline(), "dom0_mem=1024M dom0_max_vcpus=1");
}
END_TEST

START_TEST(dom0_memory_that_is_no_mib_is_said_in_kib)
{
	bench_domain(b, "dom0", KIB(65664));
	ck_assert_str_eq(xen_cmdline(), "dom0_mem=65664K dom0_max_vcpus=1");
}
END_TEST

START_TEST(dom0_options_twice_name_both_places)
{
	const struct diag_item *i;

	bench_cmdline(b, "dom0_mem=1G,max:2G dom0_max_vcpus=4");
	bench_domain(b, "dom0", MIB(512));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_DOM0_OPTION_TWICE), 2);
	i = bench_item(b, E_DOM0_OPTION_TWICE);
	bench_says(i, "dom0_mem=1G,max:2G");
	ck_assert_uint_eq(i->place.line, LINE_CMDLINE);
	ck_assert_uint_eq(i->notes->place.line, LINE_DOMAINS + LINE_MEMORY);
}
END_TEST

START_TEST(other_options_of_dom0_are_left_alone)
{
	bench_cmdline(b, "dom0_max_vcpus_x=1 xdom0_mem=2 dom0=sve=128 no-dom0_mem");
	bench_domain(b, "dom0", MIB(512));
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_DOM0_OPTION_TWICE), 0);
}
END_TEST

START_TEST(dom0_has_a_command_line_of_its_own)
{
	struct domain *d = bench_domain(b, "dom0", MIB(512));

	d->kernel.cmdline.v = "console=hvc0";
	ck_assert_str_eq(bench_plan(b)->dom0_cmdline, "console=hvc0");
	d->kernel.cmdline.v = "";
	ck_assert_ptr_null(bench_plan(b)->dom0_cmdline);
}
END_TEST

START_TEST(one_option_has_127_bytes)
{
	char line[200];

	memset(line, 'x', sizeof(line));
	memcpy(line, "badpage=", 8);
	line[127] = '\0';
	bench_cmdline(b, line);
	bench_plan(b);
	bench_clean(b);
	line[127] = 'x';
	line[128] = '\0';
	bench_plan(b);
	bench_says(bench_item(b, E_XEN_OPTION_LONG), "has 128 bytes");
	bench_says(bench_item(b, E_XEN_OPTION_LONG), "1 too many");
}
END_TEST

START_TEST(more_than_1023_bytes_are_a_warning)
{
	char line[1025];

	for (size_t i = 0; i < sizeof(line) - 1; i++)
		line[i] = "vwfi=aaa "[i % 9];
	line[1023] = '\0';
	bench_cmdline(b, line);
	bench_plan(b);
	bench_clean(b);
	line[1023] = 'a';
	line[1024] = '\0';
	bench_plan(b);
	ck_assert_int_eq(bench_item(b, E_XEN_CMDLINE_LONG)->level,
			 DIAG_WARNING);
}
END_TEST

/* Text, and whether extended regions are left on. */
static const struct {
	const char *cmdline;
	bool on;
} switches[] = {
	{ "", true },
	{ "ext_regions", true },
	{ "ext_regions=", true },
	{ "ext_regions=1", true },
	{ "ext_regions=enable", true },
	{ "ext_regions=0", false },
	{ "ext_regions=no", false },
	{ "ext_regions=off", false },
	{ "ext_regions=false", false },
	{ "ext_regions=disable", false },
	{ "no-ext_regions", false },
	{ "no-ext_regions=0", true },
	{ "ext_regions=0 ext_regions=1", true },
	{ "ext_regions=1  no-ext_regions ", false },
	{ "ext_regions=maybe", true },
	{ "ext_regions=0 ext_regions=maybe", false },
	{ "ext-regions=0", true },
	{ "ext_regions_x=0", true },
	{ "xext_regions=0", true },
};

START_TEST(ext_regions_is_read_as_xen_does)
{
	bench_cmdline(b, switches[_i].cmdline);
	ck_assert_int_eq(enhanced()->n_regions > 0, switches[_i].on);
}
END_TEST

Suite *suite_plan_cmdline(void);
Suite *suite_plan_cmdline(void)
{
	Suite *s = suite_create("plan_cmdline");
	TCase *t = tcase_create("cmdline");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, without_dom0_the_command_line_is_the_users);
	tcase_add_test(t, nothing_said_is_an_empty_command_line);
	tcase_add_test(t, dom0_brings_its_memory_and_vcpus);
	tcase_add_test(t, the_same_said_twice_is_no_matter);
	tcase_add_test(t, dom0_alone_makes_a_command_line);
	tcase_add_test(t, dom0_memory_that_is_no_mib_is_said_in_kib);
	tcase_add_test(t, dom0_options_twice_name_both_places);
	tcase_add_test(t, other_options_of_dom0_are_left_alone);
	tcase_add_test(t, dom0_has_a_command_line_of_its_own);
	tcase_add_test(t, one_option_has_127_bytes);
	tcase_add_test(t, more_than_1023_bytes_are_a_warning);
	tcase_add_loop_test(t, ext_regions_is_read_as_xen_does, 0,
			    sizeof(switches) / sizeof(switches[0]));
	suite_add_tcase(s, t);
	return s;
}
