/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file.h - files that a system names: size, digest and format by content.
 *
 * Files are streamed, never held whole: a ramdisk of 1 GiB costs no memory.
 */
#ifndef DOMC_MODEL_FILE_H
#define DOMC_MODEL_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"

#define SHA256_BYTES 32

enum file_format {
	FORMAT_UNKNOWN,
	FORMAT_ARM64_IMAGE,	/* Linux Documentation/arch/arm64/booting.rst */
	FORMAT_ARM32_ZIMAGE,
	FORMAT_UIMAGE,
	FORMAT_ELF,
	FORMAT_PE,		/* EFI executable without an Image header */
	FORMAT_X86_BZIMAGE,
	FORMAT_GZIP,
	FORMAT_XZ, FORMAT_ZSTD, FORMAT_BZIP2,
	FORMAT_LZ4, FORMAT_LZMA, FORMAT_LZO,
	FORMAT_CPIO,
	FORMAT_FDT,
	FORMAT_XSM_POLICY,
	FORMAT_EMPTY,
};

struct file {
	const char *path;		/* as the system file says it */
	/* as opened from the working directory */
	const char *found;
	struct place place;
	/* its name for the boot loader, or NULL */
	const char *load_as;
	const char *target_path;	/* its name in dom0, or NULL */
	bool has_at;
	/* host address: already there, not loaded */
	uint64_t at;
	uint64_t size;			/* bytes */
	uint8_t sha256[SHA256_BYTES];
	enum file_format format;
	/* Kernels; of the inner image when gzipped. */
	/* of a gzip's content, else FORMAT_UNKNOWN */
	enum file_format inner;
	/* gzip: of a kernel, else 0; else size */
	uint64_t unpacked_size;
	uint64_t text_offset;		/* arm64 Image */
	/* arm64 Image: memory it needs; 0: not said */
	uint64_t image_size;
	struct file *next;
};

/**
 * file_open - look into the file that @v names
 * @v: a path, or a map {file, at, load-as, target-path}
 * @files: list of those seen, NULL at first; a new one is appended
 *
 * A path that was seen is not read again. The list has one entry per path
 * opened; the same path said at another place gives a struct of its own that
 * is not in the list: its place and attributes (`at`, `load-as`,
 * `target-path`) are those that are said there.
 *
 * Return: the file, or NULL with a diagnostic (not found, not readable, empty,
 * damaged gzip).
 */
struct file *file_open(struct arena *a, struct diags *d, const struct value *v,
		       const struct doc_options *opts, struct file **files);

/**
 * file_report_not_found - there is no @path; where it was looked for
 * @what: "file", "board tree"
 */
void file_report_not_found(struct diags *d, struct place place,
			   const char *what, const char *path,
			   const struct doc_options *opts);

/** file_format_name - "an arm64 Image", "gzip data": for messages */
const char *file_format_name(enum file_format f);

#endif
