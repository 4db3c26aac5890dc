/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dtsi.c - the nodes of a guest's tree that tell of its address space, for
 * guests that compile their tree in, as Zephyr does.
 *
 * They are taken from the very tree that Xen will build. The including tree
 * has its own GIC node, so `interrupt-parent` is left to its root.
 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "emit/constants.h"

static bool is_wanted(const char *name)
{
	return strncmp(name, "memory@", 7) == 0 ||
	       strcmp(name, "reserved-memory") == 0 ||
	       strcmp(name, "hypervisor") == 0;
}

static void copy_props(struct dt_tree *t, struct dt_node *to,
		       const struct dt_node *from)
{
	for (const struct dt_prop *p = from->props; p; p = p->next)
		if (strcmp(p->name, "interrupt-parent") != 0)
			dt_bytes(t, to, p->name, p->data, p->len);
}

/* Two levels are all that the nodes in question have. */
static void copy_node(struct dt_tree *t, const struct dt_node *from)
{
	struct dt_node *to = dt_node(t, t->root, "%s", from->name);

	copy_props(t, to, from);
	for (const struct dt_node *c = from->children; c; c = c->next)
		copy_props(t, dt_node(t, to, "%s", c->name), c);
}

/* A file to be included has no version line. */
static void write_nodes(const struct emit_input *in, const struct dt_tree *t,
			struct buf *out)
{
	struct buf text = buf_make(in->arena, LIMIT_OUTPUT_BYTES);
	const char *nodes;

	dt_write_dts(t, &text);
	nodes = strstr(buf_str(&text), "/ {");
	buf_puts(out, nodes);
}

static void put_why(const struct emit_input *in, const char *what,
		    const struct planned *p, struct buf *out)
{
	if (!p->range.size)
		return;
	buf_printf(out, " *   0x%" PRIx64 " %s: %s, %s\n", p->range.base,
		   size_text(in->arena, p->range.size), what,
		   constants_why(in, p));
}

static void put_reasons(const struct emit_input *in,
			const struct plan_domain *pd, struct buf *out)
{
	buf_printf(out, "/*\n * Domain %s on Xen %s. Made by %s from the system file: change it there.\n *\n",
		   constants_comment(in->arena, pd->domain->name),
		   in->system->target.facts->release, in->made_by);
	for (size_t i = 0; i < pd->n_banks; i++)
		put_why(in, "RAM", &pd->banks[i], out);
	for (size_t i = 0; i < pd->n_shm; i++)
		put_why(in, "shared memory", &pd->shm[i].guest, out);
	if (pd->hypervisor_node) {
		put_why(in, "grant table", &pd->grant_table, out);
		for (size_t i = 0; i < pd->n_regions; i++)
			put_why(in, "extended region", &pd->regions[i], out);
		put_why(in, "magic pages", &pd->magic, out);
	}
	buf_puts(out, " */\n");
}

static void put_domain(const struct emit_input *in, const struct constants *c,
		       struct buf *out)
{
	struct dt_tree *t = dt_new(in->arena);

	copy_props(t, t->root, c->tree->root);
	for (const struct dt_node *n = c->tree->root->children; n; n = n->next)
		if (is_wanted(n->name))
			copy_node(t, n);
	put_reasons(in, c->planned, out);
	write_nodes(in, t, out);
}

/* Several in one file: the preprocessor picks one, by -DDOMC_NET_DTSI. */
void emit_dtsi(const struct emit_input *in, const char *domain,
	       struct buf *out)
{
	struct constants *all;
	size_t n = constants_of(in, domain, &all);

	for (size_t i = 0; i < n; i++) {
		if (!all[i].tree)
			continue;
		if (n > 1)
			buf_printf(out, "%s#ifdef %s_DTSI\n", i ? "\n" : "",
				   all[i].prefix);
		put_domain(in, &all[i], out);
		if (n > 1)
			buf_printf(out, "#endif /* %s_DTSI */\n", all[i].prefix);
	}
}
