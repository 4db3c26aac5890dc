/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * read.c - bindings from files and folders.
 */
#include "binding/binding.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"

/* Paths of a folder; sorted, as readdir() has no order. */
struct names {
	struct arena *arena;
	const char **list;
	size_t n, n_room;
};

struct open_dir {
	DIR *dir;		/* NULL: closed */
};

static void close_dir(void *arg)
{
	struct open_dir *o = arg;

	if (o->dir)
		closedir(o->dir);
	o->dir = NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of what is in @path; false when it is no folder that can be read. */
static bool list_names(struct names *n, const char *path)
{
	struct open_dir *o = ARENA_NEW(n->arena, struct open_dir);
	const struct dirent *entry;

	arena_defer(n->arena, close_dir, o);
	o->dir = opendir(path);
	if (!o->dir)
		return false;
	while ((entry = readdir(o->dir))) {
		/* Neither . and .. nor what editors and git keep. */
		if (entry->d_name[0] == '.')
			continue;
		n->list = arena_grow(n->arena, n->list, n->n, &n->n_room,
				     sizeof(*n->list));
		n->list[n->n++] = arena_printf(n->arena, "%s/%s", path,
					       entry->d_name);
	}
	close_dir(o);
	if (n->n)
		qsort(n->list, n->n, sizeof(*n->list), by_text);
	return true;
}

static bool is_yaml(const char *path)
{
	size_t n = strlen(path);

	return n > 5 && strcmp(path + n - 5, ".yaml") == 0;
}

static void read_file(struct bindings *b, struct arena *a, struct diags *d,
		      const char *path, bool *ret_io_error)
{
	const struct value *root = doc_read_any(a, d, path, ret_io_error);

	if (root)
		bindings_add(b, d, root);
}

static void read_path(struct bindings *b, struct arena *a, struct diags *d,
		      const char *path, unsigned int depth,
		      bool *ret_io_error)
{
	struct names n = { .arena = a };
	struct stat st;

	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
		if (!depth || is_yaml(path))
			read_file(b, a, d, path, ret_io_error);
		return;
	}
	/* A link may lead back up. */
	if (depth >= LIMIT_TREE_DEPTH)
		return;
	if (!list_names(&n, path)) {
		diag_add(d, E_DOC_UNREADABLE, (struct place){ .file = path },
			 "cannot read the folder '%s': %s", path,
			 strerror(errno));
		*ret_io_error = true;
		return;
	}
	for (size_t i = 0; i < n.n; i++)
		read_path(b, a, d, n.list[i], depth + 1, ret_io_error);
}

void bindings_read(struct bindings *b, struct arena *a, struct diags *d,
		   const char *path, bool *ret_io_error)
{
	read_path(b, a, d, path, 0, ret_io_error);
}
