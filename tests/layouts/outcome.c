/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * outcome.c - a layout through domc, in this process, and what it said.
 */
#include "outcome.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "domc.h"
#include "dt/dt.h"
#include "said.h"
#include "../boot/lab.h"

const char *outcome_setup(void)
{
	return said_unknown_code();
}

/* ---- the board tree ---- */

static struct dt_node *with_compatible(const struct dt_node *parent,
				       const char *compatible)
{
	for (struct dt_node *n = parent ? parent->children : NULL; n;
	     n = n->next) {
		const struct dt_prop *p = dt_find_prop(n, "compatible");

		if (p && p->len == strlen(compatible) + 1 &&
		    memcmp(p->data, compatible, p->len) == 0)
			return n;
	}
	return NULL;
}

struct dt_node *outcome_node(const struct dt_tree *board)
{
	const struct dt_node *chosen = dt_find_path(board, "/chosen");

	for (const struct dt_node *n = chosen ? chosen->children : NULL; n;
	     n = n->next) {
		struct dt_node *found = with_compatible(n,
						"xen,guest-layout-v1");

		if (found)
			return found;
	}
	return NULL;
}

static uint64_t number_at(const struct dt_prop *p, size_t at)
{
	uint64_t v = 0;

	for (size_t i = 0; i < 8 && at + i < p->len; i++)
		v = v << 8 | p->data[at + i];
	return v;
}

static struct range range_at(const struct dt_prop *p, size_t at)
{
	return (struct range){ number_at(p, at), number_at(p, at + 8) };
}

struct told outcome_told(const struct dt_node *n)
{
	const struct dt_prop *grant = dt_find_prop(n, "xen,grant-table");
	const struct dt_prop *regions = dt_find_prop(n, "xen,extended-regions");
	const struct dt_prop *magic = dt_find_prop(n, "xen,magic-base");
	struct told t = {
		.has_grant = grant != NULL,
		.has_regions = regions != NULL,
		.has_magic = magic != NULL,
		.suffice = dt_find_prop(n, "xen,regions-suffice") != NULL,
		.shared_info = dt_find_prop(n, "xen,shared-info-page") != NULL,
	};

	if (grant)
		t.grant = range_at(grant, 0);
	if (magic)
		t.magic_base = number_at(magic, 0);
	for (size_t at = 0; regions && at < regions->len; at += 16)
		if (t.n_regions < REGIONS_MOST)
			t.regions[t.n_regions++] = range_at(regions, at);
	return t;
}

static void read_board(struct arena *a, const struct domc_artefact *board,
		       struct outcome *o)
{
	struct place place = { .file = board->path };
	struct dt_tree *t = dt_read(a, diags_new(a), place, board->bytes,
				    board->len);
	const struct dt_node *n = t ? outcome_node(t) : NULL;

	o->written = t != NULL;
	o->has_node = n != NULL;
	if (n)
		o->told = outcome_told(n);
}

/* ---- compiling ---- */

static bool write_files(struct arena *a, const struct layout *l,
			const struct files *files, const char *path)
{
	struct buf text = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct buf tree = buf_make(a, LIMIT_OUTPUT_BYTES);

	text_system(l, files, &text);
	if (!lab_write(path, text.bytes, text.len))
		return false;
	if (!l->n_devices)
		return true;
	text_partial(a, l, &tree);
	return lab_write(files->partial, tree.bytes, tree.len);
}

static void collect(struct arena *a, const struct domc *c,
		    const struct layout *l, struct outcome *o)
{
	const struct domc_artefact *artefacts;
	const struct domc_finding *f;
	size_t n = domc_artefacts(c, &artefacts);
	/* Of its own: a board tree is large next to what is kept of it. */
	struct arena *scratch = arena_new(LIMIT_ARENA_BYTES);

	for (size_t i = 0; i < n; i++)
		if (strcmp(artefacts[i].path, "board.dtb") == 0)
			read_board(scratch, &artefacts[i], o);
	arena_free(scratch);
	n = domc_findings(c, &f);
	o->found = arena_array(a, n + 1, sizeof(*o->found));
	for (size_t i = 0; i < n; i++)
		said_add(a, &f[i], l, o);
}

struct outcome outcome_make(struct arena *a, const struct layout *l,
			      const struct files *files, const char *path)
{
	struct domc_options opts = { .only = "board.dtb", .force = true };
	struct arena *scratch = arena_new(LIMIT_ARENA_BYTES);
	struct outcome o = { .refused = true };
	struct domc *c = domc_new(&opts);

	if (!scratch || !c || !write_files(scratch, l, files, path)) {
		o.other = "the system file could not be written";
	} else {
		o.refused = domc_build(c, path) != DOMC_OK;
		collect(a, c, l, &o);
		if (domc_error(c))
			o.other = arena_strdup(a, domc_error(c));
	}
	domc_free(c);
	arena_free(scratch);
	return o;
}
