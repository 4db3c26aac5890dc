/* SPDX-License-Identifier: BSD-2-Clause */
/* Each rule on a made-up system: what fires, where, and what does not. */
#include <check.h>
#include <string.h>

#include "base/limits.h"
#include "emit/emit.h"
#include "lint/lint.h"

Suite *suite_lint(void);

/* One domain, planned, on a board with a GICv3; tests change what they need. */
static struct {
	struct arena *arena;
	struct diags *diags;
	struct board board;
	struct board_range ram;
	struct domain domains[2];
	struct system system;
	struct plan_domain planned;
	struct plan plan;
	struct dt_tree *trees[1];
	struct dt_tree *board_tree;
} t;

static struct domain *d;	/* the domain that is planned */

static struct place at_line(unsigned int line)
{
	return (struct place){ "vm.yaml", line, 1, line, 9 };
}

static void set_up(void)
{
	memset(&t, 0, sizeof(t));
	t.arena = arena_new(LIMIT_ARENA_BYTES);
	t.diags = diags_new(t.arena);
	t.board = (struct board){ .gic = GIC_V3, .place = at_line(2),
				  .uart_path = "/uart", .uart_intid = 33 };
	d = &t.domains[0];
	d->name = "net";
	d->place = at_line(10);
	d->vcpus = (struct set_u64){ 2, true, at_line(11) };
	d->memory = (struct set_u64){ MIB(64), true, at_line(12) };
	t.system = (struct system){
		.target.facts = facts_find("4.20"),
		.target.kconfig_name = { "debian", true, at_line(3) },
		.board = &t.board,
		.domains = t.domains,
		.n_domains = 1,
	};
	memcpy(t.system.target.kconfig, t.system.target.facts->kconfig_debian,
	       sizeof(t.system.target.kconfig));
	t.planned.domain = d;
	t.plan = (struct plan){
		.system = &t.system, .domains = &t.planned, .n_domains = 1,
		.xen_cmdline = "",
	};
}

static void tear_down(void)
{
	arena_free(t.arena);
}

static void run_rules(void)
{
	lint_run(&(struct lint_input){
		.arena = t.arena, .diags = t.diags, .system = &t.system,
		.plan = &t.plan, .guest_trees = t.trees,
		.board_tree = t.board_tree,
	});
}

static void is_clean(void)
{
	run_rules();
	if (t.diags->items)
		ck_abort_msg("%s", t.diags->items->text);
}

/* The rules find exactly one thing. */
static void finds(enum diag_code code, unsigned int line, const char *text)
{
	run_rules();
	ck_assert_uint_eq(t.diags->n_items, 1);
	ck_assert_str_eq(diag_codes[t.diags->items->code].number,
			 diag_codes[code].number);
	ck_assert_str_eq(t.diags->items->text, text);
	ck_assert_uint_eq(t.diags->items->place.line, line);
}

static void note_is(unsigned int line, const char *text)
{
	const struct diag_note *note = t.diags->items->notes;

	ck_assert_ptr_nonnull(note);
	ck_assert_str_eq(note->text, text);
	ck_assert_uint_eq(note->place.line, line);
}

static void add_domain(const char *name, enum domain_start start)
{
	t.domains[1] = (struct domain){
		.name = name, .place = at_line(20), .start = start,
		.is_dom0 = strcmp(name, "dom0") == 0,
		.vcpus = { .v = 1 }, .memory = { .v = MIB(64) },
	};
	t.system.n_domains = 2;
}

/* An xl domain in place of the planned one, and a dom0 to run xl. */
static void make_xl(void)
{
	add_domain("dom0", START_DOM0LESS);
	d->start = START_XL;
	t.plan.n_domains = 0;
}

START_TEST(a_plain_domain_is_clean)
{
	is_clean();
}
END_TEST

START_TEST(vcpus_are_bounded_by_a_gicv2)
{
	t.board.gic = GIC_V2;
	d->vcpus.v = 9;
	finds(E_VCPUS_TOO_MANY, 11,
	      "domain 'net': 9 vCPUs, Xen 4.20 allows 8 with a GICv2");
	note_is(2, "the board has a GICv2");
}
END_TEST

START_TEST(a_gicv3_has_more_vcpus)
{
	d->vcpus.v = 128;
	is_clean();
}
END_TEST

