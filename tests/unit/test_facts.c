/* SPDX-License-Identifier: BSD-2-Clause */
#include <check.h>
#include <string.h>

#include "base/limits.h"
#include "facts/facts.h"

#define EACH_TABLE(f) \
	for (size_t t_ = 0; t_ < n_facts_tables; t_++) \
		for (const struct facts *f = facts_tables[t_]; f; f = NULL)

START_TEST(a_release_is_found_by_its_name)
{
	ck_assert_str_eq(facts_find("4.17")->release, "4.17");
	ck_assert_str_eq(facts_find("4.20")->release, "4.20");
}
END_TEST

START_TEST(a_release_is_found_by_each_version_it_was_proved_on)
{
	EACH_TABLE(f)
		for (size_t i = 0; f->versions[i]; i++)
			ck_assert_ptr_eq(facts_find(f->versions[i]), f);
	ck_assert_ptr_eq(facts_find("4.20.4+63-g7abfd2bce2-0+deb13u1"),
			 facts_find("4.20"));
	ck_assert_ptr_eq(facts_find("4.17.5+72-g01140da4e8-1"),
			 facts_find("4.17"));
}
END_TEST

START_TEST(what_was_not_proved_is_not_found)
{
	ck_assert_ptr_null(facts_find("4.2"));
	ck_assert_ptr_null(facts_find("4.20.0"));
	ck_assert_ptr_null(facts_find("4.21"));
	ck_assert_ptr_null(facts_find(""));
}
END_TEST

START_TEST(known_releases_are_listed_in_order)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);

	ck_assert_str_eq(facts_known(a), "4.17, 4.20");
	arena_free(a);
}
END_TEST

START_TEST(the_compatible_names_the_release)
{
	EACH_TABLE(f) {
		ck_assert_int_eq(strncmp(f->compatible, "xen,xen-", 8), 0);
		ck_assert_str_eq(f->compatible + 8, f->release);
	}
}
END_TEST

/* public/arch-arm.h: the fixed windows, of which GICv2 and v3 share one. */
START_TEST(guest_windows_are_disjoint)
{
	EACH_TABLE(f) {
		const struct range w[] = {
			f->virtio_mmio, f->gicv3_dist, f->gicv3_redist,
			f->vpci_ecam, f->acpi, f->vpl011, f->vpci_mem,
			f->grant_table, f->magic, f->ram[0],
			f->vpci_prefetch, f->ram[1],
		};

		for (size_t i = 1; i < sizeof(w) / sizeof(w[0]); i++)
			ck_assert_uint_lt(range_last(w[i - 1]), w[i].base);
	}
}
END_TEST

START_TEST(both_gics_start_at_the_same_distributor)
{
	EACH_TABLE(f) {
		ck_assert_uint_eq(f->gicv2_dist.base, 0x03001000);
		ck_assert_uint_eq(f->gicv3_dist.base, f->gicv2_dist.base);
		ck_assert_uint_eq(f->gicv2_cpu.base, 0x03002000);
		/* two frames of 64 KiB for each of 128 vCPUs */
		ck_assert_uint_eq(f->gicv3_redist.size / KIB(128),
				  f->max_vcpus);
	}
}
END_TEST

START_TEST(ram_is_3_gib_at_1_gib_and_the_rest_up_to_1_tib)
{
	EACH_TABLE(f) {
		ck_assert_uint_eq(f->ram[0].base, GIB(1));
		ck_assert_uint_eq(f->ram[0].size, GIB(3));
		ck_assert_uint_eq(f->ram[1].base, GIB(8));
		ck_assert_uint_eq(range_last(f->ram[1]), GIB(1024) - 1);
	}
}
END_TEST

START_TEST(every_node_has_one_place_in_the_order)
{
	EACH_TABLE(f) {
		bool seen[N_GUEST_NODES] = { false };

		for (int i = 0; i < N_GUEST_NODES; i++) {
			ck_assert(!seen[f->order[i]]);
			seen[f->order[i]] = true;
		}
		ck_assert_int_eq(f->order[0], GUEST_NODE_CHOSEN);
	}
}
END_TEST

START_TEST(interrupts_are_those_of_the_public_header)
{
	EACH_TABLE(f) {
		ck_assert_uint_eq(f->timer_ppi[0], 29);
		ck_assert_uint_eq(f->timer_ppi[1], 30);
		ck_assert_uint_eq(f->timer_ppi[2], 27);
		ck_assert_uint_eq(f->evtchn_ppi, 31);
		ck_assert_uint_eq(f->vpl011_intid, 32);
		ck_assert_uint_eq(f->max_nr_spis, 960);
	}
}
END_TEST

START_TEST(releases_differ_where_their_sources_do)
{
	const struct facts *old = facts_find("4.17");
	const struct facts *new = facts_find("4.20");

	ck_assert(old->initrd_always && !new->initrd_always);
	ck_assert(!old->redistributor_regions && new->redistributor_regions);
	ck_assert(!old->memory_lists_shm && new->memory_lists_shm);
	ck_assert(old->partial_phandle_zero && !new->partial_phandle_zero);
	ck_assert(!old->partial_child_errors && new->partial_child_errors);
	ck_assert(!old->tree_buffer_adds_partial &&
		  new->tree_buffer_adds_partial);
	ck_assert(!old->region_drops_last_2m && new->region_drops_last_2m);
	ck_assert(!old->region_excludes_shm && new->region_excludes_shm);
	ck_assert(old->memory_by_name && !new->memory_by_name);
}
END_TEST

