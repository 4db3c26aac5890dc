/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare.c - do domc and Xen say the same of a system, and why?
 */
#include "compare.h"

#include <string.h>

#include "domc.h"
#include "replay.h"

const char *const agreement_names[N_AGREEMENTS] = {
	"both accept", "both refuse", "other reason", "false alarm", "miss",
	"other code", "not judged",
};

static const struct reason {
	const char *code;
	enum xen_verdict verdict;
	const char *text;
	bool just_4_17;
} reasons[] = {
#define REASON(code, verdict, text) { code, verdict, text, false },
#define REASON_4_17(code, verdict, text) { code, verdict, text, true },
#include "reasons.def"
#undef REASON
#undef REASON_4_17
};

#define N_REASONS (sizeof(reasons) / sizeof(reasons[0]))

/* Of a boot that shows nothing it is in domc's words that @r must be. */
static bool is_reason(const struct reason *r, const struct compiled *d,
		      const struct judgement *j)
{
	if (r->verdict != j->verdict ||
	    (r->just_4_17 && j->release != RELEASE_4_17))
		return false;
	if (j->verdict == XEN_BOOTS)
		return !*r->text || (d->first && strstr(d->first, r->text));
	return strstr(j->says, r->text) || strstr(j->complaints, r->text);
}

/* What a domain's building ends in where its error has no word of its own. */
static bool is_general_panic(const struct judgement *j)
{
	return j->verdict == XEN_PANICS &&
	       (strstr(j->says, "Could not set up domain") ||
		strstr(j->says, "Error creating domain"));
}

/* Does Xen's source say so of the place that the code stands for? */
static bool is_in_source(const char *code, const struct judgement *j)
{
	if (j->verdict == XEN_BOOTS)
		return false;
	if (is_general_panic(j) && replay_wordless(j->release, code))
		return true;
	return replay_seen(j->release, code, j->log);
}

/* Does @j show what @code foretells? */
static bool shows(const char *code, const struct compiled *d,
		  const struct judgement *j)
{
	for (size_t i = 0; i < N_REASONS; i++)
		if (strcmp(reasons[i].code, code) == 0 &&
		    is_reason(&reasons[i], d, j))
			return true;
	return is_in_source(code, j);
}

/* Did domc foretell what Xen shows? A warning will do. */
static bool foretold(const struct compiled *d, const struct judgement *j)
{
	for (size_t i = 0; i < d->n_errors; i++)
		if (shows(d->errors[i], d, j))
			return true;
	for (size_t i = 0; i < d->n_warnings; i++)
		if (shows(d->warnings[i], d, j))
			return true;
	return false;
}

static enum agreement compare_any(const struct compiled *d,
				  const struct judgement *j)
{
	if (foretold(d, j))
		return BOTH_REFUSE;
	if (j->verdict == XEN_BOOTS)
		return d->refused ? FALSE_ALARM : BOTH_ACCEPT;
	return d->refused ? OTHER_REASON : MISS;
}

/* Is it @code that domc finds, and no error besides? */
static bool finds_just(const struct compiled *d, const char *code)
{
	return compiled_has(d, code) &&
	       (!d->n_errors ||
		(d->n_errors == 1 && strcmp(d->errors[0], code) == 0));
}

/* A fault was planted: nothing else may be found, and nothing else seen. */
static enum agreement compare_planted(const char *code,
				      const struct compiled *d,
				      const struct judgement *j)
{
	bool shown = shows(code, d, j);

	if (!compiled_has(d, code))
		return shown || j->verdict != XEN_BOOTS ? MISS : OTHER_CODE;
	if (!finds_just(d, code))
		return OTHER_CODE;
	if (shown)
		return BOTH_REFUSE;
	return j->verdict == XEN_BOOTS ? FALSE_ALARM : OTHER_REASON;
}

enum agreement compare_verdicts(const struct oracle_case *c,
				const struct compiled *d,
				const struct judgement *j)
{
	if (!d->written || j->verdict == XEN_NOT_RUN)
		return NOT_JUDGED;
	return c->wanted ? compare_planted(c->wanted, d, j) :
			   compare_any(d, j);
}

const char *compare_unknown_code(void)
{
	const char *number, *slug, *summary, *text;

	for (size_t i = 0; i < N_REASONS; i++)
		if (!domc_explain(reasons[i].code, &number, &slug, &summary,
				  &text))
			return reasons[i].code;
	return NULL;
}