START_TEST(an_xl_domains_own_gic_bounds_its_vcpus)
{
	make_xl();
	d->gic = GIC_CHOICE_V2;
	d->gic_place = at_line(13);
	d->vcpus.v = 9;
	finds(E_VCPUS_TOO_MANY, 11,
	      "domain 'net': 9 vCPUs, Xen 4.20 allows 8 with a GICv2");
	note_is(13, "the GIC is chosen here");
}
END_TEST

START_TEST(spis_end_at_960)
{
	d->spi_count = (struct set_u64){ 960, true, at_line(14) };
	is_clean();
	d->spi_count.v = 961;
	finds(E_SPI_COUNT_TOO_MANY, 14,
	      "domain 'net': 961 SPIs, the emulated GIC has 960 at most");
}
END_TEST

START_TEST(the_uart_needs_its_spi)
{
	d->spi_count = (struct set_u64){ 0, true, at_line(14) };
	d->vpl011 = (struct set_bool){ true, true, at_line(15) };
	t.planned.vpl011 = true;
	t.planned.uart_intid = 32;
	finds(E_SPI_COUNT_UART, 14,
	      "domain 'net': 0 SPIs leave none for the emulated UART, which uses SPI 0");
	note_is(15, "leave spi-count out, or say at least 1");
}
END_TEST

START_TEST(spis_come_in_steps_of_32)
{
	d->spi_count = (struct set_u64){ 1, true, at_line(14) };
	t.planned.vpl011 = true;
	t.planned.uart_intid = 32 + 31;
	is_clean();
	t.planned.uart_intid = 32 + 32;
	run_rules();
	ck_assert_uint_eq(t.diags->n_errors, 1);
}
END_TEST

START_TEST(an_old_xl_knows_no_number_of_spis)
{
	make_xl();
	d->spi_count = (struct set_u64){ 64, true, at_line(14) };
	is_clean();
	t.system.target.facts = facts_find("4.17");
	t.system.target.xen.place = at_line(1);
	finds(E_SPI_COUNT_XL, 14,
	      "domain 'net': the xl of Xen 4.17 cannot be told a number of SPIs");
}
END_TEST

START_TEST(xen_gives_its_own_domains_the_hosts_gic)
{
	d->gic = GIC_CHOICE_V3;
	d->gic_place = at_line(13);
	finds(E_GIC_NOT_NATIVE, 13,
	      "domain 'net': a domain started at boot always has the host's GIC; leave 'gic' out, or say 'start: xl'");
}
END_TEST

START_TEST(a_gicv3_needs_one_on_the_host)
{
	make_xl();
	t.board.gic = GIC_V2;
	d->gic = GIC_CHOICE_V3;
	d->gic_place = at_line(13);
	finds(E_GIC_NOT_ON_HOST, 13,
	      "domain 'net': a GICv3 cannot be emulated on a host with a GICv2; say 'v2', or leave 'gic' out");
}
END_TEST

START_TEST(a_command_line_ends_at_1023_bytes)
{
	char text[1025];

	memset(text, 'x', sizeof(text));
	text[1023] = 0;
	d->kernel.cmdline = (struct set_str){ text, true, at_line(16) };
	is_clean();
	text[1023] = 'x';
	text[1024] = 0;
	finds(E_CMDLINE_LONG, 16,
	      "domain 'net': the command line has 1024 bytes, Xen keeps 1023: 1 too many");
}
END_TEST

static void make_static(void)
{
	static struct set_range bank = { { 0x60000000, MIB(64) }, NULL,
					 { "vm.yaml", 17, 1, 17, 9 } };

	d->placement = (struct placement){
		.banks = &bank, .n_banks = 1, .place = at_line(17),
	};
}

START_TEST(debian_has_no_static_memory)
{
	make_static();
	finds(E_KCONFIG_MISSING, 17,
	      "domain 'net': static memory needs CONFIG_STATIC_MEMORY, which the target lacks");
	note_is(3, "target.kconfig is 'debian'");
}
END_TEST

START_TEST(an_unknown_target_may_lack_static_memory)
{
	make_static();
	t.system.target.kconfig_name = (struct set_str){ 0 };
	finds(E_KCONFIG_UNKNOWN, 17,
	      "domain 'net': static memory needs CONFIG_STATIC_MEMORY, and target.kconfig does not say whether Xen has it");
	ck_assert_uint_eq(t.diags->n_errors, 0);
}
END_TEST

