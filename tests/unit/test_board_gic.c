/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#define REST DTS_MEMORY DTS_CPUS DTS_TIMER
#define GICV2(compatible, cpu_size) "gic: intc@8000000 { compatible = " \
	compatible "; interrupt-controller; #interrupt-cells = <3>;" \
	" interrupts = <1 9 4>; reg = <0 0x8000000 0 0x10000" \
	" 0 0x8010000 0 " cpu_size " 0 0x8030000 0 0x10000" \
	" 0 0x8040000 0 " cpu_size ">; };\n"

START_TEST(a_gicv3_has_redistributors)
{
	const struct board *b = read_board(DTS_BOARD(""));

	ck_assert_int_eq(b->gic, GIC_V3);
	ck_assert_str_eq(b->gic_path, "/intc@8000000");
	ck_assert_uint_eq(b->gic_dist.base, 0x8000000);
	ck_assert_uint_eq(b->gic_dist.size, 0x10000);
	ck_assert_uint_eq(b->n_gic_redist, 1);
	ck_assert_uint_eq(b->gic_redist[0].base, 0x80a0000);
	ck_assert_uint_eq(b->gic_redist[0].size, 0xf60000);
	ck_assert_uint_eq(b->gic_redist_stride, 0);
}
END_TEST

START_TEST(a_gicv3_may_have_several_regions_and_a_stride)
{
	const struct board *b = read_board(DTS(REST
		"gic: intc@0 { compatible = \"arm,gic-v3\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" #redistributor-regions = <2>; interrupts = <1 9 4>;"
		" redistributor-stride = <0x40000>;"
		" reg = <0 0 0 0x10000  0 0x100000 0 0x40000"
		"  1 0 0 0x80000  0 0x300000 0 0x2000>; };\n"));

	ck_assert_uint_eq(b->n_gic_redist, 2);
	ck_assert_uint_eq(b->gic_redist[1].base, 0x100000000);
	ck_assert_uint_eq(b->gic_redist[1].size, 0x80000);
	ck_assert_uint_eq(b->gic_redist_stride, 0x40000);
}
END_TEST

START_TEST(a_missing_redistributor_region_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(REST
		"gic: intc@0 { compatible = \"arm,gic-v3\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" #redistributor-regions = <3>; interrupts = <1 9 4>;"
		" reg = <0 0 0 0x10000  0 0x100000 0 0x40000>; };\n")));
	expect_finding(E_BOARD_GIC, "reg for each redistributor region");
}
END_TEST

START_TEST(a_cpu_interface_at_the_last_page_stays_as_it_is)
{
	const struct board *b = read_board(DTS(REST
		"gic: intc@0 { compatible = \"arm,gic-400\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" interrupts = <1 9 4>; reg = <0 0x8000000 0 0x10000"
		" 0xffffffff 0xffffe800 0 0x1000"
		" 0 0x8030000 0 0x2000 0 0x8040000 0 0x2000>; };\n"));

	ck_assert_uint_eq(b->gic_cpu.base, UINT64_C(0xffffffffffffe800));
	ck_assert_uint_eq(b->gic_cpu.size, 0x1000);
}
END_TEST

START_TEST(a_gicv2_is_known_by_each_of_its_names)
{
	static const char *const boards[] = {
		DTS(REST GICV2("\"arm,gic-400\"", "0x2000")),
		DTS(REST GICV2("\"x\", \"arm,cortex-a15-gic\"", "0x2000")),
		DTS(REST GICV2("\"arm,cortex-a7-gic\"", "0x2000")),
		DTS(REST GICV2("\"ARM,GIC-400\"", "0x2000")),
	};

	for (size_t i = 0; i < sizeof(boards) / sizeof(boards[0]); i++) {
		const struct board *b = read_board(boards[i]);

		ck_assert_ptr_nonnull(b);
		ck_assert_int_eq(b->gic, GIC_V2);
		ck_assert_uint_eq(b->gic_dist.base, 0x8000000);
		ck_assert_uint_eq(b->gic_cpu.base, 0x8010000);
		ck_assert_uint_eq(b->gic_cpu.size, 0x2000);
	}
}
END_TEST

