/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_guest.c - guest trees against what Xen builds.
 */
#include "test_dt_plan.h"

#include <unistd.h>

static struct arena *a;
static struct diags *d;
static struct made *m;

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

static struct dt_tree *guest(void)
{
	struct dt_tree *t = dt_guest(a, d, &m->plan, m->guest_plan);

	ck_assert_ptr_nonnull(t);
	ck_assert_uint_eq(d->n_items, 0);
	same_as_sequential(t);
	return t;
}

/* The node at @path alone, as text. */
static const char *node_text(const struct dt_tree *t, const char *path)
{
	struct dt_node *n = dt_find_path(t, path);
	struct dt_tree one = *t;
	struct dt_node root = *t->root, *next;
	const char *text;

	ck_assert_msg(n != NULL, "no %s in:\n%s", path, dts_of(t));
	next = n->next;
	n->next = NULL;
	root.children = n;
	root.props = NULL;
	one.root = &root;
	text = dts_of(&one) + strlen("/dts-v1/;\n\n/ {\n");
	n->next = next;
	return arena_strndup(a, text, strlen(text) - strlen("};\n"));
}

static const char plain_4_20[] =
	"/dts-v1/;\n\n"
	"/ {\n"
	"\t#address-cells = <0x2>;\n"
	"\t#size-cells = <0x2>;\n\n"
	"\tchosen {\n"
	"\t};\n\n"
	"\tpsci {\n"
	"\t\tcompatible = \"arm,psci-1.0\", \"arm,psci-0.2\", \"arm,psci\";\n"
	"\t\tmethod = \"hvc\";\n"
	"\t\tcpu_off = <0x1>;\n"
	"\t\tcpu_on = <0x2>;\n"
	"\t};\n\n"
	"\tcpus {\n"
	"\t\t#address-cells = <0x1>;\n"
	"\t\t#size-cells = <0x0>;\n\n"
	"\t\tcpu@0 {\n"
	"\t\t\tcompatible = \"arm,cortex-a57\";\n"
	"\t\t\tdevice_type = \"cpu\";\n"
	"\t\t\treg = <0x0>;\n"
	"\t\t\tenable-method = \"psci\";\n"
	"\t\t};\n\n"
	"\t\tcpu@1 {\n"
	"\t\t\tcompatible = \"arm,cortex-a57\";\n"
	"\t\t\tdevice_type = \"cpu\";\n"
	"\t\t\treg = <0x1>;\n"
	"\t\t\tenable-method = \"psci\";\n"
	"\t\t};\n"
	"\t};\n\n"
	"\tmemory@40000000 {\n"
	"\t\tdevice_type = \"memory\";\n"
	"\t\treg = <0x0 0x40000000 0x0 0x4000000>;\n"
	"\t};\n\n"
	"\tinterrupt-controller@3001000 {\n"
	"\t\t#address-cells = <0x0>;\n"
	"\t\t#interrupt-cells = <0x3>;\n"
	"\t\tinterrupt-controller;\n"
	"\t\tcompatible = \"arm,gic-v3\";\n"
	"\t\t#redistributor-regions = <0x1>;\n"
	"\t\treg = <0x0 0x3001000 0x0 0x10000 0x0 0x3020000 0x0 0x1000000>;\n"
	"\t\tlinux,phandle = <0xfde8>;\n"
	"\t\tphandle = <0xfde8>;\n"
	"\t};\n\n"
	"\ttimer {\n"
	"\t\tcompatible = \"arm,armv8-timer\";\n"
	"\t\tinterrupts = <0x1 0xd 0xf08 0x1 0xe 0xf08 0x1 0xb 0xf08>;\n"
	"\t\tinterrupt-parent = <0xfde8>;\n"
	"\t};\n"
	"};\n";

START_TEST(a_plain_guest_of_4_20_has_this_tree)
{
	ck_assert_str_eq(dts_of(guest()), plain_4_20);
}
END_TEST

