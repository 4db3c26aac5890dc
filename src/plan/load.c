/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * load.c - where Xen puts kernel, device tree and ramdisk in a guest's RAM.
 *
 * Replays kernel_zimage_place() and place_modules() of xen/arch/arm/kernel.c.
 * Xen looks at the size of the kernel's file; image_size of its header, which
 * counts the zeroed data behind it, is not read.
 */
#include "plan/parts.h"

#include <inttypes.h>

/* Numbers of place_modules(), by its names where it has some. */
struct fit {
	struct range ram;	/* first bank */
	struct range kernel;	/* as loaded */
	uint64_t kernel_end;	/* rounded up to 2 MiB */
	uint64_t tree_size;	/* room, rounded up to 2 MiB */
	uint64_t modules_size;	/* tree and ramdisk, each rounded up */
};

static bool is_image(const struct file *f)
{
	return f->format == FORMAT_ARM64_IMAGE ||
	       (f->format == FORMAT_GZIP && f->inner == FORMAT_ARM64_IMAGE &&
		f->unpacked_size);
}

static uint64_t kernel_size(const struct file *f)
{
	return f->format == FORMAT_GZIP ? f->unpacked_size : f->size;
}

static struct place ram_place(const struct domain *d)
{
	if (d->placement.n_banks)
		return place_or(d->placement.banks[0].place, d->place);
	return place_or(d->memory.place, d->place);
}

/* Sizes past all RAM are cut, so that sums of them stay exact. */
static uint64_t rounded(const struct planner *p, uint64_t size)
{
	const uint64_t most = UINT64_C(1) << 56;

	return align_up(size < most ? size : most, p->facts->module_align);
}

/*
 * The way out: memory in which a kernel of @bytes leaves room for the rest.
 * Xen wants more than the rest needs behind it: one unit. Static memory is
 * said twice, and this size would be only one of both.
 */
static void note_enough(struct planner *p, const struct plan_domain *pd,
			struct diag_item *item, const struct fit *f,
			uint64_t bytes)
{
	const struct domain *d = pd->domain;
	uint64_t enough = rounded(p, d->kernel.file->text_offset) +
			  rounded(p, bytes) + f->modules_size +
			  p->facts->module_align;

	if (!d->placement.n_banks && enough <= p->facts->ram[0].size)
		diag_note(p->diags, item, PLACE_NONE, "memory: %s is enough",
			  size_text(p->arena, enough));
}

/* "Not enough memory in the first bank for the kernel+dtb+initrd" */
static void report_too_large(struct planner *p, const struct plan_domain *pd,
			     const struct fit *f, uint64_t need)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;

	item = diag_add(p->diags, E_KERNEL_TOO_LARGE, ram_place(d),
			"domain '%s': the first RAM bank has %s; kernel%s need %s, %s more",
			d->name, size_text(p->arena, f->ram.size),
			d->ramdisk ? ", device tree and ramdisk" :
				     " and device tree",
			size_text(p->arena, need),
			plan_bytes_text(p->arena, need - f->ram.size));
	diag_note(p->diags, item, d->kernel.file->place,
		  "the kernel takes %s from 0x%" PRIx64 " above the start of RAM",
		  plan_bytes_text(p->arena, f->kernel.size),
		  d->kernel.file->text_offset);
	if (d->ramdisk)
		diag_note(p->diags, item, d->ramdisk->place,
			  "the ramdisk takes %s",
			  plan_bytes_text(p->arena, d->ramdisk->size));
	diag_note(p->diags, item, PLACE_NONE,
		  "the tree takes %s; Xen rounds each up to %s",
		  size_text(p->arena, f->tree_size),
		  size_text(p->arena, p->facts->module_align));
	note_enough(p, pd, item, f, f->kernel.size);
}

/* "Unable to find suitable location for dtb+initrd" */
static void report_no_place(struct planner *p, const struct plan_domain *pd,
			    const struct fit *f)
{
	const struct domain *d = pd->domain;
	uint64_t end = f->ram.base + f->ram.size;
	uint64_t above = end > f->kernel_end ? end - f->kernel_end : 0;
	uint64_t below = f->kernel.base - f->ram.base;
	struct diag_item *item;

	item = diag_add(p->diags, E_TREE_NO_PLACE, ram_place(d),
			"domain '%s': the device tree%s %s; Xen wants more than that free in one piece behind the kernel, where there are %s, or before it, where there are %s",
			d->name, d->ramdisk ? " and ramdisk take" : " takes",
			plan_bytes_text(p->arena, f->modules_size),
			plan_bytes_text(p->arena, above),
			plan_bytes_text(p->arena, below));
	diag_note(p->diags, item, d->kernel.file->place,
		  "the kernel takes %s, rounded up",
		  range_text(p->arena, range_of(f->kernel.base,
						     f->kernel_end)));
	note_enough(p, pd, item, f, f->kernel.size);
}

