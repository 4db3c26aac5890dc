/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * boot.c - boots what domc compiled on real Xen, and compares: sets of cases,
 * a line each, or one output folder of domc.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cases.h"
#include "features.h"
#include "folder.h"
#include "lab.h"
#include "layouts.h"
#include "mutate.h"
#include "real_linux.h"
#include "run.h"

static const char usage_text[] =
	"usage: boot [OPTION]... SET...\n"
	"       boot [OPTION]... system DIR\n"
	"sets:\n"
	"  quick      a subset with every pair of values of two dimensions\n"
	"  all        every combination\n"
	"  several    two and three domains in one system\n"
	"  edges      sizes and shapes at which a decision of Xen's turns\n"
	"  all-edges  the same, each under both releases\n"
	"  mutations  every difference of two trees is reported\n"
	"  linux      Debian's kernel sees the tree that was compiled\n"
	"  features   CPU pools, event channels, SVE, colours, heaps, overlays, ...\n"
	"  layouts    explicit layouts on a patched Xen, and the guest's side\n"
	"  layouts-linux  the same with Linux as dom0 and as guests\n"
	"options:\n"
	"  --domc PATH --probe PATH --grab PATH --init PATH\n"
	"  --cache DIR   of hypervisor/fetch.sh (default: $DOMC_CACHE or ~/.cache/domc)\n"
	"  --work DIR    where cases are compiled and logged (default: build/boot-work)\n"
	"  --xens DIR    of `make xen` (default: build/xen)\n"
	"  --agent PATH --init-dom0less PATH --xenstore PATH   of layouts-linux\n"
	"  --only TEXT   cases whose name holds TEXT\n"
	"  --list        name the cases, boot nothing\n"
	"  --compile     keep what domc makes of the cases, boot nothing\n"
	"  --keep        keep the folders of passed cases too\n"
	"  -j N          QEMUs at a time (default 2)\n"
	"  --seconds N   deadline of one boot (default 60)\n"
	"  --gic 2|3 --ram MIB   the machine of `system` (default 3, 2048)\n"
	"  --files DIR   where the names in its qemu.args lead (default: DIR itself)\n";

struct options {
	struct lab lab;
	struct machine machine;
	const char *files;
	const char *only;
	bool list;
};

struct test_list {
	struct test *tests;
	size_t n, n_room;
};

static _Noreturn void usage(const char *why)
{
	if (why)
		fprintf(stderr, "boot: %s\n", why);
	fputs(usage_text, stderr);
	exit(2);
}

/* An option with a value: where to put it; NULL: no such option. */
static const char **string_option(struct options *o, const char *name)
{
	const struct {
		const char *name;
		const char **value;
	} known[] = {
		{ "--domc", &o->lab.domc },   { "--probe", &o->lab.probe },
		{ "--grab", &o->lab.grab },   { "--init", &o->lab.init },
		{ "--cache", &o->lab.cache }, { "--work", &o->lab.work },
		{ "--only", &o->only },	      { "--files", &o->files },
		{ "--xens", &o->lab.xens },   { "--examples", &o->lab.examples },
		   { "--agent", &o->lab.agent },
		{ "--init-dom0less", &o->lab.init_dom0less },
		{ "--xenstore", &o->lab.xenstore },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].value;
	return NULL;
}

static unsigned int *number_option(struct options *o, const char *name)
{
	if (strcmp(name, "-j") == 0)
		return &o->lab.jobs;
	if (strcmp(name, "--seconds") == 0)
		return &o->lab.seconds;
	if (strcmp(name, "--gic") == 0)
		return &o->machine.gic;
	if (strcmp(name, "--ram") == 0)
		return &o->machine.ram_mib;
	return NULL;
}

static unsigned int number(const char *text)
{
	char *end;
	unsigned long v = strtoul(text, &end, 10);

	if (*end || !v || v > 1000000)
		usage("a number is expected");
	return (unsigned int)v;
}

/* Return: index of the first argument that is no option. */
static int read_options(struct options *o, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		const char **text = string_option(o, argv[i]);
		unsigned int *n = number_option(o, argv[i]);

		if (strcmp(argv[i], "--keep") == 0) {
			o->lab.keep = true;
		} else if (strcmp(argv[i], "--compile") == 0) {
			o->lab.keep = o->lab.compile = true;
		} else if (strcmp(argv[i], "--list") == 0) {
			o->list = true;
		} else if ((text || n) && i + 1 < argc) {
			if (text)
				*text = argv[++i];
			else
				*n = number(argv[++i]);
		} else {
			usage(strcmp(argv[i], "--help") ? argv[i] : NULL);
		}
	}
	return i;
}

static void default_cache(struct arena *a, struct lab *lab)
{
	const char *cache = getenv("DOMC_CACHE");
	const char *xdg = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");

	if (lab->cache)
		return;
	if (cache && *cache)
		lab->cache = cache;
	else if (xdg && *xdg)
		lab->cache = arena_printf(a, "%s/domc", xdg);
	else
		lab->cache = arena_printf(a, "%s/.cache/domc",
					  home ? home : "");
}

/* Cases run in folders of their own: paths must not depend on where. */
static void make_absolute(struct arena *a, const char **path)
{
	char cwd[4096];

	if (*path && (*path)[0] != '/' && getcwd(cwd, sizeof(cwd)))
		*path = arena_printf(a, "%s/%s", cwd, *path);
}

static void add_test(struct arena *a, const struct options *o,
		     struct test_list *l, struct test t)
{
	if (o->only && !strstr(t.name, o->only))
		return;
	l->tests = arena_grow(a, l->tests, l->n, &l->n_room, sizeof(t));
	l->tests[l->n++] = t;
}

