/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * below.c - one component at a time.
 */
#include "cli/below.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/text.h"

/* A component of a path, NUL-terminated. */
struct name {
	char s[NAME_MAX + 1];
};

/* Take the first component of *@path off; false if it is too long. */
static bool next_name(const char **path, struct name *ret_name)
{
	size_t n = strcspn(*path, "/");

	if (n > NAME_MAX) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(ret_name->s, *path, n);
	ret_name->s[n] = 0;
	*path += n;
	if (**path)
		++*path;
	return true;
}

bool below_is_safe(const char *path)
{
	struct name name;

	if (!*path || path[strlen(path) - 1] == '/')
		return false;
	while (*path) {
		if (!next_name(&path, &name))
			return false;
		if (!*name.s || strcmp(name.s, ".") == 0 ||
		    strcmp(name.s, "..") == 0)
			return false;
	}
	return true;
}

static int step_into(int fd, const char *name, bool make)
{
	int next;

	if (make && mkdirat(fd, name, 0777) != 0 && errno != EEXIST)
		return -1;
	next = openat(fd, name,
		      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return next;
}

/* The folder that holds @path; *@ret_name is its last component. */
static int open_parent(int dir, const char *path, bool make,
		       struct name *ret_name)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	while (fd >= 0) {
		int next = -1, error;

		if (!next_name(&path, ret_name)) {
			close(fd);
			return -1;
		}
		if (!*path)
			return fd;
		next = step_into(fd, ret_name->s, make);
		error = errno;
		close(fd);
		errno = error;
		fd = next;
	}
	return -1;
}

/* A name that is longer than the system takes is refused by it. */
struct temporary {
	char s[NAME_MAX + 32];
};

/* ".guest.dtb.1234": beside its place, hidden, and no other run's. */
static struct temporary temporary_name(const struct name *name,
				       unsigned long run)
{
	struct temporary t;

	snprintf(t.s, sizeof(t.s), ".%s.%lu", name->s, run);
	return t;
}

/* Remove folders of @path from the deepest on, as long as they are empty. */
static void remove_empty_parents(int dir, const char *path)
{
	char parent[PATH_MAX];

	/* No memory is asked for: this runs when there may be none. */
	if (strlen(path) >= sizeof(parent))
		return;
	strcpy(parent, path);
	for (char *slash; (slash = strrchr(parent, '/'));) {
		struct name name;
		int fd, rc;

		*slash = 0;
		fd = open_parent(dir, parent, false, &name);
		if (fd < 0)
			break;
		rc = unlinkat(fd, name.s, AT_REMOVEDIR);
		close(fd);
		if (rc != 0)
			break;
	}
}

/* Does what can be read from @file equal @bytes, to the end of both? */
static bool reads_as(int file, const uint8_t *bytes, size_t len)
{
	uint8_t chunk[16384];
	ssize_t n;

	while ((n = read(file, chunk, sizeof(chunk))) > 0) {
		if ((size_t)n > len || memcmp(chunk, bytes, (size_t)n) != 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return n == 0 && len == 0;
}

bool below_holds(int dir, const char *path, const void *bytes, size_t len)
{
	struct name name;
	struct stat st;
	int fd = open_parent(dir, path, false, &name);
	int file;
	bool same;

	if (fd < 0)
		return false;
	file = openat(fd, name.s,
		      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	close(fd);
	if (file < 0)
		return false;
	same = fstat(file, &st) == 0 && S_ISREG(st.st_mode) &&
	       (uintmax_t)st.st_size == len && reads_as(file, bytes, len);
	close(file);
	return same;
}

static bool write_new(int fd, const char *name, const void *bytes, size_t len)
{
	int file = openat(fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
			  O_CLOEXEC, 0666);
	bool done;
	int error;

	if (file < 0)
		return false;
	done = text_write(file, bytes, len);
	error = errno;
	if (close(file) != 0 && done) {
		done = false;
		error = errno;
	}
	if (!done)
		unlinkat(fd, name, 0);
	errno = error;
	return done;
}

/* rename() replaces a file, not a folder: say so before anything is done. */
static bool can_be_replaced(int fd, const char *name)
{
	struct stat st;

	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	return true;
}

bool below_stage(int dir, const char *path, unsigned long run,
		 const void *bytes, size_t len)
{
	struct name name;
	int fd = open_parent(dir, path, true, &name), error;
	bool done = false;

	if (fd >= 0) {
		done = can_be_replaced(fd, name.s) &&
		       write_new(fd, temporary_name(&name, run).s, bytes, len);
	}
	error = errno;
	if (fd >= 0)
		close(fd);
	if (!done)
		remove_empty_parents(dir, path);
	errno = error;
	return done;
}

bool below_commit(int dir, const char *path, unsigned long run)
{
	struct name name;
	int fd = open_parent(dir, path, false, &name), rc, error;

	if (fd < 0)
		return false;
	rc = renameat(fd, temporary_name(&name, run).s, fd, name.s);
	error = errno;
	close(fd);
	errno = error;
	return rc == 0;
}

void below_unstage(int dir, const char *path, unsigned long run)
{
	struct name name;
	int fd = open_parent(dir, path, false, &name);

	if (fd < 0)
		return;
	unlinkat(fd, temporary_name(&name, run).s, 0);
	close(fd);
	remove_empty_parents(dir, path);
}

bool below_remove(int dir, const char *path)
{
	struct name name;
	int fd = open_parent(dir, path, false, &name), error = 0;

	/* Behind a link, or where a folder is a file, there is none of ours. */
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
	/* A folder in its place is not what was made either. */
	if (unlinkat(fd, name.s, 0) != 0 && errno != ENOENT && errno != EISDIR)
		error = errno;
	close(fd);
	remove_empty_parents(dir, path);
	errno = error;
	return !error;
}
