/* SPDX-License-Identifier: BSD-2-Clause */
/* Guest addresses that two things share, where Xen and libxl do not look. */
#include "layout_fixture.h"

#include "lint/lint.h"

static struct bench *b;
static struct domain *d;

static void setup(void)
{
	b = bench_new("4.20");
	b->system.target.kconfig_name.given = true;
	memset(b->system.target.kconfig, 1, sizeof(b->system.target.kconfig));
	/* one of the choices alone */
	b->system.target.kconfig[KCONFIG_XSM_FLASK_DEFAULT] = false;
	d = bench_domain(b, "net", MIB(512));
	d->enhanced = ENHANCED_NO_XENSTORE;
}

static void teardown(void)
{
	bench_free(b);
}

static void run(void)
{
	struct dt_tree **trees;

	bench_plan(b);
	trees = arena_array(b->arena, b->plan->n_domains + 1, sizeof(*trees));
	lint_run(&(struct lint_input){
		.arena = b->arena, .diags = b->diags, .system = &b->system,
		.plan = b->plan, .guest_trees = trees,
	});
}

/* The only finding. */
static const struct diag_item *finds(const char *text, unsigned int line)
{
	run();
	ck_assert_uint_eq(b->diags->n_items, 1);
	ck_assert_str_eq(diag_codes[b->diags->items->code].number, "E0531");
	ck_assert_str_eq(b->diags->items->text, text);
	ck_assert_uint_eq(b->diags->items->place.line, line);
	return b->diags->items;
}

static void is_clean(void)
{
	run();
	bench_clean(b);
}

static void use_extension(void)
{
	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = true;
}

START_TEST(a_passed_device_in_a_region_is_seen)
{
	const struct diag_item *i;

	give_device(b, d, 0x70000000, PAGE_BYTES);
	i = finds("domain 'net': xen,reg of /passthrough/dev 0x70000000-0x70000fff overlaps extended region 0x60000000-0xffffffff, and Xen does not look",
		  LINE_DOMAINS + LINE_TREE);
	bench_says(i, "a fact of Xen 4.20");
	bench_says(i, "a Xen with the extension guest-layout can be told");
}
END_TEST

START_TEST(where_the_target_has_it_the_way_out_is_a_key)
{
	use_extension();
	give_device(b, d, 0x70000000, PAGE_BYTES);
	run();
	bench_says(b->diags->items, "say 'address-space: {extended-regions: auto}'");
}
END_TEST

START_TEST(a_layout_keeps_clear_of_it)
{
	use_extension();
	d->space.place = bench_place(9);
	give_device(b, d, 0x70000000, PAGE_BYTES);
	is_clean();
}
END_TEST

START_TEST(a_passed_device_in_ram_is_seen)
{
	give_device(b, d, 0x40000000, PAGE_BYTES);
	finds("domain 'net': xen,reg of /passthrough/dev 0x40000000-0x40000fff overlaps RAM 0x40000000-0x5fffffff, and Xen does not look",
	      LINE_DOMAINS + LINE_TREE);
}
END_TEST

START_TEST(a_passed_device_may_lie_in_a_window_that_is_not_used)
{
	give_device(b, d, 0x10000000, MIB(1));
	give_device(b, d, 0x39800000, PAGE_BYTES);
	is_clean();
}
END_TEST

START_TEST(but_not_on_the_xenstore_page)
{
	bench_domain(b, "dom0", MIB(64));
	d->enhanced = ENHANCED_TRUE;
	give_device(b, d, 0x39001000, PAGE_BYTES);
	run();
	ck_assert_uint_eq(bench_count(b, E_WINDOW_OVERLAP), 1);
	bench_says(bench_item(b, E_WINDOW_OVERLAP), "the magic pages");
}
END_TEST

START_TEST(a_grant_table_is_not_there_without_its_node)
{
	d->enhanced = ENHANCED_OFF;
	give_device(b, d, 0x38000000, PAGE_BYTES);
	is_clean();
}
END_TEST

START_TEST(two_devices_may_share_a_page)
{
	give_device(b, d, 0x10000000, PAGE_BYTES);
	give_device(b, d, 0x10000000, PAGE_BYTES);
	is_clean();
}
END_TEST

START_TEST(xen_417_puts_regions_over_shared_memory)
{
	b->system.target.facts = facts_find("4.17");
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	finds("domain 'net': static shared memory 'ring' 0x70000000-0x701fffff overlaps extended region 0x60000000-0xffffffff, and Xen does not look",
	      LINE_SHARED);
}
END_TEST