START_TEST(a_small_cpu_interface_is_made_8_kib)
{
	const struct board *b;

	b = read_board(DTS(REST GICV2("\"arm,gic-400\"", "0x1000")));
	ck_assert_uint_eq(b->gic_cpu.size, 0x2000);
}
END_TEST

START_TEST(a_gicv2_without_its_virtual_interface_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(REST
		"gic: intc@8000000 { compatible = \"arm,gic-400\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" interrupts = <1 9 4>; reg = <0 0x8000000 0 0x10000"
		" 0 0x8010000 0 0x10000>; };\n")));
	expect_finding(E_BOARD_GIC, "has no hypervisor interface");
}
END_TEST

START_TEST(a_gic_without_maintenance_interrupt_is_refused)
{
	ck_assert_ptr_null(read_board(DTS(REST
		"gic: intc@0 { compatible = \"arm,gic-v3\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" reg = <0 0 0 0x10000  0 0x100000 0 0x40000>; };\n")));
	expect_finding(E_BOARD_GIC, "has no maintenance interrupt");
}
END_TEST

START_TEST(an_unknown_controller_is_none)
{
	ck_assert_ptr_null(read_board(DTS(REST
		GICV2("\"brcm,bcm2836-l1-intc\"", "0x2000"))));
	expect_finding(E_BOARD_GIC, "no interrupt controller that Xen drives");
}
END_TEST

START_TEST(a_disabled_controller_is_passed_over)
{
	const struct board *b = read_board(DTS(REST
		"intc@1 { compatible = \"arm,gic-v3\"; interrupt-controller;"
		" #interrupt-cells = <3>; status = \"disabled\"; };\n"
		GICV2("\"arm,gic-400\"", "0x2000")));

	ck_assert_int_eq(b->gic, GIC_V2);
	ck_assert_str_eq(b->gic_path, "/intc@8000000");
}
END_TEST

START_TEST(the_first_controller_counts)
{
	const struct board *b = read_board(DTS(REST DTS_GIC
		"intc@1 { compatible = \"arm,gic-400\"; interrupt-controller;"
		" #interrupt-cells = <3>; };\n"));

	ck_assert_int_eq(b->gic, GIC_V3);
	ck_assert_str_eq(b->gic_path, "/intc@8000000");
}
END_TEST

START_TEST(a_gic_below_a_bus_has_translated_addresses)
{
	const struct board *b = read_board(DTS(REST
		"soc { #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0 0 0xf0000000 0x1000000>;\n"
		"gic: intc@0 { compatible = \"arm,gic-v3\";"
		" interrupt-controller; #interrupt-cells = <3>;"
		" interrupts = <1 9 4>;"
		" reg = <0 0x10000 0x100000 0x40000>; }; };\n"));

	ck_assert_str_eq(b->gic_path, "/soc/intc@0");
	ck_assert_uint_eq(b->gic_dist.base, 0xf0000000);
	ck_assert_uint_eq(b->gic_redist[0].base, 0xf0100000);
}
END_TEST

Suite *suite_board_gic(void);
Suite *suite_board_gic(void)
{
	Suite *s = suite_create("board_gic");
	TCase *c = add_case(s, "gic");

	tcase_add_test(c, a_gicv3_has_redistributors);
	tcase_add_test(c, a_gicv3_may_have_several_regions_and_a_stride);
	tcase_add_test(c, a_missing_redistributor_region_is_refused);
	tcase_add_test(c, a_cpu_interface_at_the_last_page_stays_as_it_is);
	tcase_add_test(c, a_gicv2_is_known_by_each_of_its_names);
	tcase_add_test(c, a_small_cpu_interface_is_made_8_kib);
	tcase_add_test(c, a_gicv2_without_its_virtual_interface_is_refused);
	tcase_add_test(c, a_gic_without_maintenance_interrupt_is_refused);
	tcase_add_test(c, an_unknown_controller_is_none);
	tcase_add_test(c, a_disabled_controller_is_passed_over);
	tcase_add_test(c, the_first_controller_counts);
	tcase_add_test(c, a_gic_below_a_bus_has_translated_addresses);
	return s;
}
