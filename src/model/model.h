/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * model.h - a valid system file as typed structs.
 *
 * Each setting keeps the place it was said at, and whether it was said at all:
 * what was not said is decided by src/plan, with a reason.
 */
#ifndef DOMC_MODEL_MODEL_H
#define DOMC_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/space.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "facts/facts.h"
#include "model/board.h"
#include "model/file.h"

/* Settings: value, place, and whether the file says it (else: auto). */
struct set_u64 { uint64_t v; bool given; struct place place; };
struct set_bool { bool v; bool given; struct place place; };
struct set_str { const char *v; bool given; struct place place; };

struct set_range {
	struct range range;
	const char *why;	/* NULL if not said */
	struct place place;
};

enum domain_start { START_DOM0LESS, START_XL };
enum enhanced { ENHANCED_OFF, ENHANCED_NO_XENSTORE, ENHANCED_TRUE };
enum gic_choice { GIC_NATIVE, GIC_CHOICE_V2, GIC_CHOICE_V3 };

/* CPUs of the host: indexes of board->cpus, ascending, each once. */
struct cpu_list {
	uint32_t *cpus;
	size_t n;
	struct place place;
};

struct cpupool {
	const char *name;
	struct place place;
	struct cpu_list cpus;
	struct set_str scheduler;	/* auto unless given */
};

struct channel_end {
	const char *domain;
	struct place domain_place;
	uint32_t port;
	struct place port_place;
	size_t order;			/* of all ends of the file */
};

struct event_channel {
	struct channel_end ends[2];
	struct place place;
};

enum pv_console { PV_CONSOLE_AUTO, PV_CONSOLE_NO, PV_CONSOLE_YES };

/* Vector length of SVE. */
#define SVE_OFF 0u
#define SVE_MAX UINT32_MAX		/* what the host has */

struct target {
	const struct facts *facts;
	struct set_str xen;
	bool kconfig[N_KCONFIG];	/* what the target's binary has */
	/* else CONFIG_XSM_FLASK_POLICY is as the machine that built it was */
	bool flask_policy_known;
	uint32_t max_llc_colors;	/* that it is built for */
	uint32_t max_cpus;		/* the same of CPUs: CONFIG_NR_CPUS */
	/* "debian", "defconfig", a path; v NULL: a list, or not said */
	struct set_str kconfig_name;
	struct set_u64 ipa_bits;	/* 32 36 40 42 44 48; 40 unless said */
	struct set_u64 llc_colors;	/* of the host's cache; 0: not said */
	struct set_bool iommu;
	bool extensions[N_EXTENSIONS];
	struct place extensions_place;
};

struct boot {
	struct place place;
	bool direct;			/* methods holds `direct` */
	struct set_u64 align;		/* of modules on the host, bytes */
	struct set_u64 xen_at;		/* where the loader puts Xen */
	/* where the loader puts the board tree */
	struct set_u64 tree_at;
};

struct hypervisor {
	struct place place;
	const struct file *image;	/* NULL: not said */
	struct set_str cmdline;
	/* host ranges; none: all that is free */
	struct set_range *static_heap;
	size_t n_static_heap;
	struct place static_heap_place;
	const struct file *xsm_policy;	/* NULL: none */
};

struct kernel {
	const struct file *file;
	struct set_str cmdline;
};

struct placement {
	struct set_range *banks;	/* static: host ranges */
	size_t n_banks;
	struct place place;		/* of `static` */
	struct set_bool direct_map;
	struct set_str llc_colors;	/* "0-3": as Xen reads it */
};

enum regions_choice { REGIONS_AUTO, REGIONS_NONE, REGIONS_SIZE, REGIONS_LIST };

/* The guest physical layout that a domain asks for; all auto unless given. */
struct address_space {
	struct place place;		/* of the key; no file: not said */
	struct set_u64 grant_base;
	struct set_u64 grant_size;	/* bytes */
	enum regions_choice regions;
	struct place regions_place;
	uint64_t regions_size;		/* REGIONS_SIZE: bytes in all */
	/* REGIONS_LIST: in the order of the file */
	struct set_range *region_list;
	size_t n_region_list;
	struct set_u64 magic_base;
	struct set_bool shared_info_page;
	/* user windows, checked like all others */
	struct set_range *expose;
	size_t n_expose;
};

enum map_how { MAP_GRANT, MAP_FOREIGN };

/* What a domain will map of another: it pays in address space and P2M pool. */
struct map_claim {
	const char *of;			/* name of the other domain */
	enum map_how how;
	bool all;			/* its whole RAM */
	uint64_t bytes;			/* else how much; 0: not said */
	struct place place;
};

enum virtio_kind {
	VIRTIO_BLOCK, VIRTIO_NET, VIRTIO_I2C, VIRTIO_GPIO, VIRTIO_GENERIC,
};

struct virtio_device {
	enum virtio_kind kind;
	const char *backend;		/* name of the domain that serves it */
	struct place place;
};

