/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * values.h - values at which something may turn: boundaries of types, of the
 * machine and of Xen's guest memory map. None of domc's tables is asked.
 */
#ifndef TESTS_ORACLE_VALUES_H
#define TESTS_ORACLE_VALUES_H

#include <stdint.h>

#include "base/buf.h"
#include "../layouts/random.h"

/** value_size - "64 MiB" */
void value_size(struct random *r, struct buf *out);
/** value_ram - a size that a domain of a small machine may have */
void value_ram(struct random *r, struct buf *out);
/** value_address - 0x48000000 */
void value_address(struct random *r, struct buf *out);
/** value_integer - at or beside an end of @low .. @high, or a power of 2 */
uint64_t value_integer(struct random *r, uint64_t low, uint64_t high);
/** value_filler - a text of options whose length is at or beside a limit */
void value_filler(struct random *r, struct buf *out);

#endif
