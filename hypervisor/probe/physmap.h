/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * physmap.h - what stands where in the guest's physical address space.
 *
 * Addresses are those of pages. Answers are Xen's: 0 or a negated errno,
 * and for the two that count the number of pages done.
 */
#ifndef PROBE_PHYSMAP_H
#define PROBE_PHYSMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "world.h"

/** physmap_add - map what is number @index of @space (XENMAPSPACE_) */
long physmap_add(uint32_t space, uint64_t index, uint64_t address);
long physmap_remove(uint64_t address);
/** physmap_populate - have Xen put a page of memory there. Return: 1 if so. */
long physmap_populate(uint64_t address);
/** physmap_give_up - give the page that is there back to Xen. Return: 1. */
long physmap_give_up(uint64_t address);

bool physmap_readable(uint64_t address);
/** physmap_holds - does the word at @address read as @value? */
bool physmap_holds(uint64_t address, uint64_t value);

/**
 * physmap_bad_ram - write to each page of RAM, then read all of them
 *
 * Pages of the image, the tree and the ramdisk are left alone; what was in
 * the others is lost. Return: pages that do not hold what was written.
 */
uint64_t physmap_bad_ram(const struct world *w);

/**
 * physmap_spare_ram - RAM that nobody uses, at the end of the first bank
 * @size: bytes, of whole pages
 *
 * Return: its address; 0 where there is none.
 */
uint64_t physmap_spare_ram(const struct world *w, uint64_t size);

#endif
