/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * planted.c - sound systems with one fault, or with none.
 */
#include "planted.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "compile.h"
#include "fault_text.h"
#include "fault_trees.h"
#include "xens.h"
#include "../boot/lab.h"
#include "../layouts/random.h"

/* What a fault needs of the system around it. */
enum {
	ANY = 0,
	R417 = 1 << 0,		/* this release alone */
	R420 = 1 << 1,
	V2 = 1 << 2,		/* this GIC alone */
	V3 = 1 << 3,
	FULL = 1 << 4,		/* the Xen with all options; without: Debian's */
	STOCK = 1 << 5,
	TWO = 1 << 6,		/* another domain: & */
	DOM0 = 1 << 7,
	NO_DOM0 = 1 << 8,
	ALONE = 1 << 9,		/* no domain that it does not name */
	LARGE = 1 << 10,	/* a host of LAB_RAM_LARGE_MIB */
	DEV = FULL | 1 << 11,	/* the build for developers, which says more */
};

static const struct fault {
	const char *name, *code;
	unsigned int needs;
	const char *wrong, *right;
	/* MOST: what is wrong has one more than the most that domc takes. */
	unsigned int low, high;
} faults[] = {
#define FAULT(name, code, needs, wrong, right) \
	{ name, code, needs, wrong, right, 0, 0 },
#define MOST(name, code, needs, low, high, text) \
	{ name, code, needs, text, text, low, high },
#include "faults.def"
#include "faults_board.def"
#include "faults_partial.def"
#include "faults_refused.def"
#include "faults_system.def"
#undef FAULT
#undef MOST
};

#define N_FAULTS (sizeof(faults) / sizeof(faults[0]))

struct plant {
	struct arena *arena;
	const struct oracle_files *files;
	const struct fault *fault;
	struct random r;
	struct fault_names names;
	/* The system without what the fault says. */
	struct oracle_case c;
	struct plain_key around[FAULT_KEYS];
	size_t n_around;
};

static bool of_release(const struct fault *f, enum oracle_release release)
{
	return !(f->needs & (R417 | R420)) ||
	       f->needs & (release == RELEASE_4_17 ? R417 : R420);
}

size_t planted_count(enum oracle_release release)
{
	size_t n = 0;

	for (size_t i = 0; i < N_FAULTS; i++)
		n += of_release(&faults[i], release);
	return n;
}

bool planted_find(enum oracle_release release, const char *name, bool sound,
		  unsigned int *ret_number)
{
	unsigned int n = 0;

	for (size_t i = 0; i < N_FAULTS; i++) {
		if (!of_release(&faults[i], release))
			continue;
		if (strcmp(faults[i].name, name) == 0) {
			if (sound)
				n += (unsigned int)planted_count(release);
			*ret_number = n;
			return true;
		}
		n++;
	}
	return false;
}

bool planted_has(const char *code)
{
	for (size_t i = 0; i < N_FAULTS; i++)
		if (strcmp(faults[i].code, code) == 0)
			return true;
	return false;
}

static const struct fault *nth(enum oracle_release release, size_t n)
{
	size_t i = 0;

	while (!of_release(&faults[i], release) || n-- > 0)
		i++;
	return &faults[i];
}

/* Says nothing that could be wrong, but changes trees and places. */
static void vary(struct plant *p, const char *domain)
{
	static const struct {
		const char *key, *value;
	} ways[] = {
		{ "vcpus", "2" }, { "vpl011", "true" }, { "memory", "32 MiB" },
		{ "enhanced", "no-xenstore" }, { "spi-count", "64" },
		{ "gic", "native" },
	};
	size_t i = random_below(&p->r, sizeof(ways) / sizeof(ways[0]));

	p->around[p->n_around++] = (struct plain_key){ domain, ways[i].key,
						       ways[i].value };
}

static void add_domain(struct plant *p, const char *name)
{
	p->c.domains[p->c.n_domains++] = (struct oracle_domain){
		.name = name,
		.is_dom0 = strcmp(name, "dom0") == 0,
	};
}

/* The fault's domain is any of up to three, with or without dom0. */
static void choose_domains(struct plant *p)
{
	static const char *const names[] = { "a", "b", "c" };
	unsigned int needs = p->fault->needs;
	size_t least = needs & TWO ? 2 : 1;
	size_t n = needs & ALONE ? least :
				   (size_t)random_in(&p->r, least, 3);
	size_t at = random_below(&p->r, n);
	bool dom0 = needs & (DOM0 | NO_DOM0 | ALONE) ? needs & DOM0 :
						random_percent(&p->r, 40);

	if (dom0)
		add_domain(p, "dom0");
	p->names.domain = names[at];
	if (needs & TWO)
		p->names.other = names[(at + 1) % n];
	for (size_t i = 0; i < n; i++) {
		add_domain(p, names[i]);
		if (names[i] != p->names.domain && names[i] != p->names.other)
			vary(p, names[i]);
	}
}

