/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout.h - one guest with a layout of its own: what a system file says of
 * it, and what Xen then finds in its address space.
 *
 * Written from hypervisor/xen-4.20/README.md and Xen's public headers alone:
 * nothing here asks domc's planner or tables.
 */
#ifndef TESTS_LAYOUTS_LAYOUT_H
#define TESTS_LAYOUTS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/space.h"

/* In the order in which the checker compares them. */
enum piece_kind {
	PIECE_NONE,
	PIECE_REGION, PIECE_GRANT_TABLE, PIECE_MAGIC,	/* the layout's own */
	PIECE_RAM, PIECE_GIC, PIECE_UART, PIECE_VIRTIO, PIECE_VPCI, PIECE_ACPI,
	PIECE_SHMEM, PIECE_XEN_REG,
	N_PIECE_KINDS,
};

/* Words of layout-check for the kinds. */
extern const char *const piece_names[N_PIECE_KINDS];

struct piece {
	enum piece_kind kind;
	struct range range;
};

/* Far more than any layout has. */
#define PIECES_MOST 64

struct pieces {
	struct piece v[PIECES_MOST];
	size_t n;
};

void pieces_add(struct pieces *p, enum piece_kind kind, uint64_t base,
		uint64_t size);

#define REGIONS_MOST 20		/* some more than the 16 that may be */
#define REGIONS_ALLOWED 16
#define BANKS_MOST 3
#define SHMS_MOST 2
#define DEVICES_MOST 2

/* Host address of shared memory: behind Xen, between the static memories. */
#define SHM_HOST 0x58000000

#define REGION_ALIGN MIB(2)
#define REGION_LEAST MIB(64)
#define MAGIC_BYTES MIB(16)
#define FRAMES_DEFAULT 64	/* gnttab_max_frames of Xen */

/* Three kinds of layouts: sound; at a limit, on either side; not sound. */
enum layout_class { CLASS_GOOD, CLASS_EDGE, CLASS_BAD, N_CLASSES };

enum regions_said {
	REGIONS_SAID_NOT, REGIONS_SAID_AUTO, REGIONS_SAID_NONE,
	REGIONS_SAID_SIZE, REGIONS_SAID_LIST,
};

/* A range of host registers that the partial tree maps for the guest. */
struct device {
	uint64_t host;
	struct range guest;
};

struct layout {
	unsigned int number;	/* with the seed: all that is in here */
	enum layout_class class;
	const char *what;	/* what was done to it last, for messages */

	/* The machine and the domain. */
	unsigned int gic;	/* 2 or 3 */
	unsigned int ipa_bits;
	bool low_board;		/* host RAM begins 256 MiB further down */
	uint64_t ram;		/* bytes */
	bool vpl011;
	bool enhanced;
	bool arm32;		/* its kernel is a 32-bit zImage */
	struct range banks[BANKS_MOST];	/* direct map when there is one */
	size_t n_banks;
	struct range shms[SHMS_MOST];	/* as the guest sees them */
	size_t n_shms;
	struct device devices[DEVICES_MOST];
	size_t n_devices;

	/* The layout; grant.size counts even where it is not said. */
	bool frames_said;
	uint64_t frames;
	bool xen_frames_said;	/* gnttab_max_frames= on Xen's command line */
	uint64_t xen_frames;
	bool grant_base_said, grant_size_said;
	struct range grant;
	enum regions_said regions_said;
	uint64_t regions_size;	/* REGIONS_SAID_SIZE: bytes in all */
	struct range regions[REGIONS_MOST];
	size_t n_regions;
	bool magic_said;
	uint64_t magic_base;
	bool shared_info;
};

/** layout_frames - max_grant_frames of the domain */
uint64_t layout_frames(const struct layout *l);

/** layout_taken - what others hold of the guest's address space */
struct pieces layout_taken(const struct layout *l);

/**
 * layout_make - layout @number of @seed
 *
 * A good one is sound, a bad one is not, an edge one may be either: see
 * change.c for what is done to them.
 */
struct layout layout_make(uint64_t seed, unsigned int number);

#endif
