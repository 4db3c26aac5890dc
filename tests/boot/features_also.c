/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * features_also.c - of what Xen and dom0 say, what no single line holds.
 */
#include <stdlib.h>
#include <string.h>

#include "features.h"
#include "serial.h"
#include "verify.h"

/*
 * Of a static heap of 192 MiB a guest has 64 MiB, and Xen the table of its
 * frames (56 bytes a page of the host, 14 MiB) and little more.
 */
#define HEAP_LEFT_MOST_KIB (128u << 10)
#define HEAP_LEFT_LEAST_KIB (96u << 10)

const char *feature_heap_wrong(struct arena *a, const struct serial *s)
{
	static const char mark[] = "    Dom heap: ";
	const char *line = strstr(buf_str(&s->said), mark);
	unsigned long kib = line ? strtoul(line + strlen(mark), NULL, 10) : 0;

	if (kib >= HEAP_LEFT_LEAST_KIB && kib <= HEAP_LEFT_MOST_KIB)
		return NULL;
	return arena_printf(a, "%lu KiB of the heap are left, not %u to %u",
			    kib, HEAP_LEFT_LEAST_KIB, HEAP_LEFT_MOST_KIB);
}

static bool labelled(const struct dt_tree *t, const char *path,
		     const char *label)
{
	const struct dt_node *n = dt_find_path(t, path);
	const struct dt_prop *p = n ? dt_find_prop(n, "label") : NULL;

	return p && p->len == strlen(label) + 1 &&
	       memcmp(p->data, label, p->len) == 0;
}

const char *feature_overlays_wrong(struct arena *a, const struct serial *s)
{
	const struct seen_guest *g = serial_guest(s, "dom0");
	struct dt_tree *t;

	if (!g || !serial_tree_whole(g))
		return "dom0's tree did not come whole";
	t = verify_read(a, "dom0", g->tree, g->tree_len);
	if (!t)
		return "dom0's tree is none";
	if (!labelled(t, "/lamp/below", "lamp"))
		return "dom0 does not see the lamp";
	return labelled(t, "/fan/below", "fan") ? NULL :
						  "dom0 does not see the fan";
}
