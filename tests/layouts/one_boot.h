/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * one_boot.h - one layout on patched Xen.
 */
#ifndef TESTS_LAYOUTS_ONE_BOOT_H
#define TESTS_LAYOUTS_ONE_BOOT_H

#include "layout.h"
#include "options.h"
#include "../boot/run.h"

/* What is done to domc's output, where domc does not write such a thing. */
enum one_spoil {
	ONE_AS_IT_IS,
	ONE_CELLS,	/* #size-cells of the layout node is 1 */
	ONE_LENGTH,	/* xen,extended-regions is 8 bytes longer */
	ONE_WRAPS,	/* the last region passes 2^64 */
	ONE_32BIT,	/* the kernel is a 32-bit zImage */
	N_ONE,
};

extern const char *const one_names[N_ONE];

struct one_boot {
	struct boot_case boot;	/* first: what a struct test points at */
	const struct layout *layout;
	enum one_spoil spoil;
	const struct options *options;
};

/**
 * one_boot_run - compile, ask Xen's checker, boot
 *
 * A sound layout must boot, and the guest see the tree that was compiled. On
 * any other Xen must stop where the checker says, with its message.
 */
const char *one_boot_run(struct test_env *env, const struct test *t);

#endif
