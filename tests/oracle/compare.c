/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare.c - do domc and Xen say the same of a system, and why?
 */
#include "compare.h"

#include <stdio.h>
#include <string.h>

#include "diag/diag.h"
#include "domc.h"
#include "replay.h"

const char *const agreement_names[N_AGREEMENTS] = {
	"both accept", "both refuse", "other reason", "false alarm", "miss",
	"other code", "not judged",
};

static const struct reason {
	const char *code;
	enum xen_verdict verdict;
	const char *said;	/* in domc's finding */
	const char *shown;	/* by Xen; "": see reasons.def */
	bool just_4_17;
} reasons[] = {
#define REASON(code, verdict, shown) { code, verdict, "", shown, false },
#define REASON_4_17(code, verdict, shown) { code, verdict, "", shown, true },
#define BOOTS(code, said, shown) { code, XEN_BOOTS, said, shown, false },
#define BOOTS_4_17(code, said, shown) { code, XEN_BOOTS, said, shown, true },
#define UNSEEN(code, said) { code, XEN_BOOTS, said, "", false },
#include "reasons.def"
#include "reasons_trees.def"
#undef REASON
#undef REASON_4_17
#undef BOOTS
#undef BOOTS_4_17
#undef UNSEEN
};

#define N_REASONS (sizeof(reasons) / sizeof(reasons[0]))

/* The name behind "omain '" or "omain " in @text, in *@ret; or "". */
static void domain_in(const char *text, char *ret, size_t len)
{
	const char *at = strstr(text, "omain ");

	*ret = '\0';
	if (!at)
		return;
	at += strlen("omain ");
	at += *at == '\'';
	snprintf(ret, len, "%.*s", (int)strcspn(at, "' \n"), at);
}

/* The next "0x..." of *@text, in *@ret; "" where there is none. */
static void next_address(const char **text, char *ret, size_t len)
{
	const char *at = strstr(*text, "0x");
	size_t n = at ? 2 + strspn(at + 2, "0123456789abcdef") : 0;

	snprintf(ret, len, "%.*s", (int)n, at ? at : "");
	*text = at ? at + n : "";
}

/* The numbers of a finding: "A-B overlaps C-D", "1 MiB at A". */
struct numbers {
	char name[64], first[32], second[32];
};

static struct numbers numbers_of(const char *finding)
{
	const char *rest = finding, *overlaps = strstr(finding, "overlaps");
	struct numbers n;

	domain_in(finding, n.name, sizeof(n.name));
	next_address(&rest, n.first, sizeof(n.first));
	rest = overlaps ? overlaps : rest;
	next_address(&rest, n.second, sizeof(n.second));
	return n;
}

/* One part of what is shown, its marks replaced, in @line. */
static void fill_in(const char *part, size_t len, const struct numbers *n,
		    char *line, size_t size)
{
	size_t at = 0;

	*line = '\0';
	for (size_t i = 0; i < len && at + 1 < size; i++) {
		const char *word = part[i] == '$' ? n->name :
				   part[i] == '#' ? n->first :
				   part[i] == '~' ? n->second : NULL;

		if (word)
			snprintf(line + at, size - at, "%s", word);
		else
			snprintf(line + at, size - at, "%c", part[i]);
		at += strlen(line + at);
	}
}

/* All parts of @shown, between which there is " & ": see reasons.def. */
static bool is_shown(const char *shown, const char *finding,
		     const struct judgement *j)
{
	const struct numbers n = numbers_of(finding);
	const char *end;

	for (;; shown = end + 3) {
		bool wanted = *shown != '!';
		char line[256];

		shown += !wanted;
		end = strstr(shown, " & ");
		fill_in(shown, end ? (size_t)(end - shown) : strlen(shown), &n,
			line, sizeof(line));
		if ((strstr(j->seen, line) || strstr(j->says, line)) != wanted)
			return false;
		if (!end)
			return true;
	}
}

/* Of a boot that shows nothing it is in domc's words that @r must be. */
static bool is_reason(const struct reason *r,
		      const struct compiled_finding *f,
		      const struct judgement *j)
{
	if (strcmp(r->code, f->code) != 0 || r->verdict != j->verdict ||
	    (r->just_4_17 && j->release != RELEASE_4_17) ||
	    !strstr(f->text, r->said))
		return false;
	/* Silence is no evidence of anything. */
	if (!*r->shown)
		return r->verdict == XEN_BOOTS && *r->said;
	return is_shown(r->shown, f->text, j);
}

/* What a domain's building ends in where its error has no word of its own. */
static bool is_general_panic(const struct judgement *j)
{
	return j->verdict == XEN_PANICS &&
	       (strstr(j->says, "Could not set up") ||
		strstr(j->says, "Error creating domain"));
}

/* Is the domain that Xen names one that domc has found @f of? */
static bool is_of_domain(const struct compiled_finding *f,
			 const struct judgement *j)
{
	char name[64];

	domain_in(j->says, name, sizeof(name));
	if (strstr(j->says, "DOM0"))
		snprintf(name, sizeof(name), "dom0");
	return !*name || strstr(f->text, name);
}

/* Is @line how a general panic ends? It does not say of what. */
static bool is_last_word(const struct judgement *j, const char *line)
{
	return is_general_panic(j) && strstr(line, j->says);
}

/* Does the line stand for something that domc has found? */
static bool stands_for_any(const struct replay *p, const struct compiled *d)
{
	bool own;

	for (size_t i = 0; i < d->n_findings; i++)
		if (replay_hit(p, d->findings[i].code, &own))
			return true;
	return false;
}

/*
 * Does Xen's source say so of the place that the code stands for? A line that
 * stands for several codes counts when none before it stands for codes alone
 * that domc did not find: the cause is told before what comes of it.
 */
