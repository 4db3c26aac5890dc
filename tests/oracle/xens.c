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

static const char *with_image(struct arena *a, const char *text,
			      const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_printf(&out, "%.*s%s%s", (int)(at - text), text, to,
		   at + strlen(from));
	return buf_str(&out);
}

struct oracle_case xens_talking(struct arena *a,
				const struct oracle_files *files,
				const struct oracle_case *c)
{
	const char *mute = files->xens[BUILD_STOCK][c->release];
	const char *loud = files->xens[BUILD_STOCK_EARLY][c->release];
	struct oracle_case talking = *c;

	talking.build = BUILD_STOCK_EARLY;
	talking.text = with_image(a, c->text, mute, loud);
	if (c->neighbour)
		talking.neighbour = with_image(a, c->neighbour, mute, loud);
	return talking;
}
