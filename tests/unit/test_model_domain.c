/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

/* The first domain of a system with these domains. */
static const struct domain *bind_one(const char *yaml)
{
	const struct system *s;

	s = bind_system(arena_printf(fx.a, YAML_HEAD "domains:\n%s", yaml));
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_ge(s->n_domains, 1);
	return &s->domains[0];
}

START_TEST(unsaid_settings_have_their_defaults)
{
	const struct domain *d;

	d = bind_one("  net: {memory: 64 MiB, kernel: Image}\n");
	ck_assert_str_eq(d->name, "net");
	ck_assert_uint_eq(d->place.line, 5);
	ck_assert_int_eq(d->start, START_DOM0LESS);
	ck_assert_uint_eq(d->vcpus.v, 1);
	ck_assert(!d->vcpus.given);
	ck_assert(!d->vpl011.given && !d->vpl011.v);
	ck_assert_int_eq(d->enhanced, ENHANCED_OFF);
	ck_assert_int_eq(d->gic, GIC_NATIVE);
	ck_assert(!d->spi_count.given);
	ck_assert_uint_eq(d->placement.n_banks, 0);
	ck_assert_ptr_null(d->xl);
}
END_TEST

START_TEST(said_settings_are_bound_with_their_places)
{
	const struct domain *d;

	d = bind_one("  net:\n    memory: 64 MiB\n    vcpus: 3\n"
		     "    kernel: {file: Image, cmdline: \"a=b c\"}\n"
		     "    ramdisk: rd.cpio\n    vpl011: true\n"
		     "    spi-count: 64\n");
	ck_assert_uint_eq(d->memory.v, MIB(64));
	ck_assert_uint_eq(d->memory.place.line, 6);
	ck_assert_uint_eq(d->vcpus.v, 3);
	ck_assert_str_eq(d->kernel.cmdline.v, "a=b c");
	ck_assert_uint_eq(d->kernel.file->size, 4096);
	ck_assert_int_eq(d->ramdisk->format, FORMAT_CPIO);
	ck_assert(d->vpl011.v);
	ck_assert_uint_eq(d->spi_count.v, 64);
	ck_assert_uint_eq(d->spi_count.place.line, 11);
}
END_TEST

START_TEST(enhanced_has_three_values)
{
	static const struct {
		const char *said;
		enum enhanced means;
	} values[] = {
		{ "true", ENHANCED_TRUE }, { "false", ENHANCED_OFF },
		{ "no-xenstore", ENHANCED_NO_XENSTORE },
	};

	for (size_t i = 0; i < 3; i++) {
		const struct domain *d = bind_one(arena_printf(fx.a,
			"  a: {memory: 64 MiB, kernel: Image, enhanced: %s}\n",
			values[i].said));

		ck_assert_int_eq(d->enhanced, values[i].means);
		ck_assert_uint_eq(d->enhanced_place.line, 5);
	}
}
END_TEST

START_TEST(a_gic_can_be_chosen)
{
	const struct domain *d;

	d = bind_one("  a: {start: xl, memory: 64 MiB, kernel: Image,"
		     " gic: v3}\n");
	ck_assert_int_eq(d->gic, GIC_CHOICE_V3);
	ck_assert_uint_eq(d->gic_place.line, 5);
	d = bind_one("  a: {memory: 64 MiB, kernel: Image, gic: native}\n");
	ck_assert_int_eq(d->gic, GIC_NATIVE);
	expect_clean();
}
END_TEST

START_TEST(placement_keeps_ranges_and_direct_map)
{
	const struct domain *d;

	d = bind_one("  a:\n    memory: 64 MiB\n    kernel: Image\n"
		     "    placement:\n      static:\n"
		     "      - {base: 0x50000000, size: 32 MiB}\n"
		     "      - {base: 0x60000000, size: 32 MiB}\n"
		     "      direct-map: true\n");
	ck_assert_uint_eq(d->placement.n_banks, 2);
	ck_assert_uint_eq(d->placement.banks[1].range.base, 0x60000000);
	ck_assert_uint_eq(d->placement.banks[1].range.size, MIB(32));
	ck_assert_uint_eq(d->placement.banks[1].place.line, 11);
	ck_assert(d->placement.direct_map.v);
	expect_clean();
}
END_TEST

