/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unplanted.h - has each rule a fault, or a reason why it has none?
 */
#ifndef TESTS_ORACLE_UNPLANTED_H
#define TESTS_ORACLE_UNPLANTED_H

#include <stddef.h>

/** unplanted_check - say what unplanted.def is wrong in. Return: how often. */
size_t unplanted_check(void);

#endif
