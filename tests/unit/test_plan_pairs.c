/* SPDX-License-Identifier: BSD-2-Clause */
/* Any two things that hold host memory: where they meet, both are named. */
#include "layout_fixture.h"

Suite *suite_plan_pairs(void);

#define THERE UINT64_C(0x60000000)
/* Of all but Xen and the board tree. */
#define BYTES MIB(2)

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
	b->system.boot.direct = false;
}

static void teardown(void)
{
	bench_free(b);
}

/* ---- who can hold memory ---- */

static void put_static(uint64_t at, const char *name)
{
	bench_static(b, bench_domain(b, name, BYTES), at, BYTES);
}

static void put_module(uint64_t at, const char *name, uint8_t content)
{
	struct domain *d = bench_domain(b, name, MIB(64));
	struct file *f = bench_image(b, BYTES, content);

	f->has_at = true;
	f->at = at;
	bench_kernel(b, d, f);
}

static void put_ramdisk(uint64_t at)
{
	struct domain *d = bench_domain(b, "disk", MIB(64));
	struct file *f;

	bench_ramdisk(b, d, BYTES, 9);
	f = (struct file *)d->ramdisk;
	f->has_at = true;
	f->at = at;
}

static void put_shared(uint64_t at)
{
	bench_domain(b, "sharer", MIB(64));
	give_shared(b, "ring", BYTES, "sharer", 0x70000000)->host =
		bench_u64(at, LINE_BOARD);
}

static void put_heap(uint64_t at)
{
	struct hypervisor *h = &b->system.hypervisor;

	h->static_heap = arena_array(b->arena, 2, sizeof(*h->static_heap));
	h->static_heap[0].range = (struct range){ at, BYTES };
	/* with room for Xen, so that nothing else is found */
	h->static_heap[1].range = (struct range){ GIB(2), MIB(512) };
	h->n_static_heap = 2;
}

static void put_static_a(uint64_t at) { put_static(at, "left"); }
static void put_static_b(uint64_t at) { put_static(at, "right"); }
static void put_module_a(uint64_t at) { put_module(at, "boot", 7); }
static void put_module_b(uint64_t at) { put_module(at, "root", 8); }
static void put_kept(uint64_t at) { bench_keep_free(b, at, BYTES); }
static void put_reserved(uint64_t at) { bench_reserve(b, "/r", at, BYTES); }

static void put_tree(uint64_t at)
{
	b->system.boot.tree_at = bench_u64(at, LINE_TREE_AT);
}

static void put_xen(uint64_t at)
{
	b->system.boot.xen_at = bench_u64(at, LINE_XEN_AT);
}

static const struct holds {
	void (*put)(uint64_t at);
	const char *name;		/* in a message */
	bool may_overlap;		/* another such */
} kinds[] = {
	{ put_reserved, "reserved memory (/r)", true },
	{ put_kept, "keep-free", true },
	{ put_heap, "the static heap", false },
	{ put_static_a, "static memory of domain 'left'", false },
	{ put_static_b, "static memory of domain 'right'", false },
	{ put_module_a, "the kernel of domain 'boot'", false },
	{ put_module_b, "the kernel of domain 'root'", false },
	{ put_ramdisk, "the ramdisk of domain 'disk'", false },
	{ put_shared, "static shared memory 'ring'", false },
	{ put_tree, "the board tree", false },
	{ put_xen, "Xen", false },
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static size_t overlaps(void)
{
	return bench_count(b, E_HOST_OVERLAP) +
	       bench_count(b, E_STATIC_OVERLAP);
}

/* The other one begins @behind bytes past the end of @first. */
static void put_both(const struct holds *first, const struct holds *other,
		     int64_t behind)
{
	first->put(THERE);
	other->put(THERE + BYTES + (uint64_t)behind);
	bench_plan(b);
}

START_TEST(what_shares_a_page_is_named_with_both_places)
{
	const struct holds *x = &kinds[(size_t)_i / N_KINDS];
	const struct holds *y = &kinds[(size_t)_i % N_KINDS];
	const struct diag_item *i;

	if (x >= y || (x->may_overlap && y->may_overlap))
		return;
	/* Xen at a multiple of 2 MiB, so the first one moves. */
	x->put(THERE - BYTES + PAGE_BYTES);
	y->put(THERE);
	bench_plan(b);
	ck_assert_uint_eq(overlaps(), 1);
	i = bench_item(b, bench_count(b, E_HOST_OVERLAP) ?
			  E_HOST_OVERLAP : E_STATIC_OVERLAP);
	bench_says(i, x->name);
	bench_says(i, y->name);
	bench_says(i, "0x5fe01000-0x60000fff");
	bench_says(i, "0x60000000-");
	ck_assert_ptr_nonnull(i->notes);
}
END_TEST

START_TEST(what_only_touches_is_no_overlap)
{
	const struct holds *x = &kinds[(size_t)_i / N_KINDS];
	const struct holds *y = &kinds[(size_t)_i % N_KINDS];

	if (x >= y)
		return;
	put_both(x, y, 0);
	ck_assert_uint_eq(overlaps(), 0);
}
END_TEST

START_TEST(nothing_of_it_may_pass_2_to_the_64)
{
	if (!kinds[_i].may_overlap)
		kinds[_i].put(UINT64_MAX - PAGE_BYTES + 1);
	else
		return;		/* of the board, which reports it */
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_ADDRESS), 1);
	ck_assert_uint_eq(overlaps(), 0);
}
END_TEST

START_TEST(nothing_of_it_may_leave_the_ram)
{
	if (kinds[_i].may_overlap)
		return;		/* what is no RAM is free anyway */
	/* a hole cuts it in half; the heap's other range lies past the RAM */
	b->memory[0].range.size = MIB(512) + MIB(1);
	bench_ram(b, 0x68000000, MIB(512));
	kinds[_i].put(THERE);
	bench_plan(b);
	ck_assert_uint_eq(bench_count(b, E_OUTSIDE_RAM),
			  kinds[_i].put == put_heap ? 2 : 1);
}
END_TEST

Suite *suite_plan_pairs(void)
{
	Suite *s = suite_create("plan_pairs");
	TCase *c = tcase_create("host memory");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, what_shares_a_page_is_named_with_both_places, 0,
			    (int)(N_KINDS * N_KINDS));
	tcase_add_loop_test(c, what_only_touches_is_no_overlap, 0,
			    (int)(N_KINDS * N_KINDS));
	tcase_add_loop_test(c, nothing_of_it_may_pass_2_to_the_64, 0,
			    (int)N_KINDS);
	tcase_add_loop_test(c, nothing_of_it_may_leave_the_ram, 0,
			    (int)N_KINDS);
	suite_add_tcase(s, c);
	return s;
}
