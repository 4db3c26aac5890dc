/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree_edit.h - trees that faults bring along: sources through dtc, and
 * changes to a flattened tree.
 */
#ifndef TESTS_ORACLE_TREE_EDIT_H
#define TESTS_ORACLE_TREE_EDIT_H

#include <stdbool.h>

#include "base/arena.h"

/**
 * tree_make - a source through dtc
 * @source: without its first line, /dts-v1/;
 * @to: takes the flattened tree
 */
bool tree_make(struct arena *a, const char *source, const char *to);

/**
 * tree_edit - change a flattened tree
 * @from, @to: files, which may be the same
 * @edits: a line each, done one after the other:
 *	source, as it could stand behind the tree's own, such as
 *	"/delete-node/ &{/timer};"
 *	"memreserve BASE SIZE": an entry of the tree's header
 *	"word OFFSET VALUE": behind all else 32 bits of the file
 */
bool tree_edit(struct arena *a, const char *from, const char *edits,
	       const char *to);

/** tree_words - those of @edits that are words, nothing else */
bool tree_words(struct arena *a, const char *edits, const char *path);

#endif
