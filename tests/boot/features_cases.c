/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * features_cases.c - what is booted, and what then must be seen and said.
 *
 * What a guest cannot see of itself Xen says when its debug keys are pressed:
 * e event channels, m memory, q domains, r pools and their run queues.
 */
#include "features.h"

#define GICV3 { 3, LAB_RAM_MIB, NULL }
#define GICV2 { 2, LAB_RAM_MIB, NULL }
#define SVE_CPU { 3, LAB_RAM_MIB, LAB_CPU_SVE }

/* A guest that stays when it has spoken: others may still need it. */
#define GUEST(id, words, lines) { .name = id, .vcpus = 1, \
		.ram_kib = 64u << 10, .enhanced = NO_XENSTORE, \
		.cmdline = "probe.exit=wait probe.id=" id " " words, \
		.more = lines }
/* Bytes that a mistake replaces, and those it puts there. */
#define BYTES(text) { text, sizeof(text) - 1 }
#define NOTHING { NULL, 0 }

#define PLAIN_GUEST(id, words) { .name = id, .vcpus = 1, \
		.ram_kib = 64u << 10, \
		.cmdline = "probe.exit=wait probe.id=" id " " words }
/* Static memory, 1 MiB every 60 MiB of the host. */
#define PIECE(base) "{base: " base ", size: 1 MiB}, "
#define CUT_GUEST(id, words) { .name = id, .vcpus = 1, \
		.ram_kib = 16u << 10, \
		.cmdline = "probe.exit=wait probe.id=" id " " words, \
		.more = "placement: {static: [" \
			PIECE("0x43f00000") PIECE("0x47b00000") \
			PIECE("0x4b700000") PIECE("0x4f300000") \
			PIECE("0x52f00000") PIECE("0x56b00000") \
			PIECE("0x5a700000") PIECE("0x5e300000") \
			PIECE("0x61f00000") PIECE("0x65b00000") \
			PIECE("0x69700000") PIECE("0x6d300000") \
			PIECE("0x70f00000") PIECE("0x74b00000") \
			PIECE("0x78700000") PIECE("0x7c300000") "]}" }
#define DOM0(words, lines) { .ram_kib = 64u << 10, \
		.cmdline = "probe.id=dom0 probe.exit=wait " words, \
		.more = lines }

static const struct boot_domain pooled_dom0 =
	DOM0("probe.tree=no", "cpupool: boot");
static const struct boot_domain channel_dom0 =
	DOM0("probe.tree=no probe.also=events probe.channels=20:1:21", NULL);
static const struct boot_domain sharing_dom0 =
	DOM0("probe.tree=no probe.also=share probe.self=0 probe.peer=1", NULL);
static const struct boot_domain colored_dom0 =
	DOM0("probe.tree=no", "placement: {llc-colors: \"0-2\"}");
static const struct boot_domain vector_dom0 =
	DOM0("probe.tree=no probe.also=vectors", "sve: 128");
static const struct boot_domain quiet_dom0 = DOM0("probe.tree=no", NULL);
static const struct boot_domain seeing_dom0 = DOM0("", NULL);

#define RT_CREDIT "  rt: {cpus: /cpus/cpu@1, scheduler: credit}\n"
#define BOOT_CREDIT2 "  boot: {cpus: /cpus/cpu@0, scheduler: credit2}\n"

