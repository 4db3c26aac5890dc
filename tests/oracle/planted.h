/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * planted.h - sound systems with one fault of faults.def, or with the same
 * thing one step inside of what is allowed.
 */
#ifndef TESTS_ORACLE_PLANTED_H
#define TESTS_ORACLE_PLANTED_H

#include <stdint.h>

#include "oracle.h"

/** planted_count - faults that a release can have */
size_t planted_count(enum oracle_release release);

/**
 * planted_find - number of the system with fault @name
 * @sound: of its neighbour without the fault
 *
 * Return: false when the release has no such fault.
 */
bool planted_find(enum oracle_release release, const char *name, bool sound,
		  unsigned int *ret_number);

/** planted_has - is there a fault that @code ("E0503") is found for? */
bool planted_has(const char *code);

/**
 * planted_case - system @number of stream @seed
 *
 * The faults come round in order; every second round each stays one step
 * short of being one.
 */
struct oracle_case planted_case(struct arena *a,
				const struct oracle_files *files,
				enum oracle_release release, uint64_t seed,
				unsigned int number);

#endif
