/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * qemu.h - one run of the machine: QEMU's arm64 "virt" board.
 */
#ifndef TESTS_BOOT_QEMU_H
#define TESTS_BOOT_QEMU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "serial.h"

/* What Xen needs on its command line so that every line is seen whole. */
#define XEN_CMDLINE \
	"console=dtuart dtuart=/pl011@9000000 guest_loglvl=all " \
	"conswitch=ax bootscrub=0"

struct machine {
	unsigned int gic;	/* 2 or 3 */
	unsigned int ram_mib;
	const char *cpu;	/* QEMU's name; NULL: cortex-a57 */
};

enum qemu_end {
	QEMU_EXITED,		/* by itself, or by a guest's wish */
	QEMU_ENOUGH,		/* every guest had spoken; we ended it */
	QEMU_PANIC,		/* Xen died; we ended it */
	QEMU_DEADLINE,
	QEMU_NOT_STARTED,
};

struct qemu_run {
	struct machine machine;
	const char *dir;	/* domc's output: qemu.args, board.dtb */
	const char *files;	/* where names in qemu.args lead; NULL: dir */
	size_t n_guests;	/* that must say "done" before it is enough */
	bool ends_itself;	/* a guest will end QEMU */
	const char *keys;	/* Xen's debug keys to press then, or NULL */
	unsigned int seconds;	/* deadline */
};

struct qemu_result {
	enum qemu_end end;
	int status;		/* QEMU_EXITED: exit status, -1 by a signal */
	uint64_t ms;
};

/**
 * qemu_boot - boot what is in run->dir and listen to the serial port
 */
struct qemu_result qemu_boot(struct arena *a, const struct qemu_run *run,
			     struct serial *s);

/**
 * qemu_board_tree - write the tree of a machine to @path
 *
 * Return: false when QEMU could not.
 */
bool qemu_board_tree(struct arena *a, struct machine m, const char *path);

#endif
