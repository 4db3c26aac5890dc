/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * system_text.c - the parts of a generated system file that the machine of
 * the tests fixes.
 */
#include "system_text.h"

#include <string.h>

#include "values.h"
#include "../boot/lab.h"

/* What hypervisor/xen-RELEASE/kconfig/all-options.config turns on. */
static const char *const full_options[N_RELEASES] = {
	"CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, CONFIG_BOOT_TIME_CPUPOOLS, "
	"CONFIG_IOREQ_SERVER, CONFIG_MEM_ACCESS, CONFIG_TEE, CONFIG_OPTEE",
	"CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, CONFIG_STATIC_EVTCHN, "
	"CONFIG_BOOT_TIME_CPUPOOLS, CONFIG_IOREQ_SERVER, CONFIG_MEM_ACCESS, "
	"CONFIG_LLC_COLORING, CONFIG_ARM64_SVE, CONFIG_TEE, CONFIG_OPTEE, "
	"CONFIG_FFA",
};

const char *const release_names[N_RELEASES] = { "4.17", "4.20" };

/* In @percent of 100, and never in a plain system. */
static bool rarely(const struct text_input *in, unsigned int percent)
{
	return in->r && random_percent(in->r, percent);
}

static void write_version(const struct text_input *in, struct buf *out)
{
	(void)in;
	buf_puts(out, "1");
}

static void write_release(const struct text_input *in, struct buf *out)
{
	buf_printf(out, "\"%s\"", release_names[in->c->release]);
}

static void write_kconfig(const struct text_input *in, struct buf *out)
{
	if (in->c->build != BUILD_STOCK)
		buf_printf(out, "[%s]", full_options[in->c->release]);
	else
		buf_puts(out, "debian");
}

/* ID_AA64MMFR0_EL1.PARange of the Cortex-A57. */
static void write_ipa_bits(const struct text_input *in, struct buf *out)
{
	(void)in;
	buf_puts(out, "44");
}

/* A way of the Cortex-A57's L2 cache has 2048 lines of 64 bytes. */
static void write_cache(const struct text_input *in, struct buf *out)
{
	(void)in;
	buf_puts(out, "32");
}

static void write_board(const struct text_input *in, struct buf *out)
{
	const struct machine m = in->c->machine;
	const char *const *boards = m.ram_mib == LAB_RAM_MIB ?
				    in->files->board : in->files->large_board;

	buf_printf(out, "\"%s\"", boards[m.gic]);
}

static void write_methods(const struct text_input *in, struct buf *out)
{
	(void)in;
	buf_puts(out, "[direct]");
}

static void write_image(const struct text_input *in, struct buf *out)
{
	const struct oracle_case *c = in->c;

	buf_printf(out, "\"%s\"", in->files->xens[c->build][c->release]);
}

static void write_xen_cmdline(const struct text_input *in, struct buf *out)
{
	static const char *const more[] = {
		"gnttab_max_frames=16", "gnttab_max_maptrack_frames=4",
		"max_maptrack_frames=0", "xsm=dummy", "sched=null",
		"sched=credit", "llc-coloring=on", "llc-coloring=off",
		"dom0_max_vcpus=1", "gnttab=max-ver:1", "vwfi=native",
	};
	size_t n = sizeof(more) / sizeof(more[0]);

	buf_printf(out, "\"%s", XEN_CMDLINE);
	if (rarely(in, 20))
		buf_printf(out, " %s", more[random_below(in->r, n)]);
	buf_putc(out, '"');
}

static void write_ram(const struct text_input *in, struct buf *out)
{
	if (in->domain->is_dom0 || !in->r)
		buf_puts(out, "64 MiB");
	else
		value_ram(in->r, out);
}

/* The name goes into each line, so that one can tell who spoke. */
static void write_kernel(const struct text_input *in, struct buf *out)
{
	struct buf line = buf_make(in->arena, 8192);
	bool gzip = !in->domain->is_dom0 && rarely(in, 5);

	buf_printf(&line, "probe.id=%s probe.exit=no", in->domain->name);
	if (in->domain->is_dom0)
		buf_puts(&line, " probe.tree=no");
	else if (in->r)
		value_filler(in->r, &line);
	buf_printf(out, "{file: \"%s\", cmdline: \"%s\"}",
		   gzip ? in->files->probe_gz : in->files->probe,
		   buf_str(&line));
}

