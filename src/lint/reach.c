/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reach.c - what a guest is given and cannot reach: addresses past its last
 * one, a backend that the policy keeps apart, a phandle that two nodes have.
 */
#include "lint/rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- addresses ---- */

/* RAM and what Xen places itself are src/plan's. */
static bool is_said(const struct window *w)
{
	return w->kind == WINDOW_SHMEM || w->kind == WINDOW_XEN_REG ||
	       w->kind == WINDOW_EXPOSED;
}

static void check_reach(const struct lint_input *in, const struct domain *d,
			const struct window *windows, size_t n)
{
	const struct set_u64 *bits = &in->system->target.ipa_bits;
	struct diag_item *item;

	for (size_t i = 0; i < n; i++) {
		const struct window *w = &windows[i];

		if (!is_said(w) || range_last(w->range) >> bits->v == 0)
			continue;
		item = diag_add(in->diags, E_BEYOND_REACH,
				place_or(w->place, d->place),
				"domain '%s': %s %s is not all within guest addresses of %" PRIu64 " bits",
				d->name, w->name,
				range_text(in->arena, w->range), bits->v);
		diag_note(in->diags, item,
			  bits->given ? bits->place :
					in->system->target.xen.place,
			  bits->given ? "target.ipa-bits says how many there are; choose a lower address" :
			  "target.ipa-bits is 40 unless said; say what the processor has, or choose a lower address");
	}
}

void lint_check_guest_reach(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct plan_domain *pd = &in->plan->domains[i];

		check_reach(in, pd->domain, pd->windows, pd->n_windows);
	}
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];
		struct window *windows;
		size_t n;

		if (d->start != START_XL)
			continue;
		n = plan_xl_windows(in->arena, in->system, d, &windows);
		check_reach(in, d, windows, n);
	}
}

/* ---- backends ---- */

/* What Xen's security module lets a domain without privileges do. */
struct policy {
	bool any;	/* flask: as its policy says */
	bool silo;	/* grants and event channels with dom0 alone */
};

static struct policy policy_of(const struct lint_input *in)
{
	const struct target *t = &in->system->target;
	const char *said = plan_option(in->arena, in->plan->xen_cmdline,
				       "xsm");
	const bool *built = t->kconfig_name.given ?
		t->kconfig : t->facts->kconfig_defconfig;

	if (said && (strcmp(said, "dummy") == 0 || strcmp(said, "silo") == 0 ||
		     strcmp(said, "flask") == 0))
		return (struct policy){ strcmp(said, "flask") == 0,
					strcmp(said, "silo") == 0 };
	return (struct policy){ built[KCONFIG_XSM_FLASK_DEFAULT],
				built[KCONFIG_XSM_SILO_DEFAULT] };
}

struct guests {
	const struct domain **sorted;	/* all but dom0, by name */
	size_t n;
	struct policy policy;
};

static int by_name(const void *va, const void *vb)
{
	const struct domain *const *a = va, *const *b = vb;

	return strcmp((*a)->name, (*b)->name);
}

static struct guests list_guests(const struct lint_input *in,
				 struct policy policy)
{
	const struct system *s = in->system;
	struct guests g = { .policy = policy };

	g.sorted = arena_array(in->arena, s->n_domains + 1,
			       sizeof(struct domain *));
	for (size_t i = 0; i < s->n_domains; i++)
		if (!s->domains[i].is_dom0)
			g.sorted[g.n++] = &s->domains[i];
	qsort(g.sorted, g.n, sizeof(*g.sorted), by_name);
	return g;
}