START_TEST(xen_420_does_not)
{
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	is_clean();
}
END_TEST

START_TEST(shared_memory_in_ram_is_seen)
{
	give_shared(b, "ring", MIB(2), "net", 0x50000000);
	run();
	bench_says(bench_item(b, E_WINDOW_OVERLAP), "RAM");
}
END_TEST

START_TEST(an_exposed_window_is_compared_with_everything)
{
	give_expose(b, d, 0x22ffffff, PAGE_BYTES);
	run();
	bench_says(bench_item(b, E_WINDOW_OVERLAP), "the vPCI memory window");
}
END_TEST

START_TEST(two_exposed_windows_are_compared)
{
	give_expose(b, d, 0x3a000000, MIB(1));
	give_expose(b, d, 0x3a0ff000, MIB(1));
	run();
	ck_assert_uint_eq(bench_count(b, E_WINDOW_OVERLAP), 1);
}
END_TEST

START_TEST(exposed_windows_between_all_else_are_fine)
{
	give_expose(b, d, 0x3a000000, MIB(96));
	give_expose(b, d, 0x33000000, MIB(80));
	is_clean();
}
END_TEST

START_TEST(an_exposed_window_in_a_listed_region_is_domcs_to_see)
{
	use_extension();
	d->space.place = bench_place(9);
	give_region(b, d, 0x80000000, MIB(128));
	give_expose(b, d, 0x80000000, MIB(1));
	run();
	ck_assert_uint_eq(b->diags->n_items, 1);
	bench_says(bench_item(b, E_WINDOW_OVERLAP), "extended region");
}
END_TEST

START_TEST(an_iommu_brings_regions_over_the_grant_table)
{
	d = bench_direct(b, "direct", 0x60000000, MIB(64));
	b->system.target.iommu.v = true;
	bench_partial(b, d, 1000);
	bench_mmio(b, 0x08000000, MIB(64));
	run();
	bench_says(bench_item(b, E_WINDOW_OVERLAP), "the grant table");
}
END_TEST

/* E0518 has its own words for this one. */
START_TEST(a_direct_map_is_reported_once)
{
	b->board.n_memory = 0;
	bench_ram(b, 0x20000000, GIB(2));
	bench_direct(b, "direct", 0x30000000, MIB(256));
	run();
	ck_assert_uint_eq(bench_count(b, E_DIRECT_MAP_CLASH), 1);
	ck_assert_uint_eq(bench_count(b, E_WINDOW_OVERLAP), 0);
}
END_TEST

START_TEST(static_shared_memory_needs_its_option)
{
	b->system.target.kconfig[KCONFIG_STATIC_SHM] = false;
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	run();
	bench_says(bench_item(b, E_KCONFIG_MISSING), "CONFIG_STATIC_SHM");
}
END_TEST

Suite *suite_lint_address(void);
Suite *suite_lint_address(void)
{
	Suite *s = suite_create("lint_address");
	TCase *t = tcase_create("address");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_passed_device_in_a_region_is_seen);
	tcase_add_test(t, where_the_target_has_it_the_way_out_is_a_key);
	tcase_add_test(t, a_layout_keeps_clear_of_it);
	tcase_add_test(t, a_passed_device_in_ram_is_seen);
	tcase_add_test(t, a_passed_device_may_lie_in_a_window_that_is_not_used);
	tcase_add_test(t, but_not_on_the_xenstore_page);
	tcase_add_test(t, a_grant_table_is_not_there_without_its_node);
	tcase_add_test(t, two_devices_may_share_a_page);
	tcase_add_test(t, xen_417_puts_regions_over_shared_memory);
	tcase_add_test(t, xen_420_does_not);
	tcase_add_test(t, shared_memory_in_ram_is_seen);
	tcase_add_test(t, an_exposed_window_is_compared_with_everything);
	tcase_add_test(t, two_exposed_windows_are_compared);
	tcase_add_test(t, exposed_windows_between_all_else_are_fine);
	tcase_add_test(t, an_exposed_window_in_a_listed_region_is_domcs_to_see);
	tcase_add_test(t, an_iommu_brings_regions_over_the_grant_table);
	tcase_add_test(t, a_direct_map_is_reported_once);
	tcase_add_test(t, static_shared_memory_needs_its_option);
	suite_add_tcase(s, t);
	return s;
}
