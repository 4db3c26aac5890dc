/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * share.c - domains with the same kernel or ramdisk share one boot module.
 *
 * Xen finds a module by kind and address (boot_module_find_by_addr_and_kind()
 * in common/device-tree/bootinfo.c), so several domains may name one. Not so
 * with a gzipped kernel: kernel_decompress() makes the module point at the
 * unpacked copy and frees the original, and the next domain finds nothing.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int compare_u64(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_kind_and_content(const struct wish *x, const struct wish *y)
{
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->file->size != y->file->size)
		return compare_u64(x->file->size, y->file->size);
	return memcmp(x->file->sha256, y->file->sha256, SHA256_BYTES);
}

/* What is at a given place comes first, so that others can use it there. */
static int by_content_and_place(const void *a, const void *b)
{
	const struct wish *x = *(struct wish *const *)a;
	const struct wish *y = *(struct wish *const *)b;
	int order = by_kind_and_content(x, y);

	if (order)
		return order;
	if (x->file->has_at != y->file->has_at)
		return x->file->has_at ? -1 : 1;
	if (x->file->has_at && x->file->at != y->file->at)
		return compare_u64(x->file->at, y->file->at);
	return compare_u64(x->order, y->order);
}

/* Xen unpacks gzip, also inside a uImage, whose header is not looked into. */
static bool xen_moves(const struct wish *w)
{
	return w->kind == MODULE_KERNEL && (w->file->format == FORMAT_GZIP ||
					    w->file->format == FORMAT_UIMAGE);
}

static struct load *new_load(struct planner *p, const struct wish *w)
{
	struct load *load = ARENA_NEW(p->arena, struct load);

	load->kind = w->kind;
	load->file = w->file;
	return load;
}

static void report_moved(struct planner *p, const struct wish *w,
			 const struct wish *other)
{
	struct diag_item *item;

	item = diag_add(p->diags, E_GZIP_SHARED, w->file->place,
			"domain '%s': its gzipped kernel at 0x%" PRIx64 " is that of domain '%s'; Xen unpacks it for one of them and frees it",
			w->pd->domain->name, w->file->at,
			other->pd->domain->name);
	diag_note(p->diags, item, other->file->place,
		  "domain '%s' uses it too; give each its own copy, or one that is not gzipped",
		  other->pd->domain->name);
}

/* Wishes of one kind and content, in the order of by_content_and_place(). */
static void share_content(struct planner *p, struct wish **w, size_t n)
{
	bool moves = xen_moves(w[0]);
	bool shared = !moves && w[0]->kind != MODULE_GUEST_TREE;

	for (size_t i = 0; i < n; i++) {
		bool pinned = w[i]->file->has_at;

		if (pinned && i > 0 && w[i]->file->at == w[i - 1]->file->at) {
			w[i]->load = w[i - 1]->load;
			if (moves)
				report_moved(p, w[i], w[i - 1]);
		} else if (!pinned && i > 0 && shared) {
			w[i]->load = w[0]->load;
		} else {
			w[i]->load = new_load(p, w[i]);
			w[i]->load->again = moves && i > 0;
		}
	}
}

void plan_share(struct planner *p, struct wish *wishes, size_t n)
{
	struct wish **sorted = arena_array(p->arena, n + 1, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &wishes[i];
	qsort(sorted, n, sizeof(*sorted), by_content_and_place);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n; end++)
			if (by_kind_and_content(sorted[i], sorted[end]))
				break;
		share_content(p, &sorted[i], end - i);
	}
	for (size_t i = 0; i < n; i++)
		if (!wishes[i].load->user)
			wishes[i].load->user = wishes[i].pd->domain;
}
