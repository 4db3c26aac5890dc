/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * world.h - what the probe was told: its tree, its options, its hypervisor.
 */
#ifndef PROBE_WORLD_H
#define PROBE_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "report.h"

#define WORLD_BANKS 32
#define WORLD_REGIONS 32

struct area {
	uint64_t base;
	uint64_t size;		/* bytes */
};

/* Words of the command line, each "probe.NAME=VALUE". */
struct options {
	char id[REPORT_ID_BYTES];	/* id: "guest" unless said */
	char console[8];	/* console: uart, io; else the UART if any */
	char exit[8];		/* exit=no, exit=wait: leave QEMU running */
	char tree[8];		/* tree=no: do not print the tree */
	char also[32];		/* also=ROLE,...: see main.c */
	char expect[8];		/* expect=denied: what the peer offers */
	char channels[64];	/* channels=PORT:DOMID:PORT,...: see events.c */
	uint64_t peer;		/* peer=DOMID: of roles with another domain */
	uint64_t self;		/* self=DOMID: what this domain is */
};

struct world {
	const void *tree;
	struct options options;
	struct area image;		/* this program, with bss and stack */
	uint32_t xen_version;		/* major << 16 | minor */
	bool dom0;
	bool direct;			/* its frames are the host's */
	struct area banks[WORLD_BANKS];	/* RAM, in the order of the tree */
	uint32_t n_banks;
	struct area ramdisk;		/* size 0: none */
	uint64_t uart;			/* SBSA UART; 0: none */
	uint32_t hypervisor;		/* node; 0: none */
	struct area grant_table;
	struct area region;		/* first extended one; size 0: none */
	struct area regions[WORLD_REGIONS];	/* all of them, in order */
	uint32_t n_regions;
	bool promise;			/* they suffice: never give up RAM */
	struct area slot;		/* of the shared info page; or size 0 */
};

/** world_read - all that is known before the first line goes out */
void world_read(struct world *w, const void *tree);

/** world_reg - range @index of property "reg" of @node, a child of @parent */
struct area world_reg(const struct world *w, uint32_t parent, uint32_t node,
		      uint32_t index);

#endif
