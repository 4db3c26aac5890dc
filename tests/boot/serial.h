/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * serial.h - what comes out of the machine's serial port, understood.
 *
 * Lines of the probe (hypervisor/probe/report.h) are taken apart by guest;
 * of Xen's own lines only those are kept that a test asks for.
 */
#ifndef TESTS_BOOT_SERIAL_H
#define TESTS_BOOT_SERIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/space.h"

#define SERIAL_REGIONS 32
#define SERIAL_GUESTS 40
#define SERIAL_SEEN 64

/* "seen NAME 0x..": a number that is no verdict. */
struct seen_number {
	const char *name;
	uint64_t value;
};

/* One guest, by the id that its lines bear. */
struct seen_guest {
	const char *id;
	unsigned int domid;	/* from Xen's prefix; 0: dom0 or not known */
	uint8_t *tree;		/* as far as its lines came */
	size_t tree_len;	/* bytes that it said it would print */
	size_t tree_got;
	uint32_t tree_crc32;	/* that it computed */
	bool tree_ended;	/* it said the last line was out */
	struct range tree_at;
	struct range image;
	struct range ramdisk;	/* size 0: none */
	uint32_t ramdisk_crc32;
	struct range scratch;	/* Linux: address space for grants */
	uint64_t n_cpus;
	unsigned int n_pass, n_fail;	/* as its last line says */
	bool done;
	const char *first_failure;	/* text of its first failed check */
	struct seen_number seen[SERIAL_SEEN];	/* in the order it said them */
	size_t n_seen;
};

/* "d1: extended region 0: 0x44000000->0x100000000" */
struct seen_region {
	unsigned int domid;
	struct range range;
};

struct serial {
	struct arena *arena;
	FILE *log;		/* each line with its time; NULL: none */
	uint64_t start_ms;
	char line[1024];
	size_t n_line;
	struct seen_guest guests[SERIAL_GUESTS];
	size_t n_guests;
	size_t n_done;		/* guests that printed their last line */
	struct seen_region regions[SERIAL_REGIONS];
	size_t n_regions;
	const char *xen_version;	/* "4.20.5-pre (Debian 4.20.4...)" */
	const char *panic;	/* what Xen said it died of */
	bool panic_next;	/* its line is the next one */
	bool tree_overflow;	/* "Device tree generation failed" */
	struct buf said;	/* Xen's lines, without "(XEN) " */
	const char *awaited;	/* see serial_await() */
	bool heard;
};

/** serial_init - nothing seen yet; the clock of the log starts */
void serial_init(struct serial *s, struct arena *a, FILE *log);
/** serial_feed - more bytes from the port */
void serial_feed(struct serial *s, const char *bytes, size_t n);
/**
 * serial_await - from now on, has Xen said a line that holds @text? s->heard
 */
void serial_await(struct serial *s, const char *text);
/** serial_guest - by id; NULL: it never spoke */
const struct seen_guest *serial_guest(const struct serial *s, const char *id);
/** serial_seen - the last number that a guest called @name; NULL: none */
const uint64_t *serial_seen(const struct seen_guest *g, const char *name);
/** serial_tree_whole - every line of its tree came, and none was torn */
bool serial_tree_whole(const struct seen_guest *g);

#endif
