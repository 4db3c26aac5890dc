/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * change.c - what is done to a sound layout: a range put at a limit, on
 * either side of it, or something that is wrong by far.
 *
 * Each change pins what it moves, so that the planner cannot step aside.
 */
#include "free.h"
#include "make.h"

#define PAGE PAGE_BYTES

/* A range of the layout, by kind; which of the regions. */
struct own {
	enum piece_kind kind;
	size_t region;
};

/* One of a kind, which is put there when there is none. */
static struct own make_present(struct layout *l, struct random *r,
			       enum piece_kind kind)
{
	struct own own = { kind, 0 };

	if (own.kind == PIECE_REGION && !l->n_regions) {
		l->regions[0] = (struct range){ GIB(16), REGION_LEAST };
		l->n_regions = 1;
	}
	if (own.kind == PIECE_REGION) {
		l->regions_said = REGIONS_SAID_LIST;
		own.region = random_below(r, l->n_regions);
	}
	return own;
}

static struct own pick_own(struct layout *l, struct random *r)
{
	return make_present(l, r, (enum piece_kind)random_in(r, PIECE_REGION,
							     PIECE_MAGIC));
}

static struct range own_range(const struct layout *l, struct own own)
{
	if (own.kind == PIECE_REGION)
		return l->regions[own.region];
	if (own.kind == PIECE_GRANT_TABLE)
		return l->grant;
	return (struct range){ l->magic_base, MAGIC_BYTES };
}

static uint64_t own_unit(struct own own)
{
	return own.kind == PIECE_REGION ? REGION_ALIGN : PAGE;
}

/* Sizes of the language are whole KiB and not 0. */
static void set_own(struct layout *l, struct own own, struct range x)
{
	if (own.kind == PIECE_REGION) {
		l->regions[own.region] = x;
	} else if (own.kind == PIECE_GRANT_TABLE) {
		l->grant = x;
		l->grant_base_said = l->grant_size_said = true;
	} else {
		l->magic_base = x.base;
		l->magic_said = true;
	}
}

/* A range to come near to; one of the layout itself is pinned by that. */
static bool pick_of_kind(struct layout *l, struct random *r, struct own but,
			 enum piece_kind kind, struct range *ret)
{
	struct pieces all = layout_taken(l), own = make_owned(l, false), some;

	for (size_t i = 0; i < own.n; i++)
		if (!(own.v[i].kind == but.kind && i == but.region) &&
		    !(own.v[i].kind == but.kind && but.kind != PIECE_REGION))
			all.v[all.n++] = own.v[i];
	some.n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == kind)
			some.v[some.n++] = all.v[i];
	if (!some.n)
		return false;
	*ret = some.v[random_below(r, some.n)].range;
	if (ret->size - 1 > UINT64_MAX - ret->base)
		return false;
	if (kind == PIECE_GRANT_TABLE)
		l->grant_base_said = l->grant_size_said = true;
	if (kind == PIECE_MAGIC)
		l->magic_said = true;
	return true;
}

/* A kind first, so that rare kinds come as often. */
static bool pick_target(struct layout *l, struct random *r, struct own but,
			struct range *ret)
{
	return pick_of_kind(l, r, but,
			    (enum piece_kind)random_in(r, PIECE_REGION,
						       PIECE_XEN_REG), ret);
}

static void sort_mostly(struct layout *l, struct random *r, bool outside)
{
	if (!outside || random_percent(r, 85))
		make_sort(l);
}

/* ---- limits ---- */

static void limit_below(struct layout *l, struct random *r, bool outside)
{
	struct own own = pick_own(l, r);
	struct range x = own_range(l, own), target;
	uint64_t end;

	if (!pick_target(l, r, own, &target))
		return;
	if (own.kind != PIECE_MAGIC && random_percent(r, 50))
		x.size = own.kind == PIECE_REGION ? REGION_LEAST :
						    layout_frames(l) * PAGE;
	end = align_down(target.base, own_unit(own));
	if (outside)
		end += own_unit(own);
	if (end < x.size)
		return;
	x.base = end - x.size;
	set_own(l, own, x);
	sort_mostly(l, r, outside);
	l->what = "a range ends where another begins";
}

