/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_model_shared.c - static shared memory.
 */
#include "test_model.h"

/* A system with dom0, 'net', 'app' and the xl domain 'late'. */
static const struct system *bind_shm(const char *shared)
{
	const struct system *s;

	s = bind_system(arena_printf(fx.a, YAML_HEAD "domains:\n"
		"  dom0: {memory: 64 MiB, kernel: Image}\n"
		"  net: {memory: 64 MiB, kernel: Image}\n"
		"  app: {memory: 64 MiB, kernel: Image}\n"
		"  late: {memory: 64 MiB, kernel: Image, start: xl}\n"
		"shared-memory:\n%s", shared));
	ck_assert_ptr_nonnull(s);
	return s;
}

START_TEST(there_is_none_unless_said)
{
	const struct system *s = bind_system(YAML_HEAD "domains: {}\n");

	ck_assert_uint_eq(s->n_shared, 0);
	expect_clean();
}
END_TEST

START_TEST(it_is_kept_with_its_places)
{
	const struct shared_memory *m;

	m = bind_shm("  ring0:\n    size: 2 MiB\n    host: 0x70000000\n"
		     "    owner: net\n    maps:\n      net: 0x50000000\n"
		     "      app: 0x60000000\n")->shared;
	ck_assert_str_eq(m->name, "ring0");
	ck_assert_uint_eq(m->place.line, 10);
	ck_assert_uint_eq(m->size.v, MIB(2));
	ck_assert_uint_eq(m->host.v, 0x70000000);
	ck_assert(m->host.given);
	ck_assert_str_eq(m->owner, "net");
	ck_assert_uint_eq(m->owner_place.line, 13);
	ck_assert_uint_eq(m->n_maps, 2);
	ck_assert_str_eq(m->maps[1].domain, "app");
	ck_assert_uint_eq(m->maps[1].gpa, 0x60000000);
	ck_assert_uint_eq(m->maps[1].place.line, 16);
	expect_clean();
}
END_TEST

START_TEST(it_belongs_to_xen_and_lies_anywhere_unless_said)
{
	const struct shared_memory *m;

	m = bind_shm("  a: {size: 4 KiB, maps: {net: 0x50000000}}\n"
		     "  b: {size: 4 KiB, maps: {net: 0x50001000},"
		     " host: auto, owner: xen}\n")->shared;
	ck_assert_ptr_null(m[0].owner);
	ck_assert(!m[0].host.given);
	ck_assert_ptr_null(m[1].owner);
	ck_assert(!m[1].host.given);
	ck_assert_uint_eq(m[1].host.place.line, 11);
	ck_assert_uint_eq(m[1].owner_place.line, 11);
	expect_clean();
}
END_TEST

START_TEST(dom0_may_share)
{
	const struct system *s;

	s = bind_shm("  a: {size: 4 KiB, owner: dom0, host: 0x70000000,"
		     " maps: {dom0: 0x70000000, net: 0x50000000}}\n");
	ck_assert_str_eq(s->shared[0].maps[0].domain, "dom0");
	expect_clean();
}
END_TEST

START_TEST(who_sees_it_must_be_there)
{
	const struct system *s;

	s = bind_shm("  a: {size: 4 KiB,"
		     " maps: {nett: 0x50000000, app: 0x50000000}}\n");
	expect_finding(E_DOMAIN_UNKNOWN,
		       "shared memory 'a': it is seen by 'nett', and there is no such domain");
	ck_assert_str_eq(fx.d->items->notes->text, "did you mean 'net'?");
	ck_assert_uint_eq(s->shared[0].n_maps, 1);
}
END_TEST

START_TEST(its_owner_must_be_there)
{
	bind_shm("  a: {size: 4 KiB, owner: nett, maps: {net: 0x50000000}}\n");
	expect_finding(E_DOMAIN_UNKNOWN,
		       "shared memory 'a': its owner is 'nett'");
}
END_TEST

START_TEST(its_owner_must_see_it)
{
	bind_shm("  a: {size: 4 KiB, owner: app, maps: {net: 0x50000000}}\n");
	expect_finding(E_SHARED_OWNER,
		       "shared memory 'a': its owner 'app' does not map it");
}
END_TEST

START_TEST(a_domain_of_xl_cannot_share)
{
	bind_shm("  a: {size: 4 KiB, maps: {late: 0x50000000}}\n");
	expect_finding(E_SHARED_XL, "domain 'late' is started by xl");
	ck_assert_uint_eq(fx.d->items->notes->place.line, 8);
}
END_TEST

static const struct {
	const char *said, *what;
} not_pages[] = {
	{ "size: 5 KiB, maps: {net: 0x50000000}",
	  "shared memory 'a': the size 5 KiB is no multiple of 4 KiB" },
	{ "size: 4 KiB, maps: {net: 0x50000800}",
	  "the guest address 0x50000800 is no multiple of 4 KiB" },
	{ "size: 4 KiB, host: 0x70000001, maps: {net: 0x50000000}",
	  "the host address 0x70000001 is no multiple of 4 KiB" },
};

START_TEST(it_is_made_of_pages)
{
	bind_shm(arena_printf(fx.a, "  a: {%s}\n", not_pages[_i].said));
	expect_finding(E_NOT_PAGES, not_pages[_i].what);
}
END_TEST

static const char *const past_the_end[] = {
	"size: 8 KiB, maps: {net: 0xfffffffffffff000}",
	"size: 8 KiB, host: 0xfffffffffffff000, maps: {net: 0x50000000}",
};

START_TEST(it_ends_where_space_does)
{
	bind_shm(arena_printf(fx.a, "  a: {%s}\n", past_the_end[_i]));
	expect_finding(E_ADDRESS,
		       "a range of 8 KiB at 0xfffffffffffff000 does not lie below 2^64");
}
END_TEST

START_TEST(a_bad_size_is_the_only_finding)
{
	bind_shm("  a: {size: 4, host: 0xfffffffffffff000,"
		 " maps: {net: 0x50000000}}\n");
	expect_finding(E_SIZE, "has no unit");
}
END_TEST

START_TEST(an_address_is_a_64_bit_number)
{
	const struct system *s;

	s = bind_shm("  a: {size: 4 KiB, maps: {net: 0x10000000000000000}}\n");
	expect_finding(E_ADDRESS, "is no 64-bit number");
	ck_assert_uint_eq(s->shared[0].n_maps, 0);
}
END_TEST

Suite *suite_model_shared(void);
Suite *suite_model_shared(void)
{
	Suite *s = suite_create("model_shared");
	TCase *c = add_case(s, "shared");

	tcase_add_test(c, there_is_none_unless_said);
	tcase_add_test(c, it_is_kept_with_its_places);
	tcase_add_test(c, it_belongs_to_xen_and_lies_anywhere_unless_said);
	tcase_add_test(c, dom0_may_share);
	tcase_add_test(c, who_sees_it_must_be_there);
	tcase_add_test(c, its_owner_must_be_there);
	tcase_add_test(c, its_owner_must_see_it);
	tcase_add_test(c, a_domain_of_xl_cannot_share);
	tcase_add_loop_test(c, it_is_made_of_pages, 0, 3);
	tcase_add_loop_test(c, it_ends_where_space_does, 0, 2);
	tcase_add_test(c, a_bad_size_is_the_only_finding);
	tcase_add_test(c, an_address_is_a_64_bit_number);
	return s;
}
