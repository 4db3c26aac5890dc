/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * algorithm.c - the guest's algorithm: where to map what is not RAM.
 *
 * Frames are taken from the extended regions, in order. When they are used
 * up, a guest that was promised enough of them fails the mapping; any other
 * gives up a page of its own RAM and maps there. What is mapped here is frame
 * 0 of the grant table: Xen lets it be anywhere.
 */
#include "hypercall.h"
#include "physmap.h"
#include "roles.h"

#define MARK 0x0123456789abcdeful
/* The last entry of the frame; nobody is granted anything by it. */
#define MARK_OFFSET (PAGE_BYTES - 8)

/* Frames that may be mapped at. */
struct frames {
	const struct world *w;
	uint32_t region;	/* that the next one comes from */
	uint64_t next;		/* distance from its base */
};

struct frame {
	uint64_t address;	/* 0: there is none */
	bool was_ram;		/* given up for this */
};

static uint8_t ballast[PAGE_BYTES] __attribute__((aligned(PAGE_BYTES)));

static void report_if(const char *name, bool ok, int64_t rc)
{
	report_check(name, (struct verdict){ ok, rc });
}

static uint64_t take_address(struct frames *f)
{
	const struct world *w = f->w;

	while (f->region < w->n_regions) {
		struct area r = w->regions[f->region];

		if (f->next < r.size) {
			f->next += PAGE_BYTES;
			return r.base + f->next - PAGE_BYTES;
		}
		f->region++;
		f->next = 0;
	}
	return 0;
}

/* As if all of them were mapped at. Return: how many were left. */
static uint64_t take_rest(struct frames *f)
{
	const struct world *w = f->w;
	uint64_t n = 0;

	for (; f->region < w->n_regions; f->region++) {
		n += (w->regions[f->region].size - f->next) / PAGE_BYTES;
		f->next = 0;
	}
	return n;
}

static struct frame take(struct frames *f)
{
	uint64_t at = take_address(f);

	if (at)
		return (struct frame){ at, false };
	if (f->w->promise || physmap_give_up((uint64_t)ballast) != 1)
		return (struct frame){ 0, false };
	return (struct frame){ (uint64_t)ballast, true };
}

/* RAM that was given up comes back; a region's frame is just empty again. */
static bool put_back(struct frame f)
{
	if (!f.was_ram)
		return !physmap_readable(f.address);
	return physmap_populate(f.address) == 1 &&
	       physmap_readable(f.address);
}

/* Map, write, read, unmap. Return: Xen's answer, -ENOMEM without a frame. */
static long map_once(struct frames *f, struct frame *ret_frame)
{
	struct frame at = take(f);
	long rc;

	*ret_frame = at;
	if (!at.address)
		return -XEN_ENOMEM;
	rc = physmap_add(XENMAPSPACE_GRANT_TABLE, 0, at.address);
	if (rc)
		return rc;
	if (guarded_write(at.address + MARK_OFFSET, MARK) ||
	    !physmap_holds(at.address + MARK_OFFSET, MARK))
		return 1;
	guarded_write(at.address + MARK_OFFSET, 0);
	rc = physmap_remove(at.address);
	if (!rc && !put_back(at))
		rc = 2;
	return rc;
}

static bool in_region(const struct world *w, uint64_t address)
{
	uint32_t i;

	for (i = 0; i < w->n_regions; i++)
		if (address - w->regions[i].base < w->regions[i].size)
			return true;
	return false;
}

static void map_when_used_up(struct frames *f)
{
	struct frame at;
	long rc;

	rc = map_once(f, &at);
	report_seen("gave-up-ram", at.was_ram);
	if (f->w->promise)
		report_if("used-up-fails", rc == -XEN_ENOMEM && !at.was_ram,
			  rc);
	else
		report_if("used-up-takes-ram", rc == 0 && at.was_ram, rc);
}

void algorithm_run(const struct world *w)
{
	struct frames f = { w, 0, 0 };
	uint64_t n_bad;
	struct frame at;
	long rc;

	report_seen("promise", w->promise);
	report_seen("regions", w->n_regions);
	if (w->n_regions) {
		rc = map_once(&f, &at);
		report_if("map-in-region",
			  rc == 0 && in_region(w, at.address), rc);
		report_seen("frames-left", take_rest(&f));
	}
	map_when_used_up(&f);
	n_bad = physmap_bad_ram(w);
	report_if("algorithm-ram", n_bad == 0, (int64_t)n_bad);
}
