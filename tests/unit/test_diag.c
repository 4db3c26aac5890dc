/* SPDX-License-Identifier: BSD-2-Clause */
#include <check.h>
#include <string.h>

#include "base/limits.h"
#include "diag/diag.h"

static struct arena *arena;
static struct diags *diags;

static void open_diags(void)
{
	arena = arena_new(8u << 20);
	diags = diags_new(arena);
}

static void close_diags(void)
{
	arena_free(arena);
}

static struct place at(unsigned int line, unsigned int col)
{
	return (struct place){ "vm.yaml", line, col, line, col + 1 };
}

/* The first code that is (not) a rule; N_DIAG_CODES if there is none. */
static enum diag_code some_code(bool rule)
{
	size_t i = 0;

	while (i < N_DIAG_CODES && diag_is_rule((enum diag_code)i) != rule)
		i++;
	return (enum diag_code)i;
}

START_TEST(findings_keep_their_order_and_notes)
{
	struct diag_item *item;

	item = diag_add(diags, E_YAML_SYNTAX, at(9, 2), "%s %d", "one", 1);
	diag_note(diags, item, at(1, 1), "first");
	diag_note(diags, item, PLACE_NONE, "second");
	diag_add(diags, E_BAD_KEY, at(3, 4), "two");
	item = diags->items;
	ck_assert_str_eq(item->text, "one 1");
	ck_assert_str_eq(item->notes->text, "first");
	ck_assert_str_eq(item->notes->next->text, "second");
	ck_assert_ptr_null(item->notes->next->next);
	ck_assert_int_eq(item->next->code, E_BAD_KEY);
	ck_assert_uint_eq(item->next->place.line, 3);
}
END_TEST

START_TEST(errors_and_warnings_are_counted)
{
	diag_add(diags, E_BAD_KEY, PLACE_NONE, "x");
	diags->levels[E_BAD_KEY] = DIAG_WARNING;
	diag_add(diags, E_BAD_KEY, PLACE_NONE, "x");
	diags->levels[E_BAD_KEY] = DIAG_IGNORED;
	diag_add(diags, E_BAD_KEY, PLACE_NONE, "x");
	ck_assert_uint_eq(diags->n_errors, 1);
	ck_assert_uint_eq(diags->n_warnings, 1);
	ck_assert_uint_eq(diags->n_items, 2);
}
END_TEST

START_TEST(notes_to_what_is_ignored_go_nowhere)
{
	struct diag_item *item;

	diags->levels[E_BAD_KEY] = DIAG_IGNORED;
	item = diag_add(diags, E_BAD_KEY, PLACE_NONE, "x");
	ck_assert_ptr_nonnull(item);
	diag_note(diags, item, PLACE_NONE, "y");
	ck_assert_ptr_null(item->notes);
	ck_assert_ptr_null(diags->items);
}
END_TEST

START_TEST(the_list_ends_but_counting_goes_on)
{
	size_t n = 0;

	for (int i = 0; i < LIMIT_DIAGNOSTICS + 50; i++)
		diag_note(diags, diag_add(diags, E_BAD_KEY, at(1, 1), "x"),
			  at(1, 1), "y");
	for (struct diag_item *item = diags->items; item; item = item->next)
		n++;
	ck_assert_uint_eq(n, LIMIT_DIAGNOSTICS);
	ck_assert_uint_eq(diags->n_errors, LIMIT_DIAGNOSTICS + 50);
}
END_TEST

START_TEST(codes_are_found_by_number_and_slug)
{
	ck_assert_int_eq(diag_find_code("E0107"), E_DUPLICATE_KEY);
	ck_assert_int_eq(diag_find_code("e0107"), E_DUPLICATE_KEY);
	ck_assert_int_eq(diag_find_code("0107"), E_DUPLICATE_KEY);
	ck_assert_int_eq(diag_find_code("duplicate-key"), E_DUPLICATE_KEY);
	ck_assert_int_eq(diag_find_code("duplicate"), N_DIAG_CODES);
	ck_assert_int_eq(diag_find_code(""), N_DIAG_CODES);
}
END_TEST

