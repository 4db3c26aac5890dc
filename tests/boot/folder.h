/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * folder.h - boot one output folder of domc and report.
 */
#ifndef TESTS_BOOT_FOLDER_H
#define TESTS_BOOT_FOLDER_H

#include "lab.h"

/**
 * folder_boot - boot what domc wrote into @dir and compare each guest
 * @files: where the file names in qemu.args lead; NULL: @dir
 *
 * Guests are the folders of @dir with a guest.dtb; each must be the probe,
 * with the folder's name as probe.id. What each saw is kept as
 * @dir/NAME/seen.dtb, the serial log as @dir/serial.log. Prints lines
 * "KEY=VALUE" for other programs:
 *
 *   xen=4.20.5-pre (Debian ...)
 *   boot_ms=312
 *   guest=NAME tree_bytes=1304 tree_at=0x.. checks=21 failed=0 verdict=equal
 *   panic=TEXT
 *
 * Return: exit status, 0 when every guest saw what was compiled.
 */
int folder_boot(struct arena *a, const struct lab *lab, struct machine m,
		const char *dir, const char *files);

#endif
