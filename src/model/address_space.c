/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * address_space.c - the guest physical layout that a domain asks for.
 *
 * Whether ranges are sound is for src/plan to say, which knows all that is
 * there and the sizes that are not said. Here: what the target lacks.
 */
#include <assert.h>
#include <string.h>

#include "model/bind.h"

static struct set_u64 auto_or_address(struct bind *b, const struct value *v)
{
	if (bind_is_word(v, "auto"))
		return (struct set_u64){ .place = v->place };
	return bind_u64(b, v);
}

static struct set_u64 auto_or_size(struct bind *b, const struct value *v)
{
	if (bind_is_word(v, "auto"))
		return (struct set_u64){ .place = v->place };
	return bind_size(b, v);
}

static void bind_grant_table(struct bind *b, struct domain *d,
			     const struct value *v)
{
	struct address_space *s = &d->space;
	const struct value *base = value_get(v, "base");
	const struct value *size = value_get(v, "size");

	if (base)
		s->grant_base = auto_or_address(b, base);
	if (size)
		s->grant_size = auto_or_size(b, size);
	if (s->grant_base.given)
		bind_needs_layout(b, d, base->place, "'grant-table.base'");
	if (s->grant_size.given)
		bind_needs_layout(b, d, size->place, "'grant-table.size'");
}

/* auto, none, {size}, or a list of ranges */
static void bind_regions(struct bind *b, struct domain *d,
			 const struct value *v)
{
	struct address_space *s = &d->space;
	const struct value *size = value_get(v, "size");

	s->regions_place = v->place;
	if (bind_is_word(v, "auto"))
		return;
	bind_needs_layout(b, d, v->place,
			  "'extended-regions' other than 'auto'");
	if (v->kind == VALUE_LIST) {
		s->regions = REGIONS_LIST;
		s->n_region_list = bind_ranges(b->arena, b->diags, v,
					       &s->region_list);
	} else if (v->kind == VALUE_STRING) {
		s->regions = REGIONS_NONE;
	} else {
		assert(size);
		if (model_size(b->diags, size, &s->regions_size))
			s->regions = REGIONS_SIZE;
	}
}

static void bind_magic_base(struct bind *b, struct domain *d,
			    const struct value *v)
{
	d->space.magic_base = auto_or_address(b, v);
	if (d->space.magic_base.given)
		bind_needs_layout(b, d, v->place, "'magic-base'");
}

static void bind_shared_info_page(struct bind *b, struct domain *d,
				  const struct value *v)
{
	d->space.shared_info_page = bind_bool(v);
	if (v->boolean)
		bind_needs_layout(b, d, v->place, "'shared-info-page'");
}

static void bind_expose(struct bind *b, struct domain *d,
			const struct value *v)
{
	d->space.n_expose = bind_ranges(b->arena, b->diags, v,
					&d->space.expose);
}

static const struct {
	const char *name;
	void (*bind)(struct bind *b, struct domain *d, const struct value *v);
} space_keys[] = {
#define SPACE_KEY(name, bind) { name, bind },
#include "model/keys.def"
};

void bind_address_space(struct bind *b, struct domain *d,
			const struct value *v)
{
	/* An empty map says nothing. */
	if (!v->n)
		return;
	d->space.place = v->place;
	for (size_t i = 0; i < sizeof(space_keys) / sizeof(space_keys[0]);
	     i++) {
		const struct value *key = value_get(v, space_keys[i].name);

		if (key)
			space_keys[i].bind(b, d, key);
	}
}