START_TEST(the_table_is_sorted_and_complete)
{
	for (size_t i = 0; i < N_DIAG_CODES; i++) {
		const struct diag_code_info *c = &diag_codes[i];

		ck_assert_uint_eq(strlen(c->number), 5);
		ck_assert_uint_gt(strlen(c->slug), 3);
		ck_assert_uint_gt(strlen(c->explain), 40);
		ck_assert_ptr_null(strchr(c->summary, '\n'));
		ck_assert_int_ne(c->summary[strlen(c->summary) - 1], '.');
		ck_assert_int_eq(diag_find_code(c->slug), i);
		ck_assert_int_eq(diag_find_code(c->number), i);
		if (i > 0)
			ck_assert_str_lt(diag_codes[i - 1].number, c->number);
	}
}
END_TEST

START_TEST(unreadable_input_cannot_be_turned_off)
{
	ck_assert(!diags_set_level(diags, "no-yaml-syntax"));
	ck_assert_int_eq(diags->levels[E_YAML_SYNTAX], DIAG_ERROR);
	ck_assert(!diags_set_level(diags, "no-such-thing"));
	ck_assert(!diags_set_level(diags, "error=such-thing"));
	ck_assert(!diags_set_level(diags, "such-thing"));
	ck_assert(diags_set_level(diags, "yaml-syntax"));
	ck_assert(diags_set_level(diags, "error=E0104"));
}
END_TEST

START_TEST(rules_can_be_turned_off_and_on)
{
	enum diag_code code = some_code(true);
	char off[64];

	if (code == N_DIAG_CODES)
		return;
	strcpy(off, "no-");
	strcat(off, diag_codes[code].slug);
	ck_assert(diags_set_level(diags, off));
	ck_assert_int_eq(diags->levels[code], DIAG_IGNORED);
	ck_assert(diags_set_level(diags, off + 3));
	ck_assert_int_eq(diags->levels[code], diag_codes[code].level);
}
END_TEST

START_TEST(a_warning_can_become_an_error)
{
	size_t i = 0;
	char spec[64];

	while (i < N_DIAG_CODES && diag_codes[i].level != DIAG_WARNING)
		i++;
	if (i == N_DIAG_CODES)
		return;
	strcpy(spec, "error=");
	strcat(spec, diag_codes[i].slug);
	ck_assert(diags_set_level(diags, spec));
	ck_assert_int_eq(diags->levels[i], DIAG_ERROR);
	ck_assert(diags_set_level(diags, diag_codes[i].number));
	ck_assert_int_eq(diags->levels[i], DIAG_WARNING);
}
END_TEST

START_TEST(an_error_of_a_rule_can_become_a_warning)
{
	ck_assert(diags_set_level(diags, "no-error=static-overlap"));
	ck_assert_int_eq(diags->levels[E_STATIC_OVERLAP], DIAG_WARNING);
	diag_add(diags, E_STATIC_OVERLAP, PLACE_NONE, "x");
	ck_assert_uint_eq(diags->n_errors, 0);
	ck_assert_uint_eq(diags->n_warnings, 1);
	ck_assert_uint_eq(diags->n_passed, 1);
	ck_assert(diags_set_level(diags, "E0301"));
	ck_assert_int_eq(diags->levels[E_STATIC_OVERLAP], DIAG_ERROR);
	ck_assert(!diags_set_level(diags, "no-error=yaml-syntax"));
	ck_assert(!diags_set_level(diags, "no-error=no-such"));
}
END_TEST

START_TEST(what_has_no_place_can_be_forced_and_not_turned_off)
{
	ck_assert(diag_is_rule(E_NO_ROOM));
	ck_assert(!diag_is_switchable(E_NO_ROOM));
	ck_assert(!diags_set_level(diags, "no-no-room"));
	ck_assert(!diags_set_level(diags, "no-error=no-room"));
	ck_assert_int_eq(diags->levels[E_NO_ROOM], DIAG_ERROR);
}
END_TEST

START_TEST(firm_errors_are_counted_apart)
{
	diag_add(diags, E_STATIC_OVERLAP, PLACE_NONE, "x");
	ck_assert_uint_eq(diags->n_firm, 0);
	diag_add(diags, E_YAML_SYNTAX, PLACE_NONE, "y");
	ck_assert_uint_eq(diags->n_firm, 1);
	ck_assert_uint_eq(diags->n_errors, 2);
}
END_TEST

