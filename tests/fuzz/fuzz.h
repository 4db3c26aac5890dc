/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz.h - what the fuzz targets share.
 *
 * A target is one function of bytes that must neither crash, leak nor hang,
 * whatever they are. Linked with libFuzzer it searches (make fuzz), linked
 * with replay.c it runs over its corpus (suite `fuzz`).
 */
#ifndef DOMC_FUZZ_FUZZ_H
#define DOMC_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

/* Longer input finds nothing that shorter input does not, only later. */
#define FUZZ_INPUT_MAX 65536
/* What 64 KiB may need; more is a finding. */
#define FUZZ_ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What must hold for any input. */
#define FUZZ_REQUIRE(holds)						\
	do {								\
		if (!(holds)) {						\
			fprintf(stderr, "%s:%d: does not hold: %s\n",	\
				__FILE__, __LINE__, #holds);		\
			abort();					\
		}							\
	} while (0)

/* @try in an arena of its own, with a landing. */
static inline int fuzz_in_arena(const uint8_t *data, size_t len,
				void (*try)(struct arena *a, const char *bytes,
					    size_t len))
{
	struct arena *a;

	if (len > FUZZ_INPUT_MAX)
		return 0;
	a = arena_new(FUZZ_ARENA_BYTES);
	if (!a)
		return 0;
	FUZZ_REQUIRE(setjmp(*arena_landing(a)) == 0);
	try(a, (const char *)data, len);
	arena_free(a);
	return 0;
}

#endif