/* Where tree and ramdisk begin; 0 and NULL where Xen finds no place. */
static uint64_t choose(const struct planner *p, const struct fit *f,
		       const char **ret_reason)
{
	uint64_t end = f->ram.base + f->ram.size;
	uint64_t first = f->ram.base + p->facts->tree_offset;

	if (end >= first + f->modules_size &&
	    f->kernel.base + f->kernel.size < first) {
		*ret_reason = "Xen: 128 MiB above the start of RAM";
		return first;
	}
	if (end - f->modules_size > f->kernel_end) {
		*ret_reason = "Xen: at the end of the first RAM bank, since there is no room 128 MiB above its start";
		return end - f->modules_size;
	}
	if (f->kernel.base - f->ram.base > f->modules_size) {
		*ret_reason = "Xen: right before the kernel, since there is no room behind it";
		return f->kernel.base - f->modules_size;
	}
	*ret_reason = NULL;
	return 0;
}

/* The header counts memory that the kernel zeroes before it reads the tree. */
static void check_overrun(struct planner *p, const struct plan_domain *pd,
			  const struct fit *f)
{
	const struct domain *d = pd->domain;
	const struct file *file = d->kernel.file;
	struct range image = { f->kernel.base, file->image_size };
	struct diag_item *item;
	const char *what;

	if (!image.size)
		return;
	if (!plan_whole(image) || !range_contains(f->ram, image))
		what = "the end of the first RAM bank";
	else if (range_overlap(image, pd->tree.range))
		what = "the device tree";
	else
		return;		/* the ramdisk lies behind the tree */
	item = diag_add(p->diags, E_KERNEL_OVERRUN, file->place,
			"domain '%s': the kernel needs %s from 0x%" PRIx64 " on by its header, across %s",
			d->name, plan_bytes_text(p->arena, image.size),
			image.base, what);
	diag_note(p->diags, item, ram_place(d),
		  "RAM %s, device tree at 0x%" PRIx64 ", ramdisk %s",
		  range_text(p->arena, f->ram), pd->tree.range.base,
		  d->ramdisk ? range_text(p->arena, pd->ramdisk.range) :
			       "none");
	if (file->text_offset + image.size <= p->facts->tree_offset)
		note_enough(p, pd, item, f, image.size);
	else
		diag_note(p->diags, item, PLACE_NONE,
			  "more memory is no help: Xen puts the tree %s above the start of RAM at most; take a kernel that needs less",
			  size_text(p->arena, p->facts->tree_offset));
}

static void place_modules(struct planner *p, struct plan_domain *pd,
			  const struct fit *f)
{
	const struct domain *d = pd->domain;
	uint64_t need = f->kernel_end - f->kernel.base + f->modules_size;
	uint64_t base;
	const char *reason;

	if (need > f->ram.size) {
		report_too_large(p, pd, f, need);
		return;
	}
	base = choose(p, f, &reason);
	if (!reason) {
		report_no_place(p, pd, f);
		return;
	}
	pd->tree = (struct planned){
		{ base, f->tree_size }, reason, PLACE_NONE,
	};
	if (d->ramdisk)
		pd->ramdisk = (struct planned){
			{ base + f->tree_size, d->ramdisk->size },
			"Xen: right behind the tree",
			d->ramdisk->place,
		};
	check_overrun(p, pd, f);
}

/* A bank past the last guest address was reported; its sums could wrap. */
static bool has_ram(const struct planner *p, const struct plan_domain *pd)
{
	struct range first = pd->banks[0].range;

	return pd->n_banks && first.size &&
	       range_last(first) >> p->system->target.ipa_bits.v == 0;
}

/* Where dom0's banks are Xen decides; the first is no larger than its RAM. */
static struct range first_bank(const struct plan_domain *pd)
{
	return pd->domain->is_dom0 ? range_of(0, pd->domain->memory.v) :
				     pd->banks[0].range;
}

void plan_load(struct planner *p, struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	const struct file *file = d->kernel.file;
	struct fit f = { { 0, 0 }, { 0, 0 }, 0, 0, 0 };

	if (!file || !is_image(file) || !(d->is_dom0 || has_ram(p, pd)))
		return;
	f.ram = first_bank(pd);
	/* The tree is never past 2 MiB, or Xen could not make it. */
	f.tree_size = rounded(p, p->facts->tree_max_bytes);
	f.modules_size = f.tree_size +
			 (d->ramdisk ? rounded(p, d->ramdisk->size) : 0);
	f.kernel.size = kernel_size(file);
	f.kernel.base = f.ram.base + file->text_offset;
	if (file->text_offset > f.ram.size ||
	    f.kernel.size > f.ram.size - file->text_offset) {
		/* Xen would load it past the bank, into nothing. */
		report_too_large(p, pd, &f,
				 rounded(p, file->text_offset) +
				 rounded(p, f.kernel.size) + f.modules_size);
		return;
	}
	f.kernel_end = align_up(f.kernel.base + f.kernel.size,
				p->facts->module_align);
	if (d->is_dom0) {
		if (f.kernel_end + f.modules_size > f.ram.size)
			report_too_large(p, pd, &f,
					 f.kernel_end + f.modules_size);
		return;
	}
	pd->kernel = (struct planned){
		f.kernel,
		"Xen: start of RAM + text_offset of the kernel's header",
		file->place,
	};
	place_modules(p, pd, &f);
}
