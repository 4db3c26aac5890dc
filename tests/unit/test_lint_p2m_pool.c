/* SPDX-License-Identifier: BSD-2-Clause */
/* A pool with one table less than a domain's static memory takes. */
#include <check.h>
#include <string.h>

#include "base/limits.h"
#include "lint/lint.h"

Suite *suite_lint_p2m_pool(void);

#define N_BANKS 2

/* Guest RAM begins at 1 GiB, so 1 GiB of the host lies as the guest sees it. */
static const struct {
	struct range banks[N_BANKS];
	uint64_t pages;			/* that the pool has to have */
} cases[] = {
	{ { { GIB(1), GIB(1) } }, 0 },
	{ { { GIB(2), GIB(2) } }, 0 },
	{ { { GIB(1), MIB(2) } }, 1 },
	{ { { GIB(1), MIB(512) } }, 1 },
	{ { { GIB(1), PAGE_BYTES } }, 2 },
	/* no end at a multiple of 1 GiB, or 2 MiB: no block of it at all */
	{ { { GIB(1), GIB(1) + MIB(2) } }, 2 },
	{ { { GIB(1), GIB(1) + PAGE_BYTES } }, 2 + 513 },
	{ { { GIB(1) + MIB(2), GIB(1) } }, 1 },
	{ { { GIB(1) + PAGE_BYTES, GIB(1) } }, 1 + 512 },
	{ { { GIB(1), MIB(2) }, { GIB(1) + MIB(2), MIB(2) } }, 1 },
	{ { { GIB(1), MIB(1) }, { GIB(2) + MIB(1), MIB(1) } }, 2 },
	{ { { GIB(1), GIB(1) }, { GIB(4), GIB(1) } }, 0 },
};

static size_t findings(size_t i, uint64_t pool)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct diags *d = diags_new(a);
	struct set_range banks[N_BANKS];
	struct domain domain = {
		.name = "net",
		.p2m_pool = { .v = pool, .given = true },
		.placement.banks = banks,
	};
	struct plan_domain planned = {
		.domain = &domain, .p2m_budget.had = pool,
	};
	struct system system = {
		.target = { .facts = facts_find("4.20"), .ipa_bits.v = 40 },
	};
	struct plan plan = { .domains = &planned, .n_domains = 1 };
	struct lint_input in = {
		.arena = a, .diags = d, .system = &system, .plan = &plan,
	};
	size_t n;

	memset(banks, 0, sizeof(banks));
	for (size_t k = 0; k < N_BANKS && cases[i].banks[k].size; k++)
		banks[domain.placement.n_banks++].range = cases[i].banks[k];
	for (size_t k = 0; k < n_lint_rules; k++)
		if (lint_rules[k].code == E_P2M_POOL_RAM)
			lint_rules[k].check(&in);
	n = d->n_items;
	arena_free(a);
	return n;
}

START_TEST(a_pool_of_that_many_pages_is_enough_and_one_less_is_not)
{
	uint64_t pages = cases[_i].pages;

	ck_assert_uint_eq(findings((size_t)_i, pages * PAGE_BYTES), 0);
	if (pages)
		ck_assert_uint_eq(findings((size_t)_i,
					   (pages - 1) * PAGE_BYTES), 1);
}
END_TEST

Suite *suite_lint_p2m_pool(void)
{
	Suite *s = suite_create("lint_p2m_pool");
	TCase *c = tcase_create("tables");

	tcase_add_loop_test(c,
		a_pool_of_that_many_pages_is_enough_and_one_less_is_not, 0,
		(int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(s, c);
	return s;
}
