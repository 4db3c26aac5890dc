/* SPDX-License-Identifier: BSD-2-Clause */
/* What libxl puts where, and how xl reads iomem. */
#include "layout_fixture.h"

static struct bench *b;
static struct domain *d;

static void setup(void)
{
	b = bench_new("4.20");
	d = bench_domain(b, "later", MIB(512));
	d->start = START_XL;
}

static void teardown(void)
{
	bench_free(b);
}

/* The @n-th window of @kind, from 0. */
static struct range nth(enum window_kind kind, size_t n)
{
	struct window *w;
	size_t n_windows = plan_xl_windows(b->arena, &b->system, d, &w);

	for (size_t i = 0; i < n_windows; i++)
		if (w[i].kind == kind && n-- == 0)
			return w[i].range;
	return (struct range){ 0, 0 };
}

/* xl: {@key: @value}, a scalar or a list of one. */
static void give_xl(const char *key, struct value *v)
{
	struct value *map = ARENA_NEW(b->arena, struct value);
	struct member *m = ARENA_NEW(b->arena, struct member);

	*m = (struct member){ .key = key, .value = v };
	*map = (struct value){ .kind = VALUE_MAP, .members = m, .n = 1 };
	d->xl = map;
}

static void give_iomem(const char *text)
{
	struct value *list = ARENA_NEW(b->arena, struct value);
	struct value *item = ARENA_NEW(b->arena, struct value);

	*item = (struct value){ .kind = VALUE_STRING, .text = text };
	*list = (struct value){ .kind = VALUE_LIST, .n = 1 };
	list->items = arena_array(b->arena, 1, sizeof(*list->items));
	list->items[0] = item;
	give_xl("iomem", list);
}

START_TEST(ram_and_what_it_leaves)
{
	assert_range(nth(WINDOW_RAM, 0), 0x40000000, 0x60000000);
	assert_range(nth(WINDOW_REGION, 0), 0x60000000, 0x100000000);
	assert_range(nth(WINDOW_REGION, 1), 0x200000000, 0x10000000000);
}
END_TEST

START_TEST(ram_goes_on_in_the_second_bank)
{
	d->memory.v = GIB(4);
	assert_range(nth(WINDOW_RAM, 1), 0x200000000, 0x240000000);
	assert_range(nth(WINDOW_REGION, 0), 0x240000000, 0x10000000000);
}
END_TEST

START_TEST(maxmem_counts_where_it_is_more)
{
	struct value *v = ARENA_NEW(b->arena, struct value);

	*v = (struct value){ .kind = VALUE_INT, .magnitude = 1024 };
	give_xl("maxmem", v);
	assert_range(nth(WINDOW_RAM, 0), 0x40000000, 0x80000000);
	v->magnitude = 256;
	assert_range(nth(WINDOW_RAM, 0), 0x40000000, 0x60000000);
}
END_TEST

START_TEST(grant_table_and_four_magic_pages)
{
	assert_range(nth(WINDOW_GRANT_TABLE, 0), 0x38000000, 0x39000000);
	assert_range(nth(WINDOW_MAGIC, 0), 0x39000000, 0x39004000);
}
END_TEST

START_TEST(the_gic_is_the_hosts_or_chosen)
{
	assert_range(nth(WINDOW_GIC, 1), 0x03020000, 0x04020000);
	d->gic = GIC_CHOICE_V2;
	assert_range(nth(WINDOW_GIC, 1), 0x03002000, 0x03004000);
	d->gic = GIC_CHOICE_V3;
	assert_range(nth(WINDOW_GIC, 1), 0x03020000, 0x04020000);
}
END_TEST

START_TEST(a_uart_only_where_it_is_asked_for)
{
	ck_assert_uint_eq(nth(WINDOW_UART, 0).size, 0);
	d->vpl011.v = true;
	assert_range(nth(WINDOW_UART, 0), 0x22000000, 0x22001000);
}
END_TEST

START_TEST(iomem_is_where_the_guest_sees_it)
{
	give_iomem("9000,2@60000");
	assert_range(nth(WINDOW_XEN_REG, 0), 0x60000000, 0x60002000);
}
END_TEST

START_TEST(iomem_without_a_guest_frame_is_one_to_one)
{
	give_iomem("0x9000,0x2");
	assert_range(nth(WINDOW_XEN_REG, 0), 0x9000000, 0x9002000);
}
END_TEST

static const char *const wrong[] = {
	"", "9000", "9000,", ",1", "9000,1@", "9000,1@2@3", "9000,1 ",
	"9000,1,2", "x,1", "1,fffffffffffff", "ffffffffffffff,1",
};

START_TEST(what_xl_cannot_read_is_none)
{
	struct range r;

	ck_assert_msg(!plan_read_iomem(wrong[_i], &r), "%s", wrong[_i]);
}
END_TEST

Suite *suite_plan_xl_windows(void);
Suite *suite_plan_xl_windows(void)
{
	Suite *s = suite_create("plan_xl_windows");
	TCase *t = tcase_create("windows");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, ram_and_what_it_leaves);
	tcase_add_test(t, ram_goes_on_in_the_second_bank);
	tcase_add_test(t, maxmem_counts_where_it_is_more);
	tcase_add_test(t, grant_table_and_four_magic_pages);
	tcase_add_test(t, the_gic_is_the_hosts_or_chosen);
	tcase_add_test(t, a_uart_only_where_it_is_asked_for);
	tcase_add_test(t, iomem_is_where_the_guest_sees_it);
	tcase_add_test(t, iomem_without_a_guest_frame_is_one_to_one);
	tcase_add_loop_test(t, what_xl_cannot_read_is_none, 0,
			    sizeof(wrong) / sizeof(wrong[0]));
	suite_add_tcase(s, t);
	return s;
}
