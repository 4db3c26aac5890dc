/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * handover.c - the shared info page, from a boot loader to a kernel.
 *
 * Xen lets the page be at one address at a time, and who maps it over RAM
 * leaves a hole there. So each stage maps it where the tree says, or without
 * such a place in an extended region, and unmaps it before the next begins.
 */
#include "fdt.h"
#include "hypercall.h"
#include "physmap.h"
#include "roles.h"
#include "text.h"

#define PARAM_SHARED_INFO 39

/*
 * struct shared_info of arm64: where the wall clock is, and the end of what
 * Xen writes. Source: public/xen.h with one vcpu_info and 64-bit words.
 */
#define SHARED_WC_VERSION 1072
#define SHARED_WC_NSEC 1080
#define SHARED_END 1088
#define NSEC_MOST 1000000000u

/* Unused space of the page: the first stage's word to the second. */
#define WORD_OFFSET 0xf80
#define WORD 0x68616e646f766572ul

extern char _start[], __bss_start[];

/* Start the program at @entry as this one was started. Does not return. */
_Noreturn void stage_jump(uint64_t entry, const void *tree, uint64_t stage,
			  uint64_t n_pass, uint64_t n_fail);

static uint8_t ram[PAGE_BYTES] __attribute__((aligned(PAGE_BYTES)));

static void report_if(const char *name, bool ok, int64_t rc)
{
	report_check(name, (struct verdict){ ok, rc });
}

/* The tree decides; the parameter is asked only where it has the page. */
static void ask_param(const struct world *w)
{
	struct xen_hvm_param p = {
		.domid = DOMID_SELF,
		.index = PARAM_SHARED_INFO,
	};
	long rc = hypercall(HYPERVISOR_HVM_OP, HVMOP_GET_PARAM, (uint64_t)&p,
			    0);

	report_param(PARAM_SHARED_INFO, rc, p.value);
	report_if("slot-param", rc == -XEN_EINVAL ||
		  (rc == 0 && p.value == w->slot.base >> PAGE_BITS), rc);
}

static bool sane(uint64_t page)
{
	uint32_t version = 1, nsec = NSEC_MOST;
	uint64_t at;

	if (guarded_read32(page + SHARED_WC_VERSION, &version) ||
	    guarded_read32(page + SHARED_WC_NSEC, &nsec))
		return false;
	report_seen("wc-version", version);
	for (at = SHARED_END; at < PAGE_BYTES; at += 8)
		if (at != WORD_OFFSET && !physmap_holds(page + at, 0))
			return false;
	return version % 2 == 0 && nsec < NSEC_MOST;
}

static uint64_t choose_place(const struct world *w)
{
	report_seen("slot", w->slot.base);
	if (w->slot.size) {
		ask_param(w);
		return w->slot.base;
	}
	if (w->region.size)
		return w->region.base;
	report_if("given-up", physmap_give_up((uint64_t)ram) == 1, 0);
	return (uint64_t)ram;
}

/* Map, read, unmap; all of it leaves RAM as it was. */
static void use_page(const struct world *w, bool second)
{
	uint64_t at = choose_place(w), n_bad;
	long rc;

	report_if("page-empty", !physmap_readable(at), 0);
	rc = physmap_add(XENMAPSPACE_SHARED_INFO, 0, at);
	report_if("page-map", rc == 0, rc);
	report_if("page-sane", sane(at), 0);
	report_if("page-word", physmap_holds(at + WORD_OFFSET,
					     second ? WORD : 0), second);
	guarded_write(at + WORD_OFFSET, second ? 0 : WORD);
	rc = physmap_remove(at);
	report_if("page-unmap", rc == 0 && !physmap_readable(at), rc);
	if (at == (uint64_t)ram)
		report_if("page-mend", physmap_populate(at) == 1, 0);
	n_bad = physmap_bad_ram(w);
	report_if("page-ram", n_bad == 0, (int64_t)n_bad);
}

void handover_run(const struct world *w)
{
	uint64_t len = (uint64_t)(__bss_start - _start), copy;

	use_page(w, false);
	copy = physmap_spare_ram(w, w->image.size);
	report_if("second-stage-room", copy != 0, 0);
	if (!copy)
		return;
	memcpy((void *)copy, _start, len);
	stage_jump(copy, w->tree, 2, report_passed(), report_failed());
}

/*
 * The old way: over RAM, without giving the page up first. Xen keeps the
 * frame that was there, out of reach, and counts it: what is populated
 * instead is one page more than the domain has.
 */
static void old_way(const struct world *w)
{
	uint64_t at = physmap_spare_ram(w, PAGE_BYTES), n_bad;
	long rc = physmap_add(XENMAPSPACE_SHARED_INFO, 0, at);

	report_if("old-way-map", rc == 0, rc);
	rc = physmap_remove(at);
	report_if("old-way-hole", rc == 0 && !physmap_readable(at), rc);
	n_bad = physmap_bad_ram(w);
	report_if("old-way-ram", n_bad == 1, (int64_t)n_bad);
	report_seen("old-way-mended", (uint64_t)physmap_populate(at));
}

void handover_second(const struct world *w)
{
	report_range("second-stage", w->image.base, w->image.size);
	use_page(w, true);
	old_way(w);
}
