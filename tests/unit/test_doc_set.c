/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc_files.h"

static const char system_file[] =
	"target: {xen: \"4.20\", ipa-bits: 40}\n"
	"domains:\n"
	"  a: &a {vcpus: 1, static: [{base: 1}, {base: 2}]}\n"
	"  b: *a\n"
	"boot:\n";

static void open_set(void)
{
	open_folder();
	write_file("vm.yaml", system_file);
}

/* The value at @path, keys joined by dots, after one override. */
static const struct value *set(const char *spec, const char *path)
{
	const struct value *v = read_good_file("vm.yaml", spec);
	char *copy = arena_strdup(arena, path);
	char *save = NULL;

	for (char *key = strtok_r(copy, ".", &save); key;
	     key = strtok_r(NULL, ".", &save))
		v = value_get(v, key);
	ck_assert_ptr_nonnull(v);
	return v;
}

static const struct diag_item *bad_set(const char *spec)
{
	return read_bad_file("vm.yaml", spec, E_BAD_SET);
}

START_TEST(a_value_replaces_the_one_of_the_file)
{
	const struct value *v = set("target.ipa-bits=48", "target.ipa-bits");

	ck_assert_int_eq(v->kind, VALUE_INT);
	ck_assert_uint_eq(v->magnitude, 48);
	ck_assert_str_eq(v->place.file, "--set target.ipa-bits=48");
	ck_assert_str_eq(span(v->place), "1:17-1:19");
}
END_TEST

START_TEST(an_include_cannot_be_set)
{
	ck_assert_ptr_nonnull(strstr(bad_set("include=more.yaml")->text,
				     "include cannot be set"));
	ck_assert_ptr_nonnull(strstr(bad_set("include.0=more.yaml")->text,
				     "include cannot be set"));
}
END_TEST

START_TEST(what_replaces_a_string_is_a_string)
{
	ck_assert_int_eq(set("target.xen=4.17", "target.xen")->kind,
			 VALUE_STRING);
	ck_assert_str_eq(set("target.xen=4.10", "target.xen")->text, "4.10");
	ck_assert_int_eq(set("target.xen=true", "target.xen")->kind,
			 VALUE_STRING);
	ck_assert_int_eq(set("target.xen=", "target.xen")->kind,
			 VALUE_STRING);
	ck_assert_int_eq(set("target.xen=[1]", "target.xen")->kind,
			 VALUE_LIST);
	ck_assert_int_eq(set("target.new=4.17", "target.new")->kind,
			 VALUE_FLOAT);
}
END_TEST

START_TEST(missing_maps_are_made)
{
	const struct value *v = set("boot.x.y=1", "boot.x");

	ck_assert_int_eq(v->kind, VALUE_MAP);
	ck_assert_str_eq(span(v->members[0].key_place), "1:8-1:9");
	ck_assert_uint_eq(set("new.x=[1, 2]", "new.x")->n, 2);
}
END_TEST

START_TEST(quoted_keys_may_hold_dots)
{
	ck_assert_str_eq(read_good_file("vm.yaml", "boot.\"a.b=c\"=1")
				 ->members[2].value->members[0].key, "a.b=c");
}
END_TEST

START_TEST(list_items_go_by_number)
{
	const struct value *v = set("domains.a.static.1.base=7",
				    "domains.a.static");

	ck_assert_uint_eq(value_get(v->items[0], "base")->magnitude, 1);
	ck_assert_uint_eq(value_get(v->items[1], "base")->magnitude, 7);
}
END_TEST

START_TEST(what_aliases_share_stays_as_it_was)
{
	const struct value *v = read_good_file("vm.yaml", "domains.a.vcpus=4");
	const struct value *domains = value_get(v, "domains");

	ck_assert_uint_eq(value_get(value_get(domains, "a"), "vcpus")
				  ->magnitude, 4);
	ck_assert_uint_eq(value_get(value_get(domains, "b"), "vcpus")
				  ->magnitude, 1);
}
END_TEST

START_TEST(later_overrides_win)
{
	static const char *const sets[] = { "boot.x=1", "boot.x=2" };
	const struct doc_options opts = { .sets = sets, .n_sets = 2 };
	struct doc *doc = doc_read_file(arena, diags, "vm.yaml", &opts,
					&io_error);
	const struct value *boot = value_get(doc->root, "boot");

	ck_assert_uint_eq(boot->n, 1);
	ck_assert_uint_eq(value_get(boot, "x")->magnitude, 2);
}
END_TEST

