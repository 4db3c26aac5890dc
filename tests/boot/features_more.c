/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * features_more.c - the example as it is shipped; a heap that is too small.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "features.h"
#include "process.h"
#include "serial.h"
#include "verify.h"

#define DOMC_SECONDS 60

/* ---- examples/pools-and-channels.yaml ---- */

static const struct boot_case example = {
	.name = "example-pools-and-channels",
	.release = "4.20",
	.machine = { 3, 2048, LAB_CPU_SVE },
	.keys = "eqr",
	.domains = { { .name = "net" }, { .name = "app" } },
	.n_domains = 2,
};

static const struct feature_case example_says = {
	.seen = { { "net", "events", 1u << 10 | 1u << 12 },
		  { "app", "events", 1u << 11 | 1u << 12 },
		  { "app", "vector-bits", 2048 } },
	.said = { "10 [1/0/1]: s=3 n=0 x=0 d=2 p=11\n",
		  "General information for domain 1:",
		  "\n4 LLC colors: { 1-3, 8 }\n", "VCPU0: CPU1 [",
		  "General information for domain 2:",
		  "\n4 LLC colors: { 4-7 }\n", "VCPU0: CPU0 [",
		  "\nCpupool 1:\nCpus: 1\n", "(credit)\n" },
};

/* The names that the example gives to what it boots. */
static bool link_files(struct test_env *env)
{
	struct arena *a = env->arena;

	return symlink(arena_printf(a, "%s/4.20-all-options/xen",
				    env->lab->xens),
		       arena_printf(a, "%s/xen", env->dir)) == 0 &&
	       symlink(env->lab->probe,
		       arena_printf(a, "%s/probe.bin", env->dir)) == 0;
}

static const char *example_test(struct test_env *env, const struct test *t)
{
	struct arena *a = env->arena;
	char *argv[] = { (char *)env->lab->domc, (char *)"build",
			 (char *)"-I", (char *)env->dir, (char *)"-o",
			 arena_printf(a, "%s/out", env->dir),
			 arena_printf(a, "%s/pools-and-channels.yaml",
				      env->lab->examples), NULL };
	struct serial s;
	const char *wrong;

	if (!link_files(env) ||
	    process_run(argv, NULL, arena_printf(a, "%s/domc.log", env->dir),
			DOMC_SECONDS) != 0)
		return "domc refuses the example";
	if (env->lab->compile)
		return NULL;
	wrong = run_built(env, t->boot, &s);
	return wrong ? wrong : feature_wrong(a, &example_says, &s);
}

/*
 * ---- a static heap that cannot hold the domain: 64 MiB of RAM, and 14 MiB of
 * Xen's table of all pages ----
 */

#define HEAP "static-heap: [{base: 0x50000000, size: "
static const struct boot_case small_heaps[] = {
	{ .name = "static-heap-small-xen4.17", .release = "4.17",
	  .machine = { 2, LAB_RAM_MIB, NULL }, .hypervisor = HEAP "78 MiB}]",
	  .domains = { { .name = "a", .vcpus = 1, .ram_kib = 64u << 10,
			 .cmdline = "probe.exit=wait probe.id=a" } },
	  .n_domains = 1 },
	{ .name = "static-heap-small-xen4.20", .release = "4.20",
	  .machine = { 3, LAB_RAM_MIB, NULL }, .hypervisor = HEAP "78 MiB}]",
	  .domains = { { .name = "a", .vcpus = 1, .ram_kib = 64u << 10,
			 .cmdline = "probe.exit=wait probe.id=a" } },
	  .n_domains = 1 },
};

/* domc refuses it; forced, Xen gives up where domc said it would. */
static const char *small_test(struct test_env *env, const struct test *t)
{
	struct arena *a = env->arena;
	const char *wrong = run_build(env, t->boot, 1);
	struct serial s;

	if (!wrong || !strstr(wrong, "[E0"))
		return "domc accepts a heap that is too small";
	if (system_build(a, env->lab, t->boot, 1, env->dir, true) != 1)
		return "domc --force does not write";
	if (env->lab->compile)
		return NULL;
	run_machine(env, t->boot, &s);
	env->note = s.panic;
	return s.panic ? NULL : "Xen boots";
}

void features_more(struct arena *a, struct layout_tests *t, size_t *n_room)
{
	const struct test more[] = {
		{ example.name, example_test, &example },
		{ small_heaps[0].name, small_test, &small_heaps[0] },
		{ small_heaps[1].name, small_test, &small_heaps[1] },
	};

	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
		t->tests = arena_grow(a, t->tests, t->n, n_room,
				      sizeof(*t->tests));
		t->tests[t->n++] = more[i];
	}
}
