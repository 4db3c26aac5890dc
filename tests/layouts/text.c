/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.c - a layout as a system file, and as a line for layout-check.
 */
#include "text.h"

#include <inttypes.h>

#include "dt/dt.h"

/* ---- system file ---- */

static void add_range(struct buf *out, struct range x)
{
	buf_printf(out, "{base: 0x%" PRIx64 ", size: %" PRIu64 " KiB}",
		   x.base, x.size / KIB(1));
}

static void add_ranges(struct buf *out, const struct range *x, size_t n)
{
	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_puts(out, ", ");
		add_range(out, x[i]);
	}
	buf_puts(out, "]\n");
}

static void add_head(const struct layout *l, const struct files *f,
		     struct buf *out)
{
	buf_printf(out, "domc: 1\ntarget:\n  xen: \"4.20\"\n"
			"  kconfig: [CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM]\n"
			"  extensions: [guest-layout]\n  ipa-bits: %u\n",
		   l->ipa_bits);
	buf_printf(out, "board:\n  device-tree: \"%s\"\n", f->board);
	buf_puts(out, "boot:\n  methods: [direct]\n");
	buf_printf(out, "hypervisor:\n  image: \"%s\"\n  cmdline: \"%s",
		   f->xen, f->xen_cmdline);
	if (l->xen_frames_said)
		buf_printf(out, " gnttab_max_frames=%" PRIu64, l->xen_frames);
	buf_puts(out, "\"\n");
}

static void add_shms(const struct layout *l, struct buf *out)
{
	uint64_t host = SHM_HOST;

	if (l->n_shms)
		buf_puts(out, "shared-memory:\n");
	for (size_t i = 0; i < l->n_shms; i++) {
		buf_printf(out, "  shm%zu: {size: %" PRIu64 " KiB, host: 0x%"
				PRIx64 ", maps: {" GUEST_NAME ": 0x%" PRIx64
				"}}\n", i, l->shms[i].size / KIB(1), host,
			   l->shms[i].base);
		host += MIB(64);
	}
}

static void add_kernel(const struct layout *l, const struct files *f,
		       struct buf *out)
{
	buf_printf(out, "    kernel: {file: \"%s\"",
		   l->arm32 ? f->kernel32 : f->kernel);
	if (f->kernel_cmdline)
		buf_printf(out, ", cmdline: \"%s\"", f->kernel_cmdline);
	buf_puts(out, "}\n");
}

static void add_domain(const struct layout *l, const struct files *f,
		       struct buf *out)
{
	buf_printf(out, "domains:\n  " GUEST_NAME ":\n    memory: %" PRIu64
			" KiB\n", l->ram / KIB(1));
	buf_printf(out, "    vpl011: %s\n    enhanced: %s\n",
		   l->vpl011 ? "true" : "false",
		   l->enhanced ? "no-xenstore" : "false");
	add_kernel(l, f, out);
	if (l->n_devices)
		buf_printf(out, "    device-tree: \"%s\"\n", f->partial);
	if (l->frames_said)
		buf_printf(out, "    grants: {frames: %" PRIu64 "}\n",
			   l->frames);
	if (l->n_banks) {
		buf_puts(out, "    placement:\n      direct-map: true\n"
			      "      static: ");
		add_ranges(out, l->banks, l->n_banks);
	}
}

static void add_grant_table(const struct layout *l, struct buf *out)
{
	if (!l->grant_base_said && !l->grant_size_said)
		return;
	buf_puts(out, "      grant-table:\n");
	if (l->grant_base_said)
		buf_printf(out, "        base: 0x%" PRIx64 "\n", l->grant.base);
	if (l->grant_size_said)
		buf_printf(out, "        size: %" PRIu64 " KiB\n",
			   l->grant.size / KIB(1));
}

static void add_regions(const struct layout *l, struct buf *out)
{
	if (l->regions_said == REGIONS_SAID_NOT)
		return;
	buf_puts(out, "      extended-regions: ");
	switch (l->regions_said) {
	case REGIONS_SAID_NONE:
		buf_puts(out, "none\n");
		break;
	case REGIONS_SAID_SIZE:
		buf_printf(out, "{size: %" PRIu64 " KiB}\n",
			   l->regions_size / KIB(1));
		break;
	case REGIONS_SAID_LIST:
		add_ranges(out, l->regions, l->n_regions);
		break;
	default:
		buf_puts(out, "auto\n");
	}
}

