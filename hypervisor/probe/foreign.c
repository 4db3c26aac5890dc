/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * foreign.c - pages of another domain, mapped into an extended region.
 */
#include "hypercall.h"
#include "physmap.h"
#include "roles.h"

/*
 * The peer is a probe: its image is where a domU's RAM begins. Only the first
 * page of it is mapped, as the peer may just be giving up another one.
 */
#define PEER_RAM 0x40000000ul
#define PEER_FREE 0x40200000ul
#define N_PAGES 64

/* "ARM\x64" of the Image header, and the word before it, which is 0. */
#define IMAGE_MAGIC_OFFSET 0x38
#define IMAGE_MAGIC 0x644d5241u

#define MARK 0xfeedc0ffee15f00dul

static uint64_t frames[N_PAGES];
static uint64_t places[N_PAGES];
static int32_t errors[N_PAGES];

static void report_if(const char *name, bool ok, int64_t rc)
{
	report_check(name, (struct verdict){ ok, rc });
}

/* Return: what Xen answers; what it says of each page is in errors[]. */
static long map_pages(const struct world *w, uint64_t at)
{
	struct xen_add_to_physmap_batch b = {
		.domid = DOMID_SELF,
		.space = XENMAPSPACE_GMFN_FOREIGN,
		.n_frames = N_PAGES,
		.foreign_domid = (uint16_t)w->options.peer,
		.indexes = (uint64_t)frames,
		.gfns = (uint64_t)places,
		.errors = (uint64_t)errors,
	};
	uint32_t i;

	for (i = 0; i < N_PAGES; i++) {
		frames[i] = ((i ? PEER_FREE : PEER_RAM) >> PAGE_BITS) + i;
		places[i] = (at >> PAGE_BITS) + i;
		errors[i] = 1;
	}
	return hypercall(HYPERVISOR_MEMORY_OP, XENMEM_ADD_TO_PHYSMAP_BATCH,
			 (uint64_t)&b, 0);
}

static uint32_t n_errors(int32_t error)
{
	uint32_t i, n = 0;

	for (i = 0; i < N_PAGES; i++)
		n += errors[i] == error;
	return n;
}

static uint32_t n_readable(uint64_t at)
{
	uint32_t i, n = 0;

	for (i = 0; i < N_PAGES; i++)
		n += physmap_readable(at + i * PAGE_BYTES);
	return n;
}

/* The first page is the peer's image, the last one free for a word. */
static void touch(uint64_t at)
{
	uint64_t last = at + (N_PAGES - 1) * PAGE_BYTES;
	uint32_t magic = 0;

	guarded_read32(at + IMAGE_MAGIC_OFFSET, &magic);
	report_if("foreign-image", magic == IMAGE_MAGIC, magic);
	guarded_write(last, MARK);
	report_if("foreign-write", physmap_holds(last, MARK), 0);
}

static void map_touch_unmap(const struct world *w, uint64_t at)
{
	uint64_t n_bad;
	uint32_t i, n = 0;

	report_if("foreign-map", n_errors(0) == N_PAGES, errors[0]);
	touch(at);
	for (i = 0; i < N_PAGES; i++)
		n += physmap_remove(at + i * PAGE_BYTES) == 0;
	report_if("foreign-unmap", n == N_PAGES && n_readable(at) == 0, n);
	n_bad = physmap_bad_ram(w);
	report_if("foreign-ram", n_bad == 0, (int64_t)n_bad);
}

void foreign_run(const struct world *w)
{
	uint64_t at = w->region.base;
	long rc;

	report_range("foreign", at, N_PAGES * PAGE_BYTES);
	report_if("foreign-empty", w->region.size && n_readable(at) == 0, 0);
	rc = map_pages(w, at);
	if (w->dom0)
		map_touch_unmap(w, at);
	else
		report_if("foreign-refused", n_errors(-XEN_EPERM) == N_PAGES &&
			  n_readable(at) == 0, rc ? rc : errors[0]);
}
