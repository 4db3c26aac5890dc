/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cases.c - which systems are booted.
 *
 * A point of the space is one value in each dimension; every point is valid:
 * the smallest RAM holds the largest ramdisk, and a dom0 comes with the
 * domains that need one.
 */
#include "cases.h"

#include <string.h>

enum dimension { TARGET, VCPUS, RAM, UART, ENHANCED, RAMDISK, CMDLINE, N_DIMS };

static const struct target {
	const char *release;
	unsigned int gic;
} targets[] = {
	{ "4.20", 3 }, { "4.20", 2 }, { "4.17", 3 }, { "4.17", 2 },
};

static const struct vcpus {
	const char *name;
	enum vcpu_rule rule;
	unsigned int n;
} vcpus[] = {
	{ "1cpu", VCPUS_EXACT, 1 },
	{ "4cpu", VCPUS_EXACT, 4 },
	{ "most-cpus", VCPUS_MOST, 0 },
	{ "one-cpu-more", VCPUS_ONE_MORE, 0 },
};

/*
 * 65540 KiB: no multiple of 2 MiB, yet of a page; 65537 KiB would hang Xen
 * 4.20 in allocate_memory(). 5 GiB: more than the 3 GiB of the first bank.
 */
static const struct ram {
	const char *name;
	unsigned int kib;
} rams[] = {
	{ "64M", 64u << 10 },
	{ "200M", 200u << 10 },
	{ "512M", 512u << 10 },
	{ "65540K", 65540 },
	{ "5G", 5u << 20 },
};

static const char *const enhanced_names[N_ENHANCED] = {
	[PLAIN] = "plain",
	[NO_XENSTORE] = "noxs",
	[XENSTORE] = "xs",
};

static const char *const ramdisk_names[N_RAMDISKS] = {
	[RAMDISK_NONE] = "no-rd",
	[RAMDISK_SMALL] = "small-rd",
	[RAMDISK_LARGE] = "large-rd",
};

static const unsigned int sizes[N_DIMS] = {
	[TARGET] = sizeof(targets) / sizeof(targets[0]),
	[VCPUS] = sizeof(vcpus) / sizeof(vcpus[0]),
	[RAM] = sizeof(rams) / sizeof(rams[0]),
	[UART] = 2,
	[ENHANCED] = N_ENHANCED,
	[RAMDISK] = N_RAMDISKS,
	[CMDLINE] = 2,
};

struct point {
	unsigned int v[N_DIMS];
};

static struct boot_case case_at(struct arena *a, const struct point *p)
{
	const struct target *t = &targets[p->v[TARGET]];
	const struct vcpus *v = &vcpus[p->v[VCPUS]];
	const struct ram *r = &rams[p->v[RAM]];

	return (struct boot_case){
		.name = arena_printf(a, "xen%s-gicv%u-%s-%s-%s-%s-%s-%s",
				     t->release, t->gic, v->name, r->name,
				     p->v[UART] ? "uart" : "no-uart",
				     enhanced_names[p->v[ENHANCED]],
				     ramdisk_names[p->v[RAMDISK]],
				     p->v[CMDLINE] ? "cmdline" : "no-cmdline"),
		.release = t->release,
		.machine = { t->gic, r->kib > 1u << 20 ? LAB_RAM_LARGE_MIB :
							 LAB_RAM_MIB },
		.vcpu_rule = v->rule,
		.domains = { {
			.name = "guest",
			.vcpus = v->n,
			.ram_kib = r->kib,
			.vpl011 = p->v[UART],
			.enhanced = (enum enhanced_kind)p->v[ENHANCED],
			.ramdisk = (enum ramdisk_kind)p->v[RAMDISK],
			.cmdline = p->v[CMDLINE] ?
				"console=ttyAMA0 root=/dev/ram0 probe.id=guest" :
				NULL,
		} },
		.n_domains = 1,
	};
}

/* The next point in counting order; false past the last. */
static bool next_point(struct point *p)
{
	for (unsigned int d = N_DIMS; d-- > 0;) {
		if (++p->v[d] < sizes[d])
			return true;
		p->v[d] = 0;
	}
	return false;
}

static size_t n_points(void)
{
	size_t n = 1;

	for (unsigned int d = 0; d < N_DIMS; d++)
		n *= sizes[d];
	return n;
}