/* A domain of the system that is not dom0; NULL: any other name. */
static const struct domain *other_domain(const struct guests *g,
					 const char *name, size_t n)
{
	size_t low = 0, high = g->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const char *at = g->sorted[mid]->name;
		int order = strncmp(at, name, n);

		if (!order && !at[n])
			return g->sorted[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static void report_backend(const struct lint_input *in, const struct domain *d,
			   const struct domain *backend, bool emulates,
			   struct place place)
{
	struct diag_item *item;

	item = diag_add(in->diags, E_BACKEND_REFUSED, place,
			emulates ?
			"domain '%s': '%s' cannot emulate a device for it: Xen lets dom0 alone do that" :
			"domain '%s': the backend '%s' cannot reach it, as Xen's policy is SILO: neither of the two is dom0",
			d->name, backend->name);
	diag_note(in->diags, item,
		  place_or(in->system->hypervisor.cmdline.place, d->place),
		  emulates ?
		  "serve it from dom0, or by a FLASK policy that allows it: xsm=flask on Xen's command line" :
		  "serve it from dom0, or say xsm=dummy on Xen's command line");
}

/* "vif", "disk" and others name it as xlu_disk_parse() and its like do. */
static void check_xl_list(const struct lint_input *in, const struct domain *d,
			  const char *key, const struct value *list,
			  const struct guests *g)
{
	static const char word[] = "backend=";

	for (size_t i = 0; i < list->n; i++) {
		const char *text = list->items[i]->text;
		const char *at = text ? strstr(text, word) : NULL;
		const struct domain *backend;
		bool emulates;

		if (!at)
			continue;
		at += sizeof(word) - 1;
		backend = other_domain(g, at, strcspn(at, ", "));
		emulates = strcmp(key, "virtio") == 0 ||
			   strstr(text, "specification=virtio");
		if (backend && (emulates || g->policy.silo))
			report_backend(in, d, backend, emulates,
				       list->items[i]->place);
	}
}

static void check_backends(const struct lint_input *in, const struct domain *d,
			   const struct guests *g)
{
	for (size_t i = 0; i < d->n_virtio; i++) {
		const struct virtio_device *v = &d->virtio[i];
		const struct domain *backend =
			other_domain(g, v->backend, strlen(v->backend));

		if (backend)
			report_backend(in, d, backend, true, v->place);
	}
	for (size_t i = 0; d->xl && i < d->xl->n; i++) {
		const struct member *m = &d->xl->members[i];

		if (m->value->kind == VALUE_LIST)
			check_xl_list(in, d, m->key, m->value, g);
	}
}

void lint_check_backends(const struct lint_input *in)
{
	struct policy policy = policy_of(in);
	struct guests g;

	if (policy.any)
		return;
	g = list_guests(in, policy);
	for (size_t i = 0; i < in->system->n_domains; i++)
		if (in->system->domains[i].start == START_XL)
			check_backends(in, &in->system->domains[i], &g);
}

/* ---- phandles ---- */

struct handle {
	uint32_t phandle;
	const struct dt_node *node;
	size_t order;		/* in the tree */
};

static int by_phandle(const void *va, const void *vb)
{
	const struct handle *a = va, *b = vb;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static bool read_phandle(const struct dt_node *n, uint32_t *ret_phandle)
{
	const struct dt_prop *p = dt_find_prop(n, "phandle");

	if (!p || p->len != 4)
		return false;
	*ret_phandle = (uint32_t)p->data[0] << 24 |
		       (uint32_t)p->data[1] << 16 |
		       (uint32_t)p->data[2] << 8 | p->data[3];
	return true;
}

/* The node behind @n in the order of the tree; NULL: there is none. */
static const struct dt_node *next_node(const struct dt_node *n)
{
	if (n->children)
		return n->children;
	while (n && !n->next)
		n = n->parent;
	return n ? n->next : NULL;
}

static size_t list_handles(const struct dt_tree *t, struct handle *list)
{
	size_t n = 0;
	uint32_t phandle;

	for (const struct dt_node *at = t->root; at; at = next_node(at)) {
		if (!read_phandle(at, &phandle))
			continue;
		if (list)
			list[n] = (struct handle){ phandle, at, n };
		n++;
	}
	return n;
}

static void check_phandles(const struct lint_input *in, const struct domain *d,
			   const struct dt_tree *t)
{
	size_t n = list_handles(t, NULL);
	struct handle *list = arena_array(in->arena, n + 1, sizeof(*list));
	struct diag_item *item;

	list_handles(t, list);
	qsort(list, n, sizeof(*list), by_phandle);
	for (size_t i = 1; i < n; i++) {
		if (list[i].phandle != list[i - 1].phandle)
			continue;
		item = diag_add(in->diags, E_PHANDLE_TWICE,
				d->device_tree->place,
				"domain '%s': %s and %s of its tree have the phandle %" PRIu32,
				d->name, list[i - 1].node->name,
				list[i].node->name, list[i].phandle);
		diag_note(in->diags, item, PLACE_NONE,
			  "Xen gives its GIC the phandle of /gic in the partial tree, and without one %" PRIu32 "; choose another one there",
			  in->system->target.facts->gic_phandle);
	}
}

/* Only 4.17 takes the 0 that stands for none. */
void lint_check_gic_phandle(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct domain *d = in->plan->domains[i].domain;
		const struct dt_tree *t = in->guest_trees[i];
		struct diag_item *item;
		uint32_t phandle;

		if (!d->device_tree || !t)
			continue;
		for (const struct dt_node *n = t->root->children; n;
		     n = n->next) {
			if (!read_phandle(n, &phandle) || phandle)
				continue;
			item = diag_add(in->diags, E_GIC_NO_PHANDLE,
					d->device_tree->place,
					"domain '%s': %s of its tree has the phandle 0, which no interrupt can name",
					d->name, n->name);
			diag_note(in->diags, item, in->system->target.xen.place,
				  "Xen %s takes the phandle of /gic in the partial tree, which has none: refer to it by a label, or say phandle = <65000> in it",
				  in->system->target.facts->release);
		}
	}
}

void lint_check_phandles(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct domain *d = in->plan->domains[i].domain;

		if (d->device_tree && in->guest_trees[i])
			check_phandles(in, d, in->guest_trees[i]);
	}
}
