/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * table.h - aligned columns of text, at most TABLE_WIDTH wide.
 *
 * The last column is broken at blanks where it would be wider. Only a word
 * longer than the column, or other columns that leave it less than 24, make a
 * line longer.
 */
#ifndef DOMC_EMIT_TABLE_H
#define DOMC_EMIT_TABLE_H

#include <stdbool.h>

#include "base/buf.h"

#define TABLE_WIDTH 100
#define TABLE_COLUMNS 5

struct table {
	struct arena *arena;
	unsigned int n_columns;
	bool right[TABLE_COLUMNS];	/* aligned to the right */
	const char *(*rows)[TABLE_COLUMNS];
	size_t n_rows;
	size_t n_room;
};

/** table_make - @align: 'l' or 'r' for each column */
struct table table_make(struct arena *a, const char *align);
/** table_row - add cells, not copied; NULL is an empty one */
void table_row(struct table *t, const char *const cells[TABLE_COLUMNS]);
/** table_write - every line begins with @indent blanks */
void table_write(const struct table *t, unsigned int indent, struct buf *out);

/** text_width - columns that @s takes: characters, not bytes */
size_t text_width(const char *s);
/** text_visible - @s with control characters as \n, \t, \x1b */
const char *text_visible(struct arena *a, const char *s);

#endif
