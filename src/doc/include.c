/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * include.c - files that include files.
 *
 * A file is known by its device and inode, so neither a second name nor two
 * ways to it make it count twice.
 */
#include "doc/load.h"

#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "doc/map.h"

/* One file on the way from the system file to the one being read. */
struct level {
	const struct doc_file *file;
	struct place place;	/* of the path in the file above */
	const struct level *above;	/* NULL: the system file */
};

static struct value *load(struct doc_loader *l, const char *path,
			  struct place from, const struct level *above);

static void note_input(struct doc_loader *l, const char *path)
{
	struct doc_input *input = ARENA_NEW(l->reader.arena, struct doc_input);

	input->path = path;
	*l->inputs_end = input;
	l->inputs_end = &input->next;
}

static bool is_cycle(struct doc_loader *l, const struct stat *st,
		     const char *path, struct place from,
		     const struct level *above)
{
	struct diags *d = l->reader.diags;
	const struct level *again = above;
	struct diag_item *item;

	while (again && (again->file->dev != st->st_dev ||
			 again->file->ino != st->st_ino))
		again = again->above;
	if (!again)
		return false;
	item = diag_add(d, E_INCLUDE_CYCLE, from,
			"'%s' is what includes this file already", path);
	for (; above != again; above = above->above)
		diag_note(d, item, above->place, "included from here");
	return true;
}

static bool is_known(const struct doc_loader *l, const struct stat *st)
{
	for (size_t i = 0; i < l->n_files; i++)
		if (l->files[i]->dev == st->st_dev &&
		    l->files[i]->ino == st->st_ino)
			return true;
	return false;
}

/* The included map is merged into @root; a file named before adds nothing. */
static struct value *include_one(struct doc_loader *l, struct value *root,
				 const struct value *path,
				 const struct level *here)
{
	struct diags *d = l->reader.diags;
	struct diag_item *item;
	const char *found;
	struct value *v;
	struct stat st;

	found = doc_file_find(l->reader.arena, path->text, here->file->name,
			      l->opts);
	if (!found || stat(found, &st) != 0) {
		diag_add(d, E_DOC_UNREADABLE, path->place,
			 "cannot find '%s' beside this file or in a folder "
			 "given with -I",
			 utf8_excerpt(l->reader.arena, path->text, 200));
		l->io_error = true;
		return root;
	}
	if (is_cycle(l, &st, found, path->place, here) || is_known(l, &st))
		return root;
	v = load(l, found, path->place, here);
	if (!v || v->kind == VALUE_NULL)
		return root;
	if (v->kind == VALUE_MAP)
		return doc_load_merge(&l->reader, root, v);
	item = diag_add(d, E_BAD_INCLUDE, v->place,
			"an included file holds a map, this is %s",
			value_kind_name(v));
	diag_note(d, item, path->place, "included from here");
	return root;
}

static struct value *without_include(struct arena *a, const struct value *root)
{
	struct value *copy = ARENA_NEW(a, struct value);
	struct member *members = arena_array(a, root->n, sizeof(*members));
	size_t n = 0;

	*copy = *root;
	for (size_t i = 0; i < root->n; i++)
		if (strcmp(root->members[i].key, "include") != 0)
			members[n++] = root->members[i];
	doc_map_fill(a, copy, members, n);
	return copy;
}

static void refuse(struct doc_loader *l, const struct value *v)
{
	diag_add(l->reader.diags, E_BAD_INCLUDE, v->place,
		 "include takes a path or a list of paths, this is %s",
		 value_kind_name(v));
}

static struct value *include_all(struct doc_loader *l, struct value *root,
				 const struct level *here)
{
	const struct value *paths = value_get(root, "include");

	if (!paths)
		return root;
	root = without_include(l->reader.arena, root);
	if (paths->kind == VALUE_STRING)
		return include_one(l, root, paths, here);
	if (paths->kind != VALUE_LIST) {
		refuse(l, paths);
		return root;
	}
	for (size_t i = 0; i < paths->n; i++) {
		if (paths->items[i]->kind == VALUE_STRING)
			root = include_one(l, root, paths->items[i], here);
		else
			refuse(l, paths->items[i]);
	}
	return root;
}

static struct value *load(struct doc_loader *l, const char *path,
			  struct place from, const struct level *above)
{
	struct level here = { .place = from, .above = above };
	struct arena *a = l->reader.arena;
	const struct doc_source *source;
	struct doc_file *file = ARENA_NEW(a, struct doc_file);
	struct value *v;

	if (l->n_files == LIMIT_DOC_INCLUDES) {
		diag_add(l->reader.diags, E_INPUT_LIMIT, from,
			 "more than %d files in one system",
			 LIMIT_DOC_INCLUDES);
		return NULL;
	}
	if (!doc_file_read(a, l->reader.diags, path, !above, from, file,
			   &l->io_error))
		return NULL;
	l->files[l->n_files++] = file;
	if (strcmp(file->name, path) == 0)
		note_input(l, path);
	source = doc_source_new(a, l->reader.diags, file->name, file->bytes,
				file->len);
	v = doc_parse(&l->reader, source);
	here.file = file;
	return v ? include_all(l, v, &here) : NULL;
}

struct value *doc_load_file(struct doc_loader *l, const char *path)
{
	l->inputs_end = &l->inputs;
	return load(l, path, PLACE_NONE, NULL);
}
