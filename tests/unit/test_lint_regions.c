/* SPDX-License-Identifier: BSD-2-Clause */
/* Regions that Linux cannot use, frames that do not fit, iomem of xl. */
#include "layout_fixture.h"

#include "lint/lint.h"

static struct bench *b;
static struct domain *d;

static void setup(void)
{
	b = layout_bench();
	b->system.target.kconfig_name.given = true;
	memset(b->system.target.kconfig, 1, sizeof(b->system.target.kconfig));
	bench_cmdline(b, "xsm=dummy");
	d = layout_domain(b, "net");
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

START_TEST(a_region_without_an_aligned_section_is_a_warning)
{
	give_region(b, d, 0x84000000, MIB(128) + MIB(62));
	run();
	ck_assert_int_eq(bench_item(b, E_REGIONS_SECTIONS)->level,
			 DIAG_WARNING);
	bench_says(bench_item(b, E_REGIONS_SECTIONS),
		   "no extended region holds 128 MiB");
}
END_TEST

START_TEST(one_aligned_section_is_enough)
{
	give_region(b, d, 0x84000000, MIB(192));
	run();
	bench_clean(b);
}
END_TEST

START_TEST(sections_that_are_too_few_for_the_maps_are_a_warning)
{
	give_region(b, d, 0x84000000, MIB(256));
	bench_domain(b, "app", MIB(64));
	give_claim(b, d, "app", MAP_GRANT, MIB(64));
	run();
	bench_says(bench_item(b, E_REGIONS_SECTIONS),
		   "of the 256 MiB in its extended regions Linux can use 128 MiB");
}
END_TEST

START_TEST(no_region_at_all_is_not_this_rules_affair)
{
	d->space.regions = REGIONS_NONE;
	run();
	bench_clean(b);
}
END_TEST

START_TEST(stock_xen_has_room_for_4096_frames)
{
	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = false;
	d->grants.frames = bench_u64(4096, 9);
	run();
	bench_clean(b);
}
END_TEST

START_TEST(one_more_is_an_error)
{
	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = false;
	d->grants.frames = bench_u64(4097, 9);
	run();
	ck_assert_str_eq(bench_item(b, E_GRANT_FRAMES)->text,
			 "domain 'net': 4097 grant frames, at 0x38000000 there is room for 4096");
	ck_assert_uint_eq(bench_item(b, E_GRANT_FRAMES)->place.line, 9);
}
END_TEST

START_TEST(frames_of_the_command_line_are_noted)
{
	b->system.target.extensions[EXTENSION_GUEST_LAYOUT] = false;
	bench_cmdline(b, "gnttab_max_frames=5000");
	run();
	ck_assert_uint_eq(bench_item(b, E_GRANT_FRAMES)->notes->place.line,
			  LINE_CMDLINE);
}
END_TEST

/* xl: {iomem: [@text]} of a domain of 512 MiB, and a dom0 to run xl. */
static void later_with(const char *text)
{
	struct value *values = arena_array(b->arena, 3, sizeof(*values));
	struct member *m = ARENA_NEW(b->arena, struct member);
	struct domain *later = bench_domain(b, "later", MIB(512));

	bench_domain(b, "dom0", MIB(64));
	values[0] = (struct value){ .kind = VALUE_MAP, .members = m, .n = 1 };
	values[1] = (struct value){ .kind = VALUE_LIST, .n = 1 };
	values[1].items = arena_array(b->arena, 1, sizeof(struct value *));
	values[1].items[0] = &values[2];
	values[2] = (struct value){ .kind = VALUE_STRING, .text = text,
				    .place = bench_place(9) };
	*m = (struct member){ .key = "iomem", .value = &values[1] };
	later->start = START_XL;
	later->xl = values;
}

START_TEST(iomem_in_a_region_of_libxl_is_seen)
{
	const struct diag_item *i;

	later_with("9000,1@70000");
	run();
	ck_assert_uint_eq(b->diags->n_items, 1);
	i = bench_item(b, E_WINDOW_OVERLAP);
	ck_assert_str_eq(i->text,
			 "domain 'later': iomem 0x70000000-0x70000fff overlaps extended region 0x60000000-0xffffffff, and libxl does not look");
	ck_assert_uint_eq(i->place.line, 9);
}
END_TEST

START_TEST(iomem_below_the_ram_is_fine)
{
	later_with("9000,1@10000");
	run();
	bench_clean(b);
}
END_TEST

START_TEST(iomem_that_xl_cannot_read_is_an_error)
{
	later_with("9000@10000");
	run();
	ck_assert_uint_eq(b->diags->n_items, 1);
	bench_says(bench_item(b, E_XL_IOMEM), "START,NUM@GFN");
}
END_TEST

Suite *suite_lint_regions(void);
Suite *suite_lint_regions(void)
{
	Suite *s = suite_create("lint_regions");
	TCase *t = tcase_create("regions");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_region_without_an_aligned_section_is_a_warning);
	tcase_add_test(t, one_aligned_section_is_enough);
	tcase_add_test(t, sections_that_are_too_few_for_the_maps_are_a_warning);
	tcase_add_test(t, no_region_at_all_is_not_this_rules_affair);
	tcase_add_test(t, stock_xen_has_room_for_4096_frames);
	tcase_add_test(t, one_more_is_an_error);
	tcase_add_test(t, frames_of_the_command_line_are_noted);
	tcase_add_test(t, iomem_in_a_region_of_libxl_is_seen);
	tcase_add_test(t, iomem_below_the_ram_is_fine);
	tcase_add_test(t, iomem_that_xl_cannot_read_is_an_error);
	suite_add_tcase(s, t);
	return s;
}
