/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trees.c - guest trees and the board tree, as blobs and as source text.
 */
#include "base/limits.h"
#include "emit/artefacts.h"

static void emit_guests(const struct emit_input *in, struct artefacts *list,
			const char *kind,
			void (*write)(const struct dt_tree *t, struct buf *out))
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct domain *d = in->plan->domains[i].domain;
		struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);

		if (!in->guest_trees[i])
			continue;
		write(in->guest_trees[i], &out);
		artefacts_add(list, kind,
			      arena_printf(in->arena, "%s/%s", d->name, kind),
			      &out);
	}
}

void emit_guest_dtb(const struct emit_input *in, struct artefacts *list)
{
	emit_guests(in, list, "guest.dtb", dt_write);
}

void emit_guest_dts(const struct emit_input *in, struct artefacts *list)
{
	emit_guests(in, list, "guest.dts", dt_write_dts);
}

void emit_board_dtb(const struct emit_input *in, struct artefacts *list)
{
	struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);

	if (!in->board_tree)
		return;
	dt_write(in->board_tree, &out);
	artefacts_add(list, "board.dtb", "board.dtb", &out);
}
