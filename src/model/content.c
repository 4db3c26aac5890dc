/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content.c - is a file what its use asks for? Found, wanted, the way out.
 */
#include <string.h>

#include "model/bind.h"

enum verdict { FINE, UNSURE, WRONG };

/*
 * What each format is good for. Hints tell how to come by what is wanted;
 * a kernel is wanted as an arm64 Image, or as gzip of one.
 */
static const struct use {
	const char *kernel_hint;
	enum verdict ramdisk;
	const char *ramdisk_hint;
} uses[] = {
	[FORMAT_UNKNOWN] = {
		"take arch/arm64/boot/Image of a Linux build, or the raw image that your kernel's build makes",
		UNSURE, NULL,
	},
	[FORMAT_ARM64_IMAGE] = {
		NULL, WRONG, "that is a kernel",
	},
	[FORMAT_ARM32_ZIMAGE] = {
		"domc compiles for arm64; take arch/arm64/boot/Image",
		WRONG, "that is a kernel",
	},
	[FORMAT_UIMAGE] = {
		"take the image that mkimage was given",
		WRONG, "Xen hands it over as it is: take the ramdisk that mkimage was given",
	},
	[FORMAT_ELF] = {
		"Xen on Arm reads no ELF: take arch/arm64/boot/Image instead of vmlinux, or use objcopy -O binary",
		UNSURE, NULL,
	},
	[FORMAT_PE] = {
		"such a kernel unpacks itself under EFI only: take arch/arm64/boot/Image",
		UNSURE, NULL,
	},
	[FORMAT_X86_BZIMAGE] = {
		"that is a kernel for x86; take arch/arm64/boot/Image",
		WRONG, "that is a kernel",
	},
	[FORMAT_GZIP] = {
		"what is packed must be an arm64 Image",
		FINE, NULL,
	},
	[FORMAT_XZ] = { "unpack it with 'xz -d': Xen knows gzip alone", FINE, NULL },
	[FORMAT_ZSTD] = { "unpack it with 'zstd -d': Xen knows gzip alone", FINE, NULL },
	[FORMAT_BZIP2] = { "unpack it with 'bzip2 -d': Xen knows gzip alone", FINE, NULL },
	[FORMAT_LZ4] = { "unpack it with 'lz4 -d': Xen knows gzip alone", FINE, NULL },
	[FORMAT_LZMA] = { "unpack it with 'lzma -d': Xen knows gzip alone", FINE, NULL },
	[FORMAT_LZO] = { "unpack it with 'lzop -d': Xen knows gzip alone", FINE, NULL },
	[FORMAT_CPIO] = {
		"that is a ramdisk: are kernel and ramdisk swapped?",
		FINE, NULL,
	},
	[FORMAT_FDT] = {
		"that is a device tree; the kernel is arch/arm64/boot/Image",
		WRONG, "the tree of a guest is made by Xen",
	},
	[FORMAT_XSM_POLICY] = {
		"that is a security policy: it goes to hypervisor.xsm-policy",
		WRONG, "that is a security policy, for hypervisor.xsm-policy",
	},
	[FORMAT_EMPTY] = { "there is nothing in it", UNSURE, NULL },
};

/* "gzip data of an ELF file" */
static const char *content_name(struct bind *b, const struct file *f)
{
	if (f->format != FORMAT_GZIP || f->inner == FORMAT_UNKNOWN)
		return file_format_name(f->format);
	return arena_printf(b->arena, "%s of %s", file_format_name(f->format),
			    file_format_name(f->inner));
}

/* The format that counts: what a gzip holds. */
static const struct use *use_of(const struct file *f)
{
	return &uses[f->format == FORMAT_GZIP ? f->inner : f->format];
}

void content_check_kernel(struct bind *b, const struct domain *d,
			  const struct file *f, struct place place)
{
	bool uimage = f->format == FORMAT_UIMAGE;
	struct diag_item *item;

	if (f->format == FORMAT_ARM64_IMAGE ||
	    (f->format == FORMAT_GZIP && f->inner == FORMAT_ARM64_IMAGE))
		return;
	item = diag_add(b->diags, uimage ? E_KERNEL_UIMAGE : E_KERNEL_FORMAT,
			place, uimage ?
			"domain '%s': the kernel '%s' is %s, which domc cannot place yet" :
			"domain '%s': the kernel '%s' is %s; an arm64 Image is wanted, or gzip of one",
			d->name, f->path, content_name(b, f));
	diag_note(b->diags, item, PLACE_NONE, "%s", use_of(f)->kernel_hint);
}

void content_check_ramdisk(struct bind *b, const struct domain *d,
			   const struct file *f, struct place place)
{
	/* Compressed in gzip: unknown content is somebody else's archive. */
	const struct use *u = use_of(f);
	struct diag_item *item;

	if (u->ramdisk == FINE ||
	    (u->ramdisk == UNSURE && f->format == FORMAT_GZIP))
		return;
	if (u->ramdisk == UNSURE) {
		diag_add(b->diags, E_RAMDISK_UNKNOWN, place,
			 "domain '%s': the ramdisk '%s' is %s, neither a cpio archive nor a compressed one",
			 d->name, f->path, content_name(b, f));
		return;
	}
	item = diag_add(b->diags, E_RAMDISK_FORMAT, place,
			"domain '%s': the ramdisk '%s' is %s; a cpio archive is wanted, compressed or not",
			d->name, f->path, content_name(b, f));
	diag_note(b->diags, item, PLACE_NONE, "%s", u->ramdisk_hint);
}

void content_check_tree(struct bind *b, const struct domain *d,
			const struct file *f, struct place place)
{
	const char *end = strrchr(f->path, '.');
	bool is_source = end && strcmp(end, ".dts") == 0;
	struct diag_item *item;

	if (f->format == FORMAT_FDT)
		return;
	item = diag_add(b->diags, E_PARTIAL_TREE_FORMAT, place,
			"domain '%s': the partial device tree '%s' is %s; a compiled one (.dtb) is wanted, for Xen reads the file itself",
			d->name, f->path,
			is_source ? "source text" : content_name(b, f));
	diag_note(b->diags, item, PLACE_NONE,
		  "compile source text with 'dtc -O dtb -o partial.dtb partial.dts', and name partial.dtb");
}

void content_check_hypervisor(struct bind *b, const struct file *f,
			      struct place place)
{
	struct diag_item *item;

	if (f->format == FORMAT_ARM64_IMAGE)
		return;
	item = diag_add(b->diags, E_HYPERVISOR_FORMAT, place,
			"the hypervisor '%s' is %s; an arm64 Image is wanted",
			f->path, content_name(b, f));
	diag_note(b->diags, item, PLACE_NONE,
		  "take the file 'xen' of a Xen build for arm64, or xen-*-arm64 of Debian's package, unpacked and not wrapped by mkimage");
}

/* xsm_dt_policy_init() fails at another first word, and Xen has no policy. */
void content_check_policy(struct bind *b, const struct file *f,
			  struct place place)
{
	struct diag_item *item;

	if (f->format == FORMAT_XSM_POLICY)
		return;
	item = diag_add(b->diags, E_XSM_POLICY, place,
			"the security policy '%s' is %s; a compiled FLASK policy is wanted",
			f->path, content_name(b, f));
	diag_note(b->diags, item, PLACE_NONE,
		  "it is what 'make -C tools/flask/policy' makes in Xen's source, xenpolicy-VERSION");
}
