/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lab.h - where the boot tests work, and what they work with.
 *
 * Everything that several cases share lies in WORK/files and is made before
 * the first case runs: board trees dumped from QEMU, ramdisks, probe.gz, and
 * partial.dtb, a partial tree without devices.
 */
#ifndef TESTS_BOOT_LAB_H
#define TESTS_BOOT_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "qemu.h"

enum ramdisk_kind { RAMDISK_NONE, RAMDISK_SMALL, RAMDISK_LARGE, N_RAMDISKS };

/* All paths are absolute. */
struct lab {
	const char *domc;	/* the compiler under test */
	const char *probe;	/* probe.bin */
	const char *grab;	/* the Linux program that maps a grant */
	const char *agent;	/* the Linux program that maps foreign pages */
	const char *xenstore;	/* the first program of dom0 and its guests */
	const char *init_dom0less;	/* of hypervisor/init-dom0less.sh */
	const char *init;	/* the first program of the real Linux */
	const char *cache;	/* of hypervisor/fetch.sh */
	const char *xens;	/* a folder a build of `make xen` */
	const char *examples;	/* the folder */
	const char *work;	/* a folder a case, and files/ */
	unsigned int jobs;	/* QEMUs at a time */
	unsigned int seconds;	/* deadline of a boot */
	bool keep;		/* folders of passed cases stay */
	bool compile;		/* no boots: what domc writes is all */
};

/**
 * lab_prepare - make WORK/files
 *
 * Return: NULL, or what could not be made.
 */
const char *lab_prepare(struct arena *a, const struct lab *lab);

/** lab_board - tree of a machine; one of those that lab_prepare() dumped */
const char *lab_board(struct arena *a, const struct lab *lab,
		      struct machine m);
/** lab_ramdisk - path; NULL for RAMDISK_NONE */
const char *lab_ramdisk(struct arena *a, const struct lab *lab,
			enum ramdisk_kind kind);
/** lab_xen - Debian's hypervisor of a release */
const char *lab_xen(struct arena *a, const struct lab *lab,
		    const char *release);

/**
 * lab_read - a whole file
 *
 * Return: its bytes, NUL-terminated, and *ret_len; NULL if it cannot be read.
 */
uint8_t *lab_read(struct arena *a, const char *path, size_t *ret_len);
/** lab_write - false when it cannot be written */
bool lab_write(const char *path, const void *bytes, size_t len);
/** lab_remove - a folder with all that is in it */
void lab_remove(const char *path);

/* Host RAM: what a case needs besides its guest is little. */
#define LAB_RAM_MIB 1024
#define LAB_RAM_LARGE_MIB 6144

/* QEMU's name of a processor with SVE, of vectors up to 2048 bits. */
#define LAB_CPU_SVE "max"

#endif
