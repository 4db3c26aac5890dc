/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clock.h - how long to wait for another domain.
 */
#ifndef PROBE_CLOCK_H
#define PROBE_CLOCK_H

#include <stdint.h>

/* Seconds in which a peer that works does its part, however busy the host. */
#define CLOCK_PATIENCE 20

/** clock_now - in ticks of the generic timer */
uint64_t clock_now(void);
/** clock_after - what clock_now() will be in so many seconds */
uint64_t clock_after(unsigned int seconds);

#endif