START_TEST(the_name_in_a_switch_is_found)
{
	ck_assert_str_eq(diag_name_of_spec("no-error=x"), "x");
	ck_assert_str_eq(diag_name_of_spec("error=x"), "x");
	ck_assert_str_eq(diag_name_of_spec("no-x"), "x");
	ck_assert_str_eq(diag_name_of_spec("x"), "x");
	ck_assert_str_eq(diag_name_of_spec("no-room"), "no-room");
	ck_assert_str_eq(diag_name_of_spec("no-no-room"), "no-room");
}
END_TEST

START_TEST(lines_end_with_lf_cr_or_both)
{
	static const char text[] = "one\ntwo\r\nthree\rfour";
	const char *line;
	size_t n = 0;

	diag_keep_source(diags, "a", text, sizeof(text) - 1);
	line = diag_source_line(diags, "a", 2, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_mem_eq(line, "two", 3);
	line = diag_source_line(diags, "a", 4, &n);
	ck_assert_uint_eq(n, 4);
	ck_assert_mem_eq(line, "four", 4);
	ck_assert_ptr_null(diag_source_line(diags, "a", 5, &n));
	ck_assert_ptr_null(diag_source_line(diags, "a", 0, &n));
	ck_assert_ptr_null(diag_source_line(diags, "b", 1, &n));
	ck_assert_ptr_null(diag_source_line(diags, NULL, 1, &n));
}
END_TEST

static const char *const keys[] = { "memory", "vcpus", "kernel", "ramdisk",
				    "ipa-bits", "at" };

static const char *meant(const char *word)
{
	return diag_did_you_mean(word, keys, sizeof(keys) / sizeof(keys[0]));
}

START_TEST(the_nearest_word_is_meant)
{
	ck_assert_str_eq(meant("memroy"), "memory");
	ck_assert_str_eq(meant("vcpu"), "vcpus");
	ck_assert_str_eq(meant("Kernel"), "kernel");
	ck_assert_str_eq(meant("ipa_bits"), "ipa-bits");
	ck_assert_str_eq(meant("ramdsik"), "ramdisk");
	ck_assert_str_eq(meant("memory"), "memory");
}
END_TEST

START_TEST(far_words_are_not_meant)
{
	char giant[500] = { 0 };

	memset(giant, 'm', sizeof(giant) - 1);
	ck_assert_ptr_null(meant("network"));
	ck_assert_ptr_null(meant("xy"));
	ck_assert_ptr_null(meant(""));
	ck_assert_ptr_null(meant(giant));
	ck_assert_ptr_null(diag_did_you_mean("x", NULL, 0));
}
END_TEST

Suite *suite_diag(void);
Suite *suite_diag(void)
{
	Suite *s = suite_create("diag");
	TCase *t = tcase_create("diag");

	tcase_add_checked_fixture(t, open_diags, close_diags);
	tcase_add_test(t, findings_keep_their_order_and_notes);
	tcase_add_test(t, errors_and_warnings_are_counted);
	tcase_add_test(t, notes_to_what_is_ignored_go_nowhere);
	tcase_add_test(t, the_list_ends_but_counting_goes_on);
	tcase_add_test(t, codes_are_found_by_number_and_slug);
	tcase_add_test(t, the_table_is_sorted_and_complete);
	tcase_add_test(t, unreadable_input_cannot_be_turned_off);
	tcase_add_test(t, rules_can_be_turned_off_and_on);
	tcase_add_test(t, a_warning_can_become_an_error);
	tcase_add_test(t, an_error_of_a_rule_can_become_a_warning);
	tcase_add_test(t, what_has_no_place_can_be_forced_and_not_turned_off);
	tcase_add_test(t, firm_errors_are_counted_apart);
	tcase_add_test(t, the_name_in_a_switch_is_found);
	tcase_add_test(t, lines_end_with_lf_cr_or_both);
	tcase_add_test(t, the_nearest_word_is_meant);
	tcase_add_test(t, far_words_are_not_meant);
	suite_add_tcase(s, t);
	return s;
}
