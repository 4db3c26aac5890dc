/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * main.c - layouts: generated layouts through domc, Xen's checker and Xen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "boots.h"
#include "differ.h"

static const char usage_text[] =
	"usage: layouts [OPTION]... differential | boots | show NUMBER\n"
	"  --checker PATH  layout-check\n"
	"  --spoilt PATH   one that answers wrongly; again for a further one\n"
	"  --files DIR     input files: Image, zImage, xen, board-*.dtb\n"
	"  --xen PATH      hypervisor with the patches, all options on\n"
	"  --domc PATH --probe PATH\n"
	"  --work DIR      where files go\n"
	"  --seed N --count N\n"
	"  -j N            QEMUs at a time\n"
	"All paths are absolute.\n";

static _Noreturn void usage(const char *why)
{
	fprintf(stderr, "layouts: %s\n%s", why, usage_text);
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

static void set_option(struct options *o, const char *name, const char *value)
{
	const struct {
		const char *name;
		const char **value;
	} texts[] = {
		{ "--checker", &o->checker }, { "--files", &o->files },
		{ "--xen", &o->xen },	      { "--domc", &o->lab.domc },
		{ "--probe", &o->lab.probe }, { "--work", &o->lab.work },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(texts[i].name, name) == 0) {
			*texts[i].value = value;
			return;
		}
	if (strcmp(name, "--spoilt") == 0 && o->n_spoilt < SPOILT_MOST)
		o->spoilt[o->n_spoilt++] = value;
	else if (strcmp(name, "--seed") == 0)
		o->seed = number(value);
	else if (strcmp(name, "--count") == 0)
		o->count = number(value);
	else if (strcmp(name, "-j") == 0)
		o->lab.jobs = (unsigned int)number(value);
	else
		usage(name);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(4ul * LIMIT_ARENA_BYTES);
	struct options o = {
		.lab = { .jobs = 2, .seconds = 60 },
		.seed = 3,
		.count = 2000,
	};
	int status, i = 1;

	for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
		set_option(&o, argv[i], argv[i + 1]);
	if (i == argc || !a || !o.checker || !o.files || !o.lab.work)
		usage("what is to be done?");
	if (strcmp(argv[i], "differential") == 0)
		status = differ_run(a, &o);
	else if (strcmp(argv[i], "boots") == 0)
		status = boots_run(a, &o);
	else if (strcmp(argv[i], "show") == 0 && i + 1 < argc)
		status = differ_show(a, &o, number(argv[i + 1]));
	else
		usage(argv[i]);
	arena_free(a);
	return status;
}
