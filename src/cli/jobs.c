/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jobs.c - threads that take the next file each, and a ring of results.
 */
#include "cli/jobs.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* Files that a thread may be ahead: one slow file stops the others late. */
#define AHEAD 16
/* Stack of a thread. The deepest document under the deepest schema needs a
 * few hundred KiB; musl gives 128 KiB. */
#define STACK_BYTES ((size_t)8 << 20)

/* A result that waits for its turn. */
struct slot {
	struct job job;
	bool done;
};

/* What is checked against, for one thread; both NULL: system files alone. */
struct shared {
	struct domc *schema;
	struct domc *bindings;
	bool failed;		/* out of memory: to be made anew */
};

struct jobs {
	const struct options *options;
	struct job_rules against;
	struct shared own;	/* for this thread; without others */
	pthread_t *threads;
	size_t n_threads;	/* 0: jobs_next() checks the files itself */

	pthread_mutex_t lock;	/* of all that follows */
	pthread_cond_t changed;
	struct slot *ring;	/* file i is in slot i % n_slots */
	size_t n_slots;
	size_t n_begun;		/* files that some thread has taken */
	size_t n_given;		/* files that jobs_next() has returned */
};

static void free_shared(struct shared *s)
{
	domc_free(s->schema);
	domc_free(s->bindings);
}

/* What @j checks against for one more thread. */
static struct shared share(const struct jobs *j)
{
	const struct job_rules *from = &j->against;
	struct shared s = { .failed = false };

	if (from->schema)
		s.schema = domc_new(&j->options->domc);
	if (from->bindings)
		s.bindings = domc_new(&j->options->domc);
	s.failed = (from->schema &&
		    (!s.schema ||
		     !domc_share_schema(s.schema, from->schema))) ||
		   (from->bindings &&
		    (!s.bindings ||
		     !domc_share_bindings(s.bindings, from->bindings)));
	return s;
}

/* Memory that ran out at one file may be there for the next. */
static bool renew(const struct jobs *j, struct shared *s)
{
	free_shared(s);
	*s = share(j);
	return !s->failed;
}

static struct job check(const struct jobs *j, struct shared *s, size_t i)
{
	const char *path = j->options->operands[i];
	struct job job = { .path = path, .status = DOMC_FAILED };

	if (s->failed && !renew(j, s))
		return job;
	job.c = domc_new(&j->options->domc);
	if (!job.c)
		return job;
	if (s->schema)
		job.status = domc_validate(job.c, s->schema, path);
	else if (s->bindings && domc_is_tree(path))
		job.status = domc_check_tree(job.c, s->bindings, path);
	else
		job.status = domc_check(job.c, path);
	s->failed = domc_error(job.c) != NULL;
	return job;
}

/* Waits for a file to check; false when all are taken. Holds the lock. */
static bool take_file(struct jobs *j, size_t *ret_i)
{
	size_t n_files = j->options->n_operands;

	while (j->n_begun < n_files && j->n_begun - j->n_given == j->n_slots)
		pthread_cond_wait(&j->changed, &j->lock);
	if (j->n_begun == n_files)
		return false;
	*ret_i = j->n_begun++;
	return true;
}

static void *work(void *arg)
{
	struct jobs *j = arg;
	struct shared shared = share(j);
	size_t i;

	pthread_mutex_lock(&j->lock);
	while (take_file(j, &i)) {
		struct slot slot = { .done = true };

		pthread_mutex_unlock(&j->lock);
		slot.job = check(j, &shared, i);
		pthread_mutex_lock(&j->lock);
		j->ring[i % j->n_slots] = slot;
		pthread_cond_broadcast(&j->changed);
	}
	pthread_mutex_unlock(&j->lock);
	free_shared(&shared);
	return NULL;
}

static size_t threads_wanted(const struct options *o)
{
	long n_cpus = o->n_jobs ? 1 : sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = o->n_jobs ? o->n_jobs : n_cpus > 0 ? (size_t)n_cpus : 1;

	if (n > o->n_operands)
		n = o->n_operands;
	return n > 1 ? n : 0;
}

/* As many as the system gives; without any the files are checked all the
 * same. */
static void start_threads(struct jobs *j, size_t n)
{
	pthread_attr_t attr;

	j->threads = text_grow(NULL, n, sizeof(*j->threads));
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	while (j->n_threads < n &&
	       pthread_create(&j->threads[j->n_threads], &attr, work, j) == 0)
		j->n_threads++;
	pthread_attr_destroy(&attr);
}

struct jobs *jobs_start(const struct options *o, struct job_rules against)
{
	struct jobs *j = text_grow(NULL, 1, sizeof(*j));
	size_t n = threads_wanted(o);

	*j = (struct jobs){
		.options = o,
		.against = against,
		.n_slots = n * AHEAD,
	};
	pthread_mutex_init(&j->lock, NULL);
	pthread_cond_init(&j->changed, NULL);
	if (n) {
		j->ring = text_grow(NULL, j->n_slots, sizeof(*j->ring));
		for (size_t i = 0; i < j->n_slots; i++)
			j->ring[i] = (struct slot){ .done = false };
		start_threads(j, n);
	}
	if (!j->n_threads)
		j->own = share(j);
	return j;
}

static struct job wait_for(struct jobs *j, size_t i)
{
	struct slot *slot = &j->ring[i % j->n_slots];
	struct job job;

	pthread_mutex_lock(&j->lock);
	while (!slot->done)
		pthread_cond_wait(&j->changed, &j->lock);
	slot->done = false;
	job = slot->job;
	j->n_given++;
	pthread_cond_broadcast(&j->changed);
	pthread_mutex_unlock(&j->lock);
	return job;
}

bool jobs_next(struct jobs *j, struct job *ret)
{
	/* Nobody else writes it. */
	size_t i = j->n_given;

	if (i == j->options->n_operands)
		return false;
	if (j->n_threads) {
		*ret = wait_for(j, i);
	} else {
		*ret = check(j, &j->own, i);
		j->n_given++;
	}
	return true;
}

void jobs_end(struct jobs *j)
{
	for (size_t i = 0; i < j->n_threads; i++)
		pthread_join(j->threads[i], NULL);
	pthread_cond_destroy(&j->changed);
	pthread_mutex_destroy(&j->lock);
	free_shared(&j->own);
	free(j->threads);
	free(j->ring);
	free(j);
}
