/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fault_trees.c - the trees that a fault of faults.def brings along.
 */
#include "fault_trees.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "../boot/lab.h"
#include "tree_edit.h"

#define TREES 2

/* Of the machine that a case runs on. */
static const char *board_of(const struct oracle_files *files,
			    const struct oracle_case *c)
{
	const struct machine m = c->machine;

	return m.ram_mib == LAB_RAM_MIB ? files->board[m.gic] :
					  files->large_board[m.gic];
}

static void make_board(struct arena *a, const struct fault_names *names,
		       const char *text, struct oracle_case *c)
{
	const char *edits = fault_lines(a, names, text, "board");

	if (!*edits)
		return;
	c->board = fault_file(a, names, "board", 0);
	if (!tree_edit(a, board_of(names->files, c), edits, c->board))
		unlink(c->board);
}

/* Devices are passed on by nodes of /passthrough. */
static const char *partial_source(struct arena *a, const char *nodes)
{
	return arena_printf(a, "/ { #address-cells = <2>; #size-cells = <2>; "
			    "passthrough { compatible = \"simple-bus\"; "
			    "ranges; #address-cells = <2>; #size-cells = <2>; "
			    "%s }; };", nodes);
}

static void make_tree(struct arena *a, const struct fault_names *names,
		      const char *text, unsigned int n)
{
	const char *path = fault_file(a, names, "tree", n);
	const char *nodes = fault_lines(a, names, text,
					arena_printf(a, "nodes%u", n));
	const char *whole = fault_lines(a, names, text,
					arena_printf(a, "tree%u", n));
	const char *words = fault_lines(a, names, text,
					arena_printf(a, "words%u", n));

	if (*nodes)
		whole = partial_source(a, nodes);
	if (*whole && !tree_make(a, whole, path))
		unlink(path);
	if (*words)
		tree_words(a, words, path);
}

/* "41 0*8": bytes in hexadecimal, and how often */
static void make_file(struct arena *a, const struct fault_names *names,
		      const char *text, unsigned int n)
{
	const char *said = fault_lines(a, names, text,
				       arena_printf(a, "file%u", n));
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	char *end;

	if (!*said)
		return;
	for (;; said = end) {
		unsigned long byte = strtoul(said, &end, 16), times = 1;

		if (end == said)
			break;
		if (*end == '*')
			times = strtoul(end + 1, &end, 10);
		while (times-- > 0)
			buf_putc(&out, (char)byte);
	}
	lab_write(fault_file(a, names, "file", n), buf_str(&out), out.len);
}

void fault_trees(struct arena *a, const struct fault_names *names,
		 const char *text, struct oracle_case *c)
{
	const char *places = fault_lines(a, names, text, "enter");
	char *end;

	make_board(a, names, text, c);
	for (unsigned int n = 1; n <= TREES; n++)
		make_tree(a, names, text, n);
	make_file(a, names, text, 1);
	if (*places) {
		c->tree_at = strtoull(places, &end, 0);
		c->xen_at = strtoull(end, NULL, 0);
	}
}
