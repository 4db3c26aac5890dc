/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * regions.c - extended regions: address space where a guest may map what is
 * not its own.
 *
 * Replays find_domU_holes() for the guest layout, and for direct-mapped
 * domains find_unallocated_memory() (no IOMMU) or find_memory_holes(), both
 * with add_ext_regions(). Source: xen/arch/arm/domain_build.c.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <string.h>

/* What Xen has room for in the list: NR_MEM_BANKS of its ext_regions. */
#define MAX_REGIONS 256

struct host_holes {
	struct range *ranges;	/* ascending, disjoint */
	size_t n;
};

static void add_region(struct planner *p, struct plan_domain *pd,
		       struct range r, const char *reason)
{
	if (!pd->regions)
		pd->regions = arena_array(p->arena, FACTS_RAM_BANKS,
					  sizeof(*pd->regions));
	pd->regions[pd->n_regions++] =
		(struct planned){ r, reason, PLACE_NONE };
}

static uint64_t last_ipa(const struct planner *p)
{
	return (UINT64_C(1) << p->system->target.ipa_bits.v) - 1;
}

/* ---- guest layout ---- */

static void add_rounded(struct planner *p, struct plan_domain *pd,
			uint64_t base, uint64_t last, const char *reason);

/*
 * remove_shm_holes_for_domU(): only a domain that has shared memory sends its
 * regions through add_ext_regions(), which rounds them.
 */
static void exclude_shared(struct planner *p, struct plan_domain *pd)
{
	const struct planned *found = pd->regions;
	size_t n_found = pd->n_regions;
	struct space shared = space_make(p->arena);

	for (size_t i = 0; i < pd->n_shm; i++)
		if (plan_whole(pd->shm[i].guest.range))
			space_take(&shared, pd->shm[i].guest.range, NULL);
	pd->regions = arena_array(p->arena, n_found + pd->n_shm,
				  sizeof(*pd->regions));
	pd->n_regions = 0;
	for (size_t i = 0; i < n_found; i++) {
		struct range *holes;
		size_t n = space_holes(&shared, found[i].range, &holes);

		for (size_t k = 0; k < n; k++)
			add_rounded(p, pd, holes[k].base,
				    range_last(holes[k]), found[i].reason);
	}
}

/* Size of bank @i; Xen leaves that of an unused bank 0. */
static uint64_t bank_size(const struct plan_domain *pd, size_t i)
{
	return i < pd->n_banks ? pd->banks[i].range.size : 0;
}

bool plan_bank_region(const struct system *s, size_t i, uint64_t ram,
		      struct range *ret_region)
{
	const struct facts *f = s->target.facts;
	uint64_t last_address = (UINT64_C(1) << s->target.ipa_bits.v) - 1;
	uint64_t start = align_up(f->ram[i].base + ram, f->region_align);
	uint64_t last = range_last(f->ram[i]);

	if (last > last_address)
		last = last_address;
	if (last <= start || last - start + 1 < f->region_min)
		return false;
	*ret_region = range_of(start, last + 1);
	return true;
}

static void guest_regions(struct planner *p, struct plan_domain *pd)
{
	static const char *const reasons[] = {
		"Xen: first RAM bank of a guest, behind the RAM",
		"Xen: second RAM bank of a guest, behind the RAM",
	};

	for (size_t i = 0; i < FACTS_RAM_BANKS; i++) {
		struct range region;

		/* Not rounded: these do not pass add_ext_regions(). */
		if (plan_bank_region(p->system, i, bank_size(pd, i), &region))
			add_region(p, pd, region, reasons[i]);
	}
	if (pd->n_regions && pd->n_shm && p->facts->region_excludes_shm)
		exclude_shared(p, pd);
}

/* ---- host layout ---- */

/*
 * bootinfo.reserved_mem: reserved memory, and static memory of all domains.
 * Static shared memory of the host stands there in 4.17, in a list of its own
 * in 4.20; both take it out.
 */
static void take_reserved(struct planner *p, struct space *s, bool in_pages)
{
	const struct board *b = p->board;

	for (size_t i = 0; i < b->n_reserved; i++) {
		struct range r = b->reserved[i].range;

		if (p->facts->region_keeps_memreserve && b->reserved[i].path &&
		    strcmp(b->reserved[i].path, "/memreserve/") == 0)
			continue;
		if (plan_whole(r))
			space_take(s, in_pages ? plan_pages(r) : r, NULL);
	}
	for (size_t i = 0; i < p->plan->n_domains; i++) {
		const struct placement *at =
			&p->plan->domains[i].domain->placement;

		for (size_t j = 0; j < at->n_banks; j++)
			if (plan_whole(at->banks[j].range))
				space_take(s, at->banks[j].range, NULL);
	}
	for (size_t i = 0; i < p->system->n_shared; i++)
		if (plan_whole(p->shm_hosts[i].range))
			space_take(s, p->shm_hosts[i].range, NULL);
}

/*
 * From 4.18 on Xen counts in pages here: the change that brought this lost
 * the last 2 MiB of each region, hence one fact for both.
 */
static void find_unallocated(struct planner *p, struct host_holes *h)
{
	bool in_pages = p->facts->region_drops_last_2m;
	struct space s = space_make(p->arena);

	plan_take_not_ram(p, &s, in_pages, NULL);
	take_reserved(p, &s, in_pages);
	h->n = space_holes(&s, (struct range){ 0, last_ipa(p) + 1 },
			   &h->ranges);
}

