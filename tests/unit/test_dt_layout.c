/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_layout.c - a layout and shared memory, as Xen is told of them and as
 * the guest finds them.
 */
#include "test_dt_plan.h"

static struct arena *a;
static struct diags *d;
static struct made *m;
static struct planned regions[2];
static struct shared_memory ring;
static struct plan_shm shm[2];

static void setup(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
	m = make(a, "4.20");
}

static void teardown(void)
{
	arena_free(a);
}

/* A layout as domc's own documents show it: nothing moved, one list. */
static void give_layout(void)
{
	struct plan_domain *pd = m->guest_plan;

	give_hypervisor(m);
	m->guest->space.place = at_line(40);
	m->guest->space.regions_place = at_line(41);
	regions[0] = put_at(0x60000000, 0xa0000000);
	regions[1] = put_at(0x200000000, 0xfe00000000);
	pd->regions = regions;
	pd->n_regions = 2;
	pd->magic = put_at(0x39000000, 0x1000000);
	pd->layout = true;
}

static void give_shm(struct plan_domain *pd, bool owner)
{
	ring.name = "ring0";
	ring.place = at_line(50);
	shm[0] = (struct plan_shm){
		.shm = &ring,
		.host = put_at(0x170000000, MIB(2)),
		.guest = put_at(0x50000000, MIB(2)),
		.owner = owner,
	};
	pd->shm = shm;
	pd->n_shm = 1;
}

/* One node of a tree as text; "" when it is not there. */
static const char *text_of(const struct dt_tree *t, const char *path)
{
	struct dt_node *n = dt_find_path(t, path), *next;
	struct dt_node root = *t->root;
	struct dt_tree one = *t;
	const char *text;

	if (!n)
		return "";
	next = n->next;
	n->next = NULL;
	root.children = n;
	root.props = NULL;
	one.root = &root;
	text = dts_of(&one) + strlen("/dts-v1/;\n\n/ {\n");
	n->next = next;
	return arena_strndup(a, text, strlen(text) - strlen("};\n"));
}

static struct dt_tree *board(void)
{
	struct dt_tree *host = dt_new(a), *t;
	struct buf b;

	dt_u32(host, host->root, "#address-cells", 2);
	dt_u32(host, host->root, "#size-cells", 2);
	b = dtb_of(host);
	m->board.blob = b.bytes;
	m->board.blob_size = (uint32_t)b.len;
	t = dt_board(a, d, &m->plan);
	ck_assert_ptr_nonnull(t);
	same_as_sequential(t);
	return t;
}

static struct dt_tree *guest(void)
{
	struct dt_tree *t = dt_guest(a, d, &m->plan, m->guest_plan);

	ck_assert_ptr_nonnull(t);
	same_as_sequential(t);
	return t;
}

/* ---- what Xen is told ---- */

START_TEST(without_a_layout_there_is_no_node)
{
	give_layout();
	m->guest_plan->layout = false;
	m->guest_plan->regions_suffice = true;
	m->guest_plan->shared_info_page = true;
	ck_assert_str_eq(text_of(board(), "/chosen/net/layout"), "");
}
END_TEST

