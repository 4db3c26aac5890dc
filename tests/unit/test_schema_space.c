/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_space.c - the language of address spaces, of what fills them,
 * and what is said about mistakes in it.
 */
#include "test_schema.h"

/* What the schema of system files says of a system with this in it. */
static const char *verdict_of(const char *top, const char *domain)
{
	const struct schema_embedded *e = schema_find_embedded("system");
	struct schema *s;
	struct value *v;

	d = diags_new(a);
	s = schema_compile(a, d, doc_read_bytes(a, d, e->name, e->text,
						e->len));
	v = yaml("doc", arena_printf(a, "{domc: 1, target: {xen: '4.20'}, "
		"board: {device-tree: b.dtb}%s, "
		"domains: {d: {memory: 1 MiB%s}}}\n", top, domain));
	schema_validate(s, v, d);
	return said();
}

static const struct {
	bool valid;
	const char *top, *domain;
} cases[] = {
	{ true, ", shared-memory: {}", "" },
	{ true, ", shared-memory: {a: {size: 1 MiB, maps: {d: 0}}}", "" },
	{ true, ", shared-memory: {a: {size: 1 MiB, maps: {d: 0},"
		" host: auto, owner: xen}}", "" },
	{ true, ", shared-memory: {a: {size: 1 MiB, maps: {d: 0},"
		" host: 0x1000, owner: d}}", "" },
	{ true, ", shared-memory: {a23456789012345: {size: 1 MiB,"
		" maps: {d: 0}}}", "" },
	{ false, ", shared-memory: {a234567890123456: {size: 1 MiB,"
		" maps: {d: 0}}}", "" },
	{ false, ", shared-memory: {'a b': {size: 1 MiB, maps: {d: 0}}}", "" },
	{ false, ", shared-memory: {a: {size: 1 MiB, maps: {}}}", "" },
	{ false, ", shared-memory: {a: {size: 1 MiB}}", "" },
	{ false, ", shared-memory: {a: {maps: {d: 0}}}", "" },
	{ false, ", shared-memory: {a: {size: auto, maps: {d: 0}}}", "" },
	{ false, ", shared-memory: {a: {size: 1 MiB, maps: {d: auto}}}", "" },
	{ false, ", shared-memory: {a: {size: 1 MiB, maps: {d: 0},"
		" host: any}}", "" },
	{ true, "", ", grants: {}" },
	{ true, "", ", grants: {version: 1, frames: 1, maptrack-frames: 0}" },
	{ true, "", ", grants: {version: 2, frames: 2147483647}" },
	{ false, "", ", grants: {version: 3}" },
	{ false, "", ", grants: {frames: 0}" },
	{ false, "", ", grants: {frames: 2147483648}" },
	{ false, "", ", grants: {maptrack-frames: -1}" },
	{ true, "", ", p2m-pool: auto" },
	{ true, "", ", p2m-pool: 8 MiB" },
	{ false, "", ", p2m-pool: 8" },
	{ false, "", ", p2m-pool: none" },
	{ true, "", ", virtio: []" },
	{ true, "", ", virtio: [{kind: generic, backend: dom0}]" },
	{ false, "", ", virtio: [{kind: sound, backend: dom0}]" },
	{ false, "", ", virtio: [{kind: net}]" },
	{ false, "", ", virtio: [{backend: dom0}]" },
	{ true, "", ", maps: []" },
	{ true, "", ", maps: [{of: a, how: grant}]" },
	{ true, "", ", maps: [{of: a, how: foreign, size: all}]" },
	{ true, "", ", maps: [{of: a, how: grant, size: 4 KiB}]" },
	{ true, "", ", maps: [{of: a, how: grant, pages: 1}]" },
	{ false, "", ", maps: [{of: a, how: grant, pages: 0}]" },
	{ false, "", ", maps: [{of: a, how: grant, pages: 0x1000000001}]" },
	{ false, "", ", maps: [{of: a, how: grant, pages: 1, size: all}]" },
	{ false, "", ", maps: [{of: a, how: mmap}]" },
	{ false, "", ", maps: [{how: grant}]" },
	{ false, "", ", maps: [{of: a}]" },
	{ false, "", ", maps: [{of: a, how: grant, size: auto}]" },
	{ true, "", ", address-space: {}" },
	{ true, "", ", address-space: {grant-table: {}}" },
	{ true, "", ", address-space: {grant-table:"
		" {base: auto, size: auto}}" },
	{ true, "", ", address-space: {grant-table:"
		" {base: 0, size: 4 KiB}}" },
	{ false, "", ", address-space: {grant-table: auto}" },
	{ true, "", ", address-space: {extended-regions: auto}" },
	{ true, "", ", address-space: {extended-regions: none}" },
	{ true, "", ", address-space: {extended-regions: {size: 4 GiB}}" },
	{ true, "", ", address-space: {extended-regions:"
		" [{base: 0, size: 4 KiB}]}" },
	{ false, "", ", address-space: {extended-regions: []}" },
	{ false, "", ", address-space: {extended-regions: {}}" },
	{ false, "", ", address-space: {extended-regions: all}" },
	{ false, "", ", address-space: {extended-regions: 4 GiB}" },
	{ true, "", ", address-space: {magic-base: auto}" },
	{ true, "", ", address-space: {magic-base: 0xffffffffffffffff}" },
	{ false, "", ", address-space: {magic-base: none}" },
	{ true, "", ", address-space: {shared-info-page: true}" },
	{ false, "", ", address-space: {shared-info-page: yes}" },
	{ true, "", ", address-space: {expose:"
		" [{base: 0, size: 1 KiB, why: x}]}" },
	{ false, "", ", address-space: {expose: [{base: 0}]}" },
	{ false, "", ", address-space: {monitor-page: true}" },
};

