/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_board.c - the tree that Xen boots from.
 */
#include "test_dt_plan.h"

static struct arena *a;
static struct diags *d;
static struct made *m;
static struct dt_tree *host;		/* what the board's file holds */
static struct dt_node *host_chosen;
static struct board_range ram[4];

static void setup(void)
{
	static const struct range both[] = {
		{ 0x40000000, 0x80000000 }, { 0x880000000, 0x80000000 },
	};
	struct dt_node *n;

	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
	m = make(a, "4.20");
	host = dt_new(a);
	dt_u32(host, host->root, "#address-cells", 2);
	dt_u32(host, host->root, "#size-cells", 2);
	host_chosen = dt_node(host, host->root, "chosen");
	dt_string(host, host_chosen, "stdout-path", "/uart");
	n = dt_node(host, host->root, "memory@40000000");
	dt_string(host, n, "device_type", "memory");
	dt_reg(host, n, "reg", both, 2, 2, 2);
	dt_node(host, host->root, "uart");
	for (size_t i = 0; i < 2; i++)
		ram[i] = (struct board_range){ .range = both[i],
						.path = "/memory" };
	m->board.memory = ram;
	m->board.n_memory = 2;
}

static void teardown(void)
{
	arena_free(a);
}

static struct dt_tree *board(void)
{
	struct buf b = dtb_of(host);
	struct dt_tree *t;

	m->board.blob = b.bytes;
	m->board.blob_size = (uint32_t)b.len;
	t = dt_board(a, d, &m->plan);
	ck_assert_ptr_nonnull(t);
	same_as_sequential(t);
	return t;
}

static const char *chosen_text(const struct dt_tree *t)
{
	const char *text = strstr(dts_of(t), "\tchosen {");
	const char *end = strstr(text, "\n\t};\n");

	return arena_strndup(a, text, (size_t)(end + 5 - text));
}

static struct plan_module *module(size_t i, uint64_t base, uint64_t size)
{
	m->modules[i].at = put_at(base, size);
	return &m->modules[i];
}

START_TEST(a_domain_becomes_a_node_below_chosen)
{
	m->plan.xen_cmdline = "console=dtuart";
	m->guest->kernel.cmdline =
		(struct set_str){ "root=/dev/ram0", true, at_line(14) };
	m->guest_plan->kernel_module = module(0, 0x48000000, 0x1234);
	m->guest_plan->ramdisk_module = module(1, 0x48200000, 77);
	m->guest_plan->tree_module = module(2, 0x48400000, 0xabc);
	ck_assert_str_eq(chosen_text(board()),
			 "\tchosen {\n"
			 "\t\tstdout-path = \"/uart\";\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\txen,xen-bootargs = \"console=dtuart\";\n\n"
			 "\t\tnet {\n"
			 "\t\t\tcompatible = \"xen,domain\";\n"
			 "\t\t\t#address-cells = <0x2>;\n"
			 "\t\t\t#size-cells = <0x2>;\n"
			 "\t\t\tcpus = <0x2>;\n"
			 "\t\t\tmemory = <0x0 0x10000>;\n\n"
			 "\t\t\tmodule@48000000 {\n"
			 "\t\t\t\tcompatible = \"multiboot,kernel\", \"multiboot,module\";\n"
			 "\t\t\t\treg = <0x0 0x48000000 0x0 0x1234>;\n"
			 "\t\t\t\tbootargs = \"root=/dev/ram0\";\n"
			 "\t\t\t};\n\n"
			 "\t\t\tmodule@48200000 {\n"
			 "\t\t\t\tcompatible = \"multiboot,ramdisk\", \"multiboot,module\";\n"
			 "\t\t\t\treg = <0x0 0x48200000 0x0 0x4d>;\n"
			 "\t\t\t};\n\n"
			 "\t\t\tmodule@48400000 {\n"
			 "\t\t\t\tcompatible = \"multiboot,device-tree\", \"multiboot,module\";\n"
			 "\t\t\t\treg = <0x0 0x48400000 0x0 0xabc>;\n"
			 "\t\t\t};\n"
			 "\t\t};\n"
			 "\t};\n");
}
END_TEST

