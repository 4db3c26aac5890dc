/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * message.h - what patched Xen prints of a bad layout.
 */
#ifndef TESTS_LAYOUTS_MESSAGE_H
#define TESTS_LAYOUTS_MESSAGE_H

#include "text.h"
#include "verdict.h"

/**
 * message_of - the line behind "bad layout: ", as README.md of the patches
 * has it
 */
const char *message_of(struct arena *a, const struct layout *l,
		       const struct told *told, const struct verdict *v);

/** message_panic - what Xen then dies of: the stage shows in it */
const char *message_panic(const struct verdict *v);

#endif
