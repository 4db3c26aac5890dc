/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tally.h - where the findings of a command go, and what they come to.
 *
 * As text each goes to stderr by itself. In a form for machines they are one
 * log, written input by input; stderr then has what is no finding.
 */
#ifndef DOMC_CLI_TALLY_H
#define DOMC_CLI_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "domc.h"

/* Findings of all compilations of one command. */
struct tally {
	struct domc_log *log;	/* NULL: text */
	int fd;			/* the log's; stderr beside a report */
	bool lost;		/* the log could not be written */
	bool colour;
	size_t n_inputs;	/* dealt with */
	size_t n_inputs_found;	/* with errors or warnings */
	size_t n_errors;	/* listed */
	size_t n_warnings;
	size_t n_unlisted;
	int status;		/* the worst so far: the exit status */
};

/**
 * tally_begin - nothing is found yet
 * @format: "text", NULL for the same, or a form of domc_log_new()
 * @log_fd: where a log goes
 *
 * Return: false, after saying why on stderr, if there is no such form.
 */
bool tally_begin(struct tally *t, const char *format, int log_fd);

/**
 * tally_add - an input is done
 * @path: as the user gave it
 * @c: NULL when there was no memory for it
 */
void tally_add(struct tally *t, const char *path, const struct domc *c,
		  enum domc_status status);

/** tally_fail - the last input failed for this reason: status 2 */
void tally_fail(struct tally *t, const char *message);

/** tally_end - the sum, and what is left of a log; the exit status */
int tally_end(struct tally *t);

#endif
