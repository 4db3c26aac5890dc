/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * events.c - event channels that were there before the domain ran.
 *
 * probe.channels=10:2:11,12:1:4 says: port 10 is bound to port 11 of domain 2,
 * port 12 to port 4 of domain 1. What the peer sends stays pending, so neither
 * end has to be there first.
 */
#include "clock.h"
#include "hypercall.h"
#include "physmap.h"
#include "roles.h"
#include "text.h"

#define CHANNELS 8
#define PORTS_A_WORD 64

struct channel {
	uint64_t port, remote_domid, remote_port;
};

static void report_if(const char *name, bool ok, int64_t rc)
{
	report_check(name, (struct verdict){ ok, rc });
}

/* The number at *@at, which moves behind it and one more character. */
static uint64_t take_number(const char **at)
{
	uint64_t n = text_number(*at);

	while (**at >= '0' && **at <= '9')
		(*at)++;
	if (**at)
		(*at)++;
	return n;
}

static uint32_t read_channels(const char *text, struct channel *list)
{
	uint32_t n = 0;

	while (*text && n < CHANNELS) {
		list[n].port = take_number(&text);
		list[n].remote_domid = take_number(&text);
		list[n++].remote_port = take_number(&text);
	}
	return n;
}

static bool try_status(const struct channel *c)
{
	struct xen_evtchn_status s = {
		.domid = DOMID_SELF,
		.port = (uint32_t)c->port,
	};
	long rc = hypercall(HYPERVISOR_EVENT_CHANNEL_OP, EVTCHNOP_STATUS,
			    (uint64_t)&s, 0);
	bool ok = rc == 0 && s.status == EVTCHNSTAT_INTERDOMAIN &&
		  s.remote_domid == c->remote_domid &&
		  s.remote_port == c->remote_port;

	report_if("channel-status", ok, rc ? rc : (int64_t)c->port);
	return ok;
}

static void try_send(const struct channel *c)
{
	uint32_t port = (uint32_t)c->port;
	long rc = hypercall(HYPERVISOR_EVENT_CHANNEL_OP, EVTCHNOP_SEND,
			    (uint64_t)&port, 0);

	report_if("channel-send", rc == 0, rc);
}

static bool pending(const volatile struct xen_shared_info *info, uint64_t port)
{
	return info->pending[port / PORTS_A_WORD] >> port % PORTS_A_WORD & 1;
}

static void try_arrival(const volatile struct xen_shared_info *info,
			const struct channel *c)
{
	uint64_t until = clock_after(CLOCK_PATIENCE);

	while (!pending(info, c->port) && clock_now() < until)
		;
	report_if("channel-event", pending(info, c->port), (int64_t)c->port);
}

static void try_events(const volatile struct xen_shared_info *info,
		       const struct channel *list, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (!try_status(&list[i]))
			return;
	for (i = 0; i < n; i++)
		try_send(&list[i]);
	for (i = 0; i < n; i++)
		try_arrival(info, &list[i]);
	report_seen("events", info->pending[0]);
}

void events_run(const struct world *w)
{
	uint64_t at = w->region.base;
	struct channel list[CHANNELS];
	uint32_t n = read_channels(w->options.channels, list);
	long rc = physmap_add(XENMAPSPACE_SHARED_INFO, 0, at);

	report_if("channel-info", w->region.size && n && rc == 0, rc);
	if (rc)
		return;
	try_events((const void *)at, list, n);
	physmap_remove(at);
}
