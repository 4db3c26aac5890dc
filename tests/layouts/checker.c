/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * checker.c - layout-check as a child process.
 */
#include "checker.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../boot/lab.h"

static _Noreturn void child(const char *program, const char *lines,
			    const char *answers, bool at_once)
{
	int in = open(lines, O_RDONLY);
	int out = open(answers, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (in < 0 || out < 0 || dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0)
		_exit(127);
	if (at_once)
		execl(program, program, "-1", (char *)NULL);
	else
		execl(program, program, (char *)NULL);
	_exit(127);
}

static bool run(const char *program, const char *lines, const char *answers,
		bool at_once)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0)
		child(program, lines, answers, at_once);
	return pid > 0 && waitpid(pid, &status, 0) == pid &&
	       WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct verdict *checker_run(struct arena *a, const char *program,
			    const char *lines, bool at_once, size_t n)
{
	const char *answers = arena_printf(a, "%s.verdicts", lines);
	struct verdict *v = arena_array(a, n + 1, sizeof(*v));
	size_t n_read = 0, len;
	char *text, *end;

	if (!run(program, lines, answers, at_once))
		return NULL;
	text = (char *)lab_read(a, answers, &len);
	for (; text && *text && n_read < n; text = end + 1) {
		end = strchr(text, '\n');
		if (!end)
			return NULL;
		*end = '\0';
		if (!verdict_parse(text, &v[n_read++]))
			return NULL;
	}
	return n_read == n && text && !*text ? v : NULL;
}
