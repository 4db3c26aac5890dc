/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_model_keys.c - the keys that the schema allows are those that the
 * model knows, and what the model does not honour yet is refused.
 */
#include "test_model.h"

#include "schema/schema.h"

/* Paths found in the schema, each once. */
struct found {
	const char *paths[512];
	size_t n;
};

static bool has_path(const struct found *f, const char *path)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->paths[i], path) == 0)
			return true;
	return false;
}

static bool is_model_key(const char *path)
{
	for (size_t i = 0; i < n_model_keys; i++)
		if (strcmp(model_keys[i], path) == 0)
			return true;
	return false;
}

static const struct value *root_schema;

/* What `$ref: '#/$defs/NAME'` leads to. */
static const struct value *resolve(const struct value *schema)
{
	const struct value *ref = value_get(schema, "$ref");

	if (!ref)
		return schema;
	ck_assert_int_eq(strncmp(ref->text, "#/$defs/", 8), 0);
	return resolve(value_get(value_get(root_schema, "$defs"),
				 ref->text + 8));
}

/* Values of several keys have one name: see keys.def. */
static const char *name_of(const struct value *map, const char *path)
{
	const struct value *keys = value_get(map, "properties");
	const struct value *required = value_get(map, "required");

	if (value_get(keys, "file"))
		return "file";
	if (value_get(keys, "base") && required && required->n == 2)
		return "range";
	return path;
}

static void walk(const struct value *schema, const char *path,
		 struct found *f);

static void add(const struct value *schema, const char *parent,
		const char *key, struct found *f)
{
	const char *path = *parent ?
		arena_printf(fx.a, "%s.%s", parent, key) : key;

	if (strcmp(path, "file.cmdline") == 0)
		path = "kernel.cmdline";
	if (!has_path(f, path))
		f->paths[f->n++] = path;
	walk(schema, path, f);
}

static void walk(const struct value *schema, const char *path,
		 struct found *f)
{
	const struct value *s = resolve(schema);
	const struct value *keys, *rest, *items, *branches;

	ck_assert_uint_lt(f->n, 500);
	keys = value_get(s, "properties");
	for (size_t i = 0; keys && i < keys->n; i++)
		add(keys->members[i].value, name_of(s, path),
		    keys->members[i].key, f);
	rest = value_get(s, "additionalProperties");
	if (rest && rest->kind == VALUE_MAP)
		add(rest, path, "*", f);
	items = value_get(s, "items");
	if (items)
		walk(items, arena_printf(fx.a, "%s[]", path), f);
	branches = value_get(s, "oneOf");
	for (size_t i = 0; branches && i < branches->n; i++)
		walk(branches->items[i], path, f);
}

static struct found schema_keys(void)
{
	const struct schema_embedded *e = schema_find_embedded("system");
	struct found f = { .n = 0 };

	root_schema = doc_read_bytes(fx.a, fx.d, e->name, e->text, e->len);
	ck_assert_ptr_nonnull(root_schema);
	walk(root_schema, "", &f);
	return f;
}

START_TEST(each_key_of_the_schema_is_known_to_the_model)
{
	struct found f = schema_keys();

	for (size_t i = 0; i < f.n; i++)
		ck_assert_msg(is_model_key(f.paths[i]), "%s", f.paths[i]);
	ck_assert_uint_gt(f.n, 100);
}
END_TEST

START_TEST(each_key_of_the_model_is_in_the_schema)
{
	struct found f = schema_keys();

	for (size_t i = 0; i < n_model_keys; i++)
		ck_assert_msg(has_path(&f, model_keys[i]), "%s",
			      model_keys[i]);
}
END_TEST

START_TEST(every_key_is_listed_once)
{
	for (size_t i = 0; i < n_model_keys; i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(model_keys[i], model_keys[j]);
}
END_TEST

/* What no stage honours, and what it is called in the message. */
static const struct {
	const char *top, *domain, *said;
} laters[] = {
	{ "boot: {methods: [direct, fit]}\n", "", "'fit' of 'methods'" },
	{ "", ", devices: [/a]", "'devices'" },
	{ "", ", introspection: {monitor: true}", "'monitor'" },
};

static void bind_later(const char *top, const char *domain)
{
	bind_system(arena_printf(fx.a, YAML_HEAD "%sdomains:\n"
				 "  a: {memory: 64 MiB, kernel: Image}\n"
				 "  b: {start: xl, memory: 64 MiB,"
				 " kernel: Image%s}\n", top, domain));
}

START_TEST(what_is_not_honoured_is_an_error)
{
	bind_later(laters[_i].top, laters[_i].domain);
	expect_finding(E_NOT_HONOURED,
		       arena_printf(fx.a, "%s is not honoured yet",
				    laters[_i].said));
}
END_TEST

START_TEST(what_asks_for_nothing_is_no_error)
{
	bind_later("boot: {methods: [direct]}\n",
		   ", devices: [], introspection: {monitor: false}");
	expect_clean();
}
END_TEST

Suite *suite_model_keys(void);
Suite *suite_model_keys(void)
{
	Suite *s = suite_create("model_keys");
	TCase *c = add_case(s, "keys");

	tcase_add_test(c, each_key_of_the_schema_is_known_to_the_model);
	tcase_add_test(c, each_key_of_the_model_is_in_the_schema);
	tcase_add_test(c, every_key_is_listed_once);
	tcase_add_loop_test(c, what_is_not_honoured_is_an_error, 0,
			    (int)(sizeof(laters) / sizeof(laters[0])));
	tcase_add_test(c, what_asks_for_nothing_is_no_error);
	return s;
}
