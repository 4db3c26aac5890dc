/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * format.h - the forms that `format` names.
 */
#ifndef DOMC_SCHEMA_FORMAT_H
#define DOMC_SCHEMA_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

/* A form: its pattern, and what no pattern can say. */
struct format {
	const char *name;	/* "date" */
	const char *wanted;	/* "a date such as 2024-02-29" */
	const char *pattern;	/* or NULL: `regex` */
	bool (*takes)(const char *text);	/* of what matches, or NULL */
};

extern const struct format format_table[];

/* Of format_table. */
#define N_FORMATS 19

/** format_find - by name; NULL if there is none: then any text will do */
const struct format *format_find(const char *name);

/*
 * format_is_date and the two beside it - is there such a day, such a second?
 * @text: of the right form
 *
 * A leap second is the last one of a day in UTC.
 */
bool format_is_date(const char *text);
bool format_is_time(const char *text);
bool format_is_date_time(const char *text);

/**
 * format_is_regex - has @text escapes and groups of ECMA-262 only?
 *
 * PCRE2 knows more of them, with a meaning of its own.
 */
bool format_is_regex(const char *text);

#endif
