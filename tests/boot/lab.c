/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lab.c - where the boot tests work, and what they work with.
 */
#include "lab.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "cpio.h"
#include "dt/dt.h"

/*
 * Content of the ramdisks in bytes: one page and a bit; and more than four of
 * the 2 MiB steps in which Xen moves tree and ramdisk. Neither is even.
 */
#define SMALL_BYTES 4139
#define LARGE_BYTES (9u * 1048576 + 12345)

uint8_t *lab_read(struct arena *a, const char *path, size_t *ret_len)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = NULL;
	struct stat st;

	if (f && fstat(fileno(f), &st) == 0 && S_ISREG(st.st_mode)) {
		bytes = arena_alloc(a, (size_t)st.st_size + 1);
		*ret_len = fread(bytes, 1, (size_t)st.st_size, f);
	}
	if (f)
		fclose(f);
	return bytes;
}

bool lab_write(const char *path, const void *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");
	bool ok = f && fwrite(bytes, 1, len, f) == len;

	return f && fclose(f) == 0 && ok;
}

void lab_remove(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	char below[4096];

	while (dir && (e = readdir(dir))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, e->d_name);
		if (unlink(below) != 0)
			lab_remove(below);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

const char *lab_board(struct arena *a, const struct lab *lab, struct machine m)
{
	return arena_printf(a, "%s/files/virt-gicv%u-%u%s%s.dtb", lab->work,
			    m.gic, m.ram_mib, m.cpu ? "-" : "",
			    m.cpu ? m.cpu : "");
}

const char *lab_ramdisk(struct arena *a, const struct lab *lab,
			enum ramdisk_kind kind)
{
	static const char *const names[N_RAMDISKS] = { NULL, "small.cpio",
						       "large.cpio" };

	return names[kind] ? arena_printf(a, "%s/files/%s", lab->work,
					  names[kind]) :
			     NULL;
}

const char *lab_xen(struct arena *a, const struct lab *lab,
		    const char *release)
{
	return arena_printf(a, "%s/xen-%s/xen", lab->cache, release);
}

/* Content that no two pages share, so that a misplaced one shows. */
static bool make_ramdisk(struct arena *a, const char *path, size_t len)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	uint8_t *bytes = arena_alloc(a, len);
	uint32_t state = 1;

	for (size_t i = 0; i < len; i++) {
		state = state * 1664525u + 1013904223u;
		bytes[i] = (uint8_t)(state >> 24);
	}
	cpio_add(&out, "content", CPIO_FILE, bytes, len);
	cpio_end(&out);
	return lab_write(path, out.bytes, out.len);
}

/* A tree holds random seeds: dump it once, use the same file everywhere. */
static const char *make_boards(struct arena *a, const struct lab *lab)
{
	static const struct machine machines[] = {
		{ 2, LAB_RAM_MIB, NULL }, { 2, LAB_RAM_LARGE_MIB, NULL },
		{ 3, LAB_RAM_MIB, NULL }, { 3, LAB_RAM_LARGE_MIB, NULL },
		{ 3, LAB_RAM_MIB, LAB_CPU_SVE },
	};

	for (size_t i = 0; i < sizeof(machines) / sizeof(*machines); i++) {
		const char *path = lab_board(a, lab, machines[i]);

		if (access(path, R_OK) != 0 &&
		    !qemu_board_tree(a, machines[i], path))
			return path;
	}
	return NULL;
}

/*
 * No order but the author's, a phandle, nested nodes, odd lengths: Xen copies
 * all of it as it stands.
 */
static bool make_partial(struct arena *a, const char *path)
{
	struct dt_tree *t = dt_new(a);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct dt_node *pass, *n;

	dt_u32(t, t->root, "#address-cells", 2);
	dt_u32(t, t->root, "#size-cells", 2);
	pass = dt_node(t, t->root, "passthrough");
	dt_string(t, pass, "compatible", "simple-bus");
	dt_empty(t, pass, "ranges");
	dt_u32(t, pass, "#address-cells", 2);
	dt_u32(t, pass, "#size-cells", 2);
	n = dt_node(t, pass, "zeta");
	dt_string(t, n, "label", "first");
	dt_u32(t, n, "phandle", 7);
	n = dt_node(t, pass, "alpha");
	dt_u32(t, n, "peer", 7);
	n = dt_node(t, n, "below");
	dt_bytes(t, n, "odd", "\1\2\3", 3);
	n = dt_node(t, t->root, "aliases");
	dt_string(t, n, "one", "/passthrough/zeta");
	dt_write(t, &out);
	return lab_write(path, out.bytes, out.len);
}

/*
 * An overlay by path, as dtc makes it: the fragment's node goes below /.
 * @name: of the node it adds, and the label of a node below that
 */
static bool make_overlay(struct arena *a, const char *path, const char *name)
{
	struct dt_tree *t = dt_new(a);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct dt_node *n = dt_node(t, t->root, "fragment@0");

	dt_string(t, n, "target-path", "/");
	n = dt_node(t, dt_node(t, n, "__overlay__"), "%s",
		    name);
	dt_string(t, n, "compatible", "domc,test-device");
	n = dt_node(t, n, "below");
	dt_string(t, n, "label", name);
	dt_write(t, &out);
	return lab_write(path, out.bytes, out.len);
}

static bool make_gzip(struct arena *a, const char *from, const char *to)
{
	gzFile out = gzopen(to, "wb");
	size_t len;
	uint8_t *bytes = lab_read(a, from, &len);
	bool ok = out && bytes &&
		  gzwrite(out, bytes, (unsigned int)len) == (int)len;

	return out && gzclose(out) == Z_OK && ok;
}

const char *lab_prepare(struct arena *a, const struct lab *lab)
{
	const char *partial = arena_printf(a, "%s/files/partial.dtb",
					   lab->work);
	const char *probe_gz = arena_printf(a, "%s/files/probe.gz", lab->work);
	const char *files = arena_printf(a, "%s/files", lab->work);
	const char *lamp = arena_printf(a, "%s/lamp.dtbo", files);
	const char *fan = arena_printf(a, "%s/fan.dtbo", files);
	const char *small = lab_ramdisk(a, lab, RAMDISK_SMALL);
	const char *large = lab_ramdisk(a, lab, RAMDISK_LARGE);

	mkdir(lab->work, 0777);
	mkdir(files, 0777);
	if (!make_ramdisk(a, small, SMALL_BYTES))
		return small;
	if (!make_ramdisk(a, large, LARGE_BYTES))
		return large;
	if (!make_gzip(a, lab->probe, probe_gz))
		return probe_gz;
	if (!make_partial(a, partial))
		return partial;
	if (!make_overlay(a, lamp, "lamp"))
		return lamp;
	if (!make_overlay(a, fan, "fan"))
		return fan;
	return make_boards(a, lab);
}
