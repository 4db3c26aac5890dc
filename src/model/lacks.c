/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lacks.c - what a system file asks for and the target's Xen has not.
 */
#include "model/bind.h"

void bind_report_lack(struct bind *b, struct place place, const char *what,
		      bool (*has)(const struct facts *f))
{
	const struct target *t = &b->system->target;
	const char *with = facts_known_with(b->arena, has);
	struct diag_item *item;

	item = diag_add(b->diags, E_RELEASE_LACKS, place, "Xen %s has no %s",
			t->facts->release, what);
	if (*with)
		diag_note(b->diags, item, t->xen.place,
			  "the release is said here; %s has it", with);
	else
		diag_note(b->diags, item, t->xen.place,
			  "the release is said here; none that domc knows has it");
}

static bool has_layout(const struct facts *f)
{
	return f->extensions[EXTENSION_GUEST_LAYOUT].exists;
}

void bind_needs_layout(struct bind *b, const struct domain *d,
		       struct place place, const char *what)
{
	const char *name = extension_names[EXTENSION_GUEST_LAYOUT];
	const struct target *t = &b->system->target;
	bool said = t->extensions_place.file != NULL;
	struct diag_item *item;

	/* Without a release it is not known what there could be. */
	if (t->extensions[EXTENSION_GUEST_LAYOUT] || !t->facts)
		return;
	item = diag_add(b->diags, E_NEEDS_EXTENSION, place,
			"domain '%s': %s needs a Xen with the extension '%s'",
			d->name, what, name);
	if (has_layout(t->facts))
		diag_note(b->diags, item,
			  said ? t->extensions_place : t->xen.place,
			  "if the target's Xen has the patches of hypervisor/xen-%s, say target.extensions: [%s]",
			  t->facts->release, name);
	else
		diag_note(b->diags, item, t->xen.place,
			  "there are no patches for this release; %s has them",
			  facts_known_with(b->arena, has_layout));
}

void bind_extensions(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;

	t->extensions_place = v->place;
	for (size_t i = 0; i < v->n; i++) {
		unsigned int e = bind_word(v->items[i], extension_names,
					   N_EXTENSIONS);

		/* Nothing that leans on it is to be reported as well. */
		t->extensions[e] = true;
		if (t->facts && !t->facts->extensions[e].exists)
			bind_report_lack(b, v->items[i]->place,
					 arena_printf(b->arena,
						      "extension '%s'",
						      extension_names[e]),
					 has_layout);
	}
}

/* Read in later releases, of which domc has no table: for a message alone. */
void bind_report_since(struct bind *b, const struct domain *d,
		       struct place place, const char *what,
		       const char *since)
{
	const struct target *t = &b->system->target;
	struct diag_item *item;

	if (!t->facts)
		return;
	item = diag_add(b->diags, E_RELEASE_LACKS, place,
			"domain '%s': Xen %s has no %s", d->name,
			t->facts->release, what);
	diag_note(b->diags, item, t->xen.place,
		  "the release is said here; %s", since);
}

void bind_capabilities(struct bind *b, struct domain *d,
		       const struct value *v)
{
	if (v->n)
		bind_report_since(b, d, v->place, "capabilities of a domain",
				  "they came with Xen 4.21, which domc has no table of; until then dom0 has all of them, and no other any");
}

void bind_pv(struct bind *b, struct domain *d, const struct value *v)
{
	bind_report_since(b, d, v->place, "paravirtual domains on arm64",
			  "x86 alone has them; leave 'pv' out");
}
