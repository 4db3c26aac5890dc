/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.c - domains by name, and the domains that one serves by virtio.
 */
#include "plan/parts.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return strcmp(x->domain->name, y->domain->name);
}

static int compare_name(const void *name, const void *element)
{
	return strcmp(name, ((const struct named *)element)->domain->name);
}

const struct named *plan_named(const struct planner *p, const char *name)
{
	return bsearch(name, p->named, p->system->n_domains, sizeof(*p->named),
		       compare_name);
}

/* Frontends of a backend in the order of the file. */
static int by_backend(const void *a, const void *b)
{
	const struct served *x = a, *y = b;
	int order = strcmp(x->backend, y->backend);

	if (order)
		return order;
	return (x->order > y->order) - (x->order < y->order);
}

static bool is_same(const struct served *a, const struct served *b)
{
	return a->frontend == b->frontend &&
	       strcmp(a->backend, b->backend) == 0;
}

static void index_served(struct planner *p)
{
	const struct system *s = p->system;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < s->n_domains; i++)
		n += s->domains[i].n_virtio;
	p->served = arena_array(p->arena, n + 1, sizeof(*p->served));
	n = 0;
	for (size_t i = 0; i < s->n_domains; i++)
		for (size_t k = 0; k < s->domains[i].n_virtio; k++, n++)
			p->served[n] = (struct served){
				s->domains[i].virtio[k].backend,
				&s->domains[i],
				s->domains[i].virtio[k].place, n,
			};
	qsort(p->served, n, sizeof(*p->served), by_backend);
	/* Each frontend once, however many devices it has there. */
	for (size_t i = 0; i < n; i++)
		if (!kept || !is_same(&p->served[kept - 1], &p->served[i]))
			p->served[kept++] = p->served[i];
	p->n_served = kept;
}

size_t plan_served(const struct planner *p, const char *backend,
		   const struct served **ret_first)
{
	size_t low = 0, high = p->n_served, n = 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(p->served[mid].backend, backend) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + n < p->n_served &&
	       strcmp(p->served[low + n].backend, backend) == 0)
		n++;
	*ret_first = &p->served[low];
	return n;
}

void plan_index(struct planner *p)
{
	const struct system *s = p->system;
	size_t next = 0;

	p->named = arena_array(p->arena, s->n_domains + 1, sizeof(*p->named));
	for (size_t i = 0; i < s->n_domains; i++) {
		const struct domain *d = &s->domains[i];
		struct plan_domain *pd = NULL;

		/* The plan's are in the order of the file, too. */
		if (next < p->plan->n_domains &&
		    p->plan->domains[next].domain == d)
			pd = &p->plan->domains[next++];
		p->named[i] = (struct named){ d, pd };
	}
	qsort(p->named, s->n_domains, sizeof(*p->named), by_name);
	index_served(p);
}
