/* SPDX-License-Identifier: BSD-2-Clause */
/* What the partial tree of a domain hands out: xen,reg. */
#include <libfdt.h>

#include "test_model.h"

static uint8_t blob[16384];

static void begin(const char *name)
{
	ck_assert_int_eq(fdt_begin_node(blob, name), 0);
}

static void end(void)
{
	ck_assert_int_eq(fdt_end_node(blob), 0);
}

/* The root, and in it a node @name. */
static void start(const char *name)
{
	ck_assert_int_eq(fdt_create(blob, sizeof(blob)), 0);
	ck_assert_int_eq(fdt_finish_reservemap(blob), 0);
	begin("");
	begin(name);
}

static void cell(const char *name, uint32_t v)
{
	ck_assert_int_eq(fdt_property_u32(blob, name, v), 0);
}

static void cells(const char *name, const uint32_t *v, size_t n)
{
	fdt32_t out[16];

	for (size_t i = 0; i < n; i++)
		out[i] = cpu_to_fdt32(v[i]);
	ck_assert_int_eq(fdt_property(blob, name, out, (int)(4 * n)), 0);
}

#define CELLS(name, ...) do { \
	const uint32_t v_[] = { __VA_ARGS__ }; \
	cells(name, v_, sizeof(v_) / sizeof(v_[0])); \
} while (0)

static void path(void)
{
	ck_assert_int_eq(fdt_property_string(blob, "xen,path", "/uart"), 0);
}

/* Close both nodes; the domain that has the tree. */
static const struct domain *finish(void)
{
	const struct system *s;

	end();
	end();
	ck_assert_int_eq(fdt_finish(blob), 0);
	write_bytes("p.dtb", blob, fdt_totalsize(blob));
	s = bind_system(YAML_HEAD "domains:\n  a: {memory: 64 MiB,"
			" kernel: Image, device-tree: p.dtb}\n");
	ck_assert_ptr_nonnull(s);
	return &s->domains[0];
}

static void one_is(const struct domain *d, uint64_t host, uint64_t guest,
		   uint64_t size)
{
	ck_assert_uint_eq(d->n_xen_regs, 1);
	ck_assert_uint_eq(d->xen_regs[0].host, host);
	ck_assert_uint_eq(d->xen_regs[0].guest.base, guest);
	ck_assert_uint_eq(d->xen_regs[0].guest.size, size);
}

START_TEST(cells_are_those_of_the_parent)
{
	const struct domain *d;

	start("passthrough");
	cell("#address-cells", 1);
	cell("#size-cells", 1);
	begin("uart@0");
	cell("#address-cells", 2);
	CELLS("xen,reg", 0x9000000, 0x1000, 0xa000000);
	path();
	end();
	d = finish();
	one_is(d, 0x9000000, 0xa000000, 0x1000);
	ck_assert_str_eq(d->xen_regs[0].node, "/passthrough/uart@0");
}
END_TEST

START_TEST(without_cells_there_are_two_and_one)
{
	start("passthrough");
	begin("uart");
	CELLS("xen,reg", 1, 0x9000000, 0x1000, 2, 0xa000000);
	path();
	end();
	one_is(finish(), 0x109000000, 0x20a000000, 0x1000);
}
END_TEST

/* scan_pfdt_node() starts with these two whatever the root says. */
START_TEST(passthrough_itself_has_two_and_one)
{
	start("Passthrough");
	cell("#address-cells", 1);
	CELLS("xen,reg", 0, 0x9000000, 0x1000, 0, 0xa000000);
	path();
	one_is(finish(), 0x9000000, 0xa000000, 0x1000);
}
END_TEST

START_TEST(several_pieces_are_read_and_a_rest_is_left)
{
	const struct domain *d;

	start("passthrough");
	begin("uart");
	CELLS("xen,reg", 0, 0x9000000, 0x1000, 0, 0xa000000,
	      0, 0x9100000, 0x2000, 0, 0xb000000, 7, 7);
	path();
	end();
	d = finish();
	ck_assert_uint_eq(d->n_xen_regs, 2);
	ck_assert_uint_eq(d->xen_regs[1].guest.base, 0xb000000);
}
END_TEST

START_TEST(nodes_further_down_count)
{
	start("passthrough");
	begin("bus");
	cell("#address-cells", 1);
	cell("#size-cells", 1);
	begin("uart");
	CELLS("xen,reg", 0x9000000, 0x1000, 0xa000000);
	path();
	end();
	end();
	one_is(finish(), 0x9000000, 0xa000000, 0x1000);
}
END_TEST

