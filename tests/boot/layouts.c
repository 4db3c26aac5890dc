/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layouts.c - explicit layouts on a patched Xen, and what guests make of them.
 *
 * What a guest sees is compared with what was compiled, byte for byte, in all
 * of these; the probe's own checks (hypervisor/probe/roles.h) say the rest.
 */
#include "layouts.h"

#include <inttypes.h>

#include "serial.h"
#include "verify.h"

#define PATCHED "4.20-guest-layout"
#define PATCHED_ALL "4.20-guest-layout-all-options"
#define PATCHED_DUMMY "4.20-guest-layout-dummy-xsm"

#define EXTENSION "extensions: [guest-layout]"
#define TARGET "kconfig: debian\n  " EXTENSION
#define TARGET_STATIC \
	"kconfig: [CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM]\n  " EXTENSION
#define TARGET_DUMMY "kconfig: [CONFIG_XSM_SILO_DEFAULT=n]\n  " EXTENSION

#define GICV3 { 3, LAB_RAM_MIB }
#define GICV2 { 2, LAB_RAM_MIB }

#define GUEST(words, lines) { .name = "guest", .vcpus = 1, \
		.ram_kib = 64u << 10, .vpl011 = true, \
		.enhanced = NO_XENSTORE, .cmdline = "probe.id=guest " words, \
		.more = lines }
#define LAYOUT "probe.also=layout"
#define STAY "probe.exit=no "
#define SPACE(text) "address-space: {" text "}"

/* -EINVAL, as the probe's lines hold it. */
#define EINVAL_SEEN 0xffffffffffffffeaul

#define SIXTEEN "[" \
	"{base: 0x50000000, size: 64 MiB}, " \
	"{base: 0x58000000, size: 64 MiB}, " \
	"{base: 0x60000000, size: 64 MiB}, " \
	"{base: 0x68000000, size: 64 MiB}, " \
	"{base: 0x70000000, size: 128 MiB}, " \
	"{base: 0x80000000, size: 66 MiB}, " \
	"{base: 0x88000000, size: 64 MiB}, " \
	"{base: 0x8c000000, size: 64 MiB}, " \
	"{base: 0x98000000, size: 64 MiB}, " \
	"{base: 0xa0000000, size: 64 MiB}, " \
	"{base: 0xf8000000, size: 128 MiB}, " \
	"{base: 0x200000000, size: 1 GiB}, " \
	"{base: 0x300000000, size: 64 MiB}, " \
	"{base: 0x8000000000, size: 64 GiB}, " \
	"{base: 0xa000000000, size: 64 MiB}, " \
	"{base: 0xfff0000000, size: 256 MiB}]"

#define DOM0(words) { .ram_kib = 64u << 10, \
		.cmdline = "probe.id=dom0 probe.exit=no probe.tree=no" words }

static const struct boot_domain quiet_dom0 = DOM0("");
static const struct boot_domain mapping_dom0 =
	DOM0(" probe.also=foreign probe.peer=1");