void text_system(const struct layout *l, const struct files *f,
		 struct buf *out)
{
	add_head(l, f, out);
	add_shms(l, out);
	add_domain(l, f, out);
	buf_puts(out, "    address-space:\n");
	add_grant_table(l, out);
	add_regions(l, out);
	if (l->magic_said)
		buf_printf(out, "      magic-base: 0x%" PRIx64 "\n",
			   l->magic_base);
	if (l->shared_info)
		buf_puts(out, "      shared-info-page: true\n");
}

/* ---- partial tree ---- */

/*
 * xen,reg is host address, size, guest address. Without xen,path no device is
 * assigned, which Xen wants to be told is meant.
 */
void text_partial(struct arena *a, const struct layout *l, struct buf *out)
{
	struct dt_tree *t = dt_new(a);
	struct dt_node *pass;

	dt_u32(t, t->root, "#address-cells", 2);
	dt_u32(t, t->root, "#size-cells", 2);
	pass = dt_node(t, t->root, "passthrough");
	dt_string(t, pass, "compatible", "simple-bus");
	dt_u32(t, pass, "#address-cells", 2);
	dt_u32(t, pass, "#size-cells", 2);
	dt_empty(t, pass, "ranges");
	for (size_t i = 0; i < l->n_devices; i++) {
		const struct device *d = &l->devices[i];
		struct dt_node *n = dt_node(t, pass, "registers@%" PRIx64,
					    d->guest.base);
		const uint32_t cells[] = {
			(uint32_t)(d->host >> 32), (uint32_t)d->host,
			(uint32_t)(d->guest.size >> 32),
			(uint32_t)d->guest.size,
			(uint32_t)(d->guest.base >> 32),
			(uint32_t)d->guest.base,
		};

		dt_reg(t, n, "reg", &d->guest, 1, 2, 2);
		dt_cells(t, n, "xen,reg", cells,
			 sizeof(cells) / sizeof(cells[0]));
		dt_empty(t, n, "xen,force-assign-without-iommu");
	}
	dt_write(t, out);
}

/* ---- line for layout-check ---- */

struct told text_told(const struct layout *l)
{
	struct told t = {
		.has_grant = l->grant_base_said || l->grant_size_said,
		.grant = l->grant,
		.has_regions = l->regions_said == REGIONS_SAID_LIST ||
			       l->regions_said == REGIONS_SAID_NONE,
		.has_magic = l->magic_said,
		.magic_base = l->magic_base,
		.shared_info = l->shared_info,
	};

	if (l->regions_said != REGIONS_SAID_LIST)
		return t;
	for (size_t i = 0; i < l->n_regions; i++)
		t.regions[t.n_regions++] = l->regions[i];
	return t;
}

struct range told_grant(const struct told *t)
{
	return t->has_grant ? t->grant : (struct range){ 0x38000000, MIB(16) };
}

uint64_t told_magic(const struct told *t)
{
	return t->has_magic ? t->magic_base : 0x39000000;
}

static void add_numbers(struct buf *out, const char *word, struct range x)
{
	buf_printf(out, "%s 0x%" PRIx64 " 0x%" PRIx64, word, x.base, x.size);
}

static void add_told(const struct told *told, struct buf *out)
{
	if (told->has_grant)
		add_numbers(out, " gnttab", told->grant);
	if (told->has_regions) {
		buf_printf(out, " regions %zu", told->n_regions);
		for (size_t i = 0; i < told->n_regions; i++)
			add_numbers(out, "", told->regions[i]);
	}
	if (told->suffice)
		buf_puts(out, " suffice");
	if (told->has_magic)
		buf_printf(out, " magic 0x%" PRIx64, told->magic_base);
	if (told->shared_info)
		buf_puts(out, " shinfo");
}

void text_line(const struct layout *l, const struct told *told,
	       struct buf *out)
{
	struct pieces taken = layout_taken(l);

	buf_printf(out, "ipa %u frames %" PRIu64, l->ipa_bits,
		   layout_frames(l));
	if (!l->enhanced)
		buf_puts(out, " plain");
	if (l->arm32)
		buf_puts(out, " 32bit");
	add_told(told, out);
	for (size_t i = 0; i < taken.n; i++) {
		buf_putc(out, ' ');
		add_numbers(out, piece_names[taken.v[i].kind],
			    taken.v[i].range);
	}
	buf_putc(out, '\n');
}
