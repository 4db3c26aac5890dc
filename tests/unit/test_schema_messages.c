/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_messages.c - every form of message, word for word.
 */
#include "test_schema.h"

/* A schema, a document, and all that is said of it. */
static const char *const messages[][3] = {
	/* types */
	{ "type: integer", "abc",
	  "1:1 E0202 top level: found the string \"abc\", wanted an integer\n" },
	{ "type: [string, integer, boolean]", "[1]",
	  "1:1 E0202 top level: found a list, wanted a string, an integer or a boolean\n" },
	{ "type: [string, 'null']", "{}",
	  "1:1 E0202 top level: found an empty map, wanted a string or null\n" },
	{ "{type: object, properties: {a: true, b: true}}", "[]",
	  "1:1 E0202 top level: found an empty list, wanted a map with the keys a, b\n" },
	{ "{type: array, title: Methods}", "{a: 1}",
	  "1:1 E0202 top level: found a map, wanted a list (Methods)\n" },
	{ "properties: {a: {type: boolean}}", "a: yes",
	  "1:4 E0202 a: found the string \"yes\", wanted true or false; it is text in YAML 1.2; write true\n" },
	{ "properties: {a: {type: string}}", "a: 4.20",
	  "1:4 E0202 a: found the number 4.20, wanted a string; it is the number 4.2; quote it: \"4.20\"\n" },
	{ "properties: {a: {type: integer}}", "a:",
	  "1:3 E0202 a: found nothing, wanted an integer\n" },
	{ "properties: {a: {type: integer}}", "a: ~",
	  "1:4 E0202 a: found null, wanted an integer\n" },
	{ "{x-numbers: as-written, type: integer}", "2.0",
	  "1:1 E0202 top level: found the number 2.0, wanted an integer; it is a number with a fraction or an exponent; write 2\n" },
	{ "{type: string, x-wanted: a path}", "[a]",
	  "1:1 E0202 top level: found a list, wanted a path\n" },
	/* sizes */
	{ "properties: {a: {type: string, x-unit: bytes}}", "a: 512",
	  "1:4 E0210 a: the size 512 has no unit: xl would read 512 MiB, Xen's device tree 512 KiB, C code 512 bytes; write the one that is meant\n" },
	{ "{type: string, x-unit: bytes, x-wanted: a size}", "0x20000000",
	  "1:1 E0210 top level: the size 0x20000000 has no unit: xl would read 524288 GiB, Xen's device tree 512 GiB, C code 512 MiB; write the one that is meant\n" },
	{ "{type: string, x-unit: bytes, x-wanted: a size}", "1.5",
	  "1:1 E0202 top level: found the number 1.5, wanted a size\n" },
	{ "{type: string, x-unit: bytes, x-wanted: a size}", "0",
	  "1:1 E0202 top level: found the integer 0, wanted a size\n" },
	{ "{pattern: ' MiB$', x-unit: bytes, x-wanted: a size, type: string}",
	  "0.5G",
	  "1:1 E0207 top level: found \"0.5G\", wanted a size; did you mean 512 MiB?\n" },
	{ "{type: integer, x-unit: bytes}", "abc",
	  "1:1 E0202 top level: found the string \"abc\", wanted an integer\n" },
	/* values */
	{ "enum: [debian, 5, true]", "debain",
	  "1:1 E0205 top level: found \"debain\", allowed: debian, 5, true\n" },
	{ "enum: [debian, b, c, d, e, f]", "debain",
	  "1:1 E0205 top level: found \"debain\", allowed: debian, b, c, d, e, f; did you mean debian?\n" },
	{ "enum: [true, 'no way']", "'true'",
	  "1:1 E0205 top level: found \"true\", allowed: true, \"no way\"; write it without quotes\n" },
	{ "enum: ['4']", "4",
	  "1:1 E0205 top level: found 4, allowed: \"4\"; write it in quotes\n" },
	{ "enum: [true, false]", "no",
	  "1:1 E0205 top level: found \"no\", allowed: true, false; it is text in YAML 1.2; write false\n" },
	{ "enum: [a, [1], {b: 1}, ~]", "5",
	  "1:1 E0205 top level: found 5, allowed: a, a list, a map, null; it is a number; quote it: \"5\"\n" },
	{ "const: 1", "2", "1:1 E0205 top level: found 2, allowed: 1\n" },
	{ "{const: 1, x-wanted: '1, the version'}", "2",
	  "1:1 E0205 top level: found 2, wanted 1, the version\n" },
	{ "not: {type: integer}", "2",
	  "1:1 E0205 top level: 2 is not allowed here\n" },
	{ "{not: {type: integer}, x-wanted: a name}", "2",
	  "1:1 E0205 top level: 2 is not allowed here; wanted a name\n" },
	{ "properties: {a: false}", "a: [1]",
	  "1:4 E0205 a: a list is not allowed here\n" },
	{ "oneOf: [{type: integer}, {title: big, minimum: 3}]", "5",
	  "1:1 E0205 top level: 5 can be read in two ways: as an integer, and as anything\n" },
	/* numbers */
	{ "{minimum: 1, maximum: 0x80}", "129",
	  "1:1 E0206 top level: found 129, allowed: 1 to 0x80\n" },
	{ "minimum: 1", "0",
	  "1:1 E0206 top level: found 0, allowed: at least 1\n" },
	{ "maximum: 1", "2",
	  "1:1 E0206 top level: found 2, allowed: at most 1\n" },
	{ "{exclusiveMinimum: 1, maximum: 5}", "1",
	  "1:1 E0206 top level: found 1, allowed: more than 1, at most 5\n" },
	{ "exclusiveMaximum: 1.5", "1.5",
	  "1:1 E0206 top level: found 1.5, allowed: less than 1.5\n" },
	{ "multipleOf: 4096", "5",
	  "1:1 E0206 top level: found 5, allowed: multiples of 4096\n" },
	/* texts */
	{ "pattern: ^a", "b",
	  "1:1 E0207 top level: found \"b\", wanted a text that matches ^a\n" },
	{ "{pattern: ^a, x-wanted: a word}", "b",
	  "1:1 E0207 top level: found \"b\", wanted a word\n" },
	{ "maxLength: 2", "abc",
	  "1:1 E0207 top level: \"abc\" has 3 characters, allowed: at most 2\n" },
	{ "{minLength: 2, maxLength: 2}", "a",
	  "1:1 E0207 top level: \"a\" has 1 character, allowed: exactly 2\n" },
	{ "{type: string, minLength: 1}", "''",
	  "1:1 E0207 top level: found an empty text, wanted a string\n" },
	{ "minLength: 1", "''",
	  "1:1 E0207 top level: \"\" has 0 characters, allowed: at least 1\n" },
	{ "{minLength: 1, x-wanted: a path}", "''",
	  "1:1 E0207 top level: found an empty text, wanted a path\n" },
	/* counts */
	{ "minItems: 2", "[1]",
	  "1:1 E0208 top level: found 1 item, allowed: at least 2\n" },
	{ "{minItems: 1, maxItems: 2}", "[1, 2, 3]",
	  "1:1 E0208 top level: found 3 items, allowed: 1 to 2\n" },
	{ "minProperties: 1", "{}",
	  "1:1 E0208 top level: found 0 keys, allowed: at least 1\n" },
	{ "maxProperties: 0", "{a: 1}",
	  "1:1 E0208 top level: found 1 key, allowed: at most 0\n" },
	{ "{prefixItems: [true], items: false}", "[1, 2, 3]",
	  "1:5 E0208 top level: found 3 items, allowed: at most 1\n" },
	{ "properties: {a: {uniqueItems: true}}", "a: [x, y, x]",
	  "1:11 E0209 a[2]: \"x\" is in the list already\n> the first one is here\n" },
};