START_TEST(a_target_with_static_memory_is_clean)
{
	make_static();
	t.system.target.kconfig[KCONFIG_STATIC_MEMORY] = true;
	is_clean();
}
END_TEST

START_TEST(static_banks_sum_up_to_the_memory)
{
	make_static();
	t.system.target.kconfig[KCONFIG_STATIC_MEMORY] = true;
	d->memory.v = MIB(96);
	finds(E_STATIC_SUM, 17,
	      "domain 'net': the static banks are 64 MiB in all, its memory is 96 MiB");
	note_is(12, "the memory is said here; Xen wants both to be equal");
}
END_TEST

START_TEST(a_direct_map_needs_static_memory)
{
	t.system.target.kconfig[KCONFIG_STATIC_MEMORY] = true;
	d->placement.direct_map = (struct set_bool){ true, true, at_line(18) };
	finds(E_DIRECT_MAP_NOT_STATIC, 18,
	      "domain 'net': a direct map needs 'static' beside it, the host ranges of its memory");
}
END_TEST

START_TEST(xenstore_needs_a_dom0)
{
	d->enhanced = ENHANCED_TRUE;
	d->enhanced_place = at_line(19);
	finds(E_ENHANCED_NO_DOM0, 19,
	      "domain 'net': 'enhanced: true' brings xenstore, which runs in dom0, and there is no dom0");
}
END_TEST

START_TEST(xenstore_with_a_dom0_is_clean)
{
	d->enhanced = ENHANCED_TRUE;
	add_domain("dom0", START_DOM0LESS);
	is_clean();
}
END_TEST

START_TEST(xl_without_a_dom0_is_a_warning)
{
	d->start = START_XL;
	t.plan.n_domains = 0;
	finds(E_XL_NO_DOM0, 10,
	      "domain 'net': xl starts it, xl runs in dom0, and there is no dom0; add a domain 'dom0', or say 'start: dom0less'");
	ck_assert_uint_eq(t.diags->n_errors, 0);
}
END_TEST

/* A tree with @n_cpus nodes of 4 + 8 + 16 + 4 bytes and a long property. */
static struct dt_tree *tree_of(unsigned int n_cpus, uint32_t n_bytes)
{
	static uint8_t bytes[8192];
	struct dt_tree *tree = dt_new(t.arena);
	struct dt_node *cpus = dt_node(tree, tree->root, "cpus");

	dt_bytes(tree, tree->root, "reg", bytes, n_bytes);
	for (unsigned int i = 0; i < n_cpus; i++)
		dt_u32(tree, dt_node(tree, cpus, "cpu@%u", i), "reg", i);
	return tree;
}

START_TEST(a_tree_that_just_fits_is_clean)
{
	size_t empty = dt_size(tree_of(2, 0));

	t.trees[0] = tree_of(2, (uint32_t)(4096 - empty));
	ck_assert_uint_eq(dt_size(t.trees[0]), 4096);
	is_clean();
}
END_TEST

START_TEST(a_tree_that_is_over_says_how_many_vcpus_would_fit)
{
	size_t empty = dt_size(tree_of(20, 0));

	d->vcpus.v = 20;
	t.trees[0] = tree_of(20, (uint32_t)(4096 + 40 - empty));
	finds(E_TREE_TOO_LARGE, 10,
	      "domain 'net': its device tree has 4136 bytes, Xen 4.20 has room for 4096: 40 over");
	note_is(11, "each of the 20 vCPUs takes 32 bytes; 18 would fit");
}
END_TEST

START_TEST(a_tree_that_no_vcpu_can_save_says_so)
{
	t.trees[0] = tree_of(2, 5000);
	run_rules();
	note_is(0, "fewer vCPUs would not help: shorten the command line or the partial tree");
}
END_TEST

static uint64_t room_of(const char *release, bool patched)
{
	struct target target = {
		.facts = facts_find(release),
		.extensions = { [EXTENSION_GUEST_LAYOUT] = patched },
	};

	return lint_tree_room(&target, &t.planned);
}

START_TEST(a_patched_xen_has_room_for_each_vcpu)
{
	d->vcpus.v = 128;
	ck_assert_uint_eq(room_of("4.20", true), 4096 + 128 * 128);
	ck_assert_uint_eq(room_of("4.20", false), 4096);
}
END_TEST

