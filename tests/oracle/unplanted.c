/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unplanted.c - has each rule a fault, or a reason why it has none?
 */
#include "unplanted.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lint/refusals.h"
#include "planted.h"

#define WHY(name, text) static const char name[] = text;
#define UNPLANTED(code, why)
#include "unplanted.def"
#undef WHY
#undef UNPLANTED

static const struct {
	const char *code, *why;
} unplanted[] = {
#define WHY(name, text)
#define UNPLANTED(code, why) { code, why },
#include "unplanted.def"
#undef WHY
#undef UNPLANTED
};

#define N_UNPLANTED (sizeof(unplanted) / sizeof(unplanted[0]))

static bool has_line(const char *code)
{
	for (size_t i = 0; i < N_UNPLANTED; i++)
		if (strcmp(unplanted[i].code, code) == 0)
			return true;
	return false;
}

static bool has_place(enum diag_code code)
{
	for (size_t i = 0; i < n_lint_refusals; i++)
		if (lint_refusals[i].code == code)
			return true;
	return false;
}

static bool is_beside(enum diag_code code)
{
	for (size_t i = 0; i < n_lint_besides; i++)
		if (lint_besides[i].code == code)
			return true;
	return false;
}

/* What src/plan and src/lint say is of Xen, unless the table says whose. */
static bool wants_fault(enum diag_code code)
{
	const char *number = diag_codes[code].number;

	return has_place(code) ||
	       ((strncmp(number, "E03", 3) == 0 ||
		 strncmp(number, "E05", 3) == 0) && !is_beside(code));
}

static size_t say(const char *code, const char *what)
{
	printf("unplanted.def: %s %s\n", code, what);
	return 1;
}

static size_t check_line(const char *code)
{
	for (size_t i = 0; i < N_DIAG_CODES; i++)
		if (strcmp(diag_codes[i].number, code) == 0 &&
		    wants_fault((enum diag_code)i))
			return planted_has(code) ?
			       say(code, "has a line, and a fault") : 0;
	return say(code, "has a line and is no rule of a place of Xen");
}

size_t unplanted_check(void)
{
	size_t n = 0;

	for (size_t i = 0; i < N_DIAG_CODES; i++) {
		const char *code = diag_codes[i].number;

		if (wants_fault((enum diag_code)i) && !planted_has(code) &&
		    !has_line(code))
			n += say(code, "has no fault and no line");
	}
	for (size_t i = 0; i < N_UNPLANTED; i++) {
		n += check_line(unplanted[i].code);
		for (size_t k = 0; k < i; k++)
			if (strcmp(unplanted[i].code, unplanted[k].code) == 0)
				n += say(unplanted[i].code, "has two lines");
	}
	return n;
}
