/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * faults.c DOMC - builds into a folder while system calls fail or the program
 * is killed, at each call in turn and at seeded moments.
 *
 * In the working directory: old.yaml and new.yaml, and their builds in old/ and
 * new/ (with depfiles old.dep and new.dep). Whatever happens to a build of
 * new.yaml, in a folder that is not there or holds the old build:
 *
 * - a file is wholly old or wholly new, never half;
 * - a folder with a manifest.json is whole: the old build or the new one;
 * - an error has status 2 and a message that names the place, and leaves what
 *   was there (or, once files have changed places, no manifest.json);
 * - the next build is the new one, and nothing else is left.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "inject.h"
#include "tree.h"

#define MOST_COMPLAINTS 20
#define N_RANDOM_KILLS 200
/* A build takes 2 to 6 ms. */
#define MOST_DELAY_US 7000

static const char *const faults[N_FAULTS] = {
	[FAULT_NO_SPACE] = "no space", [FAULT_IO] = "I/O error",
	[FAULT_INTERRUPTED] = "interrupted", [FAULT_SHORT] = "short",
	[FAULT_MEMORY] = "no memory", [FAULT_KILL] = "killed",
	[FAULT_KILL_HALF] = "killed in a write",
};

/* Of the child; shared. */
static struct child {
	volatile bool hit;
	volatile bool writes;	/* output_write() was reached */
} *child;

static struct tree old_build, new_build;
static size_t n_passed, n_failed;

bool __real_output_write(struct domc *c, const char *dir,
			 const struct domc_artefact *files, size_t n_files,
			 struct text *error);
bool __wrap_output_write(struct domc *c, const char *dir,
			 const struct domc_artefact *files, size_t n_files,
			 struct text *error);

bool __wrap_output_write(struct domc *c, const char *dir,
			 const struct domc_artefact *files, size_t n_files,
			 struct text *error)
{
	child->writes = true;
	return __real_output_write(c, dir, files, n_files, error);
}

/* ---- running ---- */

static char *const arguments[] = {
	(char []){ "domc" }, (char []){ "build" }, (char []){ "-I" },
	(char []){ "." }, (char []){ "-o" }, (char []){ "out" },
	(char []){ "-d" }, (char []){ "dep" }, (char []){ "new.yaml" }, NULL,
};
#define N_ARGUMENTS 9

static void redirect(void)
{
	int fd = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0666);

	dup2(fd, STDERR_FILENO);
	close(fd);
}

static int run_here(enum fault fault, size_t n)
{
	struct options o;
	struct text error = { 0 };

	redirect();
	if (!options_parse(N_ARGUMENTS, (char **)(uintptr_t)arguments, &o,
			   &error))
		return 3;
	inject_at(fault, n);
	return command_build(&o);
}

/* A build in a child; returns its wait status. */
static int build(enum fault fault, size_t n)
{
	int status = -1;
	pid_t pid;

	child->hit = child->writes = false;
	pid = fork();
	if (pid == 0)
		_exit(run_here(fault, n));
	waitpid(pid, &status, 0);
	return status;
}

/* ---- judging ---- */

/* A small file's bytes; "" if it is not there. */
struct bytes {
	char s[1 << 14];
	size_t n;
};

static void load(const char *path, struct bytes *ret)
{
	FILE *f = fopen(path, "rb");

	ret->n = f ? fread(ret->s, 1, sizeof(ret->s) - 1, f) : 0;
	if (f)
		fclose(f);
	ret->s[ret->n] = 0;
}

static bool holds(const char *path, const char *text)
{
	struct bytes b;

	load(path, &b);
	return strstr(b.s, text) != NULL;
}

static bool same_file(const char *path, const char *other)
{
	struct bytes a, b;

	load(path, &a);
	load(other, &b);
	return strcmp(a.s, b.s) == 0;
}

/* NULL, or what is wrong with the folder in between. */
static const char *fault_between(const struct tree *t)
{
	const struct tree_file *manifest = tree_find(t, "manifest.json");
	const struct tree *whole;

	for (size_t i = 0; i < t->n; i++) {
		const struct tree_file *f = &t->files[i];
		const char *slash = strrchr(f->path, '/');

		if (*(slash ? slash + 1 : f->path) != '.' &&
		    !tree_has(&old_build, f) && !tree_has(&new_build, f))
			return "a file is neither old nor new";
	}
	if (!manifest)
		return NULL;
	whole = tree_has(&new_build, manifest) ? &new_build : &old_build;
	for (size_t i = 0; i < whole->n; i++)
		if (!tree_has(t, &whole->files[i]))
			return "there is a manifest and not its files";
	return NULL;
}

