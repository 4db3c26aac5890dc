/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parts.h - the steps of plan_make(), for src/plan alone.
 *
 * Each step reads what earlier steps put into the plan and reports what
 * cannot be; it goes on with the nearest thing that can.
 */
#ifndef DOMC_PLAN_PARTS_H
#define DOMC_PLAN_PARTS_H

#include "plan/plan.h"

enum holder_kind {
	HOLDER_NOT_RAM,		/* a hole between the board's RAM */
	HOLDER_RESERVED,	/* /memreserve/ or /reserved-memory */
	HOLDER_KEEP_FREE,	/* board.keep-free */
	HOLDER_XEN,
	HOLDER_BOARD_TREE,
	HOLDER_STATIC,		/* static memory of a domain */
	HOLDER_LOADER,		/* code of the boot loader itself */
	HOLDER_MODULE,
	HOLDER_SHARED,		/* static shared memory */
	HOLDER_STATIC_HEAP,
};

/* Who holds a host range: what `taken.what` points at. */
struct holder {
	enum holder_kind kind;
	const char *name;	/* "the kernel of domain 'net'" */
	/* how it came to be there; NULL: nothing to say */
	const char *why;
	struct place place;	/* what said it, or PLACE_NONE */
};

/* A domain by its name. */
struct named {
	const struct domain *domain;
	struct plan_domain *planned;	/* NULL: xl starts it */
};

/* A domain whose virtio devices another one serves. */
struct served {
	const char *backend;		/* name of that one */
	const struct domain *frontend;
	struct place place;		/* of the first such device */
	size_t order;			/* of all devices of the file */
};

struct planner {
	struct arena *arena;
	struct diags *diags;
	const struct system *system;
	const struct facts *facts;
	/* NULL: nothing of the host is planned */
	const struct board *board;
	struct plan *plan;

	struct space host;	/* what no module may touch: struct holder */
	struct space flash;	/* modules that lie there, not in RAM */
	uint64_t ram_bytes;	/* the board's, without what is kept free */
	/* of system->shared, in its order; size 0: nowhere */
	struct planned *shm_hosts;
	bool *shm_from_heap;	/* the same order: Xen takes it from its heap */

	/* What a direct-mapped domain may use of the host for regions, without
	 * and with an IOMMU; made when first asked for, regions.c. */
	struct host_holes *holes[2];
	/* 1 + index of the last domain with one; 0: none */
	size_t last_partial;

	struct named *named;	/* all domains of the system, sorted */
	struct served *served;	/* sorted by backend, then in file order */
	size_t n_served;

	/* plan_has_colors() was asked before, and what it said */
	bool colors_known, has_colors;
};

/* ---- names.c ---- */
/** plan_index - p->named and p->served, when the plan has its domains */
void plan_index(struct planner *p);
/** plan_named - the domain @name, or NULL */
const struct named *plan_named(const struct planner *p, const char *name);
/**
 * plan_served - whose virtio devices domain @backend serves
 *
 * Return: their number, *ret_first the first of them.
 */
size_t plan_served(const struct planner *p, const char *backend,
		   const struct served **ret_first);

/* ---- ram.c ---- */
/** plan_ram - banks[0..n_banks) of a domU; checks the size of any domain */
void plan_ram(struct planner *p, struct plan_domain *pd);
/** plan_guest_room - most bytes of RAM that a guest's address space holds */
uint64_t plan_guest_room(const struct planner *p);
/** plan_xl_ram - does an xl domain fit the guest layout? */
void plan_xl_ram(struct planner *p, const struct domain *d);

/* ---- windows.c ---- */
/** plan_windows - GIC, UART, grant table and magic pages of a domU */
void plan_windows(struct planner *p, struct plan_domain *pd);

/* ---- load.c ---- */
/** plan_load - where Xen puts kernel, tree and ramdisk in a domU's RAM */
void plan_load(struct planner *p, struct plan_domain *pd);

/* ---- regions.c ---- */
/** plan_regions - extended regions of a domU, as Xen finds them */
void plan_regions(struct planner *p, struct plan_domain *pd);
/**
 * plan_bank_region - what @ram bytes leave of RAM bank @i; false: too little
 */
bool plan_bank_region(const struct system *s, size_t i, uint64_t ram,
		      struct range *ret_region);
/** plan_report_no_region - there is none, and none was asked for */
void plan_report_no_region(struct planner *p, const struct plan_domain *pd);

/* ---- window_list.c ---- */
struct window_list {
	struct arena *arena;
	struct window *items;
	size_t n;
	size_t n_room;
};

/** plan_add_window - unless it is empty or passes 2^64 */
void plan_add_window(struct window_list *l, struct window w);
/** plan_sort_windows - ascending by base, kind, size */
void plan_sort_windows(struct window_list *l);
/** plan_add_taken - all of @pd that is no layout's: RAM, GIC, UART, ... */
void plan_add_taken(struct planner *p, const struct plan_domain *pd,
		    struct window_list *l);
