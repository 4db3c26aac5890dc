/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/board_tree.h"

#include <libfdt.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* Names of a path stand in the tree one by one, so it is no longer. */
#define PATH_BYTES (LIMIT_TREE_BYTES + LIMIT_TREE_DEPTH)
/*
 * struct dt_device_node and struct dt_property of Xen, and the property
 * "name" that it adds to each node (unflatten_dt_node()), rounded up.
 */
#define KEPT_NODE_BYTES 208
#define KEPT_PROP_BYTES 40

static const struct {
	const char *name;
	size_t at;		/* offset in struct tree_node */
} tree_props[] = {
#define PROP(text, field) { text, offsetof(struct tree_node, field) }
	PROP("reg", reg),
	PROP("compatible", compatible),
	PROP("status", status),
	PROP("ranges", ranges),
	PROP("interrupts", interrupts),
	PROP("#address-cells", address_cells),
	PROP("#size-cells", size_cells),
	PROP("device_type", device_type),
	PROP("interrupt-controller", interrupt_controller),
	PROP("interrupts-extended", interrupts_extended),
	PROP("assigned-addresses", assigned),
	PROP("clock-frequency", clock_frequency),
	PROP("enable-method", enable_method),
	PROP("cpu-release-addr", release_addr),
	PROP("no-map", no_map),
	PROP("xen,passthrough", passthrough),
	PROP("#redistributor-regions", redist_regions),
	PROP("redistributor-stride", redist_stride),
#undef PROP
};

static void keep_prop(struct tree_node *n, const char *name,
		      struct tree_prop prop)
{
	for (size_t i = 0; i < sizeof(tree_props) / sizeof(tree_props[0]);
	     i++) {
		struct tree_prop *field;

		if (strcmp(tree_props[i].name, name) != 0)
			continue;
		field = (struct tree_prop *)((char *)n + tree_props[i].at);
		if (!field->data)
			*field = prop;
		return;
	}
}

static void read_node(struct tree_walk *w, int offset)
{
	struct tree_node *n = &w->at[w->depth];
	int prop;

	*n = (struct tree_node){ .offset = offset };
	n->name = fdt_get_name(w->fdt, offset, NULL);
	fdt_for_each_property_offset(prop, w->fdt, offset) {
		const char *name;
		int len;
		const void *data = fdt_getprop_by_offset(w->fdt, prop, &name,
							 &len);

		w->kept_bytes += KEPT_PROP_BYTES;
		if (data)
			keep_prop(n, name, (struct tree_prop){
				data, (uint32_t)len });
	}
}

/* Each node has its whole path, and its name once more. */
static void count_node(struct tree_walk *w)
{
	struct tree_node *n = &w->at[w->depth];
	size_t name = strlen(n->name);

	n->path_bytes = w->depth ? w->at[w->depth - 1].path_bytes : 0;
	n->path_bytes += name + 1;
	w->kept_bytes += KEPT_NODE_BYTES + n->path_bytes + name;
}

uint32_t tree_packed(const void *fdt)
{
	return fdt_off_mem_rsvmap(fdt) + fdt_size_dt_struct(fdt) +
	       fdt_size_dt_strings(fdt) +
	       ((uint32_t)fdt_num_mem_rsv(fdt) + 1) *
	       (uint32_t)sizeof(struct fdt_reserve_entry);
}

bool tree_next(struct tree_walk *w)
{
	int depth = w->depth;
	int offset = depth < 0 ? -1 : w->at[depth].offset;

	offset = fdt_next_node(w->fdt, offset, &depth);
	if (offset < 0 || depth < 0)
		return false;
	if (depth >= LIMIT_TREE_DEPTH) {
		w->too_deep = true;
		return false;
	}
	w->depth = depth;
	read_node(w, offset);
	count_node(w);
	return true;
}

const char *tree_path(struct arena *a, const struct tree_walk *w)
{
	struct buf b = buf_make(a, PATH_BYTES);

	if (w->depth == 0)
		return "/";
	for (int i = 1; i <= w->depth; i++) {
		buf_putc(&b, '/');
		buf_puts(&b, w->at[i].name);
	}
	return buf_str(&b);
}

bool tree_is_named(const struct tree_node *n, const char *name)
{
	size_t len = strlen(name);

	return strncmp(n->name, name, len) == 0 &&
	       (n->name[len] == '@' || n->name[len] == '\0');
}

bool tree_is_string(struct tree_prop p, const char *s)
{
	size_t len = strlen(s);

	return p.data && (p.len == len || (p.len > len && !p.data[len])) &&
	       strncasecmp((const char *)p.data, s, len) == 0;
}

bool tree_is_compatible(const struct tree_node *n, const char *compatible)
{
	struct tree_prop rest = n->compatible;

	while (rest.data && rest.len) {
		size_t len = strnlen((const char *)rest.data, rest.len);

		if (tree_is_string(rest, compatible))
			return true;
		if (len == rest.len)
			break;
		rest.data += len + 1;
		rest.len -= (uint32_t)len + 1;
	}
	return false;
}

bool tree_is_available(const struct tree_node *n)
{
	return !n->status.data || tree_is_string(n->status, "okay") ||
	       tree_is_string(n->status, "ok");
}

bool tree_read_u32(struct tree_prop p, uint32_t *ret_v)
{
	if (!p.data || p.len < sizeof(uint32_t))
		return false;
	*ret_v = (uint32_t)tree_read_cells(p.data, 1);
	return true;
}

uint64_t tree_read_cells(const uint8_t *p, uint32_t n)
{
	uint64_t v = 0;

	for (uint32_t i = 0; i < n * 4; i++)
		v = v << 8 | p[i];
	return v;
}
