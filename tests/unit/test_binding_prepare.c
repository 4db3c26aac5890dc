/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_binding_prepare.c - what authors leave away is written out.
 */
#include "test_binding.h"

Suite *suite_binding_prepare(void);

static const char *json(const struct value *v)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	char *text;

	schema_to_json(v, &out);
	text = arena_strdup(a, buf_str(&out));
	for (char *from = text, *to = text; ; from++) {
		if (*from != ' ' && *from != '\n')
			*to++ = *from == '"' ? '\'' : *from;
		if (!*from)
			return text;
	}
}

/* The schema of property @name, written out. */
static const char *property(const char *name, const char *text)
{
	struct value *v = edit_copy(a, yaml("p", text));

	prepare_property(a, name, v);
	return json(v);
}

static const struct value *prepared(const char *text)
{
	return prepare_binding(a, yaml("b", text));
}

START_TEST(one_string_is_a_list_of_one)
{
	ck_assert_str_eq(property("p", "const: a"),
			 "{'items':[{'const':'a'}],'type':'array','minItems':1,'maxItems':1}");
}
END_TEST

START_TEST(one_cell_is_a_matrix_of_one)
{
	ck_assert_str_eq(property("p", "maximum: 4"),
			 "{'items':[{'items':[{'maximum':4}],'type':'array','minItems':1,'maxItems':1}],'type':'array','minItems':1,'maxItems':1}");
}
END_TEST

START_TEST(empty_items_are_a_count)
{
	ck_assert_str_eq(property("p", "items: [{description: x}, {}]"),
			 "{'type':'array','maxItems':2,'minItems':2}");
}
END_TEST

START_TEST(one_bound_is_both)
{
	ck_assert_str_eq(property("p", "maxItems: 3"),
			 "{'maxItems':3,'minItems':3}");
	ck_assert_str_eq(property("p", "minItems: 3"),
			 "{'minItems':3,'maxItems':3}");
}
END_TEST

START_TEST(an_array_with_a_count_takes_both_forms)
{
	ck_assert_str_eq(property("a-hz", "{minItems: 1, maxItems: 2}"),
			 "{'oneOf':[{'minItems':2,'maxItems':2,'items':{'maxItems':1,'minItems':1},'type':'array'},"
			 "{'items':[{'minItems':1,'maxItems':2}],'type':'array','minItems':1,'maxItems':1}]}");
}
END_TEST

START_TEST(a_matrix_with_two_open_sides_is_any_array)
{
	ck_assert_str_eq(property("p", "{minItems: 1, maxItems: 2, items: {minItems: 1, maxItems: 3}}"),
			 "{'type':'array'}");
}
END_TEST

START_TEST(interrupts_may_be_extended)
{
	const struct value *v = prepared(
		HEAD "a.yaml#\nproperties: {interrupts: {maxItems: 1}}\n"
		"required: [interrupts]");

	ck_assert(edit_has(value_get(v, "properties"), "interrupts-extended"));
	ck_assert(edit_has(value_get(v, "properties"), "interrupt-parent"));
	ck_assert_uint_eq(value_get(v, "required")->n, 0);
	ck_assert_str_eq(json(value_get(v, "oneOf")),
			 "[{'required':['interrupts']},{'required':['interrupts-extended']}]");
}
END_TEST

START_TEST(a_node_may_have_what_all_may_have)
{
	const struct value *v = prepared(
		HEAD "a.yaml#\nproperties: {a: true}\nadditionalProperties: false");

	ck_assert_str_eq(json(value_get(v, "properties")),
			 "{'a':true,'phandle':true,'status':true,'secure-status':true,'$nodename':true,'pinctrl-names':true}");
	ck_assert(edit_has(value_get(v, "patternProperties"),
			   "pinctrl-[0-9]+"));
}
END_TEST

START_TEST(compatibles_select)
{
	const struct value *v = prepared(
		HEAD "a.yaml#\nproperties:\n  compatible:\n    oneOf:\n"
		"      - const: acme,b\n      - enum: ['acme,a', syscon]");

	ck_assert_str_eq(json(value_get(v, "select")),
			 "{'required':['compatible'],'properties':{'compatible':{'contains':{'enum':['acme,b','acme,a']}}}}");
}
END_TEST

START_TEST(a_name_selects_without_compatible)
{
	const struct value *v = prepared(
		HEAD "a.yaml#\nproperties: {$nodename: {pattern: '^a@'}}");

	ck_assert_str_eq(json(value_get(v, "select")),
			 "{'required':['$nodename'],'properties':{'$nodename':{'items':[{'pattern':'^a@'}],'type':'array','minItems':1,'maxItems':1}}}");
}
END_TEST

START_TEST(types_have_a_keyword)
{
	const struct value *v = prepared(
		HEAD "a.yaml#\nproperties:\n  a:\n"
		"    $ref: /schemas/types.yaml#/definitions/uint32");

	ck_assert_str_eq(json(value_get(value_get(v, "properties"), "a")),
			 "{'x-dt-type':'uint32'}");
}
END_TEST

START_TEST(the_document_is_not_changed)
{
	const struct value *root = yaml("b", ACME("  a: {const: 1}\n"));
	const char *before = json(root);

	prepare_binding(a, root);
	ck_assert_str_eq(json(root), before);
}
END_TEST

Suite *suite_binding_prepare(void)
{
	Suite *s = suite_create("binding_prepare");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, one_string_is_a_list_of_one);
	tcase_add_test(t, one_cell_is_a_matrix_of_one);
	tcase_add_test(t, empty_items_are_a_count);
	tcase_add_test(t, one_bound_is_both);
	tcase_add_test(t, an_array_with_a_count_takes_both_forms);
	tcase_add_test(t, a_matrix_with_two_open_sides_is_any_array);
	tcase_add_test(t, interrupts_may_be_extended);
	tcase_add_test(t, a_node_may_have_what_all_may_have);
	tcase_add_test(t, compatibles_select);
	tcase_add_test(t, a_name_selects_without_compatible);
	tcase_add_test(t, types_have_a_keyword);
	tcase_add_test(t, the_document_is_not_changed);
	suite_add_tcase(s, t);
	return s;
}
