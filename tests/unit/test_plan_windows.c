/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan_fixture.h"

static struct bench *b;

static void setup(void)
{
	b = bench_new("4.20");
}

static void teardown(void)
{
	bench_free(b);
}

static void use_gicv2(void)
{
	b->board.gic = GIC_V2;
	b->board.gic_dist = (struct range){ 0x08000000, 0x10000 };
	b->board.gic_cpu = (struct range){ 0x08010000, 0x10000 };
	b->board.n_gic_redist = 0;
}

static const struct plan_domain *direct(void)
{
	struct domain *d = bench_direct(b, "net", 0x70000000, MIB(64));

	d->vpl011.v = true;
	d->vpl011.place = bench_of(b, d, LINE_VPL011);
	return bench_find(b, "net");
}

START_TEST(a_guest_on_a_gicv3_host_has_a_gicv3)
{
	const struct plan_domain *pd;

	bench_domain(b, "net", MIB(64));
	pd = bench_find(b, "net");
	ck_assert_int_eq(pd->gic, GIC_V3);
	assert_range(pd->gic_dist.range, 0x03001000, 0x03011000);
	ck_assert_uint_eq(pd->n_gic_redist, 1);
	assert_range(pd->gic_redist[0].range, 0x03020000, 0x04020000);
	ck_assert_uint_eq(pd->gic_cpu.range.size, 0);
	ck_assert_uint_eq(pd->gic_phandle, 65000);
}
END_TEST

START_TEST(a_guest_on_a_gicv2_host_has_a_gicv2)
{
	const struct plan_domain *pd;

	use_gicv2();
	bench_domain(b, "net", MIB(64));
	pd = bench_find(b, "net");
	ck_assert_int_eq(pd->gic, GIC_V2);
	assert_range(pd->gic_dist.range, 0x03001000, 0x03002000);
	assert_range(pd->gic_cpu.range, 0x03002000, 0x03004000);
	ck_assert_uint_eq(pd->n_gic_redist, 0);
}
END_TEST

START_TEST(grant_table_and_magic_pages_have_their_windows)
{
	const struct plan_domain *pd;

	bench_domain(b, "net", MIB(64));
	pd = bench_find(b, "net");
	assert_range(pd->grant_table.range, 0x38000000, 0x39000000);
	assert_range(pd->magic.range, 0x39000000, 0x3a000000);
}
END_TEST

START_TEST(enhanced_brings_the_hypervisor_node)
{
	bench_domain(b, "off", MIB(64));
	bench_domain(b, "some", MIB(64))->enhanced = ENHANCED_NO_XENSTORE;
	bench_domain(b, "all", MIB(64))->enhanced = ENHANCED_TRUE;
	ck_assert(!bench_find(b, "off")->hypervisor_node);
	ck_assert(bench_find(b, "some")->hypervisor_node);
	ck_assert(bench_find(b, "all")->hypervisor_node);
}
END_TEST

START_TEST(the_emulated_uart_is_spi_0)
{
	const struct plan_domain *pd;

	bench_domain(b, "net", MIB(64))->vpl011.v = true;
	bench_domain(b, "mute", MIB(64));
	pd = bench_find(b, "net");
	ck_assert(pd->vpl011);
	assert_range(pd->uart.range, 0x22000000, 0x22001000);
	ck_assert_uint_eq(pd->uart_intid, 32);
	ck_assert(!bench_find(b, "mute")->vpl011);
}
END_TEST

START_TEST(a_direct_map_has_the_hosts_gicv3)
{
	const struct plan_domain *pd = direct();

	/* Xen writes the size of a guest's distributor. */
	assert_range(pd->gic_dist.range, 0x08000000, 0x08010000);
	ck_assert_uint_eq(pd->n_gic_redist, 1);
	assert_range(pd->gic_redist[0].range, 0x080a0000, 0x09000000);
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_map_has_8_kib_of_the_hosts_gicv2)
{
	const struct plan_domain *pd;

	use_gicv2();
	pd = direct();
	assert_range(pd->gic_dist.range, 0x08000000, 0x08001000);
	assert_range(pd->gic_cpu.range, 0x08010000, 0x08012000);
}
END_TEST

START_TEST(only_redistributors_that_vcpus_need_are_there)
{
	const struct plan_domain *pd;

	b->redist[0] = (struct range){ 0x080a0000, KIB(128) * 2 };
	b->redist[1] = (struct range){ 0x0a000000, KIB(128) * 2 };
	b->redist[2] = (struct range){ 0x0b000000, KIB(128) * 2 };
	b->board.n_gic_redist = 3;
	bench_direct(b, "net", 0x70000000, MIB(64))->vcpus.v = 3;
	bench_direct(b, "io", 0x80000000, MIB(64))->vcpus.v = 2;
	pd = bench_find(b, "net");
	ck_assert_uint_eq(pd->n_gic_redist, 2);
	ck_assert_uint_eq(pd->gic_redist[1].range.base, 0x0a000000);
	ck_assert_uint_eq(bench_find(b, "io")->n_gic_redist, 1);
	bench_clean(b);
}
END_TEST

START_TEST(the_hosts_stride_is_not_asked)
{
	b->redist[0].size = KIB(256) * 4;
	b->board.gic_redist_stride = KIB(256);
	bench_direct(b, "net", 0x70000000, MIB(64))->vcpus.v = 8;
	bench_plan(b);
	bench_clean(b);
}
END_TEST

