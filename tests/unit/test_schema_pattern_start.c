/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_pattern_start.c - texts that need no regular expression.
 */
#include <check.h>
#include <string.h>

#include "schema/pattern_start.h"

Suite *suite_schema_pattern_start(void);

static bool may(const char *pattern, const char *text)
{
	return pattern_may_match(pattern, text, strlen(text));
}

START_TEST(a_fixed_start_decides)
{
	ck_assert(may("^cpu@[0-9]+$", "cpu@0"));
	ck_assert(!may("^cpu@[0-9]+$", "a-cpu@0"));
	ck_assert(!may("^cpu@", "cp"));
	ck_assert(may("pinctrl-[0-9]+", "a-pinctrl-0"));
	ck_assert(!may("pinctrl-[0-9]+", "pinctrl"));
}
END_TEST

START_TEST(the_last_letter_may_be_repeated)
{
	ck_assert(may("^ab?c", "ac"));
	ck_assert(may("^ab*c", "ac"));
	ck_assert(may("^ab{0,2}c", "ac"));
	ck_assert(!may("^ab+c", "ac"));
	ck_assert(may("a?", ""));
}
END_TEST

START_TEST(what_is_not_fixed_says_nothing)
{
	ck_assert(may("^(a|b)", "c"));
	ck_assert(may("a|b", "b"));
	ck_assert(may("^a|b", "b"));
	ck_assert(may(".*", ""));
	ck_assert(may("", ""));
	ck_assert(may("\\.", "x"));
}
END_TEST

START_TEST(no_byte_past_the_text_is_read)
{
	ck_assert(!pattern_may_match("^ab", "ab", 1));
	ck_assert(!pattern_may_match("ab", "xab", 2));
}
END_TEST

Suite *suite_schema_pattern_start(void)
{
	Suite *s = suite_create("schema_pattern_start");
	TCase *t = tcase_create("all");

	tcase_add_test(t, a_fixed_start_decides);
	tcase_add_test(t, the_last_letter_may_be_repeated);
	tcase_add_test(t, what_is_not_fixed_says_nothing);
	tcase_add_test(t, no_byte_past_the_text_is_read);
	suite_add_tcase(s, t);
	return s;
}
