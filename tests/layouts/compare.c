/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare.c - do domc and Xen's checker say the same of a layout?
 */
#include "compare.h"

#include <inttypes.h>

static bool same_range(struct range x, struct range y)
{
	return x.base == y.base && x.size == y.size;
}

static const struct verdict *least(const struct outcome *o, bool early_first)
{
	const struct verdict *best = NULL;

	for (size_t i = 0; i < o->n_found; i++) {
		const struct verdict *v = &o->found[i];
		bool late = early_first && !verdict_is_early(v);
		bool best_late = best && early_first &&
				 !verdict_is_early(best);

		if (!best || (best_late && !late) ||
		    (best_late == late && verdict_less(v, best)))
			best = v;
	}
	return best;
}

static bool has(const struct outcome *o, enum rule rule)
{
	for (size_t i = 0; i < o->n_found; i++)
		if (o->found[i].rule == rule)
			return true;
	return false;
}

/*
 * domc stops at a kernel that is not for arm64 before it looks at the rest. A
 * range that passes 2^64 it names first, without the order of properties in
 * which Xen's parser stops, and takes it out of what it says of the others.
 */
static bool stopped_early(const struct outcome *o, const struct verdict *v,
			  bool *ret_agrees)
{
	if (has(o, RULE_REGIONS_32BIT))
		*ret_agrees = v->rule != RULE_OK;
	else if (has(o, RULE_WRAPS))
		*ret_agrees = o->found[0].rule <= RULE_WRAPS &&
			      (v->rule == RULE_WRAPS ||
			       v->rule == RULE_TOO_MANY);
	else
		return false;
	return true;
}

/* The same region may be listed twice, and then has findings of its own. */
static bool has_twins(const struct told *t)
{
	for (size_t i = 1; i < t->n_regions; i++)
		for (size_t k = 0; k < i; k++)
			if (same_range(t->regions[i], t->regions[k]))
				return true;
	return false;
}

static bool has_twice(const struct outcome *o)
{
	if (has_twins(&o->told))
		return false;
	for (size_t i = 1; i < o->n_found; i++)
		for (size_t k = 0; k < i; k++)
			if (verdict_same(&o->found[i], &o->found[k]) &&
			    o->found[i].rule >= RULE_ALIGN)
				return true;
	return false;
}

static const char *differ(struct arena *a, const char *how,
			  const struct verdict *xen,
			  const struct verdict *domc)
{
	static const struct verdict nothing = { .rule = RULE_OK };

	return arena_printf(a, "%s: Xen '%s', domc '%s'", how,
			    verdict_text(a, xen),
			    verdict_text(a, domc ? domc : &nothing));
}

static const char *compare_refusals(struct arena *a, const struct outcome *o,
				    const struct verdict *staged,
				    const struct verdict *at_once)
{
	const struct verdict *first = least(o, true), *all = least(o, false);
	bool agrees;

	if (stopped_early(o, staged, &agrees))
		return agrees ? NULL : differ(a, "another rule", staged, first);
	if (!verdict_same(staged, first))
		return differ(a, "another first finding", staged, first);
	if (!verdict_same(at_once, all))
		return differ(a, "another least finding", at_once, all);
	if (!verdict_same(staged, &o->found[0]))
		return differ(a, "domc lists another one first", staged,
			      &o->found[0]);
	return has_twice(o) ? "domc says one thing twice" : NULL;
}

const char *compare_verdicts(struct arena *a, const struct layout *l,
			     const struct outcome *o,
			     const struct verdict *staged,
			     const struct verdict *at_once)
{
	(void)l;
	if (o->odd && !has(o, RULE_WRAPS))
		return arena_printf(a, "domc names a range that is not there: %s",
				    o->odd);
	if (staged->rule == RULE_OK && o->n_found)
		return differ(a, "domc alone refuses", staged, least(o, true));
	if (staged->rule == RULE_OK)
		return o->refused ? arena_printf(a, "domc alone refuses: %s",
						 o->other ? o->other :
							    "no room") : NULL;
	if (!o->n_found)
		return arena_printf(a, "%s; domc says otherwise: %s",
				    differ(a, "Xen alone refuses", staged,
					   NULL),
				    o->other ? o->other : "nothing");
	if (o->other)
		return arena_printf(a, "domc finds something else too: %s",
				    o->other);
	return compare_refusals(a, o, staged, at_once);
}

static bool same_regions(const struct told *x, const struct told *y)
{
	if (!x->has_regions || x->n_regions != y->n_regions)
		return false;
	for (size_t i = 0; i < x->n_regions; i++)
		if (!same_range(x->regions[i], y->regions[i]))
			return false;
	return true;
}

/* Sizes that were asked for in all must be there in all. */
static bool enough(const struct layout *l, const struct told *told)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < told->n_regions; i++)
		sum += told->regions[i].size;
	return sum >= l->regions_size;
}

const char *compare_told(struct arena *a, const struct layout *l,
			 const struct outcome *o)
{
	struct told want = text_told(l);
	const struct told *got = &o->told;

	/* A range that is none has no place in a tree. */
	if (!o->written || has(o, RULE_WRAPS))
		return NULL;
	if (!o->has_node)
		return "the board tree has no layout";
	if (l->grant_base_said && l->grant_size_said &&
	    !same_range(told_grant(got), want.grant))
		return arena_printf(a, "the grant table is at 0x%" PRIx64,
				    told_grant(got).base);
	if (l->magic_said && told_magic(got) != want.magic_base)
		return arena_printf(a, "the magic pages are at 0x%" PRIx64,
				    told_magic(got));
	if (want.has_regions && !same_regions(got, &want))
		return "the regions are others than the file's";
	if (l->regions_said == REGIONS_SAID_SIZE && !o->refused &&
	    !enough(l, got))
		return "the regions are less than the file asks for";
	if (!got->has_regions)
		return "the list of regions is not written";
	if (got->shared_info != l->shared_info)
		return "the shared info page is other than the file's";
	return NULL;
}
