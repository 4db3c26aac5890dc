/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * patched.c - Xens and system files that do not go together.
 *
 * A stock Xen does not know the layout: the guest gets what it always got.
 * A patched Xen that is not given one does the same as a stock Xen.
 */
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "layouts.h"
#include "serial.h"
#include "verify.h"

#define PATCHED "4.20-guest-layout"

/* Of the cases of a set every one of so many: a handful. */
#define STEP 2

#define GUEST { .name = "guest", .vcpus = 2, .ram_kib = 64u << 10, \
		.vpl011 = true, .enhanced = NO_XENSTORE, \
		.cmdline = "probe.id=guest" }
#define LAYOUT_LINES \
	"address-space: {grant-table: {base: 0x3b000000}, " \
	"extended-regions: [{base: 0x60000000, size: 1 GiB}], " \
	"magic-base: 0x3c000000, shared-info-page: true}"

/* The boot case of the plain file; the board has a layout all the same. */
static const struct boot_case ignorant[] = {
	{ .name = "stock-4.20-ignores-layout", .release = "4.20",
	  .machine = { 3, LAB_RAM_MIB }, .domains = { GUEST },
	  .n_domains = 1 },
	{ .name = "stock-4.17-ignores-layout", .release = "4.17",
	  .machine = { 2, LAB_RAM_MIB }, .domains = { GUEST },
	  .n_domains = 1 },
};

static bool replace(struct test_env *env, const char *from, const char *to)
{
	struct arena *a = env->arena;

	return rename(arena_printf(a, "%s/%s", env->dir, from),
		      arena_printf(a, "%s/%s", env->dir, to)) == 0;
}

/* Does the board tell of a layout at all? */
static bool has_layout(struct test_env *env, const char *board)
{
	static const char mark[] = "xen,guest-layout-v1";
	size_t len = 0;
	uint8_t *b = lab_read(env->arena, arena_printf(env->arena, "%s/%s",
						       env->dir, board), &len);

	for (size_t i = 0; b && i + sizeof(mark) <= len; i++)
		if (memcmp(b + i, mark, sizeof(mark)) == 0)
			return true;
	return false;
}

/*
 * Compiled twice, for a Xen with the extension and for the one that boots:
 * the board of the first, the guest's tree of the second.
 */
static const char *ignore_test(struct test_env *env, const struct test *t)
{
	struct arena *a = env->arena;
	const struct boot_case *plain = t->boot;
	struct boot_case rich = *plain;
	struct serial s;
	const char *wrong;

	rich.release = "4.20";
	rich.xen = PATCHED;
	rich.target = "kconfig: debian\n  extensions: [guest-layout]";
	rich.domains[0].more = LAYOUT_LINES;
	if (system_build(a, env->lab, &rich, 2, env->dir, false) != 0 ||
	    !replace(env, "out/board.dtb", "rich.dtb"))
		return "domc refuses the layout";
	if (system_build(a, env->lab, plain, 2, env->dir, false) != 0)
		return "domc refuses the file without it";
	if (has_layout(env, "out/board.dtb") || !has_layout(env, "rich.dtb"))
		return "the wrong board has the layout";
	if (!replace(env, "rich.dtb", "out/board.dtb"))
		return "board.dtb cannot be replaced";
	wrong = run_machine(env, plain, &s);
	return wrong ? wrong :
		       verify_guest(a, &s, "guest",
				    arena_printf(a, "%s/out", env->dir));
}

static void add(struct arena *a, struct layout_tests *t, size_t *n_room,
		struct test test)
{
	t->tests = arena_grow(a, t->tests, t->n, n_room, sizeof(test));
	t->tests[t->n++] = test;
}

/* Its tree has more room, so a case that looks for the most CPUs differs. */
static bool fits(const struct boot_case *c)
{
	return strcmp(c->release, "4.20") == 0 &&
	       c->vcpu_rule == VCPUS_EXACT &&
	       c->machine.ram_mib == LAB_RAM_MIB;
}

static void add_patched(struct arena *a, struct layout_tests *t,
			size_t *n_room, struct case_list list)
{
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++) {
		struct boot_case *c = &list.cases[i];

		if (!fits(c) || n++ % STEP)
			continue;
		c->xen = PATCHED;
		c->name = arena_printf(a, "patched-%s", c->name);
		add(a, t, n_room, (struct test){ c->name, run_boot, c });
	}
}

void patched_add(struct arena *a, struct layout_tests *t, size_t *n_room)
{
	for (size_t i = 0; i < sizeof(ignorant) / sizeof(ignorant[0]); i++)
		add(a, t, n_room, (struct test){ ignorant[i].name, ignore_test,
						 &ignorant[i] });
	add_patched(a, t, n_room, cases_pairs(a));
	add_patched(a, t, n_room, cases_edges(a, false));
	add_patched(a, t, n_room, cases_several(a));
}
