/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * boots.h - some of the layouts on real Xen.
 */
#ifndef TESTS_LAYOUTS_BOOTS_H
#define TESTS_LAYOUTS_BOOTS_H

#include "options.h"

/**
 * boots_run - for each rule and kind that Xen can be made to stop on, one
 * layout is forced through domc and booted, and some sound ones are
 *
 * Return: exit status.
 */
int boots_run(struct arena *a, const struct options *o);

#endif