/** plan_window_list - pd->windows, when all else of @pd has its place */
void plan_window_list(struct planner *p, struct plan_domain *pd);

/* ---- layout.c ---- */
/* A layout in the making; what is taken is a struct window each. */
struct layout {
	struct space taken;	/* of the guest's address space */
	struct space host_ram;	/* direct map: the board's RAM */
	struct space avoid;	/* taken, and all addresses of the board */
};

/** plan_grants - how many frames grant table and maptrack may have */
void plan_grants(struct planner *p, struct plan_domain *pd);
/**
 * plan_layout - grant table, magic pages and regions of a domU
 *
 * With a layout as the file says them, or where there is room; else as Xen
 * has them.
 */
void plan_layout(struct planner *p, struct plan_domain *pd);

/* ---- layout_regions.c ---- */
/** plan_region_list - the regions that the file lists */
void plan_region_list(struct planner *p, struct plan_domain *pd);
/** plan_region_choice - those that it leaves to domc: auto, {size} */
void plan_region_choice(struct planner *p, struct plan_domain *pd,
			struct layout *l);

/* ---- layout_check.c ---- */
/** plan_check_layout - what the target's Xen would refuse, in its order */
void plan_check_layout(struct planner *p, const struct plan_domain *pd);

/* ---- shm.c ---- */
/** plan_shm - where static shared memory lies, and who sees it where */
void plan_shm(struct planner *p);

/* ---- shm_heap.c ---- */
/**
 * plan_leave_to_heap - let Xen find the host memory of system->shared[@i]
 *
 * Return: false when this Xen cannot.
 */
bool plan_leave_to_heap(struct planner *p, size_t i);
/** plan_heap_shm_bytes - how much of its heap Xen takes for that */
uint64_t plan_heap_shm_bytes(const struct planner *p);
/**
 * plan_check_shm_heap - does the heap have it, in as few pieces as Xen keeps?
 *
 * When the sums are right: that the host has too little RAM says E0318.
 */
void plan_check_shm_heap(struct planner *p);

/* ---- maps.c ---- */
/** plan_check_maps - may @pd map what it claims, and with its grant limits? */
void plan_check_maps(struct planner *p, const struct plan_domain *pd);

/* ---- budget_maps.c ---- */
/* Linux on arm64 adds memory in sections of this size (SECTION_SIZE_BITS). */
#define PLAN_SECTION MIB(128)

/** plan_claim_bytes - how much @claim is; 0: as much as maptrack can hold */
uint64_t plan_claim_bytes(const struct planner *p,
			  const struct map_claim *claim);

/** plan_map_budget - what @pd needs for all that it maps, and what it has */
void plan_map_budget(struct planner *p, struct plan_domain *pd);

/* ---- host.c ---- */
/**
 * plan_host - p->host: RAM, and who holds parts of it
 *
 * Sets plan->xen and plan->board_tree, claims static memory.
 */
void plan_host(struct planner *p);
/**
 * plan_take_not_ram - take in @s all addresses that are no RAM of the board
 * @in_pages: a page that holds some RAM counts as RAM
 */
void plan_take_not_ram(struct planner *p, struct space *s, bool in_pages,
		       const void *what);
/** plan_pages - @r widened to whole pages */
struct range plan_pages(struct range r);
/**
 * plan_claim - let @h hold @r on the host; say so if it cannot
 *
 * Return: true when @r was free, and in RAM, or a module's in flash.
 */
bool plan_claim(struct planner *p, struct range r, const struct holder *h);
/**
 * plan_is_in_flash - does @r lie in the board's flash?
 *
 * Xen copies a module from wherever it can map it, and hands back only what is
 * RAM of it (discard_initial_modules() in xen/arch/arm/setup.c).
 */
bool plan_is_in_flash(const struct planner *p, struct range r);
/** plan_whole - does @r end by 2^64? */
bool plan_whole(struct range r);

/* ---- loader.c ---- */
/** plan_xen_place - where the boot loader puts Xen, and its size there */
struct planned plan_xen_place(struct planner *p);
/** plan_tree_place - where it puts the board tree, and the room kept there */
struct planned plan_tree_place(struct planner *p);

/* ---- share.c ---- */
/* A boot module before it has a place: one content at one address. */
struct load {
	enum module_kind kind;
	/* of the user that says a place, or the first */
	const struct file *file;
	const struct domain *user;	/* first that Xen meets */
	/* a gzipped kernel that another domain has too */
	bool again;
	struct plan_module *module;	/* NULL until modules.c made it */
};

/* A domain's wish for a module. */
struct wish {
	enum module_kind kind;
	const struct file *file;
	struct plan_domain *pd;
	size_t order;		/* in which Xen meets it */
	struct load *load;
};

/**
 * plan_share - which wishes are met by one and the same module
 * @wishes: in the order Xen meets them; each one's load is set
 */
void plan_share(struct planner *p, struct wish *wishes, size_t n);

