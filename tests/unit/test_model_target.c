/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

/* The target of a system with these keys in it. */
static const struct target *bind_keys(const char *keys)
{
	const struct system *s;

	s = bind_system(arena_printf(fx.a, "target: {%s}\n"
				     "board: {device-tree: board.dts}\n"
				     "domains: {}\n", keys));
	return s ? &s->target : NULL;
}

START_TEST(a_release_brings_its_facts)
{
	const struct target *t = bind_keys("xen: \"4.17\"");

	ck_assert_str_eq(t->facts->release, "4.17");
	ck_assert_str_eq(t->xen.v, "4.17");
	ck_assert_uint_eq(t->xen.place.line, 1);
	expect_clean();
}
END_TEST

START_TEST(a_full_version_names_its_release)
{
	const struct target *t;

	t = bind_keys("xen: 4.20.4+63-g7abfd2bce2-0+deb13u1");
	ck_assert_str_eq(t->facts->release, "4.20");
}
END_TEST

START_TEST(an_unknown_release_lists_those_known)
{
	ck_assert_ptr_null(bind_keys("xen: \"4.19\""));
	expect_finding(E_TARGET_UNKNOWN, "no table of facts for Xen '4.19'");
	ck_assert_str_eq(fx.d->items->notes->text, "it knows 4.17, 4.20");
}
END_TEST

START_TEST(an_unknown_release_does_not_hide_other_findings)
{
	bind_system("target: {xen: \"9\"}\nboard: {device-tree: nosuch}\n"
		    "domains: {a: {memory: 1}}\n");
	ck_assert_uint_eq(count_code(E_TARGET_UNKNOWN), 1);
	ck_assert_uint_eq(count_code(E_FILE_NOT_FOUND), 1);
	ck_assert_uint_eq(count_code(E_SIZE), 1);
	ck_assert_uint_eq(count_code(E_NO_KERNEL), 1);
}
END_TEST

START_TEST(ipa_bits_are_40_unless_said)
{
	ck_assert_uint_eq(bind_keys("xen: \"4.20\"")->ipa_bits.v, 40);
	ck_assert(!bind_keys("xen: \"4.20\"")->ipa_bits.given);
	ck_assert_uint_eq(bind_keys("xen: \"4.20\", ipa-bits: 44")->ipa_bits.v,
			  44);
}
END_TEST

START_TEST(an_iommu_is_as_said)
{
	ck_assert(!bind_keys("xen: \"4.20\"")->iommu.given);
	ck_assert(bind_keys("xen: \"4.20\", iommu: true")->iommu.v);
}
END_TEST

START_TEST(kconfig_unsaid_is_the_defconfig_but_not_given)
{
	const struct target *t = bind_keys("xen: \"4.20\"");

	ck_assert(!t->kconfig_name.given);
	ck_assert_mem_eq(t->kconfig, t->facts->kconfig_defconfig,
			 sizeof(t->kconfig));
}
END_TEST

START_TEST(kconfig_debian_is_what_the_package_has)
{
	const struct target *t = bind_keys("xen: \"4.20\", kconfig: debian");

	ck_assert_str_eq(t->kconfig_name.v, "debian");
	ck_assert_mem_eq(t->kconfig, t->facts->kconfig_debian,
			 sizeof(t->kconfig));
}
END_TEST

START_TEST(a_list_turns_options_on_and_off)
{
	const struct target *t;

	t = bind_keys("kconfig: [CONFIG_STATIC_MEMORY,"
		      " CONFIG_STATIC_SHM=y, CONFIG_SBSA_VUART_CONSOLE=n],"
		      " xen: \"4.20\"");
	ck_assert(t->kconfig_name.given);
	ck_assert_ptr_null(t->kconfig_name.v);
	ck_assert(t->kconfig[KCONFIG_STATIC_MEMORY]);
	ck_assert(t->kconfig[KCONFIG_STATIC_SHM]);
	ck_assert(!t->kconfig[KCONFIG_SBSA_VUART_CONSOLE]);
	ck_assert(t->kconfig[KCONFIG_DOM0LESS_BOOT]);
	expect_clean();
}
END_TEST

START_TEST(a_misspelt_option_is_suggested)
{
	bind_keys("xen: \"4.20\", kconfig: [CONFIG_STATIC_MEMROY]");
	expect_finding(E_KCONFIG_NAME,
		       "did you mean CONFIG_STATIC_MEMORY?");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

START_TEST(an_option_of_a_later_release_is_refused)
{
	bind_keys("xen: \"4.17\", kconfig: [CONFIG_LLC_COLORING]");
	expect_finding(E_KCONFIG_RELEASE,
		       "Xen 4.17 has no option CONFIG_LLC_COLORING");
}
END_TEST

START_TEST(what_is_always_built_in_cannot_be_turned_off)
{
	bind_keys("xen: \"4.17\", kconfig: [CONFIG_DOM0LESS_BOOT=n]");
	expect_finding(E_KCONFIG_RELEASE,
		       "Xen 4.17 cannot do without CONFIG_DOM0LESS_BOOT");
}
END_TEST

START_TEST(what_is_always_built_in_may_be_listed)
{
	bind_keys("xen: \"4.17\", kconfig: [CONFIG_DOM0LESS_BOOT,"
		  " CONFIG_LLC_COLORING=n]");
	expect_clean();
}
END_TEST

Suite *suite_model_target(void);
Suite *suite_model_target(void)
{
	Suite *s = suite_create("model_target");
	TCase *c = add_case(s, "target");

	tcase_add_test(c, a_release_brings_its_facts);
	tcase_add_test(c, a_full_version_names_its_release);
	tcase_add_test(c, an_unknown_release_lists_those_known);
	tcase_add_test(c, an_unknown_release_does_not_hide_other_findings);
	tcase_add_test(c, ipa_bits_are_40_unless_said);
	tcase_add_test(c, an_iommu_is_as_said);
	tcase_add_test(c, kconfig_unsaid_is_the_defconfig_but_not_given);
	tcase_add_test(c, kconfig_debian_is_what_the_package_has);
	tcase_add_test(c, a_list_turns_options_on_and_off);
	tcase_add_test(c, a_misspelt_option_is_suggested);
	tcase_add_test(c, an_option_of_a_later_release_is_refused);
	tcase_add_test(c, what_is_always_built_in_cannot_be_turned_off);
	tcase_add_test(c, what_is_always_built_in_may_be_listed);
	return s;
}
