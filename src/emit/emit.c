/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * emit.c - the table of emitters, and names of files in what they write.
 */
#include "emit/emit.h"

#include <string.h>

#include "base/limits.h"
#include "emit/artefacts.h"

static const struct emitter {
	const char *kind;
	void (*emit)(const struct emit_input *in, struct artefacts *list);
} emitters[] = {
#define EMITTER(name, function, path, summary) \
	{ .kind = name, .emit = emit_##function },
#include "emit/emitters.def"
#undef EMITTER
};

#define N_EMITTERS (sizeof(emitters) / sizeof(emitters[0]))

bool emit_kind_exists(const char *kind, size_t len)
{
	for (size_t i = 0; i < N_EMITTERS; i++)
		if (strlen(emitters[i].kind) == len &&
		    memcmp(emitters[i].kind, kind, len) == 0)
			return true;
	return false;
}

const char *emit_kinds(struct arena *a)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (size_t i = 0; i < N_EMITTERS; i++)
		buf_printf(&out, "%s%s", i ? ", " : "", emitters[i].kind);
	return buf_str(&out);
}

/* Is @kind one of the comma separated words of @only? NULL: all are. */
static bool is_wanted(const char *only, const char *kind)
{
	size_t len = strlen(kind);

	if (!only)
		return true;
	for (;;) {
		size_t n = strcspn(only, ",");

		if (n == len && memcmp(only, kind, n) == 0)
			return true;
		if (!only[n])
			return false;
		only += n + 1;
	}
}

struct artefact *emit_all(const struct emit_input *in)
{
	struct artefacts list = { .arena = in->arena };

	list.end = &list.first;
	for (size_t i = 0; i < N_EMITTERS; i++)
		if (is_wanted(in->only, emitters[i].kind))
			emitters[i].emit(in, &list);
	emit_manifest(in, &list);
	return list.first;
}

void artefacts_add(struct artefacts *list, const char *kind, const char *path,
		   const struct buf *out)
{
	struct artefact *artefact = ARENA_NEW(list->arena, struct artefact);

	artefact->kind = kind;
	artefact->path = path;
	artefact->bytes = (const uint8_t *)buf_str(out);
	artefact->len = out->len;
	*list->end = artefact;
	list->end = &artefact->next;
}

const char *emit_path(const struct emit_input *in, const char *path)
{
	const char *system = in->system->path;
	const char *slash = strrchr(system, '/');
	size_t n = slash ? (size_t)(slash - system) + 1 : 0;

	if (strncmp(path, "--set ", 6) == 0)
		return path;
	if (strcmp(path, "-") == 0)
		return "<stdin>";
	if (strncmp(path, system, n) == 0 && path[n] != '/' &&
	    (n || path[0] != '/'))
		return path + n;
	slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *emit_place(const struct emit_input *in, struct place place)
{
	if (!place.file)
		return NULL;
	if (strncmp(place.file, "--set ", 6) == 0)
		return "--set";
	return arena_printf(in->arena, "%s:%u", emit_path(in, place.file),
			    place.line);
}

const char *emit_target_path(const struct file *f)
{
	return f->target_path ? f->target_path : f->path;
}
