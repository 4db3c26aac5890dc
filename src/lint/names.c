/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.c - domain names that something else bears too.
 */
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* Children of /chosen by name, the later one of two equal ones second. */
struct child {
	const struct dt_node *node;
	size_t order;
};

static int by_node_name(const void *a, const void *b)
{
	const struct child *x = a, *y = b;
	int order = strcmp(x->node->name, y->node->name);

	if (order)
		return order;
	return (x->order > y->order) - (x->order < y->order);
}

static const struct domain *domain_of(const struct lint_input *in,
				      const char *node_name)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (lint_is_domu(d) && strcmp(d->name, node_name) == 0)
			return d;
	}
	return NULL;
}

static void report_chosen_twice(const struct lint_input *in, const char *name)
{
	const struct domain *d = domain_of(in, name);
	struct diag_item *item;

	if (!d)
		return;
	item = diag_add(in->diags, E_CHOSEN_NAME_TAKEN, d->place,
			"domain '%s': the board tree has a node /chosen/%s of its own; choose another name",
			d->name, name);
	diag_note(in->diags, item, in->system->board->place,
		  "the board tree is named here");
}

/* early_scan_node() of 4.17 ends at a node of that name without a reg. */
static void report_memory_name(const struct lint_input *in)
{
	const struct facts *f = in->system->target.facts;
	const struct domain *d = domain_of(in, "memory");
	struct diag_item *item;

	if (!d || !f->memory_by_name)
		return;
	item = diag_add(in->diags, E_CHOSEN_NAME_TAKEN, d->place,
			"domain 'memory': Xen %s takes each node of that name for RAM, and reads no further; choose another name",
			f->release);
	diag_note(in->diags, item, in->system->target.xen.place,
		  "the release is said here");
}

void lint_check_chosen_names(const struct lint_input *in)
{
	const struct dt_node *chosen = NULL;
	struct child *children;
	size_t n = 0;

	report_memory_name(in);
	if (in->board_tree)
		chosen = dt_find_path(in->board_tree, "/chosen");
	if (!chosen)
		return;
	for (const struct dt_node *c = chosen->children; c; c = c->next)
		n++;
	children = arena_array(in->arena, n + 1, sizeof(*children));
	n = 0;
	for (const struct dt_node *c = chosen->children; c; c = c->next, n++)
		children[n] = (struct child){ c, n };
	qsort(children, n, sizeof(*children), by_node_name);
	for (size_t i = 1; i < n; i++)
		if (strcmp(children[i - 1].node->name,
			   children[i].node->name) == 0)
			report_chosen_twice(in, children[i].node->name);
}

void lint_check_output_names(const struct lint_input *in)
{
	static const char *const files[] = {
		"board.dtb", "layout.json", "layout.txt", "manifest.json",
		"qemu.args",
	};

	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		for (size_t j = 0; j < sizeof(files) / sizeof(files[0]); j++)
			if (strcmp(d->name, files[j]) == 0)
				diag_add(in->diags, E_OUTPUT_NAME_TAKEN,
					 d->place,
					 "domain '%s': its output folder would have the name of the output file %s; choose another name",
					 d->name, files[j]);
	}
}

/* "dom0less-N" with N among the numbers of domains started at boot. */
static bool is_boot_name(const char *name, size_t n_domus)
{
	static const char prefix[] = "dom0less-";
	unsigned long number;
	char *end;

	if (strncmp(name, prefix, sizeof(prefix) - 1) != 0)
		return false;
	name += sizeof(prefix) - 1;
	if (*name < '1' || *name > '9')
		return false;
	number = strtoul(name, &end, 10);
	return !*end && number <= n_domus;
}

void lint_check_toolstack_names(const struct lint_input *in)
{
	const struct system *s = in->system;
	size_t n_domus = 0;

	for (size_t i = 0; i < s->n_domains; i++)
		n_domus += lint_is_domu(&s->domains[i]);
	for (size_t i = 0; i < s->n_domains; i++) {
		const struct domain *d = &s->domains[i];
		const char *whose = NULL;

		if (d->start != START_XL)
			continue;
		if (strcmp(d->name, "Domain-0") == 0)
			whose = "dom0";
		else if (is_boot_name(d->name, n_domus))
			whose = "a domain that Xen starts at boot";
		if (whose)
			diag_add(in->diags, E_XL_NAME_TAKEN, d->place,
				 "domain '%s': xl knows %s by this name; choose another",
				 d->name, whose);
	}
}
