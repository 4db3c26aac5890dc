/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * observe.c - what can be told of a system that has booted.
 */
#include "observe.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/space.h"
#include "../boot/verify.h"

/* GICD_TYPER.ITLinesNumber: interrupts are 32 more than 32 times that. */
#define TYPER_LINES 0x1f
#define RANGES_MOST 512

const char *observe_keys(const struct oracle_case *c)
{
	return strstr(c->text, "cpupool") ? "r" : NULL;
}

static bool tree_has(const struct seen_guest *g, const char *text)
{
	size_t n = strlen(text) + 1;

	for (size_t i = 0; i + n <= g->tree_got && i + n <= g->tree_len; i++)
		if (memcmp(g->tree + i, text, n) == 0)
			return true;
	return false;
}

static void put_cmdline(struct arena *a, const char *name,
			const struct seen_guest *g, struct buf *out)
{
	const struct dt_tree *t = serial_tree_whole(g) ?
				  verify_read(a, name, g->tree, g->tree_len) :
				  NULL;
	const struct dt_node *chosen = t ? dt_find_path(t, "/chosen") : NULL;
	const struct dt_prop *line = chosen ?
				     dt_find_prop(chosen, "bootargs") : NULL;

	if (line && line->len)
		buf_printf(out, "domain '%s' has a command line of %zu bytes\n",
			   name, (size_t)line->len - 1);
}

/* Xen's names of the two that it emulates. */
static void put_gic(const char *name, const struct seen_guest *g,
		    struct buf *out)
{
	if (tree_has(g, "arm,gic-v3"))
		buf_printf(out, "domain '%s' has a GICv3\n", name);
	else if (tree_has(g, "arm,gic-400") ||
		 tree_has(g, "arm,cortex-a15-gic"))
		buf_printf(out, "domain '%s' has a GICv2\n", name);
}

static void put_guest(struct arena *a, const char *name,
		      const struct seen_guest *g, struct buf *out)
{
	const uint64_t *typer = serial_seen(g, "gic-typer");

	if (g->n_cpus)
		buf_printf(out, "domain '%s' has %" PRIu64 " vCPUs\n", name,
			   g->n_cpus);
	if (typer)
		buf_printf(out, "domain '%s' has %" PRIu64 " interrupts\n",
			   name, 32 * ((*typer & TYPER_LINES) + 1));
	put_gic(name, g, out);
	put_cmdline(a, name, g, out);
}

/* What Xen lists of the host's memory before it uses any of it. */
struct host {
	struct range ram[RANGES_MOST], used[RANGES_MOST];
	size_t n_ram, n_used;
};

/* "RAM: 0000000040000000 - 000000007fffffff", " RESVD[0]: ... - ..." */
static bool take_range(const char *line, const char *head, bool inclusive,
		       struct range *list, size_t *n)
{
	const char *at = strstr(line, head);
	uint64_t from, to;

	at = at ? strchr(at, ':') : NULL;
	if (!at || *n == RANGES_MOST ||
	    sscanf(at, ": %" SCNx64 " - %" SCNx64, &from, &to) != 2)
		return false;
	list[(*n)++] = range_of(from, to + inclusive);
	return true;
}

static void take_memory(const struct oracle_case *c, const char *line,
			struct host *h)
{
	bool later = c->release != RELEASE_4_17;

	if (take_range(line, "RAM:", true, h->ram, &h->n_ram) ||
	    take_range(line, "RESVD[", true, h->used, &h->n_used) ||
	    take_range(line, "SHMEM[", true, h->used, &h->n_used))
		return;
	/* 4.17 prints where the next byte behind the module is. */
	take_range(line, "MODULE[", later, h->used, &h->n_used);
}

static bool is_in_ram(const struct host *h, struct range r)
{
	for (size_t i = 0; i < h->n_ram; i++)
		if (r.base >= h->ram[i].base &&
		    r.base + r.size <= h->ram[i].base + h->ram[i].size)
			return true;
	return false;
}

static void put_memory(const struct host *h, struct buf *out)
{
	for (size_t i = 0; i < h->n_used; i++) {
		const struct range *r = &h->used[i];

		if (h->n_ram && !is_in_ram(h, *r))
			buf_printf(out, "0x%" PRIx64 " is not all in RAM\n",
				   r->base);
		for (size_t k = 0; k < h->n_used; k++)
			if (k != i && h->used[k].base < r->base + r->size &&
			    r->base < h->used[k].base + h->used[k].size)
				buf_printf(out, "0x%" PRIx64 " overlaps 0x%" PRIx64 "\n",
					   r->base, h->used[k].base);
	}
}

/* Xen numbers them in the order of the file; 0 is dom0. */
static const char *name_of(const struct oracle_case *c, unsigned int domid)
{
	unsigned int n = 0;

	for (size_t i = 0; i < c->n_domains; i++)
		if (c->domains[i].is_dom0 ? domid == 0 :
		    !c->domains[i].is_xl && ++n == domid)
			return c->domains[i].name;
	return "";
}

/* One line of Xen. @pool: the one whose queues are being listed. */
static void put_line(const struct oracle_case *c, const char *line,
		     unsigned int *pool, struct buf *out)
{
	const char *taken = strstr(line, "Region: [");
	uint64_t base;
	unsigned int n;
	unsigned long mb;
	const char *dom0 = strstr(line, "mappings totalling ");

	if (dom0 && sscanf(dom0, "mappings totalling %luMB for dom0", &mb) == 1)
		buf_printf(out, "domain 'dom0' has %lu MB\n", mb);
	else if (taken && sscanf(taken, "Region: [%" SCNx64, &base) == 1)
		buf_printf(out, "0x%" PRIx64 " is taken\n", base);
	else if (sscanf(line, "Cpupool %u:", pool) == 1)
		buf_printf(out, "there is Pool-%u\n", *pool);
	else if (sscanf(line, " Domain: %u", &n) == 1)
		buf_printf(out, "domain '%s' runs in Pool-%u\n",
			   name_of(c, n), *pool);
}

const char *observe(struct arena *a, const struct oracle_case *c,
		    const struct serial *s)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct host host = { .n_ram = 0 };
	const char *rest = s->said.len ?
		arena_strndup(a, (const char *)s->said.bytes, s->said.len) :
		"";
	unsigned int pool = 0;

	buf_puts(&out, rest);
	for (size_t i = 0; i < c->n_domains; i++) {
		const char *name = c->domains[i].name;
		const struct seen_guest *g = serial_guest(s, name);

		if (g)
			put_guest(a, name, g, &out);
	}
	for (; *rest; rest += strcspn(rest, "\n"), rest += *rest == '\n') {
		char line[200];

		snprintf(line, sizeof(line), "%.*s",
			 (int)strcspn(rest, "\n"), rest);
		put_line(c, line, &pool, &out);
		take_memory(c, line, &host);
	}
	put_memory(&host, &out);
	return buf_str(&out);
}
