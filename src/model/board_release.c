/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_release.c - where releases read a board tree differently.
 */
#include "model/board_parts.h"

#include <string.h>

/*
 * device_tree_node_matches(..., "memory") in arch/arm/bootfdt.c of 4.17: a
 * name is enough.
 */
static void report_by_name(struct arena *a, struct diags *d,
			   const struct board *board, const struct facts *f)
{
	for (size_t i = 0; i < board->n_by_name; i++) {
		const struct board_range *r = &board->by_name[i];

		diag_add(d, E_BOARD_MEMORY_BY_NAME, board->place,
			 "board tree: Xen %s takes %s at %s for RAM because of its name, and domc places nothing there; rename the node",
			 f->release, r->path, range_text(a, r->range));
	}
}

/*
 * early_scan_node() stops at a memory node without reg. 4.17 goes on without
 * what is behind it (boot_fdt_info() does not look), later releases panic.
 */
static void report_no_reg(struct diags *d, const struct board *board,
			  const struct facts *f)
{
	if (!f->memory_by_name && board->no_reg)
		diag_add(d, E_BOARD_MEMORY, board->place,
			 "board tree: %s has no reg, and Xen stops there",
			 board->no_reg);
	if (f->memory_by_name && board->behind_stop)
		diag_add(d, E_BOARD_MEMORY, board->place,
			 "board tree: Xen %s reads no further than %s, which is named like RAM and has no reg, and does not see %s behind it",
			 f->release, board->stop, board->behind_stop);
}

/* Xen drops what it does not find available, where it looks at the status. */
static void drop_disabled(struct board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n_reserved; i++)
		if (!board->reserved[i].disabled)
			board->reserved[n++] = board->reserved[i];
	board->n_reserved = n;
}

/*
 * meminfo_overlap_check(): ranges of nodes may lie inside one of /memreserve/
 * and touch nothing else.
 */
static bool may_overlap(const struct board_range *earlier,
			const struct board_range *later)
{
	if (!range_overlap(earlier->range, later->range))
		return true;
	if (strcmp(earlier->path, "/memreserve/") != 0)
		return false;
	return strcmp(later->path, earlier->path) == 0 ||
	       range_contains(earlier->range, later->range);
}

/* Pair by pair: there are no more than BOARD_RANGES_MAX of them. */
static void report_reserved_overlap(struct arena *a, struct diags *d,
				    const struct board *board,
				    const struct facts *f)
{
	for (size_t i = 1; i < board->n_reserved; i++) {
		const struct board_range *later = &board->reserved[i];

		for (size_t j = 0; j < i; j++) {
			const struct board_range *earlier =
				&board->reserved[j];

			if (may_overlap(earlier, later))
				continue;
			diag_add(d, E_BOARD_RESERVED_OVERLAP, board->place,
				 "board tree: reserved memory %s at %s overlaps %s at %s, at which Xen %s panics",
				 later->path, range_text(a, later->range),
				 earlier->path,
				 range_text(a, earlier->range), f->release);
			break;
		}
	}
}

/* What Xen says of it, numbered or not; NULL: nothing. */
static const char *fault_of(const struct board *b, const struct board_cpu *cpu)
{
	return cpu->number == BOARD_NO_NUMBER ? cpu->fault :
						b->cpus[cpu->number].fault;
}

/* One finding: most often all are mended alike. */
static void report_unused(struct arena *a, struct diags *d,
			  const struct board *b)
{
	const struct board_cpu *first = NULL;
	size_t n = 0;

	for (uint32_t i = 0; i < b->n_cpu_nodes; i++)
		if (fault_of(b, &b->cpu_nodes[i]) && !n++)
			first = &b->cpu_nodes[i];
	if (n)
		diag_add(d, E_BOARD_CPU_UNUSED, b->place,
			 "board tree: Xen does not start %s%s: %s",
			 first->path, n == 1 ? "" :
			 arena_printf(a, " and %zu more CPU%s", n - 1,
				      n == 2 ? "" : "s"),
			 fault_of(b, first));
}

void board_fit_release(struct arena *a, struct diags *d, struct board *board,
		       const struct facts *f, uint32_t max_cpus)
{
	board_number_cpus(a, board, f, max_cpus);
	report_unused(a, d, board);
	report_no_reg(d, board, f);
	if (f->memory_by_name)
		report_by_name(a, d, board, f);
	else
		drop_disabled(board);
	if (f->reserved_overlap_panics)
		report_reserved_overlap(a, d, board, f);
}