struct grants {
	struct set_u64 version;		/* Arm knows 1 */
	struct set_u64 frames;
	struct set_u64 maptrack_frames;
};

/* Static shared memory: top-level key shared-memory. */
struct shared_map {
	const char *domain;
	uint64_t gpa;			/* where that domain sees it */
	struct place place;
};

struct shared_memory {
	const char *name;		/* xen,shm-id */
	struct place place;
	struct set_u64 size;
	struct set_u64 host;		/* auto unless given */
	const char *owner;		/* a domain, or NULL: Xen */
	struct place owner_place;
	struct shared_map *maps;	/* in the order of the file */
	size_t n_maps;
};

/* What an xen,reg of a partial tree hands out. */
struct xen_reg {
	struct range guest;		/* where the domain sees it */
	uint64_t host;			/* first host address */
	const char *node;		/* path in the partial tree */
	const char *device;		/* its xen,path; NULL: none */
	bool wraps;			/* the host's pass 2^64: cut there */
};

/* A node of a partial tree that asks Xen for a device. */
struct passed_node {
	const char *node;		/* path in the partial tree */
	const char *host_path;		/* xen,path; NULL: none */
	bool has_reg;			/* xen,reg is there */
	bool forced;			/* xen,force-assign-without-iommu */
	uint32_t address_cells, size_cells;	/* of the node above */
	uint32_t reg_bytes;		/* of xen,reg */
	bool on_board;			/* host_path is a node of the board */
	bool has_iommu;			/* which names an IOMMU */
	bool is_passed;			/* and says xen,passthrough */
	uint32_t *intids;		/* its interrupts at the GIC */
	size_t n_intids;
};

struct domain {
	const char *name;
	struct place place;		/* of the name */
	bool is_dom0;
	enum domain_start start;
	struct set_u64 vcpus;
	struct set_u64 memory;		/* bytes */
	struct kernel kernel;
	const struct file *ramdisk;	/* NULL: none */
	/* partial tree made by hand; NULL: none */
	const struct file *device_tree;
	struct xen_reg *xen_regs;	/* in the order of that tree */
	size_t n_xen_regs;
	struct passed_node *passed;	/* in the order of that tree */
	size_t n_passed;
	/* first node that Xen leaves out of it; NULL: none */
	const char *tree_unread;
	struct set_bool vpl011;
	enum enhanced enhanced;
	struct place enhanced_place;
	enum gic_choice gic;
	struct place gic_place;
	struct set_u64 spi_count;
	struct placement placement;
	const struct value *xl;		/* map of xl.cfg keys; NULL: none */
	struct grants grants;
	struct set_u64 p2m_pool;	/* bytes; auto unless given */
	struct address_space space;
	struct map_claim *maps;
	size_t n_maps;
	struct virtio_device *virtio;
	size_t n_virtio;
	const struct cpupool *cpupool;	/* NULL: Pool-0 */
	struct place cpupool_place;
	struct cpu_list *affinity;	/* of the first vCPUs */
	size_t n_affinity;
	struct place affinity_place;
	uint32_t sve;			/* bits, SVE_OFF or SVE_MAX */
	struct place sve_place;
	enum pv_console pv_console;
	struct place pv_console_place;
};

struct system {
	struct doc_input *inputs;	/* all files that were read */
	const char *path;		/* of the system file */
	struct target target;
	const struct board *board;	/* NULL only with errors */
	/* host ranges nothing may be placed in */
	struct set_range *keep_free;
	size_t n_keep_free;
	struct boot boot;
	struct hypervisor hypervisor;
	struct cpupool *pools;		/* in the order of the file */
	size_t n_pools;
	struct event_channel *channels;	/* in the order of the file */
	size_t n_channels;
	struct domain *domains;		/* in the order of the file */
	size_t n_domains;
	struct shared_memory *shared;	/* in the order of the file */
	size_t n_shared;
	/* the .config that was read, or NULL */
	struct doc_input *kconfig_input;
	/* every file the system names, once per path */
	struct file *files;
};

/**
 * model_bind - a typed model of a document that its schema found valid
 * @opts: search path for files
 *
 * Reads the board tree and looks into each named file (see file.h).
 *
 * Return: the model, or NULL with diagnostics when parts that everything
 * else leans on (target, board) cannot be had.
 */
struct system *model_bind(struct arena *a, struct diags *d,
			  const struct doc *doc, const char *path,
			  const struct doc_options *opts);

/* Paths of the keys that the model reads, as keys.def lists them. */
extern const char *const model_keys[];
extern const size_t n_model_keys;

/** model_dom0 - the hardware domain or NULL */
const struct domain *model_dom0(const struct system *s);

/** model_cpus_text - "0-3,6" */
const char *model_cpus_text(struct arena *a, const struct cpu_list *l);

/**
 * model_size - "512 MiB" in bytes
 *
 * The unit is required; a bare number is a diagnostic that lists what other
 * tools would read into it. Return: false with a diagnostic.
 */
bool model_size(struct diags *d, const struct value *v, uint64_t *ret_bytes);

#endif
