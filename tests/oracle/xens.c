/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xens.c - the hypervisors that the generated systems are booted with.
 */
#include "xens.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "../layouts/random.h"

/* Folders as `make xen` names them, and what a person calls the build. */
static const struct {
	const char *folder, *name;
} builds[N_BUILDS] = {
	[BUILD_STOCK] = { NULL, "Debian's" },
	[BUILD_FULL] = { "all-options-early-console", "with every option" },
	[BUILD_DEBUG] = { "all-options-debug-early-console",
			  "with every option, for developers" },
	[BUILD_STOCK_EARLY] = { "early-console",
				"Debian's options, early console" },
};

void xens_find(struct arena *a, const struct lab *lab,
	       struct oracle_files *files)
{
	for (size_t b = 0; b < N_BUILDS; b++)
		for (size_t r = 0; r < N_RELEASES; r++)
			files->xens[b][r] = builds[b].folder ?
				arena_printf(a, "%s/%s-%s/xen", lab->xens,
					     release_names[r],
					     builds[b].folder) :
				lab_xen(a, lab, release_names[r]);
}

const char *xens_name(enum oracle_build build)
{
	return builds[build].name;
}

/* A stream of its own: the rest of the system does not depend on it. */
enum oracle_build xens_choose(bool full, uint64_t seed, uint64_t number)
{
	struct random r = random_make(~seed, number);

	if (!full)
		return BUILD_STOCK;
	return random_percent(&r, 50) ? BUILD_DEBUG : BUILD_FULL;
}

struct oracle_case xens_talking(struct arena *a,
				const struct oracle_files *files,
				const struct oracle_case *c)
{
	const char *mute = files->xens[BUILD_STOCK][c->release];
	const char *at = strstr(c->text, mute);
	struct buf text = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct oracle_case talking = *c;

	buf_printf(&text, "%.*s%s%s", (int)(at - c->text), c->text,
		   files->xens[BUILD_STOCK_EARLY][c->release],
		   at + strlen(mute));
	talking.build = BUILD_STOCK_EARLY;
	talking.text = buf_str(&text);
	return talking;
}
