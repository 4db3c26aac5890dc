/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judge.c - what Xen makes of a compiled system.
 */
#include "judge.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "observe.h"
#include "../boot/serial.h"
#include "../boot/verify.h"

/*
 * A boot takes a third of a second, and thirty domains five; the second try
 * allows for a busy host.
 */
#define FIRST_SECONDS 6
#define SECOND_SECONDS 60
#define SECOND_SECONDS_A_DOMAIN 5

const char *const xen_verdicts[N_XEN_VERDICTS] = {
	"boots", "panics", "ignores", "is silent", "stops", "guest is silent",
	"tree differs", "not run",
};

/* It says so of what it was told to do, and does it. */
static const char *const obedient_words[] = {
	"SILO mode is not enabled", "This is experimental software",
	/* flask=permissive and flask=late; enforcing it panics */
	"Access controls disabled until policy is loaded",
	/* of the list of all queues */
	"sched_smt_power_savings: disabled",
};

/* Words of a line in which Xen complains and goes on. */
static const char *const complaint_words[] = {
	"gnor", "rror", "ailed", "ailure", "nvalid", "nable to", "annot",
	"an't", "ot supported", "nsupported", "ARNING", "arning", "ncorrect",
	"ismatch", "overlap", "too ", "Out of", "Not enough", "not enough",
	"nknown", "isabl", "exceed", "wrong", "missing", "onflict",
};

static bool holds(const char *line, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(line, words[i]))
			return true;
	return false;
}

#define HOLDS(line, words) \
	holds(line, words, sizeof(words) / sizeof((words)[0]))

bool judge_harmless(const char *line)
{
	unsigned long long a, b, c, d;
	const char *at = strstr(line, "Region: [");

	return at && sscanf(at, "Region: [%llx, %llx) overlapping with mod[%*u]: [%llx, %llx)",
			    &a, &b, &c, &d) == 4 && a == c && b == d;
}

/* Numbers differ from boot to boot: one mark for each. */
static void without_numbers(char *line)
{
	char *to = line;

	for (const char *p = line; *p && *p != '\n';) {
		if (*p >= '0' && *p <= '9') {
			p += strspn(p, "0123456789abcdefx");
			*to++ = '#';
		} else {
			*to++ = *p++;
		}
	}
	*to = '\0';
}

static bool is_known(const char *known, const char *line)
{
	char form[1200];

	snprintf(form, sizeof(form), "%s", line);
	without_numbers(form);
	return known && strstr(known, form);
}

/* Each line in which Xen complains, without the time and its prefix. */
static void complaints_in(const char *path, const char *known,
			  struct buf *out)
{
	FILE *log = fopen(path, "r");
	char line[1200];

	while (log && fgets(line, sizeof(line), log)) {
		const char *text = strstr(line, "(XEN) ");

		if (text && !strstr(text, "domc-probe ") &&
		    !strstr(text, "Command line") &&
		    HOLDS(text, complaint_words) &&
		    !HOLDS(text, obedient_words) && !judge_harmless(text) &&
		    !is_known(known, text + 6))
			buf_puts(out, text + 6);
	}
	if (log)
		fclose(log);
}

/* The first line of *@rest, which then begins behind it; NULL: none. */
static char *next_line(char **rest)
{
	char *line = *rest;

	if (!*line)
		return NULL;
	*rest += strcspn(line, "\n");
	if (**rest)
		*(*rest)++ = '\0';
	return line;
}

const char *judge_known(struct arena *a, const char *log)
{
	struct buf lines = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	char *line, *rest;

	complaints_in(log, NULL, &lines);
	rest = arena_strdup(a, buf_str(&lines));
	while ((line = next_line(&rest))) {
		without_numbers(line);
		buf_printf(&out, "%s\n", line);
	}
	return buf_str(&out);
}

static const char *last_line(struct arena *a, const char *path)
{
	FILE *log = fopen(path, "r");
	char line[1200] = "", next[1200];

	while (log && fgets(next, sizeof(next), log))
		memcpy(line, next, sizeof(line));
	if (log)
		fclose(log);
	line[strcspn(line, "\n")] = '\0';
	return arena_strdup(a, line);
}

