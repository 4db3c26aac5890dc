/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * make.c - layouts out of a stream of numbers.
 */
#include "make.h"

#include <stdlib.h>
#include <string.h>

#include "free.h"

#define PAGE PAGE_BYTES
/* Before a class is given up on; never reached, as the counts of a run show. */
#define TRIES_MOST 1000

#define GRANT_BASE 0x38000000
#define MAGIC_BASE 0x39000000

static uint64_t pick(struct random *r, const uint64_t *values, size_t n)
{
	return values[random_below(r, n)];
}

#define PICK(r, ...) \
	pick((r), (const uint64_t[]){ __VA_ARGS__ }, \
	     sizeof((const uint64_t[]){ __VA_ARGS__ }) / sizeof(uint64_t))

/* ---- the domain ---- */

/* Behind what boot loader, Xen and shared memory use of the host's RAM. */
static void make_banks(struct layout *l, struct random *r)
{
	uint64_t at = PICK(r, 0x60000000, 0x62000000, 0x70001000, 0x90000000);
	size_t n = random_in(r, 1, BANKS_MOST);

	l->low_board = random_percent(r, 25);
	if (l->low_board)
		at = PICK(r, 0x38800000, 0x39000000, 0x39fff000, 0x3a000000);
	for (size_t i = 0; i < n; i++) {
		uint64_t size = i ? PICK(r, MIB(2), MIB(32), MIB(34) + PAGE) :
				    PICK(r, MIB(64), MIB(70), MIB(96) + PAGE);

		l->banks[l->n_banks++] = (struct range){ at, size };
		l->ram += size;
		at += size + PICK(r, PAGE, MIB(2), MIB(64), MIB(130));
	}
}

static void make_ram(struct layout *l, struct random *r)
{
	if (random_percent(r, 25)) {
		make_banks(l, r);
		return;
	}
	if (random_percent(r, 75))
		l->ram = PICK(r, MIB(64), MIB(65), MIB(128), MIB(200),
			      MIB(256), KIB(65540), KIB(131076));
	else if (l->ipa_bits == 32)
		l->ram = PICK(r, GIB(1), MIB(2000), GIB(3) - MIB(64), GIB(3));
	else
		l->ram = PICK(r, GIB(1), GIB(3) - MIB(64), GIB(3) - MIB(62),
			      GIB(3), GIB(3) + MIB(64), GIB(5));
}

/* A direct-mapped domain sees shared memory where it is on the host. */
static void make_shms(struct layout *l, struct random *r)
{
	size_t n = random_percent(r, 40) ? random_in(r, 1, SHMS_MOST) : 0;

	for (size_t i = 0; i < n; i++) {
		struct pieces used = layout_taken(l);
		struct range *shm = &l->shms[l->n_shms];
		struct room room = { .end = UINT64_C(1) << l->ipa_bits,
				     .align = PAGE };

		room.least = PICK(r, PAGE, KIB(64), MIB(2), MIB(16));
		room.most = room.least;
		*shm = (struct range){ SHM_HOST + i * MIB(64), room.least };
		if (l->n_banks || free_pick(r, &used, room, shm))
			l->n_shms++;
	}
}

static void make_devices(struct layout *l, struct random *r)
{
	size_t n = random_percent(r, 40) ? random_in(r, 1, DEVICES_MOST) : 0;

	for (size_t i = 0; i < n; i++) {
		struct pieces used = layout_taken(l);
		struct device *d = &l->devices[l->n_devices];
		struct room room = { .end = UINT64_C(1) << l->ipa_bits,
				     .align = PAGE };

		room.least = PICK(r, PAGE, KIB(64), MIB(2), MIB(16));
		room.most = room.least;
		d->host = 0x10000000 + i * MIB(64);
		if (free_pick(r, &used, room, &d->guest))
			l->n_devices++;
	}
}

/* Xen refuses a domain more frames than its own option allows. */
static void make_frames(struct layout *l, struct random *r)
{
	l->xen_frames_said = random_percent(r, 15);
	if (l->xen_frames_said)
		l->xen_frames = PICK(r, 16, 64, 128, 4096, 6000);
	l->frames_said = random_percent(r, 30);
	if (l->frames_said)
		l->frames = random_in(r, 1, l->xen_frames_said ?
					    l->xen_frames : FRAMES_DEFAULT);
}

static void make_domain(struct layout *l, struct random *r)
{
	l->gic = (unsigned int)random_in(r, 2, 3);
	/* 44 bits are what the machine has that layouts are booted on. */
	l->ipa_bits = random_percent(r, 50) ?
		      44 : (unsigned int)PICK(r, 32, 36, 40, 40, 40, 42, 48);
	l->vpl011 = random_percent(r, 60);
	l->enhanced = true;
	make_ram(l, r);
	make_shms(l, r);
	make_devices(l, r);
	make_frames(l, r);
}

/* ---- its layout ---- */

struct pieces make_owned(const struct layout *l, bool pinned)
{
	struct pieces p = { .n = 0 };

	if (l->regions_said == REGIONS_SAID_LIST)
		for (size_t i = 0; i < l->n_regions; i++)
			pieces_add(&p, PIECE_REGION, l->regions[i].base,
				   l->regions[i].size);
	if (l->grant_base_said || !pinned)
		pieces_add(&p, PIECE_GRANT_TABLE, l->grant.base,
			   l->grant.size);
	if (l->magic_said || !pinned)
		pieces_add(&p, PIECE_MAGIC, l->magic_base, MAGIC_BYTES);
	return p;
}

static void add_piece(struct pieces *p, enum piece_kind kind, struct range x)
{
	pieces_add(p, kind, x.base, x.size);
}

