/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ram.c - the RAM banks of a guest.
 *
 * Xen fills GUEST_RAM0 and then GUEST_RAM1 (allocate_memory()), maps static
 * memory into them one range behind the other (allocate_static_memory()), or
 * gives a direct-mapped domain each range as a bank where the host has it
 * (assign_static_memory_11()). Source: xen/arch/arm/domain_build.c and
 * static-memory.c.
 */
#include "plan/parts.h"

#include <assert.h>
#include <inttypes.h>

static const char *const bank_reasons[] = {
	"Xen: first RAM bank of a guest (GUEST_RAM0)",
	"Xen: second RAM bank of a guest (GUEST_RAM1)",
};

static struct place memory_place(const struct domain *d)
{
	return place_or(d->memory.place, d->place);
}

/* Address past the last that a guest can have; never 0. */
static uint64_t ipa_end(const struct planner *p)
{
	return UINT64_C(1) << p->system->target.ipa_bits.v;
}

static void note_ipa_bits(struct planner *p, struct diag_item *item)
{
	const struct set_u64 *bits = &p->system->target.ipa_bits;

	diag_note(p->diags, item, bits->place,
		  "guest addresses have %" PRIu64 " bits on this host",
		  bits->v);
}

/* Xen takes single pages off what is left until that is exactly nothing. */
static void check_pages(struct planner *p, const struct domain *d)
{
	uint64_t v = d->memory.v;
	struct diag_item *item;

	if (v && is_aligned(v, PAGE_BYTES))
		return;
	item = diag_add(p->diags, E_MEMORY_NOT_PAGES, memory_place(d),
			v ? "domain '%s': %s of memory is no whole number of 4 KiB pages; Xen would never finish handing it out" :
			    "domain '%s': %s of memory is none",
			d->name, size_text(p->arena, v));
	if (v > PAGE_BYTES && v <= UINT64_MAX - PAGE_BYTES)
		diag_note(p->diags, item, PLACE_NONE, "the nearest are %s and %s",
			  size_text(p->arena, align_down(v, PAGE_BYTES)),
			  size_text(p->arena, align_up(v, PAGE_BYTES)));
}

/* Bytes of bank @i that the address width lets a guest have. */
static uint64_t bank_room(const struct planner *p, size_t i)
{
	struct range bank = p->facts->ram[i];
	uint64_t end = ipa_end(p);

	if (end <= bank.base)
		return 0;
	return end - bank.base < bank.size ? end - bank.base : bank.size;
}

uint64_t plan_guest_room(const struct planner *p)
{
	uint64_t room = 0;

	for (size_t i = 0; i < FACTS_RAM_BANKS; i++)
		room += bank_room(p, i);
	return room;
}

static bool check_room(struct planner *p, const struct domain *d,
		       uint64_t bytes)
{
	struct diag_item *item;
	uint64_t room = plan_guest_room(p);

	if (bytes <= room)
		return true;
	item = diag_add(p->diags, E_MEMORY_TOO_LARGE, memory_place(d),
			"domain '%s': %s of memory, a guest of Xen %s has room for %s",
			d->name, size_text(p->arena, bytes), p->facts->release,
			size_text(p->arena, room));
	note_ipa_bits(p, item);
	return false;
}

static struct planned *add_bank(struct plan_domain *pd, uint64_t base,
				const char *reason, struct place place)
{
	struct planned *bank = &pd->banks[pd->n_banks++];

	*bank = (struct planned){ { base, 0 }, reason, place };
	return bank;
}

static void allocate(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	uint64_t left = align_down(d->memory.v, PAGE_BYTES);

	check_room(p, d, left);
	for (size_t i = 0; i < FACTS_RAM_BANKS && left; i++) {
		uint64_t room = bank_room(p, i);
		uint64_t size = left < room ? left : room;

		if (!size)
			break;
		add_bank(pd, p->facts->ram[i].base, bank_reasons[i],
			 memory_place(d))->range.size = size;
		left -= size;
	}
}

