/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sums.h - how much of the host goes where, for the reports of src/emit.
 */
#ifndef DOMC_EMIT_SUMS_H
#define DOMC_EMIT_SUMS_H

#include "emit/emit.h"

/* All in bytes. */
struct sums {
	uint64_t host_ram;	/* the board's, narrowed by board.memory */
	uint64_t boot_domains;	/* RAM of domains that Xen starts, dom0 too */
	uint64_t xl_domains;	/* RAM of domains that xl starts later */
	uint64_t shared;	/* static shared memory, once a piece */
	uint64_t left;		/* for Xen's own use; 0 when nothing is */
	size_t n_boot_domains;
	size_t n_xl_domains;
};

struct sums sums_of(const struct emit_input *in);

#endif
