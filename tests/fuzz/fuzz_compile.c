/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_compile.c - a system file through the whole of domc build; its
 * neighbours (board tree, Xen, kernels, ramdisks) are fixed. What is found is
 * shown as a terminal would get it.
 */
#include "fuzz.h"

#include <string.h>

#include "cli/render.h"
#include "domc.h"
#include "memory_file.h"

static void show(const struct domc *c, enum domc_status status)
{
	const struct domc_finding *f;
	size_t n = domc_findings(c, &f), n_errors = 0;
	struct text out = { 0 };

	for (size_t i = 0; i < n; i++) {
		render_finding(&out, &f[i], i % 2);
		n_errors += f[i].is_error;
	}
	FUZZ_REQUIRE((status == DOMC_OK) == (n_errors == 0));
	text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *folder = memory_file_folder();
	const struct domc_options opts = {
		.include_dirs = &folder, .n_include_dirs = 1,
	};
	const struct domc_artefact *files;
	enum domc_status status;
	struct domc *c;

	if (len > FUZZ_INPUT_MAX)
		return 0;
	c = domc_new(&opts);
	FUZZ_REQUIRE(c);
	memory_file_fence(true);
	status = domc_build(c, memory_file_set(0, data, len));
	memory_file_fence(false);
	/* Only a file that cannot be read fails, and that is a finding. */
	FUZZ_REQUIRE(!domc_error(c));
	FUZZ_REQUIRE((domc_artefacts(c, &files) > 0) == (status == DOMC_OK));
	show(c, status);
	domc_free(c);
	return 0;
}
