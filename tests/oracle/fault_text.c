/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fault_text.c - what faults.def says, as lines of a system file.
 */
#include "fault_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "../boot/lab.h"

#define ARGUMENTS 4

struct expansion {
	struct arena *arena;
	const struct fault_names *names;
	const char *where;	/* the domain whose line it is */
	struct buf out;
};

/* "probe.id=a probe.exit=no", of @len bytes where it has fewer. */
static void put_line(struct expansion *e, uint64_t len)
{
	size_t start = e->out.len;

	buf_printf(&e->out, "probe.id=%s probe.exit=no", e->where);
	if (strcmp(e->where, "dom0") == 0)
		buf_puts(&e->out, " probe.tree=no");
	for (uint64_t i = 0; e->out.len - start < len; i++)
		buf_putc(&e->out, i % 8 ? (char)('a' + i % 26) : ' ');
}

/* n, base, stride, KiB: the items of a list of ranges */
static void put_ranges(struct expansion *e, const uint64_t *v)
{
	for (uint64_t i = 0; i < v[0]; i++)
		buf_printf(&e->out, "%s{base: 0x%" PRIx64 ", size: %" PRIu64 " KiB}",
			   i ? ", " : "", v[1] + i * v[2], v[3]);
}

/* n: as many pieces of shared memory, a page each */
static void put_rings(struct expansion *e, const uint64_t *v)
{
	for (uint64_t i = 0; i < v[0]; i++)
		buf_printf(&e->out, "%sring%" PRIu64 ": {size: 4 KiB, host: 0x%"
			   PRIx64 ", maps: {%s: 0x%" PRIx64 "}}",
			   i ? ", " : "", i, 0x70000000 + i * 0x1000,
			   i % 2 && e->names->other ? e->names->other :
						      e->names->domain,
			   0x60000000 + i * 0x1000);
}

/* n: options that change nothing, 20 bytes each with the space behind it */
static void put_options(struct expansion *e, uint64_t n)
{
	for (uint64_t i = 0; i < n; i++)
		buf_printf(&e->out, "%sbadpage=0x%08" PRIx64, i ? " " : "",
			   0x7f000 + i);
}

static void put_kernel(struct expansion *e, const char *file)
{
	buf_printf(&e->out, "file: \"%s\", cmdline: \"", file);
	put_line(e, 0);
	buf_putc(&e->out, '"');
}

