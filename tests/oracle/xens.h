/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xens.h - the hypervisors that the generated systems are booted with.
 *
 * All of our own say from their first instruction on what they do: Debian's
 * binaries are mute until they have found their UART in the board tree.
 */
#ifndef TESTS_ORACLE_XENS_H
#define TESTS_ORACLE_XENS_H

#include <stdint.h>

#include "oracle.h"
#include "../boot/lab.h"

/** xens_find - files->xens; nothing is looked at */
void xens_find(struct arena *a, const struct lab *lab,
	       struct oracle_files *files);

/** xens_name - such as "with every option", for a person */
const char *xens_name(enum oracle_build build);

/**
 * xens_choose - the build of system @number of stream @seed
 * @full: not Debian's binary: with every option, every second one for
 *        developers
 */
enum oracle_build xens_choose(bool full, uint64_t seed, uint64_t number);

/**
 * xens_talking - the same system with a Xen that is not mute
 *
 * Return: @c, but of Debian's options and with an early console. Only for a
 * system of Debian's binary.
 */
struct oracle_case xens_talking(struct arena *a,
				const struct oracle_files *files,
				const struct oracle_case *c);

#endif
