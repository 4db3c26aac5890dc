/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * grants.c - a page of one domU, mapped by another into an extended region.
 *
 * The page itself is how the two talk: the offer is a word in it, the answer
 * another one beside it.
 */
#include "clock.h"
#include "hypercall.h"
#include "physmap.h"
#include "roles.h"
#include "text.h"

/* The first reference that is not reserved (GNTTAB_NR_RESERVED_ENTRIES). */
#define GRANT_REF 8
#define OFFER 0x6f66666572ul
#define ANSWER 0x616e73776572ul

static volatile uint64_t page[PAGE_BYTES / 8]
	__attribute__((aligned(PAGE_BYTES)));

static void report_if(const char *name, bool ok, int64_t rc)
{
	report_check(name, (struct verdict){ ok, rc });
}

static bool refusal_expected(const struct world *w)
{
	return text_equal(w->options.expect, "denied");
}

static bool wait_answer(uint64_t until)
{
	while (page[1] != ANSWER)
		if (clock_now() > until)
			return false;
	return true;
}

static bool wait_unmapped(volatile struct xen_grant_entry *e, uint64_t until)
{
	while (e->flags & GTF_IN_USE)
		if (clock_now() > until)
			return false;
	return true;
}

/* Nobody answers an offer that the peer may not take. */
void grants_offer(const struct world *w)
{
	volatile struct xen_grant_entry *e = (volatile void *)
		(w->grant_table.base + GRANT_REF * sizeof(*e));
	long rc = physmap_add(XENMAPSPACE_GRANT_TABLE, 0, w->grant_table.base);
	uint64_t until, n_bad;

	report_if("offer-table", rc == 0, rc);
	if (rc)
		return;
	page[0] = OFFER;
	e->domid = (uint16_t)w->options.peer;
	e->gfn = (uint32_t)((uint64_t)page >> PAGE_BITS);
	__asm__ volatile("dsb sy" : : : "memory");
	e->flags = GTF_PERMIT_ACCESS;
	if (refusal_expected(w)) {
		report_if("offer-unanswered", !wait_answer(clock_after(2)), 0);
		return;
	}
	until = clock_after(CLOCK_PATIENCE);
	report_if("offer-answered", wait_answer(until), (int64_t)page[1]);
	report_if("offer-let-go", wait_unmapped(e, until), e->flags);
	e->flags = 0;
	rc = physmap_remove(w->grant_table.base);
	report_if("offer-unmap", rc == 0, rc);
	n_bad = physmap_bad_ram(w);
	report_if("offer-ram", n_bad == 0, (int64_t)n_bad);
}

/* The peer may not have offered yet, or not even have a grant table. */
static bool too_early(int16_t status)
{
	return status == GNTST_GENERAL_ERROR || status == GNTST_BAD_GNTREF;
}

static void map_grant(const struct world *w,
		      struct xen_gnttab_map_grant_ref *m)
{
	uint64_t until = clock_after(CLOCK_PATIENCE);

	do {
		m->address = w->region.base;
		m->flags = GNTMAP_HOST_MAP;
		m->ref = GRANT_REF;
		m->domid = (uint16_t)w->options.peer;
		m->status = 1;
		if (hypercall(HYPERVISOR_GRANT_TABLE_OP,
			      GNTTABOP_MAP_GRANT_REF, (uint64_t)m, 1))
			return;
	} while (too_early(m->status) && clock_now() < until);
}

static void unmap_grant(const struct world *w, uint32_t handle)
{
	struct xen_gnttab_unmap_grant_ref u = {
		.address = w->region.base,
		.handle = handle,
		.status = 1,
	};
	long rc = hypercall(HYPERVISOR_GRANT_TABLE_OP,
			    GNTTABOP_UNMAP_GRANT_REF, (uint64_t)&u, 1);

	report_if("accept-unmap", rc == 0 && u.status == 0 &&
		  !physmap_readable(w->region.base), rc ? rc : u.status);
}

void grants_accept(const struct world *w)
{
	uint64_t at = w->region.base, n_bad;
	struct xen_gnttab_map_grant_ref m = { .status = 1 };

	report_range("granted", at, PAGE_BYTES);
	report_if("accept-empty", w->region.size && !physmap_readable(at), 0);
	map_grant(w, &m);
	if (refusal_expected(w)) {
		report_if("accept-denied",
			  m.status == GNTST_PERMISSION_DENIED &&
			  !physmap_readable(at), m.status);
		return;
	}
	report_if("accept-map", m.status == 0, m.status);
	if (m.status)
		return;
	report_if("accept-offer", physmap_holds(at, OFFER), 0);
	guarded_write(at + 8, ANSWER);
	unmap_grant(w, m.handle);
	n_bad = physmap_bad_ram(w);
	report_if("accept-ram", n_bad == 0, (int64_t)n_bad);
}