static void write_ramdisk(const struct text_input *in, struct buf *out)
{
	buf_printf(out, "\"%s\"", rarely(in, 40) ?
				  in->files->large : in->files->small);
}

static void write_partial(const struct text_input *in, struct buf *out)
{
	buf_printf(out, "\"%s\"", in->files->partial);
}

/* First match. NULL: left to the schema. */
static const struct text_rule {
	const char *path;
	enum text_part part;
	void (*write)(const struct text_input *in, struct buf *out);
} rules[] = {
	{ "domc", TEXT_ALWAYS, write_version },
	{ "include", TEXT_NEVER, NULL },
	{ "target", TEXT_ALWAYS, NULL },
	{ "target.xen", TEXT_ALWAYS, write_release },
	{ "target.kconfig", TEXT_ALWAYS, write_kconfig },
	{ "target.ipa-bits", TEXT_ALWAYS, write_ipa_bits },
	{ "target.llc-colors", TEXT_MAYBE, write_cache },
	/* They have a differential test of their own: tests/layouts. */
	{ "target.extensions", TEXT_NEVER, NULL },
	/* The machine has none that works. */
	{ "target.iommu", TEXT_NEVER, NULL },
	{ "board", TEXT_ALWAYS, NULL },
	{ "board.device-tree", TEXT_ALWAYS, write_board },
	/* QEMU has the RAM that it has. */
	{ "board.memory", TEXT_NEVER, NULL },
	{ "board.overlays", TEXT_NEVER, NULL },
	/* It binds domc; Xen is not told. */
	{ "board.keep-free", TEXT_NEVER, NULL },
	{ "boot.align", TEXT_NEVER, NULL },
	{ "boot", TEXT_ALWAYS, NULL },
	{ "boot.methods", TEXT_ALWAYS, write_methods },
	{ "boot.load", TEXT_NEVER, NULL },
	/* QEMU's own choice: other values are a warning. */
	{ "boot.xen-at", TEXT_NEVER, NULL },
	{ "boot.tree-at", TEXT_NEVER, NULL },
	{ "hypervisor", TEXT_ALWAYS, NULL },
	{ "hypervisor.image", TEXT_ALWAYS, write_image },
	{ "hypervisor.cmdline", TEXT_ALWAYS, write_xen_cmdline },
	/* No policy is at hand that Xen would take. */
	{ "hypervisor.xsm-policy", TEXT_NEVER, NULL },
	{ "domains.*.memory", TEXT_ALWAYS, write_ram },
	{ "domains.*.kernel", TEXT_ALWAYS, write_kernel },
	{ "domains.*.ramdisk", TEXT_MAYBE, write_ramdisk },
	{ "domains.*.device-tree", TEXT_MAYBE, write_partial },
	/* Xen does not build them: nothing is to be seen at boot. */
	{ "domains.*.start", TEXT_NEVER, NULL },
	{ "domains.*.xl", TEXT_NEVER, NULL },
	{ "domains.*.virtio", TEXT_NEVER, NULL },
	{ "domains.*.devices", TEXT_NEVER, NULL },
	{ "domains.*.introspection", TEXT_NEVER, NULL },
	{ "domains.*.pv", TEXT_NEVER, NULL },
	/* What is mapped is the guests' business, later. */
	{ "domains.*.maps", TEXT_NEVER, NULL },
};

static const struct text_rule *find(const char *path)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rules[i].path, path) == 0)
			return &rules[i];
	return NULL;
}

enum text_part text_part(const char *path)
{
	const struct text_rule *rule;

	if (strcmp(path, "domains") == 0)
		return TEXT_ALWAYS;
	rule = find(path);
	return rule ? rule->part : TEXT_MAYBE;
}

bool text_write(const struct text_input *in, const char *path,
		struct buf *out)
{
	const struct text_rule *rule = find(path);

	if (!rule || !rule->write)
		return false;
	rule->write(in, out);
	return true;
}
