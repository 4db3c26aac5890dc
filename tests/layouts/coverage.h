/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * coverage.h - which rules and pairs of kinds a run has met.
 */
#ifndef TESTS_LAYOUTS_COVERAGE_H
#define TESTS_LAYOUTS_COVERAGE_H

#include "base/buf.h"
#include "verdict.h"

/* A rule with the kinds of its two ranges, the lesser kind first. */
struct meeting {
	enum rule rule;
	enum piece_kind a, b;
};

struct coverage {
	size_t met[N_RULES][N_PIECE_KINDS][N_PIECE_KINDS];
	size_t verdicts[N_CLASSES][2];	/* by class: sound, refused */
};

struct meeting coverage_meeting(const struct verdict *v);

void coverage_note(struct coverage *c, enum layout_class class,
		   const struct verdict *v);

/**
 * coverage_each - the meetings that a run must have
 *
 * Return: number @i of them; rule RULE_OK past the last.
 */
struct meeting coverage_each(size_t i);

/** coverage_missing - those that it had not, as text; "" when none */
const char *coverage_missing(struct arena *a, const struct coverage *c);

/** coverage_report - a table of counts for people */
void coverage_report(const struct coverage *c, struct buf *out);

#endif
