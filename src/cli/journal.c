/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * journal.c - the manifest before it is in its place.
 */
#include "cli/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/below.h"
#include "cli/text.h"

#define PREFIX "." MANIFEST "."
#define OLD ".old"
/* Larger is none of ours: a thousand domains make half a megabyte. */
#define MANIFEST_MAX (4 << 20)
/* Numbers tried before it is taken for a fault of the folder. */
#define MOST_TRIES 1000
/* ".manifest.json.", 20 digits, ".old". */
#define NAME_BYTES 48

struct entry {
	char name[NAME_BYTES];
};

static struct entry entry_of(unsigned long run, bool is_old)
{
	struct entry e;

	snprintf(e.name, sizeof(e.name), PREFIX "%lu%s", run,
		 is_old ? OLD : "");
	return e;
}

/* ---- of this run ---- */

/* Its own number unless a run that was killed had the same. */
static bool stage_manifest(struct journal *j, int dir, const void *manifest,
			   size_t len)
{
	j->run = (unsigned long)getpid();
	for (int i = 0; i < MOST_TRIES; i++, j->run++) {
		struct stat st;

		if (fstatat(dir, entry_of(j->run, true).name, &st,
			    AT_SYMLINK_NOFOLLOW) == 0)
			continue;
		if (below_stage(dir, MANIFEST, j->run, manifest, len))
			return true;
		if (errno != EEXIST)
			return false;
	}
	return false;
}

/* A folder without locks: a run of the same moment is not seen. */
static int take_lock(int dir, const char *name)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = openat(dir, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		fcntl(fd, F_SETLK, &whole);
	return fd;
}

bool journal_begin(struct journal *j, int dir, const void *manifest,
		   size_t len)
{
	*j = (struct journal){ .lock = -1 };
	j->begun = stage_manifest(j, dir, manifest, len);
	if (j->begun)
		j->lock = take_lock(dir, entry_of(j->run, false).name);
	return j->begun;
}

bool journal_put_aside(struct journal *j, int dir)
{
	j->aside = renameat(dir, MANIFEST, dir,
			    entry_of(j->run, true).name) == 0;
	return j->aside || errno == ENOENT;
}

bool journal_commit(struct journal *j, int dir)
{
	if (!below_commit(dir, MANIFEST, j->run))
		return false;
	if (j->aside)
		unlinkat(dir, entry_of(j->run, true).name, 0);
	j->begun = j->aside = false;
	return true;
}

void journal_undo(struct journal *j, int dir)
{
	if (j->aside)
		renameat(dir, entry_of(j->run, true).name, dir, MANIFEST);
	if (j->begun)
		below_unstage(dir, MANIFEST, j->run);
	j->begun = j->aside = false;
}

void journal_end(struct journal *j)
{
	if (j->lock >= 0)
		close(j->lock);
	j->lock = -1;
}

/* ---- of others ---- */

/* ".manifest.json.12" and ".manifest.json.12.old" */
static bool read_name(const char *name, struct leftover *ret)
{
	const char *digits = name + sizeof(PREFIX) - 1;
	struct entry again;
	char *end;

	if (strncmp(name, PREFIX, sizeof(PREFIX) - 1) != 0)
		return false;
	ret->run = strtoul(digits, &end, 10);
	ret->is_old = strcmp(end, OLD) == 0;
	again = entry_of(ret->run, ret->is_old);
	return strcmp(name, again.name) == 0;
}

/* Whoever staged it holds its lock as long as it runs. */
static bool is_alive(int dir, unsigned long run)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = openat(dir, entry_of(run, false).name,
			O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool alive;

	if (fd < 0)
		return false;
	alive = fcntl(fd, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
	close(fd);
	return alive;
}

static void scan_entry(int dir, const char *name, struct leftover **list,
		       size_t *n, bool *others)
{
	struct leftover l;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return;
	if (!read_name(name, &l)) {
		*others = true;
	} else if (!is_alive(dir, l.run)) {
		*list = text_grow(*list, *n + 1, sizeof(**list));
		(*list)[(*n)++] = l;
	}
}

bool journal_scan(int dir, struct leftover **ret, size_t *ret_n,
		  bool *ret_others)
{
	int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *e;

	if (!d) {
		int error = errno;

		if (copy >= 0)
			close(copy);
		errno = error;
		return false;
	}
	while ((e = readdir(d)))
		scan_entry(dir, e->d_name, ret, ret_n, ret_others);
	closedir(d);
	return true;
}

char *journal_read(int dir, const struct leftover *l, size_t *ret_len)
{
	struct entry e = l ? entry_of(l->run, l->is_old) :
			     (struct entry){ MANIFEST };
	int fd = openat(dir, e.name,
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

void journal_drop(int dir, const struct leftover *l)
{
	unlinkat(dir, entry_of(l->run, l->is_old).name, 0);
}