static void add_cases(struct arena *a, const struct options *o,
		      struct test_list *l, struct case_list cases)
{
	for (size_t i = 0; i < cases.n; i++)
		add_test(a, o, l, (struct test){ cases.cases[i].name, run_boot,
						 &cases.cases[i] });
}

static void add_linux(struct arena *a, const struct options *o,
		      struct test_list *l)
{
	static const struct boot_case cases[] = {
		{ .name = "linux-xen4.20-gicv3", .release = "4.20",
		  .machine = { 3, LAB_RAM_MIB },
		  .domains = { { .name = "linux", .vcpus = 2,
				 .ram_kib = 512u << 10, .vpl011 = true,
				 .enhanced = NO_XENSTORE,
				 .cmdline = "console=ttyAMA0 quiet" } },
		  .n_domains = 1 },
		{ .name = "linux-xen4.17-gicv2", .release = "4.17",
		  .machine = { 2, LAB_RAM_MIB },
		  .domains = { { .name = "linux", .vcpus = 1,
				 .ram_kib = 256u << 10, .vpl011 = true,
				 .enhanced = XENSTORE,
				 .cmdline = "console=ttyAMA0 quiet" } },
		  .n_domains = 1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		add_test(a, o, l, (struct test){ cases[i].name, linux_test,
						 &cases[i] });
}

static void add_mutations(struct arena *a, const struct options *o,
			  struct test_list *l)
{
	static const struct boot_case seen = {
		.name = "mutations",
		.release = "4.20",
		.machine = { 3, LAB_RAM_MIB },
		.domains = { { .name = "guest", .vcpus = 4,
			       .ram_kib = 200u << 10, .vpl011 = true,
			       .enhanced = NO_XENSTORE,
			       .ramdisk = RAMDISK_SMALL,
			       .cmdline = "probe.id=guest" } },
		.n_domains = 1,
	};

	add_test(a, o, l, (struct test){ seen.name, mutate_test, &seen });
}

static void add_list(struct arena *a, const struct options *o,
		     struct test_list *l, struct layout_tests tests)
{
	for (size_t i = 0; i < tests.n; i++)
		add_test(a, o, l, tests.tests[i]);
}

static bool add_set(struct arena *a, const struct options *o,
		    struct test_list *l, const char *name)
{
	if (strcmp(name, "quick") == 0)
		add_cases(a, o, l, cases_pairs(a));
	else if (strcmp(name, "all") == 0)
		add_cases(a, o, l, cases_all(a));
	else if (strcmp(name, "several") == 0)
		add_cases(a, o, l, cases_several(a));
	else if (strcmp(name, "edges") == 0)
		add_cases(a, o, l, cases_edges(a, false));
	else if (strcmp(name, "all-edges") == 0)
		add_cases(a, o, l, cases_edges(a, true));
	else if (strcmp(name, "mutations") == 0)
		add_mutations(a, o, l);
	else if (strcmp(name, "linux") == 0)
		add_linux(a, o, l);
	else if (strcmp(name, "features") == 0)
		add_list(a, o, l, features_all(a));
	else if (strcmp(name, "layouts") == 0)
		add_list(a, o, l, layouts_all(a));
	else if (strcmp(name, "layouts-linux") == 0)
		add_list(a, o, l, layouts_linux(a));
	else
		return false;
	return true;
}

static int run_sets(struct arena *a, const struct options *o, int n,
		    char **names)
{
	struct test_list l = { NULL, 0, 0 };
	const char *missing;

	for (int i = 0; i < n; i++)
		if (!add_set(a, o, &l, names[i]))
			usage(names[i]);
	for (size_t i = 0; o->list && i < l.n; i++)
		puts(l.tests[i].name);
	if (o->list)
		return 0;
	missing = lab_prepare(a, &o->lab);
	if (missing) {
		fprintf(stderr, "boot: %s could not be made\n", missing);
		return 2;
	}
	return run_all(a, &o->lab, l.tests, l.n) ? 1 : 0;
}

static int run_folder(struct arena *a, const struct options *o, int n,
		      char **names)
{
	const char *dir;

	if (n != 1)
		usage("system takes one folder");
	dir = names[0];
	make_absolute(a, &dir);
	return folder_boot(a, &o->lab, o->machine, dir, o->files);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct options o = {
		.lab = { .domc = "build/domc",
			 .probe = "build/probe/probe.bin",
			 .grab = "build/probe/grab",
			 .init = "tests/boot/init.sh",
			 .xens = "build/xen",
			 .examples = "examples",
			 .agent = "build/probe/agent",
			 .init_dom0less = "build/xen/init-dom0less",
			 .xenstore = "tests/boot/xenstore.sh",
			 .work = "build/boot-work",
			 .jobs = 2,
			 .seconds = 60 },
		.machine = { 3, 2048 },
	};
	int i = read_options(&o, argc, argv);
	int status;

	if (i == argc || !a)
		usage("which set?");
	default_cache(a, &o.lab);
	make_absolute(a, &o.lab.domc);
	make_absolute(a, &o.lab.probe);
	make_absolute(a, &o.lab.grab);
	make_absolute(a, &o.lab.init);
	make_absolute(a, &o.lab.cache);
	make_absolute(a, &o.lab.work);
	make_absolute(a, &o.lab.xens);
	make_absolute(a, &o.lab.examples);
	make_absolute(a, &o.lab.agent);
	make_absolute(a, &o.lab.init_dom0less);
	make_absolute(a, &o.lab.xenstore);
	make_absolute(a, &o.files);
	if (strcmp(argv[i], "system") == 0)
		status = run_folder(a, &o, argc - i - 1, argv + i + 1);
	else
		status = run_sets(a, &o, argc - i, argv + i);
	arena_free(a);
	return status;
}
