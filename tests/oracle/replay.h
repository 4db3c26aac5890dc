/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay.h - does a log hold what src/lint/rules.def says Xen prints?
 */
#ifndef TESTS_ORACLE_REPLAY_H
#define TESTS_ORACLE_REPLAY_H

#include "base/arena.h"
#include "oracle.h"

struct replay;

/** replay_open - the lines of the serial log @log, one by one */
struct replay *replay_open(struct arena *a, enum oracle_release release,
			   const char *log);
void replay_close(struct replay *p);

/** replay_next - on to the next line that is in the table; false: none */
bool replay_next(struct replay *p);

/** replay_line - that line */
const char *replay_line(const struct replay *p);

/**
 * replay_hit - does the line stand for @code?
 * @ret_own: it stands for no other code
 *
 * Return: the text of the row, or NULL. Places where Xen says nothing are not
 * found here: see reasons.def.
 */
const char *replay_hit(const struct replay *p, const char *code, bool *ret_own);

/**
 * replay_returned - is there a place where Xen returns an error for @code,
 * and prints nothing?
 * @panic: what Xen said in the end; 4.20 tells the error: "(rc = -22)"
 *
 * Return: the row's text, "-EINVAL: condition"; NULL: none with that error.
 */
const char *replay_returned(enum oracle_release release, const char *code,
			    const char *panic);

/** replay_prints - has @release the place of this row, and a word on it? */
bool replay_prints(size_t row, enum oracle_release release);

/** replay_hits - set those of @hits, by row, whose text @log has */
void replay_hits(struct arena *a, enum oracle_release release,
		 const char *log, bool *hits);

#endif
