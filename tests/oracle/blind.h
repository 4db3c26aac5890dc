/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blind.h - systems that know no rule: the keys of the language as its schema
 * has them, with values at the boundaries of their types.
 */
#ifndef TESTS_ORACLE_BLIND_H
#define TESTS_ORACLE_BLIND_H

#include <stdint.h>

#include "doc/doc.h"
#include "oracle.h"

/**
 * blind_schema - the language, with units and examples
 *
 * Return: NULL when schemas/system.yaml cannot be read (a bug of ours).
 */
const struct value *blind_schema(struct arena *a);

/**
 * blind_case - system @number of stream @seed
 * @attempt: another system for the same number; the language's form alone
 *           does not make every file one that can be built
 */
struct oracle_case blind_case(struct arena *a, const struct value *schema,
			      const struct oracle_files *files,
			      enum oracle_release release, uint64_t seed,
			      unsigned int number, unsigned int attempt);

/**
 * blind_written - the first attempt that domc writes output for, if only by
 * force
 */
struct oracle_case blind_written(struct arena *a,
				 const struct oracle_files *files,
				 enum oracle_release release, uint64_t seed,
				 unsigned int number);

#endif
