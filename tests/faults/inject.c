/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inject.c - the wrapped calls.
 */
#define _GNU_SOURCE
#include "inject.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a call does: which faults can hit it. */
enum call_kind {
	CALL_READ,		/* looks, changes nothing */
	CALL_DATA_IN,		/* read() */
	CALL_CHANGE,		/* makes, renames, removes, opens for writing */
	CALL_DATA_OUT,		/* write() */
	CALL_MEMORY,
};

static struct {
	enum fault fault;
	size_t at;
	size_t n;		/* calls so far */
	bool is_short;
	volatile bool *hit;
} inject;

void inject_at(enum fault fault, size_t n)
{
	inject.fault = fault;
	inject.at = n;
	inject.n = 0;
	inject.is_short = false;
}

void inject_report(volatile bool *ret_hit)
{
	inject.hit = ret_hit;
}

static bool can_hit(enum call_kind kind)
{
	switch (inject.fault) {
	case FAULT_NO_SPACE:
		return kind == CALL_CHANGE || kind == CALL_DATA_OUT;
	case FAULT_IO:
	case FAULT_KILL:
		return kind != CALL_MEMORY;
	case FAULT_INTERRUPTED:
	case FAULT_SHORT:
		return kind == CALL_DATA_IN || kind == CALL_DATA_OUT;
	case FAULT_MEMORY:
		return kind == CALL_MEMORY;
	case FAULT_KILL_HALF:
		return kind == CALL_DATA_OUT;
	default:
		return false;
	}
}

/* Count a call; true: it fails with errno. */
static bool fails(enum call_kind kind)
{
	static const int errors[N_FAULTS] = {
		[FAULT_NO_SPACE] = ENOSPC, [FAULT_IO] = EIO,
		[FAULT_INTERRUPTED] = EINTR, [FAULT_MEMORY] = ENOMEM,
	};

	if (!can_hit(kind) || ++inject.n != inject.at)
		return false;
	*inject.hit = true;
	if (inject.fault == FAULT_KILL)
		raise(SIGKILL);
	if (inject.fault == FAULT_SHORT || inject.fault == FAULT_KILL_HALF) {
		inject.is_short = true;
		return false;
	}
	errno = errors[inject.fault];
	return true;
}

/* Declare the function behind a wrapped one, and the one before it. */
#define WRAP(type, name, ...)		\
	type __real_##name(__VA_ARGS__);	\
	type __wrap_##name(__VA_ARGS__);	\
	type __wrap_##name(__VA_ARGS__)

static enum call_kind open_kind(int flags)
{
	return flags & (O_WRONLY | O_RDWR | O_CREAT) ? CALL_CHANGE : CALL_READ;
}

static mode_t open_mode(int flags, va_list ap)
{
	return flags & O_CREAT ? (mode_t)va_arg(ap, int) : 0;
}

WRAP(int, open, const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = open_mode(flags, ap);
	va_end(ap);
	return fails(open_kind(flags)) ? -1 : __real_open(path, flags, mode);
}

WRAP(int, openat, int dir, const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = open_mode(flags, ap);
	va_end(ap);
	return fails(open_kind(flags)) ? -1 :
	       __real_openat(dir, path, flags, mode);
}

WRAP(ssize_t, read, int fd, void *bytes, size_t n)
{
	if (fails(CALL_DATA_IN))
		return -1;
	return __real_read(fd, bytes, inject.is_short && n ? 1 + n / 64 : n);
}

WRAP(ssize_t, write, int fd, const void *bytes, size_t n)
{
	ssize_t done;

	if (fails(CALL_DATA_OUT))
		return -1;
	done = __real_write(fd, bytes, inject.is_short && n ? 1 + n / 64 : n);
	if (inject.is_short && inject.fault == FAULT_KILL_HALF)
		raise(SIGKILL);
	return done;
}

/* The descriptor is gone all the same. */
WRAP(int, close, int fd)
{
	bool failed = fails(CALL_READ);
	int error = errno, rc = __real_close(fd);

	if (!failed)
		return rc;
	errno = error;
	return -1;
}

WRAP(int, fstat, int fd, struct stat *st)
{
	return fails(CALL_READ) ? -1 : __real_fstat(fd, st);
}

WRAP(int, fstatat, int dir, const char *path, struct stat *st, int flags)
{
	return fails(CALL_READ) ? -1 : __real_fstatat(dir, path, st, flags);
}

WRAP(int, mkdir, const char *path, mode_t mode)
{
	return fails(CALL_CHANGE) ? -1 : __real_mkdir(path, mode);
}

WRAP(int, mkdirat, int dir, const char *path, mode_t mode)
{
	return fails(CALL_CHANGE) ? -1 : __real_mkdirat(dir, path, mode);
}

WRAP(int, renameat, int from, const char *path, int to, const char *as)
{
	return fails(CALL_CHANGE) ? -1 : __real_renameat(from, path, to, as);
}

WRAP(int, rename, const char *path, const char *as)
{
	return fails(CALL_CHANGE) ? -1 : __real_rename(path, as);
}

/* Removing needs no space. */
WRAP(int, unlinkat, int dir, const char *path, int flags)
{
	if (inject.fault != FAULT_NO_SPACE && fails(CALL_CHANGE))
		return -1;
	return __real_unlinkat(dir, path, flags);
}

WRAP(void *, malloc, size_t n)
{
	return fails(CALL_MEMORY) ? NULL : __real_malloc(n);
}

WRAP(void *, calloc, size_t n, size_t size)
{
	return fails(CALL_MEMORY) ? NULL : __real_calloc(n, size);
}

WRAP(void *, realloc, void *p, size_t n)
{
	return fails(CALL_MEMORY) ? NULL : __real_realloc(p, n);
}
