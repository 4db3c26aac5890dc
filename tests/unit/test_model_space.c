/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_model_space.c - the guest physical layout that a domain asks for.
 */
#include "test_model.h"

static const struct domain *bind_on(const char *target, const char *keys)
{
	const struct system *s;

	s = bind_system(arena_printf(fx.a, "target: {%s}\n"
				     "board: {device-tree: board.dts}\n"
				     "domains:\n"
				     "  a: {memory: 64 MiB, kernel: Image,\n"
				     "%s}\n", target, keys));
	ck_assert_ptr_nonnull(s);
	return &s->domains[0];
}

/* On a target that has the extension. */
static const struct domain *bind_space(const char *space)
{
	return bind_on("xen: \"4.20\", extensions: [guest-layout]",
		       arena_printf(fx.a, "address-space: {%s}", space));
}

START_TEST(what_is_not_said_is_auto)
{
	const struct address_space *s = &bind_on("xen: \"4.20\"", "")->space;

	ck_assert_ptr_null(s->place.file);
	ck_assert(!s->grant_base.given && !s->grant_size.given);
	ck_assert_int_eq(s->regions, REGIONS_AUTO);
	ck_assert(!s->magic_base.given);
	ck_assert(!s->shared_info_page.given && !s->shared_info_page.v);
	ck_assert_uint_eq(s->n_expose, 0);
	expect_clean();
}
END_TEST

START_TEST(an_empty_map_says_nothing)
{
	ck_assert_ptr_null(bind_space("")->space.place.file);
	expect_clean();
}
END_TEST

START_TEST(auto_is_said_but_gives_no_value)
{
	const struct address_space *s;

	s = &bind_space("grant-table: {base: auto, size: auto},"
			" extended-regions: auto, magic-base: auto")->space;
	ck_assert_uint_eq(s->place.line, 5);
	ck_assert(!s->grant_base.given && !s->grant_size.given);
	ck_assert_uint_eq(s->grant_base.place.line, 5);
	ck_assert_int_eq(s->regions, REGIONS_AUTO);
	ck_assert_uint_eq(s->regions_place.line, 5);
	ck_assert(!s->magic_base.given);
	expect_clean();
}
END_TEST

START_TEST(a_grant_table_has_base_and_size)
{
	const struct address_space *s;

	s = &bind_space("grant-table: {base: 0x3a000000, size: 16 MiB}")->space;
	ck_assert_uint_eq(s->grant_base.v, 0x3a000000);
	ck_assert_uint_eq(s->grant_size.v, MIB(16));
	ck_assert(s->grant_base.given && s->grant_size.given);
	expect_clean();
}
END_TEST

START_TEST(regions_can_be_none)
{
	ck_assert_int_eq(bind_space("extended-regions: none")->space.regions,
			 REGIONS_NONE);
	expect_clean();
}
END_TEST

START_TEST(regions_can_be_a_size_in_all)
{
	const struct address_space *s;

	s = &bind_space("extended-regions: {size: 4 GiB}")->space;
	ck_assert_int_eq(s->regions, REGIONS_SIZE);
	ck_assert_uint_eq(s->regions_size, GIB(4));
	expect_clean();
}
END_TEST

START_TEST(regions_can_be_a_list_in_any_order)
{
	const struct address_space *s;

	s = &bind_space("extended-regions: [{base: 0x80000000, size: 1 GiB},\n"
			"  {base: 0x60000000, size: 64 KiB}]")->space;
	ck_assert_int_eq(s->regions, REGIONS_LIST);
	ck_assert_uint_eq(s->n_region_list, 2);
	ck_assert_uint_eq(s->region_list[0].range.base, 0x80000000);
	ck_assert_uint_eq(s->region_list[1].range.size, KIB(64));
	ck_assert_uint_eq(s->region_list[1].place.line, 6);
	expect_clean();
}
END_TEST

START_TEST(magic_pages_can_be_moved_and_kept)
{
	const struct address_space *s;

	s = &bind_space("magic-base: 0x3b000000,"
			" shared-info-page: true")->space;
	ck_assert_uint_eq(s->magic_base.v, 0x3b000000);
	ck_assert(s->shared_info_page.v);
	expect_clean();
}
END_TEST

START_TEST(windows_have_a_reason)
{
	const struct address_space *s;

	s = &bind_space("expose: [{base: 0x3a000000, size: 1 MiB,"
			" why: mailbox}]")->space;
	ck_assert_uint_eq(s->n_expose, 1);
	ck_assert_uint_eq(s->expose[0].range.base, 0x3a000000);
	ck_assert_str_eq(s->expose[0].why, "mailbox");
}
END_TEST

static const char *const past_the_end[] = {
	"extended-regions: [{base: 0xffffffffffe00000, size: 4 MiB}]",
	"expose: [{base: 0xffffffffffffffff, size: 1 KiB}]",
};

START_TEST(what_passes_the_end_of_space_is_refused)
{
	const struct address_space *s = &bind_space(past_the_end[_i])->space;

	expect_finding(E_ADDRESS, "does not lie below 2^64");
	ck_assert_uint_eq(s->n_region_list + s->n_expose, 0);
}
END_TEST

/* Their sizes may not be said: src/plan knows them. */
START_TEST(where_a_base_leads_to_is_left_to_the_plan)
{
	const struct address_space *s;

	s = &bind_space("grant-table: {base: 0xffffffffffffffff, size: 8 KiB},"
			" magic-base: 0xffffffffffffffff")->space;
	ck_assert(s->grant_base.given && s->magic_base.given);
	expect_clean();
}
END_TEST

/* ---- what stock Xen cannot be told ---- */

