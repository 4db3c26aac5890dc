/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tally.c - one write(2) a finding as text, one an input as a log.
 */
#include "cli/tally.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/render.h"

#define OUT_OF_MEMORY "out of memory"

static bool wants_colour(void)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (no && *no)
		return false;
	return isatty(STDERR_FILENO) && (!term || strcmp(term, "dumb") != 0);
}

static bool format_exists(const char *format)
{
	const char *name;
	struct text message = { 0 };

	text_printf(&message, "no form '%s' of findings (there are: text",
		    format);
	for (size_t i = 0; (name = domc_log_format(i)); i++) {
		if (strcmp(name, format) == 0)
			break;
		text_printf(&message, ", %s", name);
	}
	text_puts(&message, ")");
	if (!name)
		command_fail(message.s);
	text_free(&message);
	return name != NULL;
}

bool tally_begin(struct tally *t, const char *format, int log_fd)
{
	*t = (struct tally){ .fd = log_fd };
	if (!format || strcmp(format, "text") == 0) {
		t->colour = wants_colour();
		return true;
	}
	if (!format_exists(format))
		return false;
	t->log = domc_log_new(format);
	if (!t->log)
		command_fail(OUT_OF_MEMORY);
	return t->log != NULL;
}

static void note_status(struct tally *t, int status)
{
	if (status > t->status)
		t->status = status;
}

/* What is no finding: on stderr, unless the log is there and says it. */
static void say(struct tally *t, const char *message)
{
	if (!t->log || t->lost || t->fd != STDERR_FILENO)
		command_fail(message);
}

/* ---- text ---- */

/* Each by one write, so that parallel runs do not mix theirs. */
static void show(const struct tally *t, const struct domc_finding *found,
		 size_t n)
{
	struct text out = { 0 };

	for (size_t i = 0; i < n; i++) {
		out.len = 0;
		render_finding(&out, &found[i], t->colour);
		text_write(STDERR_FILENO, out.s, out.len);
	}
	text_free(&out);
}

static void count(struct tally *t, const struct domc_finding *found,
		  size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (found[i].is_error)
			t->n_errors++;
		else
			t->n_warnings++;
	t->n_inputs_found += n != 0;
}

/* Of one input errors alone are summed up; of several always. */
static void show_sum(const struct tally *t)
{
	struct text out = { 0 };

	if (t->n_inputs < 2 && !t->n_errors)
		return;
	render_sum(&out, t);
	text_write(STDERR_FILENO, out.s, out.len);
	text_free(&out);
}

/* ---- a log ---- */

static void write_log(struct tally *t)
{
	struct text error = { 0 };
	const char *bytes;
	size_t len;

	bytes = domc_log_take(t->log, &len);
	if (t->lost || !len || output_fd(t->fd, bytes, len, &error))
		return;
	t->lost = true;
	note_status(t, 2);
	command_fail(error.s);
	text_free(&error);
}

static void no_memory(struct tally *t)
{
	note_status(t, 2);
	command_fail(OUT_OF_MEMORY);
}

/* ---- both ---- */

void tally_add(struct tally *t, const char *path, const struct domc *c,
		  enum domc_status status)
{
	const struct domc_finding *found = NULL;
	size_t n = c ? domc_findings(c, &found) : 0;

	t->n_inputs++;
	note_status(t, (int)status);
	count(t, found, n);
	t->n_unlisted += c ? domc_unlisted(c) : 0;
	if (!t->log)
		show(t, found, n);
	else if (!domc_log_add(t->log, path, c, status))
		no_memory(t);
	if (!c)
		tally_fail(t, OUT_OF_MEMORY);
	else if (domc_error(c))
		say(t, domc_error(c));
	if (t->log)
		write_log(t);
}

void tally_fail(struct tally *t, const char *message)
{
	note_status(t, 2);
	say(t, message);
	if (!t->log)
		return;
	if (!domc_log_fail(t->log, message))
		no_memory(t);
	write_log(t);
}

int tally_end(struct tally *t)
{
	if (t->log) {
		if (!domc_log_end(t->log, t->status))
			no_memory(t);
		write_log(t);
		domc_log_free(t->log);
	} else {
		show_sum(t);
	}
	return t->status;
}
