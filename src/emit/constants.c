/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/constants.h"

#include <stdlib.h>
#include <string.h>

#include "emit/artefacts.h"
#include "emit/table.h"

/* "net-2" as "DOMC_NET_2": letters and digits that every C has. */
static const char *c_name(struct arena *a, const char *name)
{
	char *s = arena_printf(a, "DOMC_%s", name);

	for (char *c = s; *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
		else if (!(*c >= 'A' && *c <= 'Z') && !(*c >= '0' && *c <= '9'))
			*c = '_';
	}
	return s;
}

static int by_prefix(const void *a, const void *b)
{
	const struct constants *const *x = a, *const *y = b;

	return strcmp((*x)->prefix, (*y)->prefix);
}

/* Names that C cannot tell apart get the domain's number besides. */
static void part_names(struct arena *a, struct constants *all, size_t n)
{
	struct constants **sorted = arena_array(a, n + 1, sizeof(*sorted));
	bool *twice = arena_array(a, n + 1, sizeof(*twice));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &all[i];
	qsort(sorted, n, sizeof(*sorted), by_prefix);
	for (size_t i = 1; i < n; i++)
		if (by_prefix(&sorted[i - 1], &sorted[i]) == 0)
			twice[i - 1] = twice[i] = true;
	for (size_t i = 0; i < n; i++)
		if (twice[i])
			sorted[i]->prefix =
				arena_printf(a, "%s_DOM%u", sorted[i]->prefix,
					     sorted[i]->planned->domid);
}

size_t constants_of(const struct emit_input *in, const char *domain,
		    struct constants **ret_domains)
{
	const struct plan *p = in->plan;
	struct constants *all = arena_array(in->arena, p->n_domains + 1,
					    sizeof(*all));
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < p->n_domains; i++) {
		const struct domain *d = p->domains[i].domain;

		if (!d->is_dom0)
			all[n++] = (struct constants){
				&p->domains[i], in->guest_trees[i],
				c_name(in->arena, d->name),
			};
	}
	part_names(in->arena, all, n);
	for (size_t i = 0; i < n; i++)
		if (!domain ||
		    strcmp(all[i].planned->domain->name, domain) == 0)
			all[kept++] = all[i];
	*ret_domains = all;
	return kept;
}

const char *constants_comment(struct arena *a, const char *text)
{
	char *s = arena_strdup(a, text_visible(a, text));

	for (char *c = s; *c; c++)
		if ((c[0] == '*' && c[1] == '/') ||
		    (c[0] == '/' && c[1] == '*'))
			c[1] = '|';
	return s;
}

const char *constants_why(const struct emit_input *in,
			  const struct planned *p)
{
	const char *place = emit_place(in, p->place);
	const char *reason = p->reason ? p->reason : "";

	if (place && *reason)
		reason = arena_printf(in->arena, "%s (%s)", reason, place);
	else if (place)
		reason = place;
	return constants_comment(in->arena, reason);
}
