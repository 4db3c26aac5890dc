/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_tree.c - a flattened tree that is read, written, read again and
 * compared; what is written, libfdt takes too.
 */
#include "fuzz.h"

#include <libfdt.h>

#include "base/limits.h"
#include "dt/dt.h"

static const struct place fuzz_place = { "fuzz.dtb", 1, 1, 1, 2 };

static struct dt_tree *read_tree(struct arena *a, const void *bytes,
				 size_t len)
{
	struct diags *d = diags_new(a);
	struct dt_tree *t = dt_read(a, d, fuzz_place, bytes, len);

	FUZZ_REQUIRE(t || d->n_errors);
	return t;
}

static void try(struct arena *a, const char *bytes, size_t len)
{
	struct buf once = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct buf source = buf_make(a, LIMIT_OUTPUT_BYTES);
	const struct dt_tree *left = read_tree(a, bytes, len), *right;

	if (!left)
		return;
	dt_write(left, &once);
	FUZZ_REQUIRE(once.len == dt_size(left));
	FUZZ_REQUIRE(fdt_check_full(once.bytes, once.len) == 0);
	right = read_tree(a, once.bytes, once.len);
	FUZZ_REQUIRE(right);
	FUZZ_REQUIRE(dt_compare(a, left, right, NULL, NULL) == 0);
	dt_write_dts(left, &source);
	FUZZ_REQUIRE(source.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	return fuzz_in_arena(data, len, try);
}
