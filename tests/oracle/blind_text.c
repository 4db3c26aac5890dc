/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blind_text.c - the values that the schema alone does not make.
 */
#include "blind_text.h"

#include <string.h>

#include "base/limits.h"
#include "inputs.h"

#define N_OF(a) (sizeof(a) / sizeof((a)[0]))

#define PATCHED "of a Xen with patches: tests/layouts holds domc against it"

/* Last-level cache colours of QEMU's Cortex-A57: 2 MiB in 16 ways. */
#define COLORS 32

static bool rarely(const struct blind_input *in, unsigned int percent)
{
	return random_percent(&in->values->r, percent);
}

static uint64_t below(const struct blind_input *in, uint64_t n)
{
	return random_below(&in->values->r, n);
}

/* @name beside the other files. */
static const char *beside(const struct blind_input *in, const char *name)
{
	return inputs_path(in->text.arena, in->text.files, name);
}

static void write_include(const struct blind_input *in, struct buf *out)
{
	buf_printf(out, "\"%s\"", beside(in, INPUT_YAML));
}

/* The list of options, or the .config beside the binary. */
static void write_kconfig(const struct blind_input *in, struct buf *out)
{
	const struct oracle_case *c = in->text.c;
	const char *xen = in->text.files->xens[c->build][c->release];

	if (c->build != BUILD_STOCK && rarely(in, 20))
		buf_printf(out, "\"%.*s/config\"",
			   (int)(strrchr(xen, '/') - xen), xen);
	else
		text_write(&in->text, "target.kconfig", out);
}

static void write_overlays(const struct blind_input *in, struct buf *out)
{
	const char *lamp = beside(in, "lamp.dtbo"), *fan = beside(in, "fan.dtbo");

	if (rarely(in, 30))
		buf_printf(out, "[\"%s\", \"%s\"]", lamp, fan);
	else
		buf_printf(out, "[\"%s\"]", rarely(in, 50) ? lamp : fan);
}

/* The keys of a file besides its path. */
static void write_file_rest(const struct blind_input *in, const char *path,
			    bool placed, struct buf *out)
{
	if (placed && rarely(in, 12)) {
		buf_puts(out, ", at: ");
		value_address(in->values, out);
	}
	if (rarely(in, 20))
		buf_printf(out, ", load-as: boot%s", strrchr(path, '/'));
	if (rarely(in, 20))
		buf_printf(out, ", target-path: /guests%s",
			   strrchr(path, '/'));
}

static void write_file(const struct blind_input *in, const char *path,
		       bool placed, struct buf *out)
{
	if (rarely(in, 40)) {
		buf_printf(out, "\"%s\"", path);
		return;
	}
	buf_printf(out, "{file: \"%s\"", path);
	write_file_rest(in, path, placed, out);
	buf_putc(out, '}');
}

/* Xen is not told: larger ones leave domc no place, and that is all. */
static void write_align(const struct blind_input *in, struct buf *out)
{
	static const char *const sizes[] = { "4 KiB", "64 KiB", "2 MiB",
					     "16 MiB" };

	buf_puts(out, sizes[below(in, N_OF(sizes))]);
}

/* Where QEMU's loader puts Xen is not a matter of the file. */
static void write_image(const struct blind_input *in, struct buf *out)
{
	const struct oracle_case *c = in->text.c;

	write_file(in, in->text.files->xens[c->build][c->release], false, out);
}

/*
 * Of Xen's command line: not about its console or debugging, nor of what only
 * some builds have.
 */
static const struct {
	const char *name;
	const char *values[6];
} options[] = {
	{ "gnttab_max_frames", { "0", "1", "15", "16", "64", "4096" } },
	{ "gnttab_max_maptrack_frames", { "0", "4", "1024" } },
	{ "gnttab", { "max-ver:1", "max-ver:2", "no-transitive" } },
	{ "max_maptrack_frames", { "0" } },
	{ "dom0_max_vcpus", { "0", "1", "2", "1-2" } },
	{ "dom0_mem", { "32M", "64M", "max:1G" } },
	{ "dom0", { "sve=128", "pvh" } },
	{ "sched", { "credit", "credit2", "null", "rtds", "arinc653", "x" } },
	{ "sched_granularity", { "cpu", "core" } },
	{ "llc-coloring", { "on", "off" } },
	{ "llc-size", { "1M", "64K" } },
	{ "llc-nr-ways", { "1", "16" } },
	{ "xen-llc-colors", { "0", "0-1", "31", "32" } },
	{ "dom0-llc-colors", { "0", "0-31", "32" } },
	{ "ext_regions", { "0", "1", "off" } },
	{ "xsm", { "dummy", "silo", "flask" } },
	{ "flask", { "permissive", "enforcing" } },
	{ "maxcpus", { "0", "1", "2", "3" } },
	{ "vwfi", { "native", "trap" } },
	{ "serrors", { "diverse", "panic" } },
	{ "iommu", { "off", "force", "on" } },
	{ "memop-max-order", { "0", "9" } },
	{ "cpufreq", { "none" } },
	{ "spec-ctrl", { "ssbd=force-disable" } },
	{ "no-such-option", { "1" } },
};

