/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * loader.c - where the boot loader puts Xen and the board tree.
 *
 * The only loader so far is QEMU's own (hw/arm/boot.c, load_aarch64_image()
 * and arm_setup_direct_kernel_boot()): it cannot be told where, so a place
 * that the file says is believed, and a warning tells where they differ.
 */
#include "plan/parts.h"

#include <inttypes.h>

/* BOOTLOADER_MAX_SIZE: an Image may not ask for less; QEMU then adds 2 MiB. */
#define QEMU_STUB_BYTES KIB(4)
/* KERNEL64_LOAD_ADDR: for an image that does not say how large it is. */
#define QEMU_OLD_OFFSET 0x80000
/* XEN_VIRT_SIZE of 4.20: no Xen is larger (asm/mmu/layout.h). */
#define XEN_MOST_BYTES MIB(8)
/* MIN_FDT_ALIGN: early_fdt_map() refuses a tree that is not so aligned. */
#define TREE_ALIGN 8
/* MAX_FDT_SIZE: room for any tree that Xen takes. */
#define TREE_ROOM MIB(2)
/* What domc adds to /chosen, generously: 32 modules, 256 bytes each. */
#define TREE_GROWTH KIB(64)

/* Memory from _start to _end: the header counts what the file does not hold. */
static uint64_t xen_size(const struct file *image)
{
	if (!image || !image->size)
		return XEN_MOST_BYTES;
	return image->image_size > image->size ? image->image_size :
						 image->size;
}

static void warn_differs(struct planner *p, const char *what,
			 const struct set_u64 *said, uint64_t qemu)
{
	struct diag_item *item;

	if (!p->system->boot.direct || said->v == qemu)
		return;
	item = diag_add(p->diags, E_LOADER_PLACE, said->place,
			"%s is said to be at 0x%" PRIx64 "; with the RAM of this board QEMU puts it at 0x%" PRIx64 " and cannot be told otherwise",
			what, said->v, qemu);
	diag_note(p->diags, item, PLACE_NONE,
		  "leave it out, unless board.memory hides RAM that QEMU has");
}

static uint64_t ram_base(const struct planner *p)
{
	return p->board->n_memory ? p->board->memory[0].range.base : 0;
}

static uint64_t qemu_xen_at(const struct planner *p)
{
	const struct file *image = p->system->hypervisor.image;
	uint64_t offset = image ? image->text_offset : 0;

	if (image && !image->image_size)
		return ram_base(p) + QEMU_OLD_OFFSET;
	if (offset < QEMU_STUB_BYTES)
		offset += MIB(2);
	return ram_base(p) + offset;
}

/* The Image protocol wants text_offset bytes above a multiple of 2 MiB. */
static bool check_xen_align(struct planner *p, const struct set_u64 *at)
{
	const struct file *image = p->system->hypervisor.image;
	uint64_t offset = image ? image->text_offset : 0;

	if (is_aligned(at->v - offset, MIB(2)))
		return true;
	diag_add(p->diags, E_PLACE_NOT_ALIGNED, at->place,
		 "Xen at 0x%" PRIx64 ": its Image must lie %sa multiple of 2 MiB, such as 0x%" PRIx64,
		 at->v,
		 offset ? arena_printf(p->arena, "0x%" PRIx64 " bytes above ",
				       offset) : "at ",
		 align_down(at->v - offset, MIB(2)) + offset);
	return false;
}

struct planned plan_xen_place(struct planner *p)
{
	const struct set_u64 *at = &p->system->boot.xen_at;
	uint64_t size = xen_size(p->system->hypervisor.image);

	if (!at->given)
		return (struct planned){
			{ qemu_xen_at(p), size },
			"QEMU's loader: 2 MiB above the start of RAM, or where the Image header says",
			PLACE_NONE,
		};
	if (check_xen_align(p, at))
		warn_differs(p, "Xen", at, qemu_xen_at(p));
	return (struct planned){
		{ at->v, size }, "said in the file", at->place,
	};
}

/* Behind where a ramdisk would be: half of RAM, but at most 128 MiB. */
static uint64_t qemu_tree_at(const struct planner *p)
{
	uint64_t xen_end = qemu_xen_at(p) +
			   xen_size(p->system->hypervisor.image);
	uint64_t ram = p->board->n_memory ? p->board->memory[0].range.size : 0;
	uint64_t offset = ram / 2 < MIB(128) ? ram / 2 : MIB(128);
	uint64_t at = ram_base(p) + offset;

	return align_up(at < xen_end ? xen_end : at, MIB(2));
}

struct planned plan_tree_place(struct planner *p)
{
	const struct set_u64 *at = &p->system->boot.tree_at;
	uint64_t room = align_up(p->board->blob_size + TREE_GROWTH, TREE_ROOM);

	if (!at->given)
		return (struct planned){
			{ qemu_tree_at(p), room },
			"QEMU's loader: half of RAM, but at most 128 MiB, above its start",
			PLACE_NONE,
		};
	if (!is_aligned(at->v, TREE_ALIGN))
		diag_add(p->diags, E_PLACE_NOT_ALIGNED, at->place,
			 "board tree at 0x%" PRIx64 ": Xen wants a multiple of %d",
			 at->v, TREE_ALIGN);
	else
		warn_differs(p, "the board tree", at, qemu_tree_at(p));
	return (struct planned){
		{ at->v, room }, "said in the file", at->place,
	};
}