START_TEST(a_bank_past_the_end_of_space_is_refused)
{
	bind_one("  a: {memory: 64 MiB, kernel: Image, placement: {static:"
		 " [{base: 0xffffffffffffffff, size: 4 KiB}]}}\n");
	expect_finding(E_ADDRESS, "does not lie below 2^64");
}
END_TEST

START_TEST(a_bank_may_end_at_the_end_of_space)
{
	const struct domain *d;

	d = bind_one("  a: {memory: 64 MiB, kernel: Image, placement: {static:"
		     " [{base: 0xfffffffffffff000, size: 4 KiB}]}}\n");
	ck_assert_uint_eq(range_last(d->placement.banks[0].range), UINT64_MAX);
	expect_clean();
}
END_TEST

START_TEST(xl_keys_are_kept_as_they_are)
{
	const struct domain *d;

	d = bind_one("  a: {start: xl, memory: 64 MiB, kernel: Image,"
		     " xl: {on_crash: restart, vif: [a, b]}}\n");
	ck_assert_int_eq(d->start, START_XL);
	ck_assert_str_eq(value_get(d->xl, "on_crash")->text, "restart");
	ck_assert_uint_eq(value_get(d->xl, "vif")->n, 2);
}
END_TEST

START_TEST(dom0_is_known_by_its_name)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "domains:\n"
			"  a: {memory: 64 MiB, kernel: Image}\n"
			"  dom0: {memory: 64 MiB, kernel: Image}\n");
	ck_assert_ptr_eq(model_dom0(s), &s->domains[1]);
	ck_assert(!s->domains[0].is_dom0);
	expect_clean();
}
END_TEST

START_TEST(a_system_may_have_no_dom0)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "domains: {}\n");
	ck_assert_ptr_null(model_dom0(s));
	ck_assert_uint_eq(s->n_domains, 0);
}
END_TEST

START_TEST(dom0_is_not_started_by_xl)
{
	const struct domain *d;

	d = bind_one("  dom0: {start: xl, memory: 64 MiB, kernel: Image}\n");
	expect_finding(E_DOMAIN_KEY, "'dom0' is the hardware domain");
	ck_assert_int_eq(d->start, START_DOM0LESS);
	ck_assert_uint_eq(fx.d->items->notes->place.line, 5);
}
END_TEST

START_TEST(dom0_may_say_how_it_starts)
{
	bind_one("  dom0: {start: dom0less, memory: 64 MiB, kernel: Image}\n");
	expect_clean();
}
END_TEST

static const char *const not_for_dom0[] = {
	"vpl011: true", "enhanced: true", "spi-count: 64", "gic: v2",
	"placement: {direct-map: true}", "device-tree: p.dtb", "xl: {}",
};

START_TEST(dom0_has_no_settings_of_a_guest)
{
	write_bytes("p.dtb", "\xd0\x0d\xfe\xed", 4);
	bind_one(arena_printf(fx.a, "  dom0: {memory: 64 MiB, kernel: Image,"
			      " %s}\n", not_for_dom0[_i]));
	expect_finding(E_DOMAIN_KEY, "the hardware domain cannot have");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "the name makes it the hardware domain");
}
END_TEST

START_TEST(keys_of_xl_are_not_for_domains_built_at_boot)
{
	bind_one("  a: {memory: 64 MiB, kernel: Image, xl: {}}\n");
	expect_finding(E_DOMAIN_KEY, "a domain that Xen builds at boot");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "it is built at boot unless it says 'start: xl'");
}
END_TEST

START_TEST(placement_is_not_for_domains_of_xl)
{
	bind_one("  a: {memory: 64 MiB, kernel: Image, start: xl,"
		 " placement: {direct-map: false}}\n");
	expect_finding(E_DOMAIN_KEY, "a domain that xl starts");
	ck_assert_str_eq(fx.d->items->notes->text, "how it starts is said here");
}
END_TEST

