/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memory_file.c - memfd_create(), and a fence around open(), fopen() and
 * posix_spawnp() (linked with --wrap).
 */
#define _GNU_SOURCE
#include "memory_file.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

/* Descriptors of the slots: one beyond what a run opens by itself. */
#define FIRST_FD 100
#define N_SLOTS 2

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);
int __wrap_posix_spawnp(pid_t *pid, const char *file,
			const posix_spawn_file_actions_t *actions,
			const posix_spawnattr_t *attributes,
			char *const argv[], char *const envp[]);

const char *memory_file_set(int slot, const uint8_t *data, size_t len)
{
	static const char *const paths[N_SLOTS] = {
		"/proc/self/fd/100", "/proc/self/fd/101",
	};
	int fd = memfd_create("fuzz", 0);

	FUZZ_REQUIRE(fd >= 0);
	FUZZ_REQUIRE(write(fd, data, len) == (ssize_t)len);
	FUZZ_REQUIRE(dup2(fd, FIRST_FD + slot) == FIRST_FD + slot);
	close(fd);
	return paths[slot];
}

const char *memory_file_folder(void)
{
	const char *folder = getenv("FUZZ_FILES");

	FUZZ_REQUIRE(folder && *folder);
	return folder;
}

static bool is_fenced;

void memory_file_fence(bool up)
{
	is_fenced = up;
}

static bool is_allowed(const char *path)
{
	const char *folder = memory_file_folder();
	size_t n = strlen(folder);

	if (!is_fenced ||
	    strncmp(path, "/proc/self/fd/10", 16) == 0)
		return true;
	return strncmp(path, folder, n) == 0 && path[n] == '/' &&
	       !strstr(path + n, "..");
}

int __wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = (mode_t)va_arg(ap, int);
	va_end(ap);
	if (is_allowed(path))
		return __real_open(path, flags, mode);
	errno = ENOENT;
	return -1;
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (is_allowed(path))
		return __real_fopen(path, mode);
	errno = ENOENT;
	return NULL;
}

int __wrap_posix_spawnp(pid_t *pid, const char *file,
			const posix_spawn_file_actions_t *actions,
			const posix_spawnattr_t *attributes,
			char *const argv[], char *const envp[])
{
	(void)pid;
	(void)file;
	(void)actions;
	(void)attributes;
	(void)argv;
	(void)envp;
	return ENOENT;
}
