/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_model.h"

#define OVERLAY(body) "/dts-v1/;\n/plugin/;\n" body

static struct board *with_overlay(const char *overlay)
{
	write_text("o.dtso", overlay);
	return read_board_with(DTS_BOARD("uart: serial@9000000 {"
					 " reg = <0 0x9000000 0 0x1000>; };\n"
					 "chosen { };\n"),
			       "overlays: [o.dtso]\n");
}

START_TEST(all_else_sees_the_tree_with_overlays)
{
	const struct board *b;

	b = with_overlay(OVERLAY("&{/chosen} {"
				 " stdout-path = \"/serial@9000000\"; };\n"));
	ck_assert_ptr_nonnull(b);
	ck_assert_str_eq(b->uart_path, "/serial@9000000");
	expect_clean();
}
END_TEST

/* libfdt puts a new node before its siblings. */
START_TEST(labels_of_a_source_are_known)
{
	const struct board *b;

	b = with_overlay(OVERLAY("&{/cpus} { cpu@1 { device_type = \"cpu\";"
				 " compatible = \"arm,cortex-a53\";"
				 " reg = <1>; uart = <&uart>; }; };\n"));
	expect_clean();
	ck_assert_ptr_nonnull(b);
	ck_assert_uint_eq(b->n_cpu_nodes, 2);
	ck_assert_str_eq(b->cpu_nodes[0].path, "/cpus/cpu@1");
}
END_TEST

/* Does the tree hold @name as a string? */
static bool holds(const struct board *b, const char *name)
{
	size_t n = strlen(name) + 1;

	for (size_t i = 0; i + n <= b->blob_size; i++)
		if (memcmp(b->blob + i, name, n) == 0)
			return true;
	return false;
}

START_TEST(labels_that_dtc_was_told_to_write_are_dropped)
{
	const struct board *b;

	b = with_overlay(OVERLAY("&uart { note = \"kept\"; };\n"));
	ck_assert_ptr_nonnull(b);
	ck_assert(holds(b, "kept"));
	ck_assert(!holds(b, "__symbols__"));
}
END_TEST

START_TEST(overlays_are_inputs)
{
	const struct board *b;

	b = with_overlay(OVERLAY("&uart { a; };\n"));
	ck_assert_str_eq(b->inputs->path, path_of("board.dts"));
	ck_assert_str_eq(b->inputs->next->path, path_of("o.dtso"));
	ck_assert_ptr_null(b->inputs->next->next);
}
END_TEST

START_TEST(each_sees_what_those_before_it_did)
{
	write_text("one.dtso", OVERLAY("&{/} { one { }; };\n"));
	write_text("two.dtso", OVERLAY("&{/one} { two; };\n"));
	ck_assert_ptr_nonnull(read_board_with(DTS_BOARD(""),
		"overlays: [one.dtso, two.dtso]\n"));
	expect_clean();
}
END_TEST

START_TEST(a_label_that_is_not_there_is_named)
{
	ck_assert_ptr_null(with_overlay(OVERLAY("&spi { a; };\n")));
	expect_finding(E_OVERLAY, "it points at the label 'spi', which the board tree has not");
}
END_TEST

START_TEST(a_path_that_is_not_there_is_named)
{
	ck_assert_ptr_null(with_overlay(OVERLAY("&{/soc/spi} { a; };\n")));
	expect_finding(E_OVERLAY, "the board tree has no node '/soc/spi'");
}
END_TEST

START_TEST(a_tree_is_no_overlay)
{
	ck_assert_ptr_null(with_overlay("/dts-v1/;\n/ { };\n"));
	expect_finding(E_OVERLAY, "it has no fragment");
}
END_TEST

START_TEST(source_that_dtc_refuses_is_told)
{
	ck_assert_ptr_null(with_overlay(OVERLAY("&uart { a = <1 };\n")));
	expect_finding(E_BOARD_DTC, "dtc cannot compile the overlay 'o.dtso'");
}
END_TEST

Suite *suite_board_overlay(void);
Suite *suite_board_overlay(void)
{
	Suite *s = suite_create("board_overlay");
	TCase *c = add_case(s, "overlay");

	tcase_add_test(c, all_else_sees_the_tree_with_overlays);
	tcase_add_test(c, labels_of_a_source_are_known);
	tcase_add_test(c, labels_that_dtc_was_told_to_write_are_dropped);
	tcase_add_test(c, overlays_are_inputs);
	tcase_add_test(c, each_sees_what_those_before_it_did);
	tcase_add_test(c, a_label_that_is_not_there_is_named);
	tcase_add_test(c, a_path_that_is_not_there_is_named);
	tcase_add_test(c, a_tree_is_no_overlay);
	tcase_add_test(c, source_that_dtc_refuses_is_told);
	return s;
}
