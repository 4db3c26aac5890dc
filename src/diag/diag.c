/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * diag.c - the list of findings, and the table of codes.
 */
#include "diag/diag.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"

const struct diag_code_info diag_codes[N_DIAG_CODES] = {
#define CODE(id, num, name, lvl, line, text)			\
	[id] = {						\
		.number = num,					\
		.slug = name,					\
		.level = lvl,					\
		.summary = line,				\
		.explain = text,				\
	},
#include "diag/codes.def"
#undef CODE
};

struct diags *diags_new(struct arena *a)
{
	struct diags *d = ARENA_NEW(a, struct diags);

	d->arena = a;
	d->items_end = &d->items;
	d->unseen = ARENA_NEW(a, struct diag_item);
	for (size_t i = 0; i < N_DIAG_CODES; i++)
		d->levels[i] = diag_codes[i].level;
	return d;
}

/* ASCII only: what a letter is must not depend on the locale. */
static bool same_number(const char *number, const char *name)
{
	if (name[0] == 'E' || name[0] == 'e')
		name++;
	return strcmp(number + 1, name) == 0;
}

enum diag_code diag_find_code(const char *name)
{
	size_t i;

	for (i = 0; i < N_DIAG_CODES; i++)
		if (strcmp(diag_codes[i].slug, name) == 0 ||
		    same_number(diag_codes[i].number, name))
			break;
	return (enum diag_code)i;
}

static bool is_among(enum diag_code code, const enum diag_code *codes,
		     size_t n)
{
	while (n && codes[n - 1] != code)
		n--;
	return n > 0;
}

static bool has_prefix(enum diag_code code, const char *prefix)
{
	return strncmp(diag_codes[code].number, prefix, strlen(prefix)) == 0;
}

bool diag_is_rule(enum diag_code code)
{
	/* Each is said by the model, which goes on as the file says. */
	static const enum diag_code of_model[] = {
		E_FILE_EMPTY, E_KERNEL_FORMAT, E_KERNEL_UIMAGE,
		E_RAMDISK_FORMAT, E_BOARD_MEMORY_OVERLAP,
		E_BOARD_RESERVED_OVERLAP, E_NO_KERNEL, E_NOT_PAGES,
		E_SHARED_OWNER, E_CPU_TWICE, E_CHANNEL_PORT,
		E_XSM_POLICY, E_COLORS,
	};

	if (code == E_OUTPUT_NAME_TAKEN)
		return false;
	return has_prefix(code, "E03") || has_prefix(code, "E05") ||
	       (has_prefix(code, "E06") && code != E_BAD_BINDING &&
		code != E_BINDING_TWICE) ||
	       is_among(code, of_model, sizeof(of_model) / sizeof(*of_model));
}

bool diag_is_switchable(enum diag_code code)
{
	static const enum diag_code without_place[] = {
		E_NO_ROOM, E_LAYOUT_NO_ROOM, E_SHM_NO_ROOM,
	};

	return diag_is_rule(code) &&
	       !is_among(code, without_place,
			 sizeof(without_place) / sizeof(*without_place));
}

/* What may stand before a name, and the level that it gives; longest first. */
static const struct {
	const char *prefix;
	enum diag_level level;
} switches[] = {
	{ "no-error=", DIAG_WARNING },
	{ "error=", DIAG_ERROR },
	{ "no-", DIAG_IGNORED },
};

#define N_SWITCHES (sizeof(switches) / sizeof(switches[0]))

/* N_SWITCHES: none, the name alone. A slug may begin like a prefix. */
static size_t switch_of(const char *spec)
{
	size_t i = 0;

	if (diag_find_code(spec) != N_DIAG_CODES)
		return N_SWITCHES;
	while (i < N_SWITCHES && strncmp(spec, switches[i].prefix,
					 strlen(switches[i].prefix)) != 0)
		i++;
	return i;
}

const char *diag_name_of_spec(const char *spec)
{
	size_t i = switch_of(spec);

	return i < N_SWITCHES ? spec + strlen(switches[i].prefix) : spec;
}

