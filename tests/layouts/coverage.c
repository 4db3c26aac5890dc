/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * coverage.c - which rules and pairs of kinds a run has met.
 *
 * domc cannot write a node that breaks RULE_CELLS or RULE_LENGTH: those two
 * are met by layout-check's own cases and by spoilt board trees on real Xen.
 */
#include "coverage.h"

#include "base/limits.h"

#define OWN_KINDS 3

static const struct meeting single[] = {
	{ RULE_TOO_MANY, PIECE_NONE, PIECE_NONE },
	{ RULE_WRAPS, PIECE_NONE, PIECE_REGION },
	{ RULE_WRAPS, PIECE_NONE, PIECE_GRANT_TABLE },
	{ RULE_WRAPS, PIECE_NONE, PIECE_MAGIC },
	{ RULE_NOT_ENHANCED, PIECE_NONE, PIECE_NONE },
	{ RULE_REGIONS_32BIT, PIECE_NONE, PIECE_NONE },
	{ RULE_ALIGN, PIECE_NONE, PIECE_REGION },
	{ RULE_ALIGN, PIECE_NONE, PIECE_GRANT_TABLE },
	{ RULE_ALIGN, PIECE_NONE, PIECE_MAGIC },
	{ RULE_SMALL, PIECE_NONE, PIECE_REGION },
	{ RULE_SMALL, PIECE_NONE, PIECE_GRANT_TABLE },
	{ RULE_IPA, PIECE_NONE, PIECE_REGION },
	{ RULE_IPA, PIECE_NONE, PIECE_GRANT_TABLE },
	{ RULE_IPA, PIECE_NONE, PIECE_MAGIC },
	{ RULE_ORDER, PIECE_REGION, PIECE_REGION },
	{ RULE_OVERLAP, PIECE_REGION, PIECE_REGION },
	{ RULE_OVERLAP, PIECE_REGION, PIECE_GRANT_TABLE },
	{ RULE_OVERLAP, PIECE_REGION, PIECE_MAGIC },
	{ RULE_OVERLAP, PIECE_GRANT_TABLE, PIECE_MAGIC },
};

#define N_SINGLE (sizeof(single) / sizeof(single[0]))

struct meeting coverage_each(size_t i)
{
	const size_t n_taken = N_PIECE_KINDS - PIECE_RAM;

	if (i < N_SINGLE)
		return single[i];
	i -= N_SINGLE;
	if (i >= OWN_KINDS * n_taken)
		return (struct meeting){ RULE_OK, PIECE_NONE, PIECE_NONE };
	return (struct meeting){
		RULE_OVERLAP,
		(enum piece_kind)(PIECE_REGION + i / n_taken),
		(enum piece_kind)(PIECE_RAM + i % n_taken),
	};
}

struct meeting coverage_meeting(const struct verdict *v)
{
	enum piece_kind a = v->a.kind, b = v->b.kind;

	return (struct meeting){ v->rule, a < b ? a : b, a < b ? b : a };
}

void coverage_note(struct coverage *c, enum layout_class class,
		   const struct verdict *v)
{
	struct meeting m = coverage_meeting(v);

	c->met[m.rule][m.a][m.b]++;
	c->verdicts[class][v->rule != RULE_OK]++;
}

const char *coverage_missing(struct arena *a, const struct coverage *c)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct meeting m;

	for (size_t i = 0; (m = coverage_each(i)).rule != RULE_OK; i++)
		if (!c->met[m.rule][m.a][m.b])
			buf_printf(&out, " %s(%s,%s)", rule_names[m.rule],
				   piece_names[m.a], piece_names[m.b]);
	return buf_str(&out);
}

void coverage_report(const struct coverage *c, struct buf *out)
{
	static const char *const classes[N_CLASSES] = { "good", "edge", "bad" };
	struct meeting m;

	for (size_t i = 0; i < N_CLASSES; i++)
		buf_printf(out, "%-5s %5zu sound %5zu refused\n", classes[i],
			   c->verdicts[i][0], c->verdicts[i][1]);
	for (size_t i = 0; (m = coverage_each(i)).rule != RULE_OK; i++)
		buf_printf(out, "%s(%s,%s) %zu%s", rule_names[m.rule],
			   piece_names[m.a], piece_names[m.b],
			   c->met[m.rule][m.a][m.b], i % 4 == 3 ? "\n" : ", ");
	buf_puts(out, "\n");
}
