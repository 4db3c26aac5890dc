/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * serial.c - what comes out of the machine's serial port, understood.
 */
#include "serial.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/limits.h"
#include "process.h"

/* A guest's tree is 2 MiB at most (SZ_2M in Xen's domain building). */
#define TREE_MOST (2u << 20)
#define MARK "domc-probe "

void serial_init(struct serial *s, struct arena *a, FILE *log)
{
	memset(s, 0, sizeof(*s));
	s->arena = a;
	s->log = log;
	s->said = buf_make(a, LIMIT_OUTPUT_BYTES);
	s->start_ms = now_ms();
}

void serial_await(struct serial *s, const char *text)
{
	s->awaited = text;
	s->heard = false;
}

const struct seen_guest *serial_guest(const struct serial *s, const char *id)
{
	for (size_t i = 0; i < s->n_guests; i++)
		if (strcmp(s->guests[i].id, id) == 0)
			return &s->guests[i];
	return NULL;
}

bool serial_tree_whole(const struct seen_guest *g)
{
	return g->tree_ended && g->tree_len && g->tree_got == g->tree_len &&
	       crc32(0, g->tree, (uInt)g->tree_len) == g->tree_crc32;
}

/* The guest that @id of @len bytes names, new or not; NULL: too many. */
static struct seen_guest *guest_of(struct serial *s, const char *id, size_t len)
{
	struct seen_guest *g;

	for (size_t i = 0; i < s->n_guests; i++)
		if (strlen(s->guests[i].id) == len &&
		    memcmp(s->guests[i].id, id, len) == 0)
			return &s->guests[i];
	if (s->n_guests == SERIAL_GUESTS)
		return NULL;
	g = &s->guests[s->n_guests++];
	g->id = arena_strndup(s->arena, id, len);
	return g;
}

/* "0xBASE 0xSIZE" */
static struct range range_in(const char *text)
{
	char *end;
	uint64_t base = strtoull(text, &end, 16);