START_TEST(the_language_is_this)
{
	const char *text = verdict_of(cases[_i].top, cases[_i].domain);

	ck_assert_msg(!*text == cases[_i].valid, "%s%s: %s", cases[_i].top,
		      cases[_i].domain, text);
}
END_TEST

/* A list of regions may be longer than Xen takes: a rule says that. */
START_TEST(a_list_of_regions_has_no_end)
{
	struct buf b = buf_make(a, 4096);

	for (int i = 0; i < 40; i++)
		buf_printf(&b, "{base: %d, size: 1 KiB},", i);
	ck_assert_str_eq(verdict_of("", arena_printf(a,
		", address-space: {extended-regions: [%s]}", buf_str(&b))),
		"");
}
END_TEST

/* Where and what is found is said by others: here the end of each message. */
static const struct {
	const char *domain, *said;
} mistakes[] = {
	{ ", maps: [{of: a, how: grant, pages: 1, size: all}]",
	  "wanted a mapping such as {of: app, how: grant, pages: 4096}, with pages or size but not both" },
	{ ", address-space: {extended-regions: 4 GiB}",
	  "wanted here: auto, none, a size in all such as {size: 4 GiB}, or a list of ranges" },
	{ ", address-space: {magic-base: none}",
	  "wanted here: auto, or an address such as 0x48000000" },
	{ ", p2m-pool: 8", "the size 8 has no unit" },
	{ ", p2m-pool: 0 MiB", "found \"0 MiB\", a size must be more than 0" },
	{ ", p2m-pool: none",
	  "wanted here: auto, or a size with its unit such as 16 MiB" },
	{ ", grants: {frames: 0}", "found 0, allowed: 1 to 2147483647" },
	{ ", maps: [{of: a, how: grant, size: 64}]",
	  "the size 64 has no unit" },
};

START_TEST(mistakes_are_met_with_what_is_wanted)
{
	const char *text = verdict_of("", mistakes[_i].domain);

	if (!strstr(text, mistakes[_i].said))
		ck_assert_str_eq(text, mistakes[_i].said);
	ck_assert_uint_eq(d->n_items, 1);
}
END_TEST

Suite *suite_schema_space(void);
Suite *suite_schema_space(void)
{
	Suite *s = suite_create("schema_space");
	TCase *c = tcase_create("space");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, the_language_is_this, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(c, a_list_of_regions_has_no_end);
	tcase_add_loop_test(c, mistakes_are_met_with_what_is_wanted, 0,
			    sizeof(mistakes) / sizeof(mistakes[0]));
	suite_add_tcase(s, c);
	return s;
}
