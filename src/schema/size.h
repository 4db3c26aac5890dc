/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * size.h - sizes that are written another way than "512 MiB".
 */
#ifndef DOMC_SCHEMA_SIZE_H
#define DOMC_SCHEMA_SIZE_H

#include <stdbool.h>

#include "base/arena.h"
#include "doc/doc.h"

/* x-unit of a string that is a size with its unit. */
#define SIZE_UNIT "bytes"

/**
 * size_readings - what other programs make of a size without a unit
 *
 * "xl would read 512 MiB, Xen's device tree 512 KiB, C code 512 bytes".
 * Return: NULL when @v is no integer from 1 up, or far too large.
 * Source: docs/man/xl.cfg.5.pod.in ("memory=MBYTES") and
 * docs/misc/arm/device-tree/booting.txt ("memory", kilobytes) of Xen.
 */
const char *size_readings(struct arena *a, const struct value *v);

/**
 * size_meant - "512 MiB" for "512M", "512mb" and "0.5 GiB"
 *
 * Return: NULL when @text is nothing like a size.
 */
const char *size_meant(struct arena *a, const char *text);

/** size_is_zero - "0 MiB", "00 K": a number and a unit, but no bytes */
bool size_is_zero(const char *text);

#endif