static bool dep_is_whole(void)
{
	return access("dep", F_OK) != 0 || same_file("dep", "new.dep") ||
	       same_file("dep", "old.dep");
}

/* After a build that ended by itself. */
static const char *fault_after(const struct tree *before,
			       const struct tree *t, int code)
{
	bool says_half = holds("err", "there is no manifest.json");

	/* What cannot be removed then is hidden, and the next run's. */
	if (code == 0)
		return t->n - t->n_hidden == new_build.n && !fault_between(t) &&
		       tree_has(t, tree_find(&new_build, "manifest.json")) ?
		       NULL : "done, but not all is new";
	if (code == 1 && child->writes)
		return "status 1 for output that cannot be written";
	if (!holds("err", "error: "))
		return "no message";
	if (child->writes && !holds("err", "out") && !holds("err", "'dep'"))
		return "the message names no place";
	if (tree_same(t, before))
		return NULL;
	/* The folder was done, and the depfile could not be. */
	if (tree_same(t, &new_build) &&
	    (holds("err", "'dep'") || holds("err", "out of memory")))
		return NULL;
	if (!says_half || tree_find(t, "manifest.json"))
		return "the old state is not there";
	return NULL;
}

static void list(const struct tree *t)
{
	struct bytes err;

	load("err", &err);
	printf("%s", err.s);
	for (size_t i = 0; i < t->n; i++)
		printf("\t%s\n", t->files[i].path);
}

static void judge(const char *what, size_t n, const struct tree *before,
		  int status)
{
	struct tree t = tree_load("out"), next;
	const char *trouble = fault_between(&t);
	bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	int rc;

	if (!trouble && !killed && !WIFEXITED(status))
		trouble = "a crash";
	if (!trouble && !killed)
		trouble = fault_after(before, &t, WEXITSTATUS(status));
	if (!trouble && !dep_is_whole())
		trouble = "half a depfile";
	if (trouble && n_failed < MOST_COMPLAINTS)
		list(&t);
	rc = build(FAULT_NONE, 0);
	next = tree_load("out");
	if (!trouble && (rc != 0 || !tree_same(&next, &new_build)))
		trouble = "the next build does not mend it";
	if (!trouble && access(".dep.domc", F_OK) == 0)
		trouble = "half a depfile is left";
	if (trouble && n_failed++ < MOST_COMPLAINTS)
		printf("faults: %s: %s at call %zu: %s\n",
		       before->is_there ? "old build there" : "no folder",
		       what, n, trouble);
	n_passed += !trouble;
	tree_free(&t);
	tree_free(&next);
}

/* As it was before the build. */
static void reset(const struct tree *before)
{
	tree_remove("out");
	unlink("dep");
	if (before->is_there) {
		tree_copy(before, "out");
		link("old.dep", "dep");
	}
}

static void each_call(const struct tree *before)
{
	for (enum fault f = FAULT_NONE + 1; f < N_FAULTS; f++) {
		size_t n = 0;

		for (;;) {
			int status;

			reset(before);
			status = build(f, ++n);
			if (!child->hit)
				break;
			judge(faults[f], n, before, status);
		}
		printf("%-15s %4zu calls: %s\n",
		       before->is_there ? "old build there" : "no folder",
		       n - 1, faults[f]);
	}
}

/* The real program, killed after a time that only the seed knows. */
static void random_kills(const char *domc, const struct tree *before)
{
	uint32_t seed = 20;
	size_t n_killed = 0;

	for (size_t i = 0; i < N_RANDOM_KILLS / 2; i++) {
		int status = -1;
		pid_t pid;

		reset(before);
		pid = fork();
		if (pid == 0) {
			redirect();
			execv(domc, arguments);
			_exit(126);
		}
		seed = seed * 1664525u + 1013904223u;
		usleep((seed >> 8) % MOST_DELAY_US);
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		n_killed += WIFSIGNALED(status) != 0;
		child->writes = true;
		judge("killed some time", i, before, status);
	}
	printf("%-15s %4zu kills at seeded moments\n",
	       before->is_there ? "old build there" : "no folder", n_killed);
}

int main(int argc, char **argv)
{
	const struct tree none = { 0 };

	child = mmap(NULL, sizeof(*child), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (argc != 2 || child == MAP_FAILED)
		return 2;
	inject_report(&child->hit);
	setvbuf(stdout, NULL, _IOLBF, 0);
	old_build = tree_load("old");
	new_build = tree_load("new");
	each_call(&none);
	each_call(&old_build);
	random_kills(argv[1], &none);
	random_kills(argv[1], &old_build);
	printf("faults: %zu passed, %zu failed\n", n_passed, n_failed);
	return n_failed != 0;
}
