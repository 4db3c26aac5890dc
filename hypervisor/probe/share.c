/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * share.c - memory that two domains see.
 *
 * Each piece has a line of words a domain: what it wrote, and whether it has
 * read what the other one wrote. The words depend on the piece's name: memory
 * of another name is not taken for it.
 */
#include "clock.h"
#include "fdt.h"
#include "hypercall.h"
#include "roles.h"
#include "text.h"

#define LINE_BYTES 64
#define MARK 0x7368617265640000ul
#define HAS_READ 0x72656164ul

static void report_if(const char *name, bool ok, int64_t rc)
{
	report_check(name, (struct verdict){ ok, rc });
}

static bool wait_word(uint64_t address, uint64_t value)
{
	volatile const uint64_t *word = (const uint64_t *)address;
	uint64_t until = clock_after(CLOCK_PATIENCE);

	while (*word != value)
		if (clock_now() > until)
			return false;
	return true;
}

static uint64_t line_of(struct area piece, uint64_t domid)
{
	return piece.base + (domid + 1) * LINE_BYTES;
}

static void try_piece(const struct world *w, struct area piece,
		      struct tree_value id)
{
	uint32_t crc = crc32_add(0, id.bytes, id.len);
	uint64_t mine = line_of(piece, w->options.self);
	uint64_t theirs = line_of(piece, w->options.peer);
	uint64_t last = piece.base + piece.size - 8, value = 0;

	report_range("shared", piece.base, piece.size);
	if (guarded_write(mine, (MARK + w->options.self) ^ crc) ||
	    guarded_read(last, &value) ||
	    !guarded_read(last + 8, &value)) {
		report_if("share-there", false, (int64_t)piece.base);
		return;
	}
	report_if("share-read",
		  wait_word(theirs, (MARK + w->options.peer) ^ crc), 0);
	guarded_write(mine + 8, HAS_READ);
	report_if("share-was-read", wait_word(theirs + 8, HAS_READ), 0);
}

void share_run(const struct world *w)
{
	uint32_t root = tree_root(w->tree), n = 0;
	uint32_t parent = tree_find(w->tree, root, "reserved-memory"), node;

	for (node = parent ? tree_child(w->tree, parent) : 0; node;
	     node = tree_next(w->tree, node)) {
		struct tree_value kind = tree_prop(w->tree, node, "compatible");

		if (!kind.bytes ||
		    !tree_has_string(kind, "xen,shared-memory-v1"))
			continue;
		try_piece(w, world_reg(w, parent, node, 0),
			  tree_prop(w->tree, node, "xen,id"));
		n++;
	}
	report_seen("pieces", n);
}