START_TEST(how_a_domain_starts_may_be_said_last)
{
	bind_one("  a: {xl: {}, vpl011: true, kernel: Image, memory: 64 MiB,"
		 " start: xl}\n");
	expect_clean();
}
END_TEST

START_TEST(a_domain_without_kernel_is_reported)
{
	bind_one("  a: {memory: 64 MiB}\n");
	expect_finding(E_NO_KERNEL, "domain 'a' has no kernel");
}
END_TEST

START_TEST(xl_may_find_the_kernel_with_a_boot_loader)
{
	bind_one("  a: {memory: 64 MiB, start: xl, xl: {bootloader: pygrub}}\n");
	expect_clean();
}
END_TEST

START_TEST(a_missing_kernel_file_is_reported_once)
{
	const struct domain *d;

	d = bind_one("  a: {memory: 64 MiB, kernel: nosuch}\n");
	expect_finding(E_FILE_NOT_FOUND, "no file 'nosuch'");
	ck_assert_ptr_null(d->kernel.file);
}
END_TEST

START_TEST(a_bad_size_leaves_memory_unsaid)
{
	const struct domain *d;

	d = bind_one("  a: {memory: 64 MB, kernel: Image}\n");
	ck_assert(!d->memory.given);
	ck_assert_uint_eq(d->memory.v, 0);
	expect_finding(E_SIZE, "64 MB");
}
END_TEST

START_TEST(domains_keep_the_order_of_the_file)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "domains:\n"
			"  z: {memory: 64 MiB, kernel: Image}\n"
			"  a: {memory: 64 MiB, kernel: Image}\n"
			"  m: {memory: 64 MiB, kernel: Image}\n");
	ck_assert_str_eq(s->domains[0].name, "z");
	ck_assert_str_eq(s->domains[1].name, "a");
	ck_assert_str_eq(s->domains[2].name, "m");
	ck_assert_uint_eq(s->domains[0].kernel.file->place.line + 2,
			  s->domains[2].kernel.file->place.line);
}
END_TEST

static void add_value_tests(TCase *c)
{
	tcase_add_test(c, unsaid_settings_have_their_defaults);
	tcase_add_test(c, said_settings_are_bound_with_their_places);
	tcase_add_test(c, enhanced_has_three_values);
	tcase_add_test(c, a_gic_can_be_chosen);
	tcase_add_test(c, placement_keeps_ranges_and_direct_map);
	tcase_add_test(c, a_bank_past_the_end_of_space_is_refused);
	tcase_add_test(c, a_bank_may_end_at_the_end_of_space);
	tcase_add_test(c, xl_keys_are_kept_as_they_are);
	tcase_add_test(c, a_domain_without_kernel_is_reported);
	tcase_add_test(c, xl_may_find_the_kernel_with_a_boot_loader);
	tcase_add_test(c, a_missing_kernel_file_is_reported_once);
	tcase_add_test(c, a_bad_size_leaves_memory_unsaid);
	tcase_add_test(c, domains_keep_the_order_of_the_file);
}

Suite *suite_model_domain(void);
Suite *suite_model_domain(void)
{
	Suite *s = suite_create("model_domain");
	TCase *c = add_case(s, "kinds");

	add_value_tests(add_case(s, "values"));
	tcase_add_test(c, dom0_is_known_by_its_name);
	tcase_add_test(c, a_system_may_have_no_dom0);
	tcase_add_test(c, dom0_is_not_started_by_xl);
	tcase_add_test(c, dom0_may_say_how_it_starts);
	tcase_add_loop_test(c, dom0_has_no_settings_of_a_guest, 0,
			    sizeof(not_for_dom0) / sizeof(not_for_dom0[0]));
	tcase_add_test(c, keys_of_xl_are_not_for_domains_built_at_boot);
	tcase_add_test(c, placement_is_not_for_domains_of_xl);
	tcase_add_test(c, how_a_domain_starts_may_be_said_last);
	return s;
}
