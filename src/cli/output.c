/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output.c - stage, commit, sweep.
 */
#include "cli/output.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/below.h"
#include "cli/journal.h"

/* Files that a manifest names. */
struct list {
	const char *const *paths;
	size_t n;
};

/* One run. */
struct output {
	struct domc *c;
	const char *dir;		/* as the user gave it */
	int fd;				/* of the folder; -1: not open */
	bool made_dir;			/* it was not there before */
	/* copy of dir, cut at parents; or NULL */
	char *path;
	/* of each byte of path: '/' after one */
	bool *made_parent;
	const struct domc_artefact *files;	/* all but the manifest */
	size_t n_files;
	const struct domc_artefact *manifest;
	const char **made;		/* paths of files, sorted */
	/* of each file: there with the same bytes */
	bool *kept;
	/* files that are kept or have a temporary */
	size_t n_staged;
	/* files that are new or removed by now */
	size_t n_changed;
	struct journal journal;
	struct leftover *leftovers;	/* of runs that were cut off */
	size_t n_leftovers;
	struct list *old;		/* of manifest.json and of leftovers */
	size_t n_old;

	/* Why it failed; the sentence is made when all is undone. */
	const char *trouble;		/* NULL: none */
	const char *where;		/* path below dir, or NULL */
	int error_number;		/* 0: trouble says all */
};

static bool fail(struct output *o, const char *trouble, const char *where)
{
	o->trouble = trouble;
	o->where = where;
	o->error_number = errno;
	return false;
}

/* ---- whose folder is it? ---- */

/* The files that a manifest lists; false if it is none of ours. */
static bool take_list(struct output *o, const struct leftover *from)
{
	struct list list;
	size_t len;
	char *text = journal_read(o->fd, from, &len);
	bool ours = text && domc_manifest_files(o->c, text, len, &list.paths,
						&list.n);

	free(text);
	if (!ours)
		return false;
	o->old = text_grow(o->old, o->n_old + 1, sizeof(*o->old));
	o->old[o->n_old++] = list;
	if (!from)
		return true;
	for (size_t i = 0; i < list.n; i++)
		if (below_is_safe(list.paths[i]))
			below_unstage(o->fd, list.paths[i], from->run);
	return true;
}

/* A folder without a manifest is ours if it is empty, or a run died in it. */
static bool is_ours(struct output *o)
{
	bool others = false, has_manifest, ours;
	struct stat st;

	if (!journal_scan(o->fd, &o->leftovers, &o->n_leftovers, &others))
		return fail(o, "cannot read the folder", NULL);
	has_manifest = fstatat(o->fd, MANIFEST, &st, AT_SYMLINK_NOFOLLOW) == 0;
	ours = has_manifest ? take_list(o, NULL) : !others;
	for (size_t i = 0; i < o->n_leftovers; i++)
		if (ours || !has_manifest)
			ours |= take_list(o, &o->leftovers[i]);
	if (ours)
		return true;
	errno = domc_error(o->c) ? ENOMEM : 0;
	return fail(o, "cannot read the files of", MANIFEST);
}

/* The parents that are not there, as mkdir -p makes them. */
static bool make_parents(struct output *o)
{
	size_t len = strlen(o->dir);

	o->path = text_grow(NULL, len + 1, 1);
	memcpy(o->path, o->dir, len + 1);
	o->made_parent = text_grow(NULL, len, sizeof(*o->made_parent));
	memset(o->made_parent, 0, len * sizeof(*o->made_parent));
	for (size_t i = 1; i < len; i++) {
		int error;

		if (o->path[i] != '/' || o->path[i - 1] == '/')
			continue;
		o->path[i] = 0;
		o->made_parent[i] = mkdir(o->path, 0777) == 0;
		error = errno;
		o->path[i] = '/';
		if (!o->made_parent[i] && error != EEXIST) {
			errno = error;
			return false;
		}
	}
	return true;
}

static void drop_parents(struct output *o)
{
	for (size_t i = o->path ? strlen(o->path) : 0; i-- > 0;)
		if (o->made_parent[i]) {
			o->path[i] = 0;
			rmdir(o->path);
		}
}

