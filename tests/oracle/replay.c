/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay.c - does a log hold what src/lint/rules.def says Xen prints?
 */
#include "replay.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
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

static bool log_has(const regex_t *form, const char *log)
{
	FILE *f = fopen(log, "r");
	char line[1200];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f))
		found = !strstr(line, "domc-probe ") &&
			!strstr(line, "Command line") &&
			!judge_harmless(line) &&
			regexec(form, line, 0, NULL, 0) == 0;
	if (f)
		fclose(f);
	return found;
}

bool replay_seen(enum oracle_release release, const char *code,
		 const char *log)
{
	for (size_t i = 0; i < N_ROWS; i++) {
		regex_t form;
		bool found;

		if (!is_of(&rows[i], release) || !prints(&rows[i]) ||
		    strcmp(diag_codes[rows[i].code].number, code) != 0 ||
		    !compile_form(&rows[i], &form))
			continue;
		found = log_has(&form, log);
		regfree(&form);
		if (found)
			return true;
	}
	return false;
}

bool replay_wordless(enum oracle_release release, const char *code)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (strcmp(diag_codes[rows[i].code].number, code) == 0 &&
		    is_of(&rows[i], release) && *rows[i].text == '-')
			return true;
	return false;
}

bool replay_prints(size_t row, enum oracle_release release)
{
	return is_of(&rows[row], release) && prints(&rows[row]);
}

void replay_hits(enum oracle_release release, const char *log,
		 struct buf *out)
{
	for (size_t i = 0; i < N_ROWS; i++) {
		regex_t form;

		if (!replay_prints(i, release) ||
		    !compile_form(&rows[i], &form))
			continue;
		if (log_has(&form, log))
			buf_printf(out, "%zu ", i);
		regfree(&form);
	}
}
