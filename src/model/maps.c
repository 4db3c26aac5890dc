/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * maps.c - what a domain maps of others, and within which limits.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "model/bind.h"

/* Xen shifts this many MiB into pages in 32 bits: dom0less-build.c. */
#define MAX_P2M_POOL_MIB ((UINT64_C(1) << 24) - 1)

/* ---- names of others ---- */

bool bind_note_meant(struct bind *b, struct diag_item *item,
		     const struct value *map, const char *word)
{
	const char **names, *near;

	/* Not when nobody would see it. */
	if (!map || b->diags->n_items > LIMIT_DIAGNOSTICS)
		return false;
	names = arena_array(b->arena, map->n, sizeof(*names));
	for (size_t i = 0; i < map->n; i++)
		names[i] = map->members[i].key;
	near = diag_did_you_mean(word, names, map->n);
	if (near)
		diag_note(b->diags, item, value_member(map, near)->key_place,
			  "did you mean '%s'?", near);
	return near;
}

bool bind_knows_domain(struct bind *b, const char *name, struct place place,
		       const char *who, const char *what)
{
	struct diag_item *item;

	if (value_get(b->domains, name))
		return true;
	item = diag_add(b->diags, E_DOMAIN_UNKNOWN, place,
			"%s: %s '%s', and there is no such domain", who, what,
			name);
	bind_note_meant(b, item, b->domains, name);
	return false;
}

/* Another domain than @d, which is there? */
static bool is_another(struct bind *b, const struct domain *d,
		       const struct value *name, const char *what)
{
	const char *who = arena_printf(b->arena, "domain '%s'", d->name);

	if (strcmp(name->text, d->name) != 0)
		return bind_knows_domain(b, name->text, name->place, who, what);
	diag_add(b->diags, E_DOMAIN_SELF, name->place,
		 "%s: %s the domain itself", who, what);
	return false;
}

/* ---- maps ---- */

static void read_amount(struct bind *b, struct map_claim *c,
			const struct value *v)
{
	const struct value *pages = value_get(v, "pages");
	const struct value *size = value_get(v, "size");

	if (pages)
		c->bytes = bind_u64(b, pages).v * PAGE_BYTES;
	else if (size && !bind_is_word(size, "all"))
		c->bytes = bind_size(b, size).v;
	/* Any page can be mapped: what is not bounded is all of it. */
	c->all = !c->bytes && (size || c->how == MAP_FOREIGN);
}

static bool read_claim(struct bind *b, const struct domain *d,
		       const struct value *v, struct map_claim *ret_claim)
{
	static const char *const words[] = { "grant", "foreign" };
	const struct value *of = value_get(v, "of");
	const struct value *how = value_get(v, "how");
	struct map_claim c = { .of = of->text, .place = v->place };

	c.how = bind_word(how, words, 2) ? MAP_FOREIGN : MAP_GRANT;
	read_amount(b, &c, v);
	if (!is_another(b, d, of, "it maps memory of"))
		return false;
	*ret_claim = c;
	return true;
}

static int by_what(const void *va, const void *vb)
{
	const struct map_claim *const *a = va, *const *b = vb;
	int order = strcmp((*a)->of, (*b)->of);

	if (!order)
		order = (int)(*a)->how - (int)(*b)->how;
	if (!order)	/* they are items of one array */
		order = *a < *b ? -1 : 1;
	return order;
}

/* Two claims on the same: which of both would count? */
static void check_claims(struct bind *b, const struct domain *d)
{
	const struct map_claim **claims;
	struct diag_item *item;

	claims = arena_array(b->arena, d->n_maps, sizeof(*claims));
	for (size_t i = 0; i < d->n_maps; i++)
		claims[i] = &d->maps[i];
	if (d->n_maps)
		qsort(claims, d->n_maps, sizeof(*claims), by_what);
	for (size_t i = 1; i < d->n_maps; i++) {
		const struct map_claim *first = claims[i - 1];
		const struct map_claim *again = claims[i];

		if (strcmp(first->of, again->of) != 0 ||
		    first->how != again->how)
			continue;
		item = diag_add(b->diags, E_MAP_TWICE, again->place,
				"domain '%s': what it maps of '%s' by %s is said already",
				d->name, again->of,
				again->how == MAP_GRANT ? "grant" : "foreign");
		diag_note(b->diags, item, first->place,
			  "here; say the sum in one place");
	}
}

