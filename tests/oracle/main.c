/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * main.c - oracle: generated systems through domc and through Xen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "run.h"

static const char usage_text[] =
	"usage: oracle [OPTION]... run | check | cover | show NUMBER\n"
	"  --probe PATH    the guest's program\n"
	"  --xens DIR      a folder a build of `make xen`\n"
	"  --cache DIR     of hypervisor/fetch.sh\n"
	"  --work DIR      where files go\n"
	"  --release R     4.17 or 4.20; again for the other; else both\n"
	"  --kind K        blind or planted; else both\n"
	"  --seed N --first N --count N   which systems of a release and kind\n"
	"  --list FILE     these systems, a line each\n"
	"  --without CODE  as if domc did not know it: there must be a miss\n"
	"  --pretend CODE  as if domc found it everywhere: a false alarm\n"
	"  --report FILE   takes the table\n"
	"  -j N            QEMUs at a time\n"
	"  --keep yes      folders of those that agree stay\n"
	"All paths are absolute.\n";

static _Noreturn void usage(const char *why)
{
	fprintf(stderr, "oracle: %s\n%s", why, usage_text);
	exit(2);
}

static uint64_t number(const char *text)
{
	char *end;
	uint64_t v = strtoull(text, &end, 10);

	if (*end || end == text)
		usage("a number is expected");
	return v;
}

static bool set_path(struct oracle_options *o, const char *name,
		     const char *value)
{
	const struct {
		const char *name;
		const char **value;
	} paths[] = {
		{ "--probe", &o->lab.probe }, { "--xens", &o->lab.xens },
		{ "--cache", &o->lab.cache }, { "--work", &o->lab.work },
		{ "--list", &o->list }, { "--without", &o->without },
		{ "--pretend", &o->pretend }, { "--report", &o->report },
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strcmp(paths[i].name, name) == 0) {
			*paths[i].value = value;
			return true;
		}
	return false;
}

static void set_release(struct oracle_options *o, const char *value)
{
	for (size_t i = 0; i < N_RELEASES; i++)
		if (strcmp(release_names[i], value) == 0) {
			o->releases[i] = true;
			return;
		}
	usage(value);
}

static void set_kind(struct oracle_options *o, const char *value)
{
	if (strcmp(value, "blind") == 0)
		o->kinds[KIND_BLIND] = true;
	else if (strcmp(value, "planted") == 0)
		o->kinds[KIND_PLANTED] = true;
	else
		usage(value);
}

static void set_option(struct oracle_options *o, const char *name,
		       const char *value)
{
	if (set_path(o, name, value))
		return;
	if (strcmp(name, "--release") == 0)
		set_release(o, value);
	else if (strcmp(name, "--kind") == 0)
		set_kind(o, value);
	else if (strcmp(name, "--seed") == 0)
		o->seed = number(value);
	else if (strcmp(name, "--first") == 0)
		o->first = (unsigned int)number(value);
	else if (strcmp(name, "--count") == 0)
		o->count = (unsigned int)number(value);
	else if (strcmp(name, "-j") == 0)
		o->lab.jobs = (unsigned int)number(value);
	else if (strcmp(name, "--keep") == 0)
		o->lab.keep = strcmp(value, "yes") == 0;
	else
		usage(name);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(4ul * LIMIT_ARENA_BYTES);
	struct oracle_options o = {
		.lab = { .jobs = 2, .seconds = 30 },
		.seed = 5,
		.count = 60,
	};
	int status, i = 1;

	for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
		set_option(&o, argv[i], argv[i + 1]);
	if (i == argc || !a || !o.lab.probe || !o.lab.work || !o.lab.xens ||
	    !o.lab.cache)
		usage("what is to be done?");
	if (!o.releases[RELEASE_4_17] && !o.releases[RELEASE_4_20])
		o.releases[RELEASE_4_17] = o.releases[RELEASE_4_20] = true;
	if (!o.kinds[KIND_BLIND] && !o.kinds[KIND_PLANTED])
		o.kinds[KIND_BLIND] = o.kinds[KIND_PLANTED] = true;
	if (strcmp(argv[i], "run") == 0)
		status = run_oracle(a, &o);
	else if (strcmp(argv[i], "check") == 0)
		status = run_check(a, &o);
	else if (strcmp(argv[i], "cover") == 0)
		status = run_cover(a, &o);
	else if (strcmp(argv[i], "show") == 0 && i + 1 < argc)
		status = run_show(a, &o, (unsigned int)number(argv[i + 1]));
	else
		usage(argv[i]);
	arena_free(a);
	return status;
}