START_TEST(dom0_stands_directly_in_chosen)
{
	struct plan_domain *dom0 = give_dom0(m);

	m->plan.dom0_cmdline = "console=hvc0";
	dom0->kernel_module = module(0, 0x1048000000, 0x1234);
	dom0->ramdisk_module = module(1, 0x48200000, 77);
	ck_assert_str_eq(chosen_text(board()),
			 "\tchosen {\n"
			 "\t\tstdout-path = \"/uart\";\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\txen,dom0-bootargs = \"console=hvc0\";\n\n"
			 "\t\tmodule@1048000000 {\n"
			 "\t\t\tcompatible = \"multiboot,kernel\", \"multiboot,module\";\n"
			 "\t\t\treg = <0x10 0x48000000 0x0 0x1234>;\n"
			 "\t\t};\n\n"
			 "\t\tmodule@48200000 {\n"
			 "\t\t\tcompatible = \"multiboot,ramdisk\", \"multiboot,module\";\n"
			 "\t\t\treg = <0x0 0x48200000 0x0 0x4d>;\n"
			 "\t\t};\n\n"
			 "\t\tnet {\n"
			 "\t\t\tcompatible = \"xen,domain\";\n"
			 "\t\t\t#address-cells = <0x2>;\n"
			 "\t\t\t#size-cells = <0x2>;\n"
			 "\t\t\tcpus = <0x2>;\n"
			 "\t\t\tmemory = <0x0 0x10000>;\n"
			 "\t\t};\n"
			 "\t};\n");
}
END_TEST

START_TEST(each_setting_has_its_property)
{
	struct set_range bank = { { 0x70000000, MIB(64) }, NULL, at_line(17) };
	struct dt_node *n;

	give_vpl011(m);
	give_hypervisor(m);
	m->guest->spi_count = (struct set_u64){ 64, true, at_line(15) };
	m->guest->placement = (struct placement){
		.banks = &bank, .n_banks = 1, .place = at_line(17),
		.direct_map = { true, true, at_line(18) },
	};
	n = dt_find_path(board(), "/chosen/net");
	ck_assert_uint_eq(dt_find_prop(n, "vpl011")->len, 0);
	ck_assert_uint_eq(dt_find_prop(n, "nr_spis")->data[3], 64);
	ck_assert_uint_eq(dt_find_prop(n, "direct-map")->origin.line, 18);
	ck_assert_mem_eq(dt_find_prop(n, "xen,static-mem")->data,
			 "\0\0\0\0\x70\0\0\0\0\0\0\0\4\0\0\0", 16);
	ck_assert_str_eq((const char *)dt_find_prop(n, "xen,enhanced")->data,
			 "no-xenstore");
	m->guest->enhanced = ENHANCED_TRUE;
	n = dt_find_path(board(), "/chosen/net");
	ck_assert_str_eq((const char *)dt_find_prop(n, "xen,enhanced")->data,
			 "enabled");
}
END_TEST

