/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * process.c - child processes of the boot tests.
 */
#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static _Noreturn void become(char *const argv[], const char *cwd, int in,
			     int out, unsigned int seconds)
{
	if (in < 0)
		in = open("/dev/null", O_RDONLY);
	if (in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
		_exit(126);
	if (cwd && chdir(cwd) != 0)
		_exit(126);
	/* An alarm outlives exec; it ends whoever does not handle it. */
	alarm(seconds);
	execvp(argv[0], argv);
	_exit(127);
}

pid_t process_start(char *const argv[], const char *cwd, int in, int out,
		    unsigned int seconds)
{
	pid_t pid = fork();

	if (pid == 0)
		become(argv, cwd, in, out, seconds);
	return pid;
}

int process_end(pid_t pid, bool kill_it)
{
	int status = 0;

	if (kill_it)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0)
		;
	return status;
}

int process_run(char *const argv[], const char *cwd, const char *out_path,
		unsigned int seconds)
{
	int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
	int out = open(out_path, flags, 0666);
	int status;
	pid_t pid;

	if (out < 0)
		return -1;
	pid = process_start(argv, cwd, -1, out, seconds);
	close(out);
	if (pid < 0)
		return -1;
	status = process_end(pid, false);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

uint64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}