static void limit_above(struct layout *l, struct random *r, bool outside)
{
	struct own own = pick_own(l, r);
	struct range x = own_range(l, own), target;

	if (!pick_target(l, r, own, &target))
		return;
	if (own.kind == PIECE_REGION && random_percent(r, 50))
		x.size = REGION_LEAST;
	x.base = outside ? align_down(range_last(target), own_unit(own)) :
			   align_up(range_last(target) + 1, own_unit(own));
	set_own(l, own, x);
	sort_mostly(l, r, outside);
	l->what = "a range begins where another ends";
}

static void limit_size(struct layout *l, struct random *r, bool outside)
{
	struct own own = pick_own(l, r);
	struct range x = own_range(l, own);

	if (own.kind == PIECE_MAGIC)
		return;
	x.size = own.kind == PIECE_REGION ? REGION_LEAST :
					    layout_frames(l) * PAGE;
	if (outside)
		x.size -= own_unit(own);
	if (!x.size)
		x.size = KIB(1);
	set_own(l, own, x);
	l->what = "the least size";
}

static void limit_align(struct layout *l, struct random *r, bool outside)
{
	static const uint64_t off[] = { 1, 0x800, 0x1000, MIB(1) };
	struct own own = pick_own(l, r);
	struct range x = own_range(l, own);
	uint64_t by = off[random_below(r, own.kind == PIECE_REGION ? 4 : 2)];

	if (!outside)
		return;
	if (own.kind == PIECE_MAGIC || random_percent(r, 50))
		x.base += random_percent(r, 50) ? by : own_unit(own) - by;
	else
		x.size += by < KIB(1) ? KIB(1) : by;
	set_own(l, own, x);
	sort_mostly(l, r, outside);
	l->what = "the alignment";
}

static void limit_ipa(struct layout *l, struct random *r, bool outside)
{
	struct own own = pick_own(l, r);
	struct range x = own_range(l, own);
	uint64_t end = UINT64_C(1) << l->ipa_bits;

	x.base = end - x.size;
	if (outside)
		x.base += random_percent(r, 80) ? own_unit(own) : x.size;
	set_own(l, own, x);
	sort_mostly(l, r, outside);
	l->what = "the width of an address";
}

/* 16 regions, or one more, side by side where nothing else is. */
static void limit_count(struct layout *l, struct random *r, bool outside)
{
	uint64_t at = GIB(12) + random_below(r, 64) * REGION_ALIGN;

	if (l->ipa_bits < 36)
		return;
	l->regions_said = REGIONS_SAID_LIST;
	l->n_regions = REGIONS_ALLOWED + outside;
	for (size_t i = 0; i < l->n_regions; i++) {
		l->regions[i] = (struct range){ at, REGION_LEAST };
		at += REGION_LEAST + random_below(r, 2) * REGION_ALIGN;
	}
	l->what = "the number of regions";
}

static void limit_order(struct layout *l, struct random *r, bool outside)
{
	size_t i;
	struct range x;

	if (l->regions_said != REGIONS_SAID_LIST || l->n_regions < 2)
		return;
	i = random_below(r, l->n_regions - 1);
	if (!outside) {
		x = l->regions[i];
		l->regions[i + 1].base = x.base + x.size;
	} else {
		x = l->regions[i];
		l->regions[i] = l->regions[i + 1];
		l->regions[i + 1] = x;
	}
	l->what = "the order of regions";
}


void change_limit(struct layout *l, struct random *r, bool outside)
{
	static void (*const limits[])(struct layout *l, struct random *r,
				      bool outside) = {
		limit_below, limit_below, limit_below, limit_below,
		limit_above, limit_above, limit_above, limit_above,
		limit_size, limit_size, limit_align, limit_align, limit_ipa,
		limit_ipa, limit_order, limit_order, limit_count,
	};
	size_t n = sizeof(limits) / sizeof(limits[0]);

	limits[random_below(r, n)](l, r, outside);
}

