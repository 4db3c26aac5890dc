/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * machine.c - checks of what the tree says is there.
 */
#include "checks.h"
#include "fdt.h"
#include "hypercall.h"
#include "text.h"

/*
 * Tried in each page: the first reserved word of the Image header, so that
 * the probe's own first page is as good as any other.
 */
#define TOUCH_OFFSET 0x28
#define TOUCH_PATTERN 0x5aa5c33c0ff0a55aul

/* Arm IHI 0069, the GIC architecture: registers and strides. */
#define GICD_TYPER 0x04
#define GICR_TYPER 0x08
#define GICR_TYPER_LAST (1u << 4)
#define GICR_STRIDE 0x20000

static struct verdict ok_if(bool ok, int64_t rc)
{
	return (struct verdict){ ok, rc };
}

struct verdict try_tree(const struct world *w)
{
	return ok_if(tree_valid(w->tree), tree_size(w->tree));
}

/* The image lies in the first bank, where Xen says it puts an Image. */
struct verdict try_image(const struct world *w)
{
	uint64_t offset = w->image.base - w->banks[0].base;

	return ok_if(w->n_banks && offset < w->banks[0].size,
		     (int64_t)offset);
}

/* Is there memory at @page that keeps what is written? It is put back. */
static bool touch_page(uint64_t page)
{
	uint64_t at = page + TOUCH_OFFSET, old, new;

	if (guarded_read(at, &old) ||
	    guarded_write(at, old ^ TOUCH_PATTERN) ||
	    guarded_read(at, &new) || guarded_write(at, old))
		return false;
	return new == (old ^ TOUCH_PATTERN);
}

struct verdict try_ram(const struct world *w)
{
	uint32_t i;

	for (i = 0; i < w->n_banks; i++) {
		struct area b = w->banks[i];
		uint64_t middle = b.size / PAGE_BYTES / 2 * PAGE_BYTES;

		if (!touch_page(b.base) || !touch_page(b.base + middle) ||
		    !touch_page(b.base + b.size - PAGE_BYTES))
			return ok_if(false, i);
	}
	return ok_if(w->n_banks > 0, w->n_banks);
}

/* Shared memory is a bank like others, and may be right behind one. */
static bool in_a_bank(const struct world *w, uint64_t at)
{
	uint32_t i;

	for (i = 0; i < w->n_banks; i++)
		if (at - w->banks[i].base < w->banks[i].size)
			return true;
	return false;
}

/* Memory ends where the tree says it does. */
struct verdict try_behind_ram(const struct world *w)
{
	uint64_t value;
	uint32_t i;

	for (i = 0; i < w->n_banks; i++) {
		uint64_t end = w->banks[i].base + w->banks[i].size;

		if (!in_a_bank(w, end) && !guarded_read(end, &value))
			return ok_if(false, i);
	}
	return ok_if(true, w->n_banks);
}

struct verdict try_ramdisk(const struct world *w)
{
	uint32_t crc = crc32_add(0, (const uint8_t *)w->ramdisk.base,
				 w->ramdisk.size);

	report_range("ramdisk", w->ramdisk.base, w->ramdisk.size);
	report_seen("ramdisk-crc32", crc);
	return ok_if(true, 0);
}

/* Each cpu node names a vCPU that PSCI knows: one on, the others off. */
struct verdict try_cpus(const struct world *w)
{
	uint32_t cpus = tree_find(w->tree, tree_root(w->tree), "cpus");
	uint32_t node, n_cpus = 0, n_on = 0;

	for (node = cpus ? tree_child(w->tree, cpus) : 0; node;
	     node = tree_next(w->tree, node)) {
		struct tree_value reg = tree_prop(w->tree, node, "reg");
		long state;

		if (!text_begins(tree_name(w->tree, node), "cpu@"))
			continue;
		state = psci(PSCI_AFFINITY_INFO,
			     tree_number(reg, 0, reg.len / 4), 0);
		if (state != 0 && state != PSCI_OFF)
			return ok_if(false, state);
		n_on += state == 0;
		n_cpus++;
	}
	report_seen("cpus", n_cpus);
	return ok_if(n_on == 1, n_on);
}

struct verdict try_psci(const struct world *w)
{
	uint32_t node = tree_find(w->tree, tree_root(w->tree), "psci");
	struct tree_value method = tree_prop(w->tree, node, "method");
	long version = psci(PSCI_VERSION, 0, 0);

	return ok_if(method.bytes && tree_has_string(method, "hvc") &&
		     version >> 16 >= 1, version);
}

/* A clock-frequency in the tree must be what the timer counts at. */
struct verdict try_timer(const struct world *w)
{
	uint32_t node = tree_find(w->tree, tree_root(w->tree), "timer");
	struct tree_value said = tree_prop(w->tree, node, "clock-frequency");
	uint64_t counts;

	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(counts));
	return ok_if(node && counts &&
		     (!said.bytes || tree_number(said, 0, 1) == counts),
		     (int64_t)counts);
}

/* Redistributors from @base up to the one that says it is the last. */
static uint32_t count_redistributors(struct area a)
{
	uint32_t n = 0, typer;

	for (; (uint64_t)n * GICR_STRIDE < a.size; n++) {
		if (guarded_read32(a.base + (uint64_t)n * GICR_STRIDE +
				   GICR_TYPER, &typer))
			return 0;
		if (typer & GICR_TYPER_LAST)
			return n + 1;
	}
	return 0;
}

/* The interrupt controller answers at its addresses and knows the vCPUs. */
struct verdict try_gic(const struct world *w)
{
	uint32_t root = tree_root(w->tree);
	uint32_t gic = tree_find(w->tree, root, "interrupt-controller");
	struct tree_value kind = tree_prop(w->tree, gic, "compatible");
	uint64_t dist = world_reg(w, root, gic, 0).base;
	uint32_t typer = 0, n_cpus;

	if (!kind.bytes || guarded_read32(dist + GICD_TYPER, &typer))
		return ok_if(false, gic);
	report_seen("gic-typer", typer);
	if (tree_has_string(kind, "arm,gic-v3"))
		n_cpus = count_redistributors(world_reg(w, root, gic, 1));
	else
		n_cpus = (typer >> 5 & 7) + 1;
	report_seen("gic-cpus", n_cpus);
	return ok_if(n_cpus > 0, n_cpus);
}