START_TEST(without_a_path_it_must_be_forced)
{
	start("passthrough");
	begin("uart");
	CELLS("xen,reg", 0, 0x9000000, 0x1000, 0, 0xa000000);
	end();
	begin("forced");
	CELLS("xen,reg", 0, 0x9000000, 0x2000, 0, 0xb000000);
	ck_assert_int_eq(fdt_property(blob, "xen,force-assign-without-iommu",
				      NULL, 0), 0);
	end();
	one_is(finish(), 0x9000000, 0xb000000, 0x2000);
}
END_TEST

START_TEST(other_nodes_of_the_root_are_left_alone)
{
	start("devices");
	begin("uart");
	CELLS("xen,reg", 0, 0x9000000, 0x1000, 0, 0xa000000);
	path();
	end();
	ck_assert_uint_eq(finish()->n_xen_regs, 0);
}
END_TEST

START_TEST(cells_that_xen_refuses_give_nothing)
{
	start("passthrough");
	cell("#address-cells", 3);
	begin("uart");
	CELLS("xen,reg", 0, 0, 0x9000000, 0x1000, 0, 0, 0xa000000);
	path();
	end();
	ck_assert_uint_eq(finish()->n_xen_regs, 0);
}
END_TEST

START_TEST(a_size_of_0_is_nothing)
{
	start("passthrough");
	begin("uart");
	CELLS("xen,reg", 0, 0x9000000, 0, 0, 0xa000000);
	path();
	end();
	ck_assert_uint_eq(finish()->n_xen_regs, 0);
}
END_TEST

START_TEST(a_piece_that_passes_64_bits_is_cut)
{
	start("passthrough");
	cell("#size-cells", 2);
	begin("uart");
	CELLS("xen,reg", 0, 0, 0xffffffff, 0xfffff000, 0, 0x1000);
	path();
	end();
	one_is(finish(), 0, 0x1000, UINT64_C(0xffffffffffffefff));
}
END_TEST

START_TEST(host_addresses_that_pass_64_bits_are_cut)
{
	const struct domain *d;

	start("passthrough");
	begin("uart");
	CELLS("xen,reg", 0xffffffff, 0xfffff000, 0x2000, 0, 0xa000000);
	path();
	end();
	d = finish();
	one_is(d, UINT64_C(0xfffffffffffff000), 0xa000000, 0x1000);
	ck_assert(d->xen_regs[0].wraps);
}
END_TEST

START_TEST(a_damaged_tree_is_for_a_later_stage_to_report)
{
	const struct system *s;

	write_bytes("p.dtb", "\xd0\x0d\xfe\xed\0\0\x10\0", 8);
	s = bind_system(YAML_HEAD "domains:\n  a: {memory: 64 MiB,"
			" kernel: Image, device-tree: p.dtb}\n");
	ck_assert_uint_eq(s->domains[0].n_xen_regs, 0);
}
END_TEST

/* A second node of the root, @name, behind /aliases. */
static const char *unread_of(const char *name)
{
	start("aliases");
	end();
	begin(name);
	return finish()->tree_unread;
}

START_TEST(what_xen_leaves_out_is_told)
{
	ck_assert_str_eq(unread_of("soc"), "/soc");
}
END_TEST

START_TEST(labels_of_dtc_are_no_loss)
{
	ck_assert_ptr_null(unread_of("__symbols__"));
}
END_TEST

Suite *suite_board_partial(void);
Suite *suite_board_partial(void)
{
	Suite *s = suite_create("board_partial");
	TCase *c = add_case(s, "xen,reg");

	tcase_add_test(c, cells_are_those_of_the_parent);
	tcase_add_test(c, without_cells_there_are_two_and_one);
	tcase_add_test(c, passthrough_itself_has_two_and_one);
	tcase_add_test(c, several_pieces_are_read_and_a_rest_is_left);
	tcase_add_test(c, nodes_further_down_count);
	tcase_add_test(c, without_a_path_it_must_be_forced);
	tcase_add_test(c, other_nodes_of_the_root_are_left_alone);
	tcase_add_test(c, cells_that_xen_refuses_give_nothing);
	tcase_add_test(c, a_size_of_0_is_nothing);
	tcase_add_test(c, a_piece_that_passes_64_bits_is_cut);
	tcase_add_test(c, host_addresses_that_pass_64_bits_are_cut);
	tcase_add_test(c, what_xen_leaves_out_is_told);
	tcase_add_test(c, labels_of_dtc_are_no_loss);
	tcase_add_test(c, a_damaged_tree_is_for_a_later_stage_to_report);
	return s;
}