START_TEST(fewer_vcpus_take_their_room_with_them)
{
	t.system.target.extensions[EXTENSION_GUEST_LAYOUT] = true;
	d->vcpus.v = 2;
	t.trees[0] = tree_of(2, 5000);
	run_rules();
	note_is(0, "fewer vCPUs would not help: shorten the command line or the partial tree");
}
END_TEST

START_TEST(a_partial_tree_makes_room_in_4_20_alone)
{
	struct plan_module m = { .at.range.size = 1000 };

	t.planned.tree_module = &m;
	ck_assert_uint_eq(room_of("4.20", false), 5096);
	ck_assert_uint_eq(room_of("4.17", false), 4096);
	m.at.range.size = MIB(4);
	ck_assert_uint_eq(room_of("4.20", false), MIB(2));
}
END_TEST

static void make_direct(uint64_t ram)
{
	t.planned.host_layout = true;
	t.planned.hypervisor_node = true;
	t.planned.banks[0].range = (struct range){ ram, MIB(64) };
	t.planned.banks[0].place = at_line(17);
	t.planned.n_banks = 1;
	t.planned.grant_table.range = t.system.target.facts->grant_table;
}

START_TEST(direct_mapped_ram_must_not_hit_the_grant_table)
{
	make_direct(0x36000000);
	finds(E_DIRECT_MAP_CLASH, 17,
	      "domain 'net': its RAM 0x36000000-0x39ffffff hits the grant table at 0x38000000-0x38ffffff, which Xen 4.20 puts there unchecked");
}
END_TEST

START_TEST(direct_mapped_ram_must_not_hit_the_xenstore_page)
{
	make_direct(0x39000000);
	add_domain("dom0", START_DOM0LESS);
	d->enhanced = ENHANCED_TRUE;
	finds(E_DIRECT_MAP_CLASH, 17,
	      "domain 'net': its RAM 0x39000000-0x3cffffff hits the xenstore page at 0x39001000-0x39001fff, which Xen 4.20 puts there unchecked");
}
END_TEST

START_TEST(a_host_gic_in_the_grant_table_is_found)
{
	make_direct(0x80000000);
	t.planned.gic_dist.range = (struct range){ 0x38001000, 0x1000 };
	finds(E_DIRECT_MAP_CLASH, 10,
	      "domain 'net': its GIC 0x38001000-0x38001fff hits the grant table at 0x38000000-0x38ffffff, which Xen 4.20 puts there unchecked");
}
END_TEST

START_TEST(direct_mapped_ram_elsewhere_is_clean)
{
	make_direct(0x80000000);
	is_clean();
}
END_TEST

START_TEST(a_node_of_the_board_has_the_name_first)
{
	struct dt_node *chosen;

	t.board_tree = dt_new(t.arena);
	chosen = dt_node(t.board_tree, t.board_tree->root, "chosen");
	dt_node(t.board_tree, chosen, "net");
	is_clean();
	dt_node(t.board_tree, chosen, "aaa");
	dt_node(t.board_tree, chosen, "net");
	finds(E_CHOSEN_NAME_TAKEN, 10,
	      "domain 'net': the board tree has a node /chosen/net of its own; choose another name");
	note_is(2, "the board tree is named here");
}
END_TEST

START_TEST(no_domain_has_the_name_of_an_output_file)
{
	static const char *const files[] = {
		"board.dtb", "layout.json", "layout.txt", "manifest.json",
		"qemu.args",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		d->name = files[i];
		run_rules();
		ck_assert_uint_eq(t.diags->n_items, i + 1);
		/* The list stays in step with emitters.def. */
		ck_assert(emit_kind_exists(files[i], strlen(files[i])) ||
			  strcmp(files[i], "manifest.json") == 0);
	}
	ck_assert_int_eq(t.diags->items->code, E_OUTPUT_NAME_TAKEN);
}
END_TEST

START_TEST(xl_knows_dom0_by_another_name)
{
	make_xl();
	d->name = "Domain-0";
	finds(E_XL_NAME_TAKEN, 10,
	      "domain 'Domain-0': xl knows dom0 by this name; choose another");
}
END_TEST

START_TEST(xl_numbers_domains_started_at_boot)
{
	add_domain("dom0less-1", START_XL);
	run_rules();
	ck_assert_int_eq(t.diags->items->code, E_XL_NAME_TAKEN);
	ck_assert_uint_eq(t.diags->items->place.line, 20);
	t.domains[1].name = "dom0less-2";
	run_rules();
	t.domains[1].name = "dom0less-1x";
	run_rules();
	/* Each run warns that there is no dom0. */
	ck_assert_uint_eq(t.diags->n_errors, 1);
}
END_TEST