static bool make_folder(struct output *o)
{
	return mkdir(o->dir, 0777) == 0 ||
	       (errno == ENOENT && make_parents(o) &&
		(mkdir(o->dir, 0777) == 0 || errno == EEXIST));
}

static bool open_folder(struct output *o)
{
	o->fd = open(o->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (o->fd >= 0)
		return is_ours(o);
	if (errno != ENOENT)
		return fail(o, "cannot open the folder", NULL);
	if (!make_folder(o))
		return fail(o, "cannot make the folder", NULL);
	o->made_dir = true;
	o->fd = open(o->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return o->fd >= 0 || fail(o, "cannot open the folder", NULL);
}

/* ---- stage ---- */

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All memory that a run needs: from here on nothing asks for more. */
static void make_room(struct output *o)
{
	o->kept = text_grow(NULL, o->n_files + 1, sizeof(*o->kept));
	o->made = text_grow(NULL, o->n_files + 1, sizeof(*o->made));
	for (size_t i = 0; i < o->n_files; i++)
		o->made[i] = o->files[i].path;
	qsort(o->made, o->n_files, sizeof(*o->made), by_path);
}

static bool stage(struct output *o)
{
	if (!journal_begin(&o->journal, o->fd, o->manifest->bytes,
			   o->manifest->len))
		return fail(o, "cannot write", MANIFEST);
	for (; o->n_staged < o->n_files; o->n_staged++) {
		const struct domc_artefact *f = &o->files[o->n_staged];

		assert(below_is_safe(f->path));
		o->kept[o->n_staged] = !o->made_dir &&
			below_holds(o->fd, f->path, f->bytes, f->len);
		if (!o->kept[o->n_staged] &&
		    !below_stage(o->fd, f->path, o->journal.run, f->bytes,
				 f->len))
			return fail(o, "cannot write", f->path);
	}
	return true;
}

/* ---- sweep and commit ---- */

static bool is_made(const struct output *o, const char *path)
{
	return bsearch(&path, o->made, o->n_files, sizeof(*o->made), by_path);
}

/* Files of earlier builds that this one does not make. */
static bool sweep(struct output *o)
{
	for (size_t i = 0; i < o->n_old; i++)
		for (size_t k = 0; k < o->old[i].n; k++) {
			const char *path = o->old[i].paths[k];

			if (!below_is_safe(path) || is_made(o, path))
				continue;
			o->n_changed++;
			if (!below_remove(o->fd, path))
				return fail(o, "cannot remove", path);
		}
	return true;
}

static bool changes_anything(const struct output *o)
{
	for (size_t i = 0; i < o->n_files; i++)
		if (!o->kept[i])
			return true;
	for (size_t i = 0; i < o->n_old; i++)
		for (size_t k = 0; k < o->old[i].n; k++)
			if (!is_made(o, o->old[i].paths[k]))
				return true;
	return false;
}

static bool commit(struct output *o)
{
	if (changes_anything(o) && !journal_put_aside(&o->journal, o->fd))
		return fail(o, "cannot rename", MANIFEST);
	for (size_t i = 0; i < o->n_files; i++) {
		if (o->kept[i])
			continue;
		if (!below_commit(o->fd, o->files[i].path, o->journal.run))
			return fail(o, "cannot rename into", o->files[i].path);
		o->n_changed++;
	}
	if (!sweep(o))
		return false;
	if (!journal_commit(&o->journal, o->fd))
		return fail(o, "cannot rename into", MANIFEST);
	for (size_t i = 0; i < o->n_leftovers; i++)
		journal_drop(o->fd, &o->leftovers[i]);
	return true;
}

/* Nothing is to be written: the manifest gets the time of the run. */
static bool is_current(struct output *o)
{
	const struct domc_artefact *m = o->manifest;

	if (o->made_dir || o->n_leftovers ||
	    !below_holds(o->fd, MANIFEST, m->bytes, m->len))
		return false;
	for (size_t i = 0; i < o->n_files; i++)
		if (!below_holds(o->fd, o->files[i].path, o->files[i].bytes,
				 o->files[i].len))
			return false;
	/* Not allowed: it is renamed into place like any other. */
	return utimensat(o->fd, MANIFEST, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}

/*
 * Drop what was staged, and folders that this run made. When some files are in
 * place already the journal stays: it makes the folder domc's for the next run.
 */
static void undo(struct output *o)
{
	for (size_t i = 0; i < o->n_staged; i++)
		if (!o->kept[i])
			below_unstage(o->fd, o->files[i].path, o->journal.run);
	if (!o->n_changed)
		journal_undo(&o->journal, o->fd);
	if (o->made_dir)
		rmdir(o->dir);
	drop_parents(o);
}

static void say_trouble(const struct output *o, struct text *error)
{
	if (!o->error_number) {
		text_printf(error, "the folder '%s' is not empty and holds no " MANIFEST " of domc: choose another, or empty it",
			    o->dir);
		return;
	}
	text_printf(error, "%s '%s%s%s': %s", o->trouble, o->dir,
		    o->where ? "/" : "", o->where ? o->where : "",
		    strerror(o->error_number));
	if (o->n_changed)
		text_puts(error, "; some files are new already and there is no " MANIFEST " until a build is done");
}

bool output_write(struct domc *c, const char *dir,
		  const struct domc_artefact *files, size_t n_files,
		  struct text *error)
{
	struct output o = {
		.c = c, .dir = dir, .fd = -1, .journal = { .lock = -1 },
		.files = files, .n_files = n_files - 1,
		.manifest = &files[n_files - 1],
	};
	bool done;

	make_room(&o);
	done = open_folder(&o) &&
	       (is_current(&o) || (stage(&o) && commit(&o)));
	if (!done) {
		undo(&o);
		say_trouble(&o, error);
	}
	journal_end(&o.journal);
	if (o.fd >= 0)
		close(o.fd);
	free(o.kept);
	free(o.made);
	free(o.old);
	free(o.leftovers);
	free(o.path);
	free(o.made_parent);
	return done;
}

/* ---- a file by itself ---- */

static bool write_and_close(int fd, const void *bytes, size_t len)
{
	bool done = text_write(fd, bytes, len);
	int error = errno;

	if (close(fd) != 0 && done)
		return false;
	errno = error;
	return done;
}

bool output_fd(int fd, const void *bytes, size_t len, struct text *error)
{
	if (text_write(fd, bytes, len))
		return true;
	text_printf(error, "cannot write to %s: %s",
		    fd == STDOUT_FILENO ? "stdout" : "stderr",
		    strerror(errno));
	return false;
}

/* Under another name first: half a depfile would break the next run of make. */
static bool replace_file(const char *path, const void *bytes, size_t len)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	struct text temporary = { 0 };
	bool done = false;
	int fd, error;

	/* The same for each run, so that the next one takes it over. */
	text_printf(&temporary, "%.*s.%s.domc", (int)(name - path), path, name);
	fd = open(temporary.s, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW |
		  O_CLOEXEC, 0666);
	if (fd >= 0) {
		done = write_and_close(fd, bytes, len) &&
		       rename(temporary.s, path) == 0;
		error = errno;
		if (!done)
			unlink(temporary.s);
		errno = error;
	}
	text_free(&temporary);
	return done;
}

/* What is no regular file (a pipe, a link) stays what it is. */
static bool write_file(const char *path, const void *bytes, size_t len)
{
	struct stat st;
	int fd;

	if (lstat(path, &st) != 0 ? errno == ENOENT : S_ISREG(st.st_mode))
		return replace_file(path, bytes, len);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	return fd >= 0 && write_and_close(fd, bytes, len);
}

bool output_file(const char *path, const void *bytes, size_t len,
		 struct text *error)
{
	if (strcmp(path, "-") == 0)
		return output_fd(STDOUT_FILENO, bytes, len, error);
	if (write_file(path, bytes, len))
		return true;
	text_printf(error, "cannot write '%s': %s", path, strerror(errno));
	return false;
}
