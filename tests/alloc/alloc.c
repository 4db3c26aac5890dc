/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * alloc.c FOLDER REQUESTS - let requests for memory fail in everything that
 * the library does with files, each alone and each with all that follow;
 * REQUESTS of each job and kind, or 0 for all.
 *
 * Whatever fails, the job says that memory ran out and leaves nothing else
 * behind: no finding, no output, no block, no descriptor, no child. A request
 * that it can do without (PCRE2's for machine code) changes nothing.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fail.h"
#include "jobs.h"

/* Complaints of one job; more say nothing new. */
#define MOST_COMPLAINTS 5
/* PCRE2 keeps a page or two for machine code to come. */
#define MOST_MAPS 2

/* Of a child that may crash; shared with the parent. */
struct progress {
	enum fail_kind kind;
	size_t at;		/* the request that failed */
	bool and_all_after;
	size_t n_passed, n_failed;
	size_t n_requests[N_FAIL_KINDS];
};

static const char *const kinds[N_FAIL_KINDS] = {
	[FAIL_ARENA] = "arena", [FAIL_LIBRARY] = "library",
	[FAIL_MAP] = "map",
};

/* What must be the same before and after. */
struct traces {
	long live;
	int next_fd;
};

static struct traces traces_now(void)
{
	struct traces t = { fail_live(), dup(STDOUT_FILENO) };

	close(t.next_fd);
	return t;
}

static const char *trace_left(const struct traces *before)
{
	struct traces now = traces_now();

	if (now.live != before->live)
		return "a block is not freed";
	if (now.next_fd != before->next_fd)
		return "a descriptor is open";
	if (waitpid(-1, NULL, WNOHANG) >= 0)
		return "a child is left";
	if (fail_live_maps() > MOST_MAPS)
		return "a map is left";
	return NULL;
}

static bool same(const struct outcome *a, const struct outcome *b)
{
	return a->status == b->status && a->n_findings == b->n_findings &&
	       a->n_outputs == b->n_outputs && a->sum == b->sum &&
	       strcmp(a->error, b->error) == 0;
}

static bool is_refusal(const struct outcome *o)
{
	return o->status == DOMC_FAILED && !o->n_findings && !o->n_outputs &&
	       strcmp(o->error, OUT_OF_MEMORY) == 0;
}

static void complain(struct progress *p, const struct job *j,
		     const struct outcome *o, const char *what)
{
	if (p->n_failed++ < MOST_COMPLAINTS)
		printf("alloc: %s: %s request %zu%s: %s (status %d, %zu findings, %zu outputs, error '%s')\n",
		       j->name, kinds[p->kind], p->at,
		       p->and_all_after ? " and all after" : "", what,
		       (int)o->status, o->n_findings, o->n_outputs, o->error);
}

static void try(struct progress *p, const struct job *j, const char *folder,
		const struct outcome *expected)
{
	struct traces before = traces_now();
	struct outcome got;
	const char *left;

	fail_from(p->kind, p->at, p->and_all_after);
	job_run(j, folder, &got);
	fail_stop();
	left = trace_left(&before);
	if (!fail_happened())
		complain(p, j, &got, "was not made this time");
	else if (left)
		complain(p, j, &got, left);
	else if (is_refusal(&got) || same(&got, expected))
		p->n_passed++;
	else
		complain(p, j, &got, "another outcome");
}

/* Each @stride-th request of a kind, and the last one. */
static void sweep(struct progress *p, const struct job *j, const char *folder,
		  size_t most)
{
	struct outcome expected, again;
	size_t n, stride;

	job_run(j, folder, &expected);
	fail_from(p->kind, 0, false);
	job_run(j, folder, &again);
	n = p->n_requests[p->kind] = fail_stop();
	if (!same(&expected, &again))
		complain(p, j, &again, "another outcome without any failure");
	stride = most && n > most ? (n + most - 1) / most : 1;
	for (p->at = 1; p->at <= n; p->at += stride) {
		p->and_all_after = false;
		try(p, j, folder, &expected);
		p->and_all_after = true;
		try(p, j, folder, &expected);
	}
}

/* Of maps: before there is one that PCRE2 keeps; it is done without them. */
static void try_maps(struct progress *p, const struct job *j,
		     const char *folder)
{
	struct outcome got, expected;

	p->kind = FAIL_MAP;
	fail_from(FAIL_MAP, 1, true);
	job_run(j, folder, &got);
	p->n_requests[FAIL_MAP] = fail_stop();
	job_run(j, folder, &expected);
	if (same(&got, &expected))
		p->n_passed++;
	else
		complain(p, j, &got, "another outcome");
}

static void run_job(struct progress *p, const struct job *j,
		    const char *folder, size_t most)
{
	try_maps(p, j, folder);
	for (p->kind = FAIL_ARENA; p->kind < FAIL_MAP; p->kind++)
		sweep(p, j, folder, most);
	fflush(stdout);
}

/* In a child, so that a crash is one finding of many. */
static void run_apart(struct progress *p, const struct job *j,
		      const char *folder, size_t most)
{
	pid_t pid;
	int status;

	memset(p, 0, sizeof(*p));
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		run_job(p, j, folder, most);
		exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0) {
		p->n_failed++;
		printf("alloc: %s: %s request %zu%s: the program ends with wait status %#x\n",
		       j->name, kinds[p->kind % N_FAIL_KINDS], p->at,
		       p->and_all_after ? " and all after" : "", status);
	}
	printf("%-30s %5zu requests of the arena, %5zu of libraries, %zu maps\n",
	       j->name, p->n_requests[FAIL_ARENA], p->n_requests[FAIL_LIBRARY],
	       p->n_requests[FAIL_MAP]);
}

int main(int argc, char **argv)
{
	size_t n_passed = 0, n_failed = 0;
	struct progress *p = mmap(NULL, sizeof(*p), PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (argc != 3 || p == MAP_FAILED)
		return 2;
	for (size_t i = 0; i < n_jobs; i++) {
		run_apart(p, &jobs[i], argv[1], (size_t)atol(argv[2]));
		n_passed += p->n_passed;
		n_failed += p->n_failed;
	}
	printf("alloc: %zu passed, %zu failed\n", n_passed, n_failed);
	return n_failed != 0;
}