START_TEST(too_few_redistributors_are_an_error)
{
	const struct diag_item *i;

	b->redist[0].size = KIB(128) * 4;
	bench_direct(b, "net", 0x70000000, MIB(64))->vcpus.v = 5;
	bench_plan(b);
	i = bench_item(b, E_REDISTRIBUTORS_FEW);
	bench_says(i, "5 vCPUs");
	bench_says(i, "enough for 4");
	ck_assert_uint_eq(i->place.line, LINE_DOMAINS + LINE_VCPUS);
}
END_TEST

START_TEST(a_direct_map_has_its_uart_in_the_place_of_the_hosts)
{
	const struct plan_domain *pd;

	b->board.uart.size = 0x10000;
	pd = direct();
	assert_range(pd->uart.range, 0x09000000, 0x09001000);
	ck_assert_uint_eq(pd->uart_intid, 33);
	bench_clean(b);
}
END_TEST

START_TEST(a_direct_map_keeps_the_guests_grant_table)
{
	assert_range(direct()->grant_table.range, 0x38000000, 0x39000000);
}
END_TEST

START_TEST(without_a_host_uart_there_is_no_emulated_one)
{
	b->board.uart_path = NULL;
	direct();
	bench_says(bench_item(b, E_UART_NOT_USABLE), "names one that Xen finds");
	ck_assert_uint_eq(bench_item(b, E_UART_NOT_USABLE)->place.line,
			  LINE_DOMAINS + LINE_VPL011);
}
END_TEST

START_TEST(a_host_uart_without_interrupt_is_no_use)
{
	b->board.uart_intid = 0;
	direct();
	bench_says(bench_item(b, E_UART_NOT_USABLE), "no interrupt");
}
END_TEST

START_TEST(a_host_uart_of_less_than_a_page_is_no_use)
{
	b->board.uart.size = 0x400;
	direct();
	bench_says(bench_item(b, E_UART_NOT_USABLE), "less than 4 KiB");
}
END_TEST

START_TEST(a_console_elsewhere_leaves_xen_without_uart)
{
	bench_cmdline(b, "console=dtuart console=null");
	direct();
	bench_says(bench_item(b, E_UART_NOT_USABLE), "console=");
}
END_TEST

START_TEST(a_console_that_lists_dtuart_has_it)
{
	bench_cmdline(b, "console=null console=vga,dtuart");
	direct();
	bench_clean(b);
}
END_TEST

START_TEST(xen_reads_29_bytes_of_console)
{
	bench_cmdline(b, "console=aaaaaaaaaaaaaaaaaaaaaaaa,dtuart");
	direct();
	ck_assert_uint_eq(bench_count(b, E_UART_NOT_USABLE), 1);
}
END_TEST

START_TEST(guests_do_not_mind_xens_console)
{
	bench_cmdline(b, "console=null");
	b->board.uart_path = NULL;
	bench_domain(b, "net", MIB(64))->vpl011.v = true;
	ck_assert_uint_eq(bench_find(b, "net")->uart_intid, 32);
	bench_clean(b);
}
END_TEST

START_TEST(dom0_has_no_windows_of_its_own)
{
	const struct plan_domain *pd;

	bench_domain(b, "dom0", MIB(512));
	pd = bench_find(b, "dom0");
	ck_assert(pd->host_layout);
	ck_assert_uint_eq(pd->gic_dist.range.size, 0);
	ck_assert_uint_eq(pd->grant_table.range.size, 0);
	ck_assert(!pd->hypervisor_node);
}
END_TEST

static void add_direct(TCase *t)
{
	tcase_add_test(t, a_direct_map_has_the_hosts_gicv3);
	tcase_add_test(t, a_direct_map_has_8_kib_of_the_hosts_gicv2);
	tcase_add_test(t, only_redistributors_that_vcpus_need_are_there);
	tcase_add_test(t, the_hosts_stride_is_not_asked);
	tcase_add_test(t, too_few_redistributors_are_an_error);
	tcase_add_test(t, a_direct_map_has_its_uart_in_the_place_of_the_hosts);
	tcase_add_test(t, a_direct_map_keeps_the_guests_grant_table);
	tcase_add_test(t, without_a_host_uart_there_is_no_emulated_one);
	tcase_add_test(t, a_host_uart_without_interrupt_is_no_use);
	tcase_add_test(t, a_host_uart_of_less_than_a_page_is_no_use);
	tcase_add_test(t, a_console_elsewhere_leaves_xen_without_uart);
	tcase_add_test(t, a_console_that_lists_dtuart_has_it);
	tcase_add_test(t, xen_reads_29_bytes_of_console);
}

Suite *suite_plan_windows(void);
Suite *suite_plan_windows(void)
{
	Suite *s = suite_create("plan_windows");
	TCase *t = tcase_create("windows");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_guest_on_a_gicv3_host_has_a_gicv3);
	tcase_add_test(t, a_guest_on_a_gicv2_host_has_a_gicv2);
	tcase_add_test(t, grant_table_and_magic_pages_have_their_windows);
	tcase_add_test(t, enhanced_brings_the_hypervisor_node);
	tcase_add_test(t, the_emulated_uart_is_spi_0);
	add_direct(t);
	tcase_add_test(t, guests_do_not_mind_xens_console);
	tcase_add_test(t, dom0_has_no_windows_of_its_own);
	suite_add_tcase(s, t);
	return s;
}
