/* SPDX-License-Identifier: BSD-2-Clause */
/* target.kconfig as the .config of a build. */
#include "test_model.h"

#define HEAD_OF(xen) "#\n# Automatically generated file; DO NOT EDIT.\n# " \
	xen " Configuration\n#\n"

static struct system *bind_config(const char *release, const char *config)
{
	struct doc doc = { 0 };
	const char *yaml;

	write_text("xen.config", config);
	write_text("board.dts", DTS_BOARD(""));
	yaml = arena_printf(fx.a, "domc: 1\ntarget: {xen: \"%s\","
			    " kconfig: xen.config}\n"
			    "board: {device-tree: board.dts}\ndomains: {}\n",
			    release);
	doc.root = (struct value *)(uintptr_t)parse(yaml);
	return model_bind(fx.a, fx.d, &doc, path_of("system.yaml"), &fx.opts);
}

START_TEST(what_the_file_sets_is_on_and_all_else_is_off)
{
	const struct system *s;

	s = bind_config("4.20", HEAD_OF("Xen/arm 4.20.4-pre")
			"CONFIG_ARM_64=y\nCONFIG_STATIC_MEMORY=y\n"
			"# CONFIG_DOM0LESS_BOOT is not set\n"
			"CONFIG_NR_CPUS=128\nCONFIG_ARM64_SVE=y");
	ck_assert(s->target.kconfig[KCONFIG_STATIC_MEMORY]);
	ck_assert(s->target.kconfig[KCONFIG_ARM64_SVE]);
	ck_assert(!s->target.kconfig[KCONFIG_DOM0LESS_BOOT]);
	ck_assert(!s->target.kconfig[KCONFIG_SBSA_VUART_CONSOLE]);
	ck_assert_str_eq(s->target.kconfig_name.v, "xen.config");
	expect_clean();
}
END_TEST

START_TEST(what_has_no_option_in_a_release_is_built_in)
{
	const struct system *s;

	s = bind_config("4.17", HEAD_OF("Xen/arm 4.17.7")
			"CONFIG_ARM_64=y\n");
	ck_assert(s->target.kconfig[KCONFIG_DOM0LESS_BOOT]);
	ck_assert(s->target.kconfig[KCONFIG_STATIC_EVTCHN]);
	ck_assert(!s->target.kconfig[KCONFIG_XSM_SILO_DEFAULT]);
	expect_clean();
}
END_TEST

static const struct {
	const char *line;
	uint32_t n_colors;
} orders[] = {
	{ "", 128 },
	{ "CONFIG_LLC_COLORS_ORDER=7\n", 128 },
	{ "CONFIG_LLC_COLORS_ORDER=1\n", 2 },
	{ "CONFIG_LLC_COLORS_ORDER=10", 1024 },
	{ "CONFIG_LLC_COLORS_ORDER=11\n", 128 },
	{ "CONFIG_LLC_COLORS_ORDER=\n", 128 },
	{ "CONFIG_LLC_COLORS_ORDER=99999999999\n", 128 },
};

START_TEST(the_file_says_how_many_colours_there_can_be)
{
	const struct system *s;

	s = bind_config("4.20", arena_printf(fx.a, "CONFIG_ARM_64=y\n%s",
					     orders[_i].line));
	ck_assert_uint_eq(s->target.max_llc_colors, orders[_i].n_colors);
	expect_clean();
}
END_TEST

START_TEST(one_default_of_xsm_turns_the_other_off)
{
	const struct system *s;

	write_text("board.dts", DTS_BOARD(""));
	s = bind_system("domc: 1\ntarget: {xen: \"4.20\","
			" kconfig: [CONFIG_XSM_FLASK_DEFAULT]}\n"
			"board: {device-tree: board.dts}\ndomains: {}\n");
	ck_assert(s->target.kconfig[KCONFIG_XSM_FLASK_DEFAULT]);
	ck_assert(!s->target.kconfig[KCONFIG_XSM_SILO_DEFAULT]);
	expect_clean();
}
END_TEST

/* What target.kconfig says of a policy that is built in. */
static const struct {
	const char *kconfig;
	bool known, on;
} policies[] = {
	{ "", false, false }, { ", kconfig: defconfig", false, false },
	{ ", kconfig: debian", true, false },
	{ ", kconfig: [CONFIG_XSM_FLASK]", false, false },
	{ ", kconfig: [CONFIG_XSM_FLASK_POLICY]", true, true },
	{ ", kconfig: [CONFIG_XSM_FLASK_POLICY=n]", true, false },
	{ ", kconfig: xen.config", true, false },
};

START_TEST(whether_a_policy_is_built_in_is_not_always_known)
{
	const struct system *s;

	write_text("xen.config", "CONFIG_ARM_64=y\nCONFIG_XSM_FLASK=y\n");
	write_text("board.dts", DTS_BOARD(""));
	s = bind_system(arena_printf(fx.a, "domc: 1\ntarget: {xen: \"4.20\"%s}\n"
				     "board: {device-tree: board.dts}\n"
				     "domains: {}\n", policies[_i].kconfig));
	ck_assert_int_eq(s->target.flask_policy_known, policies[_i].known);
	ck_assert_int_eq(s->target.kconfig[KCONFIG_XSM_FLASK_POLICY],
			 policies[_i].on);
}
END_TEST

START_TEST(the_file_is_an_input)
{
	const struct system *s;

	s = bind_config("4.20", "CONFIG_ARM_64=y\n");
	ck_assert_str_eq(s->inputs->path, path_of("xen.config"));
	expect_clean();
}
END_TEST

START_TEST(a_file_of_another_release_is_an_error)
{
	/* 4.2 is no prefix of 4.20 that counts. */
	bind_config("4.20", HEAD_OF("Xen/arm 4.201.0") "CONFIG_ARM_64=y\n");
	expect_finding(E_KCONFIG_FILE, "is the configuration of Xen/arm 4.201.0, the target is Xen 4.20");
}
END_TEST

START_TEST(a_file_without_options_is_an_error)
{
	bind_config("4.20", "# nothing\n");
	expect_finding(E_KCONFIG_FILE, "no line of it sets an option");
}
END_TEST

START_TEST(a_file_for_x86_is_an_error)
{
	bind_config("4.20", HEAD_OF("Xen/x86 4.20.4") "CONFIG_X86=y\n");
	expect_finding(E_KCONFIG_FILE, "for another processor");
}
END_TEST

Suite *suite_model_kconfig(void);
Suite *suite_model_kconfig(void)
{
	Suite *s = suite_create("model_kconfig");
	TCase *c = add_case(s, "file");

	tcase_add_test(c, what_the_file_sets_is_on_and_all_else_is_off);
	tcase_add_test(c, what_has_no_option_in_a_release_is_built_in);
	tcase_add_loop_test(c, the_file_says_how_many_colours_there_can_be, 0,
			    (int)(sizeof(orders) / sizeof(orders[0])));
	tcase_add_test(c, one_default_of_xsm_turns_the_other_off);
	tcase_add_loop_test(c, whether_a_policy_is_built_in_is_not_always_known,
			    0, (int)(sizeof(policies) / sizeof(policies[0])));
	tcase_add_test(c, the_file_is_an_input);
	tcase_add_test(c, a_file_of_another_release_is_an_error);
	tcase_add_test(c, a_file_without_options_is_an_error);
	tcase_add_test(c, a_file_for_x86_is_an_error);
	return s;
}