static void put_named(struct expansion *e, const char *name, size_t len,
		      const uint64_t *v)
{
	const struct oracle_files *f = e->names->files;
	const struct {
		const char *name, *file;
	} files[] = {
		{ "probe", f->probe }, { "gzip", f->probe_gz },
		{ "small", f->small }, { "large", f->large },
		{ "roomy", f->roomy }, { "cmdline", XEN_CMDLINE },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (strlen(files[i].name) == len &&
		    strncmp(files[i].name, name, len) == 0)
			buf_puts(&e->out, files[i].file);
	if (strncmp(name, "kernel", len) == 0)
		put_kernel(e, f->probe);
	else if (strncmp(name, "zipped", len) == 0)
		put_kernel(e, f->probe_gz);
	else if (strncmp(name, "line", len) == 0)
		put_line(e, v[0]);
	else if (strncmp(name, "ranges", len) == 0)
		put_ranges(e, v);
	else if (strncmp(name, "rings", len) == 0)
		put_rings(e, v);
	else if (strncmp(name, "tree", len) == 0)
		buf_puts(&e->out, fault_file(e->arena, e->names, "tree",
					     (unsigned int)v[0]));
	else if (strncmp(name, "options", len) == 0)
		put_options(e, v[0]);
	else if (strncmp(name, "zeros", len) == 0)
		buf_printf(&e->out, "%0*d", (int)v[0], 0);
	else if (strncmp(name, "file", len) == 0)
		buf_puts(&e->out, fault_file(e->arena, e->names, "file",
					     (unsigned int)v[0]));
}

static uint64_t read_number(const struct expansion *e, const char **p)
{
	char *end;
	uint64_t v;

	if (**p == '%') {
		++*p;
		return e->names->number;
	}
	v = strtoull(*p, &end, 0);
	*p = end;
	return v;
}

/* "@name" or "@name(1, 0x2)". Return: what stands behind it. */
static const char *put_macro(struct expansion *e, const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz");
	uint64_t v[ARGUMENTS] = { 0 };
	const char *p = name + len;

	if (*p == '(') {
		p++;
		for (size_t i = 0; i < ARGUMENTS && *p != ')'; i++) {
			v[i] = read_number(e, &p);
			p += strspn(p, ", ");
		}
		p++;
	}
	put_named(e, name, len, v);
	return p;
}

static const char *expand(struct arena *a, const struct fault_names *names,
			  const char *where, const char *text, size_t len)
{
	struct expansion e = { a, names, where, buf_make(a, LIMIT_OUTPUT_BYTES) };
	const char *end = text + len;

	while (text < end) {
		char c = *text++;

		if (c == '@')
			text = put_macro(&e, text);
		else if (c == '$')
			buf_puts(&e.out, names->domain);
		else if (c == '&')
			buf_puts(&e.out, names->other);
		else if (c == '%')
			buf_printf(&e.out, "%" PRIu64, names->number);
		else
			buf_putc(&e.out, c);
	}
	return buf_str(&e.out);
}

/*
 * Of the source of a tree, in which @ and & have their own meaning and '
 * stands for ": $ and $$ are the domains, % the number, @large a file.
 */
static void put_source(struct expansion *e, const char *text, size_t len)
{
	static const char large[] = "@large";
	const char *end = text + len;

	while (text < end) {
		char c = *text++;

		if (c == '$' && *text == '$') {
			buf_puts(&e->out, e->names->other);
			text++;
		} else if (c == '$') {
			buf_puts(&e->out, e->names->domain);
		} else if (c == '%') {
			buf_printf(&e->out, "%" PRIu64, e->names->number);
		} else if (strncmp(text - 1, large, sizeof(large) - 1) == 0) {
			buf_puts(&e->out, e->names->files->large);
			text += sizeof(large) - 2;
		} else {
			buf_putc(&e->out, c == '\'' ? '"' : c);
		}
	}
}

const char *fault_lines(struct arena *a, const struct fault_names *names,
			const char *text, const char *kind)
{
	struct expansion e = { a, names, "", buf_make(a, LIMIT_OUTPUT_BYTES) };
	size_t word = strlen(kind);

	for (size_t len; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (*text != '!' || strcspn(text + 1, " \n") != word ||
		    strncmp(text + 1, kind, word) != 0)
			continue;
		put_source(&e, text + 1 + word, len - 1 - word);
		buf_putc(&e.out, '\n');
	}
	return buf_str(&e.out);
}

const char *fault_file(struct arena *a, const struct fault_names *names,
		       const char *kind, unsigned int n)
{
	return arena_printf(a, "%s.%s%u", names->made, kind, n);
}

static const char *section(const struct fault_names *names, const char *word)
{
	if (strcmp(word, "top") == 0)
		return "";
	if (strcmp(word, "$") == 0)
		return names->domain;
	return strcmp(word, "&") == 0 ? names->other : word;
}

size_t fault_keys(struct arena *a, const struct fault_names *names,
		  const char *text, struct plain_key *keys)
{
	size_t n = 0;

	while (*text && n < FAULT_KEYS) {
		size_t len = strcspn(text, "\n");
		size_t word = strcspn(text, " ");
		size_t key = strcspn(text + word + 1, " \n");
		size_t value = word + key + 2 < len ? word + key + 2 : len;

		if (*text == '!') {
			text += len + (text[len] == '\n');
			continue;
		}
		keys[n].where = section(names, arena_strndup(a, text, word));
		keys[n].key = expand(a, names, "", text + word + 1, key);
		keys[n].value = expand(a, names, keys[n].where, text + value,
				       len - value);
		n++;
		text += len + (text[len] == '\n');
	}
	return n;
}