struct case_list cases_all(struct arena *a)
{
	struct case_list list = { NULL, 0 };
	struct point p = { { 0 } };

	list.cases = arena_array(a, n_points(), sizeof(*list.cases));
	do
		list.cases[list.n++] = case_at(a, &p);
	while (next_point(&p));
	return list;
}

/* seen[d][v][e][w]: some chosen point has v in dimension d and w in e. */
#define VALUES_MOST 8
struct pairs {
	bool seen[N_DIMS][VALUES_MOST][N_DIMS][VALUES_MOST];
};

static unsigned int count_new(const struct pairs *s, const struct point *p)
{
	unsigned int n = 0;

	for (unsigned int d = 0; d < N_DIMS; d++)
		for (unsigned int e = d + 1; e < N_DIMS; e++)
			n += !s->seen[d][p->v[d]][e][p->v[e]];
	return n;
}

static void mark(struct pairs *s, const struct point *p)
{
	for (unsigned int d = 0; d < N_DIMS; d++)
		for (unsigned int e = d + 1; e < N_DIMS; e++)
			s->seen[d][p->v[d]][e][p->v[e]] = true;
}

/* Greedy: the first point that brings the most pairs not seen yet. */
struct case_list cases_pairs(struct arena *a)
{
	struct case_list list = { NULL, 0 };
	struct pairs seen = { { { { { false } } } } };

	list.cases = arena_array(a, n_points(), sizeof(*list.cases));
	for (;;) {
		struct point p = { { 0 } }, best = p;
		unsigned int most = 0;

		do {
			unsigned int n = count_new(&seen, &p);

			if (n > most) {
				most = n;
				best = p;
			}
		} while (next_point(&p));
		if (!most)
			return list;
		mark(&seen, &best);
		list.cases[list.n++] = case_at(a, &best);
	}
}

#define STAY(id) "probe.exit=no probe.id=" id

static const struct boot_case several[] = {
	{
		.name = "two-unlike",
		.domains = {
			{ .name = "net", .vcpus = 2, .ram_kib = 128u << 10,
			  .vpl011 = true, .enhanced = NO_XENSTORE,
			  .ramdisk = RAMDISK_LARGE, .cmdline = STAY("net") },
			{ .name = "app", .vcpus = 1, .ram_kib = 65540,
			  .ramdisk = RAMDISK_SMALL, .cmdline = STAY("app") },
		},
		.n_domains = 2,
	},
	{
		.name = "two-with-dom0",
		.domains = {
			{ .name = "front", .vcpus = 1, .ram_kib = 64u << 10,
			  .vpl011 = true, .enhanced = XENSTORE,
			  .cmdline = STAY("front") },
			{ .name = "back", .vcpus = 4, .ram_kib = 200u << 10,
			  .vpl011 = true, .enhanced = XENSTORE,
			  .cmdline = STAY("back") },
		},
		.n_domains = 2,
	},
	{
		.name = "three",
		.domains = {
			{ .name = "a", .vcpus = 1, .ram_kib = 64u << 10,
			  .vpl011 = true, .cmdline = STAY("a") },
			{ .name = "b-2.x", .vcpus = 3, .ram_kib = 128u << 10,
			  .enhanced = NO_XENSTORE, .ramdisk = RAMDISK_SMALL,
			  .cmdline = STAY("b-2.x") },
			{ .name = "c", .vcpus = 8, .ram_kib = 200u << 10,
			  .vpl011 = true, .enhanced = NO_XENSTORE,
			  .ramdisk = RAMDISK_LARGE, .cmdline = STAY("c") },
		},
		.n_domains = 3,
	},
};

struct case_list cases_several(struct arena *a)
{
	size_t n_targets = sizes[TARGET];
	size_t n = sizeof(several) / sizeof(several[0]);
	struct case_list list = { NULL, 0 };

	list.cases = arena_array(a, n * n_targets, sizeof(*list.cases));
	for (size_t t = 0; t < n_targets; t++)
		for (size_t i = 0; i < n; i++) {
			struct boot_case *c = &list.cases[list.n++];

			*c = several[i];
			c->release = targets[t].release;
			c->machine = (struct machine){ targets[t].gic,
						       LAB_RAM_MIB, NULL };
			c->name = arena_printf(a, "xen%s-gicv%u-%s",
					       c->release, targets[t].gic,
					       several[i].name);
		}
	return list;
}
