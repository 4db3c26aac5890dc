/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hypercall.h - what a guest can ask of Xen, PSCI and QEMU.
 *
 * Numbers and layouts: Xen xen/include/public/ (xen.h, version.h, memory.h,
 * grant_table.h, event_channel.h,
 * hvm/params.h), Arm DEN0022 (PSCI), Arm semihosting.
 */
#ifndef PROBE_HYPERCALL_H
#define PROBE_HYPERCALL_H

#include <stdint.h>

#define HYPERVISOR_MEMORY_OP 12
#define HYPERVISOR_XEN_VERSION 17
#define HYPERVISOR_CONSOLE_IO 18
#define HYPERVISOR_GRANT_TABLE_OP 20
#define HYPERVISOR_EVENT_CHANNEL_OP 32
#define HYPERVISOR_HVM_OP 34

#define CONSOLEIO_WRITE 0

#define XENVER_VERSION 0
#define XENVER_EXTRAVERSION 1
#define XENVER_GET_FEATURES 6
#define XENFEAT_DOM0 11
#define XENFEAT_DIRECT_MAPPED 17
#define EXTRAVERSION_BYTES 16

#define XENMEM_DECREASE_RESERVATION 1
#define XENMEM_POPULATE_PHYSMAP 6
#define XENMEM_ADD_TO_PHYSMAP 7
#define XENMEM_REMOVE_FROM_PHYSMAP 15
#define XENMEM_ADD_TO_PHYSMAP_BATCH 23
#define XENMAPSPACE_SHARED_INFO 0
#define XENMAPSPACE_GRANT_TABLE 1
#define XENMAPSPACE_GMFN_FOREIGN 4

#define GNTTABOP_MAP_GRANT_REF 0
#define GNTTABOP_UNMAP_GRANT_REF 1
#define GNTTABOP_QUERY_SIZE 6
#define GNTST_GENERAL_ERROR (-1)
#define GNTST_BAD_GNTREF (-3)
#define GNTST_PERMISSION_DENIED (-8)
#define GNTMAP_HOST_MAP 2u
#define GTF_PERMIT_ACCESS 1u
#define GTF_IN_USE 0x18u	/* reading, writing */
#define EVTCHNOP_SEND 4
#define EVTCHNOP_STATUS 5
#define EVTCHNSTAT_INTERDOMAIN 2
#define HVMOP_GET_PARAM 1

#define DOMID_SELF 0x7ff0
#define PAGE_BITS 12
#define PAGE_BYTES (1ul << PAGE_BITS)

/* What Xen answers, negated errno of Linux. */
#define XEN_EPERM 1
#define XEN_ENOENT 2
#define XEN_ENOMEM 12
#define XEN_EBUSY 16
#define XEN_EINVAL 22

#define PSCI_VERSION 0x84000000ul
#define PSCI_AFFINITY_INFO 0xc4000004ul
#define PSCI_SYSTEM_OFF 0x84000008ul
#define PSCI_OFF 1

#define SEMIHOST_EXIT_EXTENDED 0x20
#define SEMIHOST_APPLICATION_EXIT 0x20026ul

struct xen_feature_info {
	uint32_t submap;	/* in: which 32 features */
	uint32_t bits;
};

struct xen_hvm_param {
	uint16_t domid;
	uint16_t pad;
	uint32_t index;
	uint64_t value;
};

struct xen_add_to_physmap {
	uint16_t domid;
	uint16_t size;		/* of a range; not used here */
	uint32_t space;		/* XENMAPSPACE_ */
	uint64_t index;
	uint64_t gfn;
};

struct xen_add_to_physmap_batch {
	uint16_t domid;
	uint16_t space;		/* XENMAPSPACE_ */
	uint16_t n_frames;
	uint16_t foreign_domid;
	uint64_t indexes;	/* address of the frames to map */
	uint64_t gfns;		/* address of the frames to map them at */
	uint64_t errors;	/* address of an int32_t a frame */
};

struct xen_remove_from_physmap {
	uint16_t domid;
	uint64_t gfn;
};

struct xen_memory_reservation {
	uint64_t extents;	/* address of an array of frame numbers */
	uint64_t n_extents;
	uint32_t order;
	uint32_t flags;
	uint16_t domid;
};

struct xen_gnttab_query_size {
	uint16_t domid;
	uint32_t n_frames;
	uint32_t max_frames;
	int16_t status;
};

struct xen_gnttab_map_grant_ref {
	uint64_t address;
	uint32_t flags;		/* GNTMAP_ */
	uint32_t ref;
	uint16_t domid;
	int16_t status;		/* out: 0 or GNTST_ */
	uint32_t handle;	/* out */
	uint64_t bus_address;	/* out */
};

struct xen_gnttab_unmap_grant_ref {
	uint64_t address;
	uint64_t bus_address;
	uint32_t handle;
	int16_t status;		/* out */
};

/* One of a grant table of version 1: who may map which frame. */
struct xen_grant_entry {
	uint16_t flags;		/* GTF_ */
	uint16_t domid;
	uint32_t gfn;
};

struct xen_evtchn_status {
	uint16_t domid;		/* in: whose port */
	uint32_t port;		/* in */
	uint32_t status;	/* EVTCHNSTAT_ */
	uint32_t vcpu;
	uint16_t remote_domid;	/* of EVTCHNSTAT_INTERDOMAIN */
	uint32_t remote_port;
};

/* The page that a domain shares with Xen, up to what is used of it. */
struct xen_shared_info {
	uint8_t upcall_pending;	/* of the first vCPU */
	uint64_t pending_words;	/* which of pending[] are not 0 */
	uint64_t time[4];
	uint64_t pending[64];	/* a bit a port */
	uint64_t mask[64];
};

/** hypercall - call Xen's @number */
long hypercall(unsigned long number, uint64_t a0, uint64_t a1, uint64_t a2);
/** psci - call the firmware that Xen plays */
long psci(unsigned long function, uint64_t a0, uint64_t a1);
/** semihost - ask QEMU; returns only where nobody serves it */
long semihost(unsigned long operation, const void *block);

/*
 * Accesses that may find nothing. Return: 0, or the syndrome of the trap
 * (ESR_EL1, never 0).
 */
uint64_t guarded_read(uint64_t address, uint64_t *ret_value);
uint64_t guarded_read32(uint64_t address, uint32_t *ret_value);
uint64_t guarded_write(uint64_t address, uint64_t value);
/** guarded_vector_bytes - length of an SVE register */
uint64_t guarded_vector_bytes(uint64_t *ret_bytes);

#endif
