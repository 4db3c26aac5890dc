/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tables.h - the table of each release, for facts.c alone.
 */
#ifndef DOMC_FACTS_TABLES_H
#define DOMC_FACTS_TABLES_H

#include "facts/facts.h"

extern const struct facts facts_xen_4_17;
extern const struct facts facts_xen_4_20;

#endif
