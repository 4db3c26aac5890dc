/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_binding_check.c - nodes that break a binding, in words.
 */
#include "test_binding.h"

Suite *suite_binding_check(void);

#define TYPE(name, type) \
	"  " name ": {$ref: '/schemas/types.yaml#/definitions/" type "'}\n"

START_TEST(a_good_node_is_silent)
{
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_u32(t, n, "p", 4);
	dt_empty(t, n, "q");
	ck_assert_str_eq(found(ACME(TYPE("p", "uint32") TYPE("q", "flag")
				    "additionalProperties: false"), t), "");
}
END_TEST

START_TEST(a_type_is_told_in_words)
{
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_string(t, n, "p", "abcdefg");
	dt_u32(t, n, "q", 1);
	ck_assert_str_eq(found(ACME(TYPE("p", "uint32") TYPE("q", "flag")), t),
			 "0:0 E0603 /x@1: property 'p' has <0x61626364 0x65666700>, wanted one cell (acme.yaml)\n"
			 "0:0 E0603 /x@1: property 'q' has <0x1>, wanted no value: it is a flag (acme.yaml)\n");
}
END_TEST

START_TEST(missing_and_unknown_properties)
{
	struct dt_tree *t;
	struct dt_node *x = acme(&t);

	dt_empty(t, x, "pp");
	ck_assert_str_eq(found(ACME("  ppp: true\nrequired: [ppp]\n"
				    "additionalProperties: false"), t),
			 "0:0 E0604 /x@1: property 'pp' is not known here; did you mean 'ppp'? (acme.yaml)\n"
			 "0:0 E0605 /x@1: property 'ppp' is missing (acme.yaml)\n");
}
END_TEST

START_TEST(a_disabled_node_may_lack_properties)
{
	struct dt_tree *t;
	struct dt_node *x = acme(&t);

	dt_string(t, x, "status", "disabled");
	ck_assert_str_eq(found(ACME("required: [p]"), t), "");
	acme(&t);
	dt_string(t, t->root, "status", "disabled");
	ck_assert_str_eq(found(ACME("required: [p]"), t), "");
}
END_TEST

START_TEST(unevaluated_properties_are_unknown)
{
	struct dt_tree *t;
	struct dt_node *n = acme(&t);

	dt_u32(t, n, "p", 1);
	dt_u32(t, n, "q", 1);
	ck_assert_str_eq(found(ACME("allOf: [{properties: {p: true}}]\n"
				    "unevaluatedProperties: false"), t),
			 "0:0 E0604 /x@1: property 'q' is not known here (acme.yaml)\n");
}
END_TEST

START_TEST(a_child_is_named_where_it_is)
{
	struct dt_tree *t;
	struct dt_node *x = acme(&t);
	struct dt_node *n = dt_node(t, x, "port@0");

	dt_u32(t, n, "p", 3);
	ck_assert_str_eq(found(ACME("patternProperties:\n  '^port@':\n"
				    "    type: object\n"
				    "    properties: {p: {enum: [1, 2]}}\n"), t),
			 "0:0 E0606 /x@1/port@0: property 'p' has <3>, allowed: 1, 2 (acme.yaml)\n");
}
END_TEST

START_TEST(of_several_forms_the_nearest_is_told)
{
	struct dt_tree *t;
	struct dt_node *x = acme(&t);

	dt_u32(t, x, "p", 9);
	ck_assert_str_eq(found(ACME("  p:\n    oneOf:\n"
		"      - {$ref: '/schemas/types.yaml#/definitions/flag'}\n"
		"      - {$ref: '/schemas/types.yaml#/definitions/uint32', maximum: 8}\n"),
			       t),
			 "0:0 E0608 /x@1: property 'p' has <9>, which is none of 2 forms; the nearest: allowed: at most 8 (acme.yaml)\n");
}
END_TEST

START_TEST(the_place_is_what_made_the_property)
{
	struct dt_tree *t;
	struct dt_node *x = acme(&t);
	struct dt_prop *p = dt_u32(t, x, "p", 9);

	p->origin = (struct place){ "vm.yaml", 7, 3, 7, 9 };
	found(ACME("  p: {maximum: 8}\n"), t);
	ck_assert_str_eq(d->items->place.file, "vm.yaml");
	ck_assert_str_eq(d->items->instance_path, "/x@1/p");
	ck_assert_str_eq(d->items->schema_path,
			 "http://devicetree.org/schemas/acme.yaml#/maximum");
}
END_TEST