static void write_option(const struct blind_input *in, struct buf *out)
{
	size_t i = below(in, N_OF(options)), n = 0;

	while (n < N_OF(options[i].values) && options[i].values[n])
		n++;
	buf_printf(out, " %s=%s", options[i].name,
		   options[i].values[below(in, n)]);
}

static void write_cmdline(const struct blind_input *in, struct buf *out)
{
	buf_printf(out, "\"%s", XEN_CMDLINE);
	while (rarely(in, 20))
		write_option(in, out);
	buf_putc(out, '"');
}

static void write_ram(const struct blind_input *in, struct buf *out)
{
	if (in->text.domain->is_dom0 && !rarely(in, 10))
		buf_puts(out, "64 MiB");
	else
		value_ram(in->values, out);
}

/* The name goes into each line, so that one can tell who spoke. */
static void write_kernel(const struct blind_input *in, struct buf *out)
{
	const struct oracle_domain *d = in->text.domain;
	struct buf line = buf_make(in->text.arena, 8192);
	const char *file = in->text.files->probe;

	buf_printf(&line, "probe.id=%s probe.exit=no", d->name);
	if (d->is_dom0)
		buf_puts(&line, " probe.tree=no");
	else
		value_filler(in->values, &line);
	if (rarely(in, 5))
		file = in->text.files->probe_gz;
	else if (rarely(in, 1))
		file = beside(in, INPUT_BYTES);
	buf_printf(out, "{file: \"%s\", cmdline: \"%s\"", file,
		   buf_str(&line));
	write_file_rest(in, file, rarely(in, 50), out);
	buf_putc(out, '}');
}

static void write_ramdisk(const struct blind_input *in, struct buf *out)
{
	const char *const files[] = {
		in->text.files->small, in->text.files->small,
		in->text.files->large, beside(in, INPUT_BYTE),
		beside(in, INPUT_PAGE), beside(in, INPUT_BYTES),
	};

	write_file(in, files[below(in, N_OF(files))], true, out);
}

static void write_partial(const struct blind_input *in, struct buf *out)
{
	const char *name = arena_printf(in->text.arena, INPUT_PARTIAL,
					(unsigned int)below(in, INPUT_PARTIALS));

	write_file(in, rarely(in, 20) ? in->text.files->partial :
					beside(in, name), true, out);
}

static void write_colors(const struct blind_input *in, struct buf *out)
{
	buf_putc(out, '"');
	value_numbers(in->values, COLORS, out);
	buf_putc(out, '"');
}

static void write_start(const struct blind_input *in, struct buf *out)
{
	buf_puts(out, in->text.domain->is_xl ? "xl" : "dom0less");
}

