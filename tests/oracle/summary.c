/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * summary.c - what came out of all systems, as docs/xen-oracle.md.
 */
#include "summary.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "lint/refusals.h"
#include "replay.h"
#include "xens.h"

static const char head[] =
	"<!-- SPDX-License-Identifier: BSD-2-Clause -->\n"
	"# domc and Xen, asked the same\n\n"
	"`make check-oracle` writes this document. It makes system files by two seeded generators, has domc judge and compile each (by\n"
	"force where it refuses), and boots it in QEMU. The blind generator walks the language's schema with values at boundaries and knows\n"
	"no rule; the other one plants one fault of `tests/oracle/faults.def`, or the same one step inside of what is allowed. Xen refuses\n"
	"means: it panics, stops, ignores something, a guest never finishes, or a guest sees another tree than domc foretold. Where both\n"
	"accept, each guest's tree is what domc compiled, byte for byte. Where both refuse, Xen's words are those that stand for domc's\n"
	"code in `src/lint/rules.def`, or the log shows what `tests/oracle/reasons.def` has for the code. Silence shows nothing: all\n"
	"builds of our own speak before they have a console, and where Debian's binary tells too little, the same options built with an\n"
	"early console are asked again.\n\n";

static const char *const why_texts[] = {
#define WHY(name, text) text,
#define UNHIT(release, code, function, why)
#include "unhit.def"
#undef WHY
#undef UNHIT
};

enum why {
#define WHY(name, text) name,
#define UNHIT(release, code, function, why)
#include "unhit.def"
#undef WHY
#undef UNHIT
};

/* First match. */
static const struct unhit {
	const char *release, *code, *function;	/* "*": any */
	enum why why;
} unhits[] = {
#define WHY(name, text)
#define UNHIT(release, code, function, why) { release, code, function, why },
#include "unhit.def"
#undef WHY
#undef UNHIT
};

static bool fits(const char *pattern, const char *text)
{
	return strcmp(pattern, "*") == 0 || strcmp(pattern, text) == 0;
}

#define N_UNHITS (sizeof(unhits) / sizeof(unhits[0]))

/* The line on why no boot shows row @i; N_UNHITS: there is none. */
static size_t why_not(size_t i, enum oracle_release release)
{
	const struct lint_refusal *row = &lint_refusals[i];

	for (size_t k = 0; k < N_UNHITS; k++)
		if (fits(unhits[k].release, release_names[release]) &&
		    fits(unhits[k].code, diag_codes[row->code].number) &&
		    fits(unhits[k].function, row->function))
			return k;
	return N_UNHITS;
}

void summary_count(struct summary *t, size_t release, const char *what)
{
	size_t i = 0;

	while (i < t->n_shown && strcmp(t->shown[i].what, what) != 0)
		i++;
	if (i == SHOWN_MOST)
		return;
	t->n_shown += i == t->n_shown;
	t->shown[i].what = what;
	t->shown[i].n[release]++;
}

void summary_print(const struct summary *t)
{
	static const char *const kinds[N_KINDS] = { "blind", "planted" };

	for (size_t r = 0; r < N_RELEASES; r++)
		for (size_t k = 0; k < N_KINDS; k++)
			for (size_t i = 0; i < N_AGREEMENTS; i++)
				if (t->counts[r][k][i])
					printf("%s %s: %zu %s\n",
					       release_names[r], kinds[k],
					       t->counts[r][k][i],
					       agreement_names[i]);
}

static void put_versions(const struct summary *t, struct buf *out)
{
	buf_puts(out, "| Xen | says at boot | systems |\n|---|---|---|\n");
	for (size_t r = 0; r < N_RELEASES; r++)
		for (size_t b = 0; b < N_BUILDS; b++)
			buf_printf(out, "| %s, %s | %s | %zu%s |\n",
				   release_names[r],
				   xens_name((enum oracle_build)b),
				   t->versions[r][b] ? t->versions[r][b] :
						       "not booted",
				   b == BUILD_STOCK_EARLY ? t->n_again[r] :
							    t->n_builds[r][b],
				   b == BUILD_STOCK_EARLY ?
				   ", once Debian's had told too little" : "");
	buf_putc(out, '\n');
}

