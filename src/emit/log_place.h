/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log_place.h - places as other programs count and name them.
 */
#ifndef DOMC_EMIT_LOG_PLACE_H
#define DOMC_EMIT_LOG_PLACE_H

#include "base/buf.h"
#include "diag/diag.h"

/**
 * log_override - is the place in an argument of --set, not in a file?
 *
 * Return: the argument, or NULL.
 */
const char *log_override(const char *file);

/* A span in UTF-16 code units, which most editors count in. */
struct log_span {
	unsigned int line;	/* 0: the file as a whole */
	unsigned int col;	/* from 1; 0: only the line is known */
	unsigned int end_line;
	unsigned int end_col;	/* past the last; 0: not known */
};

/** log_span - @p, whose columns are bytes; a byte order mark is no column */
struct log_span log_span(const struct diags *d, const struct place *p);

/**
 * log_uri - a reference (RFC 3986) to the file @path
 * @out: takes it, in place of what it has
 *
 * Relative stays relative. Every byte that may not stand for itself is
 * escaped, so that no two paths look alike.
 */
const char *log_uri(struct buf *out, const char *path);

#endif
