/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fail.h - requests for memory that can be made to fail, and what is live.
 *
 * The program is linked with --wrap and the static libraries, so that the
 * requests of libyaml, PCRE2, zlib and nettle come here as domc's own do.
 */
#ifndef DOMC_ALLOC_FAIL_H
#define DOMC_ALLOC_FAIL_H

#include <stdbool.h>
#include <stddef.h>

enum fail_kind {
	FAIL_ARENA,	/* what is asked of an arena */
	FAIL_LIBRARY,	/* malloc() and its like, fopen(), posix_spawnp() */
	FAIL_MAP,	/* mmap(): PCRE2's memory for machine code */
	N_FAIL_KINDS,
};

/**
 * fail_from - count requests from 1 on, and let some fail
 * @first: the first of @kind to fail; 0: none
 * @and_all_after: not that one alone
 */
void fail_from(enum fail_kind kind, size_t first, bool and_all_after);

/** fail_stop - no request fails from now on; returns how many were counted */
size_t fail_stop(void);

/** fail_happened - has a request failed since fail_from()? */
bool fail_happened(void);

/** fail_live - blocks that were allocated and not freed */
long fail_live(void);

/** fail_live_maps - the same of mmap(); PCRE2 keeps one for later use */
long fail_live_maps(void);

#endif
