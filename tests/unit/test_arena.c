/* SPDX-License-Identifier: BSD-2-Clause */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

static struct arena *arena;

static void open_arena(void)
{
	arena = arena_new(1u << 20);
	ck_assert_ptr_nonnull(arena);
}

static void close_arena(void)
{
	arena_free(arena);
}

START_TEST(memory_is_zeroed_and_aligned)
{
	for (size_t size = 0; size < 100; size++) {
		unsigned char *p = arena_alloc(arena, size);

		ck_assert_uint_eq((uintptr_t)p % sizeof(long double), 0);
		for (size_t i = 0; i < size; i++)
			ck_assert_uint_eq(p[i], 0);
		memset(p, 0xff, size);
	}
}
END_TEST

/* With FIRST_BLOCK_BYTES each request has a block of its own. */
#ifndef FIRST_BLOCK_BYTES
START_TEST(giants_do_not_waste_the_block_in_use)
{
	char *first = arena_alloc(arena, 16);
	char *giant = arena_alloc(arena, 600u << 10);
	char *second = arena_alloc(arena, 16);

	memset(giant, 1, 600u << 10);
	ck_assert_ptr_eq(second, first + 16);
	ck_assert_uint_eq(arena_used(arena), (600u << 10) + 32);
}
END_TEST
#endif

START_TEST(growing_keeps_the_items)
{
	size_t room = 0;
	int *items = NULL;

	for (int i = 0; i < 1000; i++) {
		items = arena_grow(arena, items, (size_t)i, &room,
				   sizeof(*items));
		items[i] = i;
		if (i % 7 == 0)
			arena_alloc(arena, 8);
	}
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(items[i], i);
}
END_TEST

#ifndef FIRST_BLOCK_BYTES
START_TEST(the_newest_grows_in_place)
{
	char *p = arena_alloc(arena, 32);

	ck_assert_ptr_eq(arena_resize(arena, p, 32, 64), p);
	ck_assert_uint_eq(arena_used(arena), 64);
	arena_alloc(arena, 1);
	ck_assert_ptr_ne(arena_resize(arena, p, 64, 128), p);
}
END_TEST
#endif

START_TEST(what_growing_gains_is_zero)
{
	char *p = arena_alloc(arena, 16);

	memset(p, 0x55, 16);
	p = arena_resize(arena, p, 16, 400);
	ck_assert_int_eq(p[15], 0x55);
	for (size_t i = 16; i < 400; i++)
		ck_assert_int_eq(p[i], 0);
}
END_TEST

START_TEST(printing_takes_texts_of_any_length)
{
	char *text = arena_printf(arena, "%0*d|%s", 1000, 7, "end");

	ck_assert_uint_eq(strlen(text), 1004);
	ck_assert_str_eq(text + 999, "7|end");
	ck_assert_str_eq(arena_strndup(arena, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_strdup(arena, ""), "");
}
END_TEST

/* 1 when asking for @n elements of @size bytes landed. */
static int lands(struct arena *a, size_t n, size_t size)
{
	if (setjmp(*arena_landing(a)))
		return 1;
	arena_array(a, n, size);
	return 0;
}

START_TEST(the_cap_lands)
{
	ck_assert_int_eq(lands(arena, 1, 1u << 19), 0);
	ck_assert_int_eq(lands(arena, 1, 1u << 19), 0);
	ck_assert_int_eq(lands(arena, 1, 1), 1);
}
END_TEST

START_TEST(sizes_that_overflow_land)
{
	ck_assert_int_eq(lands(arena, SIZE_MAX / 2, 4), 1);
	ck_assert_int_eq(lands(arena, 1, SIZE_MAX), 1);
	ck_assert_int_eq(lands(arena, SIZE_MAX, 0), 0);
}
END_TEST

START_TEST(a_library_out_of_memory_lands_too)
{
	volatile int landed = 0;

	if (setjmp(*arena_landing(arena)))
		landed = 1;
	else
		arena_land(arena);
	ck_assert_int_eq(landed, 1);
}
END_TEST

static char order[8];

static void add_letter(void *letter)
{
	strcat(order, letter);
}

START_TEST(clean_ups_run_newest_first)
{
	struct arena *a = arena_new(4096);
	char first[] = "a", second[] = "b";

	order[0] = 0;
	arena_defer(a, add_letter, first);
	arena_defer(a, add_letter, second);
	arena_free(a);
	ck_assert_str_eq(order, "ba");
}
END_TEST

START_TEST(clean_ups_run_after_a_landing)
{
	struct arena *a = arena_new(64);
	char letter[] = "x";

	order[0] = 0;
	arena_defer(a, add_letter, letter);
	ck_assert_int_eq(lands(a, 1, 100), 1);
	arena_free(a);
	ck_assert_str_eq(order, "x");
}
END_TEST

Suite *suite_arena(void);
Suite *suite_arena(void)
{
	Suite *s = suite_create("arena");
	TCase *t = tcase_create("arena");

	tcase_add_checked_fixture(t, open_arena, close_arena);
	tcase_add_test(t, memory_is_zeroed_and_aligned);
	tcase_add_test(t, growing_keeps_the_items);
	tcase_add_test(t, what_growing_gains_is_zero);
	tcase_add_test(t, printing_takes_texts_of_any_length);
	tcase_add_test(t, the_cap_lands);
	tcase_add_test(t, sizes_that_overflow_land);
	tcase_add_test(t, a_library_out_of_memory_lands_too);
	tcase_add_test(t, clean_ups_run_newest_first);
	tcase_add_test(t, clean_ups_run_after_a_landing);
#ifndef FIRST_BLOCK_BYTES
	tcase_add_test(t, giants_do_not_waste_the_block_in_use);
	tcase_add_test(t, the_newest_grows_in_place);
#endif
	suite_add_tcase(s, t);
	return s;
}