/* Xen loses count of a range that it splits, and panics over the sum. */
static void report_split(struct planner *p, const struct domain *d,
			 const struct set_range *r, uint64_t first)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_STATIC_SPLIT, r->place,
			"domain '%s': static range %s lies across the end of the guest's first RAM bank; Xen %s miscounts it and stops",
			d->name, range_text(p->arena, r->range),
			p->facts->release);
	diag_note(p->diags, item, PLACE_NONE,
		  "say two ranges: %s from 0x%" PRIx64 ", and %s from 0x%" PRIx64,
		  size_text(p->arena, first), r->range.base,
		  size_text(p->arena, r->range.size - first),
		  r->range.base + first);
}

/* The sum is known to fit. */
static void map_static(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct placement *at = &d->placement;
	struct planned *bank = NULL;
	uint64_t room = 0;

	for (size_t i = 0; i < at->n_banks; i++) {
		uint64_t left = at->banks[i].range.size;

		while (left) {
			uint64_t size = left < room ? left : room;

			if (room && left > room &&
			    pd->n_banks < FACTS_RAM_BANKS)
				report_split(p, d, &at->banks[i], room);
			if (bank)
				bank->range.size += size;
			left -= size;
			room -= size;
			if (!left)
				break;
			assert(pd->n_banks < FACTS_RAM_BANKS);
			bank = add_bank(pd, p->facts->ram[pd->n_banks].base,
					bank_reasons[pd->n_banks], at->place);
			room = bank_room(p, pd->n_banks - 1);
		}
	}
}

static uint64_t static_sum(const struct domain *d)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < d->placement.n_banks; i++) {
		sum = sum_capped(sum, d->placement.banks[i].range.size);
	}
	return sum;
}

/* More banks than Xen counts are reported for the host as a whole, host.c. */
static void map_one_to_one(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	uint64_t last = ipa_end(p) - 1;

	for (size_t i = 0; i < d->placement.n_banks; i++) {
		const struct set_range *r = &d->placement.banks[i];

		if (!plan_whole(r->range) || pd->n_banks == PLAN_MAX_BANKS)
			continue;
		if (r->range.size && range_last(r->range) > last) {
			struct diag_item *item;

			item = diag_add(p->diags, E_MEMORY_TOO_LARGE, r->place,
					"domain '%s': direct-mapped RAM %s ends past 0x%" PRIx64 ", the last guest address",
					d->name,
					range_text(p->arena, r->range),
					last);
			note_ipa_bits(p, item);
		}
		add_bank(pd, r->range.base,
			 "direct map: where the host has it, said in the file",
			 r->place)->range.size = r->range.size;
	}
}

/* Xen asserts it in a debug build and cuts the range in others. */
static void check_static_pages(struct planner *p, const struct domain *d)
{
	for (size_t i = 0; i < d->placement.n_banks; i++) {
		const struct set_range *r = &d->placement.banks[i];
		struct diag_item *item;

		if (r->range.size && is_aligned(r->range.base, PAGE_BYTES) &&
		    is_aligned(r->range.size, PAGE_BYTES))
			continue;
		item = diag_add(p->diags, E_STATIC_NOT_PAGES, r->place,
				"domain '%s': static range at 0x%" PRIx64 " of %s: base and size must be multiples of 4 KiB",
				d->name, r->range.base,
				size_text(p->arena, r->range.size));
		if (!is_aligned(r->range.base, PAGE_BYTES))
			diag_note(p->diags, item, PLACE_NONE,
				  "the nearest base below is 0x%" PRIx64,
				  align_down(r->range.base, PAGE_BYTES));
		if (!is_aligned(r->range.size, PAGE_BYTES))
			diag_note(p->diags, item, PLACE_NONE,
				  "the nearest size above is %s",
				  size_text(p->arena, align_up(r->range.size,
							       PAGE_BYTES)));
	}
}

void plan_ram(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;

	check_pages(p, d);
	if (d->is_dom0)
		return;		/* it gets what is free */
	check_static_pages(p, d);
	if (!d->placement.n_banks)
		allocate(p, pd);
	else if (pd->host_layout)
		map_one_to_one(p, pd);
	else if (check_room(p, d, static_sum(d)))
		map_static(p, pd);
}

void plan_xl_ram(struct planner *p, const struct domain *d)
{
	check_room(p, d, d->memory.v);
}
