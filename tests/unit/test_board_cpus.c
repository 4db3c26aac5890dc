/* SPDX-License-Identifier: BSD-2-Clause */
/* Xen's numbers for the CPUs of a board tree, and those that it leaves out. */
#include "test_model.h"

#define PSCI "enable-method = \"psci\"; "
#define CPU(name, more) "cpu@" name " { device_type = \"cpu\"; " \
	"compatible = \"arm,cortex-a57\"; " more " };\n"
#define CPUS(list) DTS(DTS_MEMORY DTS_TIMER DTS_GIC \
	"cpus { #address-cells = <1>; #size-cells = <0>;\n" list "};\n")

static const struct board *numbered(const char *dts, const char *release,
				    uint32_t max_cpus)
{
	struct board *b = (struct board *)(uintptr_t)read_board(dts);

	ck_assert_ptr_nonnull(b);
	board_fit_release(fx.a, fx.d, b, facts_find(release), max_cpus);
	return b;
}

/* "0 2": those that run, by the last letter of their paths. */
static const char *running(const struct board *b)
{
	const char *text = "";

	for (uint32_t i = 0; i < b->n_cpus; i++) {
		const char *path = b->cpus[i].path;

		ck_assert_uint_eq(b->cpus[i].number, i);
		text = arena_printf(fx.a, "%s%c", text, b->cpus[i].fault ?
				    '-' : path[strlen(path) - 1]);
	}
	return text;
}

static const struct {
	const char *dts;
	const char *old, *now;	/* of 4.17 and 4.20: '-' for a hole */
	const char *fault;	/* NULL: none */
} trees[] = {
	{ CPUS(CPU("0", PSCI "reg = <0>;") CPU("1", PSCI "reg = <1>;")),
	  "01", "01", NULL },
	{ CPUS(CPU("0", "reg = <0>;") CPU("1", PSCI "reg = <1>;")),
	  "01", "01", NULL },
	{ CPUS(CPU("0", "reg = <0>;") CPU("1", "reg = <1>;")
	       CPU("2", PSCI "reg = <2>;") CPU("3", PSCI "reg = <3>;")),
	  "0-2-", "023", "it has no enable-method" },
	{ CPUS(CPU("0", PSCI "reg = <0>;") CPU("1", PSCI "reg = <0>;")
	       CPU("2", PSCI "reg = <2>;")),
	  "02", "02", "its reg is that of /cpus/cpu@0" },
	{ CPUS(CPU("0", PSCI "reg = <0>;") CPU("1", PSCI)
	       CPU("2", PSCI "reg = <2>;")), "02", "02", "it has no reg" },
	{ CPUS(CPU("0", PSCI "reg = <0>;")
	       CPU("1", PSCI "reg = <0x1000001>;")), "0", "0",
	  "0x1000001 is no affinity" },
	{ CPUS(CPU("0", PSCI) CPU("1", PSCI "reg = <1>;")), "", "",
	  "it has no reg" },
	{ CPUS(CPU("0", "reg = <0>;")
	       CPU("1", "enable-method = \"psci-0.2\"; reg = <1>;")),
	  "0-", "0", "neither psci nor spin-table" },
	{ CPUS(CPU("0", "reg = <0>;")
	       CPU("1", "enable-method = \"spin-table\"; reg = <1>;")
	       CPU("2", PSCI "reg = <2>;")),
	  "0-2", "0-2", "no cpu-release-addr" },
	{ CPUS(CPU("0", "reg = <0>;")
	       CPU("1", "reg = <1>;") CPU("2", PSCI "reg = <1>;")),
	  "0--", "02", "no enable-method" },
};

static void expect_fault(const char *fault)
{
	if (fault)
		expect_finding(E_BOARD_CPU_UNUSED, fault);
	else
		expect_clean();
}

START_TEST(since_4_20_a_cpu_that_fails_gives_its_number_back)
{
	const struct board *b = numbered(trees[_i].dts, "4.20", 128);

	ck_assert_str_eq(running(b), trees[_i].now);
	expect_fault(trees[_i].fault);
}
END_TEST

START_TEST(in_4_17_a_cpu_that_fails_leaves_a_hole)
{
	const struct board *b = numbered(trees[_i].dts, "4.17", 128);

	ck_assert_str_eq(running(b), trees[_i].old);
	expect_fault(trees[_i].fault);
}
END_TEST

START_TEST(xen_is_built_for_so_many)
{
	const struct board *b = numbered(trees[0].dts, "4.20", 1);

	ck_assert_str_eq(running(b), "0");
	expect_finding(E_BOARD_CPU_UNUSED, "built for 1 CPUs");
}
END_TEST

START_TEST(the_finding_counts_them)
{
	numbered(trees[2].dts, "4.17", 128);
	expect_finding(E_BOARD_CPU_UNUSED, "/cpus/cpu@1 and 1 more CPU:");
}
END_TEST

Suite *suite_board_cpus(void);
Suite *suite_board_cpus(void)
{
	Suite *s = suite_create("board_cpus");
	TCase *t = tcase_create("cpus");

	tcase_add_checked_fixture(t, fixture_open,
				  fixture_close);
	tcase_add_loop_test(t,
			    since_4_20_a_cpu_that_fails_gives_its_number_back,
			    0, sizeof(trees) / sizeof(trees[0]));
	tcase_add_loop_test(t, in_4_17_a_cpu_that_fails_leaves_a_hole, 0,
			    sizeof(trees) / sizeof(trees[0]));
	tcase_add_test(t, xen_is_built_for_so_many);
	tcase_add_test(t, the_finding_counts_them);
	suite_add_tcase(s, t);
	return s;
}