START_TEST(a_message_is_word_for_word)
{
	ck_assert_str_eq(verdict(messages[_i][0], messages[_i][1]),
			 messages[_i][2]);
}
END_TEST

static const char key_schema[] =
	"properties:\n"
	"  kernel: {oneOf: [{type: string}, {$ref: '#/$defs/file'}]}\n"
	"  memory: {type: string}\n"
	"  ports: {additionalProperties: {properties: {speed: true}}}\n"
	"additionalProperties: false\n"
	"required: [memory]\n"
	"$defs:\n"
	"  file:\n"
	"    type: object\n"
	"    properties: {file: {type: string, x-wanted: a path}, at: true}\n"
	"    required: [file]\n"
	"    additionalProperties: false\n";

START_TEST(an_unknown_key_shows_what_was_meant)
{
	ck_assert_str_eq(verdict(key_schema, "{memory: a, kernal: b}"),
			 "1:13 E0203 top level: unknown key 'kernal'; did you mean 'kernel'?\n"
			 "> allowed keys: kernel, memory, ports\n");
}
END_TEST

START_TEST(or_nothing_when_nothing_is_near)
{
	ck_assert_str_eq(verdict(key_schema, "{memory: a, zzz: b}"),
			 "1:13 E0203 top level: unknown key 'zzz'\n"
			 "> allowed keys: kernel, memory, ports\n");
}
END_TEST

