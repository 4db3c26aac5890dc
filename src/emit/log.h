/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log.h - findings of any number of compilations as one text for machines.
 *
 * A log is written as it is met: what an input adds to it can go out before
 * the next is looked at, so that memory does not grow with their number.
 */
#ifndef DOMC_EMIT_LOG_H
#define DOMC_EMIT_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "diag/diag.h"
#include "emit/json.h"

struct log;

/* A form of a log. Each function appends to log.out. */
struct log_format {
	const char *name;	/* what --format takes */
	void (*begin)(struct log *l);
	/* a finding of the newest input */
	void (*finding)(struct log *l, const struct diags *d,
			const struct diag_item *item);
	/* the newest input is done, but for log_fail(); NULL: nothing to say */
	void (*done)(struct log *l);
	/* the newest input could not be dealt with; NULL: end() says it */
	void (*fail)(struct log *l, const char *message);
	void (*end)(struct log *l);
};

#define LOG_FORMAT(name, function, summary) \
	extern const struct log_format log_##function;
#include "emit/log.def"
#undef LOG_FORMAT

/* A file that the command was given, and how it went. */
struct log_input {
	const char *path;	/* as the user gave it, "<stdin>" for - */
	unsigned int status;	/* 0 clean, 1 findings, 2 failed */
	size_t n_errors;	/* found, listed or not */
	size_t n_warnings;
	size_t n_unlisted;	/* of both */
	const char *error;	/* why it failed, if no finding says it */
};

struct log {
	struct arena *arena;
	const struct log_format *format;
	const char *version;	/* of domc: "0.1.0" */
	struct buf out;		/* written since log_take() */
	struct buf scratch;	/* one word at a time: a URI */
	struct json json;	/* for forms that are JSON; writes to out */
	struct log_input *inputs;	/* the newest last */
	size_t n_inputs;
	size_t inputs_room;
	const char **files;	/* inputs and what findings are in, by input */
	size_t n_files;
	size_t files_room;
	size_t first_file;	/* of the newest input, each but once */
	unsigned int status;	/* the worst of all inputs */
};

/** log_format - form @i of log.def; NULL past the last */
const struct log_format *log_format(size_t i);

/** log_begin - an empty log; *@ret stays where it is: log.json points there */
void log_begin(struct log *ret, struct arena *a,
	       const struct log_format *format, const char *version);

/**
 * log_add - an input and what was found in it
 * @d: NULL if it never came to that
 */
void log_add(struct log *l, const char *path, const struct diags *d,
	     unsigned int status);

/** log_fail - the newest input failed, and no finding says why */
void log_fail(struct log *l, const char *message);

/** log_end - all inputs are there; @status: of the command */
void log_end(struct log *l, unsigned int status);

/** log_take - what was written since the last time; until the next call */
const char *log_take(struct log *l, size_t *ret_len);

#endif