const struct feature_case feature_cases[] = {
	{ .boot = { .name = "cpupools", .machine = GICV3,
	    .sections = "cpupools:\n" RT_CREDIT,
	    .keys = "qr",
	    .domains = { GUEST("calm", "", NULL),
			 GUEST("quick", "", "cpupool: rt") } },
	  .said = { "General information for domain 1:", "VCPU0: CPU0 [",
		    "General information for domain 2:", "VCPU0: CPU1 [",
		    "\nCpupool 0:\nCpus: 0\n", "(credit2)\n",
		    "Domain: 1 w", "\nCpupool 1:\nCpus: 1\n", "(credit)\n" },
	  .plants = {
		{ "/chosen/quick", "domain-cpupool", NOTHING, NOTHING,
		  "Xen does not say 'VCPU0: CPU1 ['" },
		{ "/chosen/cpupool-rt", "cpupool-sched", BYTES("credit"),
		  BYTES("credit2"), "Xen does not say '(credit)" } },
	},
	{ .boot = { .name = "cpupool-dom0", .machine = GICV2,
	    .sections = "cpupools:\n" RT_CREDIT BOOT_CREDIT2,
	    .keys = "qr", .dom0 = &pooled_dom0,
	    .domains = { GUEST("quick", "", "cpupool: rt") } },
	  .said = { "General information for domain 0:", "VCPU0: CPU0 [",
		    "General information for domain 1:", "VCPU0: CPU1 [",
		    "\nCpupool 0:\nCpus: 0\n", "(credit2)\n",
		    "\nCpupool 1:\nCpus: 1\n", "(credit)\n" },
	  .plants = {
		{ "/chosen/cpupool-boot", "cpupool-sched", BYTES("credit2"),
		  BYTES("credit"), "Xen does not say '(credit2)" } },
	},
	{ .boot = { .name = "event-channels", .machine = GICV3,
	    .sections = "event-channels:\n"
			"  - [{domain: a, port: 10}, {domain: b, port: 11}]\n"
			"  - [{domain: b, port: 12}, {domain: a, port: 12}]\n",
	    .keys = "e",
	    .domains = {
		GUEST("a", "probe.also=events "
		      "probe.channels=10:2:11,12:2:12", NULL),
		GUEST("b", "probe.also=events "
		      "probe.channels=11:1:10,12:1:12", NULL) } },
	  .seen = { { "a", "events", 1u << 10 | 1u << 12 },
		    { "b", "events", 1u << 11 | 1u << 12 } },
	  .said = { "for domain 1:", "10 [1/0/1]: s=3 n=0 x=0 d=2 p=11\n",
		    "12 [1/0/1]: s=3 n=0 x=0 d=2 p=12\n",
		    "for domain 2:", "11 [1/0/1]: s=3 n=0 x=0 d=1 p=10\n",
		    "12 [1/0/1]: s=3 n=0 x=0 d=1 p=12\n" },
	  .plants = {
		{ "/chosen/b/event-channel-11", "xen,evtchn",
		  BYTES("\0\0\0\x0b"), BYTES("\0\0\0\x0d"),
		  "check channel-status fail" } },
	},
	{ .boot = { .name = "event-channel-dom0", .machine = GICV2,
	    .sections = "event-channels:\n"
			"  - [{domain: dom0, port: 20}, {domain: a, port: 21}]\n",
	    .keys = "e", .dom0 = &channel_dom0,
	    .domains = { GUEST("a", "probe.also=events "
			       "probe.channels=21:0:20", NULL) } },
	  .seen = { { "dom0", "events", 1u << 20 },
		    { "a", "events", 1u << 21 } },
	  .said = { "for domain 0:", "20 [1/0/1]: s=3 n=0 x=0 d=1 p=21\n",
		    "for domain 1:", "21 [1/0/1]: s=3 n=0 x=0 d=0 p=20\n" },
	  .plants = {
		{ "/chosen/event-channel-20", "xen,evtchn",
		  BYTES("\0\0\0\x14"), BYTES("\0\0\0\x16"),
		  "dom0 says: check channel-status fail" } },
	},
	/* 4.17 lays regions over it in a domain that has any. */
	{ .boot = { .name = "shared-memory", .machine = GICV3,
	    .shared = "{ring0: {size: 2 MiB, maps: "
		      "{a: 0x50000000, b: 0x58000000}}, "
		      "ring1: {size: 64 KiB, owner: a, maps: "
		      "{a: 0x60000000, b: 0x61000000}}}",
	    .domains = {
		PLAIN_GUEST("a", "probe.also=share probe.self=1 probe.peer=2"),
		PLAIN_GUEST("b", "probe.also=share probe.self=2 "
			    "probe.peer=1") } },
	  .seen = { { "a", "pieces", 2 }, { "b", "pieces", 2 } },
	  .plants = {
		{ "/chosen/b/shared-memory-ring0", "xen,shared-mem",
		  BYTES("\x58\0\0\0"), BYTES("\x57\0\0\0"),
		  "only compiled /reserved-memory/xen-shmem@58000000" } },
	},
	{ .boot = { .name = "shared-memory-regions", .machine = GICV3,
	    .shared = "{ring0: {size: 2 MiB, maps: "
		      "{a: 0x50000000, b: 0x58000000}}}",
	    .domains = {
		GUEST("a", "probe.also=share probe.self=1 probe.peer=2", NULL),
		GUEST("b", "probe.also=share probe.self=2 probe.peer=1",
		      NULL) } },
	  .only = "4.20",
	  .seen = { { "a", "pieces", 1 }, { "b", "pieces", 1 } },
	},
	/* Nowhere are 64 MiB in one piece; a borrower takes it, too. */
	{ .boot = { .name = "shared-memory-pieces", .machine = GICV3,
	    .shared = "{ring0: {size: 128 MiB, maps: "
		      "{a: 0x80000000, b: 0xa0000000}}, "
		      "ring1: {size: 64 MiB, owner: b, maps: "
		      "{a: 0x90000000, b: 0x90000000}}}",
	    .domains = {
		CUT_GUEST("a", "probe.also=share probe.self=1 probe.peer=2"),
		PLAIN_GUEST("b", "probe.also=share probe.self=2 "
			    "probe.peer=1") } },
	  .only = "4.20",
	  .seen = { { "a", "pieces", 2 }, { "b", "pieces", 2 } },
	},
	{ .boot = { .name = "shared-memory-dom0", .machine = GICV2,
	    .shared = "{ring0: {size: 2 MiB, owner: dom0, host: 0x70000000, "
		      "maps: {dom0: 0x70000000, a: 0x58000000}}}",
	    .dom0 = &sharing_dom0,
	    .domains = { PLAIN_GUEST("a", "probe.also=share probe.self=1 "
				     "probe.peer=0") } },
	  .seen = { { "a", "pieces", 1 }, { "dom0", "pieces", 1 } },
	},
	{ .boot = { .name = "sve", .machine = SVE_CPU,
	    .domains = { GUEST("all", "probe.also=vectors", "sve: max"),
			 GUEST("some", "probe.also=vectors", "sve: 256"),
			 GUEST("none", "probe.also=vectors", NULL) } },
	  .only = "4.20",
	  .seen = { { "all", "vector-bits", 2048 },
		    { "some", "vector-bits", 256 },
		    { "none", "vector-bits", 0 } },
	  .plants = {
		{ "/chosen/some", "sve", BYTES("\0\0\1\0"), BYTES("\0\0\2\0"),
		  "guest 'some': vector-bits is 0x200, not 0x100" },
		{ "/chosen/all", "sve", NOTHING, NOTHING,
		  "guest 'all': vector-bits is 0x0, not 0x800" } },
	},
	{ .boot = { .name = "sve-dom0", .machine = SVE_CPU,
	    .dom0 = &vector_dom0,
	    .domains = { GUEST("none", "probe.also=vectors", NULL) } },
	  .only = "4.20",
	  .seen = { { "dom0", "vector-bits", 128 },
		    { "none", "vector-bits", 0 } },
	  .plants = {
		{ "/chosen", "xen,xen-bootargs", BYTES("sve=128"),
		  BYTES("sve=384"), "vector-bits is 0x180, not 0x80" } },
	},
	{ .boot = { .name = "llc-colors", .machine = GICV3,
	    .xen_words = "llc-size=1M llc-nr-ways=16",
	    .keys = "mq", .dom0 = &colored_dom0,
	    .domains = {
		GUEST("a", "", "placement: {llc-colors: \"1-3,8\"}"),
		GUEST("b", "", "placement: {llc-colors: \"4-7\"}") } },
	  .only = "4.20",
	  .said = { "Number of LLC colors supported: 16\n",
		    "Xen LLC colors (1): { 0 }\n",
		    "General information for domain 0:",
		    "\n3 LLC colors: { 0-2 }\n",
		    "General information for domain 1:",
		    "\n4 LLC colors: { 1-3, 8 }\n",
		    "General information for domain 2:",
		    "\n4 LLC colors: { 4-7 }\n" },
	  .plants = {
		{ "/chosen/b", "llc-colors", BYTES("4-7"), BYTES("4-6"),
		  "Xen does not say '4 LLC colors: { 4-7 }" },
		{ "/chosen", "xen,xen-bootargs", BYTES("colors=0-2"),
		  BYTES("colors=0-5"), "Xen does not say '3 LLC" } },
	},
	{ .boot = { .name = "static-heap", .machine = GICV3,
	    .hypervisor = "static-heap: [{base: 0x50000000, size: 64 MiB}, "
			  "{base: 0x60000000, size: 128 MiB}]",
	    .keys = "m",
	    .domains = { GUEST("a", "", NULL) } },
	  .also = feature_heap_wrong,
	  .plants = {
		{ "/chosen", "xen,static-heap", BYTES("\x08\0\0\0"),
		  BYTES("\x0c\0\0\0"), "of the heap are left" },
		{ "/chosen", "xen,static-heap", NOTHING, NOTHING,
		  "of the heap are left" } },
	},
	{ .boot = { .name = "overlays", .machine = GICV3,
	    .board = "overlays: [../files/lamp.dtbo, ../files/fan.dtbo]",
	    .dom0 = &seeing_dom0,
	    .domains = { GUEST("a", "", NULL) } },
	  .also = feature_overlays_wrong,
	  .plants = {
		{ "/fan/below", "label", BYTES("fan"), BYTES("fun"),
		  "dom0 does not see the fan" } },
	},
	{ .boot = { .name = "xsm-policy", .machine = GICV3,
	    .xen_words = "xsm=flask flask=enforcing",
	    .keys = "q", .dom0 = &quiet_dom0,
	    .domains = { GUEST("a", "", NULL) } },
	  .policy = true,
	  .plants = {
		{ "/chosen/module@40400000", "compatible", BYTES("xsm-policy"),
		  BYTES("xsm-pelicy"), "Unable to load FLASK policy" } },
	},
};

const size_t n_feature_cases = sizeof(feature_cases) / sizeof(*feature_cases);