START_TEST(a_misspelt_required_key_is_told_once)
{
	ck_assert_str_eq(verdict(key_schema, "{memroy: a}"),
			 "1:2 E0203 top level: unknown key 'memroy'; did you mean 'memory', which is required?\n"
			 "> allowed keys: kernel, memory, ports\n");
}
END_TEST

START_TEST(a_missing_key_says_what_is_wanted)
{
	ck_assert_str_eq(verdict(key_schema, "{kernel: {at: 5}, memory: a}"),
			 "1:10 E0204 kernel: the key 'file' is missing; wanted a path\n");
	ck_assert_str_eq(verdict("required: [a]", "\n\n{b: 1}"),
			 "3:1 E0204 top level: the key 'a' is missing\n");
}
END_TEST

START_TEST(a_key_that_belongs_further_out_is_sent_there)
{
	static const char schema[] =
		"{properties: {a: {properties: {b: {additionalProperties: "
		"false}, c: true}}, d: true}}";

	ck_assert_str_eq(only_text(schema, "a: {b: {c: 1}}"),
			 "a.b: unknown key 'c'; a has that key: mind the indentation");
	ck_assert_str_eq(only_text(schema, "a: {b: {d: 1}}"),
			 "a.b: unknown key 'd'; it belongs to the top level: mind the indentation");
}
END_TEST

START_TEST(a_key_that_belongs_further_in_too)
{
	ck_assert_str_eq(only_text(key_schema, "{memory: a, at: 1}"),
			 "top level: unknown key 'at'; it belongs into 'kernel'");
	ck_assert_str_eq(only_text(key_schema, "{memory: a, speed: 1}"),
			 "top level: unknown key 'speed'; it belongs into an entry of 'ports'");
}
END_TEST

START_TEST(a_long_list_of_keys_is_left_out)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_puts(&b, "{additionalProperties: false, properties: {");
	for (int i = 0; i < 20; i++)
		buf_printf(&b, "a-rather-long-key-%d: true, ", i);
	buf_puts(&b, "}}");
	verdict(buf_str(&b), "{zzz: 1}");
	ck_assert_uint_eq(d->n_items, 1);
	ck_assert_ptr_null(d->items->notes);
}
END_TEST

START_TEST(paths_lead_through_maps_and_lists)
{
	static const char deep[] =
		"additionalProperties: {additionalProperties: {items: {items: "
		"{additionalProperties: {type: 'null'}}}}}";

	ck_assert_str_eq(only_text(deep, "a: {b: [[], [{}, {c-d: 5}]]}"),
			 "a.b[1][1].c-d: found the integer 5, wanted null");
	ck_assert_str_eq(only_text(deep, "a.b: {'': [[{\"x\\ny\": 5}]]}"),
			 "\"a.b\".\"\"[0][0].\"x?y\": found the integer 5, wanted null");
}
END_TEST

START_TEST(keys_are_reported_as_such)
{
	ck_assert_str_eq(verdict("propertyNames: {maxLength: 2}", "{ab: 1, abc: 2}"),
			 "1:9 E0207 key of top level: \"abc\" has 3 characters, allowed: at most 2\n");
	ck_assert_str_eq(only_text("properties: {a: {propertyNames: {pattern: ^x, x-wanted: an x}}}",
				   "a: {y: 1}"),
			 "key of a: found \"y\", wanted an x");
}
END_TEST

START_TEST(long_texts_are_cut)
{
	char text[201];

	memset(text, 'x', 200);
	text[200] = 0;
	ck_assert_uint_lt(strlen(only_text("pattern: ^y", text)), 120);
	ck_assert_ptr_nonnull(strstr(d->items->text, "xxx...\""));
}
END_TEST

Suite *suite_schema_messages(void);
Suite *suite_schema_messages(void)
{
	Suite *s = suite_create("schema_messages");
	TCase *c = tcase_create("messages");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, a_message_is_word_for_word, 0,
			    (int)(sizeof(messages) / sizeof(messages[0])));
	tcase_add_test(c, an_unknown_key_shows_what_was_meant);
	tcase_add_test(c, or_nothing_when_nothing_is_near);
	tcase_add_test(c, a_misspelt_required_key_is_told_once);
	tcase_add_test(c, a_missing_key_says_what_is_wanted);
	tcase_add_test(c, a_key_that_belongs_further_out_is_sent_there);
	tcase_add_test(c, a_key_that_belongs_further_in_too);
	tcase_add_test(c, a_long_list_of_keys_is_left_out);
	tcase_add_test(c, paths_lead_through_maps_and_lists);
	tcase_add_test(c, keys_are_reported_as_such);
	tcase_add_test(c, long_texts_are_cut);
	suite_add_tcase(s, c);
	return s;
}
