/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file.c - reading with a bound, from files and pipes alike.
 */
#include "doc/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

/* Closed with the arena when it lands before we close it. */
struct open_file {
	int fd;			/* -1: not open, or not ours to close */
};

static void close_file(void *arg)
{
	struct open_file *f = arg;

	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

static const char *reason(struct arena *a, int error)
{
	char text[128];

	if (strerror_r(error, text, sizeof(text)) != 0)
		return arena_printf(a, "error %d", error);
	return arena_strdup(a, text);
}

/* Read until the end or one byte past the limit; false sets errno. */
static bool read_all(struct arena *a, int fd, size_t expected,
		     struct doc_file *file)
{
	size_t room = expected < LIMIT_DOC_BYTES ? expected + 2 :
						   LIMIT_DOC_BYTES + 2;
	char *bytes = arena_alloc(a, room);
	size_t len = 0;

	for (;;) {
		ssize_t n = read(fd, bytes + len, room - 1 - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		len += (size_t)n;
		if (n == 0 || len > LIMIT_DOC_BYTES)
			break;
		if (len == room - 1) {
			bytes = arena_resize(a, bytes, room, room * 2);
			room *= 2;
		}
	}
	bytes[len] = 0;
	file->bytes = bytes;
	file->len = len;
	return true;
}

static bool read_fd(struct arena *a, int fd, struct doc_file *file)
{
	size_t expected = 4096;
	struct stat st;

	if (fstat(fd, &st) != 0)
		return false;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (S_ISREG(st.st_mode) && st.st_size > 0)
		expected = (size_t)st.st_size;
	file->dev = st.st_dev;
	file->ino = st.st_ino;
	return read_all(a, fd, expected, file);
}

/* Windows editors mark UTF-8 with U+FEFF; it is no part of the text. */
static void skip_mark(struct doc_file *file)
{
	if (file->len >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0) {
		file->bytes += 3;
		file->len -= 3;
	}
}

bool doc_file_read(struct arena *a, struct diags *d, const char *path,
		   bool may_be_stdin, struct place from,
		   struct doc_file *ret_file, bool *ret_io_error)
{
	bool is_stdin = may_be_stdin && strcmp(path, "-") == 0;
	struct open_file *f = ARENA_NEW(a, struct open_file);
	struct doc_file file = { .name = is_stdin ? "<stdin>" : path };
	struct place whole = { .file = file.name };
	bool good;

	f->fd = -1;
	arena_defer(a, close_file, f);
	if (!is_stdin)
		f->fd = open(path, O_RDONLY | O_CLOEXEC);
	good = is_stdin ? read_fd(a, STDIN_FILENO, &file) :
			  f->fd >= 0 && read_fd(a, f->fd, &file);
	if (!good) {
		int error = errno;

		diag_add(d, E_DOC_UNREADABLE, from.file ? from : whole,
			 "cannot read '%s': %s", file.name, reason(a, error));
		*ret_io_error = true;
	}
	close_file(f);
	if (!good)
		return false;
	if (file.len > LIMIT_DOC_BYTES) {
		diag_add(d, E_INPUT_LIMIT, from.file ? from : whole,
			 "more than %u bytes in '%s'", LIMIT_DOC_BYTES,
			 file.name);
		return false;
	}
	skip_mark(&file);
	*ret_file = file;
	return true;
}

static bool can_open(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISDIR(st.st_mode) &&
	       access(path, R_OK) == 0;
}

static bool is_there(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* Values from --set belong to no file: the working directory is theirs. */
static bool is_override(const char *file, const struct doc_options *opts)
{
	if (strncmp(file, "--set ", 6) != 0)
		return false;
	for (size_t i = 0; opts && i < opts->n_sets; i++)
		if (strcmp(file + 6, opts->sets[i]) == 0)
			return true;
	return false;
}

static const char *beside_file(struct arena *a, const char *path,
			       const char *beside,
			       const struct doc_options *opts)
{
	const char *slash = NULL;

	if (beside && !is_override(beside, opts))
		slash = strrchr(beside, '/');
	if (!slash)
		return arena_strdup(a, path);
	return arena_printf(a, "%.*s/%s", (int)(slash - beside), beside, path);
}

const char *doc_file_find(struct arena *a, const char *path,
			  const char *beside, const struct doc_options *opts)
{
	size_t n_dirs = opts && *path != '/' ? opts->n_include_dirs : 0;
	const char *closed = NULL;
	const char *try;

	if (!*path)
		return NULL;
	try = *path == '/' ? arena_strdup(a, path) :
			     beside_file(a, path, beside, opts);
	for (size_t i = 0;; i++) {
		if (can_open(try))
			return try;
		if (!closed && is_there(try))
			closed = try;
		if (i == n_dirs)
			return closed;
		try = arena_printf(a, "%s/%s", opts->include_dirs[i], path);
	}
}
