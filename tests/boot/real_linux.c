/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * real_linux.c - a real Linux as the guest.
 */
#include "real_linux.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/limits.h"
#include "cpio.h"
#include "serial.h"
#include "verify.h"

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

/* busybox, the module that maps grants, and what uses it. */
static const char *make_ramdisk(struct test_env *env, const char *path)
{
	static const char *const dirs[] = { "bin", "dev", "proc", "sys" };
	struct arena *a = env->arena;
	const char *cache = env->lab->cache;
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	const char *wrong;

	for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		cpio_add(&out, dirs[i], CPIO_DIR, "", 0);
	wrong = add_file(a, &out, "bin/busybox", CPIO_PROGRAM,
			 arena_printf(a, "%s/busybox/busybox", cache));
	if (!wrong)
		wrong = add_file(a, &out, "xen-gntdev.ko", CPIO_FILE,
				 arena_printf(a, "%s/linux-6.12/modules/xen-gntdev.ko",
					      cache));
	if (!wrong)
		wrong = add_file(a, &out, "grab", CPIO_PROGRAM,
				 env->lab->grab);
	if (!wrong)
		wrong = add_file(a, &out, "init", CPIO_PROGRAM,
				 env->lab->init);
	cpio_end(&out);
	if (!wrong && !lab_write(path, out.bytes, out.len))
		wrong = "the ramdisk cannot be written";
	return wrong;
}

/* What Linux took lies inside one of the tree's *ret_n regions. */
static const char *verify_taken(struct arena *a, const struct seen_guest *g,
				size_t *ret_n)
{
	struct dt_tree *t = verify_read(a, "seen", g->tree, g->tree_len);
	const struct dt_node *n = dt_find_path(t, "/hypervisor");
	const struct dt_prop *reg = n ? dt_find_prop(n, "reg") : NULL;

	*ret_n = reg ? reg->len / 16 - 1 : 0;
	if (!g->scratch.size)
		return "Linux took no address space for a grant";
	for (size_t at = 16; reg && at + 16 <= reg->len; at += 16) {
		struct range r = { verify_cells(reg, at),
				   verify_cells(reg, at + 8) };

		if (range_contains(r, g->scratch))
			return NULL;
	}
	return arena_printf(a, "Linux took 0x%" PRIx64 "+0x%" PRIx64
			    ", outside of every extended region",
			    g->scratch.base, g->scratch.size);
}

const char *linux_test(struct test_env *env, const struct test *t)
{
	struct arena *a = env->arena;
	struct boot_case c = *t->boot;
	struct boot_domain *d = &c.domains[0];
	const struct seen_guest *g;
	struct serial s;
	const char *wrong;
	size_t n_regions = 0;
	int rc;

	d->kernel = arena_printf(a, "%s/linux-6.12/vmlinuz", env->lab->cache);
	d->ramdisk_path = arena_printf(a, "%s/initrd.cpio", env->dir);
	wrong = make_ramdisk(env, d->ramdisk_path);
	if (wrong)
		return wrong;
	rc = system_build(a, env->lab, &c, d->vcpus, env->dir, false);
	if (rc)
		return arena_printf(a, "domc exits with %d", rc);
	wrong = run_machine(env, &c, &s);
	if (!wrong)
		wrong = verify_guest(a, &s, d->name,
				     arena_printf(a, "%s/out", env->dir));
	g = serial_guest(&s, d->name);
	if (!wrong)
		wrong = verify_taken(a, g, &n_regions);
	if (!wrong)
		env->note = arena_printf(a, "%zu bytes of tree equal, %zu regions, grants at 0x%" PRIx64,
					 g->tree_len, n_regions,
					 g->scratch.base);
	return wrong;
}
