/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.c - addresses and sizes in messages.
 */
#include "plan/parts.h"

#include <inttypes.h>

const char *plan_bytes_text(struct arena *a, uint64_t bytes)
{
	if (!bytes || !is_aligned(bytes, KIB(1)))
		return size_text(a, bytes);
	return arena_printf(a, "%" PRIu64 " bytes (%s)", bytes,
			    size_text(a, bytes));
}
