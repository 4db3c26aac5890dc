/* SPDX-License-Identifier: BSD-2-Clause */
#include <check.h>
#include <stdint.h>

#include "base/space.h"

#define TOP UINT64_MAX

static struct arena *arena;
static struct space space;

static void open_space(void)
{
	arena = arena_new(8u << 20);
	space = space_make(arena);
}

static void close_space(void)
{
	arena_free(arena);
}

static struct range r(uint64_t base, uint64_t size)
{
	return (struct range){ base, size };
}

START_TEST(a_range_may_end_at_two_to_the_64)
{
	struct range last_page = range_of(TOP - 4095, 0);

	ck_assert_uint_eq(last_page.size, 4096);
	ck_assert_uint_eq(range_last(last_page), TOP);
	ck_assert_uint_eq(range_of(0, 0).size, 0);
	ck_assert_uint_eq(range_last(range_of(5, 6)), 5);
}
END_TEST

START_TEST(touching_is_not_overlapping)
{
	ck_assert(!range_overlap(r(0, 10), r(10, 10)));
	ck_assert(range_overlap(r(0, 11), r(10, 10)));
	ck_assert(range_overlap(r(10, 1), r(0, 100)));
	ck_assert(!range_overlap(r(10, 0), r(0, 100)));
	ck_assert(range_overlap(r(TOP, 1), r(TOP - 1, 2)));
	ck_assert(!range_overlap(r(TOP, 1), r(0, TOP)));
}
END_TEST

START_TEST(containing_counts_both_ends)
{
	ck_assert(range_contains(r(10, 10), r(10, 10)));
	ck_assert(!range_contains(r(10, 10), r(10, 11)));
	ck_assert(!range_contains(r(10, 10), r(9, 2)));
	ck_assert(range_contains(r(10, 10), r(20, 0)));
	ck_assert(!range_contains(r(10, 10), r(21, 0)));
	ck_assert(!range_contains(r(10, 0), r(10, 0)));
	ck_assert(range_contains(r(TOP - 9, 10), r(TOP, 1)));
}
END_TEST

START_TEST(aligning_up_stops_at_the_top)
{
	ck_assert_uint_eq(align_up(0, 4096), 0);
	ck_assert_uint_eq(align_up(1, 4096), 4096);
	ck_assert_uint_eq(align_up(4096, 4096), 4096);
	ck_assert_uint_eq(align_up(TOP - 4095, 4096), TOP - 4095);
	ck_assert_uint_eq(align_up(TOP - 4094, 4096), TOP);
	ck_assert_uint_eq(align_up(TOP, 1), TOP);
	ck_assert_uint_eq(align_down(TOP, 4096), TOP - 4095);
}
END_TEST

START_TEST(the_lowest_overlap_is_found_behind_a_long_range)
{
	const struct taken *t;

	space_take(&space, r(100, 10), "b");
	space_take(&space, r(0, 1000), "long");
	space_take(&space, r(200, 10), "c");
	t = space_first_overlap(&space, r(205, 1));
	ck_assert_str_eq(t->what, "long");
	t = space_first_overlap(&space, r(999, 5));
	ck_assert_str_eq(t->what, "long");
	ck_assert_ptr_null(space_first_overlap(&space, r(1000, 5)));
}
END_TEST

START_TEST(empty_ranges_take_and_touch_nothing)
{
	space_take(&space, r(5, 0), "none");
	ck_assert_uint_eq(space.n_taken, 0);
	space_take(&space, r(0, 10), "some");
	ck_assert_ptr_null(space_first_overlap(&space, r(5, 0)));
}
END_TEST

START_TEST(first_fit_is_the_lowest_aligned_hole)
{
	uint64_t base = 7;

	space_take(&space, r(0x1000, 0x1800), "a");
	space_take(&space, r(0x5000, 0x1000), "b");
	ck_assert(space_first_fit(&space, r(0x1000, 0x9000), 0x1000, 0x1000,
				  &base));
	ck_assert_uint_eq(base, 0x3000);
	ck_assert(space_first_fit(&space, r(0x1000, 0x9000), 0x2800, 0x1000,
				  &base));
	ck_assert_uint_eq(base, 0x6000);
	ck_assert(!space_first_fit(&space, r(0x1000, 0x9000), 0x5000, 0x1000,
				   &base));
	ck_assert_uint_eq(base, 0x6000);
}
END_TEST

