/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_json.c - YAML as JSON, value by value.
 */
#include "test_schema.h"

static const char *json(const char *text)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	schema_to_json(yaml("doc", text), &b);
	return buf_str(&b);
}

/* YAML, and its JSON without the line end. */
static const char *const scalars[][2] = {
	{ "~", "null" },
	{ "", "null" },
	{ "yes", "\"yes\"" },
	{ "True", "true" },
	{ "FALSE", "false" },
	{ "0x40000000", "1073741824" },
	{ "0o17", "15" },
	{ "-7", "-7" },
	{ "+7", "7" },
	{ "-0", "0" },
	{ "18446744073709551615", "18446744073709551615" },
	{ "18446744073709551616", "18446744073709551616" },
	{ "-123456789012345678901234567890",
	  "-123456789012345678901234567890" },
	{ "0x10000000000000000", "18446744073709551616" },
	{ "0xffffffffffffffffffffffffffffffff",
	  "340282366920938463463374607431768211455" },
	{ "0o7777777777777777777777777", "37778931862957161709567" },
	{ "0x3635c9adc5dea00000", "1000000000000000000000" },
	{ "1.50", "1.50" },
	{ ".5", "0.5" },
	{ "-.5", "-0.5" },
	{ "+1.", "1.0" },
	{ "1.e3", "1.0e3" },
	{ "1E+3", "1E+3" },
	{ "00.5", "0.5" },
	{ ".inf", "null" },
	{ ".nan", "null" },
	{ "'4.20'", "\"4.20\"" },
	{ "\"a\\\"b\\\\c\\n\\u00e4\"", "\"a\\\"b\\\\c\\n\xc3\xa4\"" },
	{ "[]", "[]" },
	{ "{}", "{}" },
};

START_TEST(a_scalar_keeps_its_value)
{
	ck_assert_str_eq(json(scalars[_i][0]),
			 arena_printf(a, "%s\n", scalars[_i][1]));
}
END_TEST

START_TEST(keys_keep_their_order)
{
	ck_assert_str_eq(json("z: 1\na: {c: [1, x], b: ~}\n0x1: []\n"),
			 "{\n"
			 "  \"z\": 1,\n"
			 "  \"a\": {\n"
			 "    \"c\": [\n"
			 "      1,\n"
			 "      \"x\"\n"
			 "    ],\n"
			 "    \"b\": null\n"
			 "  },\n"
			 "  \"0x1\": []\n"
			 "}\n");
}
END_TEST

START_TEST(json_is_read_back_as_the_same_value)
{
	for (size_t i = 0; i < n_schema_embedded; i++) {
		const struct value *v = yaml(schema_embedded[i].name,
					     schema_embedded[i].text);
		struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

		schema_to_json(v, &b);
		ck_assert(value_equal(v, yaml("json", buf_str(&b))));
	}
}
END_TEST

Suite *suite_schema_json(void);
Suite *suite_schema_json(void)
{
	Suite *s = suite_create("schema_json");
	TCase *c = tcase_create("json");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, a_scalar_keeps_its_value, 0,
			    (int)(sizeof(scalars) / sizeof(scalars[0])));
	tcase_add_test(c, keys_keep_their_order);
	tcase_add_test(c, json_is_read_back_as_the_same_value);
	suite_add_tcase(s, c);
	return s;
}