bool diags_set_level(struct diags *d, const char *spec)
{
	enum diag_code code = diag_find_code(diag_name_of_spec(spec));
	size_t i = switch_of(spec);
	enum diag_level own, level;

	if (code == N_DIAG_CODES)
		return false;
	own = diag_codes[code].level;
	level = i < N_SWITCHES ? switches[i].level :
		own == DIAG_IGNORED ? DIAG_WARNING : own;
	if (own == DIAG_ERROR && level != own && !diag_is_switchable(code))
		return false;
	d->levels[code] = level;
	return true;
}

static void count(struct diags *d, enum diag_code code)
{
	bool is_error = d->levels[code] == DIAG_ERROR;

	d->n_errors += is_error;
	d->n_firm += is_error && !diag_is_rule(code);
	d->n_warnings += d->levels[code] == DIAG_WARNING;
	d->n_passed += !is_error && diag_codes[code].level == DIAG_ERROR;
}

struct diag_item *diag_add(struct diags *d, enum diag_code code,
			   struct place place, const char *fmt, ...)
{
	struct diag_item *item;
	va_list ap;

	assert(code < N_DIAG_CODES);
	count(d, code);
	if (d->levels[code] == DIAG_IGNORED)
		return d->unseen;
	if (d->n_items++ >= LIMIT_DIAGNOSTICS)
		return d->unseen;
	item = ARENA_NEW(d->arena, struct diag_item);
	item->code = code;
	item->level = d->levels[code];
	item->place = place;
	item->notes_end = &item->notes;
	va_start(ap, fmt);
	item->text = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	*d->items_end = item;
	d->items_end = &item->next;
	return item;
}

void diag_note(struct diags *d, struct diag_item *item, struct place place,
	       const char *fmt, ...)
{
	struct diag_note *note;
	va_list ap;

	if (item == d->unseen)
		return;
	note = ARENA_NEW(d->arena, struct diag_note);
	note->place = place;
	va_start(ap, fmt);
	note->text = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	*item->notes_end = note;
	item->notes_end = &note->next;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static size_t after_line_end(const struct diag_source *s, size_t at)
{
	bool pair = s->bytes[at] == '\r' && at + 1 < s->len &&
		    s->bytes[at + 1] == '\n';

	return at + (pair ? 2 : 1);
}

/* A thousand findings each look for a line, of a file of megabytes. */
static void note_lines(struct arena *a, struct diag_source *s)
{
	uint32_t *lines;
	size_t n = 1;

	assert(s->len <= UINT32_MAX);
	for (size_t i = 0; i < s->len; i++)
		n += is_line_end(s->bytes[i]);
	lines = arena_array(a, n, sizeof(*lines));
	s->lines = lines;
	s->n_lines = 1;
	for (size_t i = 0; i < s->len;) {
		if (!is_line_end(s->bytes[i])) {
			i++;
			continue;
		}
		i = after_line_end(s, i);
		lines[s->n_lines++] = (uint32_t)i;
	}
}

const struct diag_source *diag_keep_source(struct diags *d, const char *file,
					   const char *bytes, size_t len)
{
	struct diag_source *source = ARENA_NEW(d->arena, struct diag_source);

	source->file = file;
	source->bytes = bytes;
	source->len = len;
	note_lines(d->arena, source);
	source->next = d->sources;
	d->sources = source;
	return source;
}

const char *diag_source_line(const struct diags *d, const char *file,
			     unsigned int line, size_t *ret_len)
{
	const struct diag_source *source = d->sources;
	size_t from, end;

	while (source && (!file || strcmp(source->file, file) != 0))
		source = source->next;
	if (!source || line == 0 || line > source->n_lines)
		return NULL;
	from = source->lines[line - 1];
	for (end = from; end < source->len; end++)
		if (is_line_end(source->bytes[end]))
			break;
	*ret_len = end - from;
	return source->bytes + from;
}
