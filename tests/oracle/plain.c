/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plain.c - a system that is sound, and variations of it.
 */
#include "plain.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "system_text.h"

struct page {
	struct text_input in;
	const struct plain_key *keys;
	size_t n_keys;
	struct buf out;
};

/* "*" stands for each domain but dom0. */
static bool is_of(const struct page *p, const struct plain_key *k,
		  const char *where)
{
	if (strcmp(k->where, "*") == 0)
		return p->in.domain && !p->in.domain->is_dom0;
	return strcmp(k->where, where) == 0;
}

static const char *said(const struct page *p, const char *where,
			const char *key)
{
	for (size_t i = p->n_keys; i-- > 0;)
		if (is_of(p, &p->keys[i], where) &&
		    strcmp(p->keys[i].key, key) == 0)
			return p->keys[i].value;
	return NULL;
}

/* "key: value", as a fault has it, or as the machine wants it. */
static void put_key(struct page *p, const char *where, const char *path,
		    const char *key)
{
	const char *value = said(p, where, key);

	if (value && !*value)
		return;		/* the fault is that it is not there */
	buf_printf(&p->out, "%s%s: ", *where ? "    " : "", key);
	if (value)
		buf_puts(&p->out, value);
	else
		text_write(&p->in, path, &p->out);
	buf_putc(&p->out, '\n');
}

/* What is said last counts: is @k's key said again behind it? */
static bool is_said_again(const struct page *p, const struct plain_key *k,
			  const char *where)
{
	for (const struct plain_key *l = k + 1; l < p->keys + p->n_keys; l++)
		if (is_of(p, l, where) && strcmp(l->key, k->key) == 0)
			return true;
	return false;
}

/* What only a fault says of @where. */
static void put_others(struct page *p, const char *where,
		       const char *const *usual, size_t n_usual)
{
	for (size_t i = 0; i < p->n_keys; i++) {
		const struct plain_key *k = &p->keys[i];
		bool is_usual = false;

		for (size_t u = 0; u < n_usual; u++)
			is_usual = is_usual || strcmp(usual[u], k->key) == 0;
		if (is_of(p, k, where) && !is_usual && *k->value &&
		    !is_said_again(p, k, where))
			buf_printf(&p->out, "%s%s: %s\n",
				   *where ? "    " : "", k->key, k->value);
	}
}

static void put_map(struct page *p, const char *where, const char *path,
		    const char *const *usual, size_t n_usual)
{
	for (size_t i = 0; i < n_usual; i++)
		put_key(p, where,
			arena_printf(p->in.arena, "%s.%s", path, usual[i]),
			usual[i]);
	put_others(p, where, usual, n_usual);
}

static void put_section(struct page *p, const char *name,
			const char *const *usual, size_t n_usual)
{
	buf_printf(&p->out, "%s:\n", name);
	put_map(p, name, name, usual, n_usual);
}

static void put_domain(struct page *p, const struct oracle_domain *d)
{
	static const char *const usual[] = { "memory", "kernel" };

	p->in.domain = d;
	buf_printf(&p->out, "  %s:\n", d->name);
	put_map(p, d->name, "domains.*", usual, 2);
}

static bool is_section(const char *where)
{
	static const char *const names[] = { "", "*", "target", "board", "boot",
					     "hypervisor" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], where) == 0)
			return true;
	return false;
}

static void add_domain(struct oracle_case *c, const char *name)
{
	for (size_t i = 0; i < c->n_domains; i++)
		if (strcmp(c->domains[i].name, name) == 0)
			return;
	c->domains[c->n_domains++] = (struct oracle_domain){
		.name = name,
		.is_dom0 = strcmp(name, "dom0") == 0,
	};
}

void plain_with(struct arena *a, const struct oracle_files *files,
		struct oracle_case *c, const struct plain_key *keys, size_t n)
{
	static const char *const target[] = { "xen", "kconfig", "ipa-bits" };
	static const char *const board[] = { "device-tree" };
	static const char *const boot[] = { "methods" };
	static const char *const hypervisor[] = { "image", "cmdline" };
	struct page p = {
		.in = { .arena = a, .files = files, .c = c },
		.keys = keys,
		.n_keys = n,
		.out = buf_make(a, LIMIT_OUTPUT_BYTES),
	};

	if (!c->n_domains) {
		add_domain(c, "dom0");
		add_domain(c, "a");
	}
	for (size_t i = 0; i < n; i++)
		if (!is_section(keys[i].where))
			add_domain(c, keys[i].where);
	buf_puts(&p.out, "domc: 1\n");
	put_section(&p, "target", target, 3);
	put_section(&p, "board", board, 1);
	put_section(&p, "boot", boot, 1);
	put_section(&p, "hypervisor", hypervisor, 2);
	put_others(&p, "", NULL, 0);
	buf_puts(&p.out, "domains:\n");
	for (size_t i = 0; i < c->n_domains; i++)
		put_domain(&p, &c->domains[i]);
	c->text = buf_str(&p.out);
}

void plain_system(struct arena *a, const struct oracle_files *files,
		  struct oracle_case *c)
{
	plain_with(a, files, c, NULL, 0);
}
