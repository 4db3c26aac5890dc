/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board.h - what Xen will read from the host's device tree.
 *
 * Read with libfdt from a .dtb, or from a .dts through dtc. Nothing is
 * guessed: what the tree lacks and Xen needs is a diagnostic.
 */
#ifndef DOMC_MODEL_BOARD_H
#define DOMC_MODEL_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/space.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "facts/facts.h"

enum gic_version { GIC_V2, GIC_V3 };

struct board_range {
	struct range range;
	const char *path;	/* node it comes from, or "/memreserve/" */
	bool no_map;		/* reserved-memory only */
	bool disabled;		/* reserved-memory only: status not okay */
};

#define BOARD_NO_NUMBER UINT32_MAX

/* A child of /cpus with device_type "cpu". */
struct board_cpu {
	const char *path;
	uint32_t number;		/* Xen's, or BOARD_NO_NUMBER */
	uint64_t hwid;			/* what its reg says: MPIDR */
	/* why Xen cannot start it, "it has no reg"; NULL: it can */
	const char *fault;
	bool countable;			/* its reg gives it a number */
	bool method_fails;		/* the fault is its enable-method */
	bool disabled;			/* status is not okay */
	const uint8_t *compatible;	/* as the tree has it; NULL: not said */
	uint32_t compatible_len;
};

struct board {
	const char *what;		/* "board tree": for messages */
	const char *path;		/* of the file, as opened */
	const char *said;		/* the same as the system file has it */
	struct place place;		/* where the system file names it */
	const uint8_t *blob;		/* the flattened tree */
	uint32_t blob_size;		/* totalsize */
	uint32_t packed_size;		/* of it, without room to grow */
	/* at most what Xen keeps of its nodes beside a copy of it */
	uint64_t kept_bytes;
	/* the file as it is, source text or tree */
	const uint8_t *file_bytes;
	size_t file_size;		/* bytes */
	/* the file, what it includes, overlays */
	struct doc_input *inputs;
	const struct value *overlays;	/* list of paths; NULL: not said */
	/* source: dtc writes its labels, for overlays */
	bool with_labels;
	/* ascending; narrowed by board.memory */
	struct board_range *memory;
	size_t n_memory;
	struct board_range *by_name;	/* RAM for facts.memory_by_name only */
	size_t n_by_name;
	const char *no_reg;		/* a memory node without reg; or NULL */
	const char *stop;		/* the first, by facts.memory_by_name */
	/* what Xen looks for and that is behind `stop`; NULL: nothing */
	const char *behind_stop;
	/* /memreserve/ first, then /reserved-memory */
	struct board_range *reserved;
	size_t n_reserved;
	/*
	 * each `reg` translated to the root, and PCI ranges: what
	 * find_memory_holes() takes out
	 */
	struct range *mmio;
	size_t n_mmio;
	struct range *flash;	/* of cfi-flash nodes: reads like RAM */
	size_t n_flash;
	/*
	 * first node whose `reg` has no way to the root: find_memory_holes()
	 * then gives up; NULL: none
	 */
	const char *untranslated;

	/* First /cpus child with device_type "cpu". */
	const uint8_t *cpu_compatible;
	uint32_t cpu_compatible_len;
	bool has_cpu_clock;
	uint32_t cpu_clock;
	/* in the order of the tree; the first is taken for the boot CPU */
	struct board_cpu *cpu_nodes;
	uint32_t n_cpu_nodes;
	const struct board_cpu **cpus_by_path;	/* all of them, ascending */
	/* those with a number, by it */
	struct board_cpu *cpus;
	uint32_t n_cpus;

	/* Timer node as Xen matches it. */
	bool has_timer_clock;
	uint32_t timer_clock;

	enum gic_version gic;
	const char *gic_path;
	struct range gic_dist;
	struct range gic_cpu;		/* GICv2 */
	struct range *gic_redist;	/* GICv3 */
	size_t n_gic_redist;
	uint64_t gic_redist_stride;	/* 0: not said */

	/* one that a driver of Xen knows, and that is not given away */
	bool has_iommu;

	/* The console UART: stdout-path, or NULL path. */
	const char *uart_path;
	struct range uart;
	uint32_t uart_intid;		/* 0: none */

	uint32_t root_address_cells, root_size_cells;
};

/**
 * board_read - read the tree that board.device-tree names
 * @v: the value of `board`, valid by its schema
 *
 * Return: the board, or NULL with diagnostics.
 */
struct board *board_read(struct arena *a, struct diags *d,
			 const struct value *v,
			 const struct doc_options *opts);

/**
 * board_fit_release - what the target's release makes of the tree
 * @board: from board_read(); loses reserved ranges that @f does not reserve
 * @max_cpus: that Xen is built for
 *
 * Reports what that release would refuse, or take for RAM though it is none.
 * Source: xen/common/device-tree/bootfdt.c; arch/arm/bootfdt.c (4.17).
 */
void board_fit_release(struct arena *a, struct diags *d, struct board *board,
		       const struct facts *f, uint32_t max_cpus);

/**
 * board_use_console - take the UART that Xen's `dtuart=` names
 * @spec: an alias or a path, perhaps with ':' and options
 * @place: of Xen's command line
 *
 * board_read() does the same with stdout-path, which Xen takes when there is
 * no `dtuart=`. Source: xen/drivers/char/uart-init.c.
 */
void board_use_console(struct arena *a, struct diags *d, struct board *board,
		       const char *spec, struct place place);

#endif