START_TEST(xl_counts_memory_in_mib)
{
	make_xl();
	d->memory.v = MIB(64) + KIB(4);
	finds(E_XL_MEMORY, 12,
	      "domain 'net': 65540 KiB is no whole number of MiB, which is how xl counts memory");
	note_is(0, "the nearest are 64 MiB and 65 MiB");
}
END_TEST

START_TEST(keys_of_xl_that_domc_writes_are_not_said_twice)
{
	struct value text = { .kind = VALUE_STRING, .text = "x", .text_len = 1 };
	struct member members[] = {
		{ "on_crash", at_line(30), &text },
		{ "memory", at_line(31), &text },
	};
	struct value xl = { .kind = VALUE_MAP, .members = members, .n = 2 };

	make_xl();
	d->xl = &xl;
	finds(E_XL_KEY_OWNED, 31,
	      "domain 'net': domc writes 'memory' of xl.cfg from domains.net.memory; say it there");
}
END_TEST

static void add_host_rules(TCase *c)
{
	tcase_add_test(c, a_plain_domain_is_clean);
	tcase_add_test(c, vcpus_are_bounded_by_a_gicv2);
	tcase_add_test(c, a_gicv3_has_more_vcpus);
	tcase_add_test(c, spis_end_at_960);
	tcase_add_test(c, the_uart_needs_its_spi);
	tcase_add_test(c, spis_come_in_steps_of_32);
	tcase_add_test(c, xen_gives_its_own_domains_the_hosts_gic);
	tcase_add_test(c, a_command_line_ends_at_1023_bytes);
	tcase_add_test(c, debian_has_no_static_memory);
	tcase_add_test(c, an_unknown_target_may_lack_static_memory);
	tcase_add_test(c, a_target_with_static_memory_is_clean);
	tcase_add_test(c, static_banks_sum_up_to_the_memory);
	tcase_add_test(c, a_direct_map_needs_static_memory);
	tcase_add_test(c, xenstore_needs_a_dom0);
	tcase_add_test(c, xenstore_with_a_dom0_is_clean);
	tcase_add_test(c, a_tree_that_just_fits_is_clean);
	tcase_add_test(c, a_tree_that_is_over_says_how_many_vcpus_would_fit);
	tcase_add_test(c, a_tree_that_no_vcpu_can_save_says_so);
	tcase_add_test(c, a_patched_xen_has_room_for_each_vcpu);
	tcase_add_test(c, fewer_vcpus_take_their_room_with_them);
	tcase_add_test(c, a_partial_tree_makes_room_in_4_20_alone);
	tcase_add_test(c, direct_mapped_ram_must_not_hit_the_grant_table);
	tcase_add_test(c, direct_mapped_ram_must_not_hit_the_xenstore_page);
	tcase_add_test(c, a_host_gic_in_the_grant_table_is_found);
	tcase_add_test(c, direct_mapped_ram_elsewhere_is_clean);
	tcase_add_test(c, a_node_of_the_board_has_the_name_first);
	tcase_add_test(c, no_domain_has_the_name_of_an_output_file);
}

static void add_xl_rules(TCase *c)
{
	tcase_add_test(c, an_xl_domains_own_gic_bounds_its_vcpus);
	tcase_add_test(c, an_old_xl_knows_no_number_of_spis);
	tcase_add_test(c, a_gicv3_needs_one_on_the_host);
	tcase_add_test(c, xl_without_a_dom0_is_a_warning);
	tcase_add_test(c, xl_knows_dom0_by_another_name);
	tcase_add_test(c, xl_numbers_domains_started_at_boot);
	tcase_add_test(c, xl_counts_memory_in_mib);
	tcase_add_test(c, keys_of_xl_that_domc_writes_are_not_said_twice);
}

Suite *suite_lint(void)
{
	Suite *s = suite_create("lint");
	TCase *host = tcase_create("started by Xen");
	TCase *xl = tcase_create("started by xl");

	tcase_add_checked_fixture(host, set_up, tear_down);
	tcase_add_checked_fixture(xl, set_up, tear_down);
	add_host_rules(host);
	add_xl_rules(xl);
	suite_add_tcase(s, host);
	suite_add_tcase(s, xl);
	return s;
}
