/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rows.c - src/lint/refusals.def and the codes, as lines of fields:
 *   row RELEASE FILE FUNCTION TEXT NUMBER SLUG KCONFIG
 *   code NUMBER SLUG SUMMARY
 *   cites NUMBER-OR-RULE TEXT, which may name files and functions of Xen
 */
#include <stdio.h>

#include "lint/refusals.h"

static const struct {
	const char *number, *slug, *summary, *explain;
} codes[] = {
#define CODE(id, number, slug, level, summary, explain) \
	{ number, slug, summary, explain },
#include "diag/codes.def"
#undef CODE
};

static const struct lint_refusal rows[] = {
#define REFUSAL(...) { __VA_ARGS__ },
#include "lint/refusals.def"
#undef REFUSAL
};

static const struct {
	const char *name, *source;
} rules[] = {
#define RULE(name, source, summary) { #name, source },
#include "lint/rules.def"
#undef RULE
};

static void print_row(const char *release, const char *file,
		      const struct lint_refusal *r)
{
	if (*file)
		printf("row\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", release, file,
		       r->function, r->text, codes[r->code].number,
		       codes[r->code].slug, r->kconfig);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_row("4.17", rows[i].file_4_17, &rows[i]);
		print_row("4.20", rows[i].file_4_20, &rows[i]);
	}
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		printf("code\t%s\t%s\t%s\n", codes[i].number, codes[i].slug,
		       codes[i].summary);
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		printf("cites\t%s\t%s\n", codes[i].number,
		       codes[i].explain);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		printf("cites\t%s\t%s\n", rules[i].name, rules[i].source);
	return 0;
}
