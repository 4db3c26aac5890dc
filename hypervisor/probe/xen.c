/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xen.c - checks of what the hypervisor does when asked.
 */
#include "checks.h"
#include "hypercall.h"
#include "physmap.h"

/* HVM_PARAM_STORE_PFN, CONSOLE_PFN, MONITOR_RING_PFN, and the first free. */
#define PARAM_STORE 1
#define PARAM_CONSOLE 17
#define PARAM_MONITOR 28
#define PARAM_SHARED_INFO 39

/* Behind struct shared_info and still on its page: free to scribble. */
#define SHARED_SPARE 0xf00
#define MARK 0x5aa5c33cul

/* More frames than any grant table has (default 64, at most 2^20). */
#define GRANT_FRAME_BEYOND 0x200000

static uint8_t spare[PAGE_BYTES] __attribute__((aligned(PAGE_BYTES)));

static struct verdict ok_if(bool ok, int64_t rc)
{
	return (struct verdict){ ok, rc };
}

static long get_param(uint32_t index)
{
	struct xen_hvm_param p = { .domid = DOMID_SELF, .index = index };
	long rc = hypercall(HYPERVISOR_HVM_OP, HVMOP_GET_PARAM,
			    (uint64_t)&p, 0);

	report_param(index, rc, p.value);
	return rc;
}

struct verdict try_version(const struct world *w)
{
	char extra[EXTRAVERSION_BYTES];
	long rc = hypercall(HYPERVISOR_XEN_VERSION, XENVER_EXTRAVERSION,
			    (uint64_t)extra, 0);

	return ok_if(w->xen_version >> 16 == 4 && rc == 0, w->xen_version);
}

/*
 * The guest may read its store and console frames and never its monitor
 * ring; 39 is answered by a Xen with the guest layout extension only.
 */
struct verdict try_params(const struct world *w)
{
	long store = get_param(PARAM_STORE);
	long console = get_param(PARAM_CONSOLE);
	long monitor = get_param(PARAM_MONITOR);
	long shared = get_param(PARAM_SHARED_INFO);

	(void)w;
	report_seen("param-39", (uint64_t)shared);
	if (store || console)
		return ok_if(false, store ? store : console);
	if (monitor != -XEN_EPERM)
		return ok_if(false, monitor);
	return ok_if(shared == 0 || shared == -XEN_EINVAL, shared);
}

/* reg[0] has room for every frame that Xen would give. */
struct verdict try_grant_size(const struct world *w)
{
	struct xen_gnttab_query_size q = { .domid = DOMID_SELF };
	long rc = hypercall(HYPERVISOR_GRANT_TABLE_OP, GNTTABOP_QUERY_SIZE,
			    (uint64_t)&q, 1);

	if (rc || q.status)
		return ok_if(false, rc ? rc : q.status);
	return ok_if(q.max_frames <= w->grant_table.size / PAGE_BYTES,
		     q.max_frames);
}

struct verdict try_grant_map(const struct world *w)
{
	long rc = physmap_add(XENMAPSPACE_GRANT_TABLE, 0, w->grant_table.base);

	return ok_if(rc == 0 && physmap_readable(w->grant_table.base), rc);
}

struct verdict try_grant_limit(const struct world *w)
{
	uint64_t second = w->grant_table.base + PAGE_BYTES;
	long rc = physmap_add(XENMAPSPACE_GRANT_TABLE, GRANT_FRAME_BEYOND,
			      second);

	return ok_if(rc == -XEN_EINVAL && !physmap_readable(second), rc);
}

struct verdict try_grant_unmap(const struct world *w)
{
	long rc = physmap_remove(w->grant_table.base);

	return ok_if(rc == 0 && !physmap_readable(w->grant_table.base), rc);
}

struct verdict try_shared_map(const struct world *w)
{
	uint64_t at = w->region.base;
	bool was_empty = !physmap_readable(at);
	long rc = physmap_add(XENMAPSPACE_SHARED_INFO, 0, at);

	guarded_write(at + SHARED_SPARE, MARK);
	return ok_if(was_empty && rc == 0 &&
		     physmap_holds(at + SHARED_SPARE, MARK), rc);
}

/* Since 4.17 a page of Xen's heap has one frame number at a time. */
struct verdict try_shared_second(const struct world *w)
{
	uint64_t second = w->region.base + PAGE_BYTES;
	long rc = physmap_add(XENMAPSPACE_SHARED_INFO, 0, second);

	return ok_if(rc == -XEN_EBUSY && !physmap_readable(second), rc);
}

struct verdict try_shared_unmap(const struct world *w)
{
	long rc = physmap_remove(w->region.base);

	if (rc || physmap_readable(w->region.base))
		return ok_if(false, rc);
	rc = physmap_remove(w->region.base);
	return ok_if(rc == -XEN_ENOENT, rc);
}

/* The same page, elsewhere, once it was unmapped: the hand-over. */
struct verdict try_shared_again(const struct world *w)
{
	uint64_t second = w->region.base + PAGE_BYTES;
	long rc = physmap_add(XENMAPSPACE_SHARED_INFO, 0, second);

	if (rc || !physmap_holds(second + SHARED_SPARE, MARK))
		return ok_if(false, rc);
	guarded_write(second + SHARED_SPARE, 0);
	rc = physmap_remove(second);
	return ok_if(rc == 0 && !physmap_readable(second), rc);
}

/* A page of RAM given back to Xen leaves a hole. */
struct verdict try_balloon_out(const struct world *w)
{
	long n = physmap_give_up((uint64_t)spare);

	(void)w;
	return ok_if(n == 1 && !physmap_readable((uint64_t)spare), n);
}

/* The last page of the first region takes a page of RAM, and gives it up. */
struct verdict try_balloon_region(const struct world *w)
{
	uint64_t at = w->region.base + w->region.size - PAGE_BYTES;
	long n = physmap_populate(at);

	if (n != 1 || guarded_write(at, MARK) || !physmap_holds(at, MARK))
		return ok_if(false, n);
	n = physmap_give_up(at);
	return ok_if(n == 1 && !physmap_readable(at), n);
}

struct verdict try_balloon_back(const struct world *w)
{
	long n = physmap_populate((uint64_t)spare);

	(void)w;
	return ok_if(n == 1 && physmap_readable((uint64_t)spare), n);
}
