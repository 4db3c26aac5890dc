/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_board.c - a flattened tree as the board of a system, then as the
 * partial tree of a guest, through the whole of domc build.
 */
#include "fuzz.h"

#include <string.h>

#include "domc.h"
#include "memory_file.h"

/* The two places for a tree: @board and @partial are paths. */
static void build(const char *board, const char *partial)
{
	const char *folder = memory_file_folder();
	const struct domc_options opts = {
		.include_dirs = &folder, .n_include_dirs = 1, .force = true,
	};
	struct domc *c = domc_new(&opts);
	char text[512];
	int n;

	n = snprintf(text, sizeof(text), "domc: 1\n"
		     "target: {xen: '4.17', kconfig: debian}\n"
		     "board: {device-tree: %s}\n"
		     "boot: {methods: [direct]}\n"
		     "hypervisor: {image: xen, cmdline: console=dtuart}\n"
		     "domains:\n  guest:\n    memory: 64 MiB\n"
		     "    vpl011: true\n    enhanced: no-xenstore\n"
		     "    kernel: probe.bin\n    device-tree: %s\n",
		     board, partial);
	FUZZ_REQUIRE(c && n > 0 && (size_t)n < sizeof(text));
	memory_file_fence(true);
	domc_build(c, memory_file_set(1, (const uint8_t *)text, (size_t)n));
	memory_file_fence(false);
	FUZZ_REQUIRE(!domc_error(c));
	domc_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *path;

	if (len > FUZZ_INPUT_MAX)
		return 0;
	path = memory_file_set(0, data, len);
	build(path, "partial.dtb");
	build("board.dtb", path);
	return 0;
}
