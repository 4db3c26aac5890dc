/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inputs.c - files that systems of the blind generator name.
 */
#include "inputs.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "dt/dt.h"
#include "../boot/lab.h"
#include "../layouts/random.h"

#define N_OF(a) (sizeof(a) / sizeof((a)[0]))
/* The trees are the same whatever systems are made of them. */
#define SEED 1

static const char common[] = "target: {arch: arm64}\n";

struct partial {
	struct dt_tree *tree;
	struct random r;
	uint32_t ac, sc;	/* cells of the devices' parent */
};

const char *inputs_path(struct arena *a, const struct oracle_files *files,
			const char *name)
{
	const char *slash = strrchr(files->partial, '/');

	return arena_printf(a, "%.*s/%s", (int)(slash - files->partial),
			    files->partial, name);
}

static bool chance(struct partial *p, unsigned int percent)
{
	return random_percent(&p->r, percent);
}

/* A number of one or two cells, as wide as they are. */
static size_t put_cells(uint32_t *cells, size_t n, uint32_t width, uint64_t v)
{
	if (width == 2)
		cells[n++] = (uint32_t)(v >> 32);
	cells[n++] = (uint32_t)v;
	return n;
}

/* Pages of the host and where the guest sees them. */
static void put_xen_reg(struct partial *p, struct dt_node *n, uint64_t at,
			uint64_t size)
{
	static const uint64_t guest[] = { 0x10000000, 0x03001000, 0x22000000,
					  0x40000000, 0x80000000 };
	uint64_t seen = chance(p, 60) ? at :
			guest[random_below(&p->r, N_OF(guest))];
	uint32_t cells[6];
	size_t n_cells = 0;

	n_cells = put_cells(cells, n_cells, p->ac, at);
	n_cells = put_cells(cells, n_cells, p->sc, size);
	n_cells = put_cells(cells, n_cells, p->ac, seen);
	dt_cells(p->tree, n, "xen,reg", cells, n_cells - chance(p, 5));
}

/* Of the machine: a clock, GPIO, a virtio slot, and what Xen has itself. */
static void put_device(struct partial *p, struct dt_node *parent)
{
	static const struct {
		const char *path;
		uint64_t at, size;
		uint32_t spi;
	} devices[] = {
		{ "/pl031@9010000", 0x9010000, 0x1000, 2 },
		{ "/pl031@9010000", 0x9010000, 0x1000, 2 },
		{ "/pl061@9030000", 0x9030000, 0x1000, 7 },
		{ "/virtio_mmio@a000000", 0xa000000, 0x1000, 16 },
		{ "/virtio_mmio@a000200", 0xa000200, 0x200, 17 },
		{ "/pl011@9000000", 0x9000000, 0x1000, 1 },
		{ "/fw-cfg@9020000", 0x9020000, 0x18, 40 },
		{ "/memory@40000000", 0x70000000, 0x1000, 988 },
		{ "/no-such@1", 0x0b000000, 0x1000, 1000 },
	};
	size_t i = random_below(&p->r, N_OF(devices));
	struct dt_node *n = dt_node(p->tree, parent, "device@%u",
				    (unsigned int)random_below(&p->r, 1000));
	struct range reg = { devices[i].at, devices[i].size };
	uint32_t irq[3] = { 0, devices[i].spi, 4 };

	dt_string(p->tree, n, "compatible", "domc,test-device");
	if (chance(p, 90))
		dt_reg(p->tree, n, "reg", &reg, 1, p->ac, p->sc);
	if (chance(p, 85))
		put_xen_reg(p, n, devices[i].at, devices[i].size);
	if (chance(p, 85))
		dt_string(p->tree, n, "xen,path", devices[i].path);
	if (chance(p, 85))
		dt_empty(p->tree, n, "xen,force-assign-without-iommu");
	if (chance(p, 50))
		dt_cells(p->tree, n, "interrupts", irq, 3);
	if (chance(p, 30))
		dt_u32(p->tree, n, "interrupt-parent",
		       chance(p, 70) ? 0xfde8 : 1);
	if (chance(p, 20))
		dt_u32(p->tree, n, "phandle", 9);
}

static void put_bus(struct partial *p, const char *name)
{
	struct dt_node *bus = dt_node(p->tree, p->tree->root, "%s", name);

	p->ac = chance(p, 80) ? 2 : 1;
	p->sc = chance(p, 80) ? 2 : 1;
	if (chance(p, 90))
		dt_string(p->tree, bus, "compatible", "simple-bus");
	if (chance(p, 90))
		dt_empty(p->tree, bus, "ranges");
	if (chance(p, 95))
		dt_u32(p->tree, bus, "#address-cells", p->ac);
	if (chance(p, 95))
		dt_u32(p->tree, bus, "#size-cells", p->sc);
	for (uint64_t i = random_below(&p->r, 3) + chance(p, 80); i > 0; i--)
		put_device(p, bus);
}

static bool make_partial(struct arena *a, const char *path, unsigned int i)
{
	static const char *const others[] = { "aliases", "clocks", "chosen",
					      "memory@40000000", "empty" };
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct partial p = { dt_new(a), random_make(SEED, i), 2, 2 };
	struct dt_node *n;

	if (chance(&p, 95))
		dt_u32(p.tree, p.tree->root, "#address-cells", 2);
	if (chance(&p, 95))
		dt_u32(p.tree, p.tree->root, "#size-cells", 2);
	if (chance(&p, 20)) {
		n = dt_node(p.tree, p.tree->root, "gic");
		dt_u32(p.tree, n, "phandle", chance(&p, 50) ? 0xfde8 : 5);
	}
	put_bus(&p, chance(&p, 90) ? "passthrough" : "soc");
	if (chance(&p, 30)) {
		n = dt_node(p.tree, p.tree->root, "%s",
			    others[random_below(&p.r, N_OF(others))]);
		dt_string(p.tree, n, "label", "/passthrough");
	}
	dt_write(p.tree, &out);
	return lab_write(path, out.bytes, out.len);
}

/* @len bytes that are no tree, no kernel and no archive. */
static bool make_bytes(struct arena *a, const char *path, size_t len)
{
	uint8_t *bytes = arena_alloc(a, len);

	memset(bytes, 'x', len);
	return lab_write(path, bytes, len);
}

const char *inputs_make(struct arena *a, const struct oracle_files *files)
{
	static const struct {
		const char *name;
		size_t len;
	} plain[] = {
		{ INPUT_BYTE, 1 }, { INPUT_PAGE, 4096 },
		{ INPUT_BYTES, 2ul << 20 },
	};
	const char *path = inputs_path(a, files, INPUT_YAML);

	if (!lab_write(path, common, sizeof(common) - 1))
		return path;
	for (size_t i = 0; i < N_OF(plain); i++) {
		path = inputs_path(a, files, plain[i].name);
		if (!make_bytes(a, path, plain[i].len))
			return path;
	}
	for (unsigned int i = 0; i < INPUT_PARTIALS; i++) {
		path = inputs_path(a, files,
				   arena_printf(a, INPUT_PARTIAL, i));
		if (!make_partial(a, path, i))
			return path;
	}
	return NULL;
}
