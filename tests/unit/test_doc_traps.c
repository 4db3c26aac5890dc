/* SPDX-License-Identifier: BSD-2-Clause */
#include "test_doc.h"

static const char *trap(const char *text, enum value_kind wanted)
{
	return value_trap(arena, read_good(text), wanted);
}

START_TEST(words_of_yaml_1_1_are_no_booleans)
{
	ck_assert_str_eq(trap("no", VALUE_BOOL),
			 "is text in YAML 1.2; write false");
	ck_assert_str_eq(trap("Yes", VALUE_BOOL),
			 "is text in YAML 1.2; write true");
	ck_assert_str_eq(trap("OFF", VALUE_BOOL),
			 "is text in YAML 1.2; write false");
	ck_assert_str_eq(trap("1", VALUE_BOOL), "is a number; write true");
	ck_assert_str_eq(trap("'true'", VALUE_BOOL),
			 "is text because of its quotes; remove them");
	ck_assert_ptr_null(trap("'no'", VALUE_BOOL));
	ck_assert_ptr_null(trap("maybe", VALUE_BOOL));
	ck_assert_ptr_null(trap("2", VALUE_BOOL));
}
END_TEST

START_TEST(numbers_that_mean_texts_want_quotes)
{
	ck_assert_str_eq(trap("4.20", VALUE_STRING),
			 "is the number 4.2; quote it: \"4.20\"");
	ck_assert_str_eq(trap("4", VALUE_STRING),
			 "is a number; quote it: \"4\"");
	ck_assert_str_eq(trap("1e3", VALUE_STRING),
			 "is the number 1000; quote it: \"1e3\"");
	ck_assert_str_eq(trap("true", VALUE_STRING),
			 "is a boolean; quote it: \"true\"");
	ck_assert_str_eq(trap("~", VALUE_STRING),
			 "is null; quote it: \"~\"");
	ck_assert_str_eq(trap("", VALUE_STRING),
			 "is empty; write \"\" if that is meant");
	ck_assert_ptr_null(trap("[a]", VALUE_STRING));
	ck_assert_ptr_null(trap("a", VALUE_STRING));
}
END_TEST

START_TEST(texts_that_mean_numbers_say_how)
{
	ck_assert_str_eq(trap("1_000", VALUE_INT),
			 "is text in YAML 1.2; write 1000");
	ck_assert_str_eq(trap("0xFFFF_0000", VALUE_INT),
			 "is text in YAML 1.2; write 0xFFFF0000");
	ck_assert_str_eq(trap("0X1f", VALUE_INT),
			 "is text in YAML 1.2; write 0x1f");
	ck_assert_str_eq(trap("0b1010", VALUE_INT),
			 "is text in YAML 1.2; write 0xa");
	ck_assert_str_eq(trap("'12'", VALUE_INT),
			 "is text because of its quotes; remove them");
	ck_assert_str_eq(trap("1e9", VALUE_INT),
			 "is a number with a fraction or an exponent; write "
			 "1000000000");
	ck_assert_ptr_null(trap("2.5", VALUE_INT));
	ck_assert_ptr_null(trap("-1e3", VALUE_INT));
	ck_assert_ptr_null(trap(".inf", VALUE_INT));
	ck_assert_ptr_null(trap("_", VALUE_INT));
	ck_assert_ptr_null(trap("512 MiB", VALUE_INT));
	ck_assert_ptr_null(trap("0b", VALUE_INT));
}
END_TEST

START_TEST(a_missing_space_hides_maps_and_lists)
{
	ck_assert_str_eq(trap("net:10", VALUE_MAP),
			 "has no space after its colon; write net: 10");
	ck_assert_str_eq(trap("-net", VALUE_LIST),
			 "has no space after its dash; write - net");
	ck_assert_ptr_null(trap("http://x", VALUE_MAP));
	ck_assert_ptr_null(trap("'net:10'", VALUE_MAP));
	ck_assert_ptr_null(trap("net", VALUE_MAP));
	ck_assert_ptr_null(trap("a-b", VALUE_LIST));
}
END_TEST

START_TEST(what_is_right_is_no_trap)
{
	ck_assert_ptr_null(trap("no", VALUE_STRING));
	ck_assert_ptr_null(trap("1", VALUE_INT));
	ck_assert_ptr_null(trap("1", VALUE_NULL));
	ck_assert_ptr_null(trap("{a: 1}", VALUE_MAP));
}
END_TEST

Suite *suite_doc_traps(void);
Suite *suite_doc_traps(void)
{
	Suite *s = suite_create("doc_traps");
	TCase *t = tcase_create("doc_traps");

	tcase_add_checked_fixture(t, open_doc, close_doc);
	tcase_add_test(t, words_of_yaml_1_1_are_no_booleans);
	tcase_add_test(t, numbers_that_mean_texts_want_quotes);
	tcase_add_test(t, texts_that_mean_numbers_say_how);
	tcase_add_test(t, a_missing_space_hides_maps_and_lists);
	tcase_add_test(t, what_is_right_is_no_trap);
	suite_add_tcase(s, t);
	return s;
}