/* First match. NULL: left to the schema, or to system_text.c. */
static const struct blind_rule {
	const char *path;
	enum blind_part part;
	const char *why;	/* BLIND_NEVER */
	void (*write)(const struct blind_input *in, struct buf *out);
} rules[] = {
	{ "domc", BLIND_ALWAYS, NULL, NULL },
	{ "domains", BLIND_ALWAYS, NULL, NULL },
	{ "include", BLIND_MAYBE, NULL, write_include },
	{ "target", BLIND_ALWAYS, NULL, NULL },
	{ "target.xen", BLIND_ALWAYS, NULL, NULL },
	{ "target.kconfig", BLIND_ALWAYS, NULL, write_kconfig },
	{ "target.ipa-bits", BLIND_ALWAYS, NULL, NULL },
	{ "target.llc-colors", BLIND_ALWAYS, NULL, NULL },
	{ "target.extensions", BLIND_NEVER, PATCHED, NULL },
	{ "target.iommu", BLIND_NEVER, "the machine has none", NULL },
	{ "board", BLIND_ALWAYS, NULL, NULL },
	{ "board.device-tree", BLIND_ALWAYS, NULL, NULL },
	{ "board.overlays", BLIND_MAYBE, NULL, write_overlays },
	{ "board.memory", BLIND_NEVER,
	  "it binds domc: Xen is not told, and has all of the RAM", NULL },
	{ "board.keep-free", BLIND_NEVER, "it binds domc: Xen is not told",
	  NULL },
	{ "boot", BLIND_ALWAYS, NULL, NULL },
	{ "boot.methods", BLIND_ALWAYS, NULL, NULL },
	{ "boot.align", BLIND_MAYBE, NULL, write_align },
	{ "boot.load", BLIND_NEVER, "of a boot method that is not honoured yet",
	  NULL },
	{ "boot.xen-at", BLIND_NEVER, "QEMU's loader has a place of its own",
	  NULL },
	{ "boot.tree-at", BLIND_NEVER, "QEMU's loader has a place of its own",
	  NULL },
	{ "hypervisor", BLIND_ALWAYS, NULL, NULL },
	{ "hypervisor.image", BLIND_ALWAYS, NULL, write_image },
	{ "hypervisor.image.at", BLIND_NEVER,
	  "QEMU's loader has a place of its own", NULL },
	{ "hypervisor.cmdline", BLIND_ALWAYS, NULL, write_cmdline },
	{ "hypervisor.xsm-policy", BLIND_NEVER,
	  "no policy is at hand that Xen would take", NULL },
	{ "domains.*.memory", BLIND_ALWAYS, NULL, write_ram },
	{ "domains.*.kernel", BLIND_ALWAYS, NULL, write_kernel },
	{ "domains.*.ramdisk", BLIND_MAYBE, NULL, write_ramdisk },
	{ "domains.*.device-tree", BLIND_MAYBE, NULL, write_partial },
	{ "domains.*.start", BLIND_ALWAYS, NULL, write_start },
	{ "domains.*.placement.llc-colors", BLIND_MAYBE, NULL, write_colors },
	{ "domains.*.address-space.grant-table", BLIND_NEVER, PATCHED, NULL },
	{ "domains.*.address-space.extended-regions", BLIND_NEVER, PATCHED,
	  NULL },
	{ "domains.*.address-space.magic-base", BLIND_NEVER, PATCHED, NULL },
	{ "domains.*.address-space.shared-info-page", BLIND_NEVER, PATCHED,
	  NULL },
	{ "domains.*.devices", BLIND_NEVER, "not honoured yet", NULL },
	{ "domains.*.introspection", BLIND_NEVER, "not honoured yet", NULL },
	{ "domains.*.pv", BLIND_NEVER, "of x86", NULL },
	{ "domains.*.capabilities", BLIND_NEVER, "of Xen 4.21", NULL },
};

/* What only the toolstack reads: said of domains that it starts. */
static const char *const of_xl[] = {
	"domains.*.xl", "domains.*.virtio", "domains.*.vcpu-affinity",
	"domains.*.pv-console",
};

static const struct blind_rule *find(const char *path)
{
	for (size_t i = 0; i < N_OF(rules); i++)
		if (strcmp(rules[i].path, path) == 0)
			return &rules[i];
	return NULL;
}

enum blind_part blind_part(const char *path, const struct oracle_domain *d)
{
	const struct blind_rule *rule = find(path);

	for (size_t i = 0; i < N_OF(of_xl); i++)
		if (d && strcmp(path, of_xl[i]) == 0)
			return d->is_xl ? BLIND_OFTEN : BLIND_NEVER;
	return rule ? rule->part : BLIND_MAYBE;
}

const char *blind_why(const char *path)
{
	for (size_t i = 0; i < N_OF(rules); i++) {
		size_t n = strlen(rules[i].path);

		if (rules[i].why && strncmp(path, rules[i].path, n) == 0 &&
		    (!path[n] || path[n] == '.'))
			return rules[i].why;
	}
	return NULL;
}

bool blind_write(const struct blind_input *in, const char *path,
		 struct buf *out)
{
	const struct blind_rule *rule = find(path);

	if (!rule || !rule->write)
		return text_write(&in->text, path, out);
	rule->write(in, out);
	return true;
}