static void put_counts(const struct summary *t, const struct oracle_options *o,
		       struct buf *out)
{
	buf_printf(out, "Seed %" PRIu64 ", %u blind systems a release, and each fault with its neighbour.\n\n"
		   "| | 4.17 blind | 4.17 planted | 4.20 blind | 4.20 planted |\n"
		   "|---|---|---|---|---|\n", o->seed, o->count);
	for (size_t i = 0; i < N_AGREEMENTS; i++) {
		buf_printf(out, "| %s |", agreement_names[i]);
		for (size_t r = 0; r < N_RELEASES; r++)
			for (size_t k = 0; k < N_KINDS; k++)
				buf_printf(out, " %zu |", t->counts[r][k][i]);
		buf_putc(out, '\n');
	}
	buf_puts(out, "\nOther reason: both refuse, and not for the same. False alarm: domc alone. Miss: Xen alone. Other code: domc finds\n"
		 "something else than was planted.\n\n");
	if (t->cases.len)
		buf_printf(out, "## Where they differ\n\n%.*s\n",
			   (int)t->cases.len, (const char *)t->cases.bytes);
}

static int by_text(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;

	return strcmp(x->what, y->what);
}

static void put_shown(const struct summary *t, struct buf *out)
{
	struct shown sorted[SHOWN_MOST];

	memcpy(sorted, t->shown, t->n_shown * sizeof(*sorted));
	qsort(sorted, t->n_shown, sizeof(*sorted), by_text);
	buf_puts(out, "## What showed that Xen refuses\n\nBoth refuse for the same reason when Xen prints what stands for domc's code, or when the log shows what\n"
		 "`tests/oracle/reasons.def` has for it: $ is the domain of domc's finding, # and ~ are its addresses.\n\n"
		 "| shown | 4.17 | 4.20 |\n|---|---|---|\n");
	for (size_t i = 0; i < t->n_shown; i++)
		buf_printf(out, "| `` %s `` | %zu | %zu |\n", sorted[i].what,
			   sorted[i].n[RELEASE_4_17],
			   sorted[i].n[RELEASE_4_20]);
	buf_putc(out, '\n');
}

/* Return: 1 when it was not seen and nobody knows why. */
static size_t put_message(const struct summary *t, size_t i,
			  enum oracle_release release, bool *used,
			  struct buf *out)
{
	const struct lint_refusal *row = &lint_refusals[i];
	const char *code = diag_codes[row->code].number;
	size_t why = why_not(i, release);
	bool hit = t->hits[release][i];

	buf_printf(out, "| %s | %s | `%s` | `` %s `` | %s |\n",
		   release_names[release], code, row->function, row->text,
		   hit ? "seen" : why < N_UNHITS ?
		   why_texts[unhits[why].why] : "**not seen**");
	if (!hit && why < N_UNHITS)
		used[why] = true;
	if (hit || why < N_UNHITS)
		return 0;
	printf("oracle: Xen %s %s %s(), \"%s\": not seen, and unhit.def has no reason\n",
	       release_names[release], code, row->function, row->text);
	return 1;
}

static size_t unused_reasons(const bool *used)
{
	size_t n = 0;

	for (size_t i = 0; i < N_UNHITS; i++) {
		if (used[i])
			continue;
		n++;
		printf("oracle: unhit.def explains nothing: %s %s %s\n",
		       unhits[i].release, unhits[i].code, unhits[i].function);
	}
	return n;
}

size_t summary_write(struct arena *a, const struct oracle_options *o,
		   const struct summary *t)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	bool used[N_UNHITS] = { false };
	size_t n_wrong = 0;
	FILE *f;

	buf_puts(&out, head);
	put_versions(t, &out);
	put_counts(t, o, &out);
	put_shown(t, &out);
	buf_puts(&out, "## Xen's messages\n\nThose of `src/lint/rules.def` that are printed; a row for each code that stands for one.\n\n"
		 "| release | code | function | text | |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < n_lint_refusals; i++)
		for (size_t r = 0; r < N_RELEASES; r++)
			if (o->releases[r] &&
			    replay_prints(i, (enum oracle_release)r))
				n_wrong += put_message(t, i,
						       (enum oracle_release)r,
						       used, &out);
	n_wrong += unused_reasons(used);
	f = fopen(o->report, "w");
	if (!f || fwrite(out.bytes, 1, out.len, f) != out.len)
		n_wrong++;
	if (f && fclose(f) != 0)
		n_wrong++;
	return n_wrong;
}
