/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c - one line a system, and the table of all.
 */
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "lint/refusals.h"
#include "replay.h"
#include "summary.h"

static const char *codes(struct arena *a, const char *const *v, size_t n)
{
	struct buf out = buf_make(a, 4096);

	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%s%s", i ? " " : "", v[i]);
	return n ? buf_str(&out) : "nothing";
}

const char *report_codes(struct arena *a, const struct compiled *d)
{
	return arena_printf(a, "%s%s%s%s%s%s",
			    codes(a, d->errors, d->n_errors),
			    d->n_warnings ? ", warned of " : "",
			    d->n_warnings ?
			    codes(a, d->warnings, d->n_warnings) : "",
			    d->written ? "" : ", no output",
			    d->first ? ": " : "", d->first ? d->first : "");
}

const char *report_words(struct arena *a, const struct result *r)
{
	return arena_printf(a, "%s%s%s: domc says %s%s%s; %s %s%s%s",
			    r->c->fault ? r->c->fault : "",
			    r->c->fault ? (r->c->wanted ? ": " : " (sound): ") : "",
			    agreement_names[r->agreement],
			    codes(a, r->domc.errors, r->domc.n_errors),
			    r->domc.first ? ": " : "",
			    r->domc.first ? r->domc.first : "",
			    r->is_again ? arena_printf(a, "Debian's Xen %s, with an early console it",
						       xen_verdicts[r->stock.verdict]) :
					  "Xen",
			    xen_verdicts[r->xen.verdict],
			    r->xen.says && *r->xen.says ? ": " : "",
			    r->xen.says ? r->xen.says : "");
}

static const char *path_of(struct arena *a, const struct lab *lab,
			   const char *name)
{
	return arena_printf(a, "%s/%s.result", lab->work, name);
}

/* Numbers of all rows whose text the log has, a space behind each. */
static void put_hits(struct arena *a, const struct result *r, struct buf *out)
{
	bool *hits = arena_array(a, n_lint_refusals, sizeof(*hits));

	replay_hits(a, r->c->release, r->xen.log, hits);
	if (r->is_again)
		replay_hits(a, r->c->release, r->stock.log, hits);
	for (size_t i = 0; i < n_lint_refusals; i++)
		if (hits[i])
			buf_printf(out, "%zu ", i);
}

/* What the build calls itself; not where it was another that told more. */
static const char *version_of(const struct result *r)
{
	const char *version = r->is_again ? r->stock.version : r->xen.version;

	return version ? version : "";
}

void report_keep(struct arena *a, const struct lab *lab, const char *name,
		 const struct result *r)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_printf(&out, "%d\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t",
		   (int)r->agreement,
		   (int)r->c->release, (int)r->c->build, r->is_again,
		   r->c->fault ? 1 : 0, version_of(r),
		   r->is_again ? r->xen.version : "", r->why ? r->why : "");
	if (r->xen.log)
		put_hits(a, r, &out);
	buf_printf(&out, "\t%s", report_words(a, r));
	lab_write(path_of(a, lab, name), out.bytes, out.len);
}

static void take_hits(const char *text, bool *hits)
{
	char *end;

	for (;; text = end) {
		size_t row = strtoul(text, &end, 10);

		if (end == text)
			return;
		hits[row] = true;
	}
}

/* The text up to the next tab of *@p, which moves behind it. */
static char *field(char **p)
{
	char *text = *p;

	*p += strcspn(text, "\t");
	if (**p)
		*(*p)++ = '\0';
	return text;
}

static void take(struct arena *a, const struct oracle_options *o,
		 const char *name, struct summary *t)
{
	size_t len;
	char *p = (char *)lab_read(a, path_of(a, &o->lab, name), &len);
	char *agreement, *build, *version, *again_version, *why;
	bool again;
	size_t r, kind;

	if (!p || !len)
		return;
	agreement = field(&p);
	r = strtoul(field(&p), NULL, 10);
	build = field(&p);
	again = *field(&p) == '1';
	kind = strtoul(field(&p), NULL, 10);
	version = field(&p);
	again_version = field(&p);
	why = field(&p);
	t->counts[r][kind][strtoul(agreement, NULL, 10)]++;
	t->n_again[r] += again;
	t->n_builds[r][strtoul(build, NULL, 10)]++;
	if (*why)
		summary_count(t, r, why);
	if (*version)
		t->versions[r][strtoul(build, NULL, 10)] = version;
	if (*again_version)
		t->versions[r][BUILD_STOCK_EARLY] = again_version;
	take_hits(field(&p), t->hits[r]);
	if (strtoul(agreement, NULL, 10) > BOTH_REFUSE)
		buf_printf(&t->cases, "- `%s`: %s\n", name, p);
	unlink(path_of(a, &o->lab, name));
}

size_t report_print(struct arena *a, const struct oracle_options *o,
		    const struct test *tests, size_t n)
{
	struct summary t = { .cases = buf_make(a, LIMIT_OUTPUT_BYTES) };

	for (size_t r = 0; r < N_RELEASES; r++)
		t.hits[r] = arena_alloc(a, n_lint_refusals * sizeof(bool));
	for (size_t i = 0; i < n; i++)
		take(a, o, tests[i].name, &t);
	summary_print(&t);
	return o->report ? summary_write(a, o, &t) : 0;
}
