/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mutate.h - can the comparison fail?
 */
#ifndef TESTS_BOOT_MUTATE_H
#define TESTS_BOOT_MUTATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "run.h"

/**
 * mutate_all - spoil copies of a tree in every way, each must be reported
 *
 * Each property changed, deleted, added; each node deleted, added; each pair
 * of siblings swapped; reservations and boot CPU changed.
 *
 * Return: NULL and *ret_n tried, or the first that went unseen.
 */
const char *mutate_all(struct arena *a, const uint8_t *blob, size_t len,
		       size_t *ret_n);

/** mutate_test - boot a system, then mutate_all() on the tree it saw */
const char *mutate_test(struct test_env *env, const struct test *t);

#endif
