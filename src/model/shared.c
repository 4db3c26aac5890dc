/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shared.c - static shared memory.
 *
 * Source: docs/misc/arm/device-tree/booting.txt, "Static Shared Memory".
 * Xen sets it up while it builds the domains: dom0 and those started at boot.
 */
#include <assert.h>
#include <string.h>

#include "model/bind.h"

/* The domains bear the order of the file, as their values do. */
const struct domain *bind_find_domain(struct bind *b, const char *name)
{
	const struct member *m = value_member(b->domains, name);

	return m ? &b->system->domains[m - b->domains->members] : NULL;
}

static void check_pages(struct bind *b, const struct shared_memory *s,
			const char *what, const struct value *v,
			uint64_t number)
{
	if (!is_aligned(number, PAGE_BYTES))
		diag_add(b->diags, E_NOT_PAGES, v->place,
			 "shared memory '%s': the %s %s is no multiple of 4 KiB",
			 s->name, what, v->text);
}

static void bind_host(struct bind *b, struct shared_memory *s,
		      const struct value *v)
{
	s->host.place = v->place;
	if (bind_is_word(v, "auto"))
		return;
	s->host = bind_u64(b, v);
	if (!s->host.given)
		return;
	check_pages(b, s, "host address", v, s->host.v);
	if (s->size.given)
		bind_range_fits(b->diags, v, s->host.v, s->size.v);
}

static void report_xl(struct bind *b, const struct shared_memory *s,
		      const struct domain *d, struct place place)
{
	struct diag_item *item;

	item = diag_add(b->diags, E_SHARED_XL, place,
			"shared memory '%s': domain '%s' is started by xl, which cannot give it this memory",
			s->name, d->name);
	diag_note(b->diags, item, d->place,
		  "only dom0 and domains that Xen starts at boot can share it");
}

static bool bind_map(struct bind *b, const struct shared_memory *s,
		     const struct member *m, struct shared_map *ret_map)
{
	const char *who = arena_printf(b->arena, "shared memory '%s'", s->name);
	struct set_u64 gpa = bind_u64(b, m->value);
	const struct domain *d;

	if (!bind_knows_domain(b, m->key, m->key_place, who,
			       "it is seen by"))
		return false;
	d = bind_find_domain(b, m->key);
	if (d->start == START_XL)
		report_xl(b, s, d, m->key_place);
	if (!gpa.given)
		return false;
	check_pages(b, s, "guest address", m->value, gpa.v);
	if (s->size.given)
		bind_range_fits(b->diags, m->value, gpa.v, s->size.v);
	*ret_map = (struct shared_map){
		.domain = m->key, .gpa = gpa.v, .place = m->key_place,
	};
	return true;
}

static void bind_shared_maps(struct bind *b, struct shared_memory *s,
			     const struct value *v)
{
	assert(v->kind == VALUE_MAP);
	s->maps = arena_array(b->arena, v->n, sizeof(*s->maps));
	for (size_t i = 0; i < v->n; i++)
		s->n_maps += bind_map(b, s, &v->members[i],
				      &s->maps[s->n_maps]);
}

/* Xen gives the pages to the domain whose node says so: it must have one. */
static void bind_owner(struct bind *b, struct shared_memory *s,
		       const struct value *owner, const struct value *maps)
{
	const char *who = arena_printf(b->arena, "shared memory '%s'", s->name);
	struct diag_item *item;

	s->owner_place = owner->place;
	if (bind_is_word(owner, "xen"))
		return;
	s->owner = owner->text;
	if (!bind_knows_domain(b, owner->text, owner->place, who,
			       "its owner is") ||
	    value_get(maps, owner->text))
		return;
	item = diag_add(b->diags, E_SHARED_OWNER, owner->place,
			"%s: its owner '%s' does not map it", who,
			owner->text);
	diag_note(b->diags, item, maps->place,
		  "say here at which address it does, or take 'owner: xen'");
}

static void bind_piece(struct bind *b, struct shared_memory *s,
		       const struct member *m)
{
	const struct value *size = value_get(m->value, "size");
	const struct value *host = value_get(m->value, "host");
	const struct value *owner = value_get(m->value, "owner");
	const struct value *maps = value_get(m->value, "maps");

	assert(size && maps);
	s->name = m->key;
	s->place = m->key_place;
	s->size = bind_size(b, size);
	if (s->size.given)
		check_pages(b, s, "size", size, s->size.v);
	if (host)
		bind_host(b, s, host);
	bind_shared_maps(b, s, maps);
	if (owner)
		bind_owner(b, s, owner, maps);
}

void bind_shared(struct bind *b, const struct value *shared)
{
	struct system *s = b->system;

	assert(shared->kind == VALUE_MAP);
	s->shared = arena_array(b->arena, shared->n, sizeof(*s->shared));
	s->n_shared = shared->n;
	for (size_t i = 0; i < shared->n; i++)
		bind_piece(b, &s->shared[i], &shared->members[i]);
}