/* The same by trying each page. */
static uint64_t lowest_page(struct space *s, uint64_t size, uint64_t align)
{
	for (uint64_t at = 0x1000; at <= 0x100000 - size; at += 0x1000)
		if (is_aligned(at, align) &&
		    !space_first_overlap(s, r(at, size)))
			return at;
	return 0;
}

START_TEST(first_fit_agrees_with_a_walk_whatever_was_asked_before)
{
	uint32_t seed = 4;

	for (int i = 0; i < 300; i++) {
		uint64_t base = 0, size, align;

		seed = seed * 1664525u + 1013904223u;
		size = (1 + (seed >> 28)) * 0x1000;
		align = UINT64_C(0x1000) << (seed >> 26 & 3);
		space_first_fit(&space, r(0x1000, 0xff000), size, align, &base);
		ck_assert_uint_eq(base, lowest_page(&space, size, align));
		if (base && seed & 0x10000)
			space_take(&space, r(base, 0x1000), "a");
	}
}
END_TEST

START_TEST(first_fit_reaches_the_very_top)
{
	struct range top = range_of(TOP - 0x3fff, 0);
	uint64_t base = 0;

	space_take(&space, r(TOP - 0x3fff, 0x3000), "a");
	ck_assert(space_first_fit(&space, top, 0x1000, 0x1000, &base));
	ck_assert_uint_eq(base, TOP - 0xfff);
	space_take(&space, r(base, 0x1000), "b");
	ck_assert(!space_first_fit(&space, top, 1, 1, &base));
	ck_assert(!space_first_fit(&space, r(TOP - 5, 6), 1, 4096, &base));
}
END_TEST

static unsigned int n_pairs;
static const char *last_pair[2];

static void count_pair(void *ctx, const struct taken *a,
		       const struct taken *b)
{
	ck_assert_ptr_eq(ctx, &n_pairs);
	ck_assert(range_overlap(a->range, b->range));
	ck_assert_uint_le(a->range.base, b->range.base);
	last_pair[0] = a->what;
	last_pair[1] = b->what;
	n_pairs++;
}

START_TEST(each_overlapping_pair_is_told_once)
{
	space_take(&space, r(50, 10), "c");
	space_take(&space, r(0, 100), "a");
	space_take(&space, r(90, 20), "d");
	space_take(&space, r(0, 10), "b");
	n_pairs = 0;
	space_each_overlap(&space, count_pair, &n_pairs);
	ck_assert_uint_eq(n_pairs, 3);
	ck_assert_str_eq(last_pair[0], "a");
	ck_assert_str_eq(last_pair[1], "d");
}
END_TEST

START_TEST(equal_ranges_keep_the_order_they_were_taken_in)
{
	for (int i = 0; i < 20; i++)
		space_take(&space, r(8, 8), i == 0 ? "first" : "later");
	ck_assert_str_eq(space_first_overlap(&space, r(9, 1))->what, "first");
}
END_TEST

START_TEST(holes_are_what_is_left)
{
	struct range *holes = NULL;

	space_take(&space, r(10, 10), "a");
	space_take(&space, r(15, 15), "b");
	space_take(&space, r(40, 10), "c");
	ck_assert_uint_eq(space_holes(&space, r(0, 60), &holes), 3);
	ck_assert_uint_eq(holes[0].base, 0);
	ck_assert_uint_eq(holes[0].size, 10);
	ck_assert_uint_eq(holes[1].base, 30);
	ck_assert_uint_eq(holes[1].size, 10);
	ck_assert_uint_eq(holes[2].base, 50);
	ck_assert_uint_eq(holes[2].size, 10);
}
END_TEST

START_TEST(the_first_hole_is_the_lowest_of_them)
{
	struct range hole = { 1, 1 };

	space_take(&space, r(10, 10), "a");
	space_take(&space, r(20, 10), "b");
	space_take(&space, r(40, 10), "c");
	ck_assert(space_first_hole(&space, r(12, 40), &hole));
	ck_assert_uint_eq(hole.base, 30);
	ck_assert_uint_eq(hole.size, 10);
	ck_assert(!space_first_hole(&space, r(12, 18), &hole));
	ck_assert(!space_first_hole(&space, r(60, 0), &hole));
	ck_assert_uint_eq(hole.base, 30);
	ck_assert(space_first_hole(&space, r(12, 19), &hole));
	ck_assert_uint_eq(hole.size, 1);
}
END_TEST

