/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_binding_decode.c - bytes as the values that bindings speak of.
 */
#include "test_binding.h"

Suite *suite_binding_decode(void);

/* Property @name of @n, in words. */
static const char *decoded(const char *binding, const struct dt_tree *t,
			   const struct dt_node *n, const char *name)
{
	struct bindings *b = bindings_of(binding);
	const struct value *v =
		decode_node(decoder_new(a, b->finder, t), n);

	ck_assert_ptr_nonnull(value_get(v, name));
	return words_value(a, value_get(v, name));
}

#define TYPED(type) \
	ACME("  p: {$ref: '/schemas/types.yaml#/definitions/" type "'}\n")

START_TEST(a_type_says_how_wide_integers_are)
{
	static const uint8_t bytes[] = { 0, 1, 0, 2, 0, 3, 0, 4 };
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_bytes(t, n, "p", bytes, sizeof(bytes));
	ck_assert_str_eq(decoded(TYPED("uint8-array"), t, n, "p"),
			 "/bits/ 8 <0 1 0 2 0 3 0 4>");
	ck_assert_str_eq(decoded(TYPED("uint16-array"), t, n, "p"),
			 "/bits/ 16 <1 2 3 4>");
	ck_assert_str_eq(decoded(TYPED("uint32-array"), t, n, "p"),
			 "<0x10002 0x30004>");
	ck_assert_str_eq(decoded(TYPED("uint64"), t, n, "p"),
			 "/bits/ 64 <0x1000200030004>");
}
END_TEST

START_TEST(a_signed_type_has_a_sign)
{
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_u32(t, n, "p", (uint32_t)-5);
	ck_assert_str_eq(decoded(TYPED("int32"), t, n, "p"), "<-5>");
}
END_TEST

START_TEST(without_a_type_a_text_is_a_text)
{
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_string(t, n, "p", "abc");
	dt_u32(t, n, "q", 7);
	dt_bytes(t, n, "r", "abc", 3);
	ck_assert_str_eq(decoded(ACME(""), t, n, "p"), "\"abc\"");
	ck_assert_str_eq(decoded(ACME(""), t, n, "q"), "<7>");
	ck_assert_str_eq(decoded(ACME(""), t, n, "r"), "[61 62 63]");
}
END_TEST

START_TEST(reg_has_rows_of_the_parents_cells)
{
	static const uint32_t cells[] = { 0, 1, 2, 0, 3, 4 };
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_cells(t, n, "reg", cells, 6);
	ck_assert_str_eq(decoded(ACME(""), t, n, "reg"), "<0 1 2>, <0 3 4>");
	dt_u32(t, t->root, "#address-cells", 1);
	ck_assert_str_eq(decoded(ACME(""), t, n, "reg"),
			 "<0 1>, <2 0>, <3 4>");
}
END_TEST

START_TEST(interrupts_have_the_cells_of_their_parent)
{
	static const uint32_t cells[] = { 1, 2, 3, 4, 5, 6 };
	struct dt_tree *t;
	struct dt_node *n = acme(&t);
	struct dt_node *gic = dt_node(t, t->root, "gic");

	dt_u32(t, gic, "phandle", 9);
	dt_u32(t, gic, "#interrupt-cells", 3);
	dt_u32(t, t->root, "interrupt-parent", 9);
	dt_cells(t, n, "interrupts", cells, 6);
	ck_assert_str_eq(decoded(ACME(""), t, n, "interrupts"),
			 "<1 2 3>, <4 5 6>");
}
END_TEST

START_TEST(phandles_have_the_cells_of_their_target)
{
	static const uint32_t cells[] = { 9, 1, 9, 2 };
	struct dt_tree *t;
	struct dt_node *n = acme(&t);
	struct dt_node *clock = dt_node(t, t->root, "clock");

	dt_u32(t, clock, "phandle", 9);
	dt_u32(t, clock, "#clock-cells", 1);
	dt_cells(t, n, "clocks", cells, 4);
	ck_assert_str_eq(decoded(ACME(""), t, n, "clocks"), "<9 1>, <9 2>");
}
END_TEST

START_TEST(a_phandle_to_nowhere_stays_one_row)
{
	static const uint32_t cells[] = { 9, 1, 9, 2 };
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_cells(t, n, "clocks", cells, 4);
	dt_cells(t, n, "gpios", cells, 4);
	ck_assert_str_eq(decoded(ACME(""), t, n, "clocks"), "<9 1 9 2>");
	ck_assert_str_eq(decoded(ACME(""), t, n, "gpios"), "<9 1 9 2>");
}
END_TEST

START_TEST(zero_cells_end)
{
	static const uint32_t cells[] = { 1, 2 };
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_u32(t, t->root, "#address-cells", 0);
	dt_u32(t, t->root, "#size-cells", 0);
	dt_u32(t, t->root, "#interrupt-cells", 0);
	dt_cells(t, n, "reg", cells, 2);
	dt_cells(t, n, "interrupts", cells, 2);
	ck_assert_str_eq(decoded(ACME(""), t, n, "reg"), "<1 2>");
	ck_assert_str_eq(decoded(ACME(""), t, n, "interrupts"), "<1 2>");
}
END_TEST

START_TEST(of_two_types_the_bytes_decide)
{
	static const char both[] =
		ACME("  p:\n    oneOf:\n"
		     "      - {$ref: '/schemas/types.yaml#/definitions/string'}\n"
		     "      - {$ref: '/schemas/types.yaml#/definitions/uint32'}\n");
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_u32(t, n, "p", 5);
	ck_assert_str_eq(decoded(both, t, n, "p"), "<5>");
	dt_set(t, n, "p", "five", 5);
	ck_assert_str_eq(decoded(both, t, n, "p"), "\"five\"");
}
END_TEST

Suite *suite_binding_decode(void)
{
	Suite *s = suite_create("binding_decode");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_type_says_how_wide_integers_are);
	tcase_add_test(t, a_signed_type_has_a_sign);
	tcase_add_test(t, without_a_type_a_text_is_a_text);
	tcase_add_test(t, reg_has_rows_of_the_parents_cells);
	tcase_add_test(t, interrupts_have_the_cells_of_their_parent);
	tcase_add_test(t, phandles_have_the_cells_of_their_target);
	tcase_add_test(t, a_phandle_to_nowhere_stays_one_row);
	tcase_add_test(t, zero_cells_end);
	tcase_add_test(t, of_two_types_the_bytes_decide);
	suite_add_tcase(s, t);
	return s;
}
