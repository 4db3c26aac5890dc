/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * taken.c - what a domain of Xen 4.20 has in its address space beside the
 * ranges of its layout.
 *
 * Source: xen/include/public/arch-arm.h; the GIC and UART of QEMU's "virt"
 * board for a direct-mapped domain, with the sizes that Xen gives a guest.
 */
#include <assert.h>

#include "layout.h"

const char *const piece_names[N_PIECE_KINDS] = {
	[PIECE_NONE] = "none",
	[PIECE_REGION] = "region",
	[PIECE_GRANT_TABLE] = "gnttab",
	[PIECE_MAGIC] = "magic",
	[PIECE_RAM] = "ram",
	[PIECE_GIC] = "gic",
	[PIECE_UART] = "uart",
	[PIECE_VIRTIO] = "virtio",
	[PIECE_VPCI] = "vpci",
	[PIECE_ACPI] = "acpi",
	[PIECE_SHMEM] = "shmem",
	[PIECE_XEN_REG] = "xen-reg",
};

/* Room of the first RAM bank; the rest is in the second. */
#define RAM_FIRST GIB(3)

void pieces_add(struct pieces *p, enum piece_kind kind, uint64_t base,
		uint64_t size)
{
	assert(p->n < PIECES_MOST);
	p->v[p->n++] = (struct piece){ kind, { base, size } };
}

uint64_t layout_frames(const struct layout *l)
{
	if (l->frames_said)
		return l->frames;
	return l->xen_frames_said ? l->xen_frames : FRAMES_DEFAULT;
}

static void add_guest_map(const struct layout *l, struct pieces *p)
{
	uint64_t first = l->ram < RAM_FIRST ? l->ram : RAM_FIRST;

	pieces_add(p, PIECE_RAM, 0x40000000, first);
	if (l->ram > first)
		pieces_add(p, PIECE_RAM, 0x200000000, l->ram - first);
	pieces_add(p, PIECE_VIRTIO, 0x02000000, MIB(1));
	pieces_add(p, PIECE_VPCI, 0x10000000, MIB(256));
	pieces_add(p, PIECE_VPCI, 0x23000000, MIB(256));
	pieces_add(p, PIECE_VPCI, 0x100000000, GIB(4));
	pieces_add(p, PIECE_ACPI, 0x20000000, MIB(32));
	pieces_add(p, PIECE_GIC, 0x03001000,
		   l->gic == 2 ? 0x1000 : 0x10000);
	if (l->gic == 2)
		pieces_add(p, PIECE_GIC, 0x03002000, 0x2000);
	else
		pieces_add(p, PIECE_GIC, 0x03020000, MIB(16));
	if (l->vpl011)
		pieces_add(p, PIECE_UART, 0x22000000, 0x1000);
}

static void add_host_map(const struct layout *l, struct pieces *p)
{
	for (size_t i = 0; i < l->n_banks; i++)
		pieces_add(p, PIECE_RAM, l->banks[i].base, l->banks[i].size);
	pieces_add(p, PIECE_GIC, 0x08000000,
		   l->gic == 2 ? 0x1000 : 0x10000);
	if (l->gic == 2)
		pieces_add(p, PIECE_GIC, 0x08010000, 0x2000);
	else
		pieces_add(p, PIECE_GIC, 0x080a0000, 0xf60000);
	if (l->vpl011)
		pieces_add(p, PIECE_UART, 0x09000000, 0x1000);
}

struct pieces layout_taken(const struct layout *l)
{
	struct pieces p = { .n = 0 };

	if (l->n_banks)
		add_host_map(l, &p);
	else
		add_guest_map(l, &p);
	for (size_t i = 0; i < l->n_shms; i++)
		pieces_add(&p, PIECE_SHMEM, l->shms[i].base, l->shms[i].size);
	for (size_t i = 0; i < l->n_devices; i++)
		pieces_add(&p, PIECE_XEN_REG, l->devices[i].guest.base,
			   l->devices[i].guest.size);
	return p;
}
