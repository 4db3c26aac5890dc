/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xl_windows.c - what libxl puts where in a domain that xl starts.
 *
 * Source: tools/libs/guest/xg_dom_arm.c meminit() and alloc_magic_pages(),
 * tools/libs/light/libxl_arm.c finalize_hypervisor_node(), which like Xen
 * takes for regions what the RAM of a bank leaves, and looks at nothing else.
 */
#include "plan/parts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

struct builder {
	struct window_list list;
	const struct system *system;
	const struct facts *facts;
	const struct domain *domain;
};

static void add(struct builder *b, enum window_kind kind, struct range r,
		const char *name, const char *reason, struct place place)
{
	plan_add_window(&b->list, (struct window){
		kind, r, name, reason, place });
}

/* `maxmem` is what counts where it is more: in MiB, as xl reads it. */
static uint64_t ram_bytes(const struct domain *d)
{
	const struct value *maxmem = d->xl ? value_get(d->xl, "maxmem") : NULL;
	uint64_t bytes = d->memory.v;

	if (maxmem && maxmem->kind == VALUE_INT && !maxmem->negative &&
	    maxmem->magnitude < UINT64_MAX / MIB(1) &&
	    maxmem->magnitude * MIB(1) > bytes)
		bytes = maxmem->magnitude * MIB(1);
	return bytes;
}

static void add_banks(struct builder *b)
{
	const struct domain *d = b->domain;
	uint64_t left = ram_bytes(d);

	for (size_t i = 0; i < FACTS_RAM_BANKS; i++) {
		struct range ram = b->facts->ram[i], region;

		if (left < ram.size)
			ram.size = left;
		left -= ram.size;
		add(b, WINDOW_RAM, ram, "RAM", "libxl: RAM bank of a guest",
		    place_or(d->memory.place, d->place));
		if (plan_bank_region(b->system, i, ram.size, &region))
			add(b, WINDOW_REGION, region, "extended region",
			    "libxl: what the RAM of the bank leaves",
			    PLACE_NONE);
	}
}

static enum gic_version gic_of(const struct builder *b)
{
	if (b->domain->gic == GIC_CHOICE_V2)
		return GIC_V2;
	if (b->domain->gic == GIC_CHOICE_V3)
		return GIC_V3;
	return b->system->board ? b->system->board->gic : GIC_V3;
}

static void add_devices(struct builder *b)
{
	const struct facts *f = b->facts;
	bool v2 = gic_of(b) == GIC_V2;

	add(b, WINDOW_GIC, v2 ? f->gicv2_dist : f->gicv3_dist,
	    "the GIC distributor", "Xen: distributor of a guest", PLACE_NONE);
	add(b, WINDOW_GIC, v2 ? f->gicv2_cpu : f->gicv3_redist,
	    v2 ? "the GIC CPU interface" : "the GIC redistributors",
	    "Xen: GIC of a guest", PLACE_NONE);
	if (b->domain->vpl011.v)
		add(b, WINDOW_UART, f->vpl011, "the emulated UART",
		    "Xen: emulated UART of a guest (GUEST_PL011)",
		    b->domain->vpl011.place);
}

/* libxl fills the first pages, used or not. */
static void add_pages(struct builder *b)
{
	const struct facts *f = b->facts;
	struct range pages = f->magic;

	pages.size = (uint64_t)(f->magic_offset[MAGIC_VUART] + 1) * PAGE_BYTES;
	add(b, WINDOW_GRANT_TABLE, f->grant_table, "the grant table",
	    "libxl: grant table of a guest (GUEST_GNTTAB)", PLACE_NONE);
	add(b, WINDOW_MAGIC, pages, "the magic pages",
	    "libxl: magic pages of a guest (GUEST_MAGIC)", PLACE_NONE);
}

/* ---- iomem ---- */

/* Pages as sscanf() with %lx reads them. */
static bool read_pages(const char *text, const char **ret_end, uint64_t *ret)
{
	char *end;

	errno = 0;
	*ret = strtoull(text, &end, 16);
	*ret_end = end;
	return end != text && !errno;
}

bool plan_read_iomem(const char *text, struct range *ret_guest)
{
	uint64_t start, number, gfn;
	const char *at;

	if (!read_pages(text, &at, &start) || *at != ',' ||
	    !read_pages(at + 1, &at, &number))
		return false;
	gfn = start;
	if (*at == '@' && !read_pages(at + 1, &at, &gfn))
		return false;
	if (*at || gfn > UINT64_MAX / PAGE_BYTES ||
	    number > UINT64_MAX / PAGE_BYTES - gfn)
		return false;
	*ret_guest = (struct range){ gfn * PAGE_BYTES, number * PAGE_BYTES };
	return true;
}

static void add_iomem(struct builder *b)
{
	const struct domain *d = b->domain;
	const struct value *list = d->xl ? value_get(d->xl, "iomem") : NULL;
	size_t n = list && list->kind == VALUE_LIST ? list->n : 0;

	for (size_t i = 0; i < n; i++) {
		const struct value *v = list->items[i];
		struct range r;

		if (v->text && plan_read_iomem(v->text, &r))
			add(b, WINDOW_XEN_REG, r, "iomem",
			    "xl: maps it for the domain", v->place);
	}
}

size_t plan_xl_windows(struct arena *a, const struct system *s,
		       const struct domain *d, struct window **ret_windows)
{
	struct builder b = {
		.list = { .arena = a },
		.system = s,
		.facts = s->target.facts,
		.domain = d,
	};

	add_banks(&b);
	add_devices(&b);
	add_pages(&b);
	add_iomem(&b);
	plan_sort_windows(&b.list);
	*ret_windows = b.list.items;
	return b.list.n;
}
