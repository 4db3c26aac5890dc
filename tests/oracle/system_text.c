/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * system_text.c - the parts of a generated system file that the machine of
 * the tests fixes.
 */
#include "system_text.h"

#include <string.h>

#include "../boot/lab.h"

/*
 * What hypervisor/xen-RELEASE/kconfig/all-options.config turns on, and what
 * hypervisor/build.sh builds without.
 */
static const char *const full_options[N_RELEASES] = {
	"CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, CONFIG_BOOT_TIME_CPUPOOLS, "
	"CONFIG_IOREQ_SERVER, CONFIG_MEM_ACCESS, CONFIG_TEE, CONFIG_OPTEE, "
	"CONFIG_XSM_FLASK_POLICY=n",
	"CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, CONFIG_STATIC_EVTCHN, "
	"CONFIG_BOOT_TIME_CPUPOOLS, CONFIG_IOREQ_SERVER, CONFIG_MEM_ACCESS, "
	"CONFIG_LLC_COLORING, CONFIG_ARM64_SVE, CONFIG_TEE, CONFIG_OPTEE, "
	"CONFIG_FFA, CONFIG_XSM_FLASK_POLICY=n",
};

const char *const release_names[N_RELEASES] = { "4.17", "4.20" };

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

	buf_printf(out, "\"%s\"", in->c->board ? in->c->board : boards[m.gic]);
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
	(void)in;
	buf_puts(out, "\"" XEN_CMDLINE "\"");
}

static void write_ram(const struct text_input *in, struct buf *out)
{
	(void)in;
	buf_puts(out, "64 MiB");
}

/* The name goes into each line, so that one can tell who spoke. */
static void write_kernel(const struct text_input *in, struct buf *out)
{
	buf_printf(out, "{file: \"%s\", cmdline: \"probe.id=%s probe.exit=no%s\"}",
		   in->files->probe, in->domain->name,
		   in->domain->is_dom0 ? " probe.tree=no" : "");
}

static const struct text_rule {
	const char *path;
	void (*write)(const struct text_input *in, struct buf *out);
} rules[] = {
	{ "domc", write_version },
	{ "target.xen", write_release },
	{ "target.kconfig", write_kconfig },
	{ "target.ipa-bits", write_ipa_bits },
	{ "target.llc-colors", write_cache },
	{ "board.device-tree", write_board },
	{ "boot.methods", write_methods },
	{ "hypervisor.image", write_image },
	{ "hypervisor.cmdline", write_xen_cmdline },
	{ "domains.*.memory", write_ram },
	{ "domains.*.kernel", write_kernel },
};

bool text_write(const struct text_input *in, const char *path,
		struct buf *out)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		if (strcmp(rules[i].path, path) != 0)
			continue;
		rules[i].write(in, out);
		return true;
	}
	return false;
}
