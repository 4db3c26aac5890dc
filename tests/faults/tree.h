/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.h - a folder's files in memory, to be compared.
 */
#ifndef DOMC_FAULTS_TREE_H
#define DOMC_FAULTS_TREE_H

#include <stdbool.h>
#include <stddef.h>

struct tree_file {
	char *path;		/* below the folder */
	char *bytes;
	size_t len;
};

struct tree {
	struct tree_file *files;
	size_t n;
	size_t n_hidden;	/* files whose names begin with '.' */
	bool is_there;		/* the folder itself */
};

/** tree_load - all files below @dir; free with tree_free() */
struct tree tree_load(const char *dir);
void tree_free(struct tree *t);

/** tree_find - NULL if there is no such file */
const struct tree_file *tree_find(const struct tree *t, const char *path);

/** tree_has - is this file in @t, with the same bytes? */
bool tree_has(const struct tree *t, const struct tree_file *f);

/** tree_same - the same files with the same bytes? */
bool tree_same(const struct tree *a, const struct tree *b);

/** tree_remove - rm -rf */
void tree_remove(const char *dir);

/** tree_copy - write the files of @t below @dir, which is made */
void tree_copy(const struct tree *t, const char *dir);

#endif