static const struct layout_case cases[] = {
	{ { .name = "grant-table-moved", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT,
			SPACE("grant-table: "
			      "{base: 0x3a000000, size: 1 MiB}")) } },
	  { { "guest", "slot", 0 } } },
	{ { .name = "one-region", .xen = PATCHED, .machine = GICV2,
	    .domains = { GUEST("", SPACE("extended-regions: "
			"[{base: 0x60000000, size: 1 GiB}]")) } },
	  { { NULL, NULL, 0 } } },
	{ { .name = "three-regions", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT, SPACE("extended-regions: "
			"[{base: 0x48000000, size: 128 MiB}, "
			"{base: 0x80000000, size: 64 MiB}, "
			"{base: 0x200000000, size: 8 GiB}]")) } },
	  { { "guest", "regions", 3 } } },
	{ { .name = "sixteen-regions", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT, SPACE("extended-regions: " SIXTEEN)) } },
	  { { "guest", "regions", 16 } } },
	{ { .name = "regions-of-a-size", .xen = PATCHED, .machine = GICV2,
	    .domains = { GUEST("", SPACE("extended-regions: {size: 5 GiB}")) } },
	  { { NULL, NULL, 0 } } },
	{ { .name = "no-regions", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT, SPACE("extended-regions: none, "
			"shared-info-page: true")) } },
	  { { "guest", "regions", 0 }, { "guest", "promise", 0 },
	    { "guest", "gave-up-ram", 1 }, { "guest", "slot", 0x39004000 } } },
	{ { .name = "magic-moved", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT, SPACE("magic-base: 0x3c000000, "
			"shared-info-page: true")) } },
	  { { "guest", "slot", 0x3c004000 } } },
	{ { .name = "magic-moved-with-xenstore", .xen = PATCHED,
	    .machine = GICV3,
	    .domains = {
		{ .name = "guest", .vcpus = 2, .ram_kib = 64u << 10,
		  .vpl011 = true, .enhanced = XENSTORE,
		  .cmdline = STAY "probe.id=guest " LAYOUT,
		  .more = SPACE("magic-base: 0xfe000000, "
				"shared-info-page: true") } } },
	  { { "guest", "slot", 0xfe004000 } } },
	{ { .name = "exposed-windows", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT, SPACE("shared-info-page: true, expose: "
			"[{base: 0x3b000000, size: 2 MiB, why: a device}, "
			"{base: 0x50000000, size: 16 MiB, why: another}]")) } },
	  { { "guest", "slot", 0x39004000 } } },
	{ { .name = "direct-map", .xen = PATCHED_ALL, .machine = GICV3,
	    .target = TARGET_STATIC,
	    .domains = { GUEST(LAYOUT,
			"placement: {direct-map: true, static: "
			"[{base: 0x60000000, size: 64 MiB}]}\n    "
			SPACE("grant-table: {base: 0x70000000, size: 1 MiB}, "
			      "magic-base: 0x71000000, "
			      "extended-regions: "
			      "[{base: 0x48000000, size: 128 MiB}], "
			      "shared-info-page: true")) } },
	  { { "guest", "slot", 0x71004000 } } },
	{ { .name = "without-promise", .xen = PATCHED, .machine = GICV3,
	    .domains = { GUEST(LAYOUT, SPACE("extended-regions: "
			"[{base: 0x60000000, size: 64 MiB}], "
			"shared-info-page: true")) } },
	  { { "guest", "promise", 0 }, { "guest", "gave-up-ram", 1 } } },
	{ { .name = "foreign-by-dom0", .xen = PATCHED, .machine = GICV3,
	    .dom0 = &mapping_dom0,
	    .domains = { GUEST("probe.exit=wait probe.also=foreign probe.peer=0",
			SPACE("extended-regions: "
			      "[{base: 0x60000000, size: 256 MiB}]")) } },
	  { { NULL, NULL, 0 } } },
	{ { .name = "grants-between-domus", .xen = PATCHED_DUMMY,
	    .machine = GICV3, .target = TARGET_DUMMY,
	    .domains = {
		{ .name = "front", .vcpus = 1, .ram_kib = 64u << 10,
		  .vpl011 = true, .enhanced = NO_XENSTORE,
		  .cmdline = STAY "probe.id=front probe.also=offer "
			     "probe.peer=2",
		  .more = SPACE("grant-table: {base: 0x3b000000}") },
		{ .name = "back", .vcpus = 1, .ram_kib = 64u << 10,
		  .vpl011 = true, .enhanced = NO_XENSTORE,
		  .cmdline = STAY "probe.id=back probe.also=accept "
			     "probe.peer=1",
		  .more = "maps: [{of: front, how: grant, pages: 64}]\n    "
			  SPACE("extended-regions: "
				"[{base: 0x60000000, size: 256 MiB}]") } } },
	  { { NULL, NULL, 0 } } },
	{ { .name = "grants-denied-by-silo", .xen = PATCHED, .machine = GICV2,
	    .domains = {
		{ .name = "front", .vcpus = 1, .ram_kib = 64u << 10,
		  .vpl011 = true, .enhanced = NO_XENSTORE,
		  .cmdline = STAY "probe.id=front probe.also=offer "
			     "probe.peer=2 probe.expect=denied" },
		{ .name = "back", .vcpus = 1, .ram_kib = 64u << 10,
		  .vpl011 = true, .enhanced = NO_XENSTORE,
		  .cmdline = STAY "probe.id=back probe.also=accept "
			     "probe.peer=1 probe.expect=denied" } } },
	  { { NULL, NULL, 0 } } },
	{ { .name = "with-promise", .xen = PATCHED, .machine = GICV3,
	    .dom0 = &quiet_dom0,
	    .domains = { GUEST(STAY LAYOUT,
			"maps: [{of: dom0, how: grant, pages: 64}]\n    "
			SPACE("extended-regions: "
			      "[{base: 0x60000000, size: 256 MiB}], "
			      "shared-info-page: true")) } },
	  { { "guest", "promise", 1 }, { "guest", "gave-up-ram", 0 },
	    { "guest", "slot", 0x39004000 } } },
	{ { .name = "stock-4.20-falls-back", .release = "4.20",
	    .machine = GICV3, .target = "kconfig: debian",
	    .domains = { GUEST(LAYOUT, NULL) } },
	  { { "guest", "promise", 0 }, { "guest", "gave-up-ram", 1 },
	    { "guest", "slot", 0 }, { "guest", "param-39", EINVAL_SEEN } } },
	{ { .name = "stock-4.17-falls-back", .release = "4.17",
	    .machine = GICV2, .target = "kconfig: debian",
	    .domains = { GUEST(LAYOUT, NULL) } },
	  { { "guest", "promise", 0 }, { "guest", "gave-up-ram", 1 },
	    { "guest", "slot", 0 }, { "guest", "param-39", EINVAL_SEEN } } },
};

