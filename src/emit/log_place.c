/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log_place.c - columns in UTF-16, paths as URIs.
 */
#include "emit/log_place.h"

#include <string.h>

#include "base/utf8.h"

const char *log_override(const char *file)
{
	static const char option[] = "--set ";
	size_t n = sizeof(option) - 1;

	return strncmp(file, option, n) == 0 ? file + n : NULL;
}

/* ---- columns ---- */

/* Code units of @n bytes; what is not UTF-8 is read as one a byte. */
static unsigned int utf16_units(const char *s, size_t n)
{
	unsigned int units = 0;

	while (n) {
		size_t step = utf8_length(s, n);

		/* Past U+FFFF: a pair of surrogates. */
		units += step == 4 ? 2 : 1;
		step = step ? step : 1;
		s += step;
		n -= step;
	}
	return units;
}

/* Column @col (bytes, from 1) of a line; 0 if the line is not at hand. */
static unsigned int column(const struct diags *d, const char *file,
			   unsigned int line, unsigned int col)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t len = 0, n = col ? col - 1 : 0;
	const char *s = diag_source_line(d, file, line, &len);

	if (!s || !col)
		return 0;
	if (n > len)
		n = len;
	if (line == 1 && n >= 3 && memcmp(s, mark, 3) == 0) {
		s += 3;
		n -= 3;
	}
	return utf16_units(s, n) + 1;
}

struct log_span log_span(const struct diags *d, const struct place *p)
{
	struct log_span span = { .line = p->line };

	if (!p->line)
		return span;
	span.col = column(d, p->file, p->line, p->col);
	if (!span.col || p->end_line < p->line)
		return span;
	span.end_line = p->end_line;
	span.end_col = column(d, p->file, p->end_line, p->end_col);
	return span;
}

/* ---- paths ---- */

static bool stands_for_itself(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
}

const char *log_uri(struct buf *out, const char *path)
{
	out->len = 0;
	if (*path == '/')
		buf_puts(out, "file://");
	while (strncmp(path, "./", 2) == 0)
		path += 2 + strspn(path + 2, "/");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (stands_for_itself(c))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
	return buf_str(out);
}
