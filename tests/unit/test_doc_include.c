/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc_files.h"

START_TEST(a_file_is_read_with_its_name)
{
	struct doc *doc;

	write_file("vm.yaml", "domc: 1\n");
	doc = read_set("vm.yaml", NULL);
	ck_assert_str_eq(doc->root->place.file, "vm.yaml");
	ck_assert_str_eq(doc->inputs->path, "vm.yaml");
	ck_assert_ptr_null(doc->inputs->next);
	ck_assert(!io_error);
}
END_TEST

START_TEST(a_missing_file_is_an_io_error)
{
	const struct diag_item *item;
	struct doc *doc = read_set("none.yaml", NULL);

	ck_assert_ptr_null(doc->root);
	ck_assert_ptr_null(doc->inputs);
	ck_assert(io_error);
	item = diags->items;
	ck_assert_int_eq(item->code, E_DOC_UNREADABLE);
	ck_assert_str_eq(item->place.file, "none.yaml");
	ck_assert_str_eq(item->text, "cannot read 'none.yaml': No such file "
				     "or directory");
	read_bad_file(".", NULL, E_DOC_UNREADABLE);
	ck_assert(io_error);
}
END_TEST

START_TEST(included_maps_are_merged_key_by_key)
{
	const struct value *v, *domains;

	mkdir("parts", 0777);
	write_file("vm.yaml", "include: parts/net.yaml\ndomc: 1\n"
			      "domains:\n  io: {vcpus: 1}\n");
	write_file("parts/net.yaml", "domc: 1\ndomains:\n  net: {vcpus: 2}\n"
				     "  io: {memory: 3}\n");
	v = read_good_file("vm.yaml", NULL);
	ck_assert_ptr_null(value_get(v, "include"));
	domains = value_get(v, "domains");
	ck_assert_str_eq(domains->members[0].key, "io");
	ck_assert_str_eq(domains->members[1].key, "net");
	ck_assert_uint_eq(value_get(domains->members[0].value, "memory")
				  ->magnitude, 3);
	ck_assert_str_eq(domains->members[1].key_place.file, "parts/net.yaml");
}
END_TEST

START_TEST(inputs_are_listed_in_the_order_read)
{
	struct doc_input *input;

	mkdir("sub", 0777);
	write_file("vm.yaml", "include: [sub/a.yaml, c.yaml]\n");
	write_file("sub/a.yaml", "include: b.yaml\n");
	write_file("sub/b.yaml", "b: 1\n");
	write_file("c.yaml", "");
	input = read_set("./vm.yaml", NULL)->inputs;
	ck_assert_uint_eq(diags->n_items, 0);
	ck_assert_str_eq(input->path, "./vm.yaml");
	ck_assert_str_eq(input->next->path, "./sub/a.yaml");
	ck_assert_str_eq(input->next->next->path, "./sub/b.yaml");
	ck_assert_str_eq(input->next->next->next->path, "./c.yaml");
	ck_assert_ptr_null(input->next->next->next->next);
}
END_TEST

START_TEST(include_folders_are_searched_in_order)
{
	static const char *const dirs[] = { "one", "two" };
	const struct doc_options opts = { .include_dirs = dirs,
					  .n_include_dirs = 2 };
	struct doc *doc;

	mkdir("one", 0777);
	mkdir("two", 0777);
	mkdir("one/b.yaml", 0777);
	write_file("two/a.yaml", "a: 2\n");
	write_file("one/a.yaml", "a: 1\n");
	write_file("two/b.yaml", "b: 2\n");
	write_file("vm.yaml", "include: [a.yaml, b.yaml]\n");
	doc = doc_read_file(arena, diags, "vm.yaml", &opts, &io_error);
	ck_assert_uint_eq(diags->n_items, 0);
	ck_assert_uint_eq(value_get(doc->root, "a")->magnitude, 1);
	ck_assert_uint_eq(value_get(doc->root, "b")->magnitude, 2);
}
END_TEST

START_TEST(a_conflict_names_both_places)
{
	const struct diag_item *item;

	write_file("vm.yaml", "include: b.yaml\ntarget:\n  xen: \"4.20\"\n");
	write_file("b.yaml", "target:\n  xen: \"4.17\"\n");
	item = read_bad_file("vm.yaml", NULL, E_INCLUDE_CONFLICT);
	ck_assert_str_eq(item->text, "key 'xen' has another value in "
				     "'vm.yaml'");
	ck_assert_str_eq(item->place.file, "b.yaml");
	ck_assert_uint_eq(item->place.line, 2);
	ck_assert_str_eq(item->notes->place.file, "vm.yaml");
	ck_assert_uint_eq(item->notes->place.line, 3);
	write_file("b.yaml", "target: 4\n");
	read_bad_file("vm.yaml", NULL, E_INCLUDE_CONFLICT);
}
END_TEST

START_TEST(an_empty_key_gives_way)
{
	const struct value *v;

	write_file("vm.yaml", "include: b.yaml\ndomains:\nboard: {x: 1}\n");
	write_file("b.yaml", "domains: {a: 1}\nboard:\n");
	v = read_good_file("vm.yaml", NULL);
	ck_assert_uint_eq(value_get(value_get(v, "domains"), "a")->magnitude,
			  1);
	ck_assert_uint_eq(value_get(value_get(v, "board"), "x")->magnitude, 1);
}
END_TEST

