/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.c - by nftw(), whose callback takes no argument: hence the one static.
 */
#define _XOPEN_SOURCE 700
#include "tree.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_FILES 256
#define MOST_DESCRIPTORS 16

static struct {
	struct tree *tree;
	size_t skip;		/* bytes of the folder's name and '/' */
} walk;

static void *need(void *p)
{
	if (!p)
		abort();
	return p;
}

static int load_entry(const char *path, const struct stat *st, int type,
		      struct FTW *at)
{
	struct tree_file *f;
	FILE *in;

	if (type != FTW_F)
		return 0;
	if (walk.tree->n == MOST_FILES)
		abort();
	f = &walk.tree->files[walk.tree->n++];
	f->path = need(strdup(path + walk.skip));
	f->len = (size_t)st->st_size;
	f->bytes = need(malloc(f->len + 1));
	in = need(fopen(path, "rb"));
	if (fread(f->bytes, 1, f->len, in) != f->len)
		abort();
	fclose(in);
	walk.tree->n_hidden += path[at->base] == '.';
	return 0;
}

struct tree tree_load(const char *dir)
{
	struct tree t = { 0 };
	struct stat st;

	t.is_there = stat(dir, &st) == 0;
	t.files = need(calloc(MOST_FILES, sizeof(*t.files)));
	walk.tree = &t;
	walk.skip = strlen(dir) + 1;
	if (t.is_there)
		nftw(dir, load_entry, MOST_DESCRIPTORS, FTW_PHYS);
	return t;
}

void tree_free(struct tree *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->files[i].path);
		free(t->files[i].bytes);
	}
	free(t->files);
}

const struct tree_file *tree_find(const struct tree *t, const char *path)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->files[i].path, path) == 0)
			return &t->files[i];
	return NULL;
}

bool tree_has(const struct tree *t, const struct tree_file *f)
{
	const struct tree_file *mine = tree_find(t, f->path);

	return mine && mine->len == f->len &&
	       memcmp(mine->bytes, f->bytes, f->len) == 0;
}

bool tree_same(const struct tree *a, const struct tree *b)
{
	if (a->n != b->n || a->is_there != b->is_there)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!tree_has(b, &a->files[i]))
			return false;
	return true;
}

static int remove_entry(const char *path, const struct stat *st, int type,
			struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

void tree_remove(const char *dir)
{
	nftw(dir, remove_entry, MOST_DESCRIPTORS, FTW_PHYS | FTW_DEPTH);
}

void tree_copy(const struct tree *t, const char *dir)
{
	char path[512];

	mkdir(dir, 0777);
	for (size_t i = 0; i < t->n; i++) {
		const struct tree_file *f = &t->files[i];
		const char *slash = strchr(f->path, '/');
		FILE *out;

		if (slash) {
			snprintf(path, sizeof(path), "%s/%.*s", dir,
				 (int)(slash - f->path), f->path);
			mkdir(path, 0777);
		}
		snprintf(path, sizeof(path), "%s/%s", dir, f->path);
		out = need(fopen(path, "wb"));
		fwrite(f->bytes, 1, f->len, out);
		fclose(out);
	}
}
