/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
}

static void teardown(void)
{
	bench_free(b);
}

START_TEST(domains_keep_the_order_of_the_file)
{
	bench_domain(b, "net", MIB(64));
	bench_domain(b, "later", MIB(64))->start = START_XL;
	bench_domain(b, "dom0", MIB(512));
	bench_domain(b, "io", MIB(64));
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_domains, 3);
	ck_assert_str_eq(b->plan->domains[0].domain->name, "net");
	ck_assert_str_eq(b->plan->domains[1].domain->name, "dom0");
	ck_assert_str_eq(b->plan->domains[2].domain->name, "io");
}
END_TEST

START_TEST(domus_are_numbered_from_1)
{
	bench_domain(b, "net", MIB(64));
	bench_domain(b, "dom0", MIB(512));
	bench_domain(b, "io", MIB(64));
	ck_assert_uint_eq(bench_find(b, "net")->domid, 1);
	ck_assert_uint_eq(bench_find(b, "io")->domid, 2);
	ck_assert_uint_eq(bench_find(b, "dom0")->domid, 0);
}
END_TEST

START_TEST(the_first_domu_is_1_without_dom0_too)
{
	bench_domain(b, "net", MIB(64));
	ck_assert_uint_eq(bench_find(b, "net")->domid, 1);
}
END_TEST

START_TEST(what_is_not_planned_is_not_found)
{
	bench_domain(b, "later", MIB(64))->start = START_XL;
	ck_assert_ptr_null(plan_find(bench_plan(b), "later"));
	ck_assert_ptr_null(plan_find(b->plan, "nobody"));
}
END_TEST

START_TEST(a_system_without_domains_has_a_plan)
{
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_domains, 0);
	ck_assert_uint_eq(b->plan->n_modules, 2);
	bench_clean(b);
}
END_TEST

START_TEST(without_a_board_guests_are_planned_all_the_same)
{
	b->system.board = NULL;
	bench_domain(b, "net", MIB(64))->enhanced = ENHANCED_NO_XENSTORE;
	bench_direct(b, "io", 0x70000000, MIB(64))->vpl011.v = true;
	bench_domain(b, "dom0", MIB(512));
	bench_plan(b);
	ck_assert_uint_eq(bench_find(b, "net")->n_regions, 2);
	ck_assert_uint_eq(b->plan->n_modules, 0);
	ck_assert_ptr_nonnull(b->plan->xen.reason);
	bench_clean(b);
}
END_TEST

START_TEST(files_that_could_not_be_opened_are_left_out)
{
	bench_domain(b, "net", MIB(64))->kernel.file = NULL;
	bench_plan(b);
	ck_assert_uint_eq(b->plan->n_modules, 2);
	ck_assert_ptr_null(bench_find(b, "net")->kernel_module);
	ck_assert_uint_eq(bench_find(b, "net")->n_banks, 1);
}
END_TEST

static void assert_reasons(const struct plan_domain *pd)
{
	const struct planned *fixed[] = {
		&pd->gic_dist, &pd->gic_cpu, &pd->uart, &pd->grant_table,
		&pd->magic, &pd->kernel, &pd->tree, &pd->ramdisk,
	};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		ck_assert_ptr_nonnull(fixed[i]->reason);
	for (size_t i = 0; i < pd->n_banks; i++)
		ck_assert_ptr_nonnull(pd->banks[i].reason);
	for (size_t i = 0; i < pd->n_regions; i++)
		ck_assert_ptr_nonnull(pd->regions[i].reason);
	for (size_t i = 0; i < pd->n_gic_redist; i++)
		ck_assert_ptr_nonnull(pd->gic_redist[i].reason);
}

START_TEST(everything_has_a_reason)
{
	bench_domain(b, "dom0", MIB(256));
	bench_ramdisk(b, bench_domain(b, "net", GIB(1)), MIB(1), 2);
	bench_direct(b, "io", 0x70000000, MIB(64))->vpl011.v = true;
	bench_plan(b);
	bench_clean(b);
	for (size_t i = 0; i < b->plan->n_domains; i++)
		assert_reasons(&b->plan->domains[i]);
	for (size_t i = 0; i < b->plan->n_modules; i++)
		ck_assert_ptr_nonnull(b->plan->modules[i].at.reason);
}
END_TEST

/* ---- systems made by chance ---- */

static uint64_t seed;

/* A number below @n, the same ones for each seed. */
static uint64_t below(uint64_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (seed >> 24) % n;
}

static void random_board(void)
{
	uint64_t base = 0x40000000;

	b->board.n_memory = 0;
	for (size_t i = 0; i < 3; i++) {
		uint64_t size = MIB(16) * (1 + below(12));

		bench_ram(b, base, size);
		base += size + MIB(4) * below(4);
	}
	for (size_t i = below(6); i; i--)
		bench_reserve(b, "/memreserve/",
			      0x40000000 + below(MIB(400)), 1 + below(MIB(9)));
	for (size_t i = below(4); i; i--)
		bench_keep_free(b, 0x40000000 + 4096 * below(100000),
				4096 * (1 + below(3000)));
}

