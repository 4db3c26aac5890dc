/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_nearest.c - of several branches, the message of the one that was
 * meant: wrong files as people write them.
 */
#include "test_schema.h"

/* A device is one of two kinds, or a name. */
static const char devices[] =
	"items: {oneOf: [{type: string}, {$ref: '#/$defs/disk'}, {$ref: '#/$defs/net'}]}\n"
	"$defs:\n"
	"  disk:\n"
	"    type: object\n"
	"    additionalProperties: false\n"
	"    required: [kind, path]\n"
	"    properties: {kind: {const: disk}, path: {type: string}, ro: {type: boolean}}\n"
	"  net:\n"
	"    allOf: [{$ref: '#/$defs/net-keys'}]\n"
	"    type: object\n"
	"  net-keys:\n"
	"    required: [kind, mac]\n"
	"    additionalProperties: false\n"
	"    properties: {kind: {$ref: '#/$defs/net-kind'}, mac: {type: string}, via: {type: array, items: {type: string}}}\n"
	"  net-kind: {enum: [net, vif]}\n";

/* A path, or what else there is to say of a file. */
static const char file[] =
	"oneOf:\n"
	"- {type: string, x-wanted: a path}\n"
	"- {type: object, required: [file], additionalProperties: false, "
	"properties: {file: {type: string}, cmdline: {type: string}, at: {type: integer}}}\n";

static const struct {
	const char *schema;
	const char *doc;
	const char *want;	/* begin of each message, joined by '|' */
} cases[] = {
	{ devices, "[{kind: net}]", "[0]: the key 'mac' is missing" },
	{ devices, "[{kind: nett, path: x}]",
	  "[0].kind: found \"nett\", allowed: disk, net, vif" },
	{ devices, "[{kind: disk, pth: x}]",
	  "[0]: unknown key 'pth'; did you mean 'path', which is required?" },
	{ devices, "[{kind: vif, mac: 5, ro: true}]",
	  "[0].mac: found the integer 5|[0]: unknown key 'ro'" },
	{ devices, "[{kind: disk, path: x, ro: yes}]",
	  "[0].ro: found the string \"yes\", wanted true or false" },
	{ devices, "[{kind: net, mac: x, via: br0}]",
	  "[0].via: found the string \"br0\", wanted a list; a list of one is [\"br0\"]" },
	{ devices, "[{mac: x}]", "[0]: the key 'kind' is missing" },
	{ devices, "[7]", "[0]: found the integer 7, wanted a string, a map" },
	{ devices, "[[x]]", "[0]: found a list, wanted a string, a map" },
	{ file, "{fil: x}",
	  "top level: unknown key 'fil'; did you mean 'file', which is required?" },
	{ file, "{}", "top level: the key 'file' is missing" },
	{ file, "{file: x, args: y}", "top level: unknown key 'args'" },
	{ file, "{file: {path: x}}", "file: found a map, wanted a string" },
	{ file, "{file: x, at: '5'}",
	  "at: found the string \"5\", wanted an integer" },
	{ file, "5", "top level: found the integer 5, wanted a path, or a map" },
	{ file, "[x]", "top level: found a list, wanted a path, or a map" },
	{ "{anyOf: [{type: array, items: {type: integer}}, {type: 'null'}]}",
	  "[1, x]", "[1]: found the string \"x\", wanted an integer" },
	{ "{anyOf: [{required: [a]}, {required: [b], properties: {b: {minimum: 3}}}]}",
	  "{b: 1}", "b: found 1, allowed: at least 3" },
	{ "{type: array, items: {type: object}}", "{a: 1}",
	  "top level: found a map, wanted a list; a list of one has brackets" },
	/* The inner choice counts once in the outer one. */
	{ "{oneOf: [{properties: {x: {oneOf: [{const: 1}, {const: 2}]}, y: {const: 5}}, required: [x, y]}, "
	  "{properties: {x: {type: 'null'}, y: {type: 'null'}, z: {type: 'null'}}}]}",
	  "{x: 3, y: 5, z: 1}", "x: found 3, allowed: 1" },
};

START_TEST(the_branch_that_was_meant_is_told)
{
	const char *want = cases[_i].want;
	const struct diag_item *i;

	verdict(cases[_i].schema, cases[_i].doc);
	for (i = d->items; i; i = i->next) {
		size_t n = strcspn(want, "|");

		ck_assert_msg(strncmp(i->text, want, n) == 0, "%s: %s",
			      cases[_i].doc, said());
		want += n + (want[n] == '|');
		if (!*want)
			break;
	}
	ck_assert_msg(i && !i->next, "%s: %s", cases[_i].doc, said());
}
END_TEST

START_TEST(a_value_that_no_branch_has_is_where_it_stands)
{
	verdict(devices, "[disk, {kind: nett}]");
	ck_assert_uint_eq(d->n_items, 1);
	ck_assert_str_eq(d->items->instance_path, "/1/kind");
	ck_assert_str_eq(d->items->schema_path, "#/items/oneOf");
}
END_TEST

START_TEST(values_are_as_written_where_the_schema_says_so)
{
	static const char schema[] =
		"{x-numbers: as-written, oneOf: [{properties: {v: {const: 1}, w: {const: a}}}, "
		"{properties: {v: {const: 2}}, required: [x]}]}";

	ck_assert_str_eq(only_text(schema, "{v: 1, w: b}"),
			 "w: found \"b\", allowed: a");
	ck_assert_str_eq(only_text(schema, "{v: 1.0}"),
			 "v: found 1.0, allowed: 1, 2; it is a number with a fraction or an exponent; write 1");
}
END_TEST

START_TEST(branches_that_refer_to_themselves_end)
{
	static const char schema[] =
		"{oneOf: [{$ref: '#/$defs/a'}, {type: 'null'}], $defs: {"
		"a: {type: object, allOf: [{$ref: '#/$defs/b'}]}, "
		"b: {properties: {next: {$ref: '#'}, v: {type: integer}}}}}";

	ck_assert_str_eq(only_text(schema, "{next: {next: {v: x}}}"),
			 "next.next.v: found the string \"x\", wanted an integer");
}
END_TEST

Suite *suite_schema_nearest(void);
Suite *suite_schema_nearest(void)
{
	Suite *s = suite_create("schema_nearest");
	TCase *c = tcase_create("nearest");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, the_branch_that_was_meant_is_told, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(c, a_value_that_no_branch_has_is_where_it_stands);
	tcase_add_test(c, values_are_as_written_where_the_schema_says_so);
	tcase_add_test(c, branches_that_refer_to_themselves_end);
	suite_add_tcase(s, c);
	return s;
}