START_TEST(a_layout_says_grant_table_and_regions)
{
	give_layout();
	ck_assert_str_eq(text_of(board(), "/chosen/net/layout"),
			 "\tlayout {\n"
			 "\t\tcompatible = \"xen,guest-layout-v1\";\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\txen,grant-table = <0x0 0x38000000 0x0 0x1000000>;\n"
			 "\t\txen,extended-regions = <0x0 0x60000000 0x0 0xa0000000 0x2 0x0 0xfe 0x0>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(no_regions_are_an_empty_list)
{
	give_layout();
	m->guest_plan->regions = NULL;
	m->guest_plan->n_regions = 0;
	ck_assert_str_eq(text_of(board(), "/chosen/net/layout"),
			 "\tlayout {\n"
			 "\t\tcompatible = \"xen,guest-layout-v1\";\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\txen,grant-table = <0x0 0x38000000 0x0 0x1000000>;\n"
			 "\t\txen,extended-regions;\n"
			 "\t};\n");
}
END_TEST

START_TEST(all_of_a_layout_stands_in_this_order)
{
	struct plan_domain *pd = m->guest_plan;

	give_layout();
	pd->grant_table = put_at(0x3a000000, 0x100000);
	pd->n_regions = 1;
	pd->magic = put_at(0x3b000000, 0x1000000);
	pd->regions_suffice = true;
	pd->shared_info_page = true;
	ck_assert_str_eq(text_of(board(), "/chosen/net/layout"),
			 "\tlayout {\n"
			 "\t\tcompatible = \"xen,guest-layout-v1\";\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\txen,grant-table = <0x0 0x3a000000 0x0 0x100000>;\n"
			 "\t\txen,extended-regions = <0x0 0x60000000 0x0 0xa0000000>;\n"
			 "\t\txen,regions-suffice;\n"
			 "\t\txen,magic-base = <0x0 0x3b000000>;\n"
			 "\t\txen,shared-info-page;\n"
			 "\t};\n");
}
END_TEST

START_TEST(a_layout_knows_what_asked_for_it)
{
	struct dt_node *n;

	give_layout();
	m->guest->space.grant_base.place = at_line(42);
	m->guest->space.magic_base.place = at_line(43);
	m->guest_plan->magic = put_at(0x3b000000, 0x1000000);
	n = dt_find_path(board(), "/chosen/net/layout");
	ck_assert_uint_eq(n->origin.line, 40);
	ck_assert_uint_eq(dt_find_prop(n, "xen,extended-regions")->origin.line,
			  41);
	ck_assert_uint_eq(dt_find_prop(n, "xen,grant-table")->origin.line, 42);
	ck_assert_uint_eq(dt_find_prop(n, "xen,magic-base")->origin.line, 43);
}
END_TEST

START_TEST(limits_are_properties_of_the_domain)
{
	struct dt_node *n;

	m->guest->grants = (struct grants){
		.version = { 1, true, at_line(60) },
		.frames = { 32, true, at_line(61) },
		.maptrack_frames = { 0, true, at_line(62) },
	};
	m->guest_plan->p2m_pool_mib = 300;
	n = dt_find_path(board(), "/chosen/net");
	ck_assert_str_eq(strstr(text_of(board(), "/chosen/net"),
				"\t\tmemory"),
			 "\t\tmemory = <0x0 0x10000>;\n"
			 "\t\txen,domain-p2m-mem-mb = <0x12c>;\n"
			 "\t\tmax_grant_version = <0x1>;\n"
			 "\t\tmax_grant_frames = <0x20>;\n"
			 "\t\tmax_maptrack_frames = <0x0>;\n"
			 "\t};\n");
	ck_assert_uint_eq(dt_find_prop(n, "max_grant_frames")->origin.line, 61);
	ck_assert_uint_eq(dt_find_prop(n, "xen,domain-p2m-mem-mb")->origin.line,
			  10);
}
END_TEST

START_TEST(limits_that_are_not_said_are_not_written)
{
	struct dt_node *n = dt_find_path(board(), "/chosen/net");

	ck_assert_ptr_null(dt_find_prop(n, "xen,domain-p2m-mem-mb"));
	ck_assert_ptr_null(dt_find_prop(n, "max_grant_version"));
	ck_assert_ptr_null(dt_find_prop(n, "max_grant_frames"));
	ck_assert_ptr_null(dt_find_prop(n, "max_maptrack_frames"));
}
END_TEST

static const struct {
	const char *owner;
	bool is_owner;
	const char *role;
} roles[] = {
	{ NULL, false, "" },
	{ "net", true, "\t\trole = \"owner\";\n" },
	{ "app", false, "\t\trole = \"borrower\";\n" },
};

START_TEST(shared_memory_has_a_node_in_each_domain)
{
	give_shm(m->guest_plan, roles[_i].is_owner);
	ring.owner = roles[_i].owner;
	ck_assert_str_eq(text_of(board(), "/chosen/net/shared-memory-ring0"),
			 arena_printf(a, "\tshared-memory-ring0 {\n"
				"\t\tcompatible = \"xen,domain-shared-memory-v1\";\n"
				"%s\t\txen,shm-id = \"ring0\";\n"
				"\t\txen,shared-mem = <0x1 0x70000000 0x0 0x50000000 0x0 0x200000>;\n"
				"\t};\n", roles[_i].role));
}
END_TEST

START_TEST(xen_may_choose_the_host_address)
{
	struct dt_node *n;

	give_shm(m->guest_plan, false);
	shm[0].host = put_at(0, 0);
	n = dt_find_path(board(), "/chosen/net/shared-memory-ring0");
	ck_assert_uint_eq(dt_find_prop(n, "xen,shared-mem")->len, 16);
	ck_assert_mem_eq(dt_find_prop(n, "xen,shared-mem")->data,
			 "\0\0\0\0\x50\0\0\0\0\0\0\0\0\x20\0\0", 16);
}
END_TEST

START_TEST(shared_memory_of_dom0_stands_in_chosen)
{
	struct dt_tree *t;

	give_shm(give_dom0(m), true);
	ring.owner = "dom0";
	t = board();
	ck_assert_ptr_nonnull(strstr(text_of(t, "/chosen/shared-memory-ring0"),
				     "role = \"owner\";"));
	ck_assert_str_eq(text_of(t, "/chosen/net/shared-memory-ring0"), "");
}
END_TEST

START_TEST(modules_then_shared_memory_then_layout)
{
	struct dt_node *n;

	give_layout();
	give_shm(m->guest_plan, false);
	m->modules[0].at = put_at(0x48000000, 0x1000);
	m->guest_plan->kernel_module = &m->modules[0];
	n = dt_find_path(board(), "/chosen/net")->children;
	ck_assert_str_eq(n->name, "module@48000000");
	ck_assert_str_eq(n->next->name, "shared-memory-ring0");
	ck_assert_str_eq(n->next->next->name, "layout");
	ck_assert_ptr_null(n->next->next->next);
}
END_TEST

START_TEST(a_board_that_was_written_before_gives_the_same)
{
	struct dt_tree *once, *again;
	struct buf b;

	give_layout();
	give_shm(m->guest_plan, false);
	once = board();
	b = dtb_of(once);
	m->board.blob = b.bytes;
	m->board.blob_size = (uint32_t)b.len;
	again = dt_board(a, d, &m->plan);
	ck_assert_str_eq(differences(a, once, again), "");
}
END_TEST

/* ---- what the guest finds ---- */

static const char stock_node[] =
	"\thypervisor {\n"
	"\t\tcompatible = \"xen,xen-4.20\", \"xen,xen\";\n"
	"\t\treg = <0x0 0x38000000 0x0 0x1000000 0x0 0x60000000 0x0 0xa0000000 0x2 0x0 0xfe 0x0>;\n"
	"\t\tinterrupts = <0x1 0xf 0xf08>;\n"
	"\t\tinterrupt-parent = <0xfde8>;\n"
	"\t};\n";

START_TEST(a_layout_without_promise_shows_in_reg_alone)
{
	give_layout();
	ck_assert_str_eq(text_of(guest(), "/hypervisor"), stock_node);
}
END_TEST

START_TEST(without_a_layout_nothing_is_promised)
{
	give_layout();
	m->guest_plan->regions_suffice = true;
	m->guest_plan->shared_info_page = true;
	m->guest_plan->layout = false;
	ck_assert_str_eq(text_of(guest(), "/hypervisor"), stock_node);
}
END_TEST

START_TEST(the_promise_stands_second_and_pages_are_children)
{
	struct plan_domain *pd = m->guest_plan;

	give_layout();
	pd->regions_suffice = true;
	pd->shared_info_page = true;
	ck_assert_str_eq(text_of(guest(), "/hypervisor"),
			 "\thypervisor {\n"
			 "\t\tcompatible = \"xen,xen-4.20\", \"xen,extended-regions-v1\", \"xen,xen\";\n"
			 "\t\treg = <0x0 0x38000000 0x0 0x1000000 0x0 0x60000000 0x0 0xa0000000 0x2 0x0 0xfe 0x0>;\n"
			 "\t\tinterrupts = <0x1 0xf 0xf08>;\n"
			 "\t\tinterrupt-parent = <0xfde8>;\n"
			 "\t\t#address-cells = <0x2>;\n"
			 "\t\t#size-cells = <0x2>;\n"
			 "\t\tranges;\n\n"
			 "\t\tmagic-page@39004000 {\n"
			 "\t\t\tcompatible = \"xen,magic-page-v1\";\n"
			 "\t\t\treg = <0x0 0x39004000 0x0 0x1000>;\n"
			 "\t\t\txen,page = \"shared-info\";\n"
			 "\t\t};\n"
			 "\t};\n");
}
END_TEST

START_TEST(pages_move_with_the_magic_region)
{
	give_layout();
	m->guest_plan->magic = put_at(0x13b000000, 0x1000000);
	m->guest_plan->shared_info_page = true;
	ck_assert_str_eq(text_of(guest(), "/hypervisor/magic-page"),
			 "\tmagic-page@13b004000 {\n"
			 "\t\tcompatible = \"xen,magic-page-v1\";\n"
			 "\t\treg = <0x1 0x3b004000 0x0 0x1000>;\n"
			 "\t\txen,page = \"shared-info\";\n"
			 "\t};\n");
}
END_TEST

START_TEST(an_empty_list_promises_nothing)
{
	give_layout();
	m->guest_plan->n_regions = 0;
	m->guest_plan->regions_suffice = true;
	ck_assert_ptr_null(strstr(text_of(guest(), "/hypervisor"),
				  "extended-regions"));
}
END_TEST

START_TEST(a_32_bit_guest_is_promised_nothing)
{
	struct file kernel = { .format = FORMAT_ARM32_ZIMAGE };
	const char *text;

	give_layout();
	m->guest_plan->regions_suffice = true;
	m->guest_plan->shared_info_page = true;
	m->guest->kernel.file = &kernel;
	text = text_of(guest(), "/hypervisor");
	ck_assert_ptr_null(strstr(text, "extended-regions"));
	ck_assert_ptr_nonnull(strstr(text, "magic-page@39004000"));
}
END_TEST

/* Two pieces, the second one above RAM. */
static void give_two(void)
{
	static struct shared_memory other;

	other = (struct shared_memory){ .name = "b", .place = at_line(55) };
	give_shm(m->guest_plan, false);
	shm[1] = (struct plan_shm){
		.shm = &other, .guest = put_at(0x2345600000, 0x1000),
	};
	shm[1].guest.place = at_line(56);
	m->guest_plan->n_shm = 2;
}

static const char reserved[] =
	"\treserved-memory {\n"
	"\t\tranges;\n"
	"\t\t#address-cells = <0x2>;\n"
	"\t\t#size-cells = <0x2>;\n\n"
	"\t\txen-shmem@50000000 {\n"
	"\t\t\tcompatible = \"xen,shared-memory-v1\";\n"
	"\t\t\treg = <0x0 0x50000000 0x0 0x200000>;\n"
	"\t\t\txen,id = \"ring0\";\n"
	"\t\t\txen,offset = <0x0 0x0>;\n"
	"\t\t};\n\n"
	"\t\txen-shmem@2345600000 {\n"
	"\t\t\tcompatible = \"xen,shared-memory-v1\";\n"
	"\t\t\treg = <0x23 0x45600000 0x0 0x1000>;\n"
	"\t\t\txen,id = \"b\";\n"
	"\t\t\txen,offset = <0x0 0x0>;\n"
	"\t\t};\n"
	"\t};\n";

START_TEST(shared_memory_is_reserved_behind_memory)
{
	struct dt_tree *t;

	give_two();
	t = guest();
	ck_assert_str_eq(text_of(t, "/reserved-memory"), reserved);
	ck_assert_str_eq(dt_find_path(t, "/memory")->next->name,
			 "reserved-memory");
	ck_assert_uint_eq(dt_find_path(t, "/reserved-memory/xen-shmem@2345600000")
			  ->origin.line, 56);
}
END_TEST

START_TEST(memory_lists_it_in_4_20_alone)
{
	give_two();
	ck_assert_str_eq(text_of(guest(), "/memory"),
			 "\tmemory@40000000 {\n"
			 "\t\tdevice_type = \"memory\";\n"
			 "\t\treg = <0x0 0x40000000 0x0 0x4000000 0x0 0x50000000 0x0 0x200000 0x23 0x45600000 0x0 0x1000>;\n"
			 "\t};\n");
	m = make(a, "4.17");
	give_two();
	ck_assert_str_eq(text_of(guest(), "/memory"),
			 "\tmemory@40000000 {\n"
			 "\t\tdevice_type = \"memory\";\n"
			 "\t\treg = <0x0 0x40000000 0x0 0x4000000>;\n"
			 "\t};\n");
	ck_assert_str_eq(text_of(guest(), "/reserved-memory"), reserved);
}
END_TEST

START_TEST(no_shared_memory_is_no_node)
{
	ck_assert_str_eq(text_of(guest(), "/reserved-memory"), "");
}
END_TEST

static void add_guest(TCase *c)
{
	tcase_add_test(c, a_layout_without_promise_shows_in_reg_alone);
	tcase_add_test(c, without_a_layout_nothing_is_promised);
	tcase_add_test(c, the_promise_stands_second_and_pages_are_children);
	tcase_add_test(c, pages_move_with_the_magic_region);
	tcase_add_test(c, an_empty_list_promises_nothing);
	tcase_add_test(c, a_32_bit_guest_is_promised_nothing);
	tcase_add_test(c, shared_memory_is_reserved_behind_memory);
	tcase_add_test(c, memory_lists_it_in_4_20_alone);
	tcase_add_test(c, no_shared_memory_is_no_node);
}

Suite *suite_dt_layout(void);
Suite *suite_dt_layout(void)
{
	Suite *s = suite_create("dt_layout");
	TCase *c = tcase_create("board");
	TCase *g = tcase_create("guest");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_checked_fixture(g, setup, teardown);
	tcase_add_test(c, without_a_layout_there_is_no_node);
	tcase_add_test(c, a_layout_says_grant_table_and_regions);
	tcase_add_test(c, no_regions_are_an_empty_list);
	tcase_add_test(c, all_of_a_layout_stands_in_this_order);
	tcase_add_test(c, a_layout_knows_what_asked_for_it);
	tcase_add_test(c, limits_are_properties_of_the_domain);
	tcase_add_test(c, limits_that_are_not_said_are_not_written);
	tcase_add_loop_test(c, shared_memory_has_a_node_in_each_domain, 0, 3);
	tcase_add_test(c, xen_may_choose_the_host_address);
	tcase_add_test(c, shared_memory_of_dom0_stands_in_chosen);
	tcase_add_test(c, modules_then_shared_memory_then_layout);
	tcase_add_test(c, a_board_that_was_written_before_gives_the_same);
	add_guest(g);
	suite_add_tcase(s, c);
	suite_add_tcase(s, g);
	return s;
}
