/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay.c - does a log hold what src/lint/rules.def says Xen prints?
 */
#include "replay.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "lint/refusals.h"

#define FORM_BYTES 1024

#define rows lint_refusals
#define N_ROWS n_lint_refusals

/* Behind a conversion of printf, as Xen's source spells it: also %pd. */
static const char *skip_conversion(const char *p)
{
	p += strspn(p, "#0123456789.-+lzh");
	if (*p == 'p' && strchr("dvpsS", p[1]))
		return p + 2;
	if (strncmp(p, "PRI", 3) != 0)
		return *p ? p + 1 : p;
	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	return p;
}

/* A format of printf as a regular expression. */
static void make_form(const char *text, char *form)
{
	char *end = form + FORM_BYTES - 4;

	while (*text && form < end) {
		if (*text == '%') {
			text = skip_conversion(text + 1);
			*form++ = '.';
			*form++ = '*';
			continue;
		}
		if (strchr("\\^$.[]|()*+?{}", *text))
			*form++ = '\\';
		*form++ = *text++;
	}
	*form = '\0';
}

static bool prints(const struct lint_refusal *r)
{
	return *r->text && *r->text != '-' &&
	       strncmp(r->text, "BUG_ON", 6) != 0;
}

static const char *file_of(const struct lint_refusal *r,
			   enum oracle_release release)
{
	return release == RELEASE_4_17 ? r->file_4_17 : r->file_4_20;
}

static bool is_of(const struct lint_refusal *r, enum oracle_release release)
{
	return *file_of(r, release);
}

static bool compile_form(const struct lint_refusal *r, regex_t *ret)
{
	char form[FORM_BYTES];

	make_form(r->text, form);
	return regcomp(ret, form, REG_EXTENDED | REG_NOSUB) == 0;
}

/* A line of Xen itself, and one in which something is wrong. */
static bool is_telling(const char *line)
{
	return !strstr(line, "domc-probe ") && !strstr(line, "Command line") &&
	       !strstr(line, "CMDLINE") && !judge_harmless(line);
}

static bool is_row_of(size_t row, enum oracle_release release,
		      const char *code)
{
	return is_of(&rows[row], release) &&
	       strcmp(diag_codes[rows[row].code].number, code) == 0;
}

struct replay {
	enum oracle_release release;
	FILE *log;
	regex_t *forms;		/* by row; only of those that print */
	char line[1200];	/* the one that was read last */
	bool *is_hit;		/* by row: does @line have its text? */
};

struct replay *replay_open(struct arena *a, enum oracle_release release,
			   const char *log)
{
	struct replay *p = ARENA_NEW(a, struct replay);

	p->release = release;
	p->log = fopen(log, "r");
	p->forms = arena_array(a, N_ROWS, sizeof(*p->forms));
	p->is_hit = arena_array(a, N_ROWS, sizeof(*p->is_hit));
	for (size_t i = 0; i < N_ROWS; i++)
		if (replay_prints(i, release))
			compile_form(&rows[i], &p->forms[i]);
	return p;
}

void replay_close(struct replay *p)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (replay_prints(i, p->release))
			regfree(&p->forms[i]);
	if (p->log)
		fclose(p->log);
}

bool replay_next(struct replay *p)
{
	while (p->log && fgets(p->line, sizeof(p->line), p->log)) {
		size_t n = 0;

		if (!is_telling(p->line))
			continue;
		for (size_t i = 0; i < N_ROWS; i++) {
			p->is_hit[i] = replay_prints(i, p->release) &&
				       regexec(&p->forms[i], p->line, 0, NULL,
					       0) == 0;
			n += p->is_hit[i];
		}
		if (n)
			return true;
	}
	return false;
}

const char *replay_line(const struct replay *p)
{
	return p->line;
}

const char *replay_hit(const struct replay *p, const char *code, bool *ret_own)
{
	const char *text = NULL;

	*ret_own = true;
	for (size_t i = 0; i < N_ROWS; i++) {
		if (!p->is_hit[i])
			continue;
		if (is_row_of(i, p->release, code))
			text = rows[i].text;
		else
			*ret_own = false;
	}
	return text;
}

/* "-EINVAL: ..." as Xen prints it, -22; 0: it is not known. */
static int error_in(const char *text)
{
	static const struct {
		const char *name;
		int number;
	} errors[] = {
		{ "-ENOENT", -2 }, { "-ENOMEM", -12 }, { "-EBUSY", -16 },
		{ "-EINVAL", -22 }, { "-FDT_ERR_INTERNAL", -13 },
	};

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strncmp(text, errors[i].name,
			    strlen(errors[i].name)) == 0)
			return errors[i].number;
	return 0;
}

const char *replay_returned(enum oracle_release release, const char *code,
			    const char *panic)
{
	const char *rc = strstr(panic, "(rc = ");
	int number = rc ? (int)strtol(rc + 6, NULL, 10) : 0;

	for (size_t i = 0; i < N_ROWS; i++)
		if (is_row_of(i, release, code) && *rows[i].text == '-' &&
		    (!rc || error_in(rows[i].text) == number))
			return rows[i].text;
	return NULL;
}

bool replay_prints(size_t row, enum oracle_release release)
{
	return is_of(&rows[row], release) && prints(&rows[row]);
}

void replay_hits(struct arena *a, enum oracle_release release,
		 const char *log, bool *hits)
{
	struct replay *p = replay_open(a, release, log);

	while (replay_next(p))
		for (size_t i = 0; i < N_ROWS; i++)
			hits[i] |= p->is_hit[i];
	replay_close(p);
}