static void choose_machine(struct plant *p, uint64_t seed, uint64_t at)
{
	unsigned int needs = p->fault->needs;
	bool full = random_percent(&p->r, 50);
	bool v2 = random_percent(&p->r, 50);

	if (needs & (FULL | STOCK))
		full = needs & FULL;
	p->c.build = (needs & DEV) == DEV ? BUILD_DEBUG :
					    xens_choose(full, seed, at);
	p->c.machine.gic = needs & (V2 | V3) ? (needs & V2 ? 2 : 3) :
					       (v2 ? 2 : 3);
	p->c.machine.ram_mib = needs & LARGE ? LAB_RAM_LARGE_MIB :
					       LAB_RAM_MIB;
}

/* At a place of its own, so that it is a module of its own. */
static const char *place_kernel(struct arena *a,
				const struct oracle_files *files,
				const char *name, size_t i)
{
	return arena_printf(a, "{file: \"%s\", cmdline: \"probe.id=%s probe.exit=no\", at: 0x%zx}",
			    files->probe, name, 0x60000000 + i * 0x100000);
}

/*
 * "+ 30": as many domains more, which need little; "++ 30": with a module for
 * each. Return: keys that stay.
 */
static size_t add_small(struct arena *a, const struct oracle_files *files,
			struct oracle_case *c, struct plain_key *keys,
			size_t n)
{
	size_t kept = 0, small = 0;
	bool apart = false;

	for (size_t i = 0; i < n; i++)
		if (keys[i].where[0] == '+') {
			small = strtoul(keys[i].key, NULL, 10);
			apart = keys[i].where[1] == '+';
		} else {
			keys[kept++] = keys[i];
		}
	for (size_t i = 1; i <= small; i++) {
		const char *name = arena_printf(a, "d%zu", i);

		c->domains[c->n_domains++].name = name;
		keys[kept++] = (struct plain_key){ name, "memory", "16 MiB" };
		if (apart)
			keys[kept++] = (struct plain_key){ name, "kernel",
				place_kernel(a, files, name, i) };
	}
	return kept;
}

static struct oracle_case write_case(const struct plant *p, struct arena *a,
				     const char *text, uint64_t number)
{
	struct plain_key *keys = arena_array(a, 4 * FAULT_KEYS, sizeof(*keys));
	struct fault_names names = p->names;
	struct oracle_case c = p->c;
	size_t n = p->n_around;

	names.number = number;
	names.made = arena_printf(a, "%s/%s-planted-%u-%s", p->files->dir,
				  release_names[c.release], c.number,
				  text == p->fault->right ? "right" : "wrong");
	memcpy(keys, p->around, n * sizeof(*keys));
	fault_trees(a, &names, text, &c);
	n += fault_keys(a, &names, text, keys + n);
	n = add_small(a, p->files, &c, keys, n);
	plain_with(a, p->files, &c, keys, n);
	return c;
}

/* What is booted where domc writes nothing for a fault. */
static void add_neighbour(const struct plant *p, struct arena *a,
			  struct oracle_case *c)
{
	const char *wrong = p->fault->wrong;
	const char *edits = fault_lines(a, &p->names, wrong, "spoil");

	if (!*edits)
		edits = fault_lines(a, &p->names, wrong, "board");
	if (!*edits)
		return;
	c->spoil = edits;
	c->neighbour = write_case(p, a, p->fault->right, 0).text;
}

static bool is_taken(const struct plant *p, unsigned int number)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct oracle_case c = write_case(p, a, p->fault->right, number);
	bool taken = !compile_case(a, &c, NULL).refused;

	arena_free(a);
	return taken;
}

/* The greatest number that domc takes; low is one. */
static unsigned int find_most(const struct plant *p)
{
	unsigned int low = p->fault->low, high = p->fault->high;

	while (low < high) {
		unsigned int middle = low + (high - low + 1) / 2;

		if (is_taken(p, middle))
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* FNV-1a: what is around a fault stays when others come into the list. */
static uint64_t number_of(const char *name)
{
	uint64_t v = 0xcbf29ce484222325;

	for (; *name; name++)
		v = (v ^ (uint8_t)*name) * 0x100000001b3;
	return v;
}

struct oracle_case planted_case(struct arena *a,
				const struct oracle_files *files,
				enum oracle_release release, uint64_t seed,
				unsigned int number)
{
	size_t n = planted_count(release);
	bool sound = number / n % 2;
	const struct fault *fault = nth(release, number % n);
	/* A fault and its neighbour have the same around them. */
	uint64_t at = number_of(fault->name) + number / n / 2 * 1000003ull;
	struct plant p = {
		.arena = a,
		.files = files,
		.fault = fault,
		.r = random_make(seed, at),
		.names = { .files = files },
		.c = { .number = number, .kind = "planted",
		       .release = release },
	};
	unsigned int most = 0;
	struct oracle_case c;

	p.c.fault = p.fault->name;
	p.c.wanted = sound ? NULL : p.fault->code;
	choose_machine(&p, seed, at);
	choose_domains(&p);
	if (p.fault->high)
		most = find_most(&p);
	c = write_case(&p, a, sound ? p.fault->right : p.fault->wrong,
		       most + !sound);
	if (!sound)
		add_neighbour(&p, a, &c);
	return c;
}
