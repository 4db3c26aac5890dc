/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/file_format.h"

#include <string.h>

/* Linux, Documentation/arch/arm64/booting.rst */
#define IMAGE_HEADER_BYTES 64
#define IMAGE_TEXT_OFFSET 8
#define IMAGE_SIZE 16
#define IMAGE_MAGIC "ARM\x64"
#define IMAGE_MAGIC_AT 56
/* First word of headers before Linux 3.17: "b +0x20" (Xen's kernel.c) */
#define IMAGE_MAGIC_V0 "\x08\x00\x00\x14"

struct magic {
	enum file_format format;
	size_t at;		/* byte offset */
	size_t len;
	const char *bytes;
};

/*
 * The first that fits wins. Xen's order (kernel_probe()): uImage, gzip, arm64
 * Image, zImage. An arm64 Image with an EFI stub and an x86 bzImage begin
 * with "MZ" too, so PE comes after them.
 */
static const struct magic magics[] = {
	{ FORMAT_UIMAGE, 0, 4, "\x27\x05\x19\x56" },
	{ FORMAT_GZIP, 0, 2, "\x1f\x8b" },
	{ FORMAT_ARM64_IMAGE, IMAGE_MAGIC_AT, 4, IMAGE_MAGIC },
	{ FORMAT_ARM64_IMAGE, 0, 4, IMAGE_MAGIC_V0 },
	{ FORMAT_ARM32_ZIMAGE, 36, 4, "\x18\x28\x6f\x01" },
	{ FORMAT_ELF, 0, 4, "\x7f" "ELF" },
	{ FORMAT_X86_BZIMAGE, 0x202, 4, "HdrS" },
	{ FORMAT_PE, 0, 2, "MZ" },
	{ FORMAT_XZ, 0, 6, "\xfd" "7zXZ\0" },
	{ FORMAT_ZSTD, 0, 4, "\x28\xb5\x2f\xfd" },
	{ FORMAT_BZIP2, 0, 3, "BZh" },
	{ FORMAT_LZ4, 0, 4, "\x04\x22\x4d\x18" },	/* frame */
	{ FORMAT_LZ4, 0, 4, "\x02\x21\x4c\x18" },	/* legacy, as Linux has it */
	{ FORMAT_LZMA, 0, 3, "\x5d\0\0" },
	{ FORMAT_LZO, 0, 5, "\x89LZO\0" },
	{ FORMAT_CPIO, 0, 6, "070701" },	/* newc */
	{ FORMAT_CPIO, 0, 6, "070702" },	/* newc with checksum */
	{ FORMAT_CPIO, 0, 6, "070707" },	/* odc */
	{ FORMAT_FDT, 0, 4, "\xd0\x0d\xfe\xed" },
	/* has_xsm_magic() in xen/xsm/xsm_core.c reads the first word alone. */
	{ FORMAT_XSM_POLICY, 0, 4, "\x8c\xff\x7c\xf9" },
};

static const char *const format_names[] = {
	[FORMAT_UNKNOWN] = "data of a format that domc does not know",
	[FORMAT_ARM64_IMAGE] = "an arm64 Image",
	[FORMAT_ARM32_ZIMAGE] = "a 32-bit Arm zImage",
	[FORMAT_UIMAGE] = "a U-Boot uImage",
	[FORMAT_ELF] = "an ELF file",
	[FORMAT_PE] = "an EFI program without an Image header",
	[FORMAT_X86_BZIMAGE] = "an x86 bzImage",
	[FORMAT_GZIP] = "gzip data",
	[FORMAT_XZ] = "xz data",
	[FORMAT_ZSTD] = "zstd data",
	[FORMAT_BZIP2] = "bzip2 data",
	[FORMAT_LZ4] = "lz4 data",
	[FORMAT_LZMA] = "lzma data",
	[FORMAT_LZO] = "lzo data",
	[FORMAT_CPIO] = "a cpio archive",
	[FORMAT_FDT] = "a device tree",
	[FORMAT_XSM_POLICY] = "a FLASK policy",
	[FORMAT_EMPTY] = "an empty file",
};

const char *file_format_name(enum file_format f)
{
	return format_names[f];
}

enum file_format file_format_of(const uint8_t *head, size_t n_head)
{
	if (n_head == 0)
		return FORMAT_EMPTY;
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *m = &magics[i];

		if (m->format == FORMAT_ARM64_IMAGE &&
		    n_head < IMAGE_HEADER_BYTES)
			continue;
		if (m->at + m->len <= n_head &&
		    memcmp(head + m->at, m->bytes, m->len) == 0)
			return m->format;
	}
	return FORMAT_UNKNOWN;
}

/* Both fields are little-endian, whatever the kernel is. */
static uint64_t little_endian_64(const uint8_t *p)
{
	uint64_t v = 0;

	for (int i = 7; i >= 0; i--)
		v = v << 8 | p[i];
	return v;
}

void file_format_image(const uint8_t *head, uint64_t *ret_text_offset,
		       uint64_t *ret_image_size)
{
	*ret_text_offset = little_endian_64(head + IMAGE_TEXT_OFFSET);
	*ret_image_size = little_endian_64(head + IMAGE_SIZE);
}