/* ---- modules.c ---- */
/** plan_modules - the list of boot modules, each with its place */
void plan_modules(struct planner *p);

/* ---- cpus.c ---- */
/** plan_cpus - plan->n_cpus, and CPUs that are said and do not run */
void plan_cpus(struct planner *p);

/* ---- pools.c ---- */
/** plan_pools - numbers of the CPU pools */
void plan_pools(struct planner *p);
/** plan_channels - the ends of event channels, by domain */
void plan_channels(struct planner *p);

/* ---- static_heap.c ---- */
/** plan_claim_heap - it holds its ranges; their number */
size_t plan_claim_heap(struct planner *p);
/** plan_check_heap - has it room for the domains? false: it was reported */
bool plan_check_heap(struct planner *p);

/* ---- cache.c ---- */
/** plan_cache - plan->n_llc_colors, and what Xen does not take for a cache */
void plan_cache(struct planner *p);

/** plan_tells_cache - are llc-size and llc-nr-ways on Xen's command line? */
bool plan_tells_cache(struct planner *p);

/* ---- color_list.c ---- */
/* What a list of colours says. */
struct color_list {
	uint64_t n;		/* colours, each as often as it is said */
	uint64_t most;		/* the highest */
	const char *fault;	/* why Xen cannot read it; NULL: it can */
};

/**
 * plan_read_colors - "0-3,6" as parse_color_config() reads it
 * @n_built: colours that Xen is built for: has[] has as many, or is NULL
 * @has: set at each colour of the list
 */
struct color_list plan_read_colors(struct arena *a, const char *s,
				   uint32_t n_built, bool *has);

/* ---- dom0_ram.c ---- */
/** plan_dom0_ram - will Xen find dom0's memory in pieces it can use? */
void plan_dom0_ram(struct planner *p);

/* ---- colors.c ---- */
/** plan_has_colors - will Xen colour memory? */
bool plan_has_colors(struct planner *p);
/** plan_color_option - what turns colouring on; NULL: nothing is to be added */
const char *plan_color_option(struct planner *p);
void plan_check_colors(struct planner *p);

/* ---- cmdline.c ---- */
/** plan_cmdlines - Xen's and dom0's command line */
void plan_cmdlines(struct planner *p);
/** plan_check_options - does Xen know what the file says of it? */
void plan_check_options(struct planner *p);
/** plan_xen_option - plan_option() of what the file says of Xen's */
const char *plan_xen_option(struct planner *p, const char *name);
/**
 * plan_xen_size - value of a size_param() of 32 bits on Xen's command line
 *
 * A number without a unit is KiB. Return: 0 when it is not there.
 */
uint32_t plan_xen_size(struct planner *p, const char *name);
/** plan_xen_number - of such an integer_param(); 0 when it is not there */
uint32_t plan_xen_number(struct planner *p, const char *name);
/** plan_xen_bool - value of a boolean option, @otherwise if it is not there */
bool plan_xen_bool(struct planner *p, const char *name, bool otherwise);

/* ---- budget.c ---- */
/** plan_budget - is there host RAM for all of it? false: it was reported */
bool plan_budget(struct planner *p);
/** plan_check_frame_table - is there a place for Xen's table of all pages? */
void plan_check_frame_table(struct planner *p);
/** plan_has_place - is @size free at a multiple of @align, for Xen's heap? */
bool plan_has_place(struct planner *p, uint64_t size, uint64_t align);
/** plan_check_pieces - can Xen keep in mind which RAM is free? */
void plan_check_pieces(struct planner *p);

/* ---- color_room.c ---- */
/** plan_check_color_room - is there RAM of each domain's colours? */
void plan_check_color_room(struct planner *p);

/* ---- mapped.c ---- */
/** plan_check_mapped - are kernels and ramdisks small enough to be mapped? */
void plan_check_mapped(struct planner *p);
/** plan_mapping_tables - bytes of Xen's own tables that the largest takes */
uint64_t plan_mapping_tables(const struct planner *p);

/* ---- xen_heap.c ---- */
/* load_device_tree() of QEMU: room for its own changes, counted in the tree. */
#define PLAN_QEMU_TREE_BYTES 10000
#define PLAN_QEMU_TREE_TIMES 2

/** plan_frame_table - bytes of Xen's table of all pages */
uint64_t plan_frame_table(const struct planner *p);
/** plan_tree_bytes - most of the board tree as the boot loader hands it on */
uint64_t plan_tree_bytes(const struct planner *p);
/** plan_xen_bytes - all of Xen's heap that is no domain's RAM or module */
uint64_t plan_xen_bytes(struct planner *p);
/** plan_unpacked_bytes - gzipped kernels, as they are unpacked there */
uint64_t plan_unpacked_bytes(const struct planner *p);

/* ---- text.c ---- */
/** plan_bytes_text - "65536 bytes (64 KiB)", or "100 bytes" */
const char *plan_bytes_text(struct arena *a, uint64_t bytes);

#endif
