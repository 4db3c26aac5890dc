/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * verdict.h - what is wrong with a layout: a rule and the ranges it names.
 */
#ifndef TESTS_LAYOUTS_VERDICT_H
#define TESTS_LAYOUTS_VERDICT_H

#include "layout.h"

/* Numbers of hypervisor/xen-4.20/README.md: they order violations. */
enum rule {
	RULE_OK, RULE_CELLS, RULE_LENGTH, RULE_TOO_MANY, RULE_WRAPS,
	RULE_NOT_ENHANCED, RULE_REGIONS_32BIT, RULE_ALIGN, RULE_SMALL,
	RULE_IPA, RULE_ORDER, RULE_OVERLAP,
	N_RULES,
};

/* Words of layout-check. */
extern const char *const rule_names[N_RULES];

struct verdict {
	enum rule rule;
	const char *prop;	/* where the rule is on one; else NULL */
	struct piece a, b;	/* kind PIECE_NONE: there is none */
};

/**
 * verdict_parse - a line of layout-check
 * @line: is cut into words
 */
bool verdict_parse(char *line, struct verdict *ret);

/** verdict_less - does Xen report @x rather than @y? */
bool verdict_less(const struct verdict *x, const struct verdict *y);

/**
 * verdict_same - the same rule on the same ranges?
 *
 * Of the rules on a whole property or domain no ranges are asked for.
 */
bool verdict_same(const struct verdict *x, const struct verdict *y);

/** verdict_is_early - known before the domain is created (first stage)? */
bool verdict_is_early(const struct verdict *v);

/** verdict_text - for messages, in layout-check's words */
const char *verdict_text(struct arena *a, const struct verdict *v);

#endif
