/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log.c - what all forms of a log have in common: inputs and their counts.
 */
#include "emit/log.h"

#include <string.h>

#include "base/limits.h"
#include "emit/log_place.h"

static const struct log_format *const formats[] = {
#define LOG_FORMAT(name, function, summary) &log_##function,
#include "emit/log.def"
#undef LOG_FORMAT
};

const struct log_format *log_format(size_t i)
{
	return i < sizeof(formats) / sizeof(formats[0]) ? formats[i] : NULL;
}

void log_begin(struct log *ret, struct arena *a,
	       const struct log_format *format, const char *version)
{
	*ret = (struct log){
		.arena = a, .format = format, .version = version,
		/* Findings may quote long keys: memory is the cap. */
		.out = buf_make(a, LIMIT_ARENA_BYTES),
	};
	ret->scratch = buf_make(a, LIMIT_ARENA_BYTES);
	json_begin(&ret->json, &ret->out);
	if (format->begin)
		format->begin(ret);
}

static struct log_input *new_input(struct log *l, const char *path)
{
	struct log_input *in;

	/* First what can run out of memory: an input is whole or not there. */
	path = arena_strdup(l->arena, path);
	l->inputs = arena_grow(l->arena, l->inputs, l->n_inputs,
			       &l->inputs_room, sizeof(*l->inputs));
	in = &l->inputs[l->n_inputs++];
	*in = (struct log_input){ .path = path };
	return in;
}

/* An input has few files: itself, what it includes (64), a board's source. */
static void note_file(struct log *l, const char *file)
{
	if (!file || log_override(file))
		return;
	for (size_t i = l->first_file; i < l->n_files; i++)
		if (strcmp(l->files[i], file) == 0)
			return;
	file = arena_strdup(l->arena, file);
	l->files = arena_grow(l->arena, l->files, l->n_files, &l->files_room,
			      sizeof(*l->files));
	l->files[l->n_files++] = file;
}

static void add_findings(struct log *l, struct log_input *in,
			 const struct diags *d)
{
	in->n_errors = d->n_errors;
	in->n_warnings = d->n_warnings;
	in->n_unlisted = d->n_items;
	for (const struct diag_item *i = d->items; i; i = i->next) {
		in->n_unlisted--;
		note_file(l, i->place.file);
		for (const struct diag_note *n = i->notes; n; n = n->next)
			note_file(l, n->place.file);
		l->format->finding(l, d, i);
	}
}

static void note_status(struct log *l, struct log_input *in,
			unsigned int status)
{
	in->status = status;
	if (status > l->status)
		l->status = status;
}

void log_add(struct log *l, const char *path, const struct diags *d,
	     unsigned int status)
{
	struct log_input *in =
		new_input(l, strcmp(path, "-") == 0 ? "<stdin>" : path);

	l->first_file = l->n_files;
	note_file(l, in->path);
	note_status(l, in, status);
	if (d)
		add_findings(l, in, d);
	if (l->format->done)
		l->format->done(l);
}

void log_fail(struct log *l, const char *message)
{
	struct log_input *in = &l->inputs[l->n_inputs - 1];

	note_status(l, in, 2);
	if (in->error)
		in->error = arena_printf(l->arena, "%s; %s", in->error, message);
	else
		in->error = arena_strdup(l->arena, message);
	if (l->format->fail)
		l->format->fail(l, message);
}

void log_end(struct log *l, unsigned int status)
{
	if (status > l->status)
		l->status = status;
	if (l->format->end)
		l->format->end(l);
}

const char *log_take(struct log *l, size_t *ret_len)
{
	*ret_len = l->out.len;
	l->out.len = 0;
	return buf_str(&l->out);
}
