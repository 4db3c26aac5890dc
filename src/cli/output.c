/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output.c - stage, commit, sweep.
 */
#include "cli/output.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/below.h"

#define MANIFEST "manifest.json"
/* Larger is none of ours: a thousand domains make half a megabyte. */
#define MANIFEST_MAX (4 << 20)

/* One run. */
struct output {
	struct domc *c;
	const char *dir;		/* as the user gave it */
	int fd;				/* of the folder; -1: not open */
	bool made_dir;			/* it was not there before */
	char *path;			/* copy of dir, cut at parents; or NULL */
	bool *made_parent;		/* of each byte of path: '/' after one */
	const struct domc_artefact *files;
	size_t n_files;
	bool *kept;			/* of each: there with the same bytes */
	size_t n_staged;		/* files that are kept or have a temporary */
	const char *const *old;		/* paths of the old manifest */
	size_t n_old;
	struct text *error;
};

static bool fail(struct output *o, const char *what, const char *path)
{
	text_printf(o->error, "%s '%s%s%s': %s", what, o->dir, path ? "/" : "",
		    path ? path : "", strerror(errno));
	return false;
}

/* ---- whose folder is it? ---- */

static bool is_empty(int fd)
{
	int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *e;
	bool empty = true;

	if (!d) {
		if (copy >= 0)
			close(copy);
		return false;
	}
	while (empty && (e = readdir(d)))
		empty = strcmp(e->d_name, ".") == 0 ||
			strcmp(e->d_name, "..") == 0;
	closedir(d);
	return empty;
}

/* The old manifest's text; NULL with errno (0: not a file of our kind). */
static char *read_manifest(int dir, size_t *ret_len)
{
	int fd = openat(dir, MANIFEST,
			O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	char *text = NULL;
	ssize_t n = 0;
	size_t len = 0;

	if (fd < 0)
		return NULL;
	errno = 0;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size <= MANIFEST_MAX) {
		text = text_grow(NULL, (size_t)st.st_size + 1, 1);
		while (len < (size_t)st.st_size &&
		       (n = read(fd, text + len, (size_t)st.st_size - len)) > 0)
			len += (size_t)n;
	}
	close(fd);
	*ret_len = len;
	return text;
}

static bool is_ours(struct output *o)
{
	size_t len;
	char *text = read_manifest(o->fd, &len);
	bool ours;

	if (!text && errno == ENOENT && is_empty(o->fd))
		return true;
	ours = text && domc_manifest_files(o->c, text, len, &o->old, &o->n_old);
	free(text);
	if (!ours)
		text_printf(o->error, "the folder '%s' is not empty and holds no " MANIFEST " of domc: choose another, or empty it",
			    o->dir);
	return ours;
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

static bool stage(struct output *o)
{
	o->kept = text_grow(NULL, o->n_files, sizeof(*o->kept));
	for (; o->n_staged < o->n_files; o->n_staged++) {
		const struct domc_artefact *f = &o->files[o->n_staged];
		bool is_manifest = o->n_staged + 1 == o->n_files;

		assert(below_is_safe(f->path));
		o->kept[o->n_staged] = !o->made_dir && !is_manifest &&
			below_holds(o->fd, f->path, f->bytes, f->len);
		if (!o->kept[o->n_staged] &&
		    !below_stage(o->fd, f->path, f->bytes, f->len))
			return fail(o, "cannot write", f->path);
	}
	return true;
}

/* ---- sweep and commit ---- */

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Files of the last build that this one does not make. */
static void sweep(struct output *o)
{
	const char **made = text_grow(NULL, o->n_files, sizeof(*made));

	for (size_t i = 0; i < o->n_files; i++)
		made[i] = o->files[i].path;
	qsort(made, o->n_files, sizeof(*made), by_path);
	for (size_t i = 0; i < o->n_old; i++)
		if (below_is_safe(o->old[i]) &&
		    !bsearch(&o->old[i], made, o->n_files, sizeof(*made),
			     by_path))
			below_remove(o->fd, o->old[i]);
	free(made);
}

static bool commit(struct output *o)
{
	for (size_t i = 0; i < o->n_files; i++) {
		if (i + 1 == o->n_files)
			sweep(o);
		if (!o->kept[i] && !below_commit(o->fd, o->files[i].path))
			return fail(o, "cannot rename into", o->files[i].path);
	}
	return true;
}

/* Drop what was staged, and folders that this run made. */
static void undo(struct output *o)
{
	for (size_t i = 0; i < o->n_staged; i++)
		if (!o->kept[i])
			below_unstage(o->fd, o->files[i].path);
	if (o->made_dir)
		rmdir(o->dir);
	drop_parents(o);
}

bool output_write(struct domc *c, const char *dir,
		  const struct domc_artefact *files, size_t n_files,
		  struct text *error)
{
	struct output o = {
		.c = c, .dir = dir, .fd = -1,
		.files = files, .n_files = n_files, .error = error,
	};
	bool done = open_folder(&o) && stage(&o) && commit(&o);

	if (!done)
		undo(&o);
	if (o.fd >= 0)
		close(o.fd);
	free(o.kept);
	free(o.path);
	free(o.made_parent);
	return done;
}

/* Half a depfile would break the next run of make. */
static bool write_or_drop(int fd, const char *path, const void *bytes,
			  size_t len)
{
	struct stat st;
	bool is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	bool done = text_write(fd, bytes, len);
	int error = errno;

	if (close(fd) != 0 && done) {
		done = false;
		error = errno;
	}
	if (!done && is_file)
		unlink(path);
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

bool output_file(const char *path, const void *bytes, size_t len,
		 struct text *error)
{
	int fd;

	if (strcmp(path, "-") == 0)
		return output_fd(STDOUT_FILENO, bytes, len, error);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd >= 0 && write_or_drop(fd, path, bytes, len))
		return true;
	text_printf(error, "cannot write '%s': %s", path, strerror(errno));
	return false;
}