static const char *in_source(struct arena *a, const struct compiled_finding *f,
			     const struct compiled *d,
			     const struct judgement *j)
{
	struct replay *p = replay_open(a, j->release, j->log);
	const char *shared = NULL, *own = NULL;
	bool foreign = false;

	while (!own && replay_next(p)) {
		bool is_own;
		const char *text = replay_hit(p, f->code, &is_own);

		if (text && is_own)
			own = text;
		else if (text && !foreign && !shared)
			shared = text;
		else if (!text && !is_last_word(j, replay_line(p)))
			foreign |= !stands_for_any(p, d);
	}
	replay_close(p);
	if (own || (is_general_panic(j) && !is_of_domain(f, j)))
		return own;
	if (!shared && !foreign && is_general_panic(j))
		shared = replay_returned(j->release, f->code, j->says);
	return shared;
}

/* What of @j shows what domc has found as @code; NULL: nothing. */
static const char *shows(struct arena *a, const char *code,
			 const struct compiled *d,
			 const struct judgement *j)
{
	for (size_t k = 0; k < d->n_findings; k++) {
		const struct compiled_finding *f = &d->findings[k];
		const char *text;

		if (strcmp(f->code, code) != 0)
			continue;
		for (size_t i = 0; i < N_REASONS; i++)
			if (is_reason(&reasons[i], f, j))
				return *reasons[i].shown ? reasons[i].shown :
							   "not to be seen";
		text = j->verdict != XEN_BOOTS ? in_source(a, f, d, j) : NULL;
		if (text)
			return text;
	}
	return NULL;
}

/*
 * Did domc foretell what Xen shows? A warning will do, but not in the place of
 * an error: what domc refuses and Xen boots needs evidence of its own.
 */
static const char *foretold(struct arena *a, const struct compiled *d,
			    const struct judgement *j)
{
	const char *why = NULL;

	for (size_t i = 0; i < d->n_errors && !why; i++)
		why = shows(a, d->errors[i], d, j);
	if (d->refused && j->verdict == XEN_BOOTS)
		return why;
	for (size_t i = 0; i < d->n_warnings && !why; i++)
		why = shows(a, d->warnings[i], d, j);
	return why;
}

static enum agreement compare_any(struct arena *a, const struct compiled *d,
				  const struct judgement *j, const char **why)
{
	*why = foretold(a, d, j);
	if (*why)
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
static enum agreement compare_planted(struct arena *a, const char *code,
				      const struct compiled *d,
				      const struct judgement *j,
				      const char **why)
{
	if (!compiled_has(d, code))
		return j->verdict != XEN_BOOTS ? MISS : OTHER_CODE;
	if (!finds_just(d, code))
		return OTHER_CODE;
	*why = shows(a, code, d, j);
	if (*why)
		return BOTH_REFUSE;
	return j->verdict == XEN_BOOTS ? FALSE_ALARM : OTHER_REASON;
}

enum agreement compare_verdicts(struct arena *a, const struct oracle_case *c,
				const struct compiled *d,
				const struct judgement *j,
				const char **ret_why)
{
	enum agreement agreement;

	*ret_why = NULL;
	/* QEMU's loader does not put two files at one place, nor would another. */
	if (d->written && j->verdict == XEN_NOT_RUN &&
	    compiled_has(d, "E0302") && !c->wanted) {
		*ret_why = "the loader does not start Xen";
		return BOTH_REFUSE;
	}
	if (!d->written || j->verdict == XEN_NOT_RUN)
		return NOT_JUDGED;
	agreement = c->wanted ? compare_planted(a, c->wanted, d, j, ret_why) :
				compare_any(a, d, j, ret_why);
	return agreement;
}

/* A finding that each reason's marks can be read of. */
static struct compiled made_up(const char *code)
{
	struct compiled d = { .refused = true, .written = true };

	d.errors[d.n_errors++] = code;
	d.findings[d.n_findings++] = (struct compiled_finding){
		code, "domain 'a': 0x0 overlaps 0x0"
	};
	return d;
}

/* Does a boot in which Xen says nothing show what @code foretells? */
static bool silence_shows(struct arena *a, const char *code,
			  enum oracle_release release)
{
	static const enum xen_verdict ends[] = { XEN_SILENT, XEN_STOPS };
	const struct compiled d = made_up(code);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const struct judgement j = {
			.verdict = ends[i], .says = "domain 'a', behind: ",
			.complaints = "", .seen = "", .version = "",
			.release = release, .log = "/dev/null",
		};

		if (shows(a, code, &d, &j))
			return true;
	}
	return false;
}

/* What no log shows is named by words of domc's finding. */
static bool is_named(const struct reason *r)
{
	return *r->shown || r->verdict != XEN_BOOTS ||
	       strspn(r->said, " ") < strlen(r->said);
}

const char *compare_self_test(struct arena *a)
{
	const char *number, *slug, *summary, *text;

	for (size_t i = 0; i < N_REASONS; i++) {
		const struct reason *r = &reasons[i];

		if (!domc_explain(r->code, &number, &slug, &summary, &text))
			return arena_printf(a, "%s is no code of domc",
					    r->code);
		if (!is_named(r))
			return arena_printf(a, "%s is unseen, whatever domc says",
					    r->code);
	}
	for (size_t i = 0; i < N_DIAG_CODES; i++)
		for (size_t r = 0; r < N_RELEASES; r++)
			if (silence_shows(a, diag_codes[i].number,
					  (enum oracle_release)r))
				return arena_printf(a, "silence counts for %s",
						    diag_codes[i].number);
	return NULL;
}
