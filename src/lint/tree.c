/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.c - does a guest's tree fit the buffer that Xen builds it in?
 *
 * Overflow is a panic of the host at boot: "Device tree generation failed
 * (-3)". domc knows the exact bytes, since it writes the tree as Xen does.
 */
#include "lint/rules.h"

#include <string.h>

/* Bytes of @n in the structure block (devicetree specification 0.4, 5.4). */
static size_t node_bytes(const struct dt_node *n)
{
	/* FDT_BEGIN_NODE, name with NUL, FDT_END_NODE */
	size_t bytes = 4 + align_up(strlen(n->name) + 1, 4) + 4;

	/* FDT_PROP, length, offset of the name, value */
	for (const struct dt_prop *p = n->props; p; p = p->next)
		bytes += 12 + align_up(p->len, 4);
	return bytes;
}

/*
 * How many of the vCPUs would fit if @over bytes less were used. Each that
 * goes takes @room_each bytes of the buffer with it.
 */
static size_t vcpus_that_fit(const struct dt_tree *tree, size_t over,
			     size_t room_each, size_t *ret_bytes_each)
{
	const struct dt_node *cpus = dt_find_path(tree, "/cpus");
	size_t n = 0, saved = 0, *bytes;

	*ret_bytes_each = 0;
	if (!cpus)
		return 0;
	for (const struct dt_node *c = cpus->children; c; c = c->next)
		n++;
	bytes = arena_array(tree->arena, n + 1, sizeof(*bytes));
	n = 0;
	for (const struct dt_node *c = cpus->children; c; c = c->next)
		bytes[n++] = node_bytes(c);
	if (n)
		*ret_bytes_each = bytes[n - 1];
	while (n && saved < over && bytes[n - 1] > room_each)
		saved += bytes[--n] - room_each;
	return saved < over ? 0 : n;
}

/* What a patched Xen adds to the buffer for each vCPU. */
static uint32_t vcpu_room(const struct target *t)
{
	uint32_t bytes = 0;

	for (int i = 0; i < N_EXTENSIONS; i++)
		if (t->extensions[i])
			bytes += t->facts->extensions[i].tree_vcpu_bytes;
	return bytes;
}

uint64_t lint_tree_room(const struct target *t, const struct plan_domain *pd)
{
	const struct facts *f = t->facts;
	uint64_t room = f->tree_buffer_bytes;

	room += vcpu_room(t) * pd->domain->vcpus.v;
	if (f->tree_buffer_adds_partial && pd->tree_module)
		room += pd->tree_module->at.range.size;
	return room < f->tree_max_bytes ? room : f->tree_max_bytes;
}

static void report(const struct lint_input *in, const struct plan_domain *pd,
		   const struct dt_tree *tree, uint64_t room)
{
	const struct target *t = &in->system->target;
	const struct domain *d = pd->domain;
	size_t size = dt_size(tree), each, fit;
	size_t over = size - (size_t)room;
	struct diag_item *item;

	item = diag_add(in->diags, E_TREE_TOO_LARGE, d->place,
			"domain '%s': its device tree has %zu bytes, Xen %s has room for %llu: %zu over",
			d->name, size, t->facts->release,
			(unsigned long long)room, over);
	fit = vcpus_that_fit(tree, over, vcpu_room(t), &each);
	if (fit)
		diag_note(in->diags, item, place_or(d->vcpus.place, d->place),
			  "each of the %llu vCPUs takes %zu bytes; %zu would fit",
			  (unsigned long long)d->vcpus.v, each, fit);
	else
		diag_note(in->diags, item, PLACE_NONE,
			  "fewer vCPUs would not help: shorten the command line or the partial tree");
}

void lint_check_tree_size(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct plan_domain *pd = &in->plan->domains[i];
		const struct dt_tree *tree = in->guest_trees[i];
		uint64_t room;

		if (!tree)
			continue;
		room = lint_tree_room(&in->system->target, pd);
		if (dt_size(tree) > room)
			report(in, pd, tree, room);
	}
}
