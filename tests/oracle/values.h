/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * values.h - values at which something may turn: boundaries of types, of the
 * machine and of Xen's guest memory map, and what the same file said before,
 * or one step beside it. None of domc's tables is asked.
 */
#ifndef TESTS_ORACLE_VALUES_H
#define TESTS_ORACLE_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "../layouts/random.h"

#define VALUES_KEPT 16

/* Where random values come from; the last ones said are in it. */
struct values {
	struct random r;
	uint64_t kib[VALUES_KEPT];	/* sizes */
	uint64_t addresses[VALUES_KEPT];
	size_t n_kib, n_addresses;	/* ever said */
};

/** value_size - "64 MiB" */
void value_size(struct values *v, struct buf *out);
/** value_ram - a size that a domain of a small machine may have */
void value_ram(struct values *v, struct buf *out);
/** value_address - 0x48000000 */
void value_address(struct values *v, struct buf *out);
/** value_end - what was said last was a base and its size: keep the end */
void value_end(struct values *v);
/** value_integer - at or beside an end of @low .. @high, or a power of 2 */
uint64_t value_integer(struct values *v, uint64_t low, uint64_t high);
/** value_filler - a text of options whose length is at or beside a limit */
void value_filler(struct values *v, struct buf *out);
/** value_numbers - "0-3,6": numbers and ranges at or beside 0 and @n */
void value_numbers(struct values *v, uint64_t n, struct buf *out);

#endif
