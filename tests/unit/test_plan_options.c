/* SPDX-License-Identifier: BSD-2-Clause */
/* Options of Xen's command line: known ones, and their values. */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
	b->system.target.max_llc_colors = 128;
	b->system.target.kconfig_name.given = true;
	memcpy(b->system.target.kconfig, b->system.target.facts->kconfig_option,
	       sizeof(b->system.target.kconfig));
}

static void teardown(void)
{
	bench_free(b);
}

static const char *const sound[] = {
	"console=dtuart dtuart=/pl011@9000000:115200n8 guest_loglvl=all",
	"sync_console", "no-sync_console", "sync_console=off", "noreboot=yes",
	"maxcpus=4", "maxcpus=0x4", "maxcpus=-1", "dom0_max_vcpus=2",
	"conring_size=1M", "conring_size=64", "llc-size=1m llc-nr-ways=16",
	"xsm=silo", "xsm=flask flask=permissive", "sched=null",
	"gnttab_max_frames=64 gnttab_max_maptrack_frames=0",
	"xen-llc-colors=0-3,6", "dom0=sve=-1", "dom0=sve=128", "argo=1",
	"badpage=0x1,0x2", "iommu=verbose,no",
};

START_TEST(what_xen_knows_is_left_alone)
{
	bench_cmdline(b, sound[_i]);
	bench_plan(b);
	bench_clean(b);
}
END_TEST

static const struct {
	const char *cmdline, *text;
} wrong[] = {
	{ "sync_console=perhaps", "Xen takes on or off" },
	{ "maxcpus=two", "Xen takes a number" },
	{ "maxcpus=2,3", "Xen takes a number" },
	{ "conring_size=1MB", "with B, K, M, G or T" },
	{ "xsm=Silo", "dummy, silo or flask" },
	{ "flask=on", "Xen takes enforcing" },
	{ "sched=fifo", "credit, credit2, null, rtds or arinc653" },
	{ "gnttab_max_frames=0", "one frame at least" },
	{ "gnttab_max_frames=many", "Xen takes a number" },
	{ "gnttab_max_maptrack_frames=2147483648", "2147483647 at most" },
	{ "xen-llc-colors=3-1", "runs backwards" },
	{ "dom0-llc-colors=0;1", "no number begins at ';1'" },
	{ "dom0=sve=100", "in steps of 128" },
	{ "dom0=sve=4096", "128 to 2048 bits" },
	{ "dom0=sve", "dom0=sve=NUMBER" },
	{ "dom0=sve=128,verbose", "dom0=sve=NUMBER" },
};

START_TEST(a_value_that_xen_does_not_take_is_refused)
{
	bench_cmdline(b, wrong[_i].cmdline);
	bench_plan(b);
	bench_says(bench_item(b, E_XEN_OPTION_VALUE), wrong[_i].text);
}
END_TEST

START_TEST(a_name_that_xen_does_not_know_is_a_warning)
{
	bench_cmdline(b, "max_cpus=2");
	bench_plan(b);
	ck_assert_int_eq(bench_item(b, E_XEN_OPTION_UNKNOWN)->level,
			 DIAG_WARNING);
	bench_says(bench_item(b, E_XEN_OPTION_UNKNOWN), "mean 'maxcpus'");
}
END_TEST

/* Its build is what the option needs; and without one said, nobody knows. */
START_TEST(an_option_may_need_another_build)
{
	bench_cmdline(b, "sched_credit_tslice_ms=5 llc-nr-ways=1");
	b->system.target.kconfig[KCONFIG_LLC_COLORING] = false;
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_XEN_OPTION_UNKNOWN), 1);
	bench_says(bench_item(b, E_XEN_OPTION_UNKNOWN), "CONFIG_LLC_COLORING");
}
END_TEST

START_TEST(a_build_that_is_not_said_is_not_judged)
{
	bench_cmdline(b, "llc-nr-ways=1 dom0=sve=128 sched=null xsm=flask");
	b->system.target.kconfig_name.given = false;
	memset(b->system.target.kconfig, 0, sizeof(b->system.target.kconfig));
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(sve_of_dom0_stops_a_xen_without_it)
{
	bench_cmdline(b, "dom0=sve=128");
	b->system.target.kconfig[KCONFIG_ARM64_SVE] = false;
	bench_plan(b);
	bench_says(bench_item(b, E_XEN_OPTION_VALUE),
		   "without CONFIG_ARM64_SVE");
}
END_TEST

START_TEST(an_option_of_another_release_is_not_known)
{
	struct bench *old = bench_new("4.17");

	bench_cmdline(old, "dom0=sve=128");
	bench_plan(old);
	bench_says(bench_item(old, E_XEN_OPTION_UNKNOWN), "Xen 4.20 has it");
	bench_free(old);
}
END_TEST

START_TEST(an_iommu_of_the_target_must_stay_on)
{
	b->system.target.iommu = (struct set_bool){ true, true, PLACE_NONE };
	bench_cmdline(b, "iommu=force,no");
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_IOMMU_OFF), 1);
}
END_TEST

START_TEST(the_last_word_of_iommu_wins)
{
	b->system.target.iommu = (struct set_bool){ true, true, PLACE_NONE };
	bench_cmdline(b, "iommu=off,verbose,on");
	bench_plan(b);
	bench_clean(b);
}
END_TEST

/* Values of iommu=, and whether one is wanted at any price. */
static const struct {
	const char *cmdline;
	bool forced;
} forces[] = {
	{ "iommu=force", true }, { "iommu=required", true },
	{ "iommu=verbose,force", true }, { "iommu=off,force", true },
	{ "iommu=force=on", true }, { "iommu=force=0", false },
	{ "iommu=force,no-required", false }, { "iommu=no-force", false },
	{ "iommu=on", false }, { "iommu=forced", false },
};

START_TEST(an_iommu_at_any_price_has_to_be_there)
{
	bench_cmdline(b, forces[_i].cmdline);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_IOMMU_FORCED), forces[_i].forced);
}
END_TEST

Suite *suite_plan_options(void);
Suite *suite_plan_options(void)
{
	Suite *s = suite_create("plan_options");
	TCase *t = tcase_create("options");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, what_xen_knows_is_left_alone, 0,
			    sizeof(sound) / sizeof(sound[0]));
	tcase_add_loop_test(t, a_value_that_xen_does_not_take_is_refused, 0,
			    sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(t, a_name_that_xen_does_not_know_is_a_warning);
	tcase_add_test(t, an_option_may_need_another_build);
	tcase_add_test(t, a_build_that_is_not_said_is_not_judged);
	tcase_add_test(t, sve_of_dom0_stops_a_xen_without_it);
	tcase_add_test(t, an_option_of_another_release_is_not_known);
	tcase_add_test(t, an_iommu_of_the_target_must_stay_on);
	tcase_add_test(t, the_last_word_of_iommu_wins);
	tcase_add_loop_test(t, an_iommu_at_any_price_has_to_be_there, 0,
			    sizeof(forces) / sizeof(forces[0]));
	suite_add_tcase(s, t);
	return s;
}
