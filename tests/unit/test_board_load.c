/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#include <fcntl.h>
#include <libfdt.h>
#include <sys/stat.h>

/* A flattened tree with one node, in @room bytes. */
static uint8_t *make_tree(size_t room)
{
	uint8_t *fdt = arena_alloc(fx.a, room);

	ck_assert_int_eq(fdt_create(fdt, (int)room), 0);
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
	fdt_property_u32(fdt, "#address-cells", 2);
	fdt_property_string(fdt, "model", "test");
	fdt_begin_node(fdt, "node@1");
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	ck_assert_int_eq(fdt_finish(fdt), 0);
	return fdt;
}

static const struct board *load(const char *name)
{
	const char *yaml = arena_printf(fx.a, "device-tree: %s\n", name);

	return board_read(fx.a, fx.d, parse(yaml), &fx.opts);
}

/* The tree as it is lacks all that Xen needs, but it could be read. */
static bool was_read(void)
{
	return count_code(E_BOARD_TREE) == 0 && count_code(E_BOARD_CPUS) == 1;
}

START_TEST(a_flattened_tree_is_read_whatever_its_name)
{
	const uint8_t *fdt = make_tree(4096);

	write_bytes("tree", fdt, fdt_totalsize(fdt));
	load("tree");
	ck_assert(was_read());
	fx.d->n_errors = 0;
	write_bytes("tree.dts", fdt, fdt_totalsize(fdt));
	load("tree.dts");
	ck_assert_uint_eq(count_code(E_BOARD_TREE), 0);
	ck_assert_uint_eq(count_code(E_BOARD_DTC), 0);
}
END_TEST

START_TEST(bytes_after_the_tree_are_no_harm)
{
	uint8_t *bytes = arena_alloc(fx.a, 8192);
	const uint8_t *fdt = make_tree(4096);

	memcpy(bytes, fdt, fdt_totalsize(fdt));
	write_bytes("t.dtb", bytes, 8192);
	load("t.dtb");
	ck_assert(was_read());
}
END_TEST

START_TEST(a_tree_cut_short_is_refused)
{
	const uint8_t *fdt = make_tree(4096);

	write_bytes("t.dtb", fdt, fdt_totalsize(fdt) - 1);
	ck_assert_ptr_null(load("t.dtb"));
	expect_finding(E_BOARD_TREE, "it is cut off: its header says");
}
END_TEST

START_TEST(a_tree_cut_within_its_header_is_refused)
{
	write_bytes("t.dtb", make_tree(4096), 12);
	ck_assert_ptr_null(load("t.dtb"));
	expect_finding(E_BOARD_TREE, "within its header");
}
END_TEST

START_TEST(every_cut_is_refused_without_a_crash)
{
	const uint8_t *fdt = make_tree(4096);

	for (size_t n = 4; n < fdt_totalsize(fdt); n++) {
		write_bytes("t.dtb", fdt, n);
		ck_assert_ptr_null(load("t.dtb"));
		ck_assert_uint_eq(count_code(E_BOARD_TREE), n - 3);
		fx.d->n_errors = 0;
	}
}
END_TEST

START_TEST(every_flipped_byte_is_survived)
{
	uint8_t *fdt = make_tree(4096);

	for (size_t i = 4; i < fdt_totalsize(make_tree(4096)); i++) {
		fdt[i] ^= 0xff;
		write_bytes("t.dtb", fdt, fdt_totalsize(make_tree(4096)));
		ck_assert_ptr_null(load("t.dtb"));
		fdt[i] ^= 0xff;
		fx.d->n_errors = 0;
	}
}
END_TEST

START_TEST(a_damaged_tree_names_libfdts_reason)
{
	uint8_t *fdt = make_tree(4096);

	fdt[fdt_off_dt_struct(fdt) + 3] = 7;	/* no such token */
	write_bytes("t.dtb", fdt, fdt_totalsize(fdt));
	ck_assert_ptr_null(load("t.dtb"));
	expect_finding(E_BOARD_TREE, "FDT_ERR_BADSTRUCTURE");
}
END_TEST

START_TEST(something_else_is_no_tree)
{
	write_text("t.dtb", "hello");
	ck_assert_ptr_null(load("t.dtb"));
	expect_finding(E_BOARD_TREE, "neither a flattened tree");
}
END_TEST

START_TEST(an_empty_file_is_no_tree)
{
	write_text("t.dtb", "");
	ck_assert_ptr_null(load("t.dtb"));
	expect_finding(E_BOARD_TREE, "neither a flattened tree");
}
END_TEST

START_TEST(a_tree_that_is_too_large_is_refused_unread)
{
	int fd = open(path_of("t.dtb"), O_CREAT | O_WRONLY, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(ftruncate(fd, (off_t)LIMIT_TREE_BYTES + 1), 0);
	close(fd);
	ck_assert_ptr_null(load("t.dtb"));
	expect_finding(E_FILE_UNREADABLE, "domc reads up to");
}
END_TEST

START_TEST(a_missing_tree_is_named)
{
	ck_assert_ptr_null(load("nosuch.dtb"));
	expect_finding(E_FILE_NOT_FOUND, "no board tree 'nosuch.dtb'");
}
END_TEST

START_TEST(a_folder_is_no_tree)
{
	ck_assert_int_eq(mkdir(path_of("sub"), 0700), 0);
	ck_assert_ptr_null(load("sub"));
	ck_assert_uint_eq(fx.d->n_items, 1);
}
END_TEST

Suite *suite_board_load(void);
Suite *suite_board_load(void)
{
	Suite *s = suite_create("board_load");
	TCase *c = add_case(s, "load");

	tcase_add_test(c, a_flattened_tree_is_read_whatever_its_name);
	tcase_add_test(c, bytes_after_the_tree_are_no_harm);
	tcase_add_test(c, a_tree_cut_short_is_refused);
	tcase_add_test(c, a_tree_cut_within_its_header_is_refused);
	tcase_add_test(c, every_cut_is_refused_without_a_crash);
	tcase_add_test(c, every_flipped_byte_is_survived);
	tcase_add_test(c, a_damaged_tree_names_libfdts_reason);
	tcase_add_test(c, something_else_is_no_tree);
	tcase_add_test(c, an_empty_file_is_no_tree);
	tcase_add_test(c, a_tree_that_is_too_large_is_refused_unread);
	tcase_add_test(c, a_missing_tree_is_named);
	tcase_add_test(c, a_folder_is_no_tree);
	return s;
}
