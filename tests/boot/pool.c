/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pool.c - run tests side by side, each in a process and folder of its own.
 *
 * A test that crashes fails; the others go on. Its line is written into a
 * file by the child and printed by the parent, in the order of the list.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "process.h"
#include "run.h"

struct slot {
	pid_t pid;		/* 0: not started; -1: ended */
	bool passed;
};

struct pool {
	struct arena *arena;
	const struct lab *lab;
	const struct test *tests;
	size_t n;
	struct slot *slots;
	size_t n_started, n_printed, n_running;
	size_t n_failed;
};

static const char *folder(const struct pool *p, size_t i)
{
	return arena_printf(p->arena, "%s/%s", p->lab->work, p->tests[i].name);
}

static const char *verdict_path(const struct pool *p, size_t i)
{
	return arena_printf(p->arena, "%s/%s.verdict", p->lab->work,
			    p->tests[i].name);
}

/* In the child: run test @i and leave its line. */
static _Noreturn void child(const struct pool *p, size_t i)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct test_env env = { a, p->lab, folder(p, i), NULL };
	const struct test *t = &p->tests[i];
	uint64_t start = now_ms();
	const char *wrong;
	double took;
	char *line;

	lab_remove(env.dir);
	mkdir(env.dir, 0777);
	wrong = t->run(&env, t);
	took = (double)(now_ms() - start) / 1000;
	if (wrong)
		line = arena_printf(a, "FAIL %s: %s (%.2f s; see %s)\n",
				    t->name, wrong, took, env.dir);
	else
		line = arena_printf(a, "ok   %s%s%s (%.2f s)\n", t->name,
				    env.note ? ": " : "",
				    env.note ? env.note : "", took);
	if (!wrong && !p->lab->keep)
		lab_remove(env.dir);
	lab_write(verdict_path(p, i), line, strlen(line));
	_exit(wrong ? 1 : 0);
}

static void start_one(struct pool *p)
{
	size_t i = p->n_started++;

	unlink(verdict_path(p, i));
	fflush(stdout);
	p->slots[i].pid = fork();
	if (p->slots[i].pid == 0)
		child(p, i);
	p->n_running += p->slots[i].pid > 0;
}

static void wait_one(struct pool *p)
{
	int status = 0;
	pid_t pid = waitpid(-1, &status, 0);

	for (size_t i = 0; i < p->n_started; i++)
		if (pid > 0 && p->slots[i].pid == pid) {
			p->slots[i].pid = -1;
			p->slots[i].passed = WIFEXITED(status) &&
					     WEXITSTATUS(status) == 0;
			p->n_running--;
		}
}

/* Lines of tests that ended, up to the first that still runs. */
static void print_ended(struct pool *p)
{
	while (p->n_printed < p->n_started &&
	       p->slots[p->n_printed].pid < 0) {
		size_t i = p->n_printed++, len;
		const char *path = verdict_path(p, i);
		uint8_t *line = lab_read(p->arena, path, &len);

		if (line)
			fputs((const char *)line, stdout);
		else
			printf("FAIL %s: the test itself crashed\n",
			       p->tests[i].name);
		fflush(stdout);
		unlink(path);
		p->n_failed += !p->slots[i].passed;
	}
}

size_t run_all(struct arena *a, const struct lab *lab,
	       const struct test *tests, size_t n)
{
	struct pool p = {
		.arena = a,
		.lab = lab,
		.tests = tests,
		.n = n,
		.slots = arena_array(a, n, sizeof(struct slot)),
	};

	while (p.n_printed < n) {
		while (p.n_started < n && p.n_running < lab->jobs)
			start_one(&p);
		if (p.n_running)
			wait_one(&p);
		print_ended(&p);
	}
	printf("boot: %zu passed, %zu failed\n", n - p.n_failed, p.n_failed);
	return p.n_failed;
}
