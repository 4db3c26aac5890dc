/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * oracle.h - one generated system: its file, and what is asked of Xen.
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "../boot/qemu.h"

/* More than Xen keeps modules; serial.h has room for as many. */
#define ORACLE_DOMAINS 40

/* Where the inputs of a generated system are. */
struct oracle_files {
	const char *board[4];	/* by GIC; absolute */
	const char *large_board[4];	/* of a host with more RAM */
	const char *stock[2];	/* Debian's Xen, by release */
	const char *full[2];	/* the same release with every option on */
	const char *probe, *probe_gz;
	const char *small, *large;	/* ramdisks */
	const char *partial;	/* a partial tree without devices */
	const char *roomy;	/* the same, with free space at its end */
};

enum oracle_release { RELEASE_4_17, RELEASE_4_20, N_RELEASES };

extern const char *const release_names[N_RELEASES];

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
	bool full;		/* the Xen with every option */
	struct machine machine;
	struct oracle_domain domains[ORACLE_DOMAINS];
	size_t n_domains;
	const char *text;	/* the system file */
};

#endif
