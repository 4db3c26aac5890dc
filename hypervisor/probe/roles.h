/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * roles.h - what a probe does on request: the words of probe.also.
 *
 * Each reports several checks; they come after those of checks.h. What a
 * guest should do, and why, is in bindings/guest-algorithm.md.
 */
#ifndef PROBE_ROLES_H
#define PROBE_ROLES_H

#include "world.h"

/** algorithm_run - map, use up the address space, and map once more */
void algorithm_run(const struct world *w);

/**
 * handover_run - use the shared info page as a boot loader does
 *
 * Then it starts a copy of this program, which calls handover_second().
 * Returns only where there is no room for the copy.
 */
void handover_run(const struct world *w);
/** handover_second - the same as the kernel that comes next; and the old way */
void handover_second(const struct world *w);

/** foreign_run - map pages of another domain: dom0 may, others may not */
void foreign_run(const struct world *w);

/** grants_offer - let the peer map a page, until it has let go of it */
void grants_offer(const struct world *w);
/** grants_accept - map what the peer offers */
void grants_accept(const struct world *w);

/** events_run - are the channels there, and do events pass both ways? */
void events_run(const struct world *w);

/** share_run - what each end writes into shared memory, the other reads */
void share_run(const struct world *w);

/** vectors_run - say how long the vectors of SVE are, if there are any */
void vectors_run(const struct world *w);

#endif
