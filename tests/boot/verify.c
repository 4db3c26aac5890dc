/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * verify.c - is what a guest saw what domc compiled?
 */
#include "verify.h"

#include <inttypes.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "lab.h"

/* Differences that a message lists. */
#define LISTED_MOST 6

struct listing {
	struct buf text;
	size_t n;
};

struct dt_tree *verify_read(struct arena *a, const char *name,
			    const uint8_t *blob, size_t len)
{
	struct place place = PLACE_NONE;

	place.file = name;
	return dt_read(a, diags_new(a), place, blob, len);
}

static void list_difference(void *ctx, enum dt_difference what,
			    const char *path, const struct dt_prop *left,
			    const struct dt_prop *right)
{
	static const char *const names[] = {
		[DT_ONLY_LEFT] = "only compiled",
		[DT_ONLY_RIGHT] = "only seen",
		[DT_VALUE] = "other value",
		[DT_ORDER] = "other order",
		[DT_RESERVES] = "other reservations",
		[DT_HEADER] = "other boot CPU",
	};
	struct listing *l = ctx;

	(void)left;
	(void)right;
	if (l->n++ < LISTED_MOST)
		buf_printf(&l->text, "%s%s %s", l->n > 1 ? ", " : "",
			   names[what], path);
}

const char *verify_trees(struct arena *a, const uint8_t *compiled,
			 size_t compiled_len, const uint8_t *seen,
			 size_t seen_len)
{
	struct listing l = { buf_make(a, LIMIT_OUTPUT_BYTES), 0 };
	struct dt_tree *left = verify_read(a, "guest.dtb", compiled,
					   compiled_len);
	struct dt_tree *right = verify_read(a, "seen.dtb", seen, seen_len);

	if (!left || !right)
		return left ? "what was seen is no tree" :
			      "what was compiled is no tree";
	if (dt_compare(a, left, right, list_difference, &l)) {
		if (l.n > LISTED_MOST)
			buf_printf(&l.text, " and %zu more",
				   l.n - LISTED_MOST);
		return buf_str(&l.text);
	}
	if (compiled_len != seen_len)
		return arena_printf(a, "equal trees of %zu and %zu bytes",
				    compiled_len, seen_len);
	for (size_t i = 0; i < seen_len; i++)
		if (compiled[i] != seen[i])
			return arena_printf(a, "equal trees, but byte 0x%zx differs",
					    i);
	return NULL;
}

uint64_t verify_cells(const struct dt_prop *p, size_t at)
{
	uint64_t v = 0;

	for (size_t i = at; i < at + 8; i++)
		v = v << 8 | p->data[i];
	return v;
}

/*
 * Xen names the domain before its lines, but for the one that has the
 * keyboard: then any domain that is not dom0 is it.
 */
static bool is_of(const struct seen_region *r, const struct seen_guest *g)
{
	return g->domid ? r->domid == g->domid : r->domid > 0;
}

/* reg[1..] of the hypervisor node against the lines of Xen's log. */
static const char *verify_regions(struct arena *a, const struct serial *s,
				  const struct seen_guest *g,
				  const struct dt_tree *tree)
{
	const struct dt_node *n = dt_find_path(tree, "/hypervisor");
	const struct dt_prop *reg = n ? dt_find_prop(n, "reg") : NULL;
	size_t n_said = reg && reg->len > 16 ? reg->len / 16 - 1 : 0;
	size_t i = 0;

	for (size_t k = 0; k < s->n_regions; k++) {
		struct range r = s->regions[k].range;

		if (!is_of(&s->regions[k], g))
			continue;
		i++;
		if (i > n_said || verify_cells(reg, i * 16) != r.base ||
		    verify_cells(reg, i * 16 + 8) != r.size)
			return arena_printf(a, "Xen logs region 0x%" PRIx64
					    "+0x%" PRIx64 ", reg[%zu] does not",
					    r.base, r.size, i);
	}
	if (i != n_said)
		return arena_printf(a, "%zu regions in the tree, %zu in Xen's log",
				    n_said, i);
	return NULL;
}

static const char *verify_vcpus(struct arena *a, const struct seen_guest *g,
				const struct dt_tree *tree)
{
	const struct dt_node *cpus = dt_find_path(tree, "/cpus");
	uint64_t n = 0;

	for (const struct dt_node *c = cpus ? cpus->children : NULL; c;
	     c = c->next)
		n++;
	/* Linux does not print how many the firmware knows. */
	if (!g->n_cpus || n == g->n_cpus)
		return NULL;
	return arena_printf(a, "%" PRIu64 " vCPUs compiled, %" PRIu64 " answer",
			    n, g->n_cpus);
}

static const char *verify_checks(struct arena *a, const struct seen_guest *g)
{
	if (g->first_failure)
		return arena_printf(a, "guest '%s' says: %s", g->id,
				    g->first_failure);
	if (!g->done)
		return arena_printf(a, "guest '%s' did not finish", g->id);
	if (g->n_fail || !g->n_pass)
		return arena_printf(a, "guest '%s': %u checks passed, %u failed",
				    g->id, g->n_pass, g->n_fail);
	return NULL;
}

const char *verify_guest(struct arena *a, const struct serial *s,
			 const char *id, const char *out)
{
	const struct seen_guest *g = serial_guest(s, id);
	const char *wrong;
	uint8_t *compiled;
	size_t len;

	if (!g)
		return arena_printf(a, "guest '%s' said nothing", id);
	if (!serial_tree_whole(g))
		return arena_printf(a, "guest '%s': its tree did not come whole (%zu of %zu bytes)",
				    id, g->tree_got, g->tree_len);
	lab_write(arena_printf(a, "%s/%s/seen.dtb", out, id), g->tree,
		  g->tree_len);
	compiled = lab_read(a, arena_printf(a, "%s/%s/guest.dtb", out, id),
			    &len);
	if (!compiled)
		return arena_printf(a, "no %s/guest.dtb", id);
	wrong = verify_trees(a, compiled, len, g->tree, g->tree_len);
	if (!wrong) {
		struct dt_tree *t = verify_read(a, id, g->tree, g->tree_len);

		wrong = verify_regions(a, s, g, t);
		if (!wrong)
			wrong = verify_vcpus(a, g, t);
	}
	return wrong ? wrong : verify_checks(a, g);
}

const char *verify_ramdisk(struct arena *a, const struct seen_guest *g,
			   const char *path)
{
	size_t len = 0;
	uint8_t *bytes = lab_read(a, path, &len);

	if (!bytes)
		return "the ramdisk cannot be read";
	if (g->ramdisk.size != len)
		return arena_printf(a, "ramdisk of %zu bytes, %" PRIu64 " seen",
				    len, g->ramdisk.size);
	if (crc32(0, bytes, (uInt)len) != g->ramdisk_crc32)
		return "the guest's ramdisk has other content";
	return NULL;
}
