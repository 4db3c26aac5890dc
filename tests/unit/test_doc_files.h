/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_doc_files.h - a folder of its own for tests that read files.
 */
#ifndef DOMC_TEST_DOC_FILES_H
#define DOMC_TEST_DOC_FILES_H

#include "test_doc.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char old_folder[4096];
static char folder[64];
static bool io_error;

static inline void open_folder(void)
{
	open_doc();
	strcpy(folder, "/tmp/domc-unit-XXXXXX");
	ck_assert_ptr_nonnull(getcwd(old_folder, sizeof(old_folder)));
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
}

/* Only ever what the test itself has made. */
static inline void remove_tree(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	const char *below;

	while (dir && (e = readdir(dir)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		below = arena_printf(arena, "%s/%s", path, e->d_name);
		if (unlink(below) != 0)
			remove_tree(below);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static inline void close_folder(void)
{
	ck_assert_int_eq(chdir(old_folder), 0);
	remove_tree(folder);
	close_doc();
}

static inline void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

/* Read @path with the override @set, which may be NULL. */
static inline struct doc *read_set(const char *path, const char *set)
{
	const struct doc_options opts = { .sets = &set, .n_sets = set != NULL };

	diags = diags_new(arena);
	return doc_read_file(arena, diags, path, &opts, &io_error);
}

/* The same; there must be no finding. */
static inline const struct value *read_good_file(const char *path,
						 const char *set)
{
	struct doc *doc = read_set(path, set);

	if (diags->n_items)
		ck_abort_msg("%s: %s", path, diags->items->text);
	ck_assert(!io_error);
	return doc->root;
}

/* The same; there must be one finding, of code @code. */
static inline const struct diag_item *read_bad_file(const char *path,
						    const char *set,
						    enum diag_code code)
{
	read_set(path, set);
	ck_assert_uint_eq(diags->n_items, 1);
	ck_assert_str_eq(diag_codes[diags->items->code].slug,
			 diag_codes[code].slug);
	return diags->items;
}

#endif
