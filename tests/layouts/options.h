/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * options.h - what the program is told.
 */
#ifndef TESTS_LAYOUTS_OPTIONS_H
#define TESTS_LAYOUTS_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "../boot/lab.h"

#define SPOILT_MOST 32

struct options {
	const char *checker;	/* layout-check */
	const char *spoilt[SPOILT_MOST];	/* ones that answer wrongly */
	size_t n_spoilt;
	const char *files;	/* small input files, boards */
	const char *xen;	/* patched, with all options on */
	struct lab lab;		/* of the boots; work: of both */
	uint64_t seed;
	size_t count;
};

#endif
