/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layouts_linux.c - Linux as dom0, with a xenstore, and as its guests.
 *
 * One boot of three: dom0 runs Debian's xenstored and the init-dom0less that
 * the series changes; a Linux 6.1 and a 6.12 have their magic pages elsewhere
 * and connect; and dom0 maps pages of one of them.
 */
#include <dirent.h>
#include <inttypes.h>

#include "base/buf.h"
#include "base/limits.h"
#include "cpio.h"
#include "layouts.h"
#include "serial.h"
#include "verify.h"

#define GUEST_CMDLINE(id) "console=ttyAMA0 quiet loglevel=1 probe.id=" id

static const struct boot_domain linux_dom0 = {
	.ram_kib = 320u << 10,
	.cmdline = "console=hvc0 quiet loglevel=1 probe.id=dom0",
};

static const struct boot_case three = {
	.name = "linux-xenstore-moved",
	.release = "4.20",
	.xen = "4.20-guest-layout",
	.target = "kconfig: debian\n  extensions: [guest-layout]",
	.machine = { 3, LAB_RAM_LARGE_MIB },
	.domains = {
		{ .name = "old", .vcpus = 1, .ram_kib = 256u << 10,
		  .vpl011 = true, .enhanced = XENSTORE,
		  .cmdline = GUEST_CMDLINE("old"),
		  .more = "address-space: {magic-base: 0x3c000000, "
			  "shared-info-page: true}" },
		{ .name = "new", .vcpus = 1, .ram_kib = 256u << 10,
		  .vpl011 = true, .enhanced = XENSTORE,
		  .cmdline = GUEST_CMDLINE("new"),
		  .more = "address-space: {magic-base: 0xf0000000, "
			  "grant-table: {base: 0x3b000000}, extended-regions: "
			  "[{base: 0x60000000, size: 1 GiB}]}" },
	},
	.n_domains = 2,
};

/* Page 1 of the magic region of each guest is where the store talks to it. */
static const struct layout_seen rings[] = {
	{ "dom0", "ring-ref-1", 0x3c001 },
	{ "dom0", "ring-ref-2", 0xf0001 },
	{ NULL, NULL, 0 },
};

/* A file of the host into the ramdisk; what is missing is named. */
static const char *add_file(struct arena *a, struct buf *out, const char *name,
			    uint32_t mode, const char *path)
{
	size_t len;
	uint8_t *bytes = lab_read(a, path, &len);

	if (!bytes)
		return arena_printf(a, "%s cannot be read", path);
	cpio_add(out, name, mode, bytes, len);
	return NULL;
}

/* All files of a folder; the order does not matter to Linux. */
static const char *add_folder(struct arena *a, struct buf *out,
			      const char *name, const char *path)
{
	DIR *dir = opendir(path);
	const char *wrong = NULL;
	struct dirent *e;

	if (!dir)
		return arena_printf(a, "%s cannot be read", path);
	while (!wrong && (e = readdir(dir)))
		if (e->d_name[0] != '.')
			wrong = add_file(a, out,
					 arena_printf(a, "%s/%s", name,
						      e->d_name), CPIO_PROGRAM,
					 arena_printf(a, "%s/%s", path,
						      e->d_name));
	closedir(dir);
	return wrong;
}

static const char *make_ramdisk(struct test_env *env, const char *path)
{
	static const char *const dirs[] = { "bin", "dev", "lib", "modules",
					    "proc", "run", "sys", "var" };
	struct arena *a = env->arena;
	const struct lab *lab = env->lab;
	const struct {
		const char *name, *path;
	} files[] = {
		{ "init", lab->xenstore },
		{ "agent", lab->agent },
		{ "bin/init-dom0less", lab->init_dom0less },
		{ "bin/busybox", arena_printf(a, "%s/busybox/busybox",
					      lab->cache) },
	};
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	const char *wrong;

	for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		cpio_add(&out, dirs[i], CPIO_DIR, "", 0);
	wrong = add_folder(a, &out, "bin",
			   arena_printf(a, "%s/tools-4.20/bin", lab->cache));
	if (!wrong)
		wrong = add_folder(a, &out, "lib",
				   arena_printf(a, "%s/tools-4.20/lib",
						lab->cache));
	if (!wrong)
		wrong = add_folder(a, &out, "modules",
				   arena_printf(a, "%s/linux-6.12/modules",
						lab->cache));
	for (size_t i = 0; !wrong && i < sizeof(files) / sizeof(*files); i++)
		wrong = add_file(a, &out, files[i].name, CPIO_PROGRAM,
				 files[i].path);
	cpio_end(&out);
	if (!wrong && !lab_write(path, out.bytes, out.len))
		wrong = "the ramdisk cannot be written";
	return wrong;
}

/* What dom0's kernel took to map at lies in a region that Xen gave it. */
static const char *verify_scratch(struct arena *a, const struct serial *s)
{
	const struct seen_guest *g = serial_guest(s, "dom0");

	if (!g || !g->scratch.size)
		return "dom0's Linux took no address space for foreign pages";
	for (size_t i = 0; i < s->n_regions; i++)
		if (s->regions[i].domid == 0 &&
		    range_contains(s->regions[i].range, g->scratch))
			return NULL;
	return arena_printf(a, "dom0's Linux took 0x%" PRIx64 "+0x%" PRIx64
			    ", outside of every extended region",
			    g->scratch.base, g->scratch.size);
}

static const char *three_test(struct test_env *env, const struct test *t)
{
	struct arena *a = env->arena;
	struct boot_domain dom0 = linux_dom0;
	struct boot_case c = *t->boot;
	char *ramdisk = arena_printf(a, "%s/linux.cpio", env->dir);
	const char *cache = env->lab->cache;
	struct serial s;
	const char *wrong = make_ramdisk(env, ramdisk);

	dom0.kernel = arena_printf(a, "%s/linux-6.12/vmlinuz", cache);
	dom0.ramdisk_path = ramdisk;
	c.dom0 = &dom0;
	c.domains[0].kernel = arena_printf(a, "%s/linux-6.1/vmlinuz", cache);
	c.domains[0].ramdisk_path = ramdisk;
	c.domains[1].kernel = dom0.kernel;
	c.domains[1].ramdisk_path = ramdisk;
	if (!wrong)
		wrong = run_exact(env, &c, &s);
	if (!wrong)
		wrong = layout_seen_wrong(a, &s, rings);
	if (!wrong)
		wrong = verify_scratch(a, &s);
	if (!wrong)
		env->note = arena_printf(a, "foreign pages at 0x%" PRIx64,
					 serial_guest(&s, "dom0")
						 ->scratch.base);
	return wrong;
}

struct layout_tests layouts_linux(struct arena *a)
{
	struct layout_tests list = { arena_array(a, 1, sizeof(struct test)),
				     1 };

	list.tests[0] = (struct test){ three.name, three_test, &three };
	return list;
}
