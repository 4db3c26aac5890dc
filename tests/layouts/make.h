/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * make.h - the steps of layout_make().
 */
#ifndef TESTS_LAYOUTS_MAKE_H
#define TESTS_LAYOUTS_MAKE_H

#include "layout.h"
#include "random.h"

/**
 * make_anew - a machine, a domain on it, and a layout that means to be sound
 * @l: keeps its number and class
 */
void make_anew(struct layout *l, struct random *r);

/** make_sort - the regions in ascending order */
void make_sort(struct layout *l);

/**
 * make_owned - the ranges of the layout
 * @pinned: without those whose place the file leaves to domc
 */
struct pieces make_owned(const struct layout *l, bool pinned);

/**
 * make_is_sound - would the checker find nothing?
 * @pinned: wherever domc puts what is left to it
 */
bool make_is_sound(const struct layout *l, bool pinned);

/**
 * change_limit - put one range of the layout right at a limit
 * @outside: one unit past it, else on the last sound value
 */
void change_limit(struct layout *l, struct random *r, bool outside);

/** change_spoil - one thing that is wrong by far, or more than one */
void change_spoil(struct layout *l, struct random *r);

#endif