START_TEST(bad_paths_are_shown)
{
	ck_assert_str_eq(bad_set("target.xen")->text,
			 "'=' and a value are missing");
	ck_assert_str_eq(bad_set("target..xen=1")->text,
			 "a key is missing here");
	ck_assert_str_eq(bad_set("=1")->text, "a key is missing here");
	ck_assert_str_eq(bad_set("")->text, "a key is missing here");
	ck_assert_str_eq(bad_set("\"a=1")->text,
			 "the quote that opens here is not closed");
	ck_assert_str_eq(bad_set("\"a\"b=1")->text,
			 "a '.' or '=' is missing here");
	ck_assert_str_eq(span(bad_set("target..xen=1")->place), "1:8-1:8");
}
END_TEST

START_TEST(paths_through_scalars_show_the_value)
{
	const struct diag_item *item = bad_set("target.xen.major=4");

	ck_assert_str_eq(item->text,
			 "'target.xen' is a string: no key is below it");
	ck_assert_str_eq(span(item->place), "1:12-1:17");
	ck_assert_str_eq(item->notes->place.file, "vm.yaml");
}
END_TEST

START_TEST(list_items_that_are_missing_are_not_made)
{
	const struct diag_item *item = bad_set("domains.a.static.2.base=1");

	ck_assert_str_eq(item->text, "'domains.a.static' is a list: its items "
				     "have the numbers 0 to 1, not '2'");
	bad_set("domains.a.static.x=1");
	bad_set("domains.a.static.99999999999999999999=1");
}
END_TEST

START_TEST(bad_values_are_shown_in_the_override)
{
	const struct diag_item *item =
		read_bad_file("vm.yaml", "boot.x=[1", E_YAML_SYNTAX);

	ck_assert_str_eq(item->place.file, "--set boot.x=[1");
	ck_assert_uint_eq(item->place.col, 10);
	read_bad_file("vm.yaml", "boot.x=017", E_LEADING_ZERO);
	read_bad_file("vm.yaml", "boot.\xc3\xa4=\xc3\xa4\xff",
		      E_BAD_ENCODING);
	ck_assert_uint_eq(diags->items->place.col, 11);
}
END_TEST

START_TEST(paths_of_overrides_lead_from_the_working_directory)
{
	static const char *const spec = "board.device-tree=sub/x.dtb";
	const struct doc_options opts = { .sets = &spec, .n_sets = 1 };
	const struct value *v;

	mkdir("sub", 0777);
	write_file("sub/vm.yaml", "a: 1\n");
	write_file("sub/x.dtb", "");
	v = value_get(value_get(read_good_file("sub/vm.yaml", spec), "board"),
		      "device-tree");
	ck_assert_str_eq(value_resolve_path(arena, v, &opts), "sub/x.dtb");
}
END_TEST

START_TEST(an_empty_file_can_be_filled)
{
	write_file("vm.yaml", "");
	ck_assert_uint_eq(set("domc=1", "domc")->magnitude, 1);
}
END_TEST

Suite *suite_doc_set(void);
Suite *suite_doc_set(void)
{
	Suite *s = suite_create("doc_set");
	TCase *t = tcase_create("doc_set");

	tcase_add_checked_fixture(t, open_set, close_folder);
	tcase_add_test(t, a_value_replaces_the_one_of_the_file);
	tcase_add_test(t, an_include_cannot_be_set);
	tcase_add_test(t, what_replaces_a_string_is_a_string);
	tcase_add_test(t, missing_maps_are_made);
	tcase_add_test(t, quoted_keys_may_hold_dots);
	tcase_add_test(t, list_items_go_by_number);
	tcase_add_test(t, what_aliases_share_stays_as_it_was);
	tcase_add_test(t, later_overrides_win);
	tcase_add_test(t, bad_paths_are_shown);
	tcase_add_test(t, paths_through_scalars_show_the_value);
	tcase_add_test(t, list_items_that_are_missing_are_not_made);
	tcase_add_test(t, bad_values_are_shown_in_the_override);
	tcase_add_test(t, paths_of_overrides_lead_from_the_working_directory);
	tcase_add_test(t, an_empty_file_can_be_filled);
	suite_add_tcase(s, t);
	return s;
}
