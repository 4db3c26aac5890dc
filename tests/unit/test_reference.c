/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_reference.c - the schema of the language says all that a reader wants
 * to know, and the reference made from it has its keys and the model's.
 */
#include <stdio.h>
#include <stdlib.h>

#include "model/model.h"
#include "test_schema.h"

#define MAX_KEYS 4096

/* Names of keys, or paths of them. */
struct keys {
	const char *all[MAX_KEYS];
	size_t n;
};

static void keys_add(struct keys *k, const char *s)
{
	ck_assert_uint_lt(k->n, MAX_KEYS);
	k->all[k->n++] = s;
}

static int by_text(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static bool keys_have(const struct keys *k, const char *s)
{
	for (size_t i = 0; i < k->n; i++)
		if (strcmp(k->all[i], s) == 0)
			return true;
	return false;
}

/* "vcpus" of "domains.*.vcpus" */
static const char *last_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

/* ---- the schema ---- */

static const struct value *system_schema(void)
{
	const struct schema_embedded *e = schema_find_embedded("system");

	return doc_read_bytes(a, d, e->name, e->text, e->len);
}

/* Keyword @name of @node, or of what it refers to. */
static const struct value *said_of(const struct value *root,
				   const struct value *node, const char *name)
{
	const struct value *ref = value_get(node, "$ref");

	if (value_get(node, name) || !ref)
		return value_get(node, name);
	return said_of(root, value_get(value_get(root, "$defs"),
				       strrchr(ref->text, '/') + 1), name);
}

/* What to do with each key: its schema, the map around it. */
typedef void visitor(const struct value *root, const struct value *around,
		     const struct member *m, const char *path, void *arg);

static void visit(const struct value *root, const struct value *node,
		  const char *path, visitor *fn, void *arg)
{
	static const char *const branches[] = { "oneOf", "anyOf", "allOf" };
	const struct value *fixed = value_get(node, "properties");
	const struct member *rest = value_member(node, "additionalProperties");
	const struct value *items = value_get(node, "items");

	for (size_t i = 0; fixed && i < fixed->n; i++) {
		const struct member *m = &fixed->members[i];
		const char *below = arena_printf(a, "%s.%s", path, m->key);

		fn(root, node, m, below, arg);
		visit(root, m->value, below, fn, arg);
	}
	if (rest && rest->value->kind == VALUE_MAP) {
		fn(root, NULL, rest, arena_printf(a, "%s.*", path), arg);
		visit(root, rest->value, arena_printf(a, "%s.*", path), fn,
		      arg);
	}
	if (items)
		visit(root, items, arena_printf(a, "%s[]", path), fn, arg);
	for (size_t i = 0; i < sizeof(branches) / sizeof(branches[0]); i++) {
		const struct value *list = value_get(node, branches[i]);

		for (size_t j = 0; list && j < list->n; j++)
			visit(root, list->items[j], path, fn, arg);
	}
}

static void visit_all(visitor *fn, void *arg)
{
	const struct value *root = system_schema();
	const struct value *defs = value_get(root, "$defs");

	visit(root, root, "", fn, arg);
	for (size_t i = 0; i < defs->n; i++)
		visit(root, defs->members[i].value, defs->members[i].key, fn,
		      arg);
}

static bool is_required(const struct value *around, const char *key)
{
	const struct value *list = value_get(around, "required");

	for (size_t i = 0; list && i < list->n; i++)
		if (strcmp(list->items[i]->text, key) == 0)
			return true;
	return false;
}

/* Is it a number, in one of its forms at least? */
static bool is_number(const struct value *root, const struct value *node)
{
	const struct value *type = said_of(root, node, "type");
	const struct value *list = said_of(root, node, "oneOf");

	if (type && type->kind == VALUE_STRING &&
	    (strcmp(type->text, "integer") == 0 ||
	     strcmp(type->text, "number") == 0))
		return true;
	for (size_t i = 0; list && i < list->n; i++)
		if (is_number(root, list->items[i]) &&
		    !said_of(root, list->items[i], "x-unit"))
			return true;
	return false;
}

static void is_described(const struct value *root, const struct value *around,
			 const struct member *m, const char *path, void *arg)
{
	const struct value *v = m->value;
	const char *const wanted[] = { "title", "description", "examples" };

	(void)arg;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		ck_assert_msg(said_of(root, v, wanted[i]), "%s has no %s",
			      path, wanted[i]);
	/* Nobody leaves out a key whose name he chooses. */
	ck_assert_msg(!around || is_required(around, m->key) ||
		      said_of(root, v, "default") ||
		      said_of(root, v, "x-default"),
		      "%s is not required: what holds without it?", path);
	ck_assert_msg(!is_number(root, v) || said_of(root, v, "x-unit"),
		      "%s has no x-unit", path);
}

START_TEST(each_key_of_the_language_is_described)
{
	visit_all(is_described, NULL);
}
END_TEST

/* A key has a default value, or words for it, or must be there. */
static void says_one(const struct value *root, const struct value *around,
		     const struct member *m, const char *path, void *arg)
{
	int n = 0;

	(void)arg;
	n += said_of(root, m->value, "default") != NULL;
	n += said_of(root, m->value, "x-default") != NULL;
	n += around && is_required(around, m->key);
	ck_assert_msg(n <= 1, "%s says twice what holds without it", path);
}

START_TEST(what_holds_without_a_key_is_said_once)
{
	visit_all(says_one, NULL);
}
END_TEST

/* ---- the page ---- */

/* docs/domc.yaml.md of the tree that this file is in. */
static char *page(void)
{
	const char *here = __FILE__;
	const char *end = strstr(here, "tests/unit/");
	char *text = arena_alloc(a, LIMIT_DOC_BYTES);
	FILE *f;

	ck_assert_ptr_nonnull(end);
	f = fopen(arena_printf(a, "%.*sdocs/domc.yaml.md", (int)(end - here),
			       here), "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_gt(fread(text, 1, LIMIT_DOC_BYTES - 1, f), 0);
	fclose(f);
	return text;
}

/* "domains.*.vcpus" of the heading "### `domains.NAME.vcpus`" */
static char *key_of(const char *heading)
{
	char *path = arena_strndup(a, heading, strcspn(heading, "`"));
	char *name;

	while ((name = strstr(path, "NAME")))
		path = arena_printf(a, "%.*s*%s", (int)(name - path), path,
				    name + strlen("NAME"));
	return path;
}

static struct keys *page_keys(void)
{
	struct keys *k = ARENA_NEW(a, struct keys);

	for (char *line = strtok(page(), "\n"); line;
	     line = strtok(NULL, "\n")) {
		size_t n = strspn(line, "#");

		if (n >= 2 && strncmp(line + n, " `", 2) == 0)
			keys_add(k, key_of(line + n + 2));
	}
	return k;
}

static void add_path(const struct value *root, const struct value *around,
		     const struct member *m, const char *path, void *arg)
{
	(void)root;
	(void)around;
	(void)m;
	if (!keys_have(arg, path))
		keys_add(arg, path);
}

/* The last part of each of @k, sorted, each once. */
static const char *names(const struct keys *k)
{
	struct keys *last = ARENA_NEW(a, struct keys);
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (size_t i = 0; i < k->n; i++)
		keys_add(last, last_of(k->all[i]));
	qsort(last->all, last->n, sizeof(last->all[0]), by_text);
	for (size_t i = 0; i < last->n; i++)
		if (i == 0 || strcmp(last->all[i], last->all[i - 1]) != 0)
			buf_printf(&b, "%s\n", last->all[i]);
	return buf_str(&b);
}

START_TEST(the_page_has_the_keys_of_the_schema)
{
	struct keys *page = page_keys(), *schema = ARENA_NEW(a, struct keys);

	visit_all(add_path, schema);
	ck_assert_str_eq(names(page), names(schema));
	ck_assert_uint_ge(page->n, schema->n);
	ck_assert_uint_gt(page->n, 70);
}
END_TEST

START_TEST(the_page_has_each_key_once)
{
	struct keys *k = page_keys();

	qsort(k->all, k->n, sizeof(k->all[0]), by_text);
	for (size_t i = 1; i < k->n; i++)
		ck_assert_str_ne(k->all[i - 1], k->all[i]);
}
END_TEST

/*
 * The model calls some keys by the value they belong to, as keys.def says:
 * "range.base". No key of a file begins so.
 */
static bool is_of_value(const struct keys *page, const char *path)
{
	return !keys_have(page, arena_strndup(a, path, strcspn(path, ".")));
}

static bool model_knows(const struct keys *page, const char *path)
{
	for (size_t i = 0; i < n_model_keys; i++) {
		const char *key = model_keys[i];

		if (strcmp(key, path) == 0 ||
		    (is_of_value(page, key) &&
		     strcmp(last_of(key), last_of(path)) == 0))
			return true;
	}
	return false;
}

static bool page_knows(const struct keys *page, const char *key)
{
	if (!is_of_value(page, key))
		return keys_have(page, key);
	for (size_t i = 0; i < page->n; i++)
		if (strcmp(last_of(page->all[i]), last_of(key)) == 0)
			return true;
	return false;
}

START_TEST(the_page_has_the_keys_of_the_model)
{
	struct keys *page = page_keys();

	for (size_t i = 0; i < page->n; i++)
		ck_assert_msg(model_knows(page, page->all[i]),
			      "keys.def lacks %s", page->all[i]);
	for (size_t i = 0; i < n_model_keys; i++)
		ck_assert_msg(page_knows(page, model_keys[i]),
			      "docs/domc.yaml.md lacks %s", model_keys[i]);
}
END_TEST

Suite *suite_reference(void);
Suite *suite_reference(void)
{
	Suite *s = suite_create("reference");
	TCase *c = tcase_create("reference");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, each_key_of_the_language_is_described);
	tcase_add_test(c, what_holds_without_a_key_is_said_once);
	tcase_add_test(c, the_page_has_the_keys_of_the_schema);
	tcase_add_test(c, the_page_has_each_key_once);
	tcase_add_test(c, the_page_has_the_keys_of_the_model);
	suite_add_tcase(s, c);
	return s;
}