START_TEST(a_plain_guest_of_4_17_differs_in_two_nodes)
{
	struct dt_tree *now = guest(), *then;

	m = make(a, "4.17");
	then = guest();
	ck_assert_str_eq(differences(a, now, then),
			 "R /chosen:linux,initrd-start\n"
			 "R /chosen:linux,initrd-end\n"
			 "L /interrupt-controller@3001000:#redistributor-regions\n");
	ck_assert_str_eq(node_text(then, "/chosen"),
			 "\tchosen {\n"
			 "\t\tlinux,initrd-start = <0x0 0x0>;\n"
			 "\t\tlinux,initrd-end = <0x0 0x0>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(chosen_says_command_line_and_ramdisk)
{
	m->guest->kernel.cmdline =
		(struct set_str){ "console=ttyAMA0", true, at_line(14) };
	give_ramdisk(m, 0x43e01000, 0x123456);
	ck_assert_str_eq(node_text(guest(), "/chosen"),
			 "\tchosen {\n"
			 "\t\tbootargs = \"console=ttyAMA0\";\n"
			 "\t\tlinux,initrd-start = <0x0 0x43e01000>;\n"
			 "\t\tlinux,initrd-end = <0x0 0x43f24456>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(an_empty_command_line_says_nothing)
{
	m->guest->kernel.cmdline = (struct set_str){ "", true, at_line(14) };
	ck_assert_str_eq(dts_of(guest()), plain_4_20);
}
END_TEST

START_TEST(a_command_line_is_cut_where_xen_cuts_it)
{
	char line[1025];

	memset(line, 'x', sizeof(line));
	line[1024] = '\0';
	m->guest->kernel.cmdline = (struct set_str){ line, true, at_line(14) };
	ck_assert_uint_eq(dt_find_path(guest(), "/chosen")->props->len, 1024);
}
END_TEST

START_TEST(cpus_are_numbered_by_affinity)
{
	struct dt_tree *t;

	m->guest->vcpus.v = 128;
	m->board.has_cpu_clock = true;
	m->board.cpu_clock = 1000000000;
	t = guest();
	ck_assert_str_eq(node_text(t, "/cpus/cpu@100"),
			 "\tcpu@100 {\n"
			 "\t\tcompatible = \"arm,cortex-a57\";\n"
			 "\t\tdevice_type = \"cpu\";\n"
			 "\t\treg = <0x100>;\n"
			 "\t\tclock-frequency = <0x3b9aca00>;\n"
			 "\t\tenable-method = \"psci\";\n"
			 "\t};\n");
	ck_assert_ptr_nonnull(dt_find_path(t, "/cpus/cpu@f"));
	ck_assert_ptr_nonnull(dt_find_path(t, "/cpus/cpu@70f"));
	ck_assert_ptr_null(dt_find_path(t, "/cpus/cpu@10"));
}
END_TEST

START_TEST(a_second_bank_joins_the_node_of_the_first)
{
	m->guest_plan->banks[1] = put_at(0x200000000, GIB(2));
	m->guest_plan->n_banks = 2;
	ck_assert_str_eq(node_text(guest(), "/memory"),
			 "\tmemory@40000000 {\n"
			 "\t\tdevice_type = \"memory\";\n"
			 "\t\treg = <0x0 0x40000000 0x0 0x4000000 0x2 0x0 0x0 0x80000000>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(a_gicv2_has_a_cpu_interface)
{
	m->guest_plan->gic = GIC_V2;
	m->guest_plan->gic_dist = put_at(0x3001000, 0x1000);
	m->guest_plan->gic_cpu = put_at(0x3002000, 0x2000);
	ck_assert_str_eq(node_text(guest(), "/interrupt-controller"),
			 "\tinterrupt-controller@3001000 {\n"
			 "\t\t#address-cells = <0x0>;\n"
			 "\t\t#interrupt-cells = <0x3>;\n"
			 "\t\tinterrupt-controller;\n"
			 "\t\tcompatible = \"arm,gic-400\";\n"
			 "\t\treg = <0x0 0x3001000 0x0 0x1000 0x0 0x3002000 0x0 0x2000>;\n"
			 "\t\tlinux,phandle = <0xfde8>;\n"
			 "\t\tphandle = <0xfde8>;\n"
			 "\t};\n");
}
END_TEST

START_TEST(vpl011_stands_behind_the_timer)
{
	struct dt_tree *t;

	give_vpl011(m);
	m->board.has_timer_clock = true;
	m->board.timer_clock = 62500000;
	t = guest();
	ck_assert_str_eq(node_text(t, "/sbsa-uart"),
			 "\tsbsa-uart@22000000 {\n"
			 "\t\tcompatible = \"arm,sbsa-uart\";\n"
			 "\t\treg = <0x0 0x22000000 0x0 0x1000>;\n"
			 "\t\tinterrupts = <0x0 0x0 0xf04>;\n"
			 "\t\tinterrupt-parent = <0xfde8>;\n"
			 "\t\tcurrent-speed = <0x1c200>;\n"
			 "\t};\n");
	ck_assert_str_eq(dt_find_path(t, "/timer")->next->name,
			 "sbsa-uart@22000000");
	ck_assert_ptr_nonnull(strstr(node_text(t, "/timer"),
				     "\t\tinterrupt-parent = <0xfde8>;\n"
				     "\t\tclock-frequency = <0x3b9aca0>;\n"));
}
END_TEST

START_TEST(the_hypervisor_node_is_the_last)
{
	struct dt_tree *t;

	give_vpl011(m);
	give_hypervisor(m);
	t = guest();
	ck_assert_str_eq(node_text(t, "/hypervisor"),
			 "\thypervisor {\n"
			 "\t\tcompatible = \"xen,xen-4.20\", \"xen,xen\";\n"
			 "\t\treg = <0x0 0x38000000 0x0 0x1000000 0x2 0x0 0xfe 0x0>;\n"
			 "\t\tinterrupts = <0x1 0xf 0xf08>;\n"
			 "\t\tinterrupt-parent = <0xfde8>;\n"
			 "\t};\n");
	ck_assert_ptr_null(dt_find_path(t, "/hypervisor")->next);
}
END_TEST

START_TEST(a_32_bit_guest_has_an_armv7_timer_and_no_regions)
{
	struct file kernel = { .format = FORMAT_GZIP,
			       .inner = FORMAT_ARM32_ZIMAGE };
	struct dt_tree *t;

	give_hypervisor(m);
	m->guest->kernel.file = &kernel;
	t = guest();
	ck_assert_ptr_null(dt_find_prop(dt_find_path(t, "/cpus/cpu@0"),
					"enable-method"));
	ck_assert_ptr_nonnull(strstr(node_text(t, "/timer"),
				     "\"arm,armv7-timer\""));
	ck_assert_uint_eq(dt_find_prop(dt_find_path(t, "/hypervisor"),
				       "reg")->len, 16);
}
END_TEST

START_TEST(a_direct_mapped_guest_has_host_addresses)
{
	struct dt_tree *t;

	give_vpl011(m);
	m->guest_plan->banks[0] = put_at(0x70000000, MIB(64));
	m->guest_plan->gic_dist = put_at(0x8000000, 0x10000);
	m->redist = put_at(0x80a0000, 0xf60000);
	m->guest_plan->uart = put_at(0x9000000, 0x1000);
	m->guest_plan->uart_intid = 33;
	t = guest();
	ck_assert_ptr_nonnull(dt_find_path(t, "/memory@70000000"));
	ck_assert_ptr_nonnull(dt_find_path(t, "/interrupt-controller@8000000"));
	ck_assert_ptr_nonnull(strstr(node_text(t, "/sbsa-uart@9000000"),
				     "interrupts = <0x0 0x1 0xf04>"));
}
END_TEST

START_TEST(each_node_knows_what_asked_for_it)
{
	struct dt_tree *t;

	give_vpl011(m);
	give_hypervisor(m);
	give_ramdisk(m, 0x43e01000, 4096);
	t = guest();
	ck_assert_uint_eq(dt_find_path(t, "/psci")->origin.line, 10);
	ck_assert_uint_eq(dt_find_path(t, "/cpus/cpu@1")->origin.line, 11);
	ck_assert_uint_eq(dt_find_path(t, "/memory")->origin.line, 12);
	ck_assert_uint_eq(dt_find_path(t, "/chosen")->props->origin.line, 20);
	ck_assert_uint_eq(dt_find_path(t, "/sbsa-uart")->origin.line, 21);
	ck_assert_uint_eq(dt_find_path(t, "/hypervisor")->origin.line, 22);
}
END_TEST

START_TEST(dom0_has_no_guest_tree)
{
	struct plan_domain *dom0 = give_dom0(m);

	ck_assert_ptr_null(dt_guest(a, d, &m->plan, dom0));
	ck_assert_uint_eq(d->n_items, 0);
}
END_TEST

START_TEST(a_plan_with_holes_breaks_nothing)
{
	m->guest_plan->n_banks = 0;
	m->guest_plan->n_gic_redist = 0;
	m->board.cpu_compatible = NULL;
	m->board.cpu_compatible_len = 0;
	give_vpl011(m);
	m->guest_plan->uart_intid = 0;
	ck_assert_ptr_null(dt_find_path(guest(), "/memory"));
}
END_TEST

/* ---- partial trees ---- */

/* The system file names a pipe that holds @bytes: no file is left behind. */
static void give_bytes(const void *bytes, size_t len)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], bytes, len), (ssize_t)len);
	close(ends[1]);
	m->partial.path = "mine.dtb";
	m->partial.found = arena_printf(a, "/dev/fd/%d", ends[0]);
	m->partial.place = at_line(23);
	m->guest->device_tree = &m->partial;
}

static void give_partial(const struct dt_tree *t)
{
	struct buf b = dtb_of(t);

	give_bytes(b.bytes, b.len);
}

static struct dt_tree *guest_with(const struct dt_tree *partial)
{
	struct dt_tree *t;

	give_partial(partial);
	t = dt_guest(a, d, &m->plan, m->guest_plan);
	ck_assert_ptr_nonnull(t);
	same_as_sequential(t);
	return t;
}

static uint32_t gic_phandle_of(const struct dt_tree *t)
{
	struct dt_prop *p = dt_find_prop(dt_find_path(t, "/interrupt-controller"),
					 "phandle");

	return p->data[2] << 8 | p->data[3];
}

static struct dt_tree *with_device(void)
{
	struct dt_tree *t = dt_new(a);
	struct dt_node *pass, *n;

	dt_u32(t, t->root, "#address-cells", 2);
	pass = dt_node(t, t->root, "passthrough");
	dt_string(t, pass, "compatible", "simple-bus");
	n = dt_node(t, pass, "ethernet@1");
	dt_string(t, n, "compatible", "a,eth");
	dt_u32(t, n, "xen,reg", 1);
	dt_string(t, n, "xen,path", "/eth");
	dt_empty(t, n, "xen,force-assign-without-iommu");
	dt_u32(t, n, "phandle", 7);
	dt_u32(t, dt_node(t, n, "phy@0"), "xen,reg", 1);
	dt_string(t, dt_node(t, t->root, "aliases"), "eth0",
		  "/passthrough/ethernet@1");
	dt_string(t, dt_node(t, t->root, "chosen"), "bootargs", "ignored");
	return t;
}

START_TEST(passthrough_and_aliases_come_in_file_order)
{
	struct dt_tree *t = guest_with(with_device());
	struct dt_node *pass = dt_find_path(t, "/passthrough");

	ck_assert_str_eq(node_text(t, "/passthrough"),
			 "\tpassthrough {\n"
			 "\t\tcompatible = \"simple-bus\";\n\n"
			 "\t\tethernet@1 {\n"
			 "\t\t\tcompatible = \"a,eth\";\n"
			 "\t\t\tphandle = <0x7>;\n\n"
			 "\t\t\tphy@0 {\n"
			 "\t\t\t};\n"
			 "\t\t};\n"
			 "\t};\n");
	ck_assert_str_eq(dt_find_path(t, "/memory")->next->name, "passthrough");
	ck_assert_str_eq(pass->next->name, "aliases");
	ck_assert_str_eq(pass->next->next->name,
			 "interrupt-controller@3001000");
	ck_assert_uint_eq(pass->origin.line, 23);
	ck_assert_ptr_null(dt_find_prop(dt_find_path(t, "/chosen"), "bootargs"));
}
END_TEST

START_TEST(aliases_keep_what_passthrough_gives_to_xen)
{
	struct dt_tree *p = dt_new(a);

	dt_u32(p, dt_node(p, p->root, "aliases"), "xen,reg", 1);
	ck_assert_ptr_nonnull(
		dt_find_prop(dt_find_path(guest_with(p), "/aliases"),
			     "xen,reg"));
}
END_TEST

START_TEST(names_of_the_partial_tree_have_no_case)
{
	struct dt_tree *p = dt_new(a), *t;

	dt_node(p, p->root, "PassThrough");
	dt_u32(p, dt_node(p, p->root, "GIC"), "phandle", 9);
	dt_node(p, p->root, "passthrough@1");
	t = guest_with(p);
	ck_assert_ptr_nonnull(dt_find_path(t, "/PassThrough"));
	ck_assert_ptr_null(dt_find_path(t, "/passthrough@1"));
	ck_assert_ptr_null(dt_find_path(t, "/GIC"));
	ck_assert_uint_eq(gic_phandle_of(t), 9);
}
END_TEST

START_TEST(the_gic_phandle_is_used_everywhere)
{
	struct dt_tree *p = dt_new(a), *t;

	give_vpl011(m);
	give_hypervisor(m);
	dt_u32(p, dt_node(p, p->root, "gic"), "linux,phandle", 0x1234);
	t = guest_with(p);
	ck_assert_uint_eq(gic_phandle_of(t), 0x1234);
	ck_assert_ptr_null(strstr(dts_of(t), "0xfde8"));
}
END_TEST

START_TEST(the_last_gic_node_counts)
{
	struct dt_tree *p = dt_new(a);

	dt_u32(p, dt_node(p, p->root, "gic"), "phandle", 5);
	dt_u32(p, dt_node(p, p->root, "Gic"), "phandle", 6);
	ck_assert_uint_eq(gic_phandle_of(guest_with(p)), 6);
}
END_TEST

START_TEST(a_phandle_of_zero_counts_for_4_17_alone)
{
	struct dt_tree *p = dt_new(a);

	dt_node(p, p->root, "gic");
	ck_assert_uint_eq(gic_phandle_of(guest_with(p)), 65000);
	m = make(a, "4.17");
	ck_assert_uint_eq(gic_phandle_of(guest_with(p)), 0);
}
END_TEST

START_TEST(a_broken_partial_tree_is_reported_where_it_is_named)
{
	give_bytes("/dts-v1/; / { };", 16);
	ck_assert_ptr_null(dt_guest(a, d, &m->plan, m->guest_plan));
	ck_assert_int_eq(d->items->code, E_BAD_TREE);
	ck_assert_uint_eq(d->items->place.line, 23);
	m->partial.found = "no/such/file";
	ck_assert_ptr_null(dt_guest(a, d, &m->plan, m->guest_plan));
	ck_assert_str_eq(d->items->next->text,
			 "the device tree 'mine.dtb' cannot be read: No such file or directory");
}
END_TEST

static void add_partial(TCase *c)
{
	tcase_add_test(c, passthrough_and_aliases_come_in_file_order);
	tcase_add_test(c, aliases_keep_what_passthrough_gives_to_xen);
	tcase_add_test(c, names_of_the_partial_tree_have_no_case);
	tcase_add_test(c, the_gic_phandle_is_used_everywhere);
	tcase_add_test(c, the_last_gic_node_counts);
	tcase_add_test(c, a_phandle_of_zero_counts_for_4_17_alone);
	tcase_add_test(c, a_broken_partial_tree_is_reported_where_it_is_named);
}

Suite *suite_dt_guest(void);
Suite *suite_dt_guest(void)
{
	Suite *s = suite_create("dt_guest");
	TCase *c = tcase_create("guest");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_plain_guest_of_4_20_has_this_tree);
	tcase_add_test(c, a_plain_guest_of_4_17_differs_in_two_nodes);
	tcase_add_test(c, chosen_says_command_line_and_ramdisk);
	tcase_add_test(c, an_empty_command_line_says_nothing);
	tcase_add_test(c, a_command_line_is_cut_where_xen_cuts_it);
	tcase_add_test(c, cpus_are_numbered_by_affinity);
	tcase_add_test(c, a_second_bank_joins_the_node_of_the_first);
	tcase_add_test(c, a_gicv2_has_a_cpu_interface);
	tcase_add_test(c, vpl011_stands_behind_the_timer);
	tcase_add_test(c, the_hypervisor_node_is_the_last);
	tcase_add_test(c, a_32_bit_guest_has_an_armv7_timer_and_no_regions);
	tcase_add_test(c, a_direct_mapped_guest_has_host_addresses);
	tcase_add_test(c, each_node_knows_what_asked_for_it);
	tcase_add_test(c, dom0_has_no_guest_tree);
	tcase_add_test(c, a_plan_with_holes_breaks_nothing);
	add_partial(c);
	suite_add_tcase(s, c);
	return s;
}
