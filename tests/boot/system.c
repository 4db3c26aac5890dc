/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * system.c - systems to boot: what they are, and their system file.
 */
#include "system.h"

#include "base/buf.h"
#include "base/limits.h"
#include "forms.h"
#include "process.h"

/* What the schema lets a system file say; Xen's own limit on arm64. */
#define VCPUS_SCHEMA 128
#define DOMC_SECONDS 60

bool system_has_dom0(const struct boot_case *c)
{
	for (size_t i = 0; i < c->n_domains; i++)
		if (c->domains[i].enhanced == XENSTORE)
			return true;
	return c->dom0;
}

static void add_lines(struct buf *out, const char *indent, const char *lines)
{
	if (lines)
		buf_printf(out, "%s%s\n", indent, lines);
}

static void add_head(struct arena *a, const struct lab *lab,
		     const struct boot_case *c, struct buf *out)
{
	buf_printf(out, "domc: 1\n\ntarget:\n  xen: \"%s\"\n"
			"  %s\n\n", c->release,
		   c->target ? c->target : "kconfig: debian");
	buf_printf(out, "board:\n  device-tree: \"%s\"\n",
		   lab_board(a, lab, c->machine));
	add_lines(out, "  ", c->board);
	buf_puts(out, "\nboot:\n  methods: [direct]\n\n");
	buf_printf(out, "hypervisor:\n  image: \"%s\"\n  cmdline: \"%s%s%s\"\n",
		   c->xen ? arena_printf(a, "%s/%s/xen", lab->xens, c->xen) :
			    lab_xen(a, lab, c->release), XEN_CMDLINE,
		   c->xen_words ? " " : "", c->xen_words ? c->xen_words : "");
	add_lines(out, "  ", c->hypervisor);
	if (c->shared)
		buf_printf(out, "\nshared-memory: %s\n", c->shared);
	buf_puts(out, "\n");
	add_lines(out, "", c->sections);
	buf_puts(out, "domains:\n");
}

static void add_kernel(struct buf *out, const char *file, const char *cmdline)
{
	buf_printf(out, "    kernel: {file: \"%s\"", file);
	if (cmdline)
		buf_printf(out, ", cmdline: \"%s\"", cmdline);
	buf_puts(out, "}\n");
}

static void add_domain(struct arena *a, const struct lab *lab,
		       const struct boot_domain *d, unsigned int vcpus,
		       struct buf *out)
{
	static const char *const enhanced[N_ENHANCED] = { "false",
							  "no-xenstore",
							  "true" };
	const char *ramdisk = d->ramdisk_path ?
			      d->ramdisk_path :
			      lab_ramdisk(a, lab, d->ramdisk);

	buf_printf(out, "\n  %s:\n    vcpus: %u\n    memory: ", d->name, vcpus);
	if (d->ram_kib % 1024)
		buf_printf(out, "%u KiB\n", d->ram_kib);
	else
		buf_printf(out, "%u MiB\n", d->ram_kib / 1024);
	buf_printf(out, "    vpl011: %s\n    enhanced: %s\n",
		   d->vpl011 ? "true" : "false", enhanced[d->enhanced]);
	add_kernel(out, d->kernel ? d->kernel : lab->probe, d->cmdline);
	if (ramdisk)
		buf_printf(out, "    ramdisk: \"%s\"\n", ramdisk);
	add_lines(out, "    ", d->more);
}

static void add_dom0(const struct lab *lab, const struct boot_domain *d,
		     struct buf *out)
{
	static const struct boot_domain probe = {
		.ram_kib = 64u << 10,
		.cmdline = "probe.id=dom0 probe.exit=no probe.tree=no",
	};

	if (!d)
		d = &probe;
	buf_printf(out, "  dom0:\n    memory: %u MiB\n", d->ram_kib / 1024);
	add_kernel(out, d->kernel ? d->kernel : lab->probe, d->cmdline);
	if (d->ramdisk_path)
		buf_printf(out, "    ramdisk: \"%s\"\n", d->ramdisk_path);
	add_lines(out, "    ", d->more);
}

bool system_write(struct arena *a, const struct lab *lab,
		  const struct boot_case *c, unsigned int vcpus,
		  const char *path)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);

	add_head(a, lab, c, &out);
	if (system_has_dom0(c))
		add_dom0(lab, c->dom0, &out);
	for (size_t i = 0; i < c->n_domains; i++)
		add_domain(a, lab, &c->domains[i],
			   i ? c->domains[i].vcpus : vcpus, &out);
	return lab_write(path, out.bytes, out.len);
}

int system_build(struct arena *a, const struct lab *lab,
		 const struct boot_case *c, unsigned int vcpus,
		 const char *dir, bool force)
{
	char *yaml = arena_printf(a, "%s/system.yaml", dir);
	char *out = arena_printf(a, "%s/out", dir);
	char *argv[] = { (char *)lab->domc, (char *)"build", (char *)"-o",
			 out, yaml, force ? (char *)"--force" : NULL, NULL };

	char *log = arena_printf(a, "%s/domc.log", dir);
	int rc;

	if (!system_write(a, lab, c, vcpus, yaml))
		return -1;
	rc = process_run(argv, NULL, log, DOMC_SECONDS);
	if ((rc == 0 || force) && !forms_hold(out, log))
		return -1;
	return rc;
}

unsigned int system_most_vcpus(struct arena *a, const struct lab *lab,
			       const struct boot_case *c, const char *dir)
{
	unsigned int passes = 0, refused = VCPUS_SCHEMA + 1;

	while (refused - passes > 1) {
		unsigned int n = passes + (refused - passes) / 2;

		if (system_build(a, lab, c, n, dir, false) == 0)
			passes = n;
		else
			refused = n;
	}
	return passes;
}