static void random_domain(size_t i)
{
	struct domain *d = bench_domain(b, arena_printf(b->arena, "d%zu", i),
					MIB(1 + below(64)));
	uint8_t content = (uint8_t)below(4);

	if (below(4) == 0)
		bench_static(b, d, 0x40000000 + 4096 * below(100000),
			     d->memory.v);
	if (below(2))
		bench_kernel(b, d, bench_image(b, 1 + MIB(content), content));
	else
		bench_kernel(b, d, bench_gzip(b, 1 + MIB(content),
					      MIB(8), content));
	if (below(3))
		bench_ramdisk(b, d, below(MIB(9)), (uint8_t)below(200));
	if (below(8) == 0)
		bench_partial(b, d, 1 + below(5000));
}

/* All that no module may touch, seen from the system. */
static size_t obstacles(struct range *out)
{
	size_t n = 0;

	for (size_t i = 0; i < b->board.n_reserved; i++)
		out[n++] = b->reserved[i].range;
	for (size_t i = 0; i < b->system.n_keep_free; i++)
		out[n++] = b->keep_free[i].range;
	for (size_t i = 0; i < b->system.n_domains; i++)
		if (b->domains[i].placement.n_banks)
			out[n++] = b->domains[i].placement.banks[0].range;
	for (size_t i = 0; i < b->plan->n_modules; i++)
		out[n++] = b->plan->modules[i].at.range;
	out[n++] = (struct range){ b->memory[0].range.base, PAGE_BYTES };
	return n;
}

static bool in_ram(struct range r)
{
	uint64_t at = r.base;

	/* Banks ascend and may touch. */
	for (size_t i = 0; i < b->board.n_memory; i++) {
		struct range ram = b->memory[i].range;

		if (at >= ram.base && at < ram.base + ram.size)
			at = ram.base + ram.size;
	}
	return at >= r.base + r.size && at > r.base;
}

static bool is_free(struct range r, const struct range *taken, size_t n,
		    size_t but)
{
	for (size_t i = 0; i < n; i++)
		if (i != but && range_overlap(r, taken[i]))
			return false;
	return in_ram(r);
}

START_TEST(modules_never_overlap)
{
	struct range taken[BENCH_RANGES];
	size_t n, first, align = (size_t)1 << (12 + _i % 11);

	seed = (uint64_t)_i;
	b->system.boot.align = bench_u64(align, 1);
	random_board();
	for (size_t i = below(12); i; i--)
		random_domain(i);
	bench_plan(b);
	n = obstacles(taken);
	first = n - 1 - b->plan->n_modules;
	for (size_t i = 2; i < b->plan->n_modules; i++) {
		struct range r = taken[first + i];

		if (!r.base || !r.size)
			continue;	/* no room: reported */
		ck_assert(is_free(r, taken, n, first + i));
		ck_assert(is_aligned(r.base, align));
		/* And nothing lower is free now that all is placed. */
		for (r.base = 0x40000000; r.base < taken[first + i].base;
		     r.base += align)
			ck_assert(!is_free(r, taken, n, first + i));
	}
}
END_TEST

START_TEST(what_has_no_room_is_reported)
{
	struct range taken[BENCH_RANGES];
	size_t n, n_left_out = 0;

	seed = (uint64_t)_i + 1000;
	random_board();
	for (size_t i = 1 + below(30); i; i--)
		random_domain(i);
	bench_plan(b);
	n = obstacles(taken);
	for (size_t i = 2; i < b->plan->n_modules; i++) {
		struct range r = b->plan->modules[i].at.range;

		if (r.base)
			continue;
		n_left_out++;
		for (r.base = 0x40000000; r.base < 0x40000000 + GIB(1);
		     r.base += MIB(2))
			ck_assert(!is_free(r, taken, n, n) || !r.size);
	}
	ck_assert_uint_eq(bench_count(b, E_NO_ROOM), n_left_out);
}
END_TEST

START_TEST(the_same_system_has_the_same_plan)
{
	const struct plan *first, *second;

	seed = (uint64_t)_i + 500;
	random_board();
	for (size_t i = below(12); i; i--)
		random_domain(i);
	first = bench_plan(b);
	second = bench_plan(b);
	ck_assert_uint_eq(first->n_modules, second->n_modules);
	for (size_t i = 0; i < first->n_modules; i++) {
		ck_assert_uint_eq(first->modules[i].at.range.base,
				  second->modules[i].at.range.base);
		ck_assert_str_eq(first->modules[i].at.reason,
				 second->modules[i].at.reason);
	}
}
END_TEST

Suite *suite_plan(void);
Suite *suite_plan(void)
{
	Suite *s = suite_create("plan");
	TCase *t = tcase_create("plan");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, domains_keep_the_order_of_the_file);
	tcase_add_test(t, domus_are_numbered_from_1);
	tcase_add_test(t, the_first_domu_is_1_without_dom0_too);
	tcase_add_test(t, what_is_not_planned_is_not_found);
	tcase_add_test(t, a_system_without_domains_has_a_plan);
	tcase_add_test(t, without_a_board_guests_are_planned_all_the_same);
	tcase_add_test(t, files_that_could_not_be_opened_are_left_out);
	tcase_add_test(t, everything_has_a_reason);
	tcase_add_loop_test(t, modules_never_overlap, 0, 120);
	tcase_add_loop_test(t, what_has_no_room_is_reported, 0, 60);
	tcase_add_loop_test(t, the_same_system_has_the_same_plan, 0, 20);
	suite_add_tcase(s, t);
	return s;
}
