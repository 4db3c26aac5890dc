/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of rules: is it whole? */
#include <check.h>

#include "lint/lint.h"
#include "lint/refusals.h"

START_TEST(every_code_of_plan_and_lint_is_a_rule)
{
	for (size_t i = 0; i < N_DIAG_CODES; i++) {
		const char *number = diag_codes[i].number;
		size_t n = 0;

		for (size_t k = 0; k < n_lint_rules; k++)
			n += lint_rules[k].code == i;
		if (number[2] == '3' || number[2] == '5')
			ck_assert_msg(n > 0, "%s is no rule", number);
	}
}
END_TEST

START_TEST(every_rule_has_a_place)
{
	for (size_t i = 0; i < n_lint_rules; i++) {
		enum diag_code code = lint_rules[i].code;
		size_t n = 0;

		for (size_t k = 0; k < n_lint_refusals; k++)
			n += lint_refusals[k].code == code;
		for (size_t k = 0; k < n_lint_besides; k++)
			n += lint_besides[k].code == code;
		ck_assert_msg(n > 0, "%s has no place",
			      diag_codes[code].number);
	}
}
END_TEST

START_TEST(every_place_is_of_a_rule)
{
	for (size_t k = 0; k < n_lint_refusals; k++) {
		const struct lint_refusal *r = &lint_refusals[k];
		size_t n = 0;

		for (size_t i = 0; i < n_lint_rules; i++)
			n += lint_rules[i].code == r->code;
		ck_assert_msg(n > 0, "%s is no rule",
			      diag_codes[r->code].number);
		ck_assert(*r->file_4_17 || *r->file_4_20);
		ck_assert(*r->function);
	}
}
END_TEST

/* lint_run() looks at the rule before alone. */
START_TEST(rules_of_one_check_stand_together)
{
	for (size_t i = 0; i < n_lint_rules; i++)
		for (size_t k = i + 2; k < n_lint_rules; k++)
			if (lint_rules[i].check &&
			    lint_rules[k].check == lint_rules[i].check)
				ck_assert(lint_rules[k - 1].check ==
					  lint_rules[i].check);
}
END_TEST

Suite *suite_lint_rules(void);

Suite *suite_lint_rules(void)
{
	Suite *s = suite_create("lint rules");
	TCase *c = tcase_create("rules.def");

	tcase_add_test(c, every_code_of_plan_and_lint_is_a_rule);
	tcase_add_test(c, every_rule_has_a_place);
	tcase_add_test(c, every_place_is_of_a_rule);
	tcase_add_test(c, rules_of_one_check_stand_together);
	suite_add_tcase(s, c);
	return s;
}