static void make_magic(struct layout *l, struct random *r, struct pieces *used)
{
	struct range x = { MAGIC_BASE, MAGIC_BYTES };
	struct room room = { UINT64_C(1) << l->ipa_bits, PAGE, MAGIC_BYTES,
			     MAGIC_BYTES };

	if (random_percent(r, 35) || free_touches(used, x))
		l->magic_said = free_pick(r, used, room, &x);
	l->magic_base = x.base;
	add_piece(used, PIECE_MAGIC, x);
}

static void make_grant(struct layout *l, struct random *r, struct pieces *used)
{
	struct range x = { GRANT_BASE, MIB(16) };
	uint64_t least = layout_frames(l) * PAGE;
	struct room room = { UINT64_C(1) << l->ipa_bits, PAGE, least,
			     2 * least };

	bool size_said = random_percent(r, 75);

	/* What domc takes where the size is not said. */
	if (!size_said)
		room.least = room.most = least > x.size ?
					 align_up(least, MIB(2)) : x.size;
	if (random_percent(r, 50) || free_touches(used, x) || least > x.size) {
		l->grant_base_said = free_pick(r, used, room, &x);
		l->grant_size_said = l->grant_base_said && size_said;
	} else if (random_percent(r, 20)) {
		l->grant_size_said = true;
		x.size = random_in(r, least / PAGE, MIB(16) / PAGE) * PAGE;
	}
	l->grant = x;
	add_piece(used, PIECE_GRANT_TABLE, x);
}

static void make_regions(struct layout *l, struct random *r,
			 struct pieces *used)
{
	size_t n = PICK(r, 1, 1, 2, 2, 3, 4, 8, REGIONS_ALLOWED);
	struct room room = { UINT64_C(1) << l->ipa_bits, REGION_ALIGN,
			     REGION_LEAST, GIB(4) };

	if (random_percent(r, 10))
		room.most = room.end;
	while (n-- > 0) {
		struct range x;

		if (!free_pick(r, used, room, &x))
			break;
		l->regions[l->n_regions++] = x;
		add_piece(used, PIECE_REGION, x);
	}
	if (l->n_regions)
		l->regions_said = REGIONS_SAID_LIST;
	make_sort(l);
}

static void make_own(struct layout *l, struct random *r)
{
	struct pieces used = layout_taken(l);

	make_magic(l, r, &used);
	make_grant(l, r, &used);
	l->shared_info = random_percent(r, 30);
	if (random_percent(r, 65)) {
		make_regions(l, r, &used);
		return;
	}
	l->regions_said = (enum regions_said)random_in(r, REGIONS_SAID_NOT,
						       REGIONS_SAID_SIZE);
	l->regions_size = MIB(random_in(r, 32, 256) * 2);
	/* RAM may leave no room, which is no matter of the checker's. */
	if (l->ipa_bits < 36)
		l->regions_said = REGIONS_SAID_NONE;
	/* A file that says nothing of the layout has none. */
	if (l->regions_said == REGIONS_SAID_NOT && !l->magic_said &&
	    !l->grant_base_said && !l->grant_size_said && !l->shared_info)
		l->regions_said = REGIONS_SAID_AUTO;
}

static int by_base(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return (x->base > y->base) - (x->base < y->base);
}

void make_sort(struct layout *l)
{
	qsort(l->regions, l->n_regions, sizeof(l->regions[0]), by_base);
}

/* ---- classes ---- */

static bool fits(const struct layout *l, struct range x, uint64_t align,
		 uint64_t least)
{
	uint64_t end = UINT64_C(1) << l->ipa_bits;

	return x.size >= least && is_aligned(x.base | x.size, align) &&
	       x.base < end && x.size <= end - x.base;
}

static bool each_is_sound(const struct layout *l)
{
	struct range magic = { l->magic_base, MAGIC_BYTES };
	size_t n = l->regions_said == REGIONS_SAID_LIST ? l->n_regions : 0;

	if (!l->enhanced || n > REGIONS_ALLOWED || (l->arm32 && n) ||
	    !fits(l, l->grant, PAGE, layout_frames(l) * PAGE) ||
	    !fits(l, magic, PAGE, 0))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!fits(l, l->regions[i], REGION_ALIGN, REGION_LEAST) ||
		    (i && l->regions[i].base < l->regions[i - 1].base))
			return false;
	return true;
}

bool make_is_sound(const struct layout *l, bool pinned)
{
	struct pieces own = make_owned(l, pinned);
	struct pieces used = layout_taken(l);

	if (!each_is_sound(l))
		return false;
	for (size_t i = 0; i < own.n; i++) {
		if (free_touches(&used, own.v[i].range))
			return false;
		used.v[used.n++] = own.v[i];
	}
	return true;
}

void make_anew(struct layout *l, struct random *r)
{
	*l = (struct layout){ .number = l->number, .class = l->class,
			      .what = "nothing" };
	make_domain(l, r);
	make_own(l, r);
}

static void make_once(struct layout *l, struct random *r, bool outside)
{
	make_anew(l, r);
	if (l->class == CLASS_EDGE)
		change_limit(l, r, outside);
	if (l->class == CLASS_BAD) {
		size_t n = random_percent(r, 50) ? random_below(r, 3) : 0;

		change_spoil(l, r);
		while (n-- > 0)
			change_limit(l, r, true);
	}
}

struct layout layout_make(uint64_t seed, unsigned int number)
{
	struct random r = random_make(seed, number);
	enum layout_class class = (enum layout_class)(number % N_CLASSES);
	bool outside = random_percent(&r, 50);
	bool sound = class == CLASS_GOOD || (class == CLASS_EDGE && !outside);
	struct layout l = { .number = number, .class = class };
	int tries = 0;

	do
		make_once(&l, &r, outside);
	while (make_is_sound(&l, !sound) != sound && ++tries < TRIES_MOST);
	return l;
}