void bind_maps(struct bind *b, struct domain *d, const struct value *v)
{
	assert(v->kind == VALUE_LIST);
	d->maps = arena_array(b->arena, v->n, sizeof(*d->maps));
	for (size_t i = 0; i < v->n; i++)
		d->n_maps += read_claim(b, d, v->items[i],
					&d->maps[d->n_maps]);
	check_claims(b, d);
}

/* ---- virtio ---- */

static bool read_device(struct bind *b, const struct domain *d,
			const struct value *v,
			struct virtio_device *ret_device)
{
	static const char *const words[] = {
		"block", "net", "i2c", "gpio", "generic",
	};
	static const enum virtio_kind kinds[] = {
		VIRTIO_BLOCK, VIRTIO_NET, VIRTIO_I2C, VIRTIO_GPIO,
		VIRTIO_GENERIC,
	};
	const struct value *kind = value_get(v, "kind");
	const struct value *backend = value_get(v, "backend");

	if (!is_another(b, d, backend, "the backend of a virtio device is"))
		return false;
	*ret_device = (struct virtio_device){
		.kind = kinds[bind_word(kind, words, 5)],
		.backend = backend->text,
		.place = v->place,
	};
	return true;
}

static void report_dom0less(struct bind *b, const struct domain *d,
			    const struct value *v)
{
	struct diag_item *item;

	item = diag_add(b->diags, E_VIRTIO_DOM0LESS, v->place,
			"domain '%s': Xen gives no virtio devices to a domain that it starts at boot",
			d->name);
	diag_note(b->diags, item, d->place,
		  "say 'start: xl' to let the toolstack build it");
}

/* Keys under which xl.cfg has virtio devices. */
static bool xl_has_virtio(const struct domain *d)
{
	return value_get(d->xl, "virtio") || value_get(d->xl, "disk");
}

void bind_virtio(struct bind *b, struct domain *d, const struct value *v)
{
	struct diag_item *item;

	assert(v->kind == VALUE_LIST);
	if (!v->n)
		return;
	if (d->start != START_XL) {
		report_dom0less(b, d, v);
		return;
	}
	d->virtio = arena_array(b->arena, v->n, sizeof(*d->virtio));
	for (size_t i = 0; i < v->n; i++)
		d->n_virtio += read_device(b, d, v->items[i],
					   &d->virtio[d->n_virtio]);
	if (d->xl && xl_has_virtio(d))
		return;
	item = diag_add(b->diags, E_VIRTIO_BY_HAND, v->place,
			"domain '%s': domc counts virtio devices in what the backend needs, but does not write them into xl.cfg",
			d->name);
	diag_note(b->diags, item, d->place,
		  "write them by hand under 'xl:', as 'disk' or 'virtio'");
}

/* ---- limits ---- */

static bool has_grant_properties(const struct facts *f)
{
	return f->grant_properties;
}

static bool has_grant_version_2(const struct facts *f)
{
	return f->max_grant_version >= 2;
}

static void check_grants(struct bind *b, const struct grants *g,
			 struct place place)
{
	const struct facts *f = b->system->target.facts;

	if (!f)
		return;
	if (!f->grant_properties)
		bind_report_lack(b, place, "grant limits of a single domain",
				 has_grant_properties);
	else if (g->version.given && g->version.v > f->max_grant_version)
		bind_report_lack(b, g->version.place,
				 "grant table version 2 on Arm",
				 has_grant_version_2);
}

void bind_grants(struct bind *b, struct domain *d, const struct value *v)
{
	const struct value *version = value_get(v, "version");
	const struct value *frames = value_get(v, "frames");
	const struct value *maptrack = value_get(v, "maptrack-frames");

	if (version)
		d->grants.version = bind_u64(b, version);
	if (frames)
		d->grants.frames = bind_u64(b, frames);
	if (maptrack)
		d->grants.maptrack_frames = bind_u64(b, maptrack);
	if (v->n)
		check_grants(b, &d->grants, v->place);
}

void bind_p2m_pool(struct bind *b, struct domain *d, const struct value *v)
{
	struct set_u64 pool = { .place = v->place };
	const char *trouble = NULL;

	if (!bind_is_word(v, "auto"))
		pool = bind_size(b, v);
	if (pool.given && pool.v % MIB(1))
		trouble = "is no whole number of MiB";
	else if (pool.v / MIB(1) > MAX_P2M_POOL_MIB)
		trouble = "is more than Xen can count: less than 16384 GiB";
	if (trouble) {
		diag_add(b->diags, E_P2M_POOL, v->place,
			 "domain '%s': a P2M pool of %s %s", d->name, v->text,
			 trouble);
		pool.given = false;
	}
	d->p2m_pool = pool;
}
