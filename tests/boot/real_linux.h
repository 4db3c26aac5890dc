/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * real_linux.h - a real Linux as the guest.
 */
#ifndef TESTS_BOOT_REAL_LINUX_H
#define TESTS_BOOT_REAL_LINUX_H

#include "run.h"

/**
 * linux_test - boot Debian's kernel, compare /sys/firmware/fdt byte for byte
 * @t: its boot case; kernel and ramdisk of the first domain are set here
 *
 * The guest also asks for pages to map grants at: the kernel must take them
 * from an extended region.
 */
const char *linux_test(struct test_env *env, const struct test *t);

#endif
