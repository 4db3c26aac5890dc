/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * observe.h - what can be told of a system that has booted.
 */
#ifndef TESTS_ORACLE_OBSERVE_H
#define TESTS_ORACLE_OBSERVE_H

#include "oracle.h"
#include "../boot/serial.h"

/** observe_keys - debug keys of Xen that tell more of @c; NULL: none */
const char *observe_keys(const struct oracle_case *c);

/**
 * observe - what Xen said, and what follows of it
 *
 * Behind all of Xen's lines: what domains were given, whatever the file asks
 * for ("domain 'dom0' has 64 MB", "... has 2 vCPUs", "... has a GICv2", "...
 * has 32 interrupts", "... has a command line of 12 bytes", "... runs in
 * Pool-0", "there is Pool-0"), and of the host's memory that Xen lists as
 * modules and as reserved "0x90000000 is not all in RAM" and "0x60000000
 * overlaps 0x60001000", by where they begin; of a range that Xen refuses while
 * it reads the board tree "0x60000000 is taken".
 */
const char *observe(struct arena *a, const struct oracle_case *c,
		    const struct serial *s);

#endif
