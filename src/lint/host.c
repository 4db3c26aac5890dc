/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * host.c - what the host and Xen itself have room for.
 */
#include "lint/rules.h"

#include <inttypes.h>

/* ---- Xen's own UART ---- */

void lint_check_uart_unknown(const struct lint_input *in)
{
	const struct board *b = in->system->board;
	struct diag_item *item;

	if (!in->system->target.facts->direct_map_asks_uart ||
	    (b->uart_path && b->uart_intid))
		return;
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct domain *d = in->plan->domains[i].domain;

		/* With vpl011 it is reported by src/plan. */
		if (!in->plan->domains[i].host_layout || d->is_dom0 ||
		    d->spi_count.given || d->vpl011.v)
			continue;
		item = diag_add(in->diags, E_UART_UNKNOWN,
				place_or(d->placement.direct_map.place,
					 d->place),
				"domain '%s': Xen %s counts its interrupts from that of Xen's own UART, and %s; say spi-count",
				d->name, in->system->target.facts->release,
				b->uart_path ? "the board tree tells none for it" :
					       "it has none here");
		diag_note(in->diags, item, in->system->hypervisor.cmdline.place,
			  "or add dtuart= with the path of a UART to Xen's command line");
	}
}

/* ---- numbers of domains ---- */

/* MAX_VMID_8_BIT without INVALID_VMID, which is Xen's own. */
#define VMIDS_OF_8_BITS 255

void lint_check_domains_many(const struct lint_input *in)
{
	const struct domain *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (d->start == START_DOM0LESS && ++n == VMIDS_OF_8_BITS + 1)
			first = d;
	}
	if (first)
		diag_add(in->diags, E_DOMAINS_MANY, first->place,
			 "domain '%s': %zu domains start at boot, and a CPU with VMIDs of 8 bits tells %d apart",
			 first->name, n, VMIDS_OF_8_BITS);
}

/* ---- the board tree ---- */

/* MAX_FDT_SIZE */
#define MOST_TREE_BYTES MIB(2)
/* load_device_tree() of QEMU: room for its own changes, counted in the tree. */
#define QEMU_TREE_BYTES 10000
#define QEMU_TREE_TIMES 2

void lint_check_board_tree_size(const struct lint_input *in)
{
	const struct board *b = in->system->board;
	bool qemu = in->system->boot.direct;
	size_t size = in->board_tree ? dt_size(in->board_tree) : 0;
	size_t most = qemu ? MOST_TREE_BYTES / QEMU_TREE_TIMES -
			     QEMU_TREE_BYTES : MOST_TREE_BYTES;
	struct diag_item *item;

	if (size <= most)
		return;
	item = diag_add(in->diags, E_BOARD_TREE_LARGE, b->place,
			"the board tree has %zu bytes, %zu can be had: %zu too many",
			size, most, size - most);
	diag_note(in->diags, item, PLACE_NONE,
		  "%" PRIu32 " of them are the board's, the rest is for the domains",
		  b->blob_size);
	if (qemu)
		diag_note(in->diags, item, in->system->boot.place,
			  "Xen maps 2 MiB, and QEMU's loader makes the tree twice as large");
}

/* ---- tables for grants ---- */

/*
 * Pages of grant_table.c, each found by a pointer: entries of version 1, of
 * those in use (a released build) and of the status that version 2 has.
 */
#define POINTER_BYTES 8
#define GRANTS_A_PAGE 512u
#define ACTIVE_A_PAGE 128u
#define GRANTS2_A_PAGE 256u
#define STATUS_A_PAGE 2048u
/* VMAP_VIRT_SIZE */
#define MOST_MAPPED GIB(1)
/* num_act_frames_from_sha_frames() counts grants, 512 a page, in 32 bits. */
#define MOST_FRAMES ((1ull << 32) / GRANTS_A_PAGE - 1)

/* Arrays of grant_table_init(), as a released build makes them. */
static uint64_t array_bytes(const struct grants *g)
{
	uint64_t frames = g->frames.v;
	uint64_t active = frames * (GRANTS_A_PAGE / ACTIVE_A_PAGE);
	uint64_t status = align_up(frames * GRANTS2_A_PAGE, STATUS_A_PAGE) /
			  STATUS_A_PAGE;

	return POINTER_BYTES * (frames + active + status +
				g->maptrack_frames.v);
}

static void report_frames(const struct lint_input *in, const struct domain *d)
{
	const struct set_u64 *frames = &d->grants.frames;

	diag_add(in->diags, E_GRANTS_TABLES, frames->place,
		 "domain '%s': %" PRIu64 " frames hold 2^32 grants or more, which Xen counts in 32 bits; %llu frames are the most",
		 d->name, frames->v, MOST_FRAMES);
}

/* Return: false when there is no room for more. */
static bool check_tables(const struct lint_input *in, const struct domain *d,
			 uint64_t *sum)
{
	const struct grants *g = &d->grants;
	bool most_are_maps = g->maptrack_frames.v > g->frames.v;
	uint64_t bytes = array_bytes(g);

	*sum += bytes;
	if (*sum < MOST_MAPPED || !bytes)
		return true;
	diag_add(in->diags, E_GRANTS_TABLES, most_are_maps ?
		 g->maptrack_frames.place : g->frames.place,
		 "domain '%s': Xen would make tables of %s for the grants of this and earlier domains, and has addresses for less than %s; lower the limit",
		 d->name, size_text(in->arena, *sum),
		 size_text(in->arena, MOST_MAPPED));
	return false;
}

void lint_check_grants_tables(const struct lint_input *in)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct domain *d = in->plan->domains[i].domain;

		if (d->grants.frames.v > MOST_FRAMES)
			report_frames(in, d);
		else if (!check_tables(in, d, &sum))
			return;
	}
}
