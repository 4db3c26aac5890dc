/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log.c - findings of many compilations for machines, when memory may end.
 */
#include "domc.h"

#include <string.h>

#include "api/compilation.h"
#include "base/limits.h"
#include "emit/log.h"

struct domc_log {
	struct arena *arena;	/* holds this struct too */
	struct log log;
	struct json before;	/* of log.json, to go back to */
};

const char *domc_log_format(size_t i)
{
	const struct log_format *f = log_format(i);

	return f ? f->name : NULL;
}

static const struct log_format *find_format(const char *name)
{
	const struct log_format *f;

	for (size_t i = 0; (f = log_format(i)); i++)
		if (strcmp(f->name, name) == 0)
			break;
	return f;
}

struct domc_log *domc_log_new(const char *format)
{
	const struct log_format *f = find_format(format);
	struct arena *a = f ? arena_new(LIMIT_ARENA_BYTES) : NULL;
	struct domc_log *l;

	if (!a)
		return NULL;
	if (setjmp(*arena_landing(a))) {
		arena_free(a);
		return NULL;
	}
	l = ARENA_NEW(a, struct domc_log);
	l->arena = a;
	log_begin(&l->log, a, f, DOMC_VERSION);
	return l;
}

void domc_log_free(struct domc_log *l)
{
	if (l)
		arena_free(l->arena);
}

/* Half a finding is no JSON: what was written of it is taken back. */
static bool out_of_memory(struct domc_log *l, size_t len, size_t n_inputs)
{
	struct log *log = &l->log;

	log->json = l->before;
	log->out.len = len;
	if (log->n_inputs > n_inputs) {
		log->inputs[n_inputs].status = DOMC_FAILED;
		log->inputs[n_inputs].error = API_OUT_OF_MEMORY;
	}
	return false;
}

bool domc_log_add(struct domc_log *l, const char *path, const struct domc *c,
		  enum domc_status status)
{
	size_t len = l->log.out.len, n_inputs = l->log.n_inputs;

	l->before = l->log.json;
	if (setjmp(*arena_landing(l->arena)))
		return out_of_memory(l, len, n_inputs);
	/* Where memory ran out, c->findings is gone and c->error says it. */
	log_add(&l->log, path, c && c->findings ? c->diags : NULL,
		(unsigned int)status);
	if (c && c->error)
		log_fail(&l->log, c->error);
	return true;
}

bool domc_log_fail(struct domc_log *l, const char *message)
{
	size_t len = l->log.out.len, n_inputs = l->log.n_inputs;

	l->before = l->log.json;
	if (setjmp(*arena_landing(l->arena)))
		return out_of_memory(l, len, n_inputs);
	log_fail(&l->log, message);
	return true;
}

bool domc_log_end(struct domc_log *l, int status)
{
	size_t len = l->log.out.len, n_inputs = l->log.n_inputs;

	l->before = l->log.json;
	if (setjmp(*arena_landing(l->arena)))
		return out_of_memory(l, len, n_inputs);
	log_end(&l->log, (unsigned int)status);
	return true;
}

const char *domc_log_take(struct domc_log *l, size_t *ret_len)
{
	return log_take(&l->log, ret_len);
}
