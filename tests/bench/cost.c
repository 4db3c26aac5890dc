/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cost.c - what two commands cost, measured in turn, as a ratio.
 *
 * usage: cost RUNS A... -- B...
 * Runs A B A B ..., each RUNS times after one warm-up, and prints
 *   cpu_a_us cpu_b_us ratio_median rss_a_kib rss_b_kib
 * A `%` in an argument stands for the number of the run: a folder of its own.
 * CPU is user + system time of the finished process (wait4); the ratio is the
 * median of the pairs, so that a machine whose speed drifts does not matter.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS_MAX 1001

struct cost {
	double cpu_us;
	long rss_kib;
};

/* In the child: each `%` becomes the number of the run. */
static void number_runs(char **argv, int number)
{
	for (; *argv; argv++) {
		char *mark = strchr(*argv, '%'), *text;
		size_t room = strlen(*argv) + 16;

		if (!mark || !(text = malloc(room)))
			continue;
		snprintf(text, room, "%.*s%d%s", (int)(mark - *argv), *argv,
			 number, mark + 1);
		*argv = text;
	}
}

static struct cost run(char **argv, int number)
{
	struct rusage u;
	struct cost c;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		number_runs(argv, number);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &u) < 0 ||
	    !WIFEXITED(status) || WEXITSTATUS(status) == 127) {
		fprintf(stderr, "cost: %s did not run\n", argv[0]);
		exit(2);
	}
	c.cpu_us = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
		   (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
	c.rss_kib = u.ru_maxrss;
	return c;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return v[n / 2];
}

int main(int argc, char **argv)
{
	static double a[RUNS_MAX], b[RUNS_MAX], ratio[RUNS_MAX];
	struct cost ca = { 0, 0 }, cb = { 0, 0 };
	int n = argc > 1 ? atoi(argv[1]) : 0, split = 2;

	while (split < argc && strcmp(argv[split], "--") != 0)
		split++;
	if (n < 1 || n > RUNS_MAX || split >= argc - 1)
		return 2;
	argv[split] = NULL;
	run(argv + 2, n);
	run(argv + split + 1, n);
	for (int i = 0; i < n; i++) {
		ca = run(argv + 2, i);
		cb = run(argv + split + 1, i);
		a[i] = ca.cpu_us;
		b[i] = cb.cpu_us;
		ratio[i] = ca.cpu_us / (cb.cpu_us > 0 ? cb.cpu_us : 1);
	}
	printf("%.0f %.0f %.2f %ld %ld\n", median(a, n), median(b, n),
	       median(ratio, n), ca.rss_kib, cb.rss_kib);
	return 0;
}
