/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_check.h - findings on a layout, between the rules and the messages;
 * for src/plan alone.
 */
#ifndef DOMC_PLAN_LAYOUT_CHECK_H
#define DOMC_PLAN_LAYOUT_CHECK_H

#include "plan/parts.h"

/* Rules on ranges, in the order in which Xen ranks them. */
enum layout_rule {
	LAYOUT_ALIGN,
	LAYOUT_TOO_SMALL,
	LAYOUT_BEYOND_IPA,
	LAYOUT_ORDER,
	LAYOUT_OVERLAP,
};

struct layout_finding {
	enum layout_rule rule;
	bool late;		/* Xen sees it in the second stage only */
	const struct window *a;
	const struct window *b;	/* not below a; NULL: a rule on one range */
};

/* One layout that is being checked. */
struct layout_check {
	struct planner *p;
	const struct plan_domain *pd;
	/* regions as listed, grant table, magic pages */
	const struct window *own;
	size_t n_own;
	struct layout_finding *findings;
	size_t n, n_room;
	size_t n_most;		/* no more findings than this */
};

/** layout_is_own - is @w of the layout, not taken by others? */
static inline bool layout_is_own(const struct window *w)
{
	return w->kind <= WINDOW_MAGIC;
}

/** layout_alignment - of base and size of an own range, bytes */
uint64_t layout_alignment(const struct layout_check *c,
			  const struct window *w);
/** layout_least_size - of an own range, bytes */
uint64_t layout_least_size(const struct layout_check *c,
			   const struct window *w);

/* ---- layout_report.c ---- */
void layout_report(const struct layout_check *c,
		   const struct layout_finding *f);

#endif
