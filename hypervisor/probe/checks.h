/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * checks.h - what the probe tries, one function a claim.
 *
 * Each is run once, in the order of the table in main.c; a later one may lean
 * on what an earlier one left (a page mapped, then unmapped).
 */
#ifndef PROBE_CHECKS_H
#define PROBE_CHECKS_H

#include "report.h"
#include "world.h"

/* machine.c: what the tree says is there. */
struct verdict try_tree(const struct world *w);
struct verdict try_image(const struct world *w);
struct verdict try_ram(const struct world *w);
struct verdict try_behind_ram(const struct world *w);
struct verdict try_ramdisk(const struct world *w);
struct verdict try_cpus(const struct world *w);
struct verdict try_psci(const struct world *w);
struct verdict try_timer(const struct world *w);
struct verdict try_gic(const struct world *w);

/* xen.c: what the hypervisor does when asked. */
struct verdict try_version(const struct world *w);
struct verdict try_params(const struct world *w);
struct verdict try_grant_size(const struct world *w);
struct verdict try_grant_map(const struct world *w);
struct verdict try_grant_limit(const struct world *w);
struct verdict try_grant_unmap(const struct world *w);
struct verdict try_shared_map(const struct world *w);
struct verdict try_shared_second(const struct world *w);
struct verdict try_shared_unmap(const struct world *w);
struct verdict try_shared_again(const struct world *w);
struct verdict try_balloon_out(const struct world *w);
struct verdict try_balloon_region(const struct world *w);
struct verdict try_balloon_back(const struct world *w);

#endif
