/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * channels.c - static event channels.
 *
 * Source: docs/misc/arm/device-tree/booting.txt, "Static Event Channel";
 * alloc_static_evtchn() in xen/arch/arm/static-evtchn.c (4.17:
 * domain_build.c).
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "model/bind.h"

/* xenstore's channel takes the first free port: alloc_xenstore_evtchn(). */
#define XENSTORE_PORT 1

static const char *who_is(struct bind *b, const struct channel_end *e)
{
	return arena_printf(b->arena, "event channel of domain '%s'",
			    e->domain);
}

static void report_xl(struct bind *b, const struct channel_end *e,
		      const struct domain *d)
{
	struct diag_item *item;

	item = diag_add(b->diags, E_CHANNEL_XL, e->domain_place,
			"%s: xl starts it, when event channels are connected already",
			who_is(b, e));
	diag_note(b->diags, item, d->place,
		  "only dom0 and domains that Xen starts at boot can have them");
}

static void check_port(struct bind *b, const struct channel_end *e,
		       const struct domain *d)
{
	const struct facts *f = b->system->target.facts;
	uint32_t most;
	struct diag_item *item;

	if (!f)
		return;
	most = d->is_dom0 ? f->max_dom0_event_port : f->max_event_port;
	if (e->port > most)
		diag_add(b->diags, E_CHANNEL_PORT, e->port_place,
			 "%s: port %u is past %u, the highest that Xen %s gives it",
			 who_is(b, e), (unsigned int)e->port,
			 (unsigned int)most, f->release);
	if (e->port != XENSTORE_PORT || d->enhanced != ENHANCED_TRUE)
		return;
	item = diag_add(b->diags, E_CHANNEL_PORT, e->port_place,
			"%s: port %d is the one that Xen takes for xenstore",
			who_is(b, e), XENSTORE_PORT);
	diag_note(b->diags, item, place_or(d->enhanced_place, d->place),
		  "the domain has xenstore because of this");
}

static bool bind_end(struct bind *b, struct channel_end *e,
		     const struct value *v)
{
	const struct value *domain = value_get(v, "domain");
	const struct value *port = value_get(v, "port");
	const struct domain *d;

	assert(domain && port);
	*e = (struct channel_end){
		.domain = domain->text,
		.domain_place = domain->place,
		.port = (uint32_t)port->magnitude,
		.port_place = port->place,
	};
	if (!bind_knows_domain(b, e->domain, e->domain_place,
			       "event channel", "one end is"))
		return false;
	d = bind_find_domain(b, e->domain);
	if (d->start == START_XL)
		report_xl(b, e, d);
	else
		check_port(b, e, d);
	return true;
}

/* ---- ports that are said twice ---- */

static int by_port(const void *a, const void *b)
{
	const struct channel_end *const *x = a, *const *y = b;
	int order = strcmp((*x)->domain, (*y)->domain);

	if (order)
		return order;
	if ((*x)->port != (*y)->port)
		return (*x)->port < (*y)->port ? -1 : 1;
	return ((*x)->order > (*y)->order) - ((*x)->order < (*y)->order);
}

/* evtchn_allocate_port() answers -EBUSY, and Xen panics. */
static void check_twice(struct bind *b)
{
	const struct system *s = b->system;
	size_t n = 2 * s->n_channels;
	const struct channel_end **ends = arena_array(b->arena, n + 1,
						      sizeof(*ends));

	for (size_t i = 0; i < n; i++)
		ends[i] = &s->channels[i / 2].ends[i % 2];
	qsort(ends, n, sizeof(*ends), by_port);
	for (size_t i = 1; i < n; i++) {
		const struct channel_end *e = ends[i], *other = ends[i - 1];
		struct diag_item *item;

		if (e->port != other->port ||
		    strcmp(e->domain, other->domain) != 0)
			continue;
		item = diag_add(b->diags, E_CHANNEL_TWICE, e->port_place,
				"%s: port %u is taken", who_is(b, e),
				(unsigned int)e->port);
		diag_note(b->diags, item, other->port_place,
			  "it is the end of another channel here");
	}
}

void bind_channels(struct bind *b, const struct value *channels)
{
	struct system *s = b->system;

	s->channels = arena_array(b->arena, channels->n,
				  sizeof(*s->channels));
	for (size_t i = 0; i < channels->n; i++) {
		const struct value *v = channels->items[i];
		struct event_channel *c = &s->channels[s->n_channels];
		bool first = bind_end(b, &c->ends[0], v->items[0]);

		c->place = v->place;
		if (!bind_end(b, &c->ends[1], v->items[1]) || !first)
			continue;
		c->ends[0].order = 2 * i;
		c->ends[1].order = 2 * i + 1;
		s->n_channels++;
	}
	check_twice(b);
}