const char *layout_seen_wrong(struct arena *a, const struct serial *s,
			      const struct layout_seen *want)
{
	for (; want->id; want++) {
		const struct seen_guest *g = serial_guest(s, want->id);
		const uint64_t *v = g ? serial_seen(g, want->name) : NULL;

		if (!v || *v != want->value)
			return arena_printf(a, "guest '%s': %s is 0x%" PRIx64
					    ", not 0x%" PRIx64, want->id,
					    want->name, v ? *v : UINT64_MAX,
					    want->value);
	}
	return NULL;
}

static const char *layout_test(struct test_env *env, const struct test *t)
{
	const struct layout_case *c = (const struct layout_case *)t->boot;
	struct arena *a = env->arena;
	struct serial s;
	const char *wrong = run_exact(env, &c->boot, &s);

	return wrong ? wrong : layout_seen_wrong(a, &s, c->seen);
}

static size_t count_domains(const struct boot_case *c)
{
	size_t n = 0;

	while (n < SYSTEM_DOMAINS && c->domains[n].name)
		n++;
	return n;
}

struct layout_tests layouts_all(struct arena *a)
{
	size_t n = sizeof(cases) / sizeof(cases[0]), n_room = 0;
	struct layout_case *mine = arena_array(a, n, sizeof(*mine));
	struct layout_tests list = { NULL, 0 };

	for (size_t i = 0; i < n; i++) {
		struct boot_case *b = &mine[i].boot;

		mine[i] = cases[i];
		b->n_domains = count_domains(b);
		if (!b->release)
			b->release = "4.20";
		if (!b->target)
			b->target = TARGET;
		list.tests = arena_grow(a, list.tests, list.n, &n_room,
					sizeof(*list.tests));
		list.tests[list.n++] = (struct test){ b->name, layout_test, b };
	}
	patched_add(a, &list, &n_room);
	return list;
}
