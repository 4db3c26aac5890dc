/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_parts.h - the parts of the board reader; private to src/model.
 */
#ifndef DOMC_MODEL_BOARD_PARTS_H
#define DOMC_MODEL_BOARD_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/board.h"
#include "model/board_tree.h"

/* NR_MEM_BANKS: most ranges of RAM, and of reserved memory, in Xen. */
#define BOARD_RANGES_MAX 256

/* A board being read. */
struct board_reading {
	struct arena *arena;
	struct diags *diags;
	struct board *board;
	struct tree_walk walk;
	size_t memory_room, reserved_room, by_name_room, mmio_room, flash_room,
	       cpu_room;
	bool has_cpu;		/* one without a number counts */
	bool has_gic, has_timer;
	bool has_memory_node;	/* one at least, perhaps of size 0 */
	bool has_chosen;	/* read already */
	bool gic_reported;	/* a GIC is there, but not as Xen wants it */
};

/* ---- board_load.c, board_dtc.c ---- */
/**
 * board_load - the flattened tree of the file that @v names, checked
 *
 * Fills path, place, blob, blob_size and inputs. Return: false with a
 * diagnostic.
 */
bool board_load(struct arena *a, struct diags *d, const struct value *v,
		const struct doc_options *opts, struct board *board);
/**
 * board_apply_overlays - change @board's tree by each overlay of @list
 * @list: paths; NULL: none
 *
 * Return: false with a diagnostic.
 */
bool board_apply_overlays(struct arena *a, struct diags *d,
			  const struct value *list,
			  const struct doc_options *opts, struct board *board);
/** board_read_bytes - a file of LIMIT_TREE_BYTES at most; NULL, or why not */
const char *board_read_bytes(struct arena *a, const char *path,
			     const uint8_t **ret_bytes, size_t *ret_len);
/* Where a source file says what it is, after a licence perhaps. */
#define SOURCE_HEAD_BYTES 4096
/**
 * board_is_source - is the file at @path, of @len @bytes, source for dtc?
 *
 * By its name, or by a line of its head that begins with the tag of such
 * source: other files may speak of it.
 */
bool board_is_source(const char *path, const uint8_t *bytes, size_t len);
/** board_is_named_tree - does the name @path end as one of a tree, .dts say? */
bool board_is_named_tree(const char *path);
/** board_is_flattened - do @bytes begin as a flattened tree does? */
bool board_is_flattened(const uint8_t *bytes, size_t len);
/** board_tree_fault - what is wrong with a flattened tree, or NULL */
const char *board_tree_fault(struct arena *a, const uint8_t *bytes,
			     size_t len);
/**
 * board_run_dtc - compile @board->path
 * @board: what, said, path, place and inputs are set; inputs grow by what the
 * source includes
 *
 * Return: the tree's bytes, or NULL with a diagnostic.
 */
const uint8_t *board_run_dtc(struct arena *a, struct diags *d,
			     const struct doc_options *opts,
			     struct board *board, size_t *ret_len);

/* ---- board_memory.c ---- */
void board_add_memreserve(struct board_reading *r);
/** board_look_memory - take the current node's ranges, if it is about memory */
void board_look_memory(struct board_reading *r);
/** board_finish_memory - sort, check and narrow to @narrow (may be NULL) */
void board_finish_memory(struct board_reading *r, const struct value *narrow);

/* ---- board_gic.c ---- */
void board_look_gic(struct board_reading *r);
void board_look_timer(struct board_reading *r);
void board_finish_devices(struct board_reading *r);

/* ---- board_cpus.c ---- */
/** board_look_cpu - take the current node, if it is a CPU's */
void board_look_cpu(struct board_reading *r);
/** board_finish_cpus - give them their numbers, as most releases do */
void board_finish_cpus(struct board_reading *r);
/**
 * board_number_cpus - the same as release @f does
 * @max_cpus: that Xen is built for
 */
void board_number_cpus(struct arena *a, struct board *board,
		       const struct facts *f, uint32_t max_cpus);

/* ---- board_irq.c ---- */
struct board_index;

/** board_read_intid - the first interrupt of @node, as @gic counts; 0: none */
uint32_t board_read_intid(const void *fdt, int node, int gic);

/* Entries of interrupt-map that are looked at for all devices of a domain. */
#define BOARD_MAP_STEPS 1000000u

/* Interrupts of a node, one after the other. */
struct board_irqs {
	const void *fdt;
	const struct board_index *index;	/* of fdt; NULL: none */
	int node, gic;				/* libfdt's offsets */
	uint32_t n;				/* how many there were */
	struct tree_prop extended;		/* what is left of it */
};

/**
 * board_next_intid - the next interrupt
 * @steps: entries of interrupt-map that may be looked at yet
 * @ret_intid: 0: it goes to another controller, or too long a way
 *
 * Return: false when there is no more.
 */
bool board_next_intid(struct board_irqs *i, uint32_t *steps,
		      uint32_t *ret_intid);

/* ---- board_index.c ---- */
/** board_index_make - for a tree without faults (board_tree_fault()) */
struct board_index *board_index_make(struct arena *a, const void *fdt);
/** board_index_path - a node by its full name; libfdt's offset, or -1 */
int board_index_path(const struct board_index *x, const char *path);
/** board_index_phandle - the first node that has @phandle; -1: none */
int board_index_phandle(const struct board_index *x, uint32_t phandle);
/** board_index_parent - the node above @node, an offset; -1: none */
int board_index_parent(const struct board_index *x, int node);

/* ---- board_uart.c ---- */
/** board_find_console - the UART of stdout-path, if there is one */
void board_find_console(struct board_reading *r);

#endif