/* ---- wrong by far ---- */

/* A guest's UART is too near to vPCI for a region; the host's is not. */
static bool can_meet(const struct layout *l, enum piece_kind kind,
		     enum piece_kind other)
{
	struct pieces taken = layout_taken(l);

	if (kind == PIECE_REGION && other == PIECE_UART && !l->n_banks)
		return false;
	for (size_t i = 0; i < taken.n; i++)
		if (taken.v[i].kind == other)
			return true;
	return false;
}

/*
 * Somewhere into what another holds. Which kind into which goes by the number,
 * so that a run meets all of them.
 */
static void spoil_pair(struct layout *l, struct random *r)
{
	unsigned int i = l->number / N_CLASSES;
	unsigned int k = i / 3 % (N_PIECE_KINDS - PIECE_RAM);
	enum piece_kind kind = (enum piece_kind)(PIECE_REGION + i % 3);
	enum piece_kind other = (enum piece_kind)(PIECE_RAM + k);
	struct own own;
	struct range x, target;

	for (int tries = 0; tries < 100 && !can_meet(l, kind, other); tries++)
		make_anew(l, r);
	own = make_present(l, r, kind);
	x = own_range(l, own);
	if (!pick_of_kind(l, r, own, other, &target))
		return;
	if (kind == PIECE_REGION && random_percent(r, 50))
		x.size = REGION_LEAST;
	x.base = align_down(random_in(r, target.base, range_last(target)),
			    own_unit(own));
	set_own(l, own, x);
	sort_mostly(l, r, true);
	l->what = "a range inside of another";
}

/* Much that is taken lies in one region. */
static void spoil_cover(struct layout *l, struct random *r)
{
	uint64_t base = MIB(random_below(r, 256) * 2);
	uint64_t size = GIB(random_in(r, 1, 8));

	l->regions_said = REGIONS_SAID_LIST;
	l->regions[0] = (struct range){ base, size };
	if (!l->n_regions)
		l->n_regions = 1;
	sort_mostly(l, r, true);
	l->what = "a region over much else";
}

static void spoil_wrap(struct layout *l, struct random *r)
{
	struct own own = pick_own(l, r);
	struct range x = own_range(l, own);

	/* The last byte of all, or the one behind it. */
	x.base = 0 - x.size;
	if (random_percent(r, 70))
		x.base += own_unit(own);
	set_own(l, own, x);
	sort_mostly(l, r, true);
	l->what = "the end of 64 bits";
}

static void spoil_enhanced(struct layout *l, struct random *r)
{
	(void)r;
	l->enhanced = false;
	/* What needs no node is nothing to refuse. */
	l->magic_said = true;
	l->what = "no hypervisor node";
}

static void spoil_arm32(struct layout *l, struct random *r)
{
	(void)r;
	if (l->regions_said != REGIONS_SAID_LIST)
		return;
	l->arm32 = true;
	l->what = "a 32-bit domain";
}

static void spoil_twice(struct layout *l, struct random *r)
{
	struct own own = pick_own(l, r);
	struct own other = pick_own(l, r);
	struct range x = own_range(l, other);

	set_own(l, other, x);
	/* Two rules on one base: which of them comes first? */
	if (own.kind == PIECE_GRANT_TABLE && random_percent(r, 50))
		x.size = KIB(1);
	set_own(l, own, x);
	sort_mostly(l, r, true);
	l->what = "two ranges at one place";
}

void change_spoil(struct layout *l, struct random *r)
{
	static void (*const spoils[])(struct layout *l, struct random *r) = {
		spoil_pair, spoil_pair, spoil_pair, spoil_pair, spoil_pair,
		spoil_pair, spoil_cover, spoil_wrap, spoil_enhanced,
		spoil_arm32, spoil_twice, spoil_twice,
	};

	spoils[random_below(r, sizeof(spoils) / sizeof(spoils[0]))](l, r);
}