START_TEST(holes_end_at_the_edges)
{
	struct range *holes = NULL;

	ck_assert_uint_eq(space_holes(&space, r(5, 5), &holes), 1);
	ck_assert_uint_eq(holes[0].size, 5);
	ck_assert_uint_eq(space_holes(&space, r(5, 0), &holes), 0);
	space_take(&space, r(0, 8), "a");
	space_take(&space, range_of(TOP - 15, 0), "top");
	ck_assert_uint_eq(space_holes(&space, r(5, 3), &holes), 0);
	ck_assert_uint_eq(space_holes(&space, range_of(TOP - 31, 0), &holes),
			  1);
	ck_assert_uint_eq(holes[0].base, TOP - 31);
	ck_assert_uint_eq(holes[0].size, 16);
}
END_TEST

/* Taking and asking in turn, against a table of single units. */
START_TEST(a_space_agrees_with_a_table)
{
	bool table[512] = { false };
	uint32_t seed = 1;

	for (int i = 0; i < 2000; i++) {
		uint64_t base, size, k;

		seed = seed * 1664525u + 1013904223u;
		base = seed >> 8 & 511;
		size = (seed >> 20 & 15) % (512 - base) + 1;
		for (k = base; k < base + size && !table[k]; k++)
			;
		ck_assert_int_eq(k < base + size,
				 space_first_overlap(&space, r(base, size)) !=
					 NULL);
		for (k = base; i % 3 == 0 && size < 4 && k < base + size; k++)
			table[k] = true;
		if (i % 3 == 0 && size < 4)
			space_take(&space, r(base, size), "x");
	}
}
END_TEST

START_TEST(sizes_are_told_in_the_largest_exact_unit)
{
	ck_assert_str_eq(size_text(arena, 0), "0 bytes");
	ck_assert_str_eq(size_text(arena, 1), "1 byte");
	ck_assert_str_eq(size_text(arena, 1025), "1025 bytes");
	ck_assert_str_eq(size_text(arena, KIB(4)), "4 KiB");
	ck_assert_str_eq(size_text(arena, MIB(512)), "512 MiB");
	ck_assert_str_eq(size_text(arena, MIB(1536)), "1536 MiB");
	ck_assert_str_eq(size_text(arena, GIB(2)), "2 GiB");
	ck_assert_str_eq(size_text(arena, TOP), "18446744073709551615 bytes");
}
END_TEST

Suite *suite_space(void);
Suite *suite_space(void)
{
	Suite *s = suite_create("space");
	TCase *t = tcase_create("space");

	tcase_add_checked_fixture(t, open_space, close_space);
	tcase_add_test(t, a_range_may_end_at_two_to_the_64);
	tcase_add_test(t, touching_is_not_overlapping);
	tcase_add_test(t, containing_counts_both_ends);
	tcase_add_test(t, aligning_up_stops_at_the_top);
	tcase_add_test(t, the_lowest_overlap_is_found_behind_a_long_range);
	tcase_add_test(t, empty_ranges_take_and_touch_nothing);
	tcase_add_test(t, first_fit_is_the_lowest_aligned_hole);
	tcase_add_test(t,
		first_fit_agrees_with_a_walk_whatever_was_asked_before);
	tcase_add_test(t, first_fit_reaches_the_very_top);
	tcase_add_test(t, each_overlapping_pair_is_told_once);
	tcase_add_test(t, equal_ranges_keep_the_order_they_were_taken_in);
	tcase_add_test(t, holes_are_what_is_left);
	tcase_add_test(t, the_first_hole_is_the_lowest_of_them);
	tcase_add_test(t, holes_end_at_the_edges);
	tcase_add_test(t, a_space_agrees_with_a_table);
	tcase_add_test(t, sizes_are_told_in_the_largest_exact_unit);
	suite_add_tcase(s, t);
	return s;
}
