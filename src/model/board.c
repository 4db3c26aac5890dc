/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/board.h"

#include "model/board_parts.h"

/* make_memory_node() and others: "Cannot cope with this size". */
static bool take_root_cells(struct board_reading *r)
{
	struct board *b = r->board;
	uint32_t ac, sc;

	/* A child's cells are the root's. */
	tree_node_cells(&r->walk, 1, 0, &ac, &sc);
	b->root_address_cells = ac;
	b->root_size_cells = sc;
	if (ac >= 1 && ac <= 2 && sc >= 1 && sc <= 2)
		return true;
	diag_add(r->diags, E_BOARD_CELLS, b->place,
		 "board tree: the root has #address-cells %u and #size-cells %u, Xen copes with 1 or 2 of each",
		 (unsigned int)ac, (unsigned int)sc);
	return false;
}

static void add_mmio(struct board_reading *r, struct range range)
{
	struct board *b = r->board;

	if (range.size == 0)
		return;
	b->mmio = arena_grow(r->arena, b->mmio, b->n_mmio, &r->mmio_room,
			     sizeof(range));
	b->mmio[b->n_mmio++] = range;
}

/* Banks that follow on one another are one. */
static void add_flash(struct board_reading *r, struct range range)
{
	struct board *b = r->board;
	struct range *last = b->n_flash ? &b->flash[b->n_flash - 1] : NULL;

	if (last && last->base + last->size == range.base) {
		last->size += range.size;
		return;
	}
	b->flash = arena_grow(r->arena, b->flash, b->n_flash, &r->flash_room,
			      sizeof(range));
	b->flash[b->n_flash++] = range;
}

/* What is there when Xen starts: a boot loader's files may be, too. */
static void look_flash(struct board_reading *r)
{
	size_t n = tree_count_addresses(&r->walk);
	struct range range;

	if (!tree_is_compatible(tree_here(&r->walk), "cfi-flash"))
		return;
	for (size_t i = 0; i < n; i++)
		if (tree_read_address(&r->walk, i, &range) && range.size)
			add_flash(r, range);
}

/* find_memory_holes() in xen/arch/arm/domain_build.c gives up at the first. */
static void break_mmio(struct board_reading *r)
{
	if (!r->board->untranslated)
		r->board->untranslated = tree_path(r->arena, &r->walk);
}

static void look_mmio(struct board_reading *r)
{
	size_t n = tree_count_addresses(&r->walk);
	struct range range;

	for (size_t i = 0; i < n; i++) {
		if (tree_read_address(&r->walk, i, &range))
			add_mmio(r, range);
		else
			break_mmio(r);
	}
	n = tree_count_windows(&r->walk);
	for (size_t i = 0; i < n; i++) {
		if (tree_read_window(&r->walk, i, &range))
			add_mmio(r, range);
		else
			break_mmio(r);
	}
}

/*
 * Those of xen/drivers/passthrough/arm: smmu.c, smmu-v3.c, ipmmu-vmsa.c. The
 * latter two are not in every build.
 */
static const char *const iommus[] = {
	"arm,smmu-v1", "arm,smmu-v2", "arm,mmu-400", "arm,mmu-401",
	"arm,mmu-500", "arm,smmu-v3", "renesas,ipmmu-r8a7795",
	"renesas,ipmmu-r8a77965", "renesas,ipmmu-r8a7796",
	"renesas,ipmmu-r8a77961", "renesas,ipmmu-r8a779f0",
	"renesas,ipmmu-r8a779g0",
};

/* device_init() leaves out what is disabled or for a guest. */
static void look_iommu(struct board_reading *r)
{
	const struct tree_node *n = tree_here(&r->walk);

	if (!n->compatible.data || !tree_is_available(n) ||
	    n->passthrough.data)
		return;
	for (size_t i = 0; i < sizeof(iommus) / sizeof(iommus[0]); i++)
		if (tree_is_compatible(n, iommus[i]))
			r->board->has_iommu = true;
}

static void report_limits(struct board_reading *r)
{
	struct place place = r->board->place;

	if (r->walk.too_deep)
		diag_add(r->diags, E_BOARD_LIMIT, place,
			 "board tree: nodes are nested more than %d deep",
			 LIMIT_TREE_DEPTH);
	if (r->walk.n_steps >= LIMIT_TREE_STEPS)
		diag_add(r->diags, E_BOARD_LIMIT, place,
			 "board tree: addresses take more than %u steps through `ranges`",
			 LIMIT_TREE_STEPS);
	if (r->board->untranslated)
		diag_add(r->diags, E_BOARD_ADDRESS, place,
			 "board tree: an address of %s cannot be translated to the root: mend the 'ranges' of its buses",
			 r->board->untranslated);
}

static void read_tree(struct board_reading *r, const struct value *narrow)
{
	board_add_memreserve(r);
	while (tree_next(&r->walk)) {
		if (r->walk.depth == 0 && !take_root_cells(r))
			return;
		board_look_memory(r);
		board_look_cpu(r);
		board_look_timer(r);
		board_look_gic(r);
		look_iommu(r);
		look_mmio(r);
		look_flash(r);
	}
	r->board->packed_size = tree_packed(r->walk.fdt);
	r->board->kept_bytes = r->walk.kept_bytes;
	report_limits(r);
	board_finish_memory(r, narrow);
	board_finish_devices(r);
	board_find_console(r);
}

struct board *board_read(struct arena *a, struct diags *d,
			 const struct value *v,
			 const struct doc_options *opts)
{
	struct board *board = ARENA_NEW(a, struct board);
	struct board_reading r = {
		.arena = a,
		.diags = d,
		.board = board,
	};
	size_t n_firm = d->n_firm;
	const struct value *overlays = value_get(v, "overlays");

	board->what = "board tree";
	board->with_labels = overlays && overlays->n;
	if (!board_load(a, d, value_get(v, "device-tree"), opts, board) ||
	    !board_apply_overlays(a, d, overlays, opts, board))
		return NULL;
	r.walk.fdt = board->blob;
	r.walk.depth = -1;
	read_tree(&r, value_get(v, "memory"));
	return d->n_firm == n_firm ? board : NULL;
}