START_TEST(what_another_loader_left_is_replaced)
{
	static const char *const modules[] = {
		"multiboot,kernel", "multiboot,module", NULL,
	};
	struct dt_node *n = dt_node(host, host_chosen, "module@1");

	dt_strings(host, n, "compatible", modules);
	dt_string(host, dt_node(host, host_chosen, "net"), "compatible",
		  "xen,domain");
	n = dt_node(host, host_chosen, "kept");
	dt_string(host, dt_node(host, n, "hidden"), "compatible",
		  "xen,multiboot-module");
	dt_string(host, host_chosen, "bootargs", "old");
	dt_string(host, host_chosen, "xen,xen-bootargs", "old");
	dt_string(host, host_chosen, "xen,dom0-bootargs", "old");
	dt_u64(host, host_chosen, "linux,initrd-start", 1);
	dt_u64(host, host_chosen, "linux,initrd-end", 2);
	dt_u64(host, host_chosen, "rng-seed", 3);
	ck_assert_str_eq(chosen_text(board()),
			 "\tchosen {\n"
			 "\t\tstdout-path = \"/uart\";\n"
			 "\t\trng-seed = <0x0 0x3>;\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n\n"
			 "\t\tkept {\n"
			 "\t\t};\n\n"
			 "\t\tnet {\n"
			 "\t\t\tcompatible = \"xen,domain\";\n"
			 "\t\t\t#address-cells = <0x2>;\n"
			 "\t\t\t#size-cells = <0x2>;\n"
			 "\t\t\tcpus = <0x2>;\n"
			 "\t\t\tmemory = <0x0 0x10000>;\n"
			 "\t\t};\n"
			 "\t};\n");
}
END_TEST

START_TEST(its_own_board_tree_gives_the_same_again)
{
	struct dt_tree *once;

	m->plan.xen_cmdline = "console=dtuart";
	m->guest_plan->kernel_module = module(0, 0x48000000, 0x1234);
	once = board();
	host = once;
	ck_assert_str_eq(differences(a, once, board()), "");
}
END_TEST

START_TEST(children_that_stay_get_wider_cells)
{
	static const uint32_t frame[] = { 0x9f000000, 0x100000 };
	static const uint32_t ranges[] = { 0, 1, 0x80000000, 0x1000 };
	struct dt_node *n = dt_node(host, host_chosen, "framebuffer@9f000000");

	dt_u32(host, host_chosen, "#size-cells", 1);
	dt_u32(host, host_chosen, "#address-cells", 1);
	dt_cells(host, host_chosen, "ranges", ranges, 4);
	dt_cells(host, n, "reg", frame, 2);
	m->plan.n_domains = 0;
	ck_assert_str_eq(chosen_text(board()),
			 "\tchosen {\n"
			 "\t\tstdout-path = \"/uart\";\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\tranges = <0x0 0x0 0x1 0x80000000 0x0 0x1000>;\n\n"
			 "\t\tframebuffer@9f000000 {\n"
			 "\t\t\treg = <0x0 0x9f000000 0x0 0x100000>;\n"
			 "\t\t};\n"
			 "\t};\n");
}
END_TEST

START_TEST(a_board_without_chosen_gets_one)
{
	host->root->children = host_chosen->next;
	ck_assert_ptr_nonnull(dt_find_path(board(), "/chosen/net"));
}
END_TEST

START_TEST(the_rest_of_the_board_stays)
{
	struct dt_reserve one = { 0x40000000, 0x1000 };
	struct dt_tree *t;

	host->reserves = &one;
	host->n_reserves = 1;
	host->boot_cpuid = 2;
	m->plan.n_domains = 0;
	t = board();
	ck_assert_str_eq(differences(a, host, t),
			 "R /chosen:#address-cells\nR /chosen:#size-cells\n");
	ck_assert_uint_eq(dt_find_path(t, "/uart")->origin.line, 2);
}
END_TEST

static const char *memory_text(const struct dt_tree *t)
{
	const char *text = strstr(dts_of(t), "\tmemory@");
	const char *end = strstr(text, "\n\t};\n");

	return arena_strndup(a, text, (size_t)(end + 5 - text));
}

