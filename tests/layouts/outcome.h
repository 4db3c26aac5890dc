/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * outcome.h - a layout through domc, in this process, and what it said.
 */
#ifndef TESTS_LAYOUTS_OUTCOME_H
#define TESTS_LAYOUTS_OUTCOME_H

#include "text.h"
#include "verdict.h"

struct outcome {
	bool refused;		/* any error */
	struct verdict *found;	/* the layout's, in the order of domc */
	size_t n_found;
	const char *other;	/* first error that is none of those, or NULL */
	const char *odd;	/* one that names no such range, or NULL */
	bool written;		/* --force gave a board tree */
	bool has_node;		/* with a layout in it */
	struct told told;	/* as the tree has it */
};

/**
 * outcome_setup - are the codes that this program knows domc's?
 *
 * Return: NULL, or one that is not.
 */
const char *outcome_setup(void);

/**
 * outcome_make - write, compile with --force, understand
 * @path: where the system file goes; @files->partial beside it
 */
struct outcome outcome_make(struct arena *a, const struct layout *l,
			      const struct files *files, const char *path);

/** outcome_node - the layout node of a board tree; NULL: none */
struct dt_node;
struct dt_tree;
struct dt_node *outcome_node(const struct dt_tree *board);

/** outcome_told - what such a node says */
struct told outcome_told(const struct dt_node *n);

#endif
