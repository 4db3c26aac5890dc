/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * folder.c - boot one output folder of domc and report.
 */
#include "folder.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serial.h"
#include "verify.h"

struct names {
	const char *v[SERIAL_GUESTS];
	size_t n;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Domains that Xen starts at boot: an xl domain has a .cfg beside its tree. */
static bool is_guest(struct arena *a, const char *dir, const char *name)
{
	const char *tree = arena_printf(a, "%s/%s/guest.dtb", dir, name);
	const char *cfg = arena_printf(a, "%s/%s/%s.cfg", dir, name, name);

	return access(tree, R_OK) == 0 && access(cfg, R_OK) != 0;
}

static struct names guests_in(struct arena *a, const char *path)
{
	struct names names = { .n = 0 };
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir)) && names.n < SERIAL_GUESTS)
		if (e->d_name[0] != '.' && is_guest(a, path, e->d_name))
			names.v[names.n++] = arena_strdup(a, e->d_name);
	if (dir)
		closedir(dir);
	qsort(names.v, names.n, sizeof(names.v[0]), by_name);
	return names;
}

static bool report_guest(struct arena *a, const struct serial *s,
			 const char *id, const char *dir)
{
	const struct seen_guest *g = serial_guest(s, id);
	const char *wrong = verify_guest(a, s, id, dir);

	printf("guest=%s", id);
	if (g)
		printf(" tree_bytes=%zu tree_at=0x%" PRIx64
		       " image_at=0x%" PRIx64 " checks=%u failed=%u",
		       g->tree_len, g->tree_at.base, g->image.base,
		       g->n_pass + g->n_fail, g->n_fail);
	printf(" verdict=%s\n", wrong ? wrong : "equal");
	return !wrong;
}

int folder_boot(struct arena *a, const struct lab *lab, struct machine m,
		const char *dir, const char *files)
{
	struct names guests = guests_in(a, dir);
	struct qemu_run run = {
		.machine = m,
		.dir = dir,
		.files = files,
		.n_guests = guests.n,
		.seconds = lab->seconds,
	};
	struct qemu_result r;
	struct serial s;
	bool ok = guests.n > 0;
	FILE *log = fopen(arena_printf(a, "%s/serial.log", dir), "w");

	serial_init(&s, a, log);
	r = qemu_boot(a, &run, &s);
	if (log)
		fclose(log);
	printf("xen=%s\nboot_ms=%" PRIu64 "\n",
	       s.xen_version ? s.xen_version : "", r.ms);
	if (s.panic)
		printf("panic=%s\n", s.panic);
	for (size_t i = 0; i < guests.n; i++)
		ok = report_guest(a, &s, guests.v[i], dir) && ok;
	return ok ? 0 : 1;
}