START_TEST(a_file_included_on_two_ways_counts_once)
{
	write_file("vm.yaml", "include: [a.yaml, b.yaml]\n");
	write_file("a.yaml", "include: c.yaml\na: 1\n");
	write_file("b.yaml", "include: ./c.yaml\nb: 1\n");
	write_file("c.yaml", "list: [1]\n");
	ck_assert_uint_eq(read_good_file("vm.yaml", NULL)->n, 3);
}
END_TEST

START_TEST(cycles_are_shown_step_by_step)
{
	const struct diag_item *item;

	write_file("vm.yaml", "include: a.yaml\n");
	write_file("a.yaml", "include: b.yaml\n");
	write_file("b.yaml", "include: vm.yaml\n");
	item = read_bad_file("vm.yaml", NULL, E_INCLUDE_CYCLE);
	ck_assert_str_eq(item->place.file, "b.yaml");
	ck_assert_str_eq(item->notes->place.file, "a.yaml");
	ck_assert_str_eq(item->notes->next->place.file, "vm.yaml");
	ck_assert_ptr_null(item->notes->next->next);
	write_file("vm.yaml", "include: vm.yaml\n");
	read_bad_file("vm.yaml", NULL, E_INCLUDE_CYCLE);
}
END_TEST

START_TEST(what_include_takes_is_checked)
{
	const struct diag_item *item;

	write_file("vm.yaml", "include: none.yaml\n");
	item = read_bad_file("vm.yaml", NULL, E_DOC_UNREADABLE);
	ck_assert_str_eq(span(item->place), "1:10-1:19");
	ck_assert(io_error);
	write_file("vm.yaml", "include: {a: b}\n");
	read_bad_file("vm.yaml", NULL, E_BAD_INCLUDE);
	ck_assert(!io_error);
	write_file("vm.yaml", "include: [1]\n");
	read_bad_file("vm.yaml", NULL, E_BAD_INCLUDE);
	write_file("list.yaml", "[1]\n");
	write_file("vm.yaml", "include: list.yaml\n");
	item = read_bad_file("vm.yaml", NULL, E_BAD_INCLUDE);
	ck_assert_str_eq(item->place.file, "list.yaml");
	ck_assert_str_eq(item->notes->place.file, "vm.yaml");
}
END_TEST

START_TEST(files_that_include_are_limited)
{
	char name[32], text[64];

	for (int i = 0; i <= LIMIT_DOC_INCLUDES; i++) {
		sprintf(name, "f%d.yaml", i);
		sprintf(text, "include: f%d.yaml\n", i + 1);
		write_file(name, text);
	}
	ck_assert_str_eq(read_bad_file("f0.yaml", NULL, E_INPUT_LIMIT)
				 ->text, "more than 64 files in one system");
}
END_TEST

START_TEST(system_files_hold_no_nul)
{
	write_file("vm.yaml", "a: \"x\\0y\"\n");
	read_bad_file("vm.yaml", NULL, E_NUL_IN_TEXT);
}
END_TEST

START_TEST(standard_input_may_be_a_pipe)
{
	struct doc *doc;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], "a: 1\n", 5), 5);
	close(ends[1]);
	ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
	doc = read_set("-", NULL);
	ck_assert_uint_eq(diags->n_items, 0);
	ck_assert_str_eq(doc->root->place.file, "<stdin>");
	ck_assert_ptr_null(doc->inputs);
}
END_TEST

START_TEST(giants_are_refused_before_they_fill_memory)
{
	read_bad_file("/dev/zero", NULL, E_INPUT_LIMIT);
	ck_assert(!io_error);
}
END_TEST

START_TEST(paths_lead_beside_the_file_that_says_them)
{
	const struct doc_options none = { .n_sets = 0 };
	const struct value *v;

	mkdir("sub", 0777);
	write_file("sub/vm.yaml", "a: tree.dtb\nb: none\nc: 1\nd: ''\n");
	write_file("sub/tree.dtb", "x");
	v = read_good_file("sub/vm.yaml", NULL);
	ck_assert_str_eq(value_resolve_path(arena, value_get(v, "a"), &none),
			 "sub/tree.dtb");
	ck_assert_ptr_null(value_resolve_path(arena, value_get(v, "b"), NULL));
	ck_assert_ptr_null(value_resolve_path(arena, value_get(v, "c"), NULL));
	ck_assert_ptr_null(value_resolve_path(arena, value_get(v, "d"), NULL));
}
END_TEST

Suite *suite_doc_include(void);
Suite *suite_doc_include(void)
{
	Suite *s = suite_create("doc_include");
	TCase *t = tcase_create("doc_include");

	tcase_add_checked_fixture(t, open_folder, close_folder);
	tcase_add_test(t, a_file_is_read_with_its_name);
	tcase_add_test(t, a_missing_file_is_an_io_error);
	tcase_add_test(t, included_maps_are_merged_key_by_key);
	tcase_add_test(t, inputs_are_listed_in_the_order_read);
	tcase_add_test(t, include_folders_are_searched_in_order);
	tcase_add_test(t, a_conflict_names_both_places);
	tcase_add_test(t, an_empty_key_gives_way);
	tcase_add_test(t, a_file_included_on_two_ways_counts_once);
	tcase_add_test(t, cycles_are_shown_step_by_step);
	tcase_add_test(t, what_include_takes_is_checked);
	tcase_add_test(t, files_that_include_are_limited);
	tcase_add_test(t, system_files_hold_no_nul);
	tcase_add_test(t, standard_input_may_be_a_pipe);
	tcase_add_test(t, giants_are_refused_before_they_fill_memory);
	tcase_add_test(t, paths_lead_beside_the_file_that_says_them);
	suite_add_tcase(s, t);
	return s;
}