static size_t n_built(const struct oracle_case *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_domains; i++)
		n += !c->domains[i].is_xl;
	return n;
}

/* Every guest that Xen built, against its compiled tree. */
static void judge_guests(struct arena *a, const struct oracle_case *c,
			 const struct serial *s, const char *dir,
			 struct judgement *j)
{
	for (size_t i = 0; i < c->n_domains; i++) {
		const char *name = c->domains[i].name;
		const char *wrong;

		if (c->domains[i].is_xl || c->domains[i].is_dom0)
			continue;
		wrong = verify_guest(a, s, name,
				     arena_printf(a, "%s/out", dir));
		if (wrong) {
			j->verdict = XEN_TREE_DIFFERS;
			j->says = arena_printf(a, "%s: %s", name, wrong);
			return;
		}
	}
}

/* The first domain that did not finish, and where the log stops. */
static const char *who_is_silent(struct arena *a, const struct oracle_case *c,
				 const struct serial *s, const char *path)
{
	const char *last = last_line(a, path), *who = "";
	const char *text = strstr(last, "(XEN) ");

	for (size_t i = 0; i < c->n_domains && !*who; i++) {
		const struct seen_guest *g = serial_guest(s,
							  c->domains[i].name);

		if (!c->domains[i].is_xl && (!g || !g->done))
			who = c->domains[i].name;
	}
	/* What the probe calls itself without a command line. */
	return arena_printf(a, "domain '%s'%s, behind: %s", who,
			    serial_guest(s, "guest") ?
			    ", and a guest without a name spoke" : "",
			    text ? text : last);
}

static struct judgement judge_once(struct arena *a,
				   const struct oracle_case *c,
				   const char *known, const char *dir,
				   unsigned int seconds)
{
	struct buf complaints = buf_make(a, LIMIT_OUTPUT_BYTES);
	const char *path = arena_printf(a, "%s/serial.log", dir);
	FILE *log = fopen(path, "w");
	const struct qemu_run run = {
		.machine = c->machine,
		.dir = arena_printf(a, "%s/out", dir),
		.n_guests = n_built(c),
		.seconds = seconds,
		.keys = observe_keys(c),
	};
	struct judgement j = { XEN_BOOTS, "", "", "", "", c->release, path };
	struct qemu_result r;
	struct serial s;

	serial_init(&s, a, log);
	r = qemu_boot(a, &run, &s);
	if (log)
		fclose(log);
	complaints_in(path, known, &complaints);
	j.complaints = buf_str(&complaints);
	j.seen = observe(a, c, &s);
	j.version = s.xen_version ? s.xen_version : "";
	if (r.end == QEMU_NOT_STARTED ||
	    (r.end == QEMU_EXITED && r.status != 0 && !s.xen_version)) {
		j.verdict = XEN_NOT_RUN;
	} else if (s.panic) {
		j.verdict = XEN_PANICS;
		j.says = s.panic;
	} else if (r.end == QEMU_ENOUGH) {
		judge_guests(a, c, &s, dir, &j);
	} else {
		j.verdict = s.xen_version ? XEN_GUEST_SILENT :
			    s.said.len ? XEN_STOPS : XEN_SILENT;
		j.says = who_is_silent(a, c, &s, path);
	}
	return j;
}

bool judge_waits(const struct judgement *j)
{
	return j->verdict == XEN_SILENT || j->verdict == XEN_STOPS ||
	       j->verdict == XEN_GUEST_SILENT;
}

struct judgement judge_boot(struct arena *a, const struct oracle_case *c,
			    const char *known, bool foretold,
			    const char *dir)
{
	struct judgement j = judge_once(a, c, known, dir, FIRST_SECONDS);

	if (judge_waits(&j) && !foretold)
		j = judge_once(a, c, known, dir, SECOND_SECONDS +
			       SECOND_SECONDS_A_DOMAIN *
			       (unsigned int)c->n_domains);
	if (j.verdict == XEN_BOOTS && *j.complaints) {
		j.verdict = XEN_IGNORES;
		j.says = arena_strndup(a, j.complaints,
				       strcspn(j.complaints, "\n"));
	}
	return j;
}
