/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * oracle.h - one generated system: its file, and what is asked of Xen.
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "../boot/qemu.h"

/* More than Xen keeps modules; serial.h has room for as many. */
#define ORACLE_DOMAINS 40

enum oracle_release { RELEASE_4_17, RELEASE_4_20, N_RELEASES };

extern const char *const release_names[N_RELEASES];

/* Hypervisors of a release: see xens.h. */
enum oracle_build {
	BUILD_STOCK,		/* Debian's binary */
	BUILD_FULL,		/* every option that domc knows */
	BUILD_DEBUG,		/* and with assertions, as developers build it */
	BUILD_STOCK_EARLY,	/* Debian's options; no system names it */
	N_BUILDS,
};

/* Where the inputs of a generated system are. */
struct oracle_files {
	const char *board[4];	/* by GIC; absolute */
	const char *large_board[4];	/* of a host with more RAM */
	const char *xens[N_BUILDS][N_RELEASES];
	const char *probe, *probe_gz;
	const char *small, *large;	/* ramdisks */
	const char *partial;	/* a partial tree without devices */
	const char *roomy;	/* the same, with free space at its end */
	const char *dir;	/* where files that a fault brings along go */
};

struct oracle_domain {
	const char *name;
	bool is_dom0;
	bool is_xl;		/* Xen does not build it */
};

struct oracle_case {
	unsigned int number;
	const char *kind;	/* "blind" or "planted" */
	const char *fault;	/* planted: its name in faults.def */
	const char *wanted;	/* code of the fault, "E0503"; NULL: none planted */
	enum oracle_release release;
	enum oracle_build build;
	struct machine machine;
	struct oracle_domain domains[ORACLE_DOMAINS];
	size_t n_domains;
	const char *text;	/* the system file */
	const char *board;	/* a tree of its own; NULL: the machine's */
	/*
	 * Where domc writes nothing for text, not even by force: the sound
	 * neighbour that is booted instead, with these edits of its board tree
	 * (tree_edit.h), which are what the text asks for. NULL: no such.
	 */
	const char *neighbour, *spoil;
	/* Where a boot loader of ours puts tree and Xen; 0: QEMU's does. */
	uint64_t tree_at, xen_at;
};

#endif