	return (struct range){ base, strtoull(end, NULL, 16) };
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* "00020 6f2d2c...": bytes of the tree from an offset on. */
static void take_tree_line(struct seen_guest *g, const char *text)
{
	char *end;
	size_t at = strtoul(text, &end, 16);

	while (*end == ' ')
		end++;
	for (; hex_digit(end[0]) >= 0 && hex_digit(end[1]) >= 0; end += 2) {
		if (at >= g->tree_len)
			return;
		g->tree[at++] = (uint8_t)(hex_digit(end[0]) << 4 |
					  hex_digit(end[1]));
		g->tree_got++;
	}
}

static void take_tree_head(struct serial *s, struct seen_guest *g,
			   const char *text)
{
	g->tree_at = range_in(text);
	if (g->tree || !g->tree_at.size || g->tree_at.size > TREE_MOST)
		return;
	g->tree_len = g->tree_at.size;
	g->tree = arena_alloc(s->arena, g->tree_len);
}

static void take_done(struct serial *s, struct seen_guest *g, const char *text)
{
	s->n_done += !g->done;
	g->done = sscanf(text, "pass=%u fail=%u", &g->n_pass, &g->n_fail) == 2;
}

/* If @text begins with @word and a space, what follows them. */
static const char *behind(const char *text, const char *word)
{
	size_t n = strlen(word);

	return strncmp(text, word, n) == 0 && text[n] == ' ' ? text + n + 1 :
							       NULL;
}

const uint64_t *serial_seen(const struct seen_guest *g, const char *name)
{
	for (size_t i = g->n_seen; i-- > 0;)
		if (strcmp(g->seen[i].name, name) == 0)
			return &g->seen[i].value;
	return NULL;
}

static void take_seen(struct serial *s, struct seen_guest *g, const char *text)
{
	const char *rest, *value = strrchr(text, ' ');

	if (value && g->n_seen < SERIAL_SEEN)
		g->seen[g->n_seen++] = (struct seen_number){
			arena_strndup(s->arena, text, (size_t)(value - text)),
			strtoull(value, NULL, 16),
		};
	if ((rest = behind(text, "ramdisk-crc32")))
		g->ramdisk_crc32 = (uint32_t)strtoul(rest, NULL, 16);
	else if ((rest = behind(text, "cpus")))
		g->n_cpus = strtoull(rest, NULL, 16);
}

/* What follows "domc-probe ID ". */
static void take_report(struct serial *s, struct seen_guest *g,
			const char *text)
{
	const char *rest;

	if ((rest = behind(text, "t"))) {
		take_tree_line(g, rest);
	} else if ((rest = behind(text, "tree"))) {
		take_tree_head(s, g, rest);
	} else if ((rest = behind(text, "tree-end"))) {
		g->tree_crc32 = (uint32_t)strtoul(rest, NULL, 16);
		g->tree_ended = true;
	} else if ((rest = behind(text, "image"))) {
		g->image = range_in(rest);
	} else if ((rest = behind(text, "ramdisk"))) {
		g->ramdisk = range_in(rest);
	} else if ((rest = behind(text, "scratch"))) {
		g->scratch = range_in(rest);
	} else if ((rest = behind(text, "seen"))) {
		take_seen(s, g, rest);
	} else if ((rest = behind(text, "done"))) {
		take_done(s, g, rest);
	} else if (behind(text, "trap") ||
		   ((rest = behind(text, "check")) && strstr(rest, " fail "))) {
		if (!g->first_failure)
			g->first_failure = arena_strdup(s->arena, text);
	}
}

/* Xen marks a guest's line "(XEN) DOM1: " (its UART) or "(d1) ". */
static unsigned int domid_in(const char *line, const char *mark)
{
	const char *dom = strstr(line, "DOM");

	if (dom && dom < mark)
		return (unsigned int)strtoul(dom + 3, NULL, 10);
	dom = strstr(line, "(d");
	return dom && dom < mark ? (unsigned int)strtoul(dom + 2, NULL, 10) :
				   0;
}

static void take_region(struct serial *s, const char *line)
{
	struct seen_region r;
	const char *at = strstr(line, ": extended region ");
	uint64_t from, to;

	if (!at || s->n_regions == SERIAL_REGIONS ||
	    sscanf(line, "(XEN) d%u", &r.domid) != 1 ||
	    sscanf(at, ": extended region %*u: %" SCNx64 "->%" SCNx64, &from,
		   &to) != 2)
		return;
	r.range = range_of(from, to);
	s->regions[s->n_regions++] = r;
}

static void take_xen_line(struct serial *s, const char *line)
{
	const char *text = strncmp(line, "(XEN) ", 6) == 0 ? line + 6 : line;

	buf_puts(&s->said, text);
	buf_putc(&s->said, '\n');
	if (s->awaited && strstr(text, s->awaited))
		s->heard = true;
	if (s->panic_next) {
		s->panic = arena_strdup(s->arena, text);
		s->panic_next = false;
	} else if (strncmp(text, "Panic on CPU ", 13) == 0 && !s->panic) {
		s->panic_next = true;
	} else if (strncmp(text, "Xen version ", 12) == 0) {
		s->xen_version = arena_strndup(s->arena, text + 12,
					       strcspn(text + 12, ")") + 1);
	} else if (strstr(text, "Device tree generation failed")) {
		s->tree_overflow = true;
	} else {
		take_region(s, line);
	}
}

static void take_line(struct serial *s, const char *line)
{
	const char *mark = strstr(line, MARK);
	struct seen_guest *g;
	size_t id_len;

	if (s->log)
		fprintf(s->log, "[%8.3f] %s\n",
			(double)(now_ms() - s->start_ms) / 1000, line);
	if (!mark) {
		take_xen_line(s, line);
		return;
	}
	id_len = strcspn(mark + strlen(MARK), " ");
	g = guest_of(s, mark + strlen(MARK), id_len);
	if (!g)
		return;
	g->domid = domid_in(line, mark);
	if (mark[strlen(MARK) + id_len])
		take_report(s, g, mark + strlen(MARK) + id_len + 1);
}

void serial_feed(struct serial *s, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '\n') {
			s->line[s->n_line] = '\0';
			s->n_line = 0;
			take_line(s, s->line);
		} else if (bytes[i] != '\r' &&
			   s->n_line < sizeof(s->line) - 1) {
			s->line[s->n_line++] = bytes[i];
		}
	}
}
