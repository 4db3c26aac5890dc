/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay.h - does a log hold what src/lint/rules.def says Xen prints?
 */
#ifndef TESTS_ORACLE_REPLAY_H
#define TESTS_ORACLE_REPLAY_H

#include "base/buf.h"
#include "oracle.h"

/**
 * replay_seen - did Xen print a text that stands for @code?
 * @log: path of a serial log
 *
 * Places where Xen says nothing are not found here: see reasons.def.
 */
bool replay_seen(enum oracle_release release, const char *code,
		 const char *log);

/** replay_wordless - is there a place where Xen returns an error for it? */
bool replay_wordless(enum oracle_release release, const char *code);

/** replay_prints - has @release the place of this row, and a word on it? */
bool replay_prints(size_t row, enum oracle_release release);

/** replay_hits - numbers of all rows whose text @log has, a space behind each */
void replay_hits(enum oracle_release release, const char *log,
		 struct buf *out);

#endif