START_TEST(the_last_byte_of_a_copied_string_is_its_nul)
{
	EACH_TABLE(f) {
		ck_assert_uint_eq(f->max_cmdline + 1, 1024);
		ck_assert_uint_eq(f->max_node_name + 1, 41);
	}
}
END_TEST

START_TEST(magic_pages_follow_one_another)
{
	EACH_TABLE(f)
		for (int i = 0; i < N_MAGIC_PAGES; i++)
			ck_assert_int_eq(f->magic_offset[i], i);
}
END_TEST

START_TEST(what_is_no_option_is_the_same_in_every_build)
{
	EACH_TABLE(f)
		for (int i = 0; i < N_KCONFIG; i++)
			if (!f->kconfig_option[i])
				ck_assert_int_eq(f->kconfig_debian[i],
						 f->kconfig_defconfig[i]);
}
END_TEST

START_TEST(stock_builds_lack_what_is_unsupported)
{
	EACH_TABLE(f) {
		ck_assert(!f->kconfig_debian[KCONFIG_STATIC_MEMORY]);
		ck_assert(!f->kconfig_debian[KCONFIG_STATIC_SHM]);
		ck_assert(!f->kconfig_debian[KCONFIG_BOOT_TIME_CPUPOOLS]);
		ck_assert(f->kconfig_debian[KCONFIG_SBSA_VUART_CONSOLE]);
		ck_assert(f->kconfig_debian[KCONFIG_DOM0LESS_BOOT]);
		ck_assert(f->kconfig_debian[KCONFIG_XSM_SILO_DEFAULT]);
	}
}
END_TEST

START_TEST(every_option_has_its_kconfig_name)
{
	for (int i = 0; i < N_KCONFIG; i++)
		ck_assert_int_eq(strncmp(kconfig_names[i], "CONFIG_", 7), 0);
}
END_TEST

START_TEST(node_properties_came_with_later_releases)
{
	const struct facts *old = facts_find("4.17");
	const struct facts *new = facts_find("4.20");

	ck_assert(!old->grant_properties && new->grant_properties);
	ck_assert(!old->shm_host_optional && new->shm_host_optional);
	EACH_TABLE(f)
		ck_assert_uint_eq(f->max_grant_version, 1);
}
END_TEST

START_TEST(one_release_has_the_layout_patches)
{
	const enum extension e = EXTENSION_GUEST_LAYOUT;

	ck_assert_str_eq(extension_names[e], "guest-layout");
	ck_assert(!facts_find("4.17")->extensions[e].exists);
	ck_assert(facts_find("4.20")->extensions[e].exists);
	ck_assert_uint_eq(facts_find("4.20")->extensions[e].max_regions, 16);
	ck_assert_uint_eq(facts_find("4.20")->extensions[e].tree_vcpu_bytes,
			  128);
}
END_TEST

static bool is_patched(const struct facts *f)
{
	return f->extensions[EXTENSION_GUEST_LAYOUT].exists;
}

static bool is_nothing(const struct facts *f)
{
	return !f;
}

START_TEST(releases_are_listed_by_what_they_have)
{
	struct arena *a = arena_new(MIB(1));

	ck_assert_str_eq(facts_known_with(a, is_patched), "4.20");
	ck_assert_str_eq(facts_known_with(a, is_nothing), "");
	arena_free(a);
}
END_TEST

Suite *suite_facts(void);
Suite *suite_facts(void)
{
	Suite *s = suite_create("facts");
	TCase *c = tcase_create("tables");

	tcase_add_test(c, a_release_is_found_by_its_name);
	tcase_add_test(c, a_release_is_found_by_each_version_it_was_proved_on);
	tcase_add_test(c, what_was_not_proved_is_not_found);
	tcase_add_test(c, known_releases_are_listed_in_order);
	tcase_add_test(c, the_compatible_names_the_release);
	tcase_add_test(c, guest_windows_are_disjoint);
	tcase_add_test(c, both_gics_start_at_the_same_distributor);
	tcase_add_test(c, ram_is_3_gib_at_1_gib_and_the_rest_up_to_1_tib);
	tcase_add_test(c, every_node_has_one_place_in_the_order);
	tcase_add_test(c, interrupts_are_those_of_the_public_header);
	tcase_add_test(c, releases_differ_where_their_sources_do);
	tcase_add_test(c, the_last_byte_of_a_copied_string_is_its_nul);
	tcase_add_test(c, magic_pages_follow_one_another);
	tcase_add_test(c, what_is_no_option_is_the_same_in_every_build);
	tcase_add_test(c, stock_builds_lack_what_is_unsupported);
	tcase_add_test(c, every_option_has_its_kconfig_name);
	tcase_add_test(c, node_properties_came_with_later_releases);
	tcase_add_test(c, one_release_has_the_layout_patches);
	tcase_add_test(c, releases_are_listed_by_what_they_have);
	suite_add_tcase(s, c);
	return s;
}