START_TEST(memory_is_narrowed_with_the_board)
{
	ram[0].range = (struct range){ 0x40000000, 0x10000000 };
	ram[1].range = (struct range){ 0x60000000, 0x1000000 };
	ram[2].range = (struct range){ 0x880000000, 0x40000000 };
	m->board.n_memory = 3;
	ck_assert_str_eq(memory_text(board()),
			 "\tmemory@40000000 {\n"
			 "\t\tdevice_type = \"memory\";\n"
			 "\t\treg = <0x0 0x40000000 0x0 0x10000000 0x0 0x60000000 0x0 0x1000000 0x8 0x80000000 0x0 0x40000000>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(one_range_may_span_two_of_the_tree)
{
	static const struct range halves[] = {
		{ 0x60000000, 0x20000000 }, { 0x40000000, 0x20000000 },
	};
	struct dt_node *n = dt_find_path(host, "/memory");

	n->props->next = NULL;
	n->props_end = &n->props->next;
	dt_reg(host, n, "reg", halves, 2, 2, 2);
	ram[0].range = (struct range){ 0x48000000, 0x20000000 };
	m->board.n_memory = 1;
	ck_assert_str_eq(memory_text(board()),
			 "\tmemory@40000000 {\n"
			 "\t\tdevice_type = \"memory\";\n"
			 "\t\treg = <0x0 0x60000000 0x0 0x8000000 0x0 0x48000000 0x0 0x18000000>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(a_memory_node_with_nothing_left_goes)
{
	struct dt_node *n = dt_node(host, host->root, "memory@2000000000");
	struct range far = { 0x2000000000, 0x1000 };

	dt_string(host, n, "device_type", "memory");
	dt_reg(host, n, "reg", &far, 1, 2, 2);
	n = dt_node(host, host->root, "memory@3000000000");
	dt_string(host, n, "device_type", "memory");
	dt_string(host, n, "status", "disabled");
	dt_reg(host, n, "reg", &far, 1, 2, 2);
	ck_assert_ptr_null(dt_find_path(board(), "/memory@2000000000"));
	ck_assert_ptr_nonnull(dt_find_path(board(), "/memory@3000000000"));
	ck_assert_ptr_nonnull(dt_find_path(board(), "/memory@40000000"));
}
END_TEST

START_TEST(memory_that_wraps_breaks_nothing)
{
	static const struct range odd[] = {
		{ UINT64_MAX, 0x1000 }, { 0, 0 }, { 0x40000000, 0x1000 },
	};
	struct dt_node *n = dt_node(host, host->root, "memory@1");

	dt_string(host, n, "device_type", "memory");
	dt_reg(host, n, "reg", odd, 3, 2, 2);
	ck_assert_uint_eq(dt_find_prop(dt_find_path(board(), "/memory@1"),
				       "reg")->len, 16);
}
END_TEST

START_TEST(a_damaged_board_is_reported_where_it_is_named)
{
	m->board.blob = (const uint8_t *)"nothing";
	m->board.blob_size = 7;
	ck_assert_ptr_null(dt_board(a, d, &m->plan));
	ck_assert_int_eq(d->items->code, E_BAD_TREE);
	ck_assert_uint_eq(d->items->place.line, 2);
}
END_TEST

Suite *suite_dt_board(void);
Suite *suite_dt_board(void)
{
	Suite *s = suite_create("dt_board");
	TCase *c = tcase_create("board");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_domain_becomes_a_node_below_chosen);
	tcase_add_test(c, dom0_stands_directly_in_chosen);
	tcase_add_test(c, each_setting_has_its_property);
	tcase_add_test(c, what_another_loader_left_is_replaced);
	tcase_add_test(c, its_own_board_tree_gives_the_same_again);
	tcase_add_test(c, children_that_stay_get_wider_cells);
	tcase_add_test(c, a_board_without_chosen_gets_one);
	tcase_add_test(c, the_rest_of_the_board_stays);
	tcase_add_test(c, memory_is_narrowed_with_the_board);
	tcase_add_test(c, one_range_may_span_two_of_the_tree);
	tcase_add_test(c, a_memory_node_with_nothing_left_goes);
	tcase_add_test(c, memory_that_wraps_breaks_nothing);
	tcase_add_test(c, a_damaged_board_is_reported_where_it_is_named);
	suite_add_tcase(s, c);
	return s;
}