static const struct {
	const char *space, *what;
} needing[] = {
	{ "grant-table: {base: 0x3a000000}", "'grant-table.base' needs" },
	{ "grant-table: {size: 16 MiB}", "'grant-table.size' needs" },
	{ "extended-regions: none", "'extended-regions' other than 'auto'" },
	{ "extended-regions: {size: 4 GiB}", "'extended-regions' other" },
	{ "extended-regions: [{base: 0x60000000, size: 1 GiB}]",
	  "'extended-regions' other" },
	{ "magic-base: 0x3b000000", "'magic-base' needs" },
	{ "shared-info-page: true", "'shared-info-page' needs" },
};

START_TEST(a_layout_needs_the_extension)
{
	bind_on("xen: \"4.20\"", arena_printf(fx.a, "address-space: {%s}",
					      needing[_i].space));
	expect_finding(E_NEEDS_EXTENSION, needing[_i].what);
	ck_assert_uint_eq(fx.d->items->place.line, 5);
	ck_assert_uint_eq(fx.d->items->notes->place.line, 1);
	ck_assert_str_eq(fx.d->items->notes->text,
			 "if the target's Xen has the patches of hypervisor/xen-4.20, say target.extensions: [guest-layout]");
}
END_TEST

START_TEST(without_patches_the_release_that_has_them_is_named)
{
	bind_on("xen: \"4.17\"", "address-space: {magic-base: 0x3b000000}");
	expect_finding(E_NEEDS_EXTENSION,
		       "domain 'a': 'magic-base' needs a Xen with the extension 'guest-layout'");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "there are no patches for this release; 4.20 has them");
}
END_TEST

START_TEST(what_says_nothing_new_needs_no_extension)
{
	bind_on("xen: \"4.17\"",
		"maps: [], address-space: {grant-table: {base: auto},"
		" extended-regions: auto, magic-base: auto,"
		" shared-info-page: false,"
		" expose: [{base: 0x3a000000, size: 1 MiB}]}");
	expect_clean();
}
END_TEST

START_TEST(a_release_without_the_series_cannot_have_it)
{
	bind_on("xen: \"4.17\", extensions: [guest-layout]",
		"address-space: {magic-base: 0x3b000000}");
	expect_finding(E_RELEASE_LACKS,
		       "Xen 4.17 has no extension 'guest-layout'");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "the release is said here; 4.20 has it");
}
END_TEST

START_TEST(an_unknown_release_is_the_only_finding)
{
	bind_system("target: {xen: \"9\", extensions: [guest-layout]}\n"
		    "board: {device-tree: board.dts}\n"
		    "domains: {a: {memory: 64 MiB, kernel: Image,"
		    " grants: {version: 2},"
		    " address-space: {magic-base: 0x3b000000}}}\n");
	expect_finding(E_TARGET_UNKNOWN, "no table of facts");
}
END_TEST

START_TEST(an_extension_is_kept_with_its_place)
{
	const struct system *s;

	s = bind_system("target: {xen: \"4.20\",\n"
			"  extensions: [guest-layout]}\n"
			"board: {device-tree: board.dts}\ndomains: {}\n");
	ck_assert(s->target.extensions[EXTENSION_GUEST_LAYOUT]);
	ck_assert_uint_eq(s->target.extensions_place.line, 2);
	expect_clean();
}
END_TEST

static const char *const others[] = {
	"  dom0: {memory: 64 MiB, kernel: Image, %s}\n",
	"  x: {memory: 64 MiB, kernel: Image, start: xl, %s}\n",
};
static const char *const domu_keys[] = {
	"address-space: {}", "p2m-pool: auto", "grants: {}",
};

START_TEST(only_domains_built_at_boot_have_a_layout)
{
	const char *key = domu_keys[_i % 3];

	bind_system(arena_printf(fx.a, YAML_HEAD "domains:\n%.*s%s}\n",
				 (int)strlen(others[_i / 3]) - 4,
				 others[_i / 3], key));
	expect_finding(E_DOMAIN_KEY, "cannot have");
}
END_TEST

static void add_needs(TCase *c)
{
	tcase_add_loop_test(c, a_layout_needs_the_extension, 0,
			    sizeof(needing) / sizeof(needing[0]));
	tcase_add_test(c, without_patches_the_release_that_has_them_is_named);
	tcase_add_test(c, what_says_nothing_new_needs_no_extension);
	tcase_add_test(c, a_release_without_the_series_cannot_have_it);
	tcase_add_test(c, an_unknown_release_is_the_only_finding);
	tcase_add_test(c, an_extension_is_kept_with_its_place);
	tcase_add_loop_test(c, only_domains_built_at_boot_have_a_layout, 0, 6);
}

Suite *suite_model_space(void);
Suite *suite_model_space(void)
{
	Suite *s = suite_create("model_space");
	TCase *c = add_case(s, "space");

	tcase_add_test(c, what_is_not_said_is_auto);
	tcase_add_test(c, an_empty_map_says_nothing);
	tcase_add_test(c, auto_is_said_but_gives_no_value);
	tcase_add_test(c, a_grant_table_has_base_and_size);
	tcase_add_test(c, regions_can_be_none);
	tcase_add_test(c, regions_can_be_a_size_in_all);
	tcase_add_test(c, regions_can_be_a_list_in_any_order);
	tcase_add_test(c, magic_pages_can_be_moved_and_kept);
	tcase_add_test(c, windows_have_a_reason);
	tcase_add_loop_test(c, what_passes_the_end_of_space_is_refused, 0,
			    sizeof(past_the_end) / sizeof(past_the_end[0]));
	tcase_add_test(c, where_a_base_leads_to_is_left_to_the_plan);
	add_needs(add_case(s, "needs"));
	return s;
}
