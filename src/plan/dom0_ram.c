/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dom0_ram.c - the pieces in which Xen finds dom0's RAM.
 */
#include "plan/parts.h"

/*
 * allocate_memory_11() in xen/arch/arm/domain_build.c takes powers of two, and
 * insert_11_bank() leaves a smaller one alone where it is below the first.
 */
#define SMALL_PIECE MIB(128)

/* The largest piece that is small and not the first; 0: none. */
static uint64_t small_piece(uint64_t bytes)
{
	uint64_t piece = 1ull << 63;

	while (piece && !(bytes & piece))
		piece >>= 1;
	bytes &= ~piece;
	while (piece && (piece >= SMALL_PIECE || !(bytes & piece)))
		piece >>= 1;
	return piece;
}

void plan_dom0_ram(struct planner *p)
{
	const struct domain *d = model_dom0(p->system);
	uint64_t piece = d ? small_piece(d->memory.v) : 0;
	struct diag_item *item;

	/* With colours it is not mapped as on the host, and takes any. */
	if (!piece || plan_has_colors(p))
		return;
	item = diag_add(p->diags, E_DOM0_PIECES, d->memory.place,
			"dom0: Xen takes %s in powers of two, and has no use for the piece of %s if it finds it below the first one",
			size_text(p->arena, d->memory.v),
			size_text(p->arena, piece));
	diag_note(p->diags, item, PLACE_NONE,
		  "a multiple of %s, or a power of two, has no such piece",
		  size_text(p->arena, SMALL_PIECE));
}
