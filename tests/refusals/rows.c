/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rows.c - src/lint/rules.def, the codes and src/plan/options.def, as lines of
 * fields:
 *   rule NUMBER SLUG BY SUMMARY
 *   row RELEASE FILE FUNCTION TEXT NUMBER SLUG KCONFIG
 *   beside NUMBER WHO WHERE
 *   cites NUMBER TEXT, which may name files and functions of Xen
 *   option NAME KIND RELEASES
 * Files of Xen are below xen/, others keep their folder.
 */
#include <stdio.h>
#include <string.h>

#include "lint/refusals.h"

static const struct {
	const char *number, *slug, *summary, *explain;
} codes[] = {
#define CODE(id, number, slug, level, summary, explain) \
	{ number, slug, summary, explain },
#include "diag/codes.def"
#undef CODE
};

#define N_CODES (sizeof(codes) / sizeof(codes[0]))

static void print_rule(enum diag_code code, const char *by)
{
	printf("rule\t%s\t%s\t%s\t%s\n", codes[code].number,
	       codes[code].slug, by, codes[code].summary);
}

static void print_row(const char *release, const char *file,
		      const struct lint_refusal *r)
{
	if (strncmp(file, "xen/", 4) == 0)
		file += 4;
	if (*file)
		printf("row\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", release, file,
		       r->function, r->text, codes[r->code].number,
		       codes[r->code].slug, r->kconfig);
}

static void print_place(struct lint_refusal r)
{
	print_row("4.17", r.file_4_17, &r);
	print_row("4.20", r.file_4_20, &r);
}

static void print_beside(struct lint_beside b)
{
	printf("beside\t%s\t%s\t%s\n", codes[b.code].number, b.who, b.where);
}

int main(void)
{
#define RULE(code, check) print_rule(code, #check);
#define FOUND(code, stage) print_rule(code, "src/" #stage);
#define PLACE(...) print_place((struct lint_refusal){ __VA_ARGS__ });
#define BESIDE(...) print_beside((struct lint_beside){ __VA_ARGS__ });
#include "lint/rules.def"
	for (size_t i = 0; i < N_CODES; i++)
		printf("cites\t%s\t%s\n", codes[i].number,
		       codes[i].explain);
#define OPTION(name, kind, releases, needs) \
	printf("option\t%s\t%s\t%s\n", name, #kind, #releases);
#include "plan/options.def"
	return 0;
}