static void find_memory_holes(struct planner *p, struct host_holes *h)
{
	struct space s = space_make(p->arena);
	const struct board *b = p->board;

	if (b->untranslated)
		return;
	for (size_t i = 0; i < b->n_mmio; i++)
		if (plan_whole(b->mmio[i]))
			space_take(&s, plan_pages(b->mmio[i]), NULL);
	for (size_t i = 0; i < b->n_memory; i++)
		if (plan_whole(b->memory[i].range))
			space_take(&s, plan_pages(b->memory[i].range), NULL);
	h->n = space_holes(&s, (struct range){ 0, last_ipa(p) + 1 },
			   &h->ranges);
}

/*
 * Xen gives a domU an IOMMU when a module of a partial tree follows its node
 * anywhere in the host tree: its own, or that of a later domain
 * (create_domUs(), dt_find_compatible_node()).
 */
static bool has_iommu(const struct planner *p, const struct plan_domain *pd)
{
	size_t index = (size_t)(pd - p->plan->domains);

	return p->system->target.iommu.v && index < p->last_partial;
}

static const struct host_holes *host_holes(struct planner *p, bool iommu)
{
	if (!p->holes[iommu]) {
		p->holes[iommu] = ARENA_NEW(p->arena, struct host_holes);
		if (iommu)
			find_memory_holes(p, p->holes[iommu]);
		else
			find_unallocated(p, p->holes[iommu]);
	}
	return p->holes[iommu];
}

/* add_ext_regions(): whole 2 MiB, at least 64 MiB of them. */
static void add_rounded(struct planner *p, struct plan_domain *pd,
			uint64_t base, uint64_t last, const char *reason)
{
	uint64_t align = p->facts->region_align;
	uint64_t start = align_up(base, align);
	uint64_t size;

	/* The last page's address is taken for the last byte's. */
	if (p->facts->region_drops_last_2m)
		last = align_down(last, PAGE_BYTES);
	if (pd->n_regions == MAX_REGIONS || start > last)
		return;
	size = align_down(last - start + 1, align);
	if (size >= p->facts->region_min)
		add_region(p, pd, (struct range){ start, size }, reason);
}

/* Without an IOMMU the grant table is taken out as well. */
static void host_regions(struct planner *p, struct plan_domain *pd)
{
	bool iommu = has_iommu(p, pd);
	const struct host_holes *h = host_holes(p, iommu);
	size_t most = h->n + 1 < MAX_REGIONS ? h->n + 1 : MAX_REGIONS;
	struct range out = { 0, 0 };
	const char *reason =
		"Xen: host addresses that the board tree gives to nothing";

	if (!iommu) {
		out = pd->grant_table.range;
		reason = "Xen: host RAM that is neither reserved nor static; other domains and boot modules may lie there, and stay out of the guest's reach";
	}
	pd->regions = arena_array(p->arena, most, sizeof(*pd->regions));
	for (size_t i = 0; i < h->n; i++) {
		uint64_t base = h->ranges[i].base;
		uint64_t last = range_last(h->ranges[i]);

		if (!range_overlap(h->ranges[i], out)) {
			add_rounded(p, pd, base, last, reason);
			continue;
		}
		if (base < out.base)
			add_rounded(p, pd, base, out.base - 1, reason);
		if (last > range_last(out))
			add_rounded(p, pd, range_last(out) + 1, last, reason);
	}
}

void plan_report_no_region(struct planner *p, const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	bool untranslated = !pd->layout && pd->host_layout &&
			    has_iommu(p, pd) && p->board->untranslated;
	struct diag_item *item;

	item = diag_add(p->diags, E_REGIONS_NONE,
			place_or(d->enhanced_place, d->place),
			"domain '%s': %s no extended region of %s or more; the guest will give up RAM of its own for what it maps",
			d->name, pd->layout ? "domc finds" : "Xen finds",
			size_text(p->arena, p->facts->region_min));
	if (untranslated)
		diag_note(p->diags, item, p->board->place,
			  "Xen gives up at %s of the board tree, whose address it cannot translate",
			  p->board->untranslated);
	else if (!pd->host_layout)
		diag_note(p->diags, item, place_or(d->memory.place, d->place),
			  "its RAM leaves no room for one with %" PRIu64 " address bits",
			  p->system->target.ipa_bits.v);
}

/*
 * dom0's regions are not foretold: they lie around RAM that Xen chooses. But
 * where none would be found without that RAM, none is.
 */
static void check_dom0(struct planner *p, struct plan_domain *pd)
{
	const struct host_holes *h;
	struct plan_domain found = *pd;
	size_t most;

	if (!p->board)
		return;
	h = host_holes(p, p->system->target.iommu.v);
	most = h->n < MAX_REGIONS ? h->n : MAX_REGIONS;
	found.n_regions = 0;
	found.regions = arena_array(p->arena, most + 1,
				    sizeof(*found.regions));
	for (size_t i = 0; i < h->n; i++)
		add_rounded(p, &found, h->ranges[i].base,
			    range_last(h->ranges[i]), "");
	if (!found.n_regions)
		plan_report_no_region(p, pd);
}

void plan_regions(struct planner *p, struct plan_domain *pd)
{
	if (!plan_xen_bool(p, "ext_regions", true))
		return;
	if (pd->domain->is_dom0) {
		check_dom0(p, pd);
		return;
	}
	if (!pd->hypervisor_node)
		return;
	if (!pd->host_layout)
		guest_regions(p, pd);
	else if (p->board)
		host_regions(p, pd);
	else
		return;
	if (!pd->n_regions)
		plan_report_no_region(p, pd);
}
