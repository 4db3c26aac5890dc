/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * system.h - systems to boot: what they are, and their system file.
 */
#ifndef TESTS_BOOT_SYSTEM_H
#define TESTS_BOOT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab.h"

#define SYSTEM_DOMAINS 3

enum enhanced_kind { PLAIN, NO_XENSTORE, XENSTORE, N_ENHANCED };

/* What to find out before the case itself: see struct boot_case. */
enum vcpu_rule { VCPUS_EXACT, VCPUS_MOST, VCPUS_ONE_MORE };

struct boot_domain {
	const char *name;	/* also the id of its lines */
	unsigned int vcpus;	/* VCPUS_EXACT only, else found by trying */
	unsigned int ram_kib;
	bool vpl011;
	enum enhanced_kind enhanced;
	enum ramdisk_kind ramdisk;
	const char *cmdline;	/* NULL: none */
	const char *kernel;	/* NULL: the probe */
	const char *ramdisk_path;	/* instead of one of the kinds */
	const char *more;	/* further lines of its system file, or NULL */
};

struct boot_case {
	const char *name;	/* also of its folder below WORK */
	const char *release;
	/* one of our own: folder below lab->xens; NULL: Debian's */
	const char *xen;
	const char *target;	/* further lines of the target, or NULL */
	const char *shared;	/* the map of shared-memory, or NULL */
	const char *board;	/* further lines of the board, or NULL */
	const char *hypervisor;	/* further lines of the hypervisor, or NULL */
	/* further words of Xen's command line, or NULL */
	const char *xen_words;
	/* further sections, such as cpupools, or NULL */
	const char *sections;
	/* Xen's debug keys to press at the end, or NULL */
	const char *keys;
	/* NULL: the probe, where one is needed */
	const struct boot_domain *dom0;
	struct machine machine;
	enum vcpu_rule vcpu_rule;	/* for the first domain */
	struct boot_domain domains[SYSTEM_DOMAINS];
	size_t n_domains;
};

/** system_has_dom0 - one is said, or a domain with xenstore needs one */
bool system_has_dom0(const struct boot_case *c);

/**
 * system_write - the case as a system file
 * @vcpus: of the first domain
 */
bool system_write(struct arena *a, const struct lab *lab,
		  const struct boot_case *c, unsigned int vcpus,
		  const char *path);

/**
 * system_build - write the system file and compile it into @dir/out
 *
 * Messages go to @dir/domc.log. What is written is held against the schemas of
 * layout.json and manifest.json.
 *
 * Return: domc's exit status; -1 when a file is not what its schema says, which
 * @dir/domc.log tells.
 */
int system_build(struct arena *a, const struct lab *lab,
		 const struct boot_case *c, unsigned int vcpus,
		 const char *dir, bool force);

/**
 * system_most_vcpus - the most vCPUs of the first domain that domc lets pass
 *
 * By halving: what it refuses, it must refuse for every larger number too.
 * Return: 0 when it refuses even one.
 */
unsigned int system_most_vcpus(struct arena *a, const struct lab *lab,
			       const struct boot_case *c, const char *dir);

#endif