START_TEST(bindings_refer_to_one_another)
{
	struct bindings *b = bindings_new(a);
	struct dt_tree *t;
	struct dt_node *x = acme(&t);

	dt_u32(t, x, "p", 9);
	bindings_add(b, d, yaml("x", ACME("allOf: [{$ref: /schemas/p.yaml#}, {$ref: /schemas/nobody.yaml#}]")));
	bindings_add(b, d, yaml("p", HEAD "p.yaml#\nselect: false\n"
				"properties: {p: {const: 8}}"));
	bindings_finish(b, d);
	ck_assert(!bindings_check(b, a, d, in_tree, t));
	ck_assert_str_eq(said(), "0:0 E0606 /x@1: property 'p' has <9>, allowed: 8 (acme.yaml)\n");
}
END_TEST

START_TEST(a_broken_binding_is_told_once)
{
	struct dt_tree *t;

	acme(&t);
	dt_string(t, dt_node(t, t->root, "y"), "compatible", "acme,x");
	found(ACME("required: 5"), t);
	ck_assert_uint_eq(d->n_items, 1);
	ck_assert_int_eq(d->items->code, E_BAD_SCHEMA);
}
END_TEST

START_TEST(one_compile_serves_many_trees)
{
	struct bindings *b = bindings_of(ACME("required: [p]"));
	size_t used = 0;

	for (int i = 0; i < 3; i++) {
		struct arena *own = arena_new(LIMIT_ARENA_BYTES);
		struct diags *of_tree = diags_new(own);
		struct dt_tree *t = dt_new(own);

		dt_string(t, dt_node(t, t->root, "x"), "compatible", "acme,x");
		ck_assert(!bindings_check(b, own, of_tree, in_tree, t));
		ck_assert(i == 0 || arena_used(a) == used);
		used = arena_used(a);
		arena_free(own);
	}
}
END_TEST

START_TEST(built_in_bindings_know_a_domain)
{
	struct bindings *b = bindings_new(a);
	struct dt_tree *t = dt_new(a);
	struct dt_node *n = dt_node(t, dt_node(t, t->root, "chosen"), "net");

	bindings_add_embedded(b);
	bindings_finish(b, d);
	dt_string(t, n, "compatible", "xen,domain");
	dt_u32(t, n, "#address-cells", 2);
	dt_u32(t, n, "#size-cells", 2);
	dt_u64(t, n, "memory", 1024);
	ck_assert(!bindings_check(b, a, d, in_tree, t));
	ck_assert_str_eq(said(), "0:0 E0605 /chosen/net: property 'cpus' is missing (xen,domain.yaml)\n");
}
END_TEST

START_TEST(the_users_binding_replaces_one_built_in)
{
	struct bindings *b = bindings_new(a);
	struct dt_tree *t = dt_new(a);

	bindings_add(b, d, yaml("mine", HEAD "xen,domain.yaml#\n"
		"properties: {compatible: {const: 'xen,domain'}}"));
	bindings_add_embedded(b);
	bindings_finish(b, d);
	dt_string(t, dt_node(t, t->root, "x"), "compatible", "xen,domain");
	ck_assert(bindings_check(b, a, d, in_tree, t));
	ck_assert_str_eq(said(), "");
}
END_TEST

Suite *suite_binding_check(void)
{
	Suite *s = suite_create("binding_check");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_good_node_is_silent);
	tcase_add_test(t, a_type_is_told_in_words);
	tcase_add_test(t, missing_and_unknown_properties);
	tcase_add_test(t, a_disabled_node_may_lack_properties);
	tcase_add_test(t, unevaluated_properties_are_unknown);
	tcase_add_test(t, a_child_is_named_where_it_is);
	tcase_add_test(t, of_several_forms_the_nearest_is_told);
	tcase_add_test(t, the_place_is_what_made_the_property);
	tcase_add_test(t, bindings_refer_to_one_another);
	tcase_add_test(t, a_broken_binding_is_told_once);
	tcase_add_test(t, one_compile_serves_many_trees);
	tcase_add_test(t, built_in_bindings_know_a_domain);
	tcase_add_test(t, the_users_binding_replaces_one_built_in);
	suite_add_tcase(s, t);
	return s;
}
